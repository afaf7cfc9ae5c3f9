"""Reads the groups of a query token by token and stops at the first one that does not fit.

Knows triples (three terms, then `.`, `;` or `,`), paths, the words that may stand between them,
and what follows the last brace. Expressions are passed over: only their functions are known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from plangraf.language import Text
from plangraf.sparql.scanning import Scan, Token

_FUNCTIONS: Final = """
    STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE
    LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES
    SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT
    SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE COUNT SUM MIN MAX AVG
    SAMPLE GROUP_CONCAT
"""
_WORDS: Final = """
    SELECT ASK CONSTRUCT DESCRIBE WHERE FROM NAMED GRAPH OPTIONAL UNION FILTER BIND VALUES MINUS
    LIMIT OFFSET ORDER GROUP HAVING DISTINCT REDUCED PREFIX BASE EXISTS NOT DESC ASC SEPARATOR
    UNDEF AS IN BY SERVICE SILENT A TRUE FALSE
"""
FUNCTIONS: Final = frozenset(_FUNCTIONS.split())
KEYWORDS: Final = tuple(dict.fromkeys((*_WORDS.split()[:-3], *_FUNCTIONS.split())))
_KNOWN: Final = frozenset((*KEYWORDS, "A", "TRUE", "FALSE"))
_BETWEEN: Final = ("OPTIONAL", "UNION", "MINUS", "WHERE", "EXISTS", "NOT", "SILENT")
_MODIFIERS: Final = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET")
_TERMS: Final = ("variable", "iri", "name", "string", "number", "blank")
_WANTED: Final = (
    Text("predikat och objekt", "a predicate and an object"),
    Text("ett objekt", "an object"),
)


@dataclass(frozen=True)
class Mistake:
    """What is wrong at a character of the text, and what to do about it."""

    start: int
    message: Text
    remedy: Text | None = None


def unknown_word(token: Token, among: Iterable[str] = KEYWORDS) -> Text | None:
    """Offer the nearest keyword for a word that is none."""
    word = token.text.upper()
    if token.kind != "word" or word in _KNOWN:
        return None
    near = get_close_matches(word, tuple(among), n=1, cutoff=0.7)
    if not near:
        return None
    return Text(f"Menade du {near[0]}?", f"Did you mean {near[0]}?")


def misread_group(scan: Scan) -> Mistake | None:
    """Return the first token of the groups or behind them that does not fit."""
    return misread_tokens(scan.tokens)


def misread_tokens(tokens: tuple[Token, ...]) -> Mistake | None:
    """Return the first of some tokens, groups and what follows them, that does not fit."""
    return _Reading(tokens).first()


class _Reading:
    """One walk through the tokens. `count` terms of a triple are read, the last was `last`."""

    def __init__(self, tokens: tuple[Token, ...]):
        self.tokens = tokens
        self.place = 0
        self.depth = 0
        self._begin()

    def _begin(self) -> None:
        """Begin a triple."""
        self.count = 0
        self.last: Token | None = None
        self.loose = False  # what is read may stand alone, or a triple may end here
        self.joined = False  # a path goes on
        self.behind = False  # the triples are over: what follows is LIMIT and the like

    def first(self) -> Mistake | None:
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            self.place += 1
            mistake = self._in_group(token) if self.depth else self._outside(token)
            if mistake:
                return mistake
        return None

    def _outside(self, token: Token) -> Mistake | None:
        if token.text == "{":
            self.depth = 1
            self._begin()
            return None
        if token.text == "(":
            return self._passed(token)
        if token.is_word("VALUES"):
            return self._values()
        following = self._following()
        if token.is_word("LIMIT", "OFFSET") and (not following or following.kind != "number"):
            what = Text("ett tal", "a number")
        elif token.is_word("ORDER", "GROUP") and (not following or not following.is_word("BY")):
            what = Text("BY", "BY")
        elif token.kind == "word" and token.text.upper() not in _KNOWN:
            return Mistake(token.start, _unexpected(token), unknown_word(token))
        else:
            return None
        word = token.text.upper()
        message = Text(f"Efter {word} ska {what.sv} stå.", f"{word} is followed by {what.en}.")
        return Mistake(following.start if following else token.end, message)

    def _values(self) -> Mistake | None:
        """Pass over a table of values."""
        self._skip_to("{")
        self._skip_to("}")
        self.place += 1
        return None

    def _in_group(self, token: Token) -> Mistake | None:
        if self.behind and token.text != "}":
            return self._outside(token)
        if token.kind == "word" and token.text.upper() not in ("A", "TRUE", "FALSE"):
            return self._word(token)
        if token.kind in _TERMS or token.kind == "word":
            return self._term(token)
        if token.text in ("[", "("):
            return self._term(token, loose=token.text == "[") or self._passed(token)
        if token.text in ("{", "}", ".", ";", ","):
            return self._sign(token)
        if token.text in ("|", "/", "^", "!"):
            if self.count >= 3 and not (token.text == "^" and self._following_is("^")):
                return self._separator_missing(token)
            if token.text == "^" and self._following_is("^"):
                self.place += 2  # the datatype of a literal
            else:
                self.joined = self.joined or (self.count == 2 and token.text in "|/")
        return None

    def _term(self, token: Token, *, loose: bool = False) -> Mistake | None:
        if self.joined:
            self.joined, self.last = False, token
            return None
        if self.count == 3:
            return self._separator_missing(token)
        self.count += 1
        self.last = token
        self.loose = loose and self.count == 1
        return None

    def _separator_missing(self, token: Token) -> Mistake:
        path = token.text in ("|", "/", "^", "!")
        remedy = Text(
            "Trippeln före är hel. Sätt ”.” mellan två tripplar, ”;” före nästa predikat till "
            "samma subjekt eller ”,” före nästa objekt.",
            "The triple before is complete. Put “.” between two triples, “;” before the next "
            "predicate of the same subject or “,” before the next object.",
        )
        if path:
            remedy = Text(
                f"”{token.text}” hör till vägen i predikatet, inte till objektet.",
                f"“{token.text}” belongs to the path in the predicate, not to the object.",
            )
        return Mistake(token.start, _unexpected(token), remedy)

    def _sign(self, token: Token) -> Mistake | None:
        if mistake := self._unfinished(token):
            return mistake
        if token.text in (";", ","):
            if self.count < 3 and not self.loose:
                return Mistake(token.start, _unexpected(token))
            self.count = 1 if token.text == ";" else 2
            self.loose = token.text == ";"
            self.last = token
            return None
        self.depth += (token.text == "{") - (token.text == "}")
        self._begin()
        return None

    def _unfinished(self, token: Token) -> Mistake | None:
        """Tell a triple that lacks something where this token ends it."""
        if self.last is None or self.loose or self.count == 3:
            return None
        wanted = _WANTED[self.count - 1]
        return Mistake(
            token.start,
            Text(
                f"Efter ”{self.last.text}” saknas {wanted.sv}; här står ”{token.text}”.",
                f"“{self.last.text}” lacks {wanted.en}; here is “{token.text}”.",
            ),
            Text(
                "En trippel är subjekt, predikat och objekt.",
                "A triple is a subject, a predicate and an object.",
            ),
        )

    def _word(self, token: Token) -> Mistake | None:
        word = token.text.upper()
        if word not in _KNOWN:
            return Mistake(token.start, _unexpected(token), unknown_word(token))
        if mistake := self._unfinished(token):
            return mistake
        self._begin()
        following = self._following()
        if word in ("FILTER", "BIND"):
            return self._expression(token, following)
        if word == "UNION" and self.place > 1 and self.tokens[self.place - 2].text != "}":
            return Mistake(
                token.start,
                _unexpected(token),
                Text(
                    "Båda leden i UNION ska stå inom { }.",
                    "Both sides of UNION must be within { }.",
                ),
            )
        if word in ("GRAPH", "SERVICE"):
            self.place += 1
        elif word == "VALUES":
            return self._values()
        elif word == "SELECT":
            self._skip_to("{")
        elif word in _MODIFIERS and self.place > 1 and self.tokens[self.place - 2].text == "}":
            self.behind = True
            return self._outside(token)
        elif word not in _BETWEEN:
            return Mistake(token.start, _unexpected(token))
        return None

    def _expression(self, token: Token, following: Token | None) -> Mistake | None:
        """Pass over what follows FILTER or BIND."""
        word = token.text.upper()
        if following is None or following.is_word("EXISTS", "NOT"):
            return None
        if following.text != "(":
            self.place += 1
            opened = self._following()
            known = following.kind in ("name", "iri") or following.text.upper() in FUNCTIONS
            if following.kind not in ("name", "iri", "word") or not opened or opened.text != "(":
                return Mistake(
                    following.start,
                    Text(
                        f"Efter {word} ska ”(” stå; här står ”{following.text}”.",
                        f"{word} is followed by “(”; here is “{following.text}”.",
                    ),
                )
            if not known:
                return _no_function(following)
        opened = self.tokens[self.place]
        start = self.place
        self.place += 1
        if mistake := self._passed(opened):
            return mistake
        within = self.tokens[start : self.place]
        if word == "BIND" and not any(t.is_word("AS") for t in within):
            return Mistake(
                within[-1].start,
                Text("Här saknas AS ?namn.", "AS ?name is missing here."),
                Text("BIND skrivs BIND(uttryck AS ?namn).", "Write BIND(expression AS ?name)."),
            )
        return None

    def _passed(self, opened: Token) -> Mistake | None:
        """Go on behind the bracket that closes this one; tell a function that is none."""
        depth = 1
        while self.place < len(self.tokens) and depth:
            token = self.tokens[self.place]
            self.place += 1
            depth += (token.text in ("(", "[", "{")) - (token.text in (")", "]", "}"))
            if token.kind == "word" and token.text.upper() not in _KNOWN and opened.text == "(":
                return _no_function(token)
        return None

    def _following(self) -> Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def _following_is(self, text: str) -> bool:
        following = self._following()
        return following is not None and following.text == text

    def _skip_to(self, text: str) -> None:
        while self.place < len(self.tokens) and self.tokens[self.place].text != text:
            self.place += 1


def _no_function(token: Token) -> Mistake:
    near = unknown_word(token)
    functions = Text("Använd SPARQL 1.1:s funktioner.", "Use the functions of SPARQL 1.1.")
    return Mistake(
        token.start,
        Text(f"”{token.text}” är ingen funktion.", f"“{token.text}” is not a function."),
        near or functions,
    )


def _unexpected(token: Token) -> Text:
    return Text(f"Oväntat ”{token.text}” här.", f"Unexpected “{token.text}” here.")
