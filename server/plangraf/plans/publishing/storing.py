"""Puts a plan into the store: validated, compared, and kept with every earlier version.

The current graph, the version's own graph and the record of who did it when and from which file are
replaced in one transaction that also checks what it rests on (`Store.replace_all`), so that a
killed process leaves the old version or the new one and of two writers at once neither loses
anything. An expected version (If-Match) that is not the current one is refused, as is a plan that
does not conform. `prepare` makes all that is to be written and touches no store.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Final

from rdflib import PROV, RDF, SKOS, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from plangraf import __version__
from plangraf.errors import Misplaced, Outdated, Refused
from plangraf.language import Text
from plangraf.plans.comparing.differ import PlanDiff, compare_plans
from plangraf.plans.publishing.versions import LOG, current, plan_graph, publications, version_graph
from plangraf.plans.readings import Source
from plangraf.plans.registers.lookups import Lookups
from plangraf.store.interface import Store
from plangraf.store.parsing import ntriples_of, plain_graph
from plangraf.store.versions import version_of, version_of_graph
from plangraf.validation.findings import Report, Severity
from plangraf.validation.reading import Document
from plangraf.vocabulary import PG, PGID, SCHEMA

FORMAT: Final = "nt"
_TRIES: Final = 5


class DoesNotConform(Refused):
    """The plan has violations; `report` says which. Nothing was changed."""

    def __init__(self, report: Report):
        number = report.count(Severity.VIOLATION)
        super().__init__(
            Text(
                f"Planen har {number} fel och publiceras inte.",
                f"The plan has {number} errors and is not published.",
            ),
            remedy=Text("Rätta felen och försök igen.", "Correct the errors and try again."),
        )
        self.report = report


@dataclass(frozen=True)
class Standing:
    """What the store holds of a plan before a publication: the plan itself and the record."""

    plan: Graph
    log: Graph

    @cached_property
    def version(self) -> str:
        """The version of the plan, "" for none."""
        return version_of_graph(self.plan)

    def recorded(self, plan: str) -> bool:
        """Whether the plan was published, so that its version is kept already."""
        return (URIRef(version_graph(plan, self.version)), PROV.generatedAtTime, None) in self.log

    def seen(self, plan: str) -> dict[str, str]:
        """The versions of the two graphs, by their names."""
        return {plan_graph(plan): self.version, LOG + plan: version_of_graph(self.log)}

    @classmethod
    def of(cls, store: Store, plan: str) -> "Standing":
        """Read it."""
        return cls(current(store, plan), publications(store, plan))


@dataclass(frozen=True)
class Signature:
    """Who publishes, when, and from which file."""

    who: str
    when: datetime
    source: Source | None = None


@dataclass(frozen=True)
class Publication:
    """What a publication does: the version it makes, the one it replaces, the difference.

    `contents` are the graphs to write, in FORMAT, `seen` the versions that the write rests on.
    """

    plan: str
    version: str
    replaced: str
    diff: PlanDiff
    changed: bool
    contents: dict[str, bytes] = field(default_factory=dict, repr=False)
    seen: dict[str, str] = field(default_factory=dict, repr=False)


def publish(
    store: Store,
    plan: str,
    graph: Graph,
    lookups: Lookups,
    *,
    check: Callable[[], Report],
    signature: Signature,
    expected: str | None = None,
    derived: bool = False,
) -> Publication:
    """Publish a version; raises DoesNotConform, Outdated or Misplaced, with nothing changed.

    `expected` is the version the writer saw: "" for a plan that must be new, None to not ask;
    `derived` says that nobody named the plan's id.
    """
    standing = Standing.of(store, plan)
    require_expected(plan, standing.version, expected)
    require_plan(plan, graph)
    if derived:
        require_same_plan(plan, standing.plan, graph)
    report = check()
    if not report.conforms:
        raise DoesNotConform(report)
    for last in (*[False] * (_TRIES - 1), True):
        done = prepare(plan, graph, standing, lookups, signature)
        require_expected(plan, done.replaced, expected)
        if not done.changed:
            return done
        try:
            store.replace_all(done.contents, FORMAT, done.seen)
        except Outdated:
            if last:
                raise
            standing = Standing.of(store, plan)
            continue
        return done
    raise AssertionError  # the last try returned or raised


def prepare(
    plan: str,
    graph: Graph,
    standing: Standing,
    lookups: Lookups,
    signature: Signature,
    file: Document | None = None,
) -> Publication:
    """Make what is to be written, without writing it; `file` has the places for the difference."""
    data = ntriples_of(graph)
    replaced, version = standing.version, version_of(data, FORMAT)
    diff = compare_plans(standing.plan, graph, lookups, (replaced or "–", version), (None, file))
    if version == replaced:
        return Publication(plan, version, replaced, diff, False)
    signature = _after(standing.log, signature)
    log = _recorded(plan, version, replaced, standing.log, signature)
    contents = {version_graph(plan, version): data}
    if replaced and not standing.recorded(plan):
        contents[version_graph(plan, replaced)] = ntriples_of(standing.plan)
    contents[LOG + plan] = ntriples_of(log)
    contents[plan_graph(plan)] = data  # last, for servers without transactions
    return Publication(plan, version, replaced, diff, True, contents, standing.seen(plan))


def withdraw(plan: str, standing: Standing, signature: Signature) -> Publication:
    """Make what takes a plan out of the store: its last version stays, and who took it out."""
    replaced, signature = standing.version, _after(standing.log, signature)
    log = plain_graph(standing.log)  # type: ignore[arg-type]
    old, moment = URIRef(version_graph(plan, replaced)), _moment(signature)
    act = URIRef(f"{PGID}withdrawal/{plan}/{replaced}")
    log.add((old, RDF.type, PROV.Entity))
    log.add((old, PROV.invalidatedAtTime, moment))
    log.add((old, PROV.wasInvalidatedBy, act))
    _signed(log, act, signature)
    contents = {
        version_graph(plan, replaced): ntriples_of(standing.plan),
        LOG + plan: ntriples_of(log),
        plan_graph(plan): b"",
    }
    nothing = PlanDiff(replaced, "–", ())
    return Publication(plan, "", replaced, nothing, True, contents, standing.seen(plan))


def require_expected(plan: str, version: str, expected: str | None) -> None:
    """Raise Outdated when the plan is not in the version that its writer saw."""
    if expected is not None and expected != version:
        raise Outdated(
            Text(
                f"Planen har ändrats av någon annan (version {version or 'saknas'}).",
                f"The plan was changed by someone else (version {version or 'missing'}).",
            ),
            place=plan,
            remedy=Text(
                "Hämta den nya versionen, jämför och försök igen.",
                "Fetch the new version, compare and try again.",
            ),
        )


def require_plan(plan: str, graph: Graph) -> None:
    """Raise Misplaced when a graph does not describe the plan it is to become."""
    if (URIRef(f"{PGID}plan/{plan}"), RDF.type, PG.ActionPlan) in graph:
        return
    named = sorted(
        str(node).removeprefix(f"{PGID}plan/") for node in graph.subjects(RDF.type, PG.ActionPlan)
    )
    if not named:
        raise Misplaced(
            Text("Filen innehåller ingen plan.", "The file contains no plan."), place=plan
        )
    raise Misplaced(
        Text(
            f"Filen beskriver planen {', '.join(named)}, inte {plan}.",
            f"The file describes the plan {', '.join(named)}, not {plan}.",
        ),
        remedy=Text("Ange den planens id i stället.", "Give the id of that plan instead."),
    )


def require_same_plan(plan: str, before: Graph, graph: Graph) -> None:
    """Raise Misplaced when a plan of that id stands that another body made, or of another name.

    For an id that was made of a publisher and years: Habo's and Håbo's are the same.
    """
    node = URIRef(f"{PGID}plan/{plan}")
    for path in (DCTERMS.publisher, DCTERMS.spatial, SKOS.prefLabel):
        was, now = set(before.objects(node, path)), set(graph.objects(node, path))
        if was and now and not was & now:
            called = min(map(str, before.objects(node, SKOS.prefLabel)), default=plan)
            raise Misplaced(
                Text(
                    f"Det finns redan en plan {plan}: ”{called}”, med annat namn eller avsändare.",
                    f"There is a plan {plan}: “{called}”, with another name or publisher.",
                ),
                remedy=Text(
                    "Är det samma plan, skriv det id:t i kolumnen ID på bladet Plan (eller --id); "
                    "annars ett annat.",
                    "If it is the same plan, write that id in the column ID of the sheet Plan "
                    "(or --id); otherwise another one.",
                ),
            )


def _recorded(plan: str, version: str, replaced: str, before: Graph, signature: Signature) -> Graph:
    """The record of publications of the plan, with this one added.

    A version that comes back has several moments: each publication is an activity of its own.
    """
    log = plain_graph(before)  # type: ignore[arg-type]
    moment = _moment(signature)
    stamp = signature.when.strftime("%Y%m%dT%H%M%S%f")
    node, act = (
        URIRef(version_graph(plan, version)),
        URIRef(f"{PGID}publication/{plan}/{version}-{stamp}"),
    )
    log.add((node, RDF.type, PROV.Entity))
    log.add((node, PROV.specializationOf, URIRef(f"{PGID}plan/{plan}")))
    log.add((node, PROV.wasGeneratedBy, act))
    log.add((node, PROV.generatedAtTime, moment))
    if replaced:
        old = URIRef(version_graph(plan, replaced))
        log.add((old, RDF.type, PROV.Entity))
        log.add((node, PROV.wasRevisionOf, old))
        log.add((old, PROV.invalidatedAtTime, moment))
    _signed(log, act, signature)
    if signature.source is not None:
        file = URIRef(f"urn:sha256:{signature.source.sha256}")
        log.add((act, PROV.used, file))
        log.add((file, DCTERMS.title, Literal(signature.source.name)))
        log.add((file, SCHEMA.sha256, Literal(signature.source.sha256)))
    return log


def _after(log: Graph, signature: Signature) -> Signature:
    """The signature, later than all that is recorded: clocks differ, and are set back."""
    paths = (PROV.generatedAtTime, PROV.invalidatedAtTime)
    moments = [datetime.fromisoformat(str(o)) for path in paths for o in log.objects(None, path)]
    if not moments or signature.when > max(moments):
        return signature
    return replace(signature, when=max(moments) + datetime.resolution)


def _signed(log: Graph, act: URIRef, signature: Signature) -> None:
    log.add((act, RDF.type, PROV.Activity))
    log.set((act, PROV.endedAtTime, _moment(signature)))
    log.add((act, PROV.wasAssociatedWith, Literal(signature.who)))
    log.add((act, DCTERMS.description, Literal(f"plangraf {__version__}")))


def _moment(signature: Signature) -> Literal:
    return Literal(signature.when.isoformat(), datatype=XSD.dateTime)
