"""Puts a plan into the store: validated, compared, and kept with every earlier version.

A version is a named graph of its own below graph/versions/, out of the default graph; the current
plan stands in graph/plans/. Both, and the note of who did it when and from which file, are written
in one update, so that a killed process leaves the old version or the new one. An expected version
(If-Match) that is not the current one is refused, as is a plan that does not conform.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rdflib import PROV, RDF, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from plangraf import __version__
from plangraf.content.formatting import format_turtle
from plangraf.errors import Refused
from plangraf.language import Text
from plangraf.plans.differ import PlanDiff, compare_plans
from plangraf.plans.lookups import Lookups
from plangraf.plans.readings import Source
from plangraf.store.interface import Store
from plangraf.store.parsing import parse_triples, plain_graph
from plangraf.validation.findings import Report
from plangraf.vocabulary import GRAPHS, PGID, SCHEMA

VERSIONS: Final = str(GRAPHS) + "versions/"
LOG: Final = str(GRAPHS) + "publications/"


class DoesNotConform(Refused):
    """The plan has violations; `report` says which. Nothing was changed."""

    def __init__(self, report: Report):
        number = sum(f.severity.name == "VIOLATION" for f in report.findings)
        super().__init__(
            Text(
                f"Planen har {number} fel och publiceras inte.",
                f"The plan has {number} errors and is not published.",
            ),
            remedy=Text("Rätta felen och försök igen.", "Mend them and try again."),
        )
        self.report = report


class Outdated(Refused):
    """Somebody else published in between: the expected version is not the current one."""


@dataclass(frozen=True)
class Publication:
    """What a publication did: the version it made, the one it replaced, the difference."""

    plan: str
    version: str
    replaced: str
    diff: PlanDiff
    changed: bool


def plan_graph(plan: str) -> str:
    """The name of a plan's current graph."""
    return f"{GRAPHS}plans/{plan}"


def version_of(data: bytes) -> str:
    """The version of a plan's canonical Turtle: sixteen hex digits of its sha256."""
    return hashlib.sha256(data).hexdigest()[:16]


def current(store: Store, plan: str) -> Graph:
    """The plan as it stands in the store; empty where there is none."""
    return plain_graph(parse_triples(store.graph(plan_graph(plan), "ttl"), "ttl"))


def current_version(store: Store, plan: str) -> str:
    """The version of the plan in the store, "" for none: its ETag."""
    graph = current(store, plan)
    return version_of(format_turtle(graph).encode()) if len(graph) else ""


def publish(
    store: Store,
    plan: str,
    graph: Graph,
    lookups: Lookups,
    *,
    check: Callable[[bytes], Report],
    who: str,
    when: datetime,
    source: Source | None = None,
    expected: str | None = None,
) -> Publication:
    """Publish a version; raises DoesNotConform or Outdated, with nothing changed.

    `expected` is the version the writer saw: "" for a plan that must be new, None to not ask.
    """
    before = current(store, plan)
    replaced = version_of(format_turtle(before).encode()) if len(before) else ""
    if expected is not None and expected != replaced:
        raise Outdated(
            Text(
                f"Planen har ändrats av någon annan (version {replaced or 'saknas'}).",
                f"The plan was changed by someone else (version {replaced or 'missing'}).",
            ),
            place=plan,
            remedy=Text(
                "Hämta den nya versionen, jämför och försök igen.",
                "Fetch the new one, compare, retry.",
            ),
        )
    data = format_turtle(graph).encode()
    report = check(data)
    if not report.conforms:
        raise DoesNotConform(report)
    version = version_of(data)
    diff = compare_plans(before, graph, lookups, (replaced or "–", version))
    if version == replaced:
        return Publication(plan, version, replaced, diff, False)
    log = _log(store, plan, version, replaced, who, when, source)
    _write(store, plan, data, version, before, replaced, log)
    return Publication(plan, version, replaced, diff, True)


def _log(store: Store, plan: str, version: str, replaced: str, who: str, when: datetime,
         source: Source | None) -> Graph:  # fmt: skip
    """The record of publications of the plan, with this one added."""
    log = plain_graph(parse_triples(store.graph(LOG + plan, "ttl"), "ttl"))
    node, act = URIRef(f"{VERSIONS}{plan}/{version}"), URIRef(f"{PGID}publication/{plan}/{version}")
    log.add((node, RDF.type, PROV.Entity))
    log.add((node, PROV.specializationOf, URIRef(f"{PGID}plan/{plan}")))
    log.add((node, PROV.wasGeneratedBy, act))
    moment = Literal(when.isoformat(), datatype=XSD.dateTime)
    log.set((node, PROV.generatedAtTime, moment))
    if replaced:
        old = URIRef(f"{VERSIONS}{plan}/{replaced}")
        log.add((old, RDF.type, PROV.Entity))
        log.add((node, PROV.wasRevisionOf, old))
        log.add((old, PROV.invalidatedAtTime, moment))
    log.add((act, RDF.type, PROV.Activity))
    log.set((act, PROV.endedAtTime, moment))
    log.add((act, PROV.wasAssociatedWith, Literal(who)))
    log.add((act, DCTERMS.description, Literal(f"plangraf {__version__}")))
    if source is not None:
        file = URIRef(f"urn:sha256:{source.sha256}")
        log.add((act, PROV.used, file))
        log.add((file, DCTERMS.title, Literal(source.name)))
        log.add((file, SCHEMA.sha256, Literal(source.sha256)))
    return log


def _write(
    store: Store, plan: str, data: bytes, version: str, before: Graph, replaced: str, log: Graph
) -> None:
    """Write version, log and current graph so that the current graph comes last and at once.

    The version and the log stand in graphs that only they use: were the process killed between
    two of the writes, the current plan is whole and the next publication writes the rest again.
    """
    if replaced:
        store.replace(f"{VERSIONS}{plan}/{replaced}", format_turtle(before).encode(), "ttl")
    store.replace(f"{VERSIONS}{plan}/{version}", data, "ttl")
    store.replace(LOG + plan, format_turtle(log).encode(), "ttl")
    store.replace(plan_graph(plan), data, "ttl")


def versions(store: Store, plan: str) -> list[str]:
    """The versions kept of a plan, unordered names as in their graphs."""
    start = f"{VERSIONS}{plan}/"
    return [name.removeprefix(start) for name in store.graphs() if name.startswith(start)]
