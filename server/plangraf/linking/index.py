"""An index of the titles of national series: BM25 over stems, compound parts and synonyms.

A word that stands in no title is taken for those that begin as it does ("kariesfrihet" →
"kariesfria"), for less.

Turns entries into an inverted index in memory (some 7,200 titles in a third of a second) and a text
into scored hits, each with what every term of the text added. Judges words only: units, ages,
levels and states are for `plangraf.linking.ranking`.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final

from plangraf.content.series import SeriesEntry, all_series
from plangraf.content.words import Lexicon, read_lexicon

K1: Final = 1.2
B: Final = 0.4
NEAR: Final = 0.5
_BEGINNING: Final = 5
_MOST_OF_IT: Final = 0.5


@dataclass(frozen=True)
class Hit:
    """One entry found: its score, and term → what the term added."""

    entry: SeriesEntry
    score: float
    by_term: Mapping[str, float]


@dataclass(frozen=True)
class SeriesIndex:
    """The inverted index. `postings`: term → (entry number, weight in the title)."""

    entries: tuple[SeriesEntry, ...]
    lexicon: Lexicon
    postings: Mapping[str, Sequence[tuple[int, float]]]
    lengths: tuple[float, ...]
    mean_length: float
    beginnings: Mapping[str, Sequence[str]]

    @classmethod
    def over(cls, entries: Sequence[SeriesEntry], lexicon: Lexicon) -> "SeriesIndex":
        """Index the titles and other words of `entries`."""
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        lengths = []
        for number, entry in enumerate(entries):
            terms = lexicon.terms(f"{entry.title} {entry.words} {entry.code}")
            lengths.append(sum(terms.values()))
            for term, weight in terms.items():
                postings[term].append((number, weight))
        mean = sum(lengths) / max(1, len(lengths))
        beginnings: dict[str, list[str]] = defaultdict(list)
        for term in postings:
            if len(term) >= _BEGINNING:
                beginnings[term[:_BEGINNING]].append(term)
        return cls(tuple(entries), lexicon, dict(postings), tuple(lengths), mean, beginnings)

    def rarity(self, term: str) -> float:
        """Return how telling a term is: high for rare ones, near 0 for those in most titles."""
        found = len(self.postings.get(term, ()))
        return math.log(1 + (len(self.entries) - found + 0.5) / (found + 0.5))

    def _terms(self, text: str) -> Mapping[str, float]:
        """Return the terms of a text, and for those in no title the ones that begin alike."""
        weights = dict(self.lexicon.terms(text, with_synonyms=True))
        for term, weight in list(weights.items()):
            if term not in self.postings:
                for other, alike in self._near(term):
                    weights[other] = max(weights.get(other, 0.0), weight * alike * NEAR)
        return weights

    def _near(self, term: str) -> Iterator[tuple[str, float]]:
        """Yield terms of titles that share most of their beginning with one, and how much."""
        for other in self.beginnings.get(term[:_BEGINNING], ()):
            share = _alike(term, other) / max(len(term), len(other))
            if share >= _MOST_OF_IT:
                yield other, share

    def find(self, text: str, limit: int = 20) -> list[Hit]:
        """Return the best hits for a text, best first; listed series before withdrawn on a tie."""
        scores: dict[int, dict[str, float]] = defaultdict(dict)
        for term, weight in self._terms(text).items():
            telling = self.rarity(term) * weight
            for number, count in self.postings.get(term, ()):
                damping = K1 * (1 - B + B * self.lengths[number] / self.mean_length)
                scores[number][term] = telling * count * (K1 + 1) / (count + damping)
        hits = [
            Hit(self.entries[number], sum(by_term.values()), by_term)
            for number, by_term in scores.items()
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.entry.state, hit.entry.path))
        return hits[:limit]


def _alike(one: str, other: str) -> int:
    """How many signs two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def open_index(root: Path) -> SeriesIndex:
    """Index every series below a content root."""
    entries = all_series(root)
    lexicon = read_lexicon(root, (f"{entry.title} {entry.words}" for entry in entries))
    return SeriesIndex.over(entries, lexicon)
