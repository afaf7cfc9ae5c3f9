"""Curated links (SSSOM records) around one thing or between two plans, as plain data.

A record is read from either end; seen from its target the relation is turned round. Knows nothing
of shared topics, which are no links.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from rdflib import Literal

from plangraf.language import Language, Text
from plangraf.store.interface import Term
from plangraf.vocabulary import SSSOM
from plangraf.web.things.statements import Statements, expanded

_TURNED: Final = {
    "skos:broadMatch": "skos:narrowMatch",
    "skos:narrowMatch": "skos:broadMatch",
}
RELATIONS: Final = {
    str(expanded("skos:exactMatch")): Text("lika", "equal"),
    str(expanded("skos:closeMatch")): Text("nära", "close"),
    str(expanded("skos:broadMatch")): Text("bredare", "broader"),
    str(expanded("skos:narrowMatch")): Text("snävare", "narrower"),
    str(expanded("skos:relatedMatch")): Text("besläktat", "related"),
}
NOT: Final = Text("liknar men är inte", "looks alike but is not")
NONE: Final = Text("ingen motsvarighet", "no counterpart")


@dataclass(frozen=True)
class Link:
    """One record seen from `one`. `gap` says that `other` was looked for and not found."""

    record: Term
    one: Term
    other: Term
    relation: Text
    similarity: Decimal | None
    confidence: Decimal | None
    rationale: Literal | None
    justification: Term | None
    negated: bool
    gap: bool

    @property
    def rank(self) -> tuple[bool, bool, Decimal, int, Decimal, str]:
        """Sort key: what has something in common first, by similarity, relation, confidence."""
        names = [text.sv for text in RELATIONS.values()]
        relation = names.index(self.relation.sv) if self.relation.sv in names else len(names)
        similarity, confidence = self.similarity or Decimal(0), self.confidence or Decimal(0)
        return (self.gap, self.negated, -similarity, relation, -confidence, str(self.other))

    @property
    def positive(self) -> bool:
        """Whether the record says that the two have something in common."""
        return not self.negated and not self.gap


def links_of(thing: Term, about: Statements, language: Language) -> list[Link]:
    """Return the records that start or end at a thing, matches first."""
    found = [
        link(record, about, language, turned=False)
        for record in about.subjects("owl:annotatedSource", thing)
    ]
    found += [
        link(record, about, language, turned=True)
        for record in about.subjects("owl:annotatedTarget", thing)
    ]
    return in_order(found)


def link(record: Term, about: Statements, language: Language, *, turned: bool = False) -> Link:
    """Read one record, from its source or (`turned`) from its target."""
    source, target = (about.one(record, f"owl:annotated{end}") for end in ("Source", "Target"))
    assert source is not None
    assert target is not None
    relation = about.one(record, "owl:annotatedProperty")
    gap = SSSOM.NoTermFound in (source, target)
    negated = about.one(record, "sssom:predicate_modifier") == SSSOM.NegatedPredicate
    return Link(
        record,
        target if turned else source,
        source if turned else target,
        NONE if gap else NOT if negated else _relation(relation, turned),
        _decimal(about.one(record, "sssom:similarity_score")),
        _decimal(about.one(record, "sssom:confidence")),
        about.text(record, "rdfs:comment", language),
        about.one(record, "sssom:mapping_justification"),
        negated,
        gap,
    )


def in_order(links: Iterable[Link]) -> list[Link]:
    """Sort: what has something in common, then look-alikes, then gaps."""
    return sorted(links, key=lambda k: k.rank)


def _relation(relation: Term | None, turned: bool) -> Text:
    if turned:
        for one, other in _TURNED.items():
            if relation == expanded(one):
                return RELATIONS[str(expanded(other))]
    name = str(relation or "")
    return RELATIONS.get(name, Text(name, name))


def _decimal(value: Term | None) -> Decimal | None:
    return Decimal(str(value)) if value is not None else None
