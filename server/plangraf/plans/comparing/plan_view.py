"""One version of a plan as a reader sees it: things in order, names, values in words, places."""

from dataclasses import dataclass
from functools import cached_property

from rdflib import RDF, SKOS, Graph, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from plangraf.language import Language
from plangraf.plans.files.numbers_shown import spoken
from plangraf.plans.forms.form import Column, Kind
from plangraf.plans.registers.lookups import Lookups, whole_number
from plangraf.validation.findings import Location
from plangraf.validation.locating import Locator
from plangraf.validation.reading import Document
from plangraf.vocabulary import PGID, SCHEMA


@dataclass
class PlanView:
    """One version, as a reader sees it; `file` is what it was read from, None for a store."""

    graph: Graph
    lookups: Lookups
    file: Document | None = None
    language: Language = "sv"

    def things(self, kind: Kind) -> list[Node]:
        """All things of a kind, in the order of the plan."""
        found = [
            n for n in set(self.graph.subjects(RDF.type, kind.types[0])) if isinstance(n, URIRef)
        ]
        if kind.path:
            found = [n for n in found if str(n).startswith(f"{PGID}{kind.path}/")]
        if kind.key == "passage":
            found = [n for n in found if self.graph.value(n, DCTERMS.type) is not None]
        return sorted(
            found, key=lambda n: (whole_number(self.graph.value(n, SCHEMA.position)), str(n))
        )

    def name(self, node: Node) -> str:
        """What a thing is called, with its number."""
        number = self.graph.value(node, SKOS.notation)
        return f"{number} {self.words(node)}" if number else self.words(node)

    def words(self, node: Node) -> str:
        """What a thing is called."""
        label = self._label(node)
        described = self.graph.value(node, DCTERMS.title) or self.graph.value(
            node, DCTERMS.description
        )
        return str(label or described or str(node).rpartition("/")[2])

    def _label(self, node: Node, path: URIRef = SKOS.prefLabel) -> Node | None:
        labels = {getattr(o, "language", ""): o for o in self.graph.objects(node, path)}
        return labels.get("sv") or next(iter(labels.values()), None)

    @cached_property
    def _locator(self) -> Locator | None:
        return Locator(self.file) if self.file is not None else None

    def place(
        self, node: Node, path: URIRef | None = None, value: Node | None = None
    ) -> Location | None:
        """Return where a thing stands (its wording), or a value of it; None without a file."""
        if self._locator is None:
            return None
        if value is not None and self._composed(value) and (value, None, None) in self.graph:
            return self._locator.locate(value)
        if path is None:
            path, value = SKOS.prefLabel, self._label(node)
        return self._locator.locate(node, f"<{path}>", value)

    def values(self, node: Node, column: Column, pairs: dict[Node, Node]) -> dict[Node, str]:
        """Return values with what they are compared by: times and targets by what they say."""
        assert column.path is not None
        found: dict[Node, str] = {}
        for value in self.graph.objects(node, column.path):
            language = getattr(value, "language", None)
            if column.language and language and language != column.language:
                continue
            found[value] = (
                self.shown(value) if self._composed(value) else str(pairs.get(value, value))
            )
        return found

    def _composed(self, value: Node) -> bool:
        kind = str(value).removeprefix(str(PGID)).partition("/")[0]
        return kind in ("period", "target", "status", "cost")

    def shown(self, value: Node) -> str:
        """Return a value as a reader would say it."""
        if not isinstance(value, URIRef):
            return str(value)
        kind = str(value).removeprefix(str(PGID)).partition("/")[0]
        if kind == "status":
            level = str(self.graph.value(value, DCTERMS.type) or "")
            reasons = sorted(str(o) for o in self.graph.objects(value, DCTERMS.description))
            date = self.graph.value(value, DCTERMS.date)
            return " ".join(
                p
                for p in (self.lookups.label(level) or level, f"({date})", ", ".join(reasons))
                if p
            )
        if kind in ("target", "cost"):
            when = self.graph.value(value, DCTERMS.temporal)
            year = f" ({self.shown(when)})" if when is not None else ""
            return f"{self._label(value) or self._amount(value)}{year}"
        own = self._label(value)
        return str(own or self.lookups.label(str(value)) or str(value).removeprefix(str(PGID)))

    def _amount(self, value: Node) -> str:
        """A number that has no wording of its own, as its bounds and unit say it."""
        signs = {SCHEMA.value: "", SCHEMA.minValue: "≥ ", SCHEMA.maxValue: "≤ "}
        told = [
            f"{sign}{spoken(str(number), self.language)}"
            for path, sign in signs.items()
            if (number := self.graph.value(value, path)) is not None
        ]
        unit = self._label(value, SCHEMA.unitText) or self.graph.value(value, SCHEMA.currency)
        return " ".join([" ".join(told), *([str(unit)] if unit else [])])
