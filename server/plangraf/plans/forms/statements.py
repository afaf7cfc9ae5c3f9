"""The sheet "Övriga uppgifter": triples that no column can hold, one a row, in Turtle's terms.

Written by an export for what a second reading lacks, and for what it adds (to be removed); applied
last by an import. A value longer than a cell goes on in the rows below, which have no subject.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node
from rdflib.util import from_n3

from plangraf.errors import UnreadableInput
from plangraf.language import Text
from plangraf.plans.files.cleaning import tidy
from plangraf.plans.forms.sameness import Statement, keyed
from plangraf.plans.records import Record
from plangraf.vocabulary import PREFIXES

CELL: Final = 30_000
"""What fits into a cell, with room for its marks: spreadsheets hold 32,767 characters."""

Row = dict[str, list[str]]
_SHORTENED: Final = (
    "pgid", "pg", "rdf", "rdfs", "skos", "dcterms", "dcat", "prov", "org", "oa", "schema", "foaf",
    "xsd", "cv",
)  # fmt: skip


def difference(graph: Graph, again: Graph) -> Iterator[Row]:
    """Yield the rows by which a second reading differs from the graph."""
    wanted, got = keyed(graph), keyed(again)
    labels: dict[Node, str] = {}
    for key in sorted(set(wanted) - set(got)):
        for triple in wanted[key]:
            yield from _rows_of(triple, labels)
    for key in sorted(set(got) - set(wanted)):
        for triple in got[key]:
            if not any(isinstance(term, BNode) for term in triple):
                first, *more = _rows_of(triple, labels)
                yield from ({**first, "remove": ["ja"]}, *more)


def _rows_of(triple: Statement, labels: dict[Node, str]) -> Iterator[Row]:
    subject, predicate, value = (_written(term, labels) for term in triple)
    yield {"subject": [subject], "predicate": [predicate], "object": [value[:CELL]]}
    for start in range(CELL, len(value), CELL):
        yield {"object": [value[start : start + CELL]]}


def _written(term: Node, labels: dict[Node, str]) -> str:
    if isinstance(term, BNode):
        return labels.setdefault(term, f"_:b{len(labels) + 1}")
    if isinstance(term, URIRef):
        for prefix in _SHORTENED:
            local = str(term).removeprefix(PREFIXES[prefix])
            if local != str(term) and re.fullmatch(r"[\w./-]+", local):
                return f"{prefix}:{local}"
        return term.n3()
    text = term.n3()
    if isinstance(term, Literal) and (
        tidy(text) != text or text.startswith('"""') or len(text) > CELL
    ):
        body = "".join(c if c.isascii() and c.isalnum() else _escaped(c) for c in str(term))
        kind = f"@{term.language}" if term.language else f"^^<{term.datatype}>"
        return f'"{body}"{kind if term.language or term.datatype else ""}'
    return text


def _escaped(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"


def apply_statements(graph: Graph, records: Iterable[Record]) -> None:
    """State, or take away, what the rows say."""
    rows: list[tuple[Record, str]] = []
    for record in records:
        if record.kind == "statement":
            goes_on = bool(rows) and record.first("subject") is None
            before = rows.pop() if goes_on else (record, "")
            rows.append((before[0], before[1] + record.text("object")))
    for record, value in rows:
        subject, predicate = (_term(record.text(name), record) for name in ("subject", "predicate"))
        triple = (subject, predicate, _term(value, record))
        if record.text("remove"):
            graph.remove(triple)
        else:
            graph.add(triple)


def _term(text: str, record: Record) -> Node:
    """Read a term; UnreadableInput, with its row, for anything else."""
    if text.startswith("_:"):
        return BNode(text[2:])
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES:
        return URIRef(PREFIXES[prefix] + local)
    term = None
    if text.startswith(('"', "<")):
        try:
            term = from_n3(text)
        except (ValueError, SyntaxError, KeyError):
            term = None
    if isinstance(term, Literal) and term.datatype:
        return Literal(str(term), datatype=term.datatype, normalize=False)
    if isinstance(term, URIRef | Literal):
        return term
    raise UnreadableInput(
        Text(
            f"”{text[:80]}” är varken ett namn (prefix:namn, <IRI>) eller ett värde i citattecken.",
            f"“{text[:80]}” is neither a name (prefix:name, <IRI>) nor a value in quotes.",
        ),
        place=str(record.location),
    )
