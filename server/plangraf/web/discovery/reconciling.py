"""`/reconcile`: the Reconciliation Service API 0.2, by which OpenRefine finds our things by name.

A spreadsheet's "Härryda" or "1401" becomes a thing of the graph: candidates come from the site's
search and are scored by how like one of their names the text is. Properties of a query are ignored:
nothing is claimed that was not compared. Read-only; every answer can be asked for from elsewhere.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from itertools import islice
from typing import Any, Final

from flask import Blueprint, Response, render_template, request
from rdflib import URIRef

from plangraf.errors import TooLarge, UnknownName, WrongUse
from plangraf.language import Text
from plangraf.sparql.formats import FORMATS
from plangraf.store.binding import is_iri
from plangraf.vocabulary import PG, PGID
from plangraf.web.context import Visit, current
from plangraf.web.pages.finding import index_of
from plangraf.web.pages.searchable import TOPIC
from plangraf.web.pages.searching import Document, folded
from plangraf.web.replying import framed_anywhere, reply, tag
from plangraf.web.site import address
from plangraf.web.things.kinds import Kind, kind
from plangraf.web.things.labels import Labels

blueprint = Blueprint("reconciling", __name__)

TYPES: Final = ("actor", "area", "topic", "plan", "goal", "indicator", "method", "target-group")
_MOST_QUERIES: Final = 100
_MOST_RESULTS: Final = 50
_RESULTS: Final = 5
_LOOKED_AT: Final = 200
_LONGEST: Final = 300
_NAME: Final = 200
"""Texts longer than this are no names."""

_CALLBACK: Final = re.compile(r"[A-Za-z_$][\w$.]{0,80}", re.ASCII)


@blueprint.route("/reconcile", methods=["GET", "POST"])
def reconcile() -> Response:
    """The manifest, or candidates for a batch of queries."""
    text = request.values.get("queries")
    if text is None:
        return _sent(_manifest(current()))
    try:
        batch = json.loads(text)
    except ValueError:
        batch = None
    if not isinstance(batch, dict) or not all(isinstance(q, dict) for q in batch.values()):
        raise WrongUse(
            Text(
                "queries ska vara ett JSON-objekt med en fråga per nyckel.",
                "queries must be a JSON object with a query for each key.",
            )
        )
    if len(batch) > _MOST_QUERIES:
        most = Text(f"Högst {_MOST_QUERIES} frågor.", f"At most {_MOST_QUERIES} queries.")
        raise TooLarge(most)
    visit = current()
    found = {key: _candidates(visit, query) for key, query in batch.items()}
    labels = Labels(visit)
    labels.learn(doc.name for list_ in found.values() for doc, _ in list_)
    return _sent({key: {"result": _results(labels, list_)} for key, list_ in found.items()})


@blueprint.get("/reconcile/suggest")
def suggest() -> Response:
    """Things whose names begin like what was typed."""
    visit = current()
    found = _candidates(visit, {"query": request.args.get("prefix", ""), "limit": _RESULTS * 2})
    labels = Labels(visit)
    labels.learn(doc.name for doc, _ in found)
    keys = ("id", "name", "description")
    return _sent({"result": [{k: one[k] for k in keys} for one in _results(labels, found)]})


@blueprint.get("/reconcile/preview")
def preview() -> Response:
    """A thing in a few words, for the frame of whoever reconciles."""
    iri = f"{PGID}{request.args.get('id', '')[:_LONGEST]}"
    visit = current()
    found = [doc for doc in index_of(visit).documents if doc.name == iri]
    if not found or not is_iri(iri):
        raise UnknownName(Text("Det finns inget med det namnet.", "There is nothing by that name."))
    page = render_template(
        "preview.html",
        labels=Labels(visit),
        thing=URIRef(iri),
        kind=_kind(found[0]),
        said=_said(found[0], visit),
        embedded=True,
    )
    return framed_anywhere(reply(page, FORMATS["html"].content_type(), etag=tag("preview", iri)))


def _manifest(visit: Visit) -> dict[str, Any]:
    here = address()
    return {
        "versions": ["0.2"],
        "name": visit.t("plangraf: planer för psykisk hälsa", "plangraf: mental-health plans"),
        "identifierSpace": str(PGID),
        "schemaSpace": str(PG),
        "documentation": f"{here}/about",
        "view": {"url": f"{here}/id/{{{{id}}}}"},
        "preview": {"url": f"{here}/reconcile/preview?id={{{{id}}}}", "width": 420, "height": 200},
        "suggest": {"entity": {"service_url": here, "service_path": "/reconcile/suggest"}},
        "defaultTypes": [_type(kind(key)) for key in TYPES],
        "batchSize": _MOST_QUERIES,
    }


def _candidates(visit: Visit, query: Mapping[str, Any]) -> list[tuple[Document, float]]:
    """Return what a query may mean, the most alike first, each with a score up to 100."""
    text = str(query.get("query", ""))[:_LONGEST].strip()
    limit = query.get("limit", _RESULTS)
    most = min(limit, _MOST_RESULTS) if isinstance(limit, int) and limit > 0 else _RESULTS
    given = query.get("type") or ()
    wanted = {given} if isinstance(given, str) else set(map(str, given))
    hits = index_of(visit).search(text).hits if text else ()
    fitting = (
        hit.document
        for hit in hits
        if _kind(hit.document).key in TYPES and (not wanted or _kind(hit.document).key in wanted)
    )
    scored = [(document, _likeness(text, document)) for document in islice(fitting, _LOOKED_AT)]
    return sorted(scored, key=lambda pair: -pair[1])[:most]


def _likeness(text: str, document: Document) -> float:
    """Return how like a text is to the most like of a thing's names, up to 100."""
    asked = folded(" ".join(text.split()))
    own = (text for text, _, weight in document.texts if weight > TOPIC and len(text) <= _NAME)
    names = {folded(name) for name in own}
    best = max((SequenceMatcher(None, asked, name).ratio() for name in names), default=0.0)
    return round(100 * best, 1)


def _results(labels: Labels, found: Iterable[tuple[Document, float]]) -> list[dict[str, Any]]:
    """Return candidates as the API has them; a match is the only one with that very name."""
    found = list(found)
    certain = [doc for doc, score in found if score == 100]
    return [
        {
            "id": doc.name.removeprefix(str(PGID)),
            "name": str(labels.of(URIRef(doc.name))),
            "description": _said(doc, current()),
            "type": [_type(_kind(doc))],
            "score": score,
            "match": certain == [doc],
        }
        for doc, score in found
    ]


def _said(document: Document, visit: Visit) -> str:
    """Say what kind of thing it is, and its definition where it has one."""
    longer = [t for t, language, _ in document.texts if language == visit.language and len(t) > 60]
    return ": ".join([_kind(document).name.in_(visit.language), *longer[:1]])[:_LONGEST]


def _kind(document: Document) -> Kind:
    return kind(document.facets["kind"][0])


def _type(known: Kind) -> dict[str, str]:
    return {"id": known.key, "name": known.name.in_(current().language)}


def _sent(content: dict[str, Any]) -> Response:
    """Return JSON, or a call with it for those who cannot ask otherwise (JSONP)."""
    text = json.dumps(content, ensure_ascii=False)
    callback = request.args.get("callback", "")
    if not callback:
        return reply(text, "application/json")
    if not _CALLBACK.fullmatch(callback):
        raise WrongUse(
            Text("callback är inget namn på en funktion.", "callback is not a function name.")
        )
    return reply(f"/**/{callback}({text});", "text/javascript; charset=utf-8")
