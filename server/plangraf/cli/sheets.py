"""A workbook, CSV, YAML or mapping set as a document to validate, with the places of its cells.

Imported only when such a file is named: the spreadsheet reader takes longer to import than the
whole check of a Turtle file takes.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, cast

from rdflib import OWL, RDFS
from rdflib.term import Node

from plangraf.content.mappings import mapping_set_as_turtle
from plangraf.errors import UnreadableInput
from plangraf.language import Text
from plangraf.plans.importing import Imported, import_plan
from plangraf.plans.reading import read_plan_file
from plangraf.plans.records import Problem
from plangraf.store.interface import Triple
from plangraf.store.parsing import parse_triples
from plangraf.validation.findings import Finding, Location
from plangraf.validation.reading import Document
from plangraf.vocabulary import PGID, SSSOM


def read_sheet(path: Path, root: Path, most_bytes: int) -> tuple[Document, tuple[Finding, ...]]:
    """Return the plan that a file holds, and what there was to tell while reading it."""
    imported: Imported = import_plan(read_plan_file(path, root, most_bytes=most_bytes), root)
    triples = cast(Iterable[Triple], imported.graph)
    document = Document.of_cells(str(path), triples, imported.places)
    return document, tuple(_finding(problem) for problem in imported.notes.problems)


def read_mapping_set(path: Path) -> tuple[Document, tuple[Finding, ...]]:
    """Return a mapping set as a document whose places are the rows and columns of its table."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(
            Text(f"Filen går inte att läsa: {error}", f"The file cannot be read: {error}"),
            place=str(path),
        ) from None
    turtle = mapping_set_as_turtle(text, path.name).encode()
    rows = [
        (number, line.split("\t"))
        for number, line in enumerate(text.splitlines(), start=1)
        if not line.startswith("#")
    ]
    slots = rows[0][1] if rows else []
    places: dict[tuple[Node, Node | None], Location] = {}
    for line, cells in rows[1:]:
        record = dict(zip(slots, cells, strict=False)).get("record_id", "")
        thing = PGID[f"mapping/{path.name.removesuffix('.sssom.tsv')}/{record.rpartition('/')[2]}"]
        places[thing, None] = Location(str(path), line, 1)
        for column, slot in enumerate(slots, start=1):
            if slot in _SLOTS:
                places[thing, _SLOTS[slot]] = Location(str(path), line, column)
    return Document.of_cells(str(path), parse_triples(turtle, "ttl"), places), ()


_SLOTS: Final = {
    "subject_id": OWL.annotatedSource,
    "predicate_id": OWL.annotatedProperty,
    "object_id": OWL.annotatedTarget,
    "mapping_justification": SSSOM.mapping_justification,
    "confidence": SSSOM.confidence,
    "similarity_score": SSSOM.similarity_score,
    "comment": RDFS.comment,
}


def _finding(problem: Problem) -> Finding:
    return Finding(
        rule=f"reading-{problem.code}",
        severity=problem.severity,
        message=problem.message,
        location=problem.location,
        component="ReadingConstraintComponent",
    )
