"""Terms bound to the variables of a query: at the places where the variables stand, and only there.

The embedded engine binds natively only what the SELECT clause returns (pyoxigraph 0.5 refuses any
other variable), so that every store takes its bindings this way. Nothing is pasted: the query is
read as tokens, a term is serialised by this module after its parts have been checked, and it takes
the place of whole variable tokens. A single value becomes the term itself (`BOUND(?x)` true, in the
SELECT clause `(term AS ?x)`); several become VALUES at the start of every group in which the
variable stands directly. A variable without a value stays as it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import BNode, URIRef

from plangraf.store.interface import Term
from plangraf.store.tokens import Token, tokens

# RFC 3987 §2.2: no controls, no private signs, no code points that are no signs; %XX whole, one #.
_NO_SIGNS = "".join(chr(plane << 16 | last) for plane in range(1, 15) for last in (0xFFFE, 0xFFFF))
_BAD_IN_IRI = re.compile(
    r'[\x00-\x20<>"{}|^`\\\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff'
    rf"\U000e0000-\U000e0fff\U000f0000-\U0010ffff{_NO_SIGNS}]"
    r"|%(?![0-9A-Fa-f]{2})|\#[^\#]*\#|(?<!//)\[|\](?![:/?#]|\Z)"
)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LANGUAGE_TAG = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass
class _Open:
    """A brace or bracket that is open while the tokens are walked."""

    sign: str
    start: int
    selects: bool = False


def is_iri(text: str) -> bool:
    """Whether `text` can stand between `<` and `>` as an absolute IRI."""
    return bool(_ABSOLUTE.match(text)) and not _BAD_IN_IRI.search(text)


def serialised(term: Term) -> str:
    """Write a term as SPARQL; ValueError for what cannot be written (blank nodes, broken IRIs)."""
    if isinstance(term, BNode):
        raise ValueError("a blank node has no name outside its graph")
    if isinstance(term, URIRef):
        if not is_iri(term):
            raise ValueError(f"not an absolute IRI: {str(term)!r}")
        return f"<{term}>"
    if any(0xD800 <= ord(sign) <= 0xDFFF or sign == "\0" for sign in term):
        raise ValueError("a text with a sign that no store can hold")
    quoted = '"' + "".join(_ESCAPES.get(sign, sign) for sign in term) + '"'
    if term.language:
        if not _LANGUAGE_TAG.fullmatch(term.language):
            raise ValueError(f"not a language tag: {term.language!r}")
        return f"{quoted}@{term.language}"
    return f"{quoted}^^{serialised(URIRef(term.datatype))}" if term.datatype else quoted


def bind(text: str, values: Mapping[str, Sequence[Term]]) -> str:
    """Return the query with each variable (named without `?`) bound to any of its terms."""
    if not values:
        return text
    written = {name: [serialised(term) for term in terms] for name, terms in values.items()}
    edits = sorted(_edits(text, written))
    parts, position = [], 0
    for start, end, piece in edits:
        parts += [text[position:start], piece]
        position = end
    return "".join([*parts, text[position:]])


def _edits(text: str, written: Mapping[str, Sequence[str]]) -> Iterator[tuple[int, int, str]]:
    """Find what to write where, as (start, end, piece)."""
    groups: dict[int, set[str]] = {}
    for before, token, clause, group, depth in _walk(text):
        name = token.text[1:]
        terms = written.get(name)
        if not terms:
            continue
        if clause == "DESCRIBE":
            yield token.start, token.end, " ".join(terms)
        elif len(terms) > 1:
            if group is not None:
                groups.setdefault(group, set()).add(name)
        elif len(before) > 1 and before[-1].says("(") and before[-2].says("BOUND"):
            yield before[-2].start, before[-2].end, " "
            yield token.start, token.end, "true"
        elif clause == "SELECT":
            inner = f"_{depth}" if depth else ""  # so that no outer SELECT binds the name again
            yield token.start, token.end, f"({terms[0]} AS {token.text}{inner})"
        elif clause == "BY":
            yield token.start, token.end, f"({terms[0]})"
        elif not (before and before[-1].says("AS", "VALUES")):
            yield token.start, token.end, f" {terms[0]} "
    for start, names in groups.items():
        pieces = (f" VALUES ?{name} {{ {' '.join(written[name])} }}" for name in sorted(names))
        yield start, start, "".join(pieces) + " "


def _walk(text: str) -> Iterator[tuple[list[Token], Token, str, int | None, int]]:
    """Walk the variables, each with the two tokens before it, its clause, group and depth.

    Clause is SELECT or DESCRIBE for a variable that is itself an item of such a clause, BY for one
    of GROUP BY or ORDER BY, otherwise empty. Group is the offset after the `{` of the group graph
    pattern in which the variable stands directly, or None (SELECT clause, modifiers, templates).
    """
    opened: list[_Open] = []
    before: list[Token] = []
    clause = ""
    template = False
    for token in tokens(text):
        if token.says("SELECT"):
            clause = "SELECT"
            if opened and opened[-1].sign == "{":
                opened[-1].selects = True
        elif token.says("CONSTRUCT"):
            template = True
        elif token.says("BY", "DESCRIBE"):
            clause = token.text.upper()
        elif token.says("WHERE", "FROM", "HAVING", "LIMIT", "OFFSET", "VALUES", "ORDER", "GROUP"):
            clause, template = "", False
        if token.says("{", "(", "["):
            opened.append(_Open(token.text, token.end, selects=token.text == "{" and template))
            template = template and token.text != "{"
            if token.text == "{":
                clause = ""
        elif token.says("}", ")", "]") and opened:
            opened.pop()
            clause = "" if token.says("}") else clause
        elif token.kind == "variable":
            direct = clause if not (opened and opened[-1].sign in "([") else ""
            braces = [brace for brace in opened if brace.sign == "{"]
            inner = braces[-1] if braces and not braces[-1].selects else None
            yield before[-2:], token, direct, inner.start if inner else None, len(braces)
        before = [*before[-1:], token]
