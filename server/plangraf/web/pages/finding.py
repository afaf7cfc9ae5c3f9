"""The search of the site: the index, kept per state of the data, and its page.

Turns hits into what the page shows. What is looked in stands in `plangraf.web.pages.searchable`,
the index itself in `plangraf.web.pages.searching`.
"""

import threading
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, current_app
from rdflib import Literal, URIRef

from plangraf.store.interface import Term
from plangraf.web.context import Visit
from plangraf.web.pages.searchable import documents, is_page
from plangraf.web.pages.searching import WORD, Document, Found, Index, folded, stemmed
from plangraf.web.site import site
from plangraf.web.things.kinds import Kind, kind
from plangraf.web.things.labels import Labels
from plangraf.web.things.passages import Piece
from plangraf.web.things.statements import expanded

_EXTENSION: Final = "plangraf.search"
FACETS: Final = ("kind", "plan", "topic")
PAGE: Final = 25
_LOCK: Final = threading.Lock()


@dataclass(frozen=True)
class Result:
    """One hit as the page shows it. `context` is a text with the words, if the name has none.

    `lang` and `context_lang` are empty where the text is in the visitor's own language.
    """

    href: str
    kind: Kind
    plan: Term | None
    groups: tuple[Term, ...]
    pieces: tuple[Piece, ...]
    lang: str
    context: tuple[Piece, ...]
    context_lang: str


@dataclass(frozen=True)
class Choice:
    """One value of a facet with its count and where it leads (away from it, when chosen)."""

    value: str
    text: str
    count: int
    href: str
    chosen: bool


def index_of(visit: Visit) -> Index:
    """Return the index over the data as they are now."""
    kept: dict[str, Index] = current_app.extensions.setdefault(_EXTENSION, {})
    with _LOCK:
        if visit.version not in kept:
            kept.clear()
            kept[visit.version] = Index(documents(visit))
        return kept[visit.version]


def prepare(app: Flask) -> None:
    """Build the index, so that the first who searches need not wait for it."""
    with app.app_context():
        index_of(Visit(site(), "sv"))


def found(visit: Visit, words: str, facets: dict[str, str], page: int) -> dict[str, Any]:
    """Return what the page of a search shows."""
    index = index_of(visit)
    answer = index.search(words, facets)
    first = (page - 1) * PAGE
    shown = answer.hits[first : first + PAGE]
    labels = Labels(visit)
    choices = {
        name: _counted(index.search(words, {k: v for k, v in facets.items() if k != name}), name)
        for name in FACETS
    }
    labels.learn(
        [hit.document.name for hit in shown]
        + [v for hit in shown for f in ("plan", "group") for v in hit.document.facets.get(f, ())]
        + [v for name in ("plan", "topic") for v in choices[name]]
    )
    return {
        "labels": labels,
        "results": [_result(visit, labels, hit.document, answer) for hit in shown],
        "total": len(answer.hits),
        "first": first + 1,
        "instead": answer.instead,
        "partly": answer.partly,
        "facets": {
            name: _choices(visit, labels, name, counts, words, facets)
            for name, counts in choices.items()
        },
        "previous": _there(visit, words, facets, page - 1) if page > 1 else "",
        "next": _there(visit, words, facets, page + 1) if first + PAGE < len(answer.hits) else "",
    }


def short(iri: str) -> str:
    """Return the last part of an IRI, as facets stand in addresses."""
    return iri.rpartition("/")[2]


def _counted(answer: Found, facet: str) -> Counter[str]:
    return Counter(v for hit in answer.hits for v in hit.document.facets.get(facet, ()))


def _choices(
    visit: Visit,
    labels: Labels,
    name: str,
    counts: Counter[str],
    words: str,
    facets: dict[str, str],
) -> list[Choice]:
    chosen = facets.get(name, "")
    choices = []
    for value, count in counts.most_common(12 if name == "topic" else 20):
        text = (
            kind(value).many.in_(visit.language)
            if name == "kind"
            else str(labels.of(URIRef(value)))
        )
        others = {k: v for k, v in facets.items() if k != name}
        there = others if value == chosen else {**others, name: value}
        choices.append(Choice(value, text, count, _there(visit, words, there), value == chosen))
    return choices


def _there(visit: Visit, words: str, facets: dict[str, str], page: int = 1) -> str:
    short_facets = {k: v if k == "kind" else short(v) for k, v in facets.items()}
    return visit.path("/search", q=words, **short_facets, page=str(page) if page > 1 else "")


def _result(visit: Visit, labels: Labels, document: Document, answer: Found) -> Result:
    name = _name(visit, labels, document)
    pieces = _marked(str(name), answer)
    context: tuple[Piece, ...] = ()
    context_lang = ""
    if answer.stems and not any(piece.marked for piece in pieces):
        ours_first = sorted(document.texts, key=lambda said: said[1] != visit.language)
        for text, spoken, _ in ours_first:
            marked = _marked(text, answer)
            if text != str(name) and any(piece.marked for piece in marked):
                context, context_lang = marked, "" if spoken == visit.language else spoken
                break
    plans = document.facets.get("plan", ())
    lang = "" if not name.language or name.language == visit.language else name.language
    return Result(
        visit.path(document.name) if is_page(document) else visit.url(document.name),
        kind(document.facets["kind"][0]),
        URIRef(plans[0]) if plans else None,
        tuple(URIRef(group) for group in document.facets.get("group", ())),
        pieces,
        lang,
        context,
        context_lang,
    )


def _name(visit: Visit, labels: Labels, document: Document) -> Literal:
    """Return what a hit is called: a page of the site by its title."""
    if not is_page(document):
        return labels.of(URIRef(document.name))
    title = next(text for text, language, _ in document.texts if language == visit.language)
    return Literal(title, lang=visit.language)


def _marked(text: str, answer: Found) -> tuple[Piece, ...]:
    """Cut a text into words that were looked for and the rest."""
    pieces, end = [], 0
    for word in WORD.finditer(text):
        forms = {stemmed(word[0], "sv"), stemmed(word[0], "en"), folded(word[0])}
        if forms & answer.stems:
            pieces += [Piece(text[end : word.start()], False), Piece(word[0], True)]
            end = word.end()
    pieces.append(Piece(text[end:], False))
    return tuple(piece for piece in pieces if piece.text)


def expand_facet(name: str, value: str) -> str:
    """Return the IRI that a facet's short value stands for."""
    if name == "kind" or "/" in value:
        return value
    return str(expanded(f"pgid:{name}/{value}"))
