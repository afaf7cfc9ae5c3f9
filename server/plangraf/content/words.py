"""Swedish words as they are compared: stems, the parts of compounds, and words for the same thing.

Turns a text into weighted terms. A compound is split where both parts stand alone somewhere in the
vocabulary ("suicidförsök" → suicid + försök), so that it meets texts which use the parts; a part
weighs less than the word itself. Synonyms come from `data/statistics/synonyms.txt`, which says at
its head how a line is written. A word written without its å, ä or ö ("angest") is read as the
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
END: Final = 0.4
LIGHT: Final = 0.35
_WORD: Final = re.compile(r"[0-9]+|[a-zåäöéü]+")
_LETTERS: Final = re.compile(r"[A-Za-zÅÄÖÉÜåäöéü]+")
_COMMON: Final = frozenset(
    re.findall(
        r"\w+",
        "och i av som för med till på inom den det de ett en att om hos vid från eller samt än har"
        " är kan ska sig så sin sina enligt the of and",
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
_SHORTEST_END: Final = 4
_LONG_END: Final = 6
_LINKS: Final = ("", "s", "e", "o")
_ENDINGS: Final = re.compile(
    r"(?<=\w{4})(?:ning|ing)$"  # utbildning: utbildad
    r"|(?<=\w{3})(?<!arb)et$"  # boendet: boende
    r"|(?<=\w\wv)n$"  # sjukskrivna: sjukskriven
    r"|(?<=\w{4}i)n$"  # psykiatrin: psykiatri
    r"|(?<=\wn)ad$"  # kostnader: kostnad
    r"|(?<=\w{4})(?<!pl|.m)an$"  # skolan: skola, but not handlingsplan
)
_ELISION: Final = re.compile(r"(?<=\w{3})el$")  # misshandel: misshandlas
_STEMMER: Final = snowballstemmer.stemmer("swedish")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of one lower-case word; what is done and the doing of it have the same."""
    if len(word) <= 3:
        return word
    return _ELISION.sub("l", _ENDINGS.sub("", str(_STEMMER.stemWord(word))))


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
class Alike:
    """Phrases that mean the same: when all of `said` are there, any of `meant` may be instead."""

    said: tuple[str, ...]
    meant: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Lexicon:
    """What is known of words: stems that stand alone, phrases alike in meaning, words that say
    little (`light`) or nothing (`empty`)."""

    known: frozenset[str]
    alike: tuple[Alike, ...] = ()
    light: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    _parts: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    _inner: dict[str, tuple[tuple[str, float], ...]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, texts: Iterable[str], synonyms: str = "") -> "Lexicon":
        """Learn the vocabulary from `texts`, the synonyms from the lines of `synonyms`."""
        seen = {word for text in texts for word in words(text)}
        told = {word for line in _lines(synonyms) for word in words(line)}
        known = frozenset(piece for piece in map(stem, seen | told) if len(piece) >= _SHORTEST_PART)
        spellings: dict[str, tuple[str, ...]] = {}
        for word in (*sorted(seen | told), *sorted(_COMMON)):
            key = bare(word)
            spellings[key] = (*spellings.get(key, ()), word)
        return cls(
            known,
            tuple(_read_synonyms(synonyms)),
            light=_marked(synonyms, "~"),
            empty=_marked(synonyms, "!"),
            spellings=spellings,
        )

    def weight(self, piece: str) -> float:
        """Return how much a stem matters beside others: numbers and words of planning little."""
        return LIGHT if piece in self.light or piece in self.empty or piece.isdigit() else 1.0

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

    def other_spellings(self, word: str) -> tuple[str, ...]:
        """Return the stems of known words that are `word` but for å, ä and ö."""
        return tuple(
            stem(other) for other in self.spellings.get(word, ()) if other not in _COMMON | {word}
        )

    def parts(self, piece: str) -> tuple[str, ...]:
        """Return the two or more parts of a compound stem; empty when it is none."""
        found = self._parts.get(piece)
        if found is None:
            found = self._parts[piece] = self._split(piece)
        return found

    def known_ends(self, piece: str, shortest: int = _SHORTEST_END) -> tuple[str, ...]:
        """Return the longest known word that another one begins with, and ends with."""
        length = len(piece)
        begins = (piece[:end] for end in range(length - 1, shortest - 1, -1))
        closes = (piece[start:] for start in range(1, length - shortest + 1))
        found = (next(filter(self.known.__contains__, ways), "") for ways in (begins, closes))
        return tuple(filter(None, found))

    def terms(self, text: str) -> Mapping[str, float]:
        """Return term → weight: stems 1, parts of compounds less."""
        plain = stems(text)
        weights = dict.fromkeys(plain, 1.0)
        for piece in plain:
            for part, weight in self._within(piece):
                weights[part] = max(weights.get(part, 0.0), weight)
        return weights

    def _within(self, piece: str) -> tuple[tuple[str, float], ...]:
        """Return the parts of a compound, or the long words another begins or ends with."""
        found = self._inner.get(piece)
        if found is None:
            parts = tuple((part, PART) for part in self.parts(piece))
            ends = () if parts else tuple((end, END) for end in self.known_ends(piece, _LONG_END))
            found = self._inner[piece] = parts or ends
        return found

    def _alone(self, end: str) -> str:
        """Return the known stem that the end of a longer stem has alone ("brot" → "brott")."""
        found = stem(end)
        return next((one for one in (end, found, found + found[-1]) if one in self.known), "")

    def _split(self, piece: str) -> tuple[str, ...]:
        """Split where the shorter part is the longest; in three only what cannot be split in two.

        "gymnasieelev" → gymnasi + elev, not + lev.
        """
        best: tuple[str, ...] = ()
        for end in range(len(piece) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            for first in self._heads(piece[:end]):
                rest = self._alone(piece[end:])
                if rest and min(len(first), len(rest)) > min(map(len, best), default=0):
                    best = (first, rest)
        if best:
            return best
        for end in range(len(piece) - 2 * _SHORTEST_PART - 2, _SHORTEST_PART - 1, -1):
            for first in self._heads(piece[:end]):
                if deeper := self.parts(piece[end:]):
                    return (first, *deeper)
        return ()

    def _heads(self, head: str) -> Iterator[str]:
        """Yield the known stems that the beginning of a compound may be, its link taken away."""
        for link in _LINKS:
            body = head.removesuffix(link)
            if (link and body == head) or len(body) < _SHORTEST_PART:
                continue
            yield from {
                one: None for one in (stem(body), body) if one in self.known and one not in _COMMON
            }


def _read_synonyms(lines: str) -> Iterator[Alike]:
    """Read lines `one, other` (either for the other) and `said, said > meant, meant`."""
    for line in _lines(lines, but="#~!"):
        left, arrow, right = line.partition(">")
        said = [tuple(stems(phrase)) for phrase in left.split(",")]
        meant = [tuple(stems(phrase)) for phrase in right.split(",")] if arrow else said
        for phrase in said:
            others = tuple(other for other in meant if other and other != phrase)
            if phrase and others:
                yield Alike(phrase, others)


def _lines(text: str, but: str = "#") -> list[str]:
    return [line for line in text.splitlines() if line.strip() and line[0] not in but]


def _marked(lines: str, mark: str) -> frozenset[str]:
    """Read the words of the lines that begin with a mark."""
    return frozenset(
        piece for line in lines.splitlines() if line.startswith(mark) for piece in stems(line)
    )


def read_lexicon(root: Path, texts: Iterable[str]) -> Lexicon:
    """Read the synonyms below a content root and learn the vocabulary from `texts`."""
    path = root / SYNONYMS
    return Lexicon.of(texts, path.read_text("utf-8") if path.exists() else "")
