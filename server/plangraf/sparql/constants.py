"""The constants of a query's text as terms, and terms as a query would write them."""

import re
from collections.abc import Iterable
from typing import Final

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD

from plangraf.sparql.scanning import Scan, Token
from plangraf.store.interface import Term
from plangraf.vocabulary import PREFIXES

RDF_TYPE: Final = URIRef(PREFIXES["rdf"] + "type")
_LONGEST: Final = 200
_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_ESCAPES: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def constant(text: str, prologue: str) -> Term | None:
    """Read one constant; None for a variable, a path or a bracket."""
    if text == "a":
        return RDF_TYPE
    tokens = Scan(text).tokens
    found = constants(tokens, prologue)
    plain = {"iri": 1, "name": 1, "number": 1, "word": 1}
    if not found or len(found) > 1:
        return None
    head = tokens[0]
    if head.kind == "string" or (head.text in "+-" and len(tokens) == 2):
        return found[0]
    return found[0] if len(tokens) == plain.get(head.kind) else None


def constants(tokens: Iterable[Token], prologue: str) -> list[Term]:
    """Return the IRIs and literals among tokens; keywords and functions are none."""
    declared = _prefixes(prologue)
    read: list[Term] = []
    listed = list(tokens)
    skip = -1
    for place, token in enumerate(listed):
        following = listed[place + 1 : place + 4]
        if place <= skip:
            continue
        if token.kind in ("iri", "name"):
            iri = _iri(token, declared)
            called = following and following[0].text == "("
            if iri is not None and not called:
                read.append(iri)
        elif token.kind == "string":
            literal, used = _literal(token, following, declared)
            read.append(literal)
            skip = place + used
        elif token.kind == "number":
            sign = "-" if place and listed[place - 1].text == "-" else ""
            read.append(_number(sign + token.text.rstrip(".")))
        elif token.is_word("TRUE", "FALSE") and (not place or listed[place - 1].text != "!"):
            read.append(Literal(token.text.lower(), datatype=XSD.boolean))
    return read


def written(term: Term) -> str:
    """Write a term as a person would: with the project's prefixes where that is allowed."""
    if isinstance(term, BNode):
        return "[]"
    if isinstance(term, URIRef):
        for prefix, namespace in PREFIXES.items():
            if term.startswith(namespace) and _NAME.fullmatch(term[len(namespace) :]):
                return f"{prefix}:{term[len(namespace) :]}"
        return f"<{term}>"
    text = str(term)
    text = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    if term.datatype in (XSD.integer, XSD.decimal, XSD.boolean):
        return text
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if term.language:
        return f"{quoted}@{term.language}"
    return f"{quoted}^^{written(term.datatype)}" if term.datatype else quoted


def _prefixes(prologue: str) -> dict[str, str]:
    tokens = Scan(prologue).tokens
    return {
        name.text[:-1]: iri.text[1:-1]
        for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.is_word("PREFIX")
    }


def _iri(token: Token, declared: dict[str, str]) -> URIRef | None:
    if token.kind == "iri":
        return URIRef(token.text[1:-1])
    prefix, _, local = token.text.partition(":")
    if prefix not in declared:
        return None
    return URIRef(declared[prefix] + re.sub(r"\\(.)", r"\1", local))


def _literal(token: Token, following: list[Token], declared: dict[str, str]) -> tuple[Literal, int]:
    """Read a string with its tag or datatype; returns how many tokens those took."""
    quotes = 3 if token.text[:3] in ('"""', "'''") and len(token.text) >= 6 else 1
    inner = token.text[quotes:-quotes]
    text = re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), inner, flags=re.DOTALL)
    if following and following[0].kind == "tag":
        return Literal(text, lang=following[0].text[1:]), 1
    if [t.text for t in following[:2]] == ["^", "^"] and len(following) > 2:
        return Literal(text, datatype=_iri(following[2], declared), normalize=False), 3
    return Literal(text), 0


def _number(text: str) -> Literal:
    if "e" in text.lower():
        return Literal(text, datatype=XSD.double, normalize=False)
    return Literal(text, datatype=XSD.decimal if "." in text else XSD.integer, normalize=False)
