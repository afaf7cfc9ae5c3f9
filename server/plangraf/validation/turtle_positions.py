"""Where each triple of a Turtle, TriG, N-Triples or N-Quads text stands.

A scanner that knows the shape of statements and nothing of what they mean: it gives one Span per
triple, in the order in which the store's parser yields them, so that the two lists are read side by
side. Cells of lists (rdf:first, rdf:rest) have no text of their own and no Span.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Final, NamedTuple


class Span(NamedTuple):
    """Offsets in the text: where subject, predicate and object begin, and where the object ends."""

    subject: int
    predicate: int
    object: int
    end: int


_TOKEN: Final = r"""
    (?: \s++ | \#[^\n\r]*+ )*+
    (?: (?P<iri> <(?:[^<>"{}|^`\\\x00-\x20]++|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+> )
  | (?P<string> \"{3}(?:(?:\"|\"\")?(?:[^\"\\]|\\.))*\"{3}
              | '{3}(?:(?:'|'')?(?:[^'\\]|\\.))*'{3}
              | \"(?:[^\"\\\n\r]++|\\.)*+\"
              | '(?:[^'\\\n\r]++|\\.)*+' )
  | (?P<directive> @(?:prefix|base|version)\b
                 | (?:(?i:prefix|base|version))(?=\s+(?:[\w.-]*:|<|["'])) )
  | (?P<graph> (?i:graph)(?=\s) )
  | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[a-z]+)? )
  | (?P<datatype> \^\^ )
  | (?P<blank> _:[\w](?:[\w.\-·]*[\w\-·])? )
  | (?P<name> (?:[^\W\d_](?:[\w.\-·]*[\w\-·])?)?:
              (?: [^\s<>"'{}|^`\\\[\]();,.\#]++ | \\. | \.+(?=[^\s<>"'{}|^`\[\]();,.\#]) )* )
  | (?P<number> [+-]?(?:\d+\.\d+|\.\d+|\d+(?:\.(?=[eE]))?)(?:[eE][+-]?\d+)? )
  | (?P<word> a\b | true\b | false\b )
  | (?P<mark> [.;,\[\](){}] )
  | (?P<other> [^\s\#] | \Z ) )
    """


@cache
def _token() -> re.Pattern[str]:
    """Compiled when there is something to place, which takes as long as to read a plan."""
    return re.compile(_TOKEN, re.VERBOSE | re.DOTALL)


@dataclass(slots=True)
class _Frame:
    """An open statement, `[ … ]` or `( … )`, and how far it has come."""

    kind: str
    start: int
    subject: int = -1
    predicate: int = -1
    owed: Span | None = None
    held: Span | None = None
    items: int = 0


class _Scanner:
    """Follows the parser's order of triples, two quirks of it included.

    The triple that leads to a list comes before those within it. A plain string just before `]` is
    told only when the parser has seen that neither a language nor a datatype follows: after the
    triple that leads to the `[ … ]`.
    """

    def __init__(self, quads: bool):
        self.spans: list[Span] = []
        self._quads = quads
        self._frame = _Frame("statement", 0)
        self._around: list[_Frame] = []

    def term(self, start: int, end: int, *, held: bool = False) -> None:
        """A complete term: it becomes subject, predicate, object or list item."""
        frame = self._frame
        if frame.kind == "list":
            self._pay(frame)
        elif frame.subject < 0:
            frame.subject = start
        elif frame.predicate < 0:
            frame.predicate = start
        elif not (self._quads and frame.items):
            frame.items += 1
            span = Span(frame.subject, frame.predicate, start, end)
            if held and frame.kind == "blank":
                frame.held = span
            else:
                self.spans.append(span)

    def mark(self, sign: str, start: int) -> None:
        """A sign opens or closes a frame, or moves on within one."""
        frame = self._frame
        if sign == ";":
            frame.predicate = -1
        elif sign in "[(":
            self._pay(frame)
            self._around.append(frame)
            self._frame = self._opened(frame, sign, start)
        elif sign in "])" and self._around:
            self._pay(frame)
            self._frame = self._around.pop()
            if frame.kind == "blank" or not frame.items:
                self.term(frame.start, start + 1)
            if frame.held is not None:
                self.spans.append(frame.held)
        elif sign in ".{}":
            self._around.clear()
            self._frame = _Frame("statement", start)

    def _opened(self, frame: _Frame, sign: str, start: int) -> _Frame:
        if sign == "[":
            return _Frame("blank", start, subject=start)
        opened = _Frame("list", start)
        if frame.kind != "list" and frame.predicate >= 0:
            opened.owed = Span(frame.subject, frame.predicate, start, start + 1)
            opened.items = 1
        return opened

    def _pay(self, frame: _Frame) -> None:
        if frame.owed is not None:
            self.spans.append(frame.owed)
            frame.owed = None


def triple_spans(text: str, *, quads: bool = False) -> list[Span]:
    """Return one Span per triple in document order; stops early where the text is not Turtle."""
    scanner = _Scanner(quads)
    term, mark = scanner.term, scanner.mark
    tokens = [(found.lastgroup, *found.span(found.lastindex or 0)) for found in _found(text)]
    position = 0
    while position < len(tokens):
        kind, start, end = tokens[position]
        position += 1
        if kind == "mark":
            mark(text[start], start)
        elif kind == "string":
            plain = False
            if position < len(tokens) and tokens[position][0] == "language":
                end = tokens[position][2]
                position += 1
            elif position + 1 < len(tokens) and tokens[position][0] == "datatype":
                end = tokens[position + 1][2]
                position += 2
            else:
                plain = position < len(tokens) and text[tokens[position][1]] == "]"
            term(start, end, held=plain)
        elif kind == "directive":
            position = _after_directive(tokens, position, text, start)
        elif kind != "graph":
            term(start, end)
    return scanner.spans


def _after_directive(
    tokens: list[tuple[str | None, int, int]], position: int, text: str, start: int
) -> int:
    """Skip the operands of @prefix, @base, PREFIX or BASE, and the full stop of the first two."""
    while position < len(tokens) and tokens[position][0] in ("name", "iri", "string"):
        kind = tokens[position][0]
        position += 1
        if kind != "name":
            break
    if text[start] == "@" and position < len(tokens) and text[tokens[position][1]] == ".":
        position += 1
    return position


def _found(text: str) -> Iterator[re.Match[str]]:
    """Every token, until one that Turtle does not know."""
    return takewhile(lambda found: found.lastgroup != "other", _token().finditer(text))
