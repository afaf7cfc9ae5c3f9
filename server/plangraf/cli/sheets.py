"""A workbook, CSV or YAML as a document to validate: read by the plans layer, with its places.

Imported only when such a file is named: the spreadsheet reader takes longer to import than the
whole check of a Turtle file takes.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from plangraf.plans.importing import Imported, import_plan
from plangraf.plans.reading import read_plan_file
from plangraf.plans.records import Problem
from plangraf.store.interface import Triple
from plangraf.validation.findings import Finding
from plangraf.validation.reading import Document


def read_sheet(path: Path, root: Path, most_bytes: int) -> tuple[Document, tuple[Finding, ...]]:
    """Return the plan that a file holds, and what there was to tell while reading it."""
    imported: Imported = import_plan(read_plan_file(path, root, most_bytes=most_bytes), root)
    triples = cast(Iterable[Triple], imported.graph)
    document = Document.of_cells(str(path), triples, imported.places)
    return document, tuple(_finding(problem) for problem in imported.notes.problems)


def _finding(problem: Problem) -> Finding:
    return Finding(
        rule=f"reading-{problem.code}",
        severity=problem.severity,
        message=problem.message,
        location=problem.location,
        component="ReadingConstraintComponent",
    )
