"""One version of a plan as a reader sees it: its things in order, their names, values in words."""

from dataclasses import dataclass

from rdflib import RDF, SKOS, Graph, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from plangraf.plans.form import Column, Kind
from plangraf.plans.lookups import Lookups, whole_number
from plangraf.vocabulary import PGID, SCHEMA


@dataclass
class PlanView:
    """One version, as a reader sees it."""

    graph: Graph
    lookups: Lookups

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
        labels = {
            str(getattr(o, "language", None) or ""): str(o)
            for o in self.graph.objects(node, SKOS.prefLabel)
        }
        number = self.graph.value(node, SKOS.notation)
        text = (
            labels.get("sv")
            or next(iter(labels.values()), "")
            or str(self.graph.value(node, DCTERMS.title) or "")
        )
        text = text or str(
            self.graph.value(node, DCTERMS.description) or str(node).rpartition("/")[2]
        )
        return f"{number} {text}" if number else text

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
            label = str(self.graph.value(value, SKOS.prefLabel) or "")
            number = (
                self.graph.value(value, SCHEMA.value)
                or self.graph.value(value, SCHEMA.minValue)
                or self.graph.value(value, SCHEMA.maxValue)
            )
            when = self.graph.value(value, DCTERMS.temporal)
            year = f" ({self.shown(when)})" if when is not None else ""
            return f"{label or number}{year}"
        labels = {
            str(getattr(o, "language", None) or ""): str(o)
            for o in self.graph.objects(value, SKOS.prefLabel)
        }
        own = labels.get("sv") or next(iter(labels.values()), None)
        return own or self.lookups.label(str(value)) or str(value).removeprefix(str(PGID))
