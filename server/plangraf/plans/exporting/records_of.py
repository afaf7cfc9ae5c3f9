"""The graph of a plan → records of the form, such that importing them gives the same graph.

Every thing becomes a row of its kind with an id; a value that a column can hold exactly goes into
it, and whatever is left of the graph goes into "Övriga uppgifter", triple by triple. The records
are imported once more on the way and compared, so that nothing is lost or added.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from plangraf.plans.building import importing
from plangraf.plans.files.cleaning import tidy, tidy_lines
from plangraf.plans.forms.form import Column, Kind, kinds
from plangraf.plans.forms.statements import difference
from plangraf.plans.readings import Reading, Source, Wishes
from plangraf.plans.records import Cell, Notes, Record
from plangraf.plans.registers.lookups import Lookups
from plangraf.validation.findings import Location
from plangraf.vocabulary import OA, PGID

_NOWHERE: Final = Location("")
_SOURCE: Final = Source("", "", 0)
_CELL: Final = 30_000
"""What fits into a cell, with room for its marks: spreadsheets hold 32,767 characters."""


@dataclass(frozen=True)
class Form:
    """A plan in the form: rows by kind, each a mapping of column keys to texts."""

    plan: str
    title: str
    rows: dict[str, list[dict[str, list[str]]]]


def export_form(graph: Graph, plan: str, root: Path) -> Form:
    """Return the plan in the form; see the module's first paragraph."""
    writer = _Writer(graph, plan, Lookups(root, plan))
    rows = writer.rows()
    again = importing.import_plan(_as_reading(rows), root, Wishes(plan=plan)).graph
    rows["statement"] = list(difference(graph, again))
    title = next((str(o) for o in graph.objects(writer.plan_node, SKOS.prefLabel)), plan)
    swedish = [
        o
        for o in graph.objects(writer.plan_node, SKOS.prefLabel)
        if getattr(o, "language", "") == "sv"
    ]
    return Form(plan, str(swedish[0]) if swedish else title, {k: v for k, v in rows.items() if v})


def _as_reading(rows: dict[str, list[dict[str, list[str]]]]) -> Reading:
    records = []
    for kind, listed in rows.items():
        for row in listed:
            fields = {
                key: tuple(Cell(text, _NOWHERE, text) for text in texts)
                for key, texts in row.items()
            }
            records.append(Record(kind, fields, _NOWHERE))
    return Reading(_SOURCE, records, Notes(), form=True, complete=True)


@dataclass
class _Writer:
    graph: Graph
    plan: str
    lookups: Lookups

    @property
    def plan_node(self) -> URIRef:
        return URIRef(f"{PGID}plan/{self.plan}")

    def rows(self) -> dict[str, list[dict[str, list[str]]]]:
        """Return the rows of every kind, things in the order of the plan."""
        rows: dict[str, list[dict[str, list[str]]]] = {}
        for kind in kinds().values():
            if kind.key != "statement":
                rows[kind.key] = [self._row(kind, node) for node in self._things(kind)]
        return rows

    def _things(self, kind: Kind) -> list[URIRef]:
        found = [
            node
            for node in set(self.graph.subjects(RDF.type, kind.types[0]))
            if isinstance(node, URIRef)
            and all((node, RDF.type, t) in self.graph for t in kind.types)
            and str(node).startswith(f"{PGID}{kind.path}/")
        ]
        if kind.key in ("method", "term"):
            found = [n for n in found if len(set(self.graph.objects(n, RDF.type))) == 1]
        return sorted(found, key=self._rank)

    def _rank(self, node: URIRef) -> tuple[bool, int, tuple[tuple[int, str], ...]]:
        position = self.graph.value(node, URIRef("https://schema.org/position"))
        parts = re.split(r"(\d+)", str(node))
        order = int(str(position)) if position is not None and str(position).isdigit() else 0
        natural = tuple((int(p) if p.isdigit() else -1, p) for p in parts)
        return node != self.plan_node, order, natural

    def _row(self, kind: Kind, node: URIRef) -> dict[str, list[str]]:
        row = {"id": [self._id(kind, node)]}
        for column in kind.columns:
            if column.path is None or column.reading in ("selector",):
                continue
            texts = [
                text
                for value in sorted(self.graph.objects(node, column.path), key=_order)
                if (text := self._text(column, value)) is not None
            ]
            if not column.many:
                texts = texts[:1] if len(texts) == 1 else []
            elif column.reading in ("text", "label") and any("\n" in text for text in texts):
                texts = [text for text in texts if "\n" not in text]
            if texts and sum(len(text) + 2 for text in texts) < _CELL:
                row[column.key] = texts
        if kind.key == "evidence":
            row.update(self._selectors(node))
        return row

    def _id(self, kind: Kind, node: URIRef) -> str:
        path = str(node).removeprefix(str(PGID))
        local = path.removeprefix(f"{kind.path}/{self.plan}/")
        if kind.key == "plan" and path == f"plan/{self.plan}":
            return self.plan
        return local if local != path and "/" not in local else path

    def _text(self, column: Column, value: Node) -> str | None:
        """Return what the column's reader turns into exactly this value; None if nothing does."""
        reading = column.reading
        if isinstance(value, Literal):
            return self._literal_text(column, value)
        if not isinstance(value, URIRef):
            return None
        path = str(value).removeprefix(str(PGID))
        if reading == "concept":
            label = self.lookups.label(str(value))
            exact = label is not None and self.lookups.concept(column.of, label) == str(value)
            known = self.lookups.concept(column.of, path) == str(value)
            return (
                label
                if exact and label and not re.search(r"[;\n]", label)
                else path
                if known
                else None
            )
        if reading == "iri" and str(value).startswith(str(OA)):
            return "oa:" + str(value).removeprefix(str(OA))
        if path == str(value) or not re.fullmatch(r"[a-z-]+/[a-zA-Z0-9./_-]+", path):
            return None
        if reading == "ref":
            own = kinds()[column.of].path
            local = path.removeprefix(f"{own}/{self.plan}/")
            return local if local != path and self._unique(column.of, local) else path
        if reading == "actor":
            label = self.lookups.label(str(value))
            actor = self.lookups.register.find(label) if label else None
            plain = actor is not None and actor.iri == str(value) and actor.known == "register"
            return label if plain and label and not re.search(r"[;\n/]", label) else path
        if reading in ("period", "plan", "area", "iri"):
            return path
        return None

    def _unique(self, kind: str, local: str) -> bool:
        """Say whether a local name can be told from texts and numbers of the same kind."""
        if kind == "source" or kind == "evidence":
            return True
        return bool(re.search(r"[a-z]-|-[a-z]|^[a-z]", local))

    def _literal_text(self, column: Column, value: Literal) -> str | None:
        text = str(value)
        reading = column.reading
        if reading in ("label", "text"):
            clean = tidy(text) if reading == "label" else tidy_lines(text)
            fits = value.language == column.language and clean == text and bool(text)
            return text if fits else None
        plain = value.datatype is None and value.language is None
        if reading == "string":
            return (
                text
                if plain and text == tidy(text) and not (column.many and re.search(r"[;\n]", text))
                else None
            )
        if reading == "language":
            return text if plain and text in ("sv", "en") else None
        datatype = str(value.datatype or "").rpartition("#")[2]
        if reading == "date":
            return text if datatype == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
        if reading in ("integer", "number") and datatype == "integer":
            return text if re.fullmatch(r"-?\d+", text) else None
        if reading in ("decimal", "number") and datatype == "decimal":
            return text if re.fullmatch(r"-?\d+\.\d+", text) else None
        return None

    def _selectors(self, node: URIRef) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        names: dict[Node, str] = {
            OA.start: "start",
            OA.end: "end",
            OA.exact: "quote",
            RDF.value: "fragment",
        }
        for selector in self.graph.objects(node, OA.hasSelector):
            for path, value in self.graph.predicate_objects(selector):
                if path in names and str(value) == tidy_lines(str(value)):
                    found[names[path]] = [str(value)]
        return found


def _order(value: Node) -> tuple[int, str]:
    language = getattr(value, "language", None) or ""
    return ("sv", "en", "").index(language) if language in ("sv", "en", "") else 3, str(value)
