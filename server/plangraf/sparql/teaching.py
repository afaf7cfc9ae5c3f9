"""Errors that teach: a syntax error in, the same error with its cause and the way out, out.

Knows the project's prefixes and, when told them, the terms of its own vocabulary. Works on the
scanned text alone; the engine has already said where it stopped.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from plangraf.errors import BadQuery
from plangraf.language import Text
from plangraf.sparql.scanning import Scan, Token
from plangraf.store.positions import excerpt_at
from plangraf.vocabulary import PREFIXES

_LONGEST_REASON: Final = 160
_WORDS: Final = """
    SELECT ASK CONSTRUCT DESCRIBE WHERE FROM NAMED GRAPH OPTIONAL UNION FILTER BIND VALUES MINUS
    LIMIT OFFSET ORDER GROUP HAVING DISTINCT REDUCED PREFIX BASE EXISTS NOT COUNT STR LANG DATATYPE
    BOUND REGEX CONTAINS LCASE UCASE STRLEN CONCAT COALESCE IF DESC ASC SAMPLE GROUP_CONCAT
    SEPARATOR UNDEF AVG SUM MIN MAX AS IN BY
"""
_KEYWORDS: Final = tuple(_WORDS.split())


def explained(error: BadQuery, scan: Scan) -> BadQuery:
    """Return the error with what this project can add to it."""
    token = _undeclared(scan)
    if token is not None:
        return _undeclared_prefix(token, scan)
    word = _misspelt(scan, error)
    return BadQuery(
        _shortened(error.message),
        line=error.line,
        column=error.column,
        excerpt=error.excerpt,
        remedy=word or error.remedy or _bracket_hint(scan),
    )


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


def _misspelt(scan: Scan, error: BadQuery) -> Text | None:
    """Offer the nearest keyword for an unknown word on the line of the error or just before it."""
    if error.line is None:
        return None
    for token in reversed(scan.tokens):
        line, column = scan.place(token.start)
        if (line, column) > (error.line, error.column or 1) or token.kind != "word":
            continue
        if line < error.line - 1:
            break
        word = token.text.upper()
        if word in _KEYWORDS or word in ("A", "TRUE", "FALSE"):
            continue
        near = get_close_matches(word, _KEYWORDS, n=1, cutoff=0.7)
        if near:
            return Text(
                f"”{token.text}” är inget nyckelord; menade du {near[0]}?",
                f"“{token.text}” is no keyword; did you mean {near[0]}?",
            )
    return None


def _bracket_hint(scan: Scan) -> Text | None:
    """Tell a bracket that is not closed."""
    opened = [t.text for t in scan.tokens if t.kind == "sign" and t.text in "{}()[]"]
    for left, right in ("{}", "()", "[]"):
        missing = opened.count(left) - opened.count(right)
        if missing > 0:
            return Text(
                f"{missing} ”{left}” saknar ”{right}”.", f"{missing} “{left}” lack “{right}”."
            )
        if missing < 0:
            return Text(
                f"{-missing} ”{right}” saknar ”{left}”.", f"{-missing} “{right}” lack “{left}”."
            )
    return None


def _shortened(message: Text) -> Text:
    """Leave out the rest of a long list of what the engine would have taken."""
    cut = [
        t if len(t) <= _LONGEST_REASON else t[:_LONGEST_REASON].rstrip(" ,[") + " …"
        for t in message
    ]
    return Text(*cut)
