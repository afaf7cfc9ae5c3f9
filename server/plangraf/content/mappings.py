"""Turns a mapping set (SSSOM: YAML header in comments, then a table) into Turtle.

Every row becomes an `sssom:Mapping` record in owl:Axiom form; a positive row with a real object
also becomes the plain triple, so that a reader who knows nothing of SSSOM finds the link. What the
columns mean: https://w3id.org/sssom/ (slots); `comment` is the Swedish rationale and the extension
slot `comment_en` the English one. Knows nothing of what is mapped.
"""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from plangraf.content.fast_yaml import LOADER
from plangraf.errors import ContentError
from plangraf.language import Text
from plangraf.vocabulary import PGID, PREFIXES

REQUIRED = (
    "record_id",
    "subject_id",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "confidence",
    "comment",
    "comment_en",
)
_SCORES = {"confidence": "sssom:confidence", "similarity_score": "sssom:similarity_score"}
_NOTHING = PREFIXES["sssom"] + "NoTermFound"
NEGATED = "Not"


@dataclass(frozen=True)
class MappingRow:
    """One row: slot → text, with the line it stands on (counted from 1)."""

    line: int
    slots: dict[str, str]


def read_mapping_set(text: str, place: str) -> tuple[dict[str, Any], list[MappingRow]]:
    """Return header and rows; ContentError names file, line and slot of the first mistake."""
    lines = text.splitlines()
    header_lines = [line for line in lines if line.startswith("#")]
    try:
        header = yaml.load("\n".join(line[1:] for line in header_lines), LOADER) or {}
    except yaml.YAMLError as error:
        raise _broken(place, 1, f"{error}") from None
    start = len(header_lines)
    table = csv.reader(
        io.StringIO("\n".join(lines[start:])), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    rows = list(table)
    if not rows:
        raise _broken(place, start + 1, "no table")
    names = rows[0]
    if missing := [slot for slot in REQUIRED if slot not in names]:
        raise _broken(place, start + 1, f"missing column {', '.join(missing)}")
    found = []
    for offset, cells in enumerate(rows[1:], start + 2):
        if len(cells) != len(names):
            raise _broken(place, offset, f"{len(cells)} cells under {len(names)} columns")
        row = MappingRow(offset, dict(zip(names, cells, strict=True)))
        if empty := [slot for slot in REQUIRED if not row.slots[slot].strip()]:
            raise _broken(place, offset, f"empty {', '.join(empty)}")
        found.append(row)
    return header, found


def mapping_set_as_turtle(text: str, place: str) -> str:
    """Return the whole set as Turtle."""
    header, rows = read_mapping_set(text, place)
    prefixes = PREFIXES | header.get("curie_map", {})
    set_iri = URIRef(f"{PGID}mapping-set/{place.rsplit('/', 1)[-1].split('.')[0]}")
    out = [f"@prefix {name}: <{iri}> ." for name, iri in prefixes.items()]
    out.append(f"<{set_iri}> a sssom:MappingSet ; sssom:mapping_set_id <{set_iri}>")
    for slot, term in (
        ("mapping_set_title", "dcterms:title"),
        ("mapping_set_description", "dcterms:description"),
    ):
        for tag, value in _texts(header, slot):
            out.append(f" ; {term} {Literal(value, lang=tag).n3()}")
    for slot in ("subject_source", "object_source"):
        if source := header.get(slot):
            out.append(f" ; sssom:{slot} {_expanded(str(source), prefixes).n3()}")
    if licence := header.get("license"):
        out.append(f" ; dcterms:license {URIRef(str(licence)).n3()}")
    if date := header.get("mapping_date"):
        out.append(f" ; dcterms:date {Literal(str(date), datatype=XSD.date).n3()}")
    out.append(".")
    for row in rows:
        out.append(_record(row, set_iri, prefixes, place))
    return "\n".join(out) + "\n"


def _expanded(curie: str, prefixes: dict[str, str]) -> URIRef:
    """Return the IRI of a CURIE; one without a known prefix is taken as an IRI."""
    prefix, _, local = curie.partition(":")
    return URIRef(prefixes[prefix] + local if prefix in prefixes else curie)


def _texts(header: dict[str, Any], slot: str) -> list[tuple[str, str]]:
    """Return (language, text) of a header slot and its English twin `…_en`."""
    return [
        (tag, str(header[name]))
        for tag, name in (("sv", slot), ("en", f"{slot}_en"))
        if header.get(name)
    ]


def _record(row: MappingRow, set_iri: URIRef, prefixes: dict[str, str], place: str) -> str:
    """Write one record, and its plain triple when it claims one."""
    slots = row.slots

    def iri(slot: str) -> str:
        prefix, _, local = slots[slot].partition(":")
        if prefix not in prefixes:
            raise _broken(place, row.line, f"{slot}: unknown prefix {prefix}:")
        return URIRef(prefixes[prefix] + local).n3()

    subject, predicate, object_ = iri("subject_id"), iri("predicate_id"), iri("object_id")
    parts = [
        f"{iri('record_id')} a owl:Axiom, sssom:Mapping",
        f"owl:annotatedSource {subject}",
        f"owl:annotatedProperty {predicate}",
        f"owl:annotatedTarget {object_}",
        f"sssom:mapping_justification {iri('mapping_justification')}",
        f"sssom:record_id {Literal(slots['record_id']).n3()}",
        f"rdfs:comment {Literal(slots['comment'], lang='sv').n3()}",
        f"rdfs:comment {Literal(slots['comment_en'], lang='en').n3()}",
        f"dcterms:isPartOf {set_iri.n3()}",
    ]
    for slot, term in _SCORES.items():
        if slots.get(slot):
            parts.append(f"{term} {_score(slots[slot], slot, row, place).n3()}")
    negated = slots.get("predicate_modifier") == NEGATED
    if negated:
        parts.append("sssom:predicate_modifier sssom:NegatedPredicate")
    text = " ;\n  ".join(parts) + " .\n"
    if not negated and object_ != URIRef(_NOTHING).n3():
        text += f"{subject} {predicate} {object_} .\n"
    return text


def _score(text: str, slot: str, row: MappingRow, place: str) -> Literal:
    """Read a score between 0 and 1."""
    try:
        number = Decimal(text)
        if 0 <= number <= 1:
            return Literal(text, datatype=XSD.decimal)
    except InvalidOperation:
        pass
    raise _broken(place, row.line, f"{slot}: {text} is not between 0 and 1")


def _broken(place: str, line: int, reason: str) -> ContentError:
    """Tell a mistake in a mapping set."""
    return ContentError(
        Text(
            f"Kopplingsfilen går inte att läsa: {reason}.",
            f"The mapping set cannot be read: {reason}.",
        ),
        place=f"{place}:{line}",
    )
