"""What was probably meant, and how it is written: a literal of a datatype, a thing among many."""

from collections.abc import Iterable
from typing import Final

from rdflib import SKOS, XSD, URIRef
from rdflib.term import Node

from plangraf.validation.naming import Names
from plangraf.validation.nearest import (
    last_part,
    nearest_date,
    nearest_name,
    nearest_number,
    nearest_year,
)

SAMPLES: Final = {
    str(XSD.integer): "3",
    str(XSD.decimal): "1.5",
    str(XSD.date): '"2019-12-31"^^xsd:date',
    str(XSD.gYear): '"2019"^^xsd:gYear',
    str(XSD.boolean): "true",
}


def nearest_literal(text: str, datatype: str) -> str | None:
    """The value of a datatype that a text was probably meant to be."""
    match datatype.rpartition("#")[2]:
        case "integer":
            return nearest_number(text, whole=True)
        case "decimal" | "double":
            return nearest_number(text)
        case "date":
            return nearest_date(text)
        case "gYear":
            return nearest_year(text)
        case "boolean":
            return {"ja": "true", "yes": "true", "nej": "false", "no": "false"}.get(text.lower())
    return None


def written_literal(text: str, datatype: str) -> str:
    """A literal as one writes it in Turtle: bare where its datatype allows."""
    if datatype in (str(XSD.integer), str(XSD.boolean)):
        return text
    if datatype == str(XSD.decimal):
        return text if "." in text else f"{text}.0"
    return f'"{text}"^^xsd:{datatype.rpartition("#")[2]}'


def nearest_thing(wanted: str, candidates: Iterable[Node], names: Names) -> Node | None:
    """The candidate one of whose labels, or whose IRI's end, is most like `wanted`."""
    by_name: dict[str, Node] = {}
    for candidate in candidates:
        label = names.label(candidate)
        called = [label.sv, label.en, last_part(str(candidate))]
        if (candidate, SKOS.inScheme, None) in names.data:  # another's "kommunen" is not this one
            called += map(str, names.data.objects(candidate, SKOS.altLabel))
        for name in called:
            by_name.setdefault(name, candidate)
    best = nearest_name(wanted, by_name)
    return by_name[best] if best is not None else None


def written_iri(names: Names, iri: URIRef) -> str:
    """An IRI as one writes it in Turtle under the project's base."""
    short = names.short(iri)
    return short if ":" in short and "/" not in short else f"<{short}>"
