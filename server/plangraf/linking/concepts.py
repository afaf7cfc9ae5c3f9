"""What a label asks for, word by word, and all the ways in which a title may say each of them.

Turns a text into concepts. A concept is one word of the text with its wordings: the word itself,
the parts of a compound ("vuxenpsykiatri" → vuxen + psykiatri), phrases that mean the same, known
words that it begins or ends with. A wording may need several words, each of which may be one of
several. Knows nothing of titles: how much each wording is worth is for the index to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from plangraf.content.words import Lexicon, stem, words

COMPOUND: Final = 0.85
SYNONYM: Final = 0.8
FOLDED: Final = 0.6
AN_END: Final = 0.5


@dataclass(frozen=True)
class Wording:
    """One way of saying a thing: for each slot a word is needed (word → how well it does)."""

    slots: tuple[Mapping[str, float], ...]
    weight: float


@dataclass(frozen=True)
class Concept:
    """One word of a label: as written, its stem, how much it matters, how it may be said."""

    word: str
    term: str
    weight: float
    wordings: tuple[Wording, ...]


def concepts_of(text: str, lexicon: Lexicon) -> tuple[Concept, ...]:
    """Read a text; each word once, in the order of the text. Empty words only when alone."""
    said = dict.fromkeys(words(text))
    said = {word: None for word in said if stem(word) not in lexicon.empty} or said
    pieces = {word: stem(word) for word in said}
    parts = {piece: lexicon.parts(piece) for piece in pieces.values()}
    present = set(parts) | {part for found in parts.values() for part in found}
    meanings = [alike for alike in lexicon.alike if set(alike.said) <= present]
    alone: dict[str, list[tuple[str, ...]]] = {}
    for alike in meanings:
        if len(alike.said) == 1:
            alone.setdefault(alike.said[0], []).extend(alike.meant)
    concepts: dict[str, Concept] = {}
    for word, piece in pieces.items():
        wordings = [Wording(({piece: 1.0},), 1.0)]
        wordings += [Wording(({o: 1.0},), FOLDED) for o in lexicon.other_spellings(word)]
        found = parts[piece]
        if found:
            wordings.append(Wording(tuple(_slot(part, alone) for part in found), COMPOUND))
        elif piece not in lexicon.known:
            wordings += [
                Wording(({end: 1.0},), AN_END)
                for end in lexicon.known_ends(piece)
                if lexicon.weight(end) == 1.0
            ]
        meant: dict[tuple[str, ...], None] = {}
        for alike in meanings:
            if piece in alike.said or 1 < len(alike.said) <= len(set(alike.said) & set(found)):
                meant.update(dict.fromkeys(alike.meant))
        wordings += [Wording(tuple({term: 1.0} for term in said), SYNONYM) for said in meant]
        concepts.setdefault(piece, Concept(word, piece, lexicon.weight(piece), tuple(wordings)))
    return tuple(concepts.values())


def _slot(part: str, alone: Mapping[str, list[tuple[str, ...]]]) -> dict[str, float]:
    """Return what may stand for one part of a compound: the part, and single words like it."""
    slot = {phrase[0]: SYNONYM for phrase in alone.get(part, ()) if len(phrase) == 1}
    return slot | {part: 1.0}
