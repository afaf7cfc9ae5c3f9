"""An index of the titles of national series, searched for what a text asks for, word by word.

Turns entries into an inverted index in memory (some 7,200 titles in a third of a second) and a text
into scored hits. A hit is good when its title says, in whatever wording, most of what the text asks
for, the rare words counting most, and little else. The better of two wordings counts, never both:
synonyms may be many. A word that stands in no title is taken for those that begin as it does, or
end with it ("kariesfrihet" → "kariesfria"), for less. Judges words only: units, ages, levels and
states are for `plangraf.linking.ranking`.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Final

from plangraf.content.series import SeriesEntry, all_series
from plangraf.content.words import Lexicon, read_lexicon, stems
from plangraf.linking.concepts import Concept, Wording, concepts_of
from plangraf.linking.described import described_entries
from plangraf.linking.reading import people_of

NEAR: Final = 0.5
WHOLE_BEGINNING: Final = 0.8
AREA: Final = 0.3
PEOPLE: Final = 0.4
UNKNOWN: Final = 0.5
SEVERAL: Final = 1.5
COVERED: Final = 0.75
_BEGINNING: Final = 5
_MOST_OF_IT: Final = 0.5

Met = dict[int, tuple[float, dict[str, float]]]
"""Entry number → how well its title says one word of a text, and its terms that do."""


@dataclass(frozen=True)
class Hit:
    """One entry found. `covered`: share of the text that its title says; `to_the_point`: share of
    the title that the text asks for; `met`: words of the text that the title says;
    `title`: the terms of the title."""

    entry: SeriesEntry
    covered: float
    to_the_point: float
    met: tuple[str, ...]
    title: frozenset[str] = frozenset()

    @property
    def score(self) -> float:
        """Return how good it is, 0 to 1."""
        return self.covered * (COVERED + (1 - COVERED) * self.to_the_point)


@dataclass(frozen=True)
class SeriesIndex:
    """The inverted index. `postings`: term → (entry number, weight in the title)."""

    entries: tuple[SeriesEntry, ...]
    lexicon: Lexicon
    postings: Mapping[str, Sequence[tuple[int, float]]]
    titles: tuple[frozenset[str], ...]
    masses: tuple[float, ...]
    edges: Mapping[str, Sequence[str]]

    @classmethod
    def over(cls, entries: Sequence[SeriesEntry], lexicon: Lexicon) -> "SeriesIndex":
        """Index the titles of `entries`; for less their areas, and words for people so old."""
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        areas = {area: lexicon.terms(area) for area in {entry.area for entry in entries}}
        titles = []
        for number, entry in enumerate(entries):
            terms = dict(lexicon.terms(f"{entry.title} {entry.words} {entry.code}"))
            titles.append(frozenset(term for term, weight in terms.items() if weight == 1.0))
            for term in areas[entry.area]:
                terms.setdefault(term, AREA)
            for term in stems(people_of(entry.title)):
                terms.setdefault(term, PEOPLE)
            for term, weight in terms.items():
                postings[term].append((number, weight))
        edges: dict[str, list[str]] = defaultdict(list)
        for term in postings:
            if len(term) >= _BEGINNING:
                edges[term[:_BEGINNING]].append(term)
                edges["-" + term[-_BEGINNING:]].append(term)
        empty = cls(tuple(entries), lexicon, dict(postings), tuple(titles), (), edges)
        masses = tuple(empty._mass(dict.fromkeys(title, 1.0)) for title in titles)
        return replace(empty, masses=masses)

    def rarity(self, term: str) -> float:
        """Return how telling a term is: high for rare ones, near 0 for those in most titles."""
        found = len(self.postings.get(term, ()))
        return math.log(1 + (len(self.entries) - found + 0.5) / (found + 0.5))

    def find(self, text: str, limit: int = 20) -> list[Hit]:
        """Return the best hits for a text, best first; listed series before withdrawn on a tie."""
        wanted = [
            (concept, self._worth(concept), self._met(concept))
            for concept in concepts_of(text, self.lexicon)
        ]
        whole = sum(worth for _, worth, _ in wanted)
        got: dict[int, float] = defaultdict(float)
        for _, worth, met in wanted:
            for number, (share, _) in met.items():
                got[number] += worth * share
        enough = COVERED * min(heapq.nlargest(limit, got.values()), default=0.0)
        hits = [
            self._hit(number, sum_of / whole, [(one.word, met) for one, _, met in wanted])
            for number, sum_of in got.items()
            if sum_of >= enough
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.entry.state, hit.entry.path))
        return hits[:limit]

    def _hit(self, number: int, covered: float, wanted: Iterable[tuple[str, Met]]) -> Hit:
        """Make the hit of one title: what of it was asked for, and by which words."""
        met = [(word, found[number][1]) for word, found in wanted if number in found]
        said: dict[str, float] = {}
        for _, terms in met:
            for term, weight in terms.items():
                said[term] = max(said.get(term, 0.0), weight)
        return Hit(
            self.entries[number],
            min(1.0, covered),
            min(1.0, self._mass(said) / max(self.masses[number], 1e-9)),
            tuple(word for word, _ in met),
            self.titles[number],
        )

    def _mass(self, terms: Mapping[str, float]) -> float:
        return sum(
            self.rarity(term) * weight * self.lexicon.weight(term) for term, weight in terms.items()
        )

    def _worth(self, concept: Concept) -> float:
        """How much a word of a text matters; one that no title says in any wording, some."""
        if concept.term in self.postings:
            return concept.weight * self.rarity(concept.term)
        ways = [sum(map(self._slot_worth, way.slots)) for way in self._wordings(concept)]
        rarest = self.rarity("")
        return concept.weight * min(max(ways, default=0.0) or UNKNOWN * rarest, rarest)

    def _slot_worth(self, slot: Mapping[str, float]) -> float:
        return max((self.rarity(term) for term in slot if term in self.postings), default=0.0)

    def _wordings(self, concept: Concept) -> Iterator[Wording]:
        """Yield the wordings of a concept, and words of titles that are like one in no title."""
        yield from concept.wordings
        if concept.term not in self.postings:
            for other, alike in self._near(concept.term):
                yield Wording(({other: 1.0},), alike)

    def _near(self, term: str) -> Iterator[tuple[str, float]]:
        """Yield terms of titles that begin much as one does or end with it, and how alike."""
        for other in self.edges.get(term[:_BEGINNING], ()):
            share = _alike(term, other) / max(len(term), len(other))
            if other.startswith(term):
                yield other, WHOLE_BEGINNING
            elif share >= _MOST_OF_IT:
                yield other, share * NEAR
        for other in self.edges.get("-" + term[-_BEGINNING:], ()):
            if other.endswith(term):
                yield other, WHOLE_BEGINNING

    def _met(self, concept: Concept) -> Met:
        """Return for each title that says a word how well it does, and by which of its terms."""
        best: Met = {}
        for wording in self._wordings(concept):
            worths = [self._slot_worth(slot) or self.rarity("") for slot in wording.slots]
            shares: dict[int, float] = defaultdict(float)
            terms: dict[int, dict[str, float]] = defaultdict(dict)
            for slot, worth in zip(wording.slots, worths, strict=True):
                for number, (term, weight, in_title) in self._in_slot(slot).items():
                    shares[number] += worth * weight
                    terms[number][term] = in_title
            power = SEVERAL if len(worths) > 1 else 1.0
            for number, sum_of in shares.items():
                share = wording.weight * (sum_of / sum(worths)) ** power
                if share > best.get(number, (0.0, {}))[0]:
                    best[number] = (share, terms[number])
        return best

    def _in_slot(self, slot: Mapping[str, float]) -> dict[int, tuple[str, float, float]]:
        """Return for each title the best word of a slot in it: word, how well, weight there."""
        found: dict[int, tuple[str, float, float]] = {}
        for term, weight in slot.items():
            for number, in_title in self.postings.get(term, ()):
                here = weight * math.sqrt(in_title)
                if number not in found or here > found[number][1]:
                    found[number] = (term, here, in_title)
        return found


def _alike(one: str, other: str) -> int:
    """How many signs two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def open_index(root: Path) -> SeriesIndex:
    """Index every series below a content root: those of catalogues, and others described there."""
    listed = all_series(root)
    known = {entry.path for entry in listed}
    entries = *listed, *(entry for entry in described_entries(root) if entry.path not in known)
    return SeriesIndex.over(entries, read_lexicon(root, _texts(entries)))


def _texts(entries: Iterable[SeriesEntry]) -> Iterator[str]:
    for entry in entries:
        yield f"{entry.title} {entry.words}"
