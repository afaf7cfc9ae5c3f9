"""Rules that follow chains through many plans, asked of the chains alone.

A document among others is judged together with those it mentions, which is enough for every rule
but those that follow a chain further. The spine of a document is what such chains are made of; the
spines of all files together are small, whatever the files are. What is found that no file showed
on its own is told with the place in the file that states it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from rdflib import ORG, RDF, SKOS
from rdflib.term import Node

from plangraf.language import Text
from plangraf.store.interface import Triple
from plangraf.validation.checking import Checker
from plangraf.validation.context import Setting
from plangraf.validation.engines.choosing import open_engine
from plangraf.validation.findings import Finding, Severity
from plangraf.validation.layers import Layers, Statements
from plangraf.validation.reading import Document
from plangraf.validation.telling import Teller
from plangraf.vocabulary import PG, SHAPES

_CHAINS: Final = (PG.implementsPlan, ORG.subOrganizationOf, ORG.unitOf)
_RULES: Final = ("plan-hierarchy-cycle", "actor-hierarchy-cycle")


def spine_of(document: Document) -> tuple[Triple, ...]:
    """The links to plans and organisations above, what has them, and which plans are told of."""
    linked = {s for link in _CHAINS for s, _ in document.by_property.get(link, ())}
    wanted = (*_CHAINS, RDF.type, SKOS.prefLabel)
    links: list[tuple[Node, Node, Node]] = [
        (subject, predicate, value)
        for predicate in wanted
        for subject, value in document.by_property.get(predicate, ())
        if subject in linked
    ]
    plans = document.instances(PG.ActionPlan)
    parts = {plan: part for part, plan in document.by_property.get(PG.inPlan, ()) if plan in plans}
    links += [(part, PG.inPlan, plan) for plan, part in parts.items()]
    return tuple(links)  # type: ignore[arg-type]


def across_plans(
    checker: Checker,
    spines: Mapping[str, Sequence[Triple]],
    found: Sequence[Finding],
    read: Callable[[str], Document],
) -> Iterator[Finding]:
    """Yield what only all files together show."""
    yield from _twice(checker, spines, read)
    members = {SHAPES[rule] for rule in _RULES} & set(checker.shapes.subjects())
    links = [triple for spine in spines.values() for triple in spine if triple[1] != PG.inPlan]
    stated: dict[Node, str] = {s: name for name, spine in spines.items() for s, _, _ in spine}
    if len(spines) < 2 or not members or not links:
        return
    data = Statements(links)
    shapes = checker.book.subset(sorted(members))
    told = {(f.rule, f.result.focus) for f in found if f.result is not None}
    for result in open_engine(checker.engine).compile(shapes).check(data):
        rule = checker.book.rule(result.shape)
        if (rule, result.focus) in told or result.focus not in stated:
            continue
        told.add((rule, result.focus))
        document = read(stated[result.focus])
        own = frozenset(stated)
        setting = Setting(document, data, own, Layers(data, checker.context.shared))
        yield Teller(setting, checker.book, lambda: checker.context.ontology).tell(result)


def _twice(
    checker: Checker,
    spines: Mapping[str, Sequence[Triple]],
    read: Callable[[str], Document],
) -> Iterator[Finding]:
    """A plan that two files describe: which of them is meant?"""
    described: dict[Node, list[str]] = defaultdict(list)
    for name, spine in spines.items():
        for _, predicate, value in spine:
            if predicate == PG.inPlan:
                described[value].append(name)
    for plan, names in described.items():
        for name in names[1:]:
            document = read(name)
            setting = checker.context.setting(document)
            teller = Teller(setting, checker.book, lambda: checker.context.ontology)
            yield teller.finding(
                rule="plan-in-two-files",
                severity=Severity.WARNING,
                message=Text(
                    f"Planen beskrivs också i {names[0]}. Behåll den ena filen.",
                    f"The plan is described in {names[0]} too. Keep one of the files.",
                ),
                node=plan,
                component="AcrossConstraintComponent",
            )
