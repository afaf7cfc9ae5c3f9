"""Errors that teach: a syntax error in, the same error with its cause and the way out, out.

Knows the project's prefixes and, when told them, the terms of its own vocabulary. Works on the
scanned text alone; the engine has already said where it stopped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Protocol

from plangraf.errors import BadQuery
from plangraf.language import Text
from plangraf.sparql.group_reading import Mistake
from plangraf.sparql.mistakes import mistake_of, unclosed_text
from plangraf.sparql.scanning import Scan, Token
from plangraf.store.interface import Answer
from plangraf.store.positions import excerpt_at
from plangraf.vocabulary import PREFIXES

_LONGEST_REASON: Final = 300
_UNBOUND: Final = "contains a variable that is unbound"


class Asked(Protocol):
    """Whoever answers a query: a store, or a part of one."""

    def query(self, text: str) -> Answer:
        """Answer a query."""
        ...


@dataclass(frozen=True)
class Teaching:
    """A store that is asked in this process, with its syntax errors told in words of ours."""

    store: Asked

    def query(self, text: str) -> Answer:
        """Answer a query; BadQuery has the cause and the way out."""
        try:
            return self.store.query(text)
        except BadQuery as error:
            raise explained(error, Scan(text)) from None


def explained(error: BadQuery, scan: Scan, *, update: bool = False) -> BadQuery:
    """Return the error with its cause in words of ours; the engine's are kept as a detail.

    One that is readable, but asks for what the engine does not have, is told as it is.
    """
    if error.line is None and not error.engine:
        return error
    unclosed = unclosed_text(scan)
    if unclosed is None and (token := _undeclared(scan)):
        return _undeclared_prefix(token, scan)
    mistake = unclosed or mistake_of(scan, update=update)
    if mistake is None and _UNBOUND in error.engine:
        mistake = Mistake(_offset(error, scan), _NOT_GROUPED, _GROUP)
    if mistake is None:
        mistake = _bound_twice(scan) or _somewhere(error, scan)
    line, column = scan.place(mistake.start)
    told = Text(
        f"Frågan går inte att läsa (rad {line}, kolumn {column}). {mistake.message.sv}",
        f"The query cannot be read (line {line}, column {column}). {mistake.message.en}",
    )
    return BadQuery(
        _of_an_update(told) if update else told,
        line=line,
        column=column,
        excerpt=excerpt_at(scan.text, line, column),
        remedy=mistake.remedy or error.remedy,
        engine=_shortened(error.engine),
    )


def _of_an_update(text: Text) -> Text:
    """Say of an update what is said of a query."""
    sv = text.sv.replace("Frågan", "Uppdateringen").replace("tar frågan", "tar uppdateringen")
    return Text(sv, text.en.replace("The query", "The update"))


def hints(scan: Scan, known: Iterable[str]) -> list[Text]:
    """Tell names of our vocabulary that do not exist, with the nearest that do."""
    told = []
    for name, nearest in unknown_terms(scan, known):
        near = ", ".join(nearest)
        told.append(
            Text(
                f"{name} finns inte i ordlistan" + (f"; närmast: {near}" if near else ""),
                f"{name} is not in the vocabulary" + (f"; nearest: {near}" if near else ""),
            )
        )
    return told


def unknown_terms(scan: Scan, known: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the names with our prefix that the vocabulary does not have, each with its nearest."""
    terms = sorted(known)
    if not terms:
        return []
    lower = {term.lower(): term for term in terms}
    found: dict[str, tuple[str, ...]] = {}
    for token in scan.names:
        prefix, _, local = token.text.partition(":")
        if prefix == "pg" and local and local not in terms:
            near = get_close_matches(local.lower(), list(lower), n=3, cutoff=0.6)
            found[token.text] = tuple(f"pg:{lower[name]}" for name in near)
    return list(found.items())


def _undeclared(scan: Scan) -> Token | None:
    """Return the first name whose prefix the text does not declare."""
    return next((t for t in scan.names if t.text.partition(":")[0] not in scan.declared), None)


def _undeclared_prefix(token: Token, scan: Scan) -> BadQuery:
    """Tell the missing declaration, and offer it when the project knows the prefix."""
    prefix = token.text.partition(":")[0]
    line, column = scan.place(token.start)
    remedy = None
    if prefix in PREFIXES:
        declaration = f"PREFIX {prefix}: <{PREFIXES[prefix]}>"
        remedy = Text(f"Lägg till överst: {declaration}", f"Add at the top: {declaration}")
    elif near := get_close_matches(prefix, [*scan.declared, *PREFIXES], n=2, cutoff=0.6):
        offered = ", ".join(f"{name}:" for name in near)
        remedy = Text(f"Menade du {offered}?", f"Did you mean {offered}?")
    return BadQuery(
        Text(
            f"Prefixet {prefix}: är inte deklarerat (rad {line}, kolumn {column}).",
            f"The prefix {prefix}: is not declared (line {line}, column {column}).",
        ),
        line=line,
        column=column,
        excerpt=excerpt_at(scan.text, line, column),
        remedy=remedy,
    )


def _offset(error: BadQuery, scan: Scan) -> int:
    """Return the character at which the engine stopped."""
    lines = scan.text.splitlines(keepends=True)
    return sum(map(len, lines[: (error.line or 1) - 1])) + (error.column or 1) - 1


def _bound_twice(scan: Scan) -> Mistake | None:
    """Tell a variable that gets a value with AS though it stands in the text before."""
    seen: set[str] = set()
    opened = False
    for before, token in zip(scan.tokens, scan.tokens[1:], strict=False):
        opened = opened or before.text == "{"
        if not opened or token.kind != "variable":
            continue
        if before.is_word("AS") and token.text in seen:
            return Mistake(
                token.start,
                Text(
                    f"{token.text} har redan ett värde före den här platsen.",
                    f"{token.text} already has a value before this place.",
                ),
                Text("Ge resultatet ett eget namn.", "Give the result a name of its own."),
            )
        seen.add(token.text)
    return None


def _somewhere(error: BadQuery, scan: Scan) -> Mistake:
    """Tell no more than where: what is there, or that the text ends."""
    place = _offset(error, scan)
    token = next((t for t in reversed(scan.tokens) if t.start <= place), None)
    if token is None or place >= len(scan.text.rstrip()):
        return Mistake(
            len(scan.text.rstrip()),
            Text(
                "Här tar frågan slut innan den är fullständig.",
                "The query ends here before it is complete.",
            ),
            _LOOK,
        )
    return Mistake(
        token.start,
        Text(
            f"Oväntat ”{token.text}” här eller strax före.",
            f"Unexpected “{token.text}” here or just before.",
        ),
        _LOOK,
    )


def _shortened(words: str) -> str:
    """Leave out the rest of a long list of what the engine would have taken."""
    if len(words) <= _LONGEST_REASON:
        return words
    return words[:_LONGEST_REASON].rstrip(" ,[") + " …"


_LOOK: Final = Text(
    "Vanliga orsaker: en punkt saknas mellan två tripplar, ett nyckelord är felstavat, en parentes "
    "eller ett citattecken är inte stängt.",
    "Usual causes: a dot is missing between two triples, a keyword is misspelt, a bracket or a "
    "quotation mark is not closed.",
)
_NOT_GROUPED: Final = Text(
    "SELECT har en variabel som varken är grupperad eller sammanräknad.",
    "SELECT has a variable that is neither grouped nor aggregated.",
)
_GROUP: Final = Text(
    "Lägg till den i GROUP BY sist i frågan, eller räkna den: (COUNT(?x) AS ?antal).",
    "Add it to GROUP BY at the end of the query, or aggregate it: (COUNT(?x) AS ?n).",
)
