"""What a caller typed, turned into terms to bind, or into an error that says what to type.

Turns `{name: [texts]}` (from a URL, a form or `--param`) into `Values`. Every text is checked
against the parameter's kind, bounds, pattern and list of values; an unknown name, a missing or a
wrong value is a ParameterError with the allowed ones and the nearest. Nothing here writes a query.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from plangraf.catalogue.definition import LANGUAGE_VARIABLE, Parameter, SavedQuery
from plangraf.catalogue.values import Option, expanded, meant, nearest, options_of_choices
from plangraf.errors import ParameterError
from plangraf.language import Language, Text
from plangraf.store.interface import Term

AS_OF = "as-of"
LONGEST = 2_000
MOST = 50
_SHOWN = 12
_LABEL = 60
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(?:[.,][0-9]{1,30})?")
_SLOT = re.compile(r"\{(\w+)\}")

OptionsOf = Callable[[Parameter], tuple[Option, ...]]


@dataclass(frozen=True)
class Value:
    """One value: the term to bind, how it reads, and the text that gives it again in a URL."""

    term: Term
    label: str
    text: str


@dataclass(frozen=True)
class Values:
    """The values of one call by parameter name, defaults included, in the language asked for.

    `day` is the day as of which the data are asked, "" for as they are.
    """

    language: Language = "sv"
    by_name: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    day: str = ""

    def terms(self, query: SavedQuery) -> dict[str, tuple[Term, ...]]:
        """Return the terms to bind, by variable."""
        terms: dict[str, tuple[Term, ...]] = {
            parameter.variable: tuple(value.term for value in self.by_name[parameter.name])
            for parameter in query.parameters
            if parameter.name in self.by_name
        }
        if query.speaks:
            terms[LANGUAGE_VARIABLE] = (Literal(self.language),)
        return terms

    def pairs(self) -> list[tuple[str, str]]:
        """Return (name, text) pairs that give these values again: a canonical query string."""
        pairs = [(name, v.text) for name, values in self.by_name.items() for v in values]
        return [*pairs, (AS_OF, self.day)] if self.day else pairs


def read_values(
    query: SavedQuery,
    given: Mapping[str, Sequence[str]],
    options_of: OptionsOf,
    language: Language = "sv",
) -> Values:
    """Check what was given; empty texts count as not given."""
    names = [parameter.name for parameter in query.parameters]
    for name in given:
        if name not in names:
            raise _unknown(query, name, names)
    found: dict[str, tuple[Value, ...]] = {}
    for parameter in query.parameters:
        texts = [text.strip() for text in given.get(parameter.name, ()) if text.strip()]
        texts = texts or list(parameter.default)
        if not texts and parameter.required:
            raise _missing(parameter, options_of(parameter))
        if len(texts) > (MOST if parameter.multiple else 1):
            raise _too_many(parameter)
        if texts:
            options = options_of(parameter) or options_of_choices(parameter, language)
            read = (_value(parameter, text, options, language) for text in texts)
            found[parameter.name] = tuple({value.term: value for value in read}.values())
    return Values(language, found)


def sentence(query: SavedQuery, values: Values) -> str:
    """Return the query's sentence, its slots filled with the labels of the values."""

    def filled(slot: re.Match[str]) -> str:
        parameter = query.find_parameter(slot[1])
        if parameter is None:
            return slot[0]
        chosen = values.by_name.get(parameter.name)
        if chosen:
            return ", ".join(value.label for value in chosen)
        return (parameter.any or Text("…", "…")).in_(values.language)

    told = _SLOT.sub(filled, query.sentence.in_(values.language))
    day = Text(f"Som det var {values.day}: ", f"As it was on {values.day}: ")
    return f"{day.in_(values.language)}{told}" if values.day else told


def _value(
    parameter: Parameter, text: str, options: tuple[Option, ...], language: Language
) -> Value:
    """Read one text as one value; a decimal reads as the language writes it."""
    if len(text) > LONGEST:
        raise ParameterError(
            parameter.name,
            Text(
                f"Parametern {parameter.name}: längre än {LONGEST} tecken.",
                f"Parameter {parameter.name}: longer than {LONGEST} characters.",
            ),
        )
    if options:
        return _chosen(parameter, text, options)
    term = _term(parameter, text)
    if isinstance(term, Literal) and term.datatype == XSD.decimal:
        text = str(term).replace(".", "," if language == "sv" else ".")
    return Value(term, text, str(term))


def _chosen(parameter: Parameter, text: str, options: tuple[Option, ...]) -> Value:
    """Find the option that a text means; it must be one."""
    found = meant(options, text)
    if len(found) == 1:
        option = found[0]
        # A choice of the header is a text until its kind says what term it becomes.
        term = option.term if parameter.values else _term(parameter, str(option.term))
        return Value(term, option.label, option.key)
    if found:
        raise ParameterError(
            parameter.name,
            Text(
                f"Parametern {parameter.name}: ”{text}” kan betyda flera saker.",
                f"Parameter {parameter.name}: “{text}” can mean several things.",
            ),
            remedy=Text(f"Välj en av: {_listed(found)}.", f"Choose one of: {_listed(found)}."),
        )
    close = nearest(options, text)
    raise ParameterError(
        parameter.name,
        Text(
            f"Parametern {parameter.name}: ”{text}” är inget tillåtet värde.",
            f"Parameter {parameter.name}: “{text}” is not an allowed value.",
        ),
        remedy=Text(
            (f"Närmast: {_listed(close)}. " if close else "") + f"Tillåtna: {_listed(options)}.",
            (f"Nearest: {_listed(close)}. " if close else "") + f"Allowed: {_listed(options)}.",
        ),
    )


def _term(parameter: Parameter, text: str) -> Term:
    """Make the term of the parameter's kind; a text that is none is an error."""
    kind = parameter.kind
    term: Term | None = None
    if kind == "iri":
        iri = expanded(text)
        term = URIRef(iri) if iri else None
    elif kind == "integer" and _INTEGER.fullmatch(text):
        term = Literal(text, datatype=XSD.integer, normalize=False)
    elif kind == "number" and _NUMBER.fullmatch(text):
        term = Literal(text.replace(",", "."), datatype=XSD.decimal, normalize=False)
    elif kind == "literal":
        term = Literal(text)
    elif kind == "lang":
        term = Literal(text, lang=parameter.detail)
    elif kind == "prefix_datatype":
        typed = Literal(text, datatype=URIRef(parameter.detail), normalize=False)
        term = None if typed.ill_typed else typed
    if term is None or any(sign == "\0" or 0xD800 <= ord(sign) <= 0xDFFF for sign in text):
        raise _wrong(parameter, text, _wanted(parameter))
    if parameter.pattern and not re.fullmatch(parameter.pattern, text):
        shape = parameter.hint or Text(parameter.pattern, parameter.pattern)
        raise _wrong(parameter, text, Text(f"formen {shape.sv}", f"the form {shape.en}"))
    _within(parameter, text, term)
    return term


def _within(parameter: Parameter, text: str, term: Term) -> None:
    """Check a number or date against the parameter's bounds."""
    value = _comparable(parameter, str(term))
    low, high = parameter.minimum, parameter.maximum
    if low and value < _comparable(parameter, low):
        raise _wrong(parameter, text, Text(f"minst {low}", f"at least {low}"))
    if high and value > _comparable(parameter, high):
        raise _wrong(parameter, text, Text(f"högst {high}", f"at most {high}"))


def _comparable(parameter: Parameter, text: str) -> tuple[Decimal, str]:
    """Return what bounds are compared by: numbers as such, dates and texts as written."""
    if parameter.kind in ("integer", "number"):
        return Decimal(text), ""
    return Decimal(0), text


def _wanted(parameter: Parameter) -> Text:
    """Say what kind of value a parameter takes."""
    if parameter.kind == "prefix_datatype":
        local = re.split(r"[#/]", parameter.detail)[-1]
        return {
            "date": Text("ett datum som 2019-10-01", "a date like 2019-10-01"),
            "gYear": Text("ett år som 2019", "a year like 2019"),
        }.get(local, Text(f"ett värde av typen {local}", f"a value of type {local}"))
    return {
        "iri": Text("en IRI som https://… eller pgid:…", "an IRI like https://… or pgid:…"),
        "integer": Text("ett heltal", "a whole number"),
        "number": Text("ett tal", "a number"),
    }.get(parameter.kind, Text("en text", "a text"))


def _wrong(parameter: Parameter, text: str, wanted: Text) -> ParameterError:
    return ParameterError(
        parameter.name,
        Text(
            f"Parametern {parameter.name}: ”{text}” går inte att använda; det ska vara "
            f"{wanted.sv}.",
            f"Parameter {parameter.name}: “{text}” cannot be used; it must be {wanted.en}.",
        ),
    )


def _missing(parameter: Parameter, options: tuple[Option, ...]) -> ParameterError:
    allowed = Text(f"Tillåtna: {_listed(options)}.", f"Allowed: {_listed(options)}.")
    return ParameterError(
        parameter.name,
        Text(f"Parametern {parameter.name} saknas.", f"Parameter {parameter.name} is missing."),
        remedy=allowed if options else None,
    )


def _too_many(parameter: Parameter) -> ParameterError:
    most = MOST if parameter.multiple else 1
    return ParameterError(
        parameter.name,
        Text(
            f"Parametern {parameter.name} tar högst {most} värde(n).",
            f"Parameter {parameter.name} takes at most {most} value(s).",
        ),
    )


def _unknown(query: SavedQuery, name: str, names: list[str]) -> ParameterError:
    close = get_close_matches(name, names, 1, 0.5)
    listed = ", ".join(names)
    return ParameterError(
        name,
        Text(
            f"Frågan {query.name} har ingen parameter {name}."
            + (f" Menade du {close[0]}?" if close else ""),
            f"The query {query.name} has no parameter {name}."
            + (f" Did you mean {close[0]}?" if close else ""),
        ),
        remedy=Text(f"Parametrar: {listed}.", f"Parameters: {listed}.")
        if names
        else Text("Den har inga parametrar.", "It has no parameters."),
    )


def _listed(options: Sequence[Option]) -> str:
    """List options by key and label, cut after a dozen."""
    shown = [
        option.key if option.label == option.key else f"{option.key} ({_short(option.label)})"
        for option in options[:_SHOWN]
    ]
    return ", ".join(shown) + (f", … ({len(options)})" if len(options) > _SHOWN else "")


def _short(label: str) -> str:
    return label if len(label) <= _LABEL else label[: _LABEL - 1] + "…"
