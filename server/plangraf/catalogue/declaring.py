"""Reads the `params` of a header, beside the variables of the query: each must have its other.

Turns both into `Parameter`s; grlc's `defaults` and `enumerate` are taken where `params` is silent.
"""

import re
from difflib import get_close_matches
from typing import Any

from plangraf.catalogue.definition import (
    LANGUAGE_VARIABLE,
    Choice,
    Parameter,
    ParameterKind,
)
from plangraf.catalogue.fields import Fields
from plangraf.catalogue.outline import Outline
from plangraf.catalogue.variables import Named, take_apart
from plangraf.language import Text

KEYS = ("label", "type", "required", "multiple", "default", "values", "any", "hint") + (
    "min",
    "max",
    "pattern",
)
_KINDS = ("iri", "literal", "integer", "number")
LAYOUT = ("sort", "rows", "columns", "show")
RESERVED = (
    *("lang", "format", "page", "size", "profile", "download", "version", "explain", "as-of"),
    *("embed", *LAYOUT),
)
_SLOT = re.compile(r"\{(\w+)\}")


def read_parameters(
    fields: Fields, drawn: Outline, values: dict[str, str], sentence: Text | None
) -> tuple[Parameter, ...]:
    """Return the parameters in the order of the header."""
    found: dict[str, tuple[str, Named]] = {}
    for variable, line in drawn.parameters.items():
        if variable == LANGUAGE_VARIABLE:
            continue
        named = take_apart(variable)
        if named is None:
            fields.note(
                line,
                Text(
                    f"?{variable} är inget parameternamn (som ?_goal_iri, ?__from_xsd_date).",
                    f"?{variable} is not a parameter name (like ?_goal_iri, ?__from_xsd_date).",
                ),
            )
        elif named.name in RESERVED:
            fields.note(line, Text(f"Namnet {named.name} är upptaget.", f"{named.name} is taken."))
        elif named.name in found and found[named.name][0] != variable:
            fields.note(
                line,
                Text(
                    f"Både ?{found[named.name][0]} och ?{variable}: en parameter, ett namn.",
                    f"Both ?{found[named.name][0]} and ?{variable}: one parameter, one name.",
                ),
            )
        else:
            found[named.name] = (variable, named)
    described = fields.mapping("params")
    for name in described:
        if name not in found:
            nearest = get_close_matches(name, list(found), 1, 0.5)
            fields.wrong(
                ("params", name),
                Text(f"Frågan har ingen ?_{name}.", f"The query has no ?_{name}."),
                Text(f"Menade du {nearest[0]}?", f"Did you mean {nearest[0]}?")
                if nearest
                else None,
            )
    for name, (variable, _) in found.items():
        if name not in described:
            fields.note(
                drawn.variables[variable],
                Text(f"?{variable} saknas under params.", f"?{variable} is not under params."),
            )
    parameters = tuple(
        _parameter(fields, name, *found[name], values) for name in described if name in found
    )
    _slots(fields, sentence, parameters)
    return parameters


def _parameter(
    fields: Fields, name: str, variable: str, named: Named, values: dict[str, str]
) -> Parameter:
    path = ("params", name)
    fields.known(path, KEYS)
    required = fields.get(*path, "required")
    if required is not None and required != named.required:
        fields.wrong(
            (*path, "required"),
            Text(
                f"?{variable} säger motsatsen: ett understreck är obligatoriskt, två valfritt.",
                f"?{variable} says otherwise: one underscore is required, two optional.",
            ),
        )
    default = fields.words(*path, "default") or _grlc_default(fields.get("defaults"), name)
    if default and not named.required:
        fields.wrong(
            (*path, "default"),
            Text("En valfri parameter har inget default.", "An optional parameter has no default."),
        )
    pattern = fields.text(*path, "pattern")
    try:
        re.compile(pattern)
    except re.error as error:
        fields.wrong((*path, "pattern"), Text(f"pattern: {error}", f"pattern: {error}"))
    query, list_name, choices = _values(fields, name, values)
    return Parameter(
        name=name,
        variable=variable,
        kind=_kind(fields, path, named),
        label=fields.pair(*path, "label", required=True) or Text(name, name),
        required=named.required,
        detail=named.detail,
        multiple=fields.flag(*path, "multiple"),
        preset=default,
        values=query,
        values_name=list_name,
        choices=choices,
        any=fields.pair(*path, "any"),
        hint=fields.pair(*path, "hint"),
        minimum=fields.text(*path, "min"),
        maximum=fields.text(*path, "max"),
        pattern=pattern,
    )


def _kind(fields: Fields, path: tuple[str, str], named: Named) -> ParameterKind:
    """Return the kind by the variable's ending, by `type`, or text."""
    written = fields.text(*path, "type")
    if written and written not in _KINDS:
        allowed = ", ".join(_KINDS)
        fields.wrong((*path, "type"), Text(f"type: {allowed}.", f"type: {allowed}."))
        written = ""
    if written and named.kind and written != named.kind:
        fields.wrong(
            (*path, "type"),
            Text(f"Variabeln säger {named.kind}.", f"The variable says {named.kind}."),
        )
    return named.kind or written or "literal"  # type: ignore[return-value]


def _values(
    fields: Fields, name: str, values: dict[str, str]
) -> tuple[str, str, tuple[Choice, ...]]:
    """Return (query, name of the shared list, choices); two of them are empty."""
    path = ("params", name, "values")
    written: Any = fields.get(*path)
    if written is None:
        written = _grlc_list(fields.get("enumerate"), name)
    if isinstance(written, str):
        if written not in values:
            nearest = get_close_matches(written, list(values), 1, 0.5)
            fields.wrong(
                path,
                Text(
                    f"Det finns ingen värdelista queries/values/{written}.rq.",
                    f"There is no list of values queries/values/{written}.rq.",
                ),
                Text(f"Menade du {nearest[0]}?", f"Did you mean {nearest[0]}?")
                if nearest
                else None,
            )
        return values.get(written, ""), written, ()
    if not isinstance(written, list):
        return "", "", ()
    choices = []
    for n, item in enumerate(written):
        value = (
            fields.text(*path, n, "value", required=True) if isinstance(item, dict) else str(item)
        )
        label = fields.pair(*path, n, "label") if isinstance(item, dict) else None
        choices.append(Choice(value, label or Text(value, value)))
    return "", "", tuple(choices)


def _grlc_default(defaults: Any, name: str) -> tuple[str, ...]:
    """Find `name` in grlc's `defaults: [{name: value}]`."""
    for entry in defaults if isinstance(defaults, list) else []:
        if isinstance(entry, dict) and name in entry:
            return (str(entry[name]),)
    return ()


def _grlc_list(enumerated: Any, name: str) -> list[Any] | None:
    """Find `name` in grlc's `enumerate: [{name: [values]}]`."""
    for entry in enumerated if isinstance(enumerated, list) else []:
        if isinstance(entry, dict) and isinstance(entry.get(name), list):
            return list(entry[name])
    return None


def _slots(fields: Fields, sentence: Text | None, parameters: tuple[Parameter, ...]) -> None:
    """Note slots of the sentence that no parameter fills."""
    by_name = {parameter.name: parameter for parameter in parameters}
    for language, words in zip(("sv", "en"), sentence or (), strict=False):
        for slot in _SLOT.findall(words):
            parameter = by_name.get(slot)
            if parameter is None:
                fields.wrong(
                    ("sentence", language),
                    Text(f"Ingen parameter heter {slot}.", f"No parameter is named {slot}."),
                )
            elif not parameter.required and parameter.any is None:
                fields.wrong(
                    ("params", slot),
                    Text(
                        f"{slot} står i meningen och är valfri, men any saknas.",
                        f"{slot} is in the sentence and optional, but any is missing.",
                    ),
                )
