"""Plans named on the command line: a file, or a plan of the store, at a version or a day.

`nydala-2023-2026` is the plan as it stands, `nydala-2023-2026@0123456789abcdef` a version of it and
`nydala-2023-2026@2025-06-30` what was current at the end of that day. Also writes what is made of a
plan to a file, whole or not at all.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import cast

from rdflib import RDF, Graph

from plangraf.errors import UnknownName, UnreadableInput, WrongUse
from plangraf.language import Text
from plangraf.plans.importing import Imported, import_plan
from plangraf.plans.mapping import TableMapping, parse_mapping
from plangraf.plans.reading import SUFFIXES, read_plan_file
from plangraf.plans.readings import Source, Wishes, source_of
from plangraf.plans.versions import (
    PLANS,
    current,
    plan_graph,
    read_graph,
    version_at,
    version_graph,
    versions,
)
from plangraf.settings import Settings
from plangraf.store.interface import Store, Triple
from plangraf.store.parsing import plain_graph
from plangraf.validation.reading import Document, read_document
from plangraf.vocabulary import PG, PGID
from plangraf.workspace import Workspace


@dataclass(frozen=True)
class PlanFile:
    """A plan read from a file; `document` is what is checked, with the places of the file."""

    plan: str
    graph: Graph
    source: Source
    document: Document


def read_file(path: Path, root: Path, wishes: Wishes = Wishes()) -> PlanFile:
    """Read a workbook, a table, YAML or RDF."""
    if path.suffix.lower() in SUFFIXES:
        imported = import_file(path, root, wishes)
        triples = cast(Iterable[Triple], imported.graph)
        document = Document.of_cells(str(path), triples, imported.places)
        return PlanFile(imported.plan, imported.graph, imported.reading.source, document)
    document = read_document(path)
    graph = plain_graph(document.triples)
    source = source_of(document.data, path.name)
    return PlanFile(wishes.plan or _described(graph, path), graph, source, document)


def import_file(
    path: Path, root: Path, wishes: Wishes = Wishes(), mapping: str | None = None
) -> Imported:
    """Read a workbook, a table or YAML, with a corrected mapping if there is one."""
    given: list[TableMapping] = []
    if mapping:
        try:
            given = parse_mapping(Path(mapping).read_text("utf-8"), mapping)
        except OSError as error:
            raise UnreadableInput(
                Text(
                    f"Mappningen kan inte läsas: {error.strerror}.",
                    f"The mapping cannot be read: {error.strerror}.",
                ),
                place=mapping,
            ) from None
    return import_plan(read_plan_file(path, root, given), root, wishes)


def named_plan(
    settings: Settings, name: str, root: Path, wishes: Wishes = Wishes()
) -> tuple[Graph, str]:
    """Return a plan by file, or by its name in the store, with its id."""
    path = Path(name)
    if path.suffix:
        read = read_file(path, root, wishes)
        return read.graph, read.plan
    store = Workspace.open(settings).store
    plan, _, version = name.rpartition("/")[2].partition("@")
    if version:
        return read_graph(store, version_graph(plan, _version(store, plan, version))), plan
    if plan_graph(plan) not in store.graphs():
        known = sorted(g.removeprefix(PLANS) for g in store.graphs() if g.startswith(PLANS))
        raise UnknownName(
            Text(f"Det finns ingen plan ”{name}”.", f"There is no plan “{name}”."),
            nearest=tuple(known),
            remedy=Text(f"Planer: {', '.join(known)}.", f"Plans: {', '.join(known)}."),
        )
    return current(store, plan), plan


def _version(store: Store, plan: str, wanted: str) -> str:
    """The version that was meant: by its name, or by a day."""
    kept = versions(store, plan)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", wanted):
        try:
            day = datetime.combine(date.fromisoformat(wanted), time.max, UTC)
        except ValueError:
            raise WrongUse(
                Text(f"”{wanted}” är ingen dag.", f"“{wanted}” is not a day."), place=plan
            ) from None
        found = version_at(store, plan, day)
    else:
        found = wanted if wanted in kept else None
    if found is None:
        raise UnknownName(
            Text(
                f"Planen {plan} har ingen version ”{wanted}”.",
                f"The plan {plan} has no version “{wanted}”.",
            ),
            nearest=tuple(kept),
            remedy=Text(
                f"Versioner: {', '.join(kept) or 'inga'}.",
                f"Versions: {', '.join(kept) or 'none'}.",
            ),
        )
    return found


def _described(graph: Graph, path: Path) -> str:
    """Return the plan that a file describes: the one most things are in."""
    counts = [
        (len(set(graph.subjects(PG.inPlan, node))), str(node))
        for node in set(graph.subjects(RDF.type, PG.ActionPlan))
    ]
    if not counts:
        raise UnreadableInput(
            Text("Filen innehåller ingen plan.", "The file holds no plan."), place=str(path)
        )
    return max(counts)[1].removeprefix(f"{PGID}plan/")


def give(data: bytes, output: str) -> None:
    """Write a file whole or not at all."""
    path = Path(output)
    try:
        part = path.with_name(path.name + ".part")
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise WrongUse(
            Text(
                f"Filen kan inte skrivas: {error.strerror}.",
                f"It cannot be written: {error.strerror}.",
            ),
            place=output,
        ) from None
