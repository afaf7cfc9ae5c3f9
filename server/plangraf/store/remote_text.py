"""What is written into a query for servers that would otherwise read it in a way of their own.

Each change leaves the meaning that SPARQL 1.1 gives the text; servers that follow it see no
difference.
"""

import re
from collections.abc import Iterator
from typing import Final

from plangraf.store.tokens import Token, tokens

NOTHING: Final = "urn:x-plangraf:no-graph"
"""An empty default graph, or an empty list of named graphs, has to be named to be asked for."""

_OWN_BASE: Final = re.compile(r"\s*BASE\s*<[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def based(text: str, base: str | None) -> str:
    """Say what relative IRIs are relative to, where the text does not (Virtuoso takes one BASE)."""
    if base is None or _OWN_BASE.match(text):
        return text
    return f"BASE <{base}>\n{text}"


def closed(text: str) -> str:
    """Say that FROM alone names no named graph, and FROM NAMED alone no default graph (§13.2)."""
    clauses = list(_from_clauses(text))
    named = {clause[1] for clause in clauses}
    if not clauses or len(named) == 2:
        return text
    end = clauses[-1][2]
    lacking = f" FROM <{NOTHING}> " if named == {True} else f" FROM NAMED <{NOTHING}> "
    return f"{text[:end]}{lacking}{text[end:]}"


def without_from(text: str) -> str:
    """Leave FROM out: the protocol's dataset takes its place (SPARQL 1.1 Protocol §2.1.4)."""
    for start, _, end in reversed(list(_from_clauses(text))):
        blank = "".join(sign if sign in "\r\n" else " " for sign in text[start:end])
        text = f"{text[:start]}{blank}{text[end:]}"
    return text


def separated(text: str) -> str:
    """Say the separator of a GROUP_CONCAT that says none (§18.5.1.7)."""
    pieces, done, depth = [], 0, 0
    opened: list[tuple[int, bool]] = []
    before: Token | None = None
    for token in tokens(text):
        if token.says("("):
            depth += 1
            if before is not None and before.says("GROUP_CONCAT"):
                opened.append((depth, False))
        elif token.says("SEPARATOR") and opened:
            opened[-1] = (opened[-1][0], True)
        elif token.says(")"):
            if opened and opened[-1][0] == depth and not opened.pop()[1]:
                pieces += [text[done : token.start], ' ; SEPARATOR=" "']
                done = token.start
            depth -= 1
        before = token
    return "".join([*pieces, text[done:]])


def _from_clauses(text: str) -> Iterator[tuple[int, bool, int]]:
    """The places of FROM clauses: where each starts, whether it says NAMED, where it ends."""
    listed = list(tokens(text))
    for place, token in enumerate(listed):
        if token.says("FROM"):
            named = any(following.says("NAMED") for following in listed[place + 1 : place + 2])
            iri = listed[place + 1 + named : place + 2 + named]
            yield token.start, named, iri[0].end if iri else token.end
