"""Swedish words as they are compared: stems, the parts of compounds, and words for the same thing.

Turns a text into weighted terms. A compound is split where both parts stand alone somewhere in the
vocabulary ("suicidförsök" → suicid + försök), so that it meets texts which use the parts; a part
weighs less than the word itself. Synonyms come from `data/statistics/synonyms.txt`: one line per
group, phrases with a comma between. A word written without its å, ä or ö ("angest") is read as the
known word that it is then like. Knows nothing of what the texts are about.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

import snowballstemmer  # type: ignore[import-untyped]

SYNONYMS: Final = Path("data/statistics/synonyms.txt")
PART: Final = 0.55
SYNONYM: Final = 0.7
FOLDED: Final = 0.6
_WORD: Final = re.compile(r"[0-9]+|[a-zåäöéü]+")
_LETTERS: Final = re.compile(r"[A-Za-zÅÄÖÉÜåäöéü]+")
_COMMON: Final = frozenset(
    re.findall(
        r"\w+",
        "och i av som för med till på inom den det de ett en att om hos vid från eller samt än har"
        " är kan ska sig så ej inte sin sina enligt the of and",
    )
)
_NUMBERS: Final = dict(
    zip(
        re.findall(
            r"\w+", "två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton"
        ),
        map(str, range(2, 16)),
        strict=True,
    )
)
_AGED: Final = re.compile(rf"\b({'|'.join(_NUMBERS)})-?(åring\w*)")
_SHORTEST_PART: Final = 3
_LINKS: Final = ("", "s", "e", "o")
_STEMMER: Final = snowballstemmer.stemmer("swedish")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of one lower-case word."""
    return str(_STEMMER.stemWord(word)) if len(word) > 3 else word


def words(text: str) -> list[str]:
    """Return the words and numbers of a text in lower case, the commonest small words left out.

    Numbers that are written as words become digits: "tio läkemedel", "femåringar" (5 åringar).
    """
    folded = unicodedata.normalize("NFC", text).lower().replace("­", "")
    folded = _AGED.sub(lambda found: f"{_NUMBERS[found[1]]} {found[2]}", folded)
    return [_NUMBERS.get(word, word) for word in _WORD.findall(folded) if word not in _COMMON]


def bare(word: str) -> str:
    """Return a word without the dots and rings of its letters: "ångest" → "angest"."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def stems(text: str) -> list[str]:
    """Return the stems of a text, in order."""
    return [stem(word) for word in words(text)]


@dataclass(frozen=True)
class Lexicon:
    """What is known of words: stems that stand alone, and groups of phrases alike in meaning."""

    known: frozenset[str]
    groups: tuple[tuple[tuple[str, ...], ...], ...] = ()
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    _parts: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, texts: Iterable[str], synonyms: str = "") -> "Lexicon":
        """Learn the vocabulary from `texts`, the synonyms from the lines of `synonyms`."""
        seen = {word for text in texts for word in words(text)}
        known = frozenset(piece for piece in map(stem, seen) if len(piece) >= _SHORTEST_PART)
        spellings: dict[str, tuple[str, ...]] = {}
        for word in (*sorted(seen | set(words(synonyms))), *sorted(_COMMON)):
            key = bare(word)
            spellings[key] = (*spellings.get(key, ()), word)
        groups = tuple(
            tuple(tuple(stems(phrase)) for phrase in line.split(","))
            for line in synonyms.splitlines()
            if line.strip() and not line.startswith("#")
        )
        return cls(known, groups, spellings)

    def spelled(self, text: str) -> str:
        """Return a text whose unknown words are known ones where only å, ä and ö tell them apart.

        "angest hos aldre" → "ångest hos äldre"; a word that is known as it stands is left.
        """

        def known(found: re.Match[str]) -> str:
            word = found[0].lower()
            alike = self.spellings.get(bare(word), ())
            if not alike and stem(word) not in self.known:
                alike = self.spellings.get(bare(stem(word)), ())
            return " ".join(alike) if alike and word not in alike else found[0]

        return _LETTERS.sub(known, unicodedata.normalize("NFC", text))

    def parts(self, piece: str) -> tuple[str, ...]:
        """Return the two or more parts of a compound stem; empty when it is none."""
        found = self._parts.get(piece)
        if found is None:
            found = self._parts[piece] = self._split(piece)
        return found

    def terms(self, text: str, *, with_synonyms: bool = False) -> Mapping[str, float]:
        """Return term → weight: stems 1, parts of compounds less, synonyms less."""
        plain = stems(text)
        weights = dict.fromkeys(plain, 1.0)
        for piece in plain:
            for part in self.parts(piece):
                weights[part] = max(weights.get(part, 0.0), PART)
        if with_synonyms:
            for word in words(text):
                for other in self.spellings.get(word, ()):
                    if other not in _COMMON:
                        weights[stem(other)] = max(weights.get(stem(other), 0.0), FOLDED)
            for term, weight in self._alike(set(weights)):
                weights[term] = max(weights.get(term, 0.0), weight)
        return weights

    def _alike(self, present: set[str]) -> Iterator[tuple[str, float]]:
        """Yield the terms of phrases that mean the same as one that is wholly present."""
        for group in self.groups:
            if any(set(phrase) <= present for phrase in group):
                for phrase in group:
                    for term in phrase:
                        yield term, SYNONYM
                        for part in self.parts(term):
                            yield part, SYNONYM * PART

    def _split(self, piece: str) -> tuple[str, ...]:
        """Split at the place that leaves the longest known first part and a known rest."""
        for end in range(len(piece) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            head = piece[:end]
            for link in _LINKS:
                body = head.removesuffix(link) if link else head
                if link and body == head:
                    continue
                first = stem(body)
                if len(body) < _SHORTEST_PART or not {body, first} & self.known:
                    continue
                rest = stem(piece[end:])
                if rest in self.known:
                    return (first if first in self.known else body, rest)
                deeper = self._split(piece[end:]) if len(piece) - end >= 8 else ()
                if deeper:
                    return (first if first in self.known else body, *deeper)
        return ()


def read_lexicon(root: Path, texts: Iterable[str]) -> Lexicon:
    """Read the synonyms below a content root and learn the vocabulary from `texts`."""
    path = root / SYNONYMS
    return Lexicon.of(texts, path.read_text("utf-8") if path.exists() else "")
