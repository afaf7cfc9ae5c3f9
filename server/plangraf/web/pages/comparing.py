"""Two plans side by side: what both take up, what is linked, what only one has.

Statements of the two plans and the records between them in, tables out. Two layers are kept apart:
curated links (a record with a rationale) and shared topics (both plans were given the same topic).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from rdflib import URIRef

from plangraf.language import Language
from plangraf.store.interface import Term
from plangraf.web.things.kinds import kind_of
from plangraf.web.things.labels import Labels
from plangraf.web.things.links import Link, in_order, link
from plangraf.web.things.plan_counts import STATEMENT
from plangraf.web.things.statements import Statements

KINDS: Final = ("focus-area", "goal", "activity", "indicator")
_STRONG: Final = Decimal("0.5")
_ACTORS: Final = ("pg:responsibleActor", "pg:supportingActor", "pg:involvesActor")


@dataclass(frozen=True)
class TopicRow:
    """A topic with how many things of each kind take it up, in one plan and the other."""

    topic: Term
    one: tuple[int, ...]
    other: tuple[int, ...]

    @property
    def where(self) -> str:
        """`both`, `one` or `other`."""
        return "both" if sum(self.one) and sum(self.other) else "one" if sum(self.one) else "other"


@dataclass(frozen=True)
class Side:
    """A thing of one plan with its links to the other, strongest first."""

    thing: Term
    links: tuple[Link, ...]

    @property
    def strong(self) -> tuple[Link, ...]:
        """The links worth reading first."""
        return tuple(k for k in self.links if k not in self.weak)

    @property
    def weak(self) -> tuple[Link, ...]:
        """The links with a similarity below the bound."""
        return tuple(k for k in self.links if k.similarity is not None and k.similarity < _STRONG)

    @property
    def weak_count(self) -> int:
        """How many weak links there are."""
        return len(self.weak)


@dataclass(frozen=True)
class Shared:
    """What both plans use, with what uses it in each."""

    thing: Term
    one: tuple[Term, ...]
    other: tuple[Term, ...]


class Comparison:
    """Plan `one` beside plan `other`."""

    def __init__(
        self,
        one: URIRef,
        other: URIRef,
        about: Statements,
        labels: Labels,
        language: Language,
    ):
        self.one = one
        self.other = other
        self.about = about
        self.labels = labels
        self.language = language
        records = about.of_type("sssom:Mapping")
        self._records = [link(record, about, language) for record in records]
        self._turned = [link(record, about, language, turned=True) for record in records]

    @cached_property
    def topics(self) -> list[TopicRow]:
        """Every topic that one of the plans takes up, by name."""
        rows = []
        for topic in self.labels.sorted({t for x in self._all() for t in self._topics(x)}):
            things = self.about.subjects("dcterms:subject", topic)
            rows.append(
                TopicRow(topic, self._counts(things, self.one), self._counts(things, self.other))
            )
        return rows

    @cached_property
    def links(self) -> list[Link]:
        """All records that start in `one`, seen from there."""
        found = [k for k in self._records if self._plan(k.one) == self.one and not k.gap]
        found += [k for k in self._turned if self._plan(k.one) == self.one and not k.gap]
        return in_order(k for k in found if self._plan(k.other) == self.other)

    @cached_property
    def goals(self) -> list[Side]:
        """The goals, then the areas of `one`, with their counterparts in the other plan."""
        kinds = ("goal", "focus-area")
        return [self._side(thing, kinds) for kind in kinds for thing in self.things(kind, self.one)]

    @cached_property
    def activities(self) -> list[Link]:
        """Activities matched to activities."""
        steps = ("activity", "sub-activity")
        return [k for k in self.links if k.positive and self.kind(k.one) in steps]

    @cached_property
    def look_alikes(self) -> list[Link]:
        """Pairs that look alike and were judged not to be."""
        return [k for k in self.links if k.negated]

    def gaps(self, plan: Term) -> list[Link]:
        """Things of a plan for which a counterpart was looked for and not found."""
        return [k for k in self._records if k.gap and self._plan(k.one) == plan]

    def unlinked(self, plan: Term) -> list[Term]:
        """Goals and areas of a plan without any positive link to the other plan."""
        linked = {t for k in self.links if k.positive for t in (k.one, k.other)}
        return [
            t for kind in ("goal", "focus-area") for t in self.things(kind, plan) if t not in linked
        ]

    def shared(self, *curies: str) -> list[Shared]:
        """What both plans use by some properties."""
        uses: dict[Term, tuple[list[Term], list[Term]]] = {}
        for thing in self._all():
            for used in self.about.all(thing, *curies):
                side = uses.setdefault(used, ([], []))
                side[0 if self._plan(thing) == self.one else 1].append(thing)
        both = [used for used, (one, other) in uses.items() if one and other]
        return [
            Shared(used, tuple(uses[used][0]), tuple(uses[used][1]))
            for used in self.labels.sorted(both)
        ]

    @property
    def actors(self) -> list[Shared]:
        """Actors that have a task in both plans."""
        return self.shared(*_ACTORS)

    def picture_kinds(self) -> tuple[str, str]:
        """The kinds between which most links stand: what the picture draws."""
        counts: dict[tuple[str, str], int] = {}
        for k in self.links:
            pair = (self.kind(k.one), self.kind(k.other))
            if k.positive and set(pair) <= {"goal", "focus-area"}:
                counts[pair] = counts.get(pair, 0) + 1
        return max(counts, key=lambda pair: counts[pair]) if counts else ("goal", "goal")

    def things(self, kind: str, plan: Term) -> list[Term]:
        """Return the things of a kind in a plan, in the order of the source."""
        return self.about.in_order(t for t in self._by_kind.get(kind, ()) if self._plan(t) == plan)

    def kind(self, thing: Term) -> str:
        """Return the key of a thing's kind."""
        return self._kind_by_thing.get(thing, "")

    @cached_property
    def _kind_by_thing(self) -> dict[Term, str]:
        return {thing: kind_of(thing, self.about).key for thing in self.about.things()}

    @cached_property
    def _by_kind(self) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = {}
        for thing, kind in self._kind_by_thing.items():
            found.setdefault(kind, []).append(thing)
        return found

    def _side(self, thing: Term, kinds: Iterable[str]) -> Side:
        links = [k for k in self.links if k.one == thing and self.kind(k.other) in kinds]
        return Side(thing, tuple(k for k in links if k.positive))

    def _all(self) -> list[Term]:
        return [t for t in self.about.things() if self._plan(t) in (self.one, self.other)]

    def _plan(self, thing: Term) -> Term | None:
        return self.about.one(thing, "pg:inPlan")

    def _topics(self, thing: Term) -> list[Term]:
        return self.about.all(thing, "dcterms:subject")

    def _counts(self, things: list[Term], plan: Term) -> tuple[int, ...]:
        """Count things by kind; a line that only states something is no activity."""
        own = [
            self.kind(t)
            for t in things
            if self._plan(t) == plan and STATEMENT not in self.about.all(t, "dcterms:type")
        ]
        return tuple(own.count(kind) for kind in KINDS)
