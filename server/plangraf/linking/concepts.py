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
_LIGHT: Final = frozenset(
    stem(word)
    for word in (
        "andel andelen antal antalet procent index genomsnitt genomsnittlig genomsnittligt medelvärde"
        " median tal totalt total totala samtliga alla olika per inv invånare invånarna personer"
        " person individer människor befolkning befolkningen medborgare kommun kommunen kommunens"
        " kommuner län länet länets region regionen regionens år året årligen senaste enligt"
        " upplever upplevd upplevelse uppger anser tycker känner får fått ges ger erbjuds har finns"
        " gör görs blir blivit bli vara varit mer minst fler flera färre ökad ökat ökar minskad"
        " minskat minskar nivå grad hög låg högt lågt god goda gott bra mycket stor själv egen egna"
        " någon något inom deltar uppnår uppnått verksamhet verksamheter svarat svarar rapporterar"
        " självrapporterad bedömning bedömer utsträckning positiv positiva andra annan första"
        " aktuell aktuella använder användning kunna behov personal resultat kvinnor män kön"
        " fördelat uppdelat samt båda både inte ej icke utan varje arbete arbetar insatser insats stöd"
        " bevaka följa uppföljning utveckla utveckling utvecklas utvecklingsarbete utreda identifiera"
        " identifierade verka säkerställa säkra implementera implementering införa införande besluta"
        " genomföra genomförda genomförande utvärdera utvärdering synkronisera synliggöra underlag"
        " fram ta strategi strategisk plan planer möjlighet möjligheter former fortsatt fortsatta"
        " etablera etablerad metod metoder arbetsmetod nivåer länsövergripande gemensam gemensamma"
        " nationell nationella lokala regional riktlinjer utifrån förbättra förbättrad öka stärka"
        " förstärka stärkt hållbar hållbart aktörer nuvarande organisation förslag grupp grupper"
        " särskilt särskilda viktigt betydande målgrupp målgruppen exempelvis tillgång behöver"
        " omfattning kring samtliga framtida nya berörda inklusive arbetet främja"
    ).split()
)
LIGHT: Final = 0.35
_EMPTY: Final = frozenset(
    stem(word)
    for word in (
        "andel andelen antal antalet procent index per inv år året bland hur många när där då upp"
        " under efter mellan mot genom sig dem deras dess hans hennes man via pga grund sina vad vem"
        " vilka vilken detta denna dessa annat bara även också idag nu varav dvs osv etc ska kan bör"
        " måste vill lever finns hela hel inklusive inkl alltid ofta tal hos själva sådan respektive"
    ).split()
)


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
    """Read a text; each word once, in the order of the text. Words of measuring only when alone."""
    said = dict.fromkeys(words(text))
    said = {word: None for word in said if stem(word) not in _EMPTY} or said
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
                if weight_of(end) == 1.0 and end not in _EMPTY
            ]
        meant: dict[tuple[str, ...], None] = {}
        for alike in meanings:
            if piece in alike.said or 1 < len(alike.said) <= len(set(alike.said) & set(found)):
                meant.update(dict.fromkeys(alike.meant))
        wordings += [Wording(tuple({term: 1.0} for term in said), SYNONYM) for said in meant]
        concepts.setdefault(piece, Concept(word, piece, weight_of(piece), tuple(wordings)))
    return tuple(concepts.values())


def _slot(part: str, alone: Mapping[str, list[tuple[str, ...]]]) -> dict[str, float]:
    """Return what may stand for one part of a compound: the part, and single words like it."""
    slot = {phrase[0]: SYNONYM for phrase in alone.get(part, ()) if len(phrase) == 1}
    return slot | {part: 1.0}


def weight_of(piece: str) -> float:
    """Return how much a word matters beside others: little for words of measuring."""
    return LIGHT if piece in _LIGHT or piece.isdigit() else 1.0
