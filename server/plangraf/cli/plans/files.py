"""Plans named on the command line: a file, or a plan of the store, at a version or a day.

`nydala-2023-2026` is the plan as it stands, `nydala-2023-2026@0123456789abcdef` a version of it and
`nydala-2023-2026@2025-06-30` what was current at the end of that day. Also writes what is made of a
plan to a file, whole or not at all.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph

from plangraf.errors import UnknownName, UnreadableInput, WrongUse
from plangraf.language import Text
from plangraf.plans.building.importing import Imported, import_plan
from plangraf.plans.found.mapping import TableMapping, parse_mapping
from plangraf.plans.publishing.as_of import graph_then, read_day
from plangraf.plans.publishing.submissions import read_submission
from plangraf.plans.publishing.versions import (
    PLANS,
    current,
    plan_graph,
    read_graph,
    version_graph,
    versions,
)
from plangraf.plans.reading import read_plan_file
from plangraf.plans.readings import Wishes
from plangraf.settings import Settings
from plangraf.store.interface import Store
from plangraf.validation.reading import Document
from plangraf.workspace import Workspace


@dataclass(frozen=True)
class NamedPlan:
    """A plan with its id; `file` is what it was read from, None for one of a store."""

    graph: Graph
    plan: str
    file: Document | None = None


def import_file(
    path: Path,
    root: Path,
    wishes: Wishes = Wishes(),
    mapping: str | None = None,
    *,
    hidden: bool = False,
) -> Imported:
    """Read a workbook, a table or YAML, with a corrected mapping if there is one; with `hidden` the
    sheets that are not shown too.
    """
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
    return import_plan(read_plan_file(path, root, given, hidden=hidden), root, wishes)


def named_plan(settings: Settings, name: str, root: Path, wishes: Wishes = Wishes()) -> NamedPlan:
    """Return a plan by file, or by its name in the store."""
    path = Path(name)
    if path.suffix:
        read = read_submission(path, root, wishes)
        return NamedPlan(read.graph, read.plan, read.checkable.document)
    store = Workspace.open(settings).store
    plan, _, version = name.rpartition("/")[2].partition("@")
    if version:
        return NamedPlan(read_graph(store, _version(store, plan, version)), plan)
    if plan_graph(plan) not in store.graphs():
        known = sorted(g.removeprefix(PLANS) for g in store.graphs() if g.startswith(PLANS))
        raise UnknownName(
            Text(f"Det finns ingen plan ”{name}”.", f"There is no plan “{name}”."),
            nearest=tuple(known),
            remedy=Text(f"Planer: {', '.join(known)}.", f"Plans: {', '.join(known)}."),
        )
    return NamedPlan(current(store, plan), plan)


def _version(store: Store, plan: str, wanted: str) -> str:
    """The graph of the version that was meant: by its name, or by a day."""
    kept = versions(store, plan)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", wanted):
        found = graph_then(store, plan, read_day(wanted))
    else:
        found = version_graph(plan, wanted) if wanted in kept else ""
    if found not in store.graphs():
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
                f"The file cannot be written: {error.strerror}.",
            ),
            place=output,
        ) from None
