"""What the search looks in: things, saved queries and stories as documents with weighted texts.

A thing is also found by the names of its topics, which are the thesaurus. A document is named by
its IRI, or by its path where it is a page of the site and no thing of the data.
"""

from collections.abc import Iterator
from typing import Final

from rdflib import Literal, URIRef

from plangraf.catalogue.parameters import Values, sentence
from plangraf.catalogue.stories import Story
from plangraf.language import LANGUAGES
from plangraf.store.interface import Term
from plangraf.web.context import Visit
from plangraf.web.pages.searching import Document
from plangraf.web.pages.stories import every_story
from plangraf.web.queries.catalogue import saved_queries
from plangraf.web.things import asking
from plangraf.web.things.kinds import QUERY, STORY, kind_of
from plangraf.web.things.statements import Statements

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

_TITLE: Final = 4.0
_SENTENCE: Final = 2.0
_LEAD: Final = 1.0


def documents(visit: Visit) -> Iterator[Document]:
    """Yield all that can be found."""
    yield from _things(asking.statements(visit, "searchable"))
    yield from _questions()
    yield from _stories()


def is_page(document: Document) -> bool:
    """Whether a document is a page of the site and no thing of the data."""
    return document.name.startswith("/")


def _things(about: Statements) -> Iterator[Document]:
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
        yield Document(str(thing), tuple(texts), facets)


def _language(text: Term) -> str:
    return (text.language or "sv") if isinstance(text, Literal) else "sv"


def _questions() -> Iterator[Document]:
    """Yield the saved queries: title and question count, parameters do not."""
    for query in saved_queries():
        asked = sentence(query, Values("sv")), sentence(query, Values("en"))
        texts = [
            (text, language, weight)
            for pair, weight in ((query.title, _TITLE), (asked, _SENTENCE))
            for language, text in zip(LANGUAGES, pair, strict=True)
        ]
        yield Document(f"/queries/{query.name}", tuple(texts), {"kind": (QUERY.key,)})


def _stories() -> Iterator[Document]:
    """Yield the stories, each in all its languages, by title and beginning.

    All its words would make a story the only hit for many a question.
    """
    by_name: dict[str, list[Story]] = {}
    for story in every_story().texts:
        by_name.setdefault(story.name, []).append(story)
    for name, tellings in by_name.items():
        texts = [(story.title, story.language, _TITLE) for story in tellings]
        texts += [(story.lead, story.language, _LEAD) for story in tellings]
        yield Document(f"/stories/{name}", tuple(texts), {"kind": (STORY.key,)})
