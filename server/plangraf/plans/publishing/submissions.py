"""A file as it was handed in for publishing → the plan in it, its origin, what is to be checked.

Workbooks, tables, YAML and RDF alike. What could not be read as what it must be counts with the
findings of the check. Stores nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import cast

from rdflib import RDF, Graph

from plangraf.errors import Misplaced
from plangraf.language import Text
from plangraf.plans.building.importing import Imported
from plangraf.plans.building.planning import require_id
from plangraf.plans.publishing.checkable import Checkable, is_sheet, parse_sheet
from plangraf.plans.readings import Source, Wishes, source_of
from plangraf.store.interface import Triple
from plangraf.store.parsing import plain_graph
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Report
from plangraf.validation.reading import (
    MOST_BYTES,
    MOST_TRIPLES,
    Document,
    parse_document,
    read_bytes,
)
from plangraf.vocabulary import PG, PGID


@dataclass(frozen=True)
class Submission:
    """A plan handed in. `plan` is its id, `imported` is there when it stood in cells or YAML.

    `derived` says that neither the file nor the caller names the id.
    """

    plan: str
    graph: Graph
    source: Source
    checkable: Checkable
    derived: bool = False

    @property
    def imported(self) -> Imported | None:
        """How cells were read."""
        return self.checkable.imported

    def report(self, checker: Checker) -> Report:
        """Check it; the findings of reading come first."""
        report = checker.check([self.checkable.document])
        return replace(report, findings=(*self.checkable.told, *report.findings))

    def with_graph(self, graph: Graph) -> "Submission":
        """The same submission of more than it says itself: what stands already, and it."""
        document = Document.of_cells(self.source.name, cast(Iterable[Triple], graph), {})
        return replace(self, graph=graph, checkable=replace(self.checkable, document=document))


def read_submission(path: Path, root: Path, wishes: Wishes = Wishes()) -> Submission:
    """Read a file; raises UnreadableInput or LimitReached."""
    return parse_submission(read_bytes(path), str(path), root, wishes)


def parse_submission(
    data: bytes,
    name: str,
    root: Path,
    wishes: Wishes = Wishes(),
    *,
    most_bytes: int = MOST_BYTES,
    most_triples: int = MOST_TRIPLES,
    bundled_context: Callable[[], str] | None = None,
) -> Submission:
    """Read bytes as what their name says they are."""
    source = source_of(data, PurePath(name).name)
    if is_sheet(name):
        checkable = parse_sheet(data, name, root, wishes)
        if checkable.imported is None:
            raise _no_plan(name)
        found = checkable.imported
        named = wishes.plan or any(r.kind == "plan" and r.text("id") for r in found.reading.records)
        return Submission(found.plan, found.graph, source, checkable, derived=not named)
    document = parse_document(
        data,
        name,
        most_bytes=most_bytes,
        most_triples=most_triples,
        bundled_context=bundled_context,
    )
    graph = plain_graph(document.triples)
    plan = require_id(wishes.plan or described(graph, name))
    return Submission(plan, graph, source, Checkable(document))


def described(graph: Graph, place: str) -> str:
    """Return the plan that a graph describes: the one most things are in."""
    counts = [
        (len(set(graph.subjects(PG.inPlan, node))), str(node))
        for node in set(graph.subjects(RDF.type, PG.ActionPlan))
    ]
    if not counts:
        raise _no_plan(place)
    return max(counts)[1].removeprefix(f"{PGID}plan/")


def _no_plan(place: str) -> Misplaced:
    return Misplaced(
        Text("Filen innehåller ingen plan.", "The file contains no plan."), place=place
    )
