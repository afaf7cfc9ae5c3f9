"""What two plans measure alike: indicators of both that lead to the same national series.

A comparison with the records of its indicators in, rows out. That two indicators measure the same
is known in two ways, kept apart: a judged link between them, or a series that both were judged to
measure. Where only one of the plans follows a topic with figures, those figures are told as what
the other could follow: a shared topic, not a judgement.
"""

from dataclasses import dataclass

from plangraf.store.interface import Term
from plangraf.web.pages.comparing import Comparison
from plangraf.web.things.links import Link, links_of


@dataclass(frozen=True)
class Measured:
    """A series with the judged links that lead to it, from each plan."""

    series: Term
    one: tuple[Link, ...]
    other: tuple[Link, ...]


@dataclass(frozen=True)
class Lent:
    """A topic of both plans that only one measures: its links to series, and the other's things."""

    topic: Term
    links: tuple[Link, ...]
    things: tuple[Term, ...]


class Measures:
    """The indicators of plan `one` beside those of plan `other`."""

    def __init__(self, comparison: Comparison):
        self._about = comparison.about
        self._comparison = comparison
        self.one = comparison.things("indicator", comparison.one)
        self.other = comparison.things("indicator", comparison.other)
        self._links = {
            indicator: [
                k
                for k in links_of(indicator, self._about, comparison.language)
                if k.positive and k.other not in {*self.one, *self.other}
            ]
            for indicator in (*self.one, *self.other)
        }

    @property
    def judged(self) -> list[Link]:
        """Pairs of indicators that were judged to measure related things."""
        links = self._comparison.links
        return [k for k in links if k.positive and self._comparison.kind(k.one) == "indicator"]

    @property
    def shared(self) -> list[Measured]:
        """Series that indicators of both plans were judged to measure, by name."""
        by_series: dict[Term, tuple[list[Link], list[Link]]] = {}
        for side, indicators in enumerate((self.one, self.other)):
            for link in (k for indicator in indicators for k in self._links[indicator]):
                by_series.setdefault(link.other, ([], []))[side].append(link)
        both = [series for series, (one, other) in by_series.items() if one and other]
        return [
            Measured(series, tuple(by_series[series][0]), tuple(by_series[series][1]))
            for series in self._comparison.labels.sorted(both)
        ]

    def lent(self, giver: Term) -> list[Lent]:
        """Return the topics of both plans that only plan `giver` follows with a series."""
        own, others = (self.one, self.other)
        if giver != self._comparison.one:
            own, others = others, own
        found = []
        for row in self._comparison.topics:
            if row.where != "both" or any(self._takes_up(i, row.topic) for i in others):
                continue
            links = [
                self._links[i][0] for i in own if self._takes_up(i, row.topic) and self._links[i]
            ]
            taker = (
                self._comparison.other if giver == self._comparison.one else self._comparison.one
            )
            things = [
                thing
                for kind in ("goal", "focus-area")
                for thing in self._comparison.things(kind, taker)
                if self._takes_up(thing, row.topic)
            ]
            if links and things:
                found.append(Lent(row.topic, tuple(links), tuple(things)))
        return found

    def _takes_up(self, thing: Term, topic: Term) -> bool:
        return topic in self._about.all(thing, "dcterms:subject")
