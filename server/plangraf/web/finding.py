"""The search of the site: the index over data and questions, kept per state of the data, its page.

Turns things into documents (which texts count how much, which facets they have) and hits into what
the page shows. A thing is also found by the names of its topics, which are the thesaurus. The index
itself is in `plangraf.web.searching`.
"""

import threading
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, current_app
from rdflib import Literal, URIRef

from plangraf.catalogue.parameters import Values, sentence
from plangraf.language import LANGUAGES
from plangraf.store.interface import Term
from plangraf.web import asking
from plangraf.web.catalogue import saved_queries
from plangraf.web.context import Visit
from plangraf.web.kinds import QUERY, Kind, kind, kind_of
from plangraf.web.labels import Labels
from plangraf.web.passages import Piece
from plangraf.web.searching import WORD, Document, Found, Index, folded, stemmed
from plangraf.web.site import site
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
TOPIC: Final = 0.3
"""The weight of the names of a thing's topics among its own texts."""

_QUERIES: Final = "/queries/"
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
            about = asking.statements(visit, "searchable")
            kept[visit.version] = Index([*_documents(about), *_questions()])
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


def _documents(about: Statements) -> list[Document]:
    found = []
    for thing in about.things():
        if not isinstance(thing, URIRef):
            continue
        known = kind_of(thing, about)
        if known.key in _UNSOUGHT:
            continue
        texts = [
            (str(text), _language(text), weight * _WORTH.get(known.key, 1.0))
            for curie, weight in _WEIGHTS
            for text in about.all(thing, curie)
        ]
        texts += [
            (str(text), _language(text), TOPIC)
            for topic in about.all(thing, "dcterms:subject")
            for curie in ("skos:prefLabel", "skos:altLabel")
            for text in about.all(topic, curie)
        ]
        facets = {
            "kind": (known.key,),
            "plan": tuple(str(p) for p in about.all(thing, "pg:inPlan")),
            "topic": tuple(str(t) for t in about.all(thing, "dcterms:subject")),
            "group": tuple(str(g) for g in about.all(thing, "pg:targetGroup")),
        }
        found.append(Document(str(thing), tuple(texts), facets))
    return found


def _language(text: Term) -> str:
    return (text.language or "sv") if isinstance(text, Literal) else "sv"


def _questions() -> list[Document]:
    """Return the saved queries: title and question count, parameters do not."""
    found = []
    for query in saved_queries():
        asked = sentence(query, Values("sv")), sentence(query, Values("en"))
        texts = [
            (text, language, weight)
            for pair, weight in ((query.title, 4.0), (asked, 2.0))
            for language, text in zip(LANGUAGES, pair, strict=True)
        ]
        found.append(Document(_QUERIES + query.name, tuple(texts), {"kind": (QUERY.key,)}))
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
    name = _name(visit, labels, document)
    pieces = _marked(str(name), answer)
    context: tuple[Piece, ...] = ()
    context_lang = ""
    if answer.stems and not any(piece.marked for piece in pieces):
        for text, spoken, _ in document.texts:
            marked = _marked(text, answer)
            if text != str(name) and any(piece.marked for piece in marked):
                context, context_lang = marked, "" if spoken == visit.language else spoken
                break
    plans = document.facets.get("plan", ())
    lang = "" if not name.language or name.language == visit.language else name.language
    ours = document.name.startswith(_QUERIES)
    return Result(
        visit.path(document.name) if ours else visit.url(document.name),
        kind(document.facets["kind"][0]),
        URIRef(plans[0]) if plans else None,
        tuple(URIRef(group) for group in document.facets.get("group", ())),
        pieces,
        lang,
        context,
        context_lang,
    )


def _name(visit: Visit, labels: Labels, document: Document) -> Literal:
    """Return what a hit is called: a question by its title."""
    if not document.name.startswith(_QUERIES):
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
