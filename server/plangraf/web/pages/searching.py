"""An index over names and texts, and the search in it: stems, å ä ö, parts of words, misprints.

Documents in, hits out; knows neither Flask nor RDF. Words are folded (å ä → a, ö → o) after they
are stemmed by the rules of their language, so that "halsa", "hälsa" and "hälsan" meet. A word that
is found nowhere is tried as part of a longer word, then as a misprint of a near one. Where nothing
has all the words, what has most of them is found.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import snowballstemmer  # type: ignore[import-untyped]

WORD: Final = re.compile(r"\d+(?:[.:]\d+)+|[^\W_]+")
_STEMMERS: Final = {
    "sv": snowballstemmer.stemmer("swedish"),
    "en": snowballstemmer.stemmer("english"),
}
_WORDS: Final = 30_000  # about four times those of the shipped content
_SHORTEST_PART: Final = 4
_SHORTEST_MISPRINT: Final = 4
_LONGEST_FILLER: Final = 4
_FILLER_SHARE: Final = 0.1


@dataclass(frozen=True)
class Document:
    """One thing to be found: texts with a weight and a language, and its facets."""

    name: str
    texts: tuple[tuple[str, str, float], ...]
    facets: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Hit:
    """One thing found, with its score."""

    document: Document
    score: float


@dataclass(frozen=True)
class Found:
    """An answer: hits best first, the words that were looked for instead, the stems that met.

    `partly` says that no document has all the words.
    """

    hits: tuple[Hit, ...]
    instead: Mapping[str, tuple[str, ...]]
    stems: frozenset[str]
    partly: bool = False


class Index:
    """An inverted index, built once for one state of the data."""

    def __init__(self, documents: Iterable[Document]):
        self.documents = tuple(documents)
        self._places: dict[str, dict[int, float]] = defaultdict(dict)
        self._spelled: dict[str, Counter[str]] = defaultdict(Counter)
        for place, document in enumerate(self.documents):
            for text, language, weight in document.texts:
                words = WORD.findall(text.lower())
                # A word is worth more in a short text: "SIP" in "SIP" than in a sentence.
                worth = weight * (1 + 1 / max(1, len(words)))
                for word in words:
                    for stem in {stemmed(word, language), folded(word)}:
                        here = self._places[stem]
                        here[place] = max(here.get(place, 0.0), worth)
                        self._spelled[stem][word] += 1

    def search(self, words: str, facets: Mapping[str, str] | None = None) -> Found:
        """Return the documents that hold every word (or its stand-in) and have every facet.

        Where none holds every word: those that hold most of them.
        """
        given = WORD.findall(unicodedata.normalize("NFC", words).lower())
        asked = [word for word in given if not self._is_filler(word)] or given
        instead: dict[str, tuple[str, ...]] = {}
        met: set[str] = set()
        by_word: list[dict[int, float]] = []
        for word in asked[:12]:
            stems, near = self._stems_for(word)
            if near:
                instead[word] = tuple(dict.fromkeys(self._spelling(s) for s in stems))[:3]
            met |= set(stems)
            here: dict[int, float] = {}
            for stem, weight in stems.items():
                for place, worth in self._places[stem].items():
                    here[place] = max(here.get(place, 0.0), worth * weight)
            rarity = 1 + 3 / (1 + len(here))
            by_word.append({place: worth * rarity for place, worth in here.items()})
        met_by = Counter(place for here in by_word for place in here)
        most = max(met_by.values(), default=0)
        scores = {
            place: sum(here.get(place, 0.0) for here in by_word)
            for place, count in met_by.items()
            if count == most
        }
        if not words.strip():
            scores = dict.fromkeys(range(len(self.documents)), 1.0)
        wanted = facets or {}
        hits = [
            Hit(self.documents[place], score)
            for place, score in scores.items()
            if all(v in self.documents[place].facets.get(f, ()) for f, v in wanted.items())
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.document.name))
        return Found(tuple(hits), instead, frozenset(met), partly=0 < most < len(by_word))

    def _is_filler(self, word: str) -> bool:
        """Whether a word is short and in too many documents to tell anything (och, för, the)."""
        places = self._places.get(folded(word), {})
        often = len(places) > _FILLER_SHARE * len(self.documents)
        return len(word) <= _LONGEST_FILLER and often

    def _stems_for(self, word: str) -> tuple[dict[str, float], bool]:
        """Return the stems that answer to a word with their worth, and whether they are guesses."""
        exact = {stemmed(word, "sv"), stemmed(word, "en"), folded(word)}
        if word.endswith("an"):
            # The rules leave the definite form of words in -a alone: hälsan, skolan.
            exact.add(stemmed(word[:-1], "sv"))
        found = {stem: 1.0 for stem in exact if stem in self._places}
        part = min(exact, key=len)
        if len(part) >= _SHORTEST_PART:
            for stem in self._places:
                if stem not in found and part in stem:
                    found[stem] = next(
                        worth
                        for fits, worth in (
                            (stem.startswith(part), 0.6),
                            (stem.endswith(part), 0.45),
                            (True, 0.25),
                        )
                        if fits
                    )
        if found:
            return found, False
        most = 2 if len(word) >= 8 else 1
        if len(word) < _SHORTEST_MISPRINT:
            return {}, False
        target = folded(word)
        near = {
            stem: distance
            for stem in self._places
            if abs(len(stem) - len(target)) <= most + 3
            and (distance := self._nearness(target, stem, most)) <= most
        }
        best = min(near.values(), default=0)
        meant = {stem: 0.5 for stem, distance in near.items() if distance == best}
        longer = {s: 0.3 for s in self._places for m in meant if s.startswith(m)}
        return longer | meant, bool(near)

    def _nearness(self, word: str, stem: str, most: int) -> int:
        """Return the distance of a word to a stem or, when closer, to a spelling behind it."""
        spellings = {stem, *(folded(s) for s in self._spelled[stem])}
        return min(misprint(word, spelling, most) for spelling in spellings)

    def _spelling(self, stem: str) -> str:
        """Return the commonest spelling behind a stem."""
        return self._spelled[stem].most_common(1)[0][0]


@lru_cache(maxsize=_WORDS)
def folded(word: str) -> str:
    """Return a word without marks on its letters, in lower case: `Hälsa` → `halsa`."""
    parts = unicodedata.normalize("NFD", word.lower())
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return plain.replace("ø", "o").replace("æ", "a")


@lru_cache(maxsize=_WORDS)
def stemmed(word: str, language: str) -> str:
    """Return the folded stem of a word in a language; Swedish for languages without rules."""
    stemmer = _STEMMERS.get(language, _STEMMERS["sv"])
    return folded(stemmer.stemWord(unicodedata.normalize("NFC", word.lower())))


def misprint(one: str, other: str, most: int) -> int:
    """Return how many letters differ, swaps of neighbours as one; `most` + 1 when more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        line = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, line[j - 1] + 1, row[j - 1] + (a != b))
            if before and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, row = row, line
    return row[-1]
