"""The allowed values of a parameter: terms with a label, and the other names they go by.

Turns the rows of a list of values (or the choices of a header) into options, and a text into the
options that it means. A text means an option by its IRI, by the last parts of its IRI, by its label
or an alias, or, failing all these, by words of them: "Härryda" is enough for the one plan that has
that word.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from rdflib import Literal, URIRef

from plangraf.catalogue.definition import LANGUAGE_VARIABLE, Parameter
from plangraf.language import Language
from plangraf.store.binding import bind, is_iri
from plangraf.store.interface import Answer, Row, Term
from plangraf.vocabulary import PGID, PREFIXES


@dataclass(frozen=True)
class Option:
    """One allowed value. `key` is its shortest name that no other option of the list has."""

    term: Term
    label: str
    key: str
    names: frozenset[str]


def list_query(parameter: Parameter, language: Language) -> str:
    """Return the query that lists the parameter's values, in a language."""
    return bind(parameter.values, {LANGUAGE_VARIABLE: (Literal(language),)})


def options_from(answer: Answer) -> tuple[Option, ...]:
    """Read the rows of a list of values, in their order; rows of one value are one option."""
    places = {name: n for n, name in enumerate(answer.variables)}
    labels: dict[Term, str] = {}
    names: dict[Term, set[str]] = {}
    for row in answer.rows():
        term = _cell(row, places, "value")
        if term is None:
            continue
        label, alias = _cell(row, places, "label"), _cell(row, places, "alias")
        labels.setdefault(term, str(label) if label is not None else str(term))
        names.setdefault(term, set()).update(str(t) for t in (label, alias) if t is not None)
    return _with_keys(labels, names)


def options_of_choices(parameter: Parameter, language: Language) -> tuple[Option, ...]:
    """Return the options written in the header; IRIs may be written with a prefix."""
    options = []
    for choice in parameter.choices:
        term: Term = Literal(choice.value)
        if parameter.kind == "iri":
            term = URIRef(expanded(choice.value) or choice.value)
        names = frozenset(map(folded, (choice.value, *choice.label)))
        options.append(Option(term, choice.label.in_(language), choice.value, names))
    return tuple(options)


def meant(options: Iterable[Option], text: str) -> tuple[Option, ...]:
    """Return the options that a text means: one when it is clear, several when it is not."""
    options = tuple(options)
    iri, plain = expanded(text), folded(text)
    exact = tuple(o for o in options if iri is not None and str(o.term) == iri)
    if exact:
        return exact
    tails = tuple(o for o in options if isinstance(o.term, URIRef) and text in _tails(str(o.term)))
    if tails:
        return tails
    named = tuple(o for o in options if plain in o.names or plain == folded(o.key))
    if named:
        return named
    words = set(_words(plain))
    return tuple(o for o in options if words and any(words <= set(_words(n)) for n in o.names))


def nearest(options: Iterable[Option], text: str) -> tuple[Option, ...]:
    """Return up to three options whose names look like the text."""
    by_name: dict[str, Option] = {}
    for option in options:
        for name in (folded(option.key), *sorted(option.names)):
            by_name.setdefault(name, option)
    close = get_close_matches(folded(text), list(by_name), 3, 0.5)
    return tuple(dict.fromkeys(by_name[name] for name in close))


def expanded(text: str) -> str | None:
    """Return the IRI that a text writes (`https://…`, `<https://…>`, `pgid:plan/x`), or None."""
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    prefix, colon, local = bare.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        bare = PREFIXES[prefix] + local
    return bare if is_iri(bare) else None


def folded(text: str) -> str:
    """Fold case and white space for comparing."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _with_keys(labels: dict[Term, str], names: dict[Term, set[str]]) -> tuple[Option, ...]:
    tails = [tail for term in labels for tail in _tails(str(term)) if isinstance(term, URIRef)]
    options = []
    for term, label in labels.items():
        key = str(term)
        if isinstance(term, URIRef):
            own = sorted(_tails(key), key=len)
            key = next((tail for tail in own if tails.count(tail) == 1), key)
        spoken = {folded(name) for name in names[term]} | {folded(key.replace("-", " "))}
        options.append(Option(term, label, key, frozenset(spoken)))
    return tuple(options)


def _tails(iri: str) -> set[str]:
    """Return the ends of one of our IRIs: `adults-1.1`, `harryda-2019-2022/adults-1.1`, …"""
    if not iri.startswith(str(PGID)):
        return {re.split(r"[/#]", iri)[-1]} - {""}
    parts = iri.removeprefix(str(PGID)).split("/")
    return {"/".join(parts[n:]) for n in range(len(parts))}


def _words(text: str) -> list[str]:
    return re.findall(r"[\w.]*\w", text)


def _cell(row: Row, places: dict[str, int], name: str) -> Term | None:
    return row[places[name]] if name in places else None
