"""What a parameter's variable says by its name: `?_goal_iri`, `?__from_xsd_date`, `?_word_sv`.

The convention is grlc's and BASIL's: one underscore for a parameter that must be given, two for one
that may be left out, then a name of letters and digits, then the kind of term it becomes.
"""

import re
from typing import NamedTuple

from plangraf.catalogue.definition import ParameterKind
from plangraf.vocabulary import PREFIXES

_SHAPE = re.compile(
    r"(?P<mark>__?)(?P<name>[A-Za-z][A-Za-z0-9]*)"
    r"(?:_(?P<kind>[A-Za-z][A-Za-z0-9-]*)(?:_(?P<datatype>[A-Za-z0-9]+))?)?"
)


class Named(NamedTuple):
    """A variable taken apart; `kind` is None where the name has no ending."""

    name: str
    required: bool
    kind: ParameterKind | None
    detail: str


def take_apart(variable: str) -> Named | None:
    """Read a variable's name (without `?`); None where it is not of the convention."""
    found = _SHAPE.fullmatch(variable)
    if not found:
        return None
    required = found["mark"] == "_"
    ending = found["kind"]
    if found["datatype"]:
        namespace = PREFIXES.get(ending)
        if namespace is None:
            return None
        return Named(found["name"], required, "prefix_datatype", namespace + found["datatype"])
    if ending is None:
        return Named(found["name"], required, None, "")
    for kind in ("iri", "literal", "integer", "number"):
        if ending == kind:
            return Named(found["name"], required, kind, "")
    if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", ending):
        return Named(found["name"], required, "lang", ending)
    return None
