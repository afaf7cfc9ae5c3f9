"""Builds the graph of a plan from records: mints names, resolves references, remembers places.

The first half of `plangraf.plans.building.importing`: it knows how a column becomes a property.
What needs more than one column (status, cost, target, time) is
`plangraf.plans.building.composing`'s.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from rdflib import RDF, SKOS, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF
from rdflib.term import Node

from plangraf.iris import slug
from plangraf.language import Text
from plangraf.plans.building.plain_values import number_of
from plangraf.plans.files.cleaning import tidy
from plangraf.plans.files.grids import column_letters
from plangraf.plans.forms.form import Column, Kind, kinds
from plangraf.plans.readings import Source, Wishes
from plangraf.plans.records import Cell, Notes, Record
from plangraf.plans.registers.lookups import Lookups, folded
from plangraf.plans.registers.unmatched import added, area_unknown, meant, not_in_list, not_in_plan
from plangraf.validation.findings import Location
from plangraf.vocabulary import OA, PG, PGID, SCHEMA

Places = dict[tuple[Node, Node | None], Location]
Mention = tuple[Node, Node, Node, Location]
_STATED: Final = URIRef(PGID + "assertion-status/stated")
_SEPARATORS: Final = re.compile(r"\s*[;\n]\s*")


@dataclass
class Building:
    """A graph under construction. `names` resolves keys, ids, numbers and texts per kind, `listed`
    are the texts of those with a row of their own; `read` lists what was stated from which cell.
    """

    plan: str
    lookups: Lookups
    notes: Notes
    wishes: Wishes
    source: Source | None
    graph: Graph = field(default_factory=lambda: Graph(bind_namespaces="none"))
    places: Places = field(default_factory=dict)
    read: list[Mention] = field(default_factory=list)
    names: dict[str, dict[str, list[URIRef]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    listed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    nodes: dict[int, URIRef] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    new_actors: dict[str, URIRef] = field(default_factory=dict)

    @property
    def plan_node(self) -> URIRef:
        """The plan itself."""
        return URIRef(f"{PGID}plan/{self.plan}")

    # --- names ---------------------------------------------------------------------------------

    def mint(self, path: str, local: str) -> URIRef:
        """Return a fresh IRI below the plan; a number is added where the name is taken."""
        iri = f"{PGID}{path}/{self.plan}/{local}"
        number = 2
        while iri in self.taken:
            iri = f"{PGID}{path}/{self.plan}/{local}-{number}"
            number += 1
        self.taken.add(iri)
        return URIRef(iri)

    def by_id(self, kind: Kind, text: str) -> URIRef:
        """Return the node that an id column names: a local name, a path below /id/, or an IRI."""
        if re.match(r"https?://|urn:", text):
            return URIRef(text)
        if re.match(r"[a-z-]+/", text):
            return URIRef(PGID + text)
        if kind.key == "plan":
            return URIRef(f"{PGID}plan/{text}")
        return URIRef(f"{PGID}{kind.path}/{self.plan}/{text}")

    def register(self, kind: str, node: URIRef, *names: str) -> None:
        """Make a node findable under names."""
        for name in names:
            if name:
                found = self.names[kind][folded(name)]
                if node not in found:
                    found.append(node)

    def find(self, kind: str, cell: Cell) -> URIRef | None:
        """Return the thing that a reference names; None when there is none."""
        text = cell.text.strip()
        found = self.names[kind].get(folded(text), [])
        if len(found) >= 1:
            if len(found) > 1:
                self.notes.warn(
                    "reference-ambiguous",
                    Text(
                        f"”{text}” stämmer in på flera; den första valdes. Skriv nummer och text.",
                        f"“{text}” matches several; the first was chosen. Write number and text.",
                    ),
                    cell.location,
                )
            return found[0]
        if kind == "activity":
            return self.find("sub_activity", cell)
        shared = {"method": "method", "reference": "reference"}.get(kind)
        if shared:
            known = self.lookups.shared(shared).get(folded(text))
            if known:
                return URIRef(known)
        looks_like_id = re.fullmatch(r"[a-z-]+/[a-z0-9./-]+|https?://\S+", text)
        return self.by_id(kinds()[kind], text) if looks_like_id else None

    # --- triples -------------------------------------------------------------------------------

    def add(self, node: Node, path: Node, value: Node, location: Location | None = None) -> None:
        """State one thing, and remember where it stood."""
        self.graph.add((node, path, value))
        if location is not None:
            self.places.setdefault((node, path), location)
            self.read.append((node, path, value, location))

    def state(self, node: URIRef, record: Record, column: Column) -> None:
        """Turn the cells of a plain column into triples."""
        assert column.path is not None
        for cell in record.fields.get(column.key, ()):
            for text in self._parts(column, cell):
                value = self.value(column, Cell(text, cell.location, cell.value), node)
                if value is not None:
                    self.add(node, column.path, value, cell.location)

    @staticmethod
    def _parts(column: Column, cell: Cell) -> list[str]:
        if not column.many or column.reading == "text":
            return [cell.text]
        if column.reading == "label":
            return cell.text.split("\n")
        if column.reading in ("concept", "ref", "area", "plan", "iri", "string"):
            return [part for part in _SEPARATORS.split(cell.text) if part]
        return [cell.text]

    def value(self, column: Column, cell: Cell, node: URIRef) -> Node | None:
        """Read one cell as its column says; None after a warning where it cannot be."""
        text = cell.text
        reading = column.reading
        if reading in ("label", "text"):
            return Literal(text if reading == "text" else tidy(text), lang=column.language)
        if reading == "string":
            return Literal(text)
        if reading == "language":
            return Literal({"svenska": "sv", "engelska": "en"}.get(text.lower(), text))
        if reading in ("iri", "plan"):
            return self._resource(text)
        if reading == "concept":
            return self._concept(column, cell)
        if reading == "ref":
            return self._reference(column, cell, node)
        if reading == "area":
            return self._area(cell)
        return number_of(column, cell, self.notes)

    def _resource(self, text: str) -> URIRef:
        if text.startswith("oa:"):
            return URIRef(str(OA) + text[3:])
        return URIRef(
            text
            if re.match(r"https?://|urn:", text)
            else PGID + (text if "/" in text else f"plan/{text}")
        )

    def _concept(self, column: Column, cell: Cell) -> URIRef | None:
        found = self.lookups.concept(column.of, cell.text)
        if found is None and column.of == "target-group":
            parts = [
                self.lookups.concept(column.of, p) for p in re.split(r",| och | and |/", cell.text)
            ]
            found = next((p for p in parts if p), None) if all(parts) and len(parts) == 1 else None
        if found is not None:
            return URIRef(found)
        told = not_in_list(cell.text, column.of, self.lookups)
        self.notes.warn("not-in-list", told, cell.location)
        return None

    def _reference(self, column: Column, cell: Cell, node: URIRef) -> URIRef | None:
        found = self.find(column.of, cell)
        if found is not None:
            return found
        if column.of in ("method", "reference"):
            return self._new_shared(column.of, cell)
        if column.of in ("focus_area", "need", "indicator") and len(cell.text) > 1:
            return self._new_thing(column.of, cell)
        told = not_in_plan(cell.text, kinds()[column.of].label, self.listed[column.of])
        self.notes.fail("reference-unknown", told, cell.location)
        return None

    def _new_shared(self, kind: str, cell: Cell) -> URIRef:
        node = URIRef(f"{PGID}{kind}/{slug(cell.text)}")
        self.register(kind, node, cell.text)
        for type_ in kinds()[kind].types:
            self.add(node, RDF.type, type_)
        self.add(node, SKOS.prefLabel, Literal(tidy(cell.text), lang="sv"), cell.location)
        self.stated(node, cell)
        return node

    def _new_thing(self, kind: str, cell: Cell) -> URIRef:
        """A goal may name an area or an indicator that has no row of its own."""
        form = kinds()[kind]
        if self.listed[kind]:
            near = meant(cell.text, self.listed[kind])
            tell = self.notes.warn if near else self.notes.note
            tell("thing-added", added(cell.text, form.label, near), cell.location)
        node = self.mint(form.path, slug(cell.text) or kind)
        self.register(kind, node, cell.text)
        for type_ in form.types:
            self.add(node, RDF.type, type_)
        self.add(node, SKOS.prefLabel, Literal(tidy(cell.text), lang="sv"), cell.location)
        self.add(node, PG.inPlan, self.plan_node)
        if kind == "focus_area":
            self.add(node, SKOS.inScheme, URIRef(f"{PGID}scheme/{self.plan}-focus-areas"))
        self.stated(node, cell)
        self.places.setdefault((node, None), cell.location)
        return node

    def _area(self, cell: Cell) -> URIRef | None:
        text = cell.text.removeprefix("area/")
        found = self.lookups.area_names.get(folded(text))
        if found is None and re.fullmatch(r"\d{2,4}", text):
            return URIRef(f"{PGID}area/{text}")
        if found is None and "/" in cell.text:
            return URIRef(PGID + cell.text)
        if found is None:
            self.notes.warn("area-unknown", area_unknown(text, self.lookups), cell.location)
            return None
        return URIRef(found)

    # --- how it is known -----------------------------------------------------------------------

    def stated(self, node: URIRef, cell: Cell) -> None:
        """Say that a thing stands in the file, and in which cell."""
        self.add(node, PG.assertionStatus, _STATED)
        self.evidence(node, cell)

    def evidence(self, node: URIRef, cell: Cell) -> None:
        """Point a thing to the cell it was read from."""
        location = cell.location
        if self.source is None or not self.wishes.evidence or location.line is None:
            return
        where = (
            f"{column_letters(location.column)}{location.line}"
            if location.column
            else f"{location.line}"
        )
        sheet = f"sheet={location.sheet}&" if location.sheet else ""
        local = slug(f"{location.sheet or 'rad'} {where}")
        iri = URIRef(f"{PGID}evidence/{self.plan}/{local}")
        self.add(node, PG.evidence, iri)
        if (iri, RDF.type, OA.SpecificResource) in self.graph:
            return
        self.add(iri, RDF.type, OA.SpecificResource)
        self.add(iri, OA.hasSource, URIRef(f"{PGID}source/{self.plan}"))
        fragment, quote = BNode(), BNode()
        self.add(iri, OA.hasSelector, fragment)
        self.add(fragment, RDF.type, OA.FragmentSelector)
        self.add(fragment, RDF.value, Literal(f"{sheet}cell={where}"))
        self.add(iri, OA.hasSelector, quote)
        self.add(quote, RDF.type, OA.TextQuoteSelector)
        self.add(quote, OA.exact, Literal(location.excerpt or tidy(cell.text)))

    def source_document(self) -> None:
        """Describe the file the plan was read from."""
        if self.source is None or not self.wishes.evidence:
            return
        node = URIRef(f"{PGID}source/{self.plan}")
        for type_ in (PG.SourceDocument, FOAF.Document):
            self.add(node, RDF.type, type_)
        self.add(node, DCTERMS.title, Literal(self.source.name, lang="sv"))
        self.add(node, DCTERMS.language, Literal("sv"))
        self.add(node, SCHEMA.sha256, Literal(self.source.sha256))
        self.add(self.plan_node, DCTERMS.source, node)
