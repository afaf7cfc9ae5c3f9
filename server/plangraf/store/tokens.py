"""SPARQL text as tokens with their places: enough to know what is a variable and what looks so.

A lexical reading after SPARQL 1.1 §19.8: strings, IRIs, comments and names are told apart, so that
whatever is looked for (`?_goal_iri`, SERVICE, LIMIT) is never found inside one of them. It does not
parse: a text that no engine accepts still has tokens, and what fits nowhere is an `odd` token.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["comment", "iri", "string", "variable", "name", "number", "sign", "odd"]

_TOKEN = re.compile(
    r"""
    (?P<space>[\x20\t\r\n]+)
  | (?P<comment>\#[^\r\n]*)
  | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
  | (?P<string>'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
      | "{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}
      | '(?:[^'\\\r\n]|\\.)*'
      | "(?:[^"\\\r\n]|\\.)*")
  | (?P<variable>[?$]\w+)
  | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)
  | (?P<name>@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*
      | (?:\w(?:[\w.-]*[\w-])?)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])
          (?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*
             (?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]))?)?
      | \w+)
  | (?P<sign>\^\^|&&|\|\||!=|<=|>=|<<|>>|[{}()\[\].,;*/|^+!=<>?&-])
  | (?P<odd>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `start` and `end` are offsets in the text, `line` counts from 1."""

    kind: Kind
    text: str
    start: int
    end: int
    line: int

    def says(self, *words: str) -> bool:
        """Whether this is one of the given keywords, in any case, or one of the given signs."""
        return self.kind in ("name", "sign") and self.text.upper() in words


def tokens(text: str) -> Iterator[Token]:
    """Read the tokens of a query, without white space and comments."""
    line = 1
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup
        if kind not in ("space", "comment"):
            yield Token(kind, found[0], found.start(), found.end(), line)  # type: ignore[arg-type]
        line += found[0].count("\n")
