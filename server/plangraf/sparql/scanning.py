"""A lexical look at SPARQL text: its form, its prefixes, and whether it asks to reach out.

Turns text into tokens by the terminals of SPARQL 1.1 §19.8 (strings, IRIs, comments, variables,
prefixed names with their escapes), so that a word in a string or a comment is never mistaken for a
keyword. It does not parse: that is the engine's work, and a text that only looks right here is
refused there.

One character is ambiguous without a parser: `<` begins an IRI or means "less than", and what
follows may hold `)`, `'` or `#`. `reaches_out` therefore follows every reading that a parser could
take, and code point escapes (§19.2) both resolved and not: a SERVICE or LOAD that any engine could
see in any reading is found. Time is linear in the text: a place in it is read once.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

QUERY_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATE_FORMS: Final = frozenset(
    ("INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY")
)
_VOLATILE: Final = re.compile(r"(?i)\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(|\\u")
_PROLOGUE_KINDS: Final = ("space", "comment", "iri", "string", "name")
_OUTWARD: Final = frozenset(("SERVICE", "LOAD"))

_HEX = r"[0-9A-Fa-f]"
_CODE_POINT: Final = re.compile(rf"\\u({_HEX}{{4}})|\\U({_HEX}{{8}})")
_IRI = rf"<(?:[^<>\"{{}}|^`\\\x00-\x20]|\\u{_HEX}{{4}}|\\U{_HEX}{{8}})*+>"
_NAME = r"[^\W\d_](?:[\w·.-]{0,255}[\w·-])?"
_LOCAL = (
    r"(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
    r"(?:(?:[\w:·.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*"
    r"(?:[\w:·-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]))?)"
)
_TOKEN: Final = re.compile(
    rf"""(?P<space>\s++)
    |(?P<comment>\#[^\r\n]*+)
    |(?P<iri>{_IRI})
    |(?P<string>\"\"\"(?:"{{0,2}}+(?:[^"\\]|\\.))*+\"\"\"
        |'''(?:'{{0,2}}+(?:[^'\\]|\\.))*+'''
        |"(?:[^"\\\r\n]|\\.)*+"
        |'(?:[^'\\\r\n]|\\.)*+')
    |(?P<variable>[?$]\w++)
    |(?P<tag>@[A-Za-z]++[A-Za-z0-9-]*+)
    |(?P<blank>_:[\w](?:[\w·.-]*[\w·-])?)
    |(?P<name>(?:{_NAME})?:{_LOCAL}?)
    |(?P<word>[^\W\d_]\w*+)
    |(?P<number>\d[\d.eE]*+)
    |(?P<escape>\\.)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_AMBIGUOUS: Final = re.compile(r"[)'#]")
_ABSOLUTE: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")


class Token(NamedTuple):
    """One token. `kind` is a group name of the grammar above; `start` counts characters from 0."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The place behind it."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Say whether it is one of these keywords, in any case."""
        return self.kind == "word" and self.text.upper() in words


@dataclass(frozen=True)
class Scan:
    """What can be said of a text without parsing it."""

    text: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens but white space and comments, in the reading that prefers IRIs."""
        return tuple(t for t in _read(self.text, 0) if t.kind not in ("space", "comment"))

    @cached_property
    def form(self) -> str | None:
        """`SELECT`, `ASK`, `CONSTRUCT`, `DESCRIBE`, `UPDATE`; None when none of them is there.

        Reads no further than the prologue, so that it is cheap on any text.
        """
        for token in _read(self.text, 0):
            if token.is_word(*QUERY_FORMS):
                return token.text.upper()
            if token.is_word(*UPDATE_FORMS):
                return "UPDATE"
            if token.kind in _PROLOGUE_KINDS or token.is_word("BASE", "PREFIX", "VERSION"):
                continue
            return None
        return None

    @cached_property
    def declared(self) -> frozenset[str]:
        """The prefixes that the text declares, without the colon."""
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        return frozenset(
            b.text.partition(":")[0] for a, b in pairs if a.is_word("PREFIX") and b.kind == "name"
        )

    @cached_property
    def names(self) -> tuple[Token, ...]:
        """Prefixed names in use (declarations left out)."""
        return tuple(
            token
            for before, token in zip((Token("", "", 0), *self.tokens), self.tokens, strict=False)
            if token.kind == "name" and not before.is_word("PREFIX")
        )

    @cached_property
    def volatile(self) -> bool:
        """Whether two runs over the same data may differ (NOW, RAND …); may err towards yes."""
        return bool(_VOLATILE.search(self.text))

    @cached_property
    def depth(self) -> int:
        """How deep brackets nest."""
        deepest = depth = 0
        for token in self.tokens:
            if token.kind == "sign":
                depth += (token.text in "({[") - (token.text in ")}]")
                deepest = max(deepest, depth)
        return deepest

    @cached_property
    def longest_run(self) -> int:
        """The most prefix operators (`!`, `-`, `+`, `^`) in a row: they nest like brackets."""
        longest = run = 0
        for token in self.tokens:
            run = run + 1 if token.kind == "sign" and token.text in "!-+^" else 0
            longest = max(longest, run)
        return longest

    @cached_property
    def star(self) -> Token | None:
        """The `*` of an outermost `SELECT *`, if the query has one."""
        if self.form != "SELECT":
            return None
        place = next(i for i, t in enumerate(self.tokens) if t.is_word("SELECT")) + 1
        rest = self.tokens[place : place + 2]
        if rest and rest[0].is_word("DISTINCT", "REDUCED"):
            rest = rest[1:]
        return rest[0] if rest and rest[0].text == "*" else None

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """Names of variables, each once, by first appearance."""
        return tuple(dict.fromkeys(t.text[1:] for t in self.tokens if t.kind == "variable"))

    def reaches_out(self) -> str | None:
        """Return `SERVICE` or `LOAD` when any reading of the text holds that keyword."""
        plain = _found_in_any_reading(self.text)
        if plain or "\\" not in self.text:
            return plain
        return _found_in_any_reading(resolve_code_points(self.text))

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of a character, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer(r"\r\n|\n|\r", self.text))]


def resolve_code_points(text: str) -> str:
    r"""Resolve `\uXXXX` and `\UXXXXXXXX` everywhere, as SPARQL 1.1 §19.2 has it."""

    def character(found: re.Match[str]) -> str:
        number = int(found[1] or found[2], 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else found[0]

    return _CODE_POINT.sub(character, text)


def _read(text: str, start: int) -> Iterator[Token]:
    """Read tokens from `start` on; every character belongs to one."""
    for found in _TOKEN.finditer(text, start):
        yield Token(str(found.lastgroup), found[0], found.start())


def _found_in_any_reading(text: str) -> str | None:
    """Look for an outward keyword along every tokenisation that a parser could take."""
    seen: set[int] = set()
    waiting = [0]
    while waiting:
        for token in _read(text, waiting.pop()):
            if token.start in seen:
                break
            seen.add(token.start)
            if token.kind == "word" and token.text.upper() in _OUTWARD:
                return token.text.upper()
            if token.kind == "iri" and _may_be_less_than(token.text):
                waiting.append(token.start + 1)
    return None


def _may_be_less_than(iri: str) -> bool:
    """Say whether `<…>` might be two comparisons with something between that changes the reading.

    A scheme followed by `//` is no expression, so an absolute address is an IRI in every reading.
    """
    return bool(_AMBIGUOUS.search(iri)) and not _ABSOLUTE.match(iri)
