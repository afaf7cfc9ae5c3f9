"""The pipeline: documents → lexical lint → engine → findings, told and placed → Report.

A Checker holds what is the same for every document: the shapes of a profile, compiled once, and
the content they are judged together with. The verdict comes from severities, never from an
engine's own `sh:conforms`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from plangraf.language import Text
from plangraf.store.parsing import plain_graph
from plangraf.validation.causes import without_consequences
from plangraf.validation.comparing import Disagreement, compare
from plangraf.validation.context import Context, Neighbours, Setting
from plangraf.validation.decimal_commas import decimal_commas
from plangraf.validation.engines.choosing import open_engine
from plangraf.validation.engines.interface import Compiled
from plangraf.validation.findings import Finding, Report, Result, Severity
from plangraf.validation.layers import Statements
from plangraf.validation.lexical import Suspicion, suspicious
from plangraf.validation.reading import Document
from plangraf.validation.shapebook import ShapeBook, read_shapes
from plangraf.validation.telling import Teller

ALONE: Final = "own"
"""The name of the profile that consists of shapes from elsewhere only."""
Progress = Callable[[int, int], None]
_NAMED: Final = 3


@dataclass
class Checker:
    """Checks documents against one profile with one engine; `own` are shapes from elsewhere."""

    context: Context
    book: ShapeBook
    profile: str = "core"
    engine: str = "auto"
    own: Graph | None = None
    _known: set[Node] = field(default_factory=set)

    @classmethod
    def of(cls, root: Path, profile: str = "core", engine: str = "auto") -> "Checker":
        """A checker over a content root; UnknownName for a profile or engine there is not."""
        checker = cls(Context(root), read_shapes(root / "shapes"), profile, engine)
        checker.book.members(profile)
        return checker

    def with_shapes(self, own: Graph, *, alone: bool) -> "Checker":
        """A checker that asks other shapes too, or (alone) nothing but them."""
        book = ShapeBook(plain_graph((*self.book.graph, *own)))
        return Checker(self.context, book, ALONE if alone else self.profile, self.engine, own)

    @cached_property
    def shapes(self) -> Graph:
        """The shapes of the profile, and those from elsewhere."""
        members = Graph() if self.profile == ALONE else self.book.of(self.profile)
        return members if self.own is None else plain_graph((*members, *self.own))

    @cached_property
    def _opened(self) -> tuple[str, Compiled]:
        engine = open_engine(self.engine)
        return engine.name, engine.compile(self.shapes)

    def prepare(self) -> None:
        """Read and compile now what would otherwise be read at the first check."""
        _ = (self._opened, self.context.shared, self.context.ontology)

    def check(self, documents: Sequence[Document], progress: Progress | None = None) -> Report:
        """Check each document in its context; raises EngineFailure or ContentError."""
        findings: list[Finding] = []
        neighbours = Neighbours(documents)
        for number, document in enumerate(documents, start=1):
            findings += self.judge(document, neighbours)
            if progress is not None:
                progress(number, len(documents))
        return self.report(
            findings,
            [document.name for document in documents],
            sum(len(document.triples) for document in documents),
        )

    def report(self, findings: Sequence[Finding], files: Sequence[str], triples: int) -> Report:
        """Put a report together."""
        return Report(
            findings=tuple(findings),
            files=tuple(files),
            triples=triples,
            profile=self.profile,
            engine=self._opened[0],
            notes=self._notes(),
        )

    def _notes(self) -> tuple[Text, ...]:
        """What a reader should know about the check itself."""
        if self.engine != "auto" or self._opened[0] != "pyshacl":
            return ()
        return (
            Text(
                "Ingen av de snabba motorerna är installerad; pySHACL är tio gånger långsammare.",
                "Neither fast engine is installed; pySHACL is ten times slower.",
            ),
        )

    @property
    def engine_name(self) -> str:
        """The engine that is asked, by its own name."""
        return self._opened[0]

    def disagreements(
        self,
        documents: Sequence[Document],
        other: str,
        others: Neighbours | None = None,
    ) -> tuple[Disagreement, ...]:
        """What another engine says differently about the same documents, result by result."""
        second = open_engine(other).compile(self.shapes)
        name, first = self._opened
        found: list[Disagreement] = []
        neighbours = others or Neighbours(documents)
        for document in documents:
            data = self.context.setting(document, neighbours).data
            found += compare((name, first.check(data)), (other, second.check(data)))
        return tuple(found)

    def results(self, setting: Setting) -> tuple[Result, ...]:
        """What the engine says about the document itself, not about its context."""
        found = self._opened[1].check(setting.data)
        return tuple(
            result
            for result in found
            if setting.judges(result.focus)
            or (result.component.startswith("SPARQL") and result.value in setting.own)
        )

    def judge(self, document: Document, others: Neighbours) -> list[Finding]:
        """What there is to say about one document among others, in its order."""
        setting = self.context.setting(document, others)
        teller = Teller(setting, self.book, lambda: self.context.ontology)
        if not self._has_targets(document):
            return [_nothing_to_check(teller, document)]
        results = dict.fromkeys(self.results(setting))
        found = [teller.tell(result) for result in results]
        covered = {(r.focus, r.path, r.value) for r in results}
        for suspicion in self._suspicions(setting, teller):
            subject, predicate, value = suspicion.triple
            if (subject, f"<{predicate}>", value) not in covered:
                found.append(_told(suspicion, teller))
        return sorted(without_consequences(found, self.book), key=_order)

    def _suspicions(self, setting: Setting, teller: Teller) -> Iterator[Suspicion]:
        if not self._known:
            self._known = set(self.book.graph.objects())
        yield from suspicious(setting.document.triples, self._known, self._terms)
        yield from decimal_commas(teller.locator)

    def _terms(self) -> Statements:
        return self.context.ontology

    def _has_targets(self, document: Document) -> bool:
        """Say whether any shape looks at anything in the document."""
        graph = self.shapes
        kinds = {kind for _, kind in document.types}
        if not kinds.isdisjoint((*graph.objects(None, SH.targetClass), *graph.subjects(RDF.type))):
            return True
        stated = document.by_property.keys()
        looked_at = {
            *graph.objects(None, SH.targetSubjectsOf),
            *graph.objects(None, SH.targetObjectsOf),
        }
        named = set(graph.objects(None, SH.targetNode))
        return not stated.isdisjoint(looked_at) or not document.subjects.isdisjoint(named)


def _told(suspicion: Suspicion, teller: Teller) -> Finding:
    subject, predicate, value = suspicion.triple
    meant = suspicion.meant
    return teller.finding(
        rule=suspicion.rule,
        severity=suspicion.severity,
        message=suspicion.message,
        node=subject,
        path=f"<{predicate}>",
        value=value,
        found=teller.names.value(value) if not isinstance(value, URIRef) else None,
        nearest=Text(meant, meant) if meant else None,
        component="LexicalConstraintComponent",
    )


def _nothing_to_check(teller: Teller, document: Document) -> Finding:
    """Say that this is no plan, and whose words it is written in."""
    kinds = Counter(re.split(r"(?<=[/#])[^/#]*$", str(kind))[0] for _, kind in document.types)
    foreign = ", ".join(name for name, _ in kinds.most_common(_NAMED))
    words = Text(f" Ordlistor i den: {foreign}.", f" Vocabularies in it: {foreign}.")
    return teller.finding(
        rule="nothing-to-check",
        severity=Severity.VIOLATION,
        message=Text(
            f"Filen innehåller ingen plan som går att läsa: varken plan, mål eller aktivitet."
            f"{words.sv if foreign else ''} Är det rätt fil? Skriv planen med plangrafs ordlista, "
            "eller fyll i arbetsbokens mall.",
            f"The file contains no plan that can be read: no plan, no goal, no activity."
            f"{words.en if foreign else ''} Is it the right file? Write the plan with the "
            "vocabulary of plangraf, or fill in the workbook template.",
        ),
        node=None,
        component="LexicalConstraintComponent",
    )


def _order(finding: Finding) -> tuple[str, str, int, int, str]:
    place = finding.location
    return (
        finding.plan.name.sv if finding.plan else "",
        place.file if place else "",
        place.line or 0 if place else 0,
        place.column or 0 if place else 0,
        finding.rule,
    )
