"""A file of any kind that plans come in → a Document to validate, and what was told on reading it.

RDF texts are read by `plangraf.validation.reading`; workbooks, CSV, YAML and mapping sets become
triples with the places of their cells. Imported only when something else than RDF is named: the
spreadsheet reader takes longer to import than the whole check of a Turtle file takes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Final, cast

from rdflib import OWL, RDFS
from rdflib.term import Node

from plangraf.content.mappings import mapping_set_as_turtle
from plangraf.errors import LimitReached, UnreadableInput
from plangraf.language import Text
from plangraf.plans.building.importing import Imported, import_plan
from plangraf.plans.files.grids import Grid
from plangraf.plans.files.tables import read_table
from plangraf.plans.files.workbook import read_workbook
from plangraf.plans.reading import parse_plan
from plangraf.plans.readings import Wishes
from plangraf.plans.records import Notes, Problem
from plangraf.store.interface import Triple
from plangraf.store.parsing import parse_triples
from plangraf.validation.findings import Finding, Location
from plangraf.validation.reading import MOST_BYTES, Document, read_bytes
from plangraf.vocabulary import PGID, SSSOM

SHEETS: Final = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".yaml", ".yml")
_MAPPINGS: Final = ".sssom.tsv"


@dataclass(frozen=True)
class Checkable:
    """A document, and the findings of reading it; `imported` where cells became a plan."""

    document: Document
    told: tuple[Finding, ...] = ()
    imported: Imported | None = None


def is_sheet(name: str) -> bool:
    """Say whether a file of this name is read here, and not as RDF."""
    return PurePath(name).suffix.lower() in SHEETS


def read_sheet(path: Path, root: Path, most_bytes: int = MOST_BYTES) -> Checkable:
    """Read a file; raises UnreadableInput or LimitReached."""
    return parse_sheet(read_bytes(path, most_bytes), str(path), root)


def parse_sheet(data: bytes, name: str, root: Path, wishes: Wishes = Wishes()) -> Checkable:
    """Read bytes as what their name says; the places bear `name`, whole."""
    if name.endswith(_MAPPINGS):
        return Checkable(_mapping_set(data, name))
    base = PurePath(name).name
    try:
        imported: Imported = import_plan(parse_plan(data, base, root), root, wishes)
    except (UnreadableInput, LimitReached) as error:
        if error.place is not None and error.place.startswith(base):
            error.place = name + error.place.removeprefix(base)
        raise
    places = {key: replace(place, file=name) for key, place in imported.places.items()}
    triples = cast(Iterable[Triple], imported.graph)
    told = tuple(_finding(problem, name) for problem in imported.notes.problems)
    return Checkable(Document.of_cells(name, triples, places), told, imported)


def grids_of(data: bytes, name: str) -> list[Grid]:
    """The cells of a workbook or table, to show them; none for what is a text."""
    suffix = PurePath(name).suffix.lower()
    if suffix in (".yaml", ".yml") or name.endswith(_MAPPINGS):
        return []
    if suffix in (".csv", ".tsv"):
        return [read_table(data, name, Notes())]
    return read_workbook(data, name)


def _mapping_set(data: bytes, name: str) -> Document:
    """A mapping set as a document whose places are the rows and columns of its table."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            Text(f"Filen går inte att läsa: {error}", f"The file cannot be read: {error}"),
            place=name,
        ) from None
    base = PurePath(name).name
    turtle = mapping_set_as_turtle(text, base).encode()
    rows = [
        (number, line.split("\t"))
        for number, line in enumerate(text.splitlines(), start=1)
        if not line.startswith("#")
    ]
    slots = rows[0][1] if rows else []
    places: dict[tuple[Node, Node | None], Location] = {}
    for line, cells in rows[1:]:
        record = dict(zip(slots, cells, strict=False)).get("record_id", "")
        thing = PGID[f"mapping/{base.removesuffix(_MAPPINGS)}/{record.rpartition('/')[2]}"]
        places[thing, None] = Location(name, line, 1)
        for column, slot in enumerate(slots, start=1):
            if slot in _SLOTS:
                places[thing, _SLOTS[slot]] = Location(name, line, column)
    return Document.of_cells(name, parse_triples(turtle, "ttl"), places)


_SLOTS: Final = {
    "subject_id": OWL.annotatedSource,
    "predicate_id": OWL.annotatedProperty,
    "object_id": OWL.annotatedTarget,
    "mapping_justification": SSSOM.mapping_justification,
    "confidence": SSSOM.confidence,
    "similarity_score": SSSOM.similarity_score,
    "comment": RDFS.comment,
}


def _finding(problem: Problem, name: str) -> Finding:
    place = problem.location
    return Finding(
        rule=f"reading-{problem.code}",
        severity=problem.severity,
        message=problem.message,
        location=replace(place, file=name) if place is not None else Location(name),
        component="ReadingConstraintComponent",
    )
