"""One thing, read for its page: names, facts, links, sources, anomalies, and all statements.

Two or three questions answer for a whole page: everything around the thing, the names of all that
occurs there, and the spans that its evidence quotes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rdflib import Literal, URIRef

from plangraf.store.interface import Term
from plangraf.web.context import Visit
from plangraf.web.things import asking
from plangraf.web.things.kinds import Kind, kind, kind_of
from plangraf.web.things.labels import Labels
from plangraf.web.things.links import Link, links_of
from plangraf.web.things.passages import Span, find_source
from plangraf.web.things.statements import Statements, expanded

_FIRST: Final = tuple(
    expanded(curie)
    for curie in (
        "owl:annotatedSource",
        "owl:annotatedProperty",
        "sssom:predicate_modifier",
        "owl:annotatedTarget",
        "sssom:similarity_score",
        "sssom:confidence",
        "rdfs:comment",
        "sssom:mapping_justification",
        "skos:definition",
        "dcterms:description",
        "pg:purpose",
        "pg:inPlan",
        "pg:focusArea",
        "pg:contributesTo",
        "pg:subActivityOf",
        "pg:workCategory",
        "pg:timeHorizon",
        "pg:deadline",
        "pg:responsibleActor",
        "pg:supportingActor",
        "pg:involvesActor",
        "pg:targetGroup",
        "pg:usesMethod",
        "dcterms:references",
        "pg:repeats",
        "pg:addresses",
        "dcterms:publisher",
        "dcterms:type",
        "dcterms:temporal",
        "dcterms:spatial",
        "pg:implementsPlan",
        "pg:followUpFrequency",
        "dcterms:source",
        "pg:indicatorScope",
        "pg:measurementType",
        "pg:sourceMarker",
        "dcterms:subject",
        "skos:notation",
        "skos:altLabel",
        "skos:hiddenLabel",
    )
)
_ASIDE: Final = tuple(
    expanded(curie)
    for curie in (
        "rdf:type",
        "skos:prefLabel",
        "skos:inScheme",
        "skos:topConceptOf",
        "skos:hasTopConcept",
        "schema:position",
        "pg:evidence",
        "pg:assertionStatus",
        "pg:derivationRule",
        "skos:exactMatch",
        "skos:closeMatch",
        "skos:broadMatch",
        "skos:narrowMatch",
        "skos:relatedMatch",
        "dcterms:title",
        "dcterms:created",
    )
)
_OF_FIGURES: Final = (
    URIRef("http://www.w3.org/ns/sosa/observedProperty"),
    URIRef("http://purl.org/linked-data/cube#dataSet"),
    URIRef("http://purl.org/linked-data/sdmx/2009/dimension#refArea"),
    URIRef("http://purl.org/linked-data/sdmx/2009/dimension#refPeriod"),
)
"""From every figure to its series, place and time: a table's worth, which a series' page has."""
_LINKS: Final = ("owl:annotatedSource", "owl:annotatedTarget")
MANY: Final = 400


@dataclass(frozen=True)
class Fact:
    """A property with its values, of which `more` were left out."""

    property: Term
    values: tuple[Term, ...]
    more: int = 0


class Thing:
    """One thing and what is around it."""

    def __init__(self, visit: Visit, iri: URIRef, about: Statements):
        self.visit = visit
        self.iri = iri
        self.about = about
        self.labels = Labels(visit)
        own = {str(v) for _, values in about.outgoing(iri) for v in values}
        own |= {str(s) for _, things in about.incoming(iri) for s in things[:MANY]}
        self.labels.learn(i for i in about.iris() if "/id/evidence/" not in i or i in own)

    @cached_property
    def kind(self) -> Kind:
        """The kind of the thing."""
        return kind_of(self.iri, self.about)

    @cached_property
    def name(self) -> Literal:
        """What it is called."""
        return self.labels.of(self.iri)

    @property
    def plan(self) -> Term | None:
        """The plan it stands in."""
        return self.about.one(self.iri, "pg:inPlan")

    @property
    def status(self) -> Term | None:
        """How it came from the source: stated, normalised, inferred, derived, external."""
        return self.about.one(self.iri, "pg:assertionStatus")

    @cached_property
    def facts(self) -> list[Fact]:
        """What is said of the thing and has no section of its own."""
        hidden = {*_ASIDE, *(expanded(curie) for curie in self.kind.shown)}
        return [self._spoken(fact) for fact in self._facts() if fact.property not in hidden]

    @cached_property
    def everything(self) -> list[Fact]:
        """All that is said of the thing; blank nodes are told by what is said of them."""
        return self._facts()

    @cached_property
    def incoming(self) -> list[Fact]:
        """All that points to the thing, by property."""
        found = [
            Fact(p, tuple(things[:MANY]), max(0, len(things) - MANY))
            for p, things in self.about.incoming(self.iri)
            if things
        ]
        return sorted(found, key=lambda fact: str(self.labels.of(fact.property)))

    @cached_property
    def led_here(self) -> list[Fact]:
        """What points to the thing and has no section of its own."""
        mapped = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
        hidden = {expanded(c) for c in (*self.kind.led_here, *_LINKS)}
        hidden |= {expanded(f"skos:{name}") for name in mapped}
        hidden |= {*_OF_FIGURES, expanded("skos:hasTopConcept"), expanded("skos:topConceptOf")}
        if self.anomalies:
            hidden.add(expanded("oa:hasTarget"))
        return [fact for fact in self.incoming if fact.property not in hidden]

    @cached_property
    def links(self) -> list[Link]:
        """Curated links from and to the thing."""
        return links_of(self.iri, self.about, self.visit.language)

    @cached_property
    def anomalies(self) -> list[Term]:
        """Doubts and corrections about the thing."""
        wanted = (expanded("oa:assessing"), expanded("oa:editing"))
        return [
            note
            for note in self.about.subjects("oa:hasTarget", self.iri)
            if self.about.one(note, "oa:motivatedBy") in wanted
        ]

    @cached_property
    def spans(self) -> list[Span]:
        """Where the thing stands in its sources."""
        rows = asking.rows(self.visit, "evidence", about=self.iri)
        return [span_of(self.visit, row) for row in rows]

    def values(self, *curies: str) -> list[Term]:
        """Return the values of some properties of the thing."""
        return self.about.all(self.iri, *curies)

    def extend(self, more: Statements) -> None:
        """Learn the names of what else a page shows."""
        self.labels.learn(i for i in more.iris() if "/id/evidence/" not in i)

    def by_plan(self, things: Iterable[Term]) -> list[tuple[Term | None, list[Term]]]:
        """Group things by the plan they stand in, plans by name, those without last."""
        groups: dict[Term | None, list[Term]] = {}
        for thing in self.about.in_order(things):
            groups.setdefault(self.about.one(thing, "pg:inPlan"), []).append(thing)
        return sorted(groups.items(), key=lambda g: (g[0] is None, str(self.labels.of(g[0] or ""))))

    def by_kind(self, things: Iterable[Term]) -> list[tuple[Kind, list[Term]]]:
        """Group things by kind, in the order of a plan: areas, goals, activities, indicators …"""
        groups: dict[str, list[Term]] = {}
        for thing in things:
            groups.setdefault(kind_of(thing, self.about).key, []).append(thing)
        order = ("plan", "focus-area", "goal", "activity", "sub-activity", "indicator", "need")
        ranked = sorted(groups, key=lambda k: (order.index(k) if k in order else 99, k))
        return [(kind(key), groups[key]) for key in ranked]

    def _spoken(self, fact: Fact) -> Fact:
        """Leave out texts in the other language where there is one in the visitor's."""
        language = self.visit.language
        tags = {v.language for v in fact.values if isinstance(v, Literal)}
        if language not in tags:
            return fact
        kept = tuple(
            v for v in fact.values if not isinstance(v, Literal) or v.language in (None, language)
        )
        return Fact(fact.property, kept, fact.more)

    def _facts(self) -> list[Fact]:
        said = [Fact(p, tuple(self._sorted(values))) for p, values in self.about.outgoing(self.iri)]
        rank: dict[Term, int] = {p: n for n, p in enumerate(_FIRST)}

        def place(fact: Fact) -> tuple[int, str]:
            return rank.get(fact.property, len(rank)), str(self.labels.of(fact.property))

        return sorted(said, key=place)

    def _sorted(self, values: list[Term]) -> list[Term]:
        """Sort values: the visitor's language first, then by name."""
        language = self.visit.language
        ordered = self.labels.sorted(values)
        return sorted(ordered, key=lambda v: isinstance(v, Literal) and v.language != language)


def find_thing(visit: Visit, iri: URIRef) -> Thing | None:
    """Read a thing, or return None when nothing is known of it."""
    about = asking.statements(visit, "around", about=iri)
    about.add(asking.rows(visit, "observed", about=iri))
    if iri not in about and not about.incoming(iri):
        return None
    return Thing(visit, iri, about)


def span_of(visit: Visit, row: dict[str, Term]) -> Span:
    """Return the span that a row of the question `evidence` tells."""
    start, end = int(str(row["start"])), int(str(row["end"]))
    source = str(row["source"])
    text = find_source(visit.root, source)
    first, last = (text.line_of(start), text.line_of(end - 1)) if text else (0, 0)
    return Span(str(row["evidence"]), source, start, end, str(row["exact"]), first, last)
