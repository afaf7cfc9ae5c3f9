"""A query's pattern as steps: each triple, filter and nested group as text that can stand alone.

Reads the group graph pattern of SPARQL 1.1 §18.2 from tokens, one triple for each `;` and `,`, one
filter for each side of an outermost `&&`. It does not check: an engine has taken the text before.
A text that is not understood gives None.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from plangraf.sparql.scanning import Scan, Token

Kind = Literal[
    "triple", "filter", "values", "optional", "minus", "bind", "graph", "group", "union", "select",
    "service",
]  # fmt: skip
_TERMS = ("iri", "name", "variable", "string", "number", "blank")
_FORMS = ("SELECT", "ASK", "CONSTRUCT")


@dataclass(frozen=True)
class Step:
    """One element of a group. `parts` of a triple: subject, path, object; `name` of GRAPH.

    `tokens` are those of its text, a triple's from its path on; `inner` holds the group of a GRAPH,
    of braces or of a sub-select, and the branches of a UNION.
    """

    kind: Kind
    text: str
    tokens: tuple[Token, ...]
    parts: tuple[str, str, str] = ("", "", "")
    name: str = ""
    inner: tuple["Group", ...] = ()

    @property
    def start(self) -> int:
        """The place of its first character in the query."""
        return self.tokens[0].start if self.tokens else 0

    @property
    def variables(self) -> frozenset[str]:
        """Names of the variables in it, without `?`."""
        return frozenset(token.text[1:] for token in self.tokens if token.kind == "variable")


Group = tuple[Step, ...]


@dataclass(frozen=True)
class Pattern:
    """A query taken apart: prologue, FROM clauses, the outermost group, what stands behind it."""

    prologue: str
    dataset: str
    group: Group
    tail: tuple[Token, ...]


class _Lost(Exception):
    """The text is not what it was taken for."""


def read_pattern(scan: Scan) -> Pattern | None:
    """Take a query apart; None for what has no pattern or is not understood."""
    tokens = scan.tokens
    try:
        at = next(i for i, token in enumerate(tokens) if token.is_word(*_FORMS))
        reader = _Reader(scan.text, tokens, at + 1)
        clauses = list(reader.to_group(template=tokens[at].is_word("CONSTRUCT")))
        group = reader.group()
    except (_Lost, StopIteration, IndexError):
        return None
    prologue = scan.text[: tokens[at].start]
    return Pattern(prologue, " ".join(clauses), group, tokens[reader.at :])


class _Reader:
    """Walks the tokens of a query."""

    def __init__(self, text: str, tokens: tuple[Token, ...], at: int):
        self._text = text
        self._tokens = tokens
        self.at = at

    @property
    def _next(self) -> Token:
        return self._tokens[self.at]

    def _sees(self, sign: str) -> bool:
        return self._next.kind == "sign" and self._next.text == sign

    def _take(self, sign: str) -> None:
        if not self._sees(sign):
            raise _Lost
        self.at += 1

    def _balanced(self) -> None:
        """Step over a bracket and what it holds."""
        depth = 0
        while True:
            if self._next.kind == "sign":
                depth += (self._next.text in "({[") - (self._next.text in ")}]")
            self.at += 1
            if depth <= 0:
                return

    def to_group(self, *, template: bool) -> Iterator[str]:
        """Go to the group after WHERE; yield the FROM clauses on the way."""
        template = template and self._sees("{")
        while not self._sees("{") or template:
            if self._next.is_word("FROM"):
                first = self.at
                self.at += 2 if self._tokens[self.at + 1].is_word("NAMED") else 1
                yield self._slice(first, self.at + 1)
            if self._sees("(") or self._sees("{"):
                template = template and not self._sees("{")
                self._balanced()
            else:
                self.at += 1

    def group(self) -> Group:
        """Read `{ … }`."""
        self._take("{")
        steps: list[Step] = []
        while not self._sees("}"):
            if self._sees("."):
                self.at += 1
            else:
                steps += self._steps()
        self._take("}")
        return tuple(steps)

    def _steps(self) -> Iterator[Step]:
        first, token = self.at, self._next
        if token.is_word("FILTER"):
            yield from self._filter()
        elif token.is_word("OPTIONAL", "MINUS"):
            self.at += 1
            self._balanced()
            yield self._step("optional" if token.is_word("OPTIONAL") else "minus", first)
        elif token.is_word("BIND"):
            self.at += 1
            self._balanced()
            yield self._step("bind", first)
        elif token.is_word("VALUES"):
            while not self._sees("{"):
                self.at += 1
            self._balanced()
            yield self._step("values", first)
        elif token.is_word("GRAPH", "SERVICE"):
            while not self._sees("{"):
                self.at += 1
            name = self._slice(first + 1, self.at)
            if token.is_word("SERVICE"):
                self._balanced()
                yield self._step("service", first)
            else:
                inner = self.group()
                yield self._step("graph", first, name=name, inner=(inner,))
        elif self._sees("{"):
            yield self._braces(first)
        else:
            yield from self._triples()

    def _braces(self, first: int) -> Step:
        """Read a group, a sub-select, or the branches of a UNION."""
        if self._tokens[self.at + 1].is_word("SELECT"):
            inside = _Reader(self._text, self._tokens, self.at + 2)
            list(inside.to_group(template=False))
            inner = inside.group()
            self._balanced()
            if not self._next.is_word("UNION"):
                return self._step("select", first, inner=(inner,))
            branches = [inner]
        else:
            branches = [self.group()]
        while self._next.is_word("UNION"):
            self.at += 1
            if self._tokens[self.at + 1].is_word("SELECT"):
                branches += self._braces(self.at).inner
            else:
                branches.append(self.group())
        return self._step("union" if len(branches) > 1 else "group", first, inner=tuple(branches))

    def _filter(self) -> Iterator[Step]:
        """Read a filter; one with `&&` between its conditions becomes several."""
        first = self.at
        self.at += 1
        if not self._sees("("):
            while not self._sees("(") and not self._sees("{"):
                self.at += 1
            self._balanced()
            yield self._step("filter", first)
            return
        opened = self.at
        self._balanced()
        cuts, depth = [opened], 0
        for place in range(opened + 1, self.at - 1):
            token, following = self._tokens[place], self._tokens[place + 1]
            if token.kind != "sign":
                continue
            depth += (token.text in "({[") - (token.text in ")}]")
            if depth == 0 and token.text == following.text == "|":
                cuts = [opened]
                break
            if depth == 0 and token.text == following.text == "&":
                cuts += [place + 1]
        ends = [cut - 1 for cut in cuts[1:]] + [self.at - 1]
        for cut, end in zip(cuts, ends, strict=True):
            tokens = self._tokens[cut + 1 : end]
            yield Step("filter", f"FILTER({self._slice(cut + 1, end)})", tokens)

    def _triples(self) -> Iterator[Step]:
        """Read the triples of one subject."""
        subject = self._term()
        while True:
            if self._sees(";"):
                self.at += 1
                continue
            other = self._next.kind == "word" and not self._verb()
            if other or (self._next.kind == "sign" and self._next.text in ".}{"):
                return
            path = self._path()
            while True:
                thing = self._term()
                parts = (self._slice(*subject), self._slice(*path), self._slice(*thing))
                tokens = [self._tokens[first:last] for first, last in (path, thing, subject)]
                yield Step("triple", f"{' '.join(parts)} .", tuple(chain(*tokens)), parts)
                if not self._sees(","):
                    break
                self.at += 1

    def _verb(self) -> bool:
        return self._next.text == "a"

    def _term(self) -> tuple[int, int]:
        """Step over one term; returns its tokens as a range."""
        first = self.at
        if self._sees("[") or self._sees("("):
            self._balanced()
            return first, self.at
        while self._sees("+") or self._sees("-"):
            self.at += 1
        token = self._next
        if token.kind not in _TERMS and not token.is_word("TRUE", "FALSE"):
            raise _Lost
        self.at += 1
        if token.kind == "string":
            if self._next.kind == "tag":
                self.at += 1
            elif self._sees("^"):
                self.at += 3
        return first, self.at

    def _path(self) -> tuple[int, int]:
        """Step over a verb or a property path."""
        first = self.at
        while True:
            while self._sees("^") or self._sees("!"):
                self.at += 1
            if self._sees("("):
                self._balanced()
            elif self._next.kind in ("iri", "name", "variable") or self._verb():
                self.at += 1
            else:
                raise _Lost
            while self._sees("*") or self._sees("+") or self._sees("?"):
                self.at += 1
            if not (self._sees("/") or self._sees("|")):
                return first, self.at
            self.at += 1

    def _slice(self, first: int, last: int) -> str:
        """Return the text of tokens `first` to before `last`."""
        return self._text[self._tokens[first].start : self._tokens[last - 1].end]

    def _step(self, kind: Kind, first: int, name: str = "", inner: tuple[Group, ...] = ()) -> Step:
        text = self._slice(first, self.at)
        return Step(kind, text, self._tokens[first : self.at], name=name, inner=inner)
