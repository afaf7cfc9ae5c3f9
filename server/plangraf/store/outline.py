"""The operations of a SPARQL update and what each writes to, found in its tokens.

    text → Operation, Operation, …   (SPARQL 1.1 Update §3; the prologue stays where it is)

Reads the outline and no more: which graphs are named, what stands in the templates, where the
pattern is. Names are not resolved. A text that does not have that outline raises Unread; one that
has it may still be refused by the engine.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from plangraf.store.tokens import Token, tokens

_MANAGEMENT: Final = ("CLEAR", "DROP", "ADD", "MOVE", "COPY", "CREATE")
_ANONYMOUS: Final = ("[", "(", "~", "<<", "{")
_WORDS: Final = ("DEFAULT", "NAMED", "ALL")
_LATER: Final = re.compile(r";\s*+(?:#[^\r\n]*+\s*+)*+PREFIX\b", re.IGNORECASE)


class Unread(Exception):
    """The text does not have the outline of an update."""


@dataclass(frozen=True)
class Block:
    """Triples of a template that go to one graph; `graph` None where none is named.

    `anonymous` says that some node has no label, so that the text written twice makes two nodes.
    """

    graph: Token | None
    body: str
    anonymous: bool


@dataclass(frozen=True)
class Operation:
    """One operation. `verb` is INSERT DATA, DELETE DATA, MODIFY or a word like CLEAR or COPY.

    `start` and `end` are its place in the text and `text` is what stands there. Of MODIFY, `head`
    is what comes before the INSERT clause, `using` what follows it and `pattern` is the group, with
    its braces. `inner` is what is inserted, or deleted by DELETE DATA. `places` are the graphs of a
    management operation, each a name or one of the words DEFAULT, NAMED and ALL; `home` is the
    graph of WITH.
    """

    verb: str
    start: int
    end: int
    text: str
    places: tuple[Token, ...] = ()
    deleted: tuple[Block, ...] = ()
    inserted: tuple[Block, ...] = ()
    inner: str = ""
    head: str = ""
    using: str = ""
    pattern: str = ""
    home: Token | None = None


def operations(text: str) -> Iterator[Operation]:
    """Read a text from the first operation to the last."""
    reading = _Reading(text)
    while not reading.after_prologue():
        yield reading.operation()
        if reading.at < len(reading.listed):
            reading.take(";")


def one_prologue(text: str) -> str:
    """Write the prefixes that later operations declare before the first one.

    For engines that read no prologue after `;` (SPARQL 1.1 Update §3, rule 29): oxigraph 0.5. A
    text in which a prefix comes to mean something else stays as it is, and so does one with BASE.
    """
    if not _LATER.search(text):
        return text
    reading = _Reading(text)
    declared: dict[str, str] = {}
    later: list[tuple[int, int]] = []
    front: int | None = None
    try:
        while True:
            begin, done = reading.at, reading.after_prologue()
            for place, word in enumerate(reading.listed[begin : reading.at], start=begin):
                if not word.says("PREFIX", "BASE", "VERSION"):
                    continue
                name = reading.listed[place + 1]
                iri = reading.listed[place + (2 if word.says("PREFIX") else 1)]
                if front is not None:
                    later.append((word.start, iri.end))
                    if not word.says("PREFIX") or declared.get(name.text, iri.text) != iri.text:
                        return text
                declared[name.text] = iri.text
            if done:
                break
            front = reading.listed[reading.at].start if front is None else front
            reading.operation()
            if reading.at < len(reading.listed):
                reading.take(";")
    except (Unread, IndexError):
        return text
    written = dict.fromkeys(f"{text[start:end]} " for start, end in later)
    pieces, at = [text[:front], *written], front or 0
    for start, end in later:
        blank = "".join(sign if sign in "\r\n" else " " for sign in text[start:end])
        pieces += [text[at:start], blank]
        at = end
    return "".join([*pieces, text[at:]])


class _Reading:
    """A text as tokens, and the place in it."""

    def __init__(self, text: str):
        self.text = text
        self.listed = list(tokens(text))
        self.at = 0

    def after_prologue(self) -> bool:
        """Go past BASE and PREFIX; says whether that was all."""
        while self._says("PREFIX", "BASE", "VERSION"):
            self.at += 3 if self.listed[self.at].says("PREFIX") else 2
        return self.at >= len(self.listed)

    def take(self, *words: str) -> Token:
        """Go past a token, which must be one of the words if there are any."""
        if self.at >= len(self.listed) or (words and not self._says(*words)):
            raise Unread
        self.at += 1
        return self.listed[self.at - 1]

    def operation(self) -> Operation:
        """Go past one operation."""
        first = self.take()
        if first.says(*_MANAGEMENT):
            return self._management(first)
        if first.says("INSERT", "DELETE") and self._skip("DATA"):
            blocks, inner = self._quads()
            span = self._span(first)
            if first.says("INSERT"):
                return Operation("INSERT DATA", *span, inserted=blocks, inner=inner)
            return Operation("DELETE DATA", *span, deleted=blocks, inner=inner)
        if first.says("DELETE") and self._skip("WHERE"):
            blocks, inner = self._quads()
            pattern = f"{{ {inner}\n}}"
            head = f"DELETE {pattern}"
            span = self._span(first)
            return Operation("MODIFY", *span, deleted=blocks, head=head, pattern=pattern)
        if first.says("INSERT", "DELETE", "WITH"):
            return self._modify(first)
        raise Unread

    def _modify(self, first: Token) -> Operation:
        home = _name(self.take()) if first.says("WITH") else None
        verb = self.take("INSERT", "DELETE") if home else first
        deleted: tuple[Block, ...] = ()
        inserted: tuple[Block, ...] = ()
        inner, head = "", self.text[first.start : verb.start]
        if verb.says("DELETE"):
            deleted, _ = self._quads()
            head = self._span(first)[2]
        if verb.says("INSERT") or self._skip("INSERT"):
            inserted, inner = self._quads()
        begin = self.at
        while self._skip("USING"):
            self._skip("NAMED")
            self.take()
        using = self._slice(begin, self.at)
        self._skip("WHERE")
        begin = self.at
        self._group()
        pattern = self._slice(begin, self.at)
        return Operation(
            "MODIFY", *self._span(first), (), deleted, inserted, inner, head, using, pattern, home
        )

    def _management(self, first: Token) -> Operation:
        """Go past an operation on whole graphs."""
        self._skip("SILENT")
        if first.says("CLEAR", "DROP") and self._says("NAMED", "ALL"):
            places = [self.take()]
        else:
            places = [self._place()]
        if first.says("ADD", "MOVE", "COPY"):
            self.take("TO")
            places.append(self._place())
        return Operation(first.text.upper(), *self._span(first), places=tuple(places))

    def _place(self) -> Token:
        if self._says("DEFAULT"):
            return self.take()
        self._skip("GRAPH")
        return _name(self.take())

    def _quads(self) -> tuple[tuple[Block, ...], str]:
        """Go past a template; returns its blocks and what stands between its braces."""
        blocks: list[Block] = []
        self.take("{")
        begin = run = self.at
        while not self._says("}"):
            if self._says("{"):
                self._group()
            elif self.take().says("GRAPH"):
                blocks += self._block(None, run, self.at - 1)
                graph = _name(self.take(), variable=True)
                inside = self.at + 1
                self._group()
                blocks += self._block(graph, inside, self.at - 1)
                self._skip(".")
                run = self.at
        blocks += self._block(None, run, self.at)
        self.take("}")
        return tuple(blocks), self._slice(begin, self.at - 1)

    def _group(self) -> None:
        """Go past a group in braces."""
        self.take("{")
        depth = 1
        while depth:
            token = self.take()
            depth += token.says("{") - token.says("}")

    def _block(self, graph: Token | None, left: int, right: int) -> list[Block]:
        while right > left and self.listed[right - 1].says("."):
            right -= 1
        if right <= left:
            return []
        anonymous = any(token.text in _ANONYMOUS for token in self.listed[left:right])
        return [Block(graph, self._slice(left, right), anonymous)]

    def _slice(self, left: int, right: int) -> str:
        """The text from one token to before another."""
        return (
            self.text[self.listed[left].start : self.listed[right - 1].end] if left < right else ""
        )

    def _span(self, first: Token) -> tuple[int, int, str]:
        end = self.listed[self.at - 1].end
        return first.start, end, self.text[first.start : end]

    def _says(self, *words: str) -> bool:
        return self.at < len(self.listed) and self.listed[self.at].says(*words)

    def _skip(self, *words: str) -> bool:
        """Go past a token if it is one of the words."""
        found = self._says(*words)
        self.at += found
        return found


def _name(token: Token, *, variable: bool = False) -> Token:
    """Require the name of a graph."""
    named = token.kind == "iri" or (token.kind == "name" and ":" in token.text)
    if named or (variable and token.kind == "variable"):
        return token
    raise Unread
