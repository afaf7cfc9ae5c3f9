"""The search of the site: the index over the data, kept per state of the data, and its page.

Turns things into documents (which texts count how much, which facets they have) and hits into what
the page shows. The index itself is in `plangraf.web.searching`.
"""

import threading
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from flask import current_app
from rdflib import Literal, URIRef

from plangraf.store.interface import Term
from plangraf.web import asking
from plangraf.web.context import Visit
from plangraf.web.kinds import Kind, kind, kind_of
from plangraf.web.labels import Labels
from plangraf.web.passages import Piece
from plangraf.web.searching import WORD, Document, Found, Index, folded, stemmed
from plangraf.web.statements import Statements, expanded

_EXTENSION: Final = "plangraf.search"
_WEIGHTS: Final = (
    ("skos:prefLabel", 6.0),
    ("dcterms:title", 6.0),
    ("skos:altLabel", 4.0),
    ("skos:hiddenLabel", 4.0),
    ("skos:notation", 3.0),
    ("dcterms:identifier", 2.0),
    ("skos:definition", 1.5),
    ("pg:purpose", 1.5),
    ("dcterms:description", 1.5),
    ("oa:bodyValue", 1.5),
)
_UNSOUGHT: Final = (
    "observation",
    "mapping",
    "mapping-set",
    "evidence",
    "attribution",
    "retrieval",
    "target",
)
_WORTH: Final = {
    "plan": 1.6,
    "goal": 1.4,
    "focus-area": 1.3,
    "topic": 1.3,
    "activity": 1.1,
    "area": 0.5,
}
FACETS: Final = ("kind", "plan", "topic")
PAGE: Final = 25
_LOCK: Final = threading.Lock()


@dataclass(frozen=True)
class Result:
    """One hit as the page shows it. `context` is a text with the words, if the name has none."""

    iri: str
    kind: Kind
    plan: Term | None
    pieces: tuple[Piece, ...]
    lang: str
    context: tuple[Piece, ...]


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
            kept[visit.version] = Index(_documents(asking.statements(visit, "searchable")))
        return kept[visit.version]


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
        + [v for hit in shown for v in hit.document.facets.get("plan", ())]
        + [v for name in ("plan", "topic") for v in choices[name]]
    )
    return {
        "labels": labels,
        "results": [_result(visit, labels, hit.document, answer) for hit in shown],
        "total": len(answer.hits),
        "first": first + 1,
        "instead": answer.instead,
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


def _documents(about: Statements) -> list[Document]:
    found = []
    for thing in about.things():
        if not isinstance(thing, URIRef):
            continue
        known = kind_of(thing, about)
        if known.key in _UNSOUGHT:
            continue
        texts = tuple(
            (
                str(text),
                (text.language or "sv") if isinstance(text, Literal) else "sv",
                weight * _WORTH.get(known.key, 1.0),
            )
            for curie, weight in _WEIGHTS
            for text in about.all(thing, curie)
        )
        facets = {
            "kind": (known.key,),
            "plan": tuple(str(p) for p in about.all(thing, "pg:inPlan")),
            "topic": tuple(str(t) for t in about.all(thing, "dcterms:subject")),
        }
        found.append(Document(str(thing), texts, facets))
    return found


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
    name = labels.of(URIRef(document.name))
    pieces = _marked(str(name), answer)
    context: tuple[Piece, ...] = ()
    if answer.stems and not any(piece.marked for piece in pieces):
        for text, _, _ in document.texts:
            marked = _marked(text, answer)
            if text != str(name) and any(piece.marked for piece in marked):
                context = marked
                break
    plans = document.facets.get("plan", ())
    lang = "" if not name.language or name.language == visit.language else name.language
    return Result(
        document.name,
        kind(document.facets["kind"][0]),
        URIRef(plans[0]) if plans else None,
        pieces,
        lang,
        context,
    )


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
