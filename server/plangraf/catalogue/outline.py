"""A query's outline: its form, what it selects, its parameters, whether it is ordered and limited.

Read from tokens, not by a parser: the engine has the last word on syntax. What a header must agree
with is here, together with those mistakes that an engine tells badly or too late (a bracket that
is never closed, a prefix that was not declared).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from plangraf.catalogue.definition import Form
from plangraf.language import Text
from plangraf.store.tokens import Token, tokens

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_CLOSING = {"{": "}", "(": ")", "[": "]"}


@dataclass(frozen=True)
class Outline:
    """What can be said of a query without parsing it. Variables have no `?`.

    `variables` gives the line of the first occurrence. `limited`: LIMIT and OFFSET cannot be added
    at the end, because they (or a VALUES clause) already stand there.
    """

    form: Form | None
    form_line: int
    selected: tuple[str, ...]
    everything: bool
    variables: dict[str, int]
    ordered: bool
    limited: bool
    prefixes: dict[str, tuple[str, int]]
    problems: tuple[tuple[int, Text], ...]

    @property
    def parameters(self) -> dict[str, int]:
        """Variables that begin with `_`, with the line of their first occurrence."""
        return {name: line for name, line in self.variables.items() if name.startswith("_")}


def outline(text: str) -> Outline:
    """Read the outline of a query."""
    read = list(tokens(text))
    top = list(_at_top(read))
    form = next((t for t in top if t.says(*_FORMS)), None)
    words = [t.text.upper() for t in top if t.kind == "name"]
    variables: dict[str, int] = {}
    for token in read:
        if token.kind == "variable":
            variables.setdefault(token.text[1:], token.line)
    selected, everything = _selected(read) if form and form.says("SELECT") else ((), False)
    prefixes = dict(_prefixes(read))
    return Outline(
        form=cast(Form, form.text.upper()) if form else None,
        form_line=form.line if form else 1,
        selected=selected,
        everything=everything,
        variables=variables,
        ordered=any(pair == ("ORDER", "BY") for pair in zip(words, words[1:], strict=False)),
        limited=not {"LIMIT", "OFFSET", "VALUES"}.isdisjoint(words),
        prefixes=prefixes,
        problems=(*_odd(read), *_unclosed(read), *_undeclared(read, prefixes)),
    )


def _at_top(read: list[Token]) -> Iterator[Token]:
    """Yield the tokens outside all brackets."""
    depth = 0
    for token in read:
        if token.says("}", ")", "]"):
            depth -= 1
        if depth == 0:
            yield token
        if token.says("{", "(", "["):
            depth += 1


def _selected(read: list[Token]) -> tuple[tuple[str, ...], bool]:
    """Return the variables of the outermost SELECT clause, and whether it is `*`."""
    names: list[str] = []
    depth, begun, everything, renamed = 0, False, False, False
    for token in read:
        if not begun:
            begun = token.says("SELECT")
            continue
        if token.says("{") or (depth == 0 and token.says("WHERE", "FROM")):
            break
        if token.says("("):
            depth += 1
        elif token.says(")"):
            depth -= 1
        elif token.kind == "variable" and (depth == 0 or (depth == 1 and renamed)):
            names.append(token.text[1:])
        everything = everything or (depth == 0 and token.says("*"))
        renamed = token.says("AS")
    return tuple(names), everything


def _prefixes(read: list[Token]) -> Iterator[tuple[str, tuple[str, int]]]:
    """Yield the declared prefixes with IRI and line."""
    for first, name, iri in zip(read, read[1:], read[2:], strict=False):
        if first.says("PREFIX") and name.text.endswith(":") and iri.kind == "iri":
            yield name.text[:-1], (iri.text[1:-1], name.line)


def _odd(read: list[Token]) -> Iterator[tuple[int, Text]]:
    """Tell the first sign that belongs to no token: mostly a quotation mark that is not closed."""
    for token in read:
        if token.kind == "odd":
            yield (
                token.line,
                Text(
                    f"Tecknet {token.text} passar inte in här (ett citattecken som inte stängs?).",
                    f"The sign {token.text} does not fit here (a quotation mark left open?).",
                ),
            )
            return


def _unclosed(read: list[Token]) -> Iterator[tuple[int, Text]]:
    """Tell the first bracket that has no partner."""
    opened: list[Token] = []
    for token in read:
        if token.says("{", "(", "["):
            opened.append(token)
        elif token.says("}", ")", "]"):
            if not opened or _CLOSING[opened[-1].text] != token.text:
                yield token.line, _without_partner(token.text)
                return
            opened.pop()
    if opened:
        yield opened[-1].line, _without_partner(opened[-1].text)


def _without_partner(sign: str) -> Text:
    return Text(f"Parentesen {sign} saknar sin andra hälft.", f"The bracket {sign} has no partner.")


def _undeclared(
    read: list[Token], prefixes: dict[str, tuple[str, int]]
) -> Iterator[tuple[int, Text]]:
    """Tell each prefix that is used and not declared, once."""
    told = set(prefixes)
    for token in read:
        if token.kind != "name" or ":" not in token.text or token.text.startswith("_:"):
            continue
        prefix = token.text.partition(":")[0]
        if prefix not in told:
            told.add(prefix)
            yield (
                token.line,
                Text(f"Prefixet {prefix}: är inte deklarerat.", f"Prefix {prefix}: is undeclared."),
            )
