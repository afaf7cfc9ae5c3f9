"""A page, and RDF, for every thing under /id/…, by suffix or content negotiation.

The RDF of a thing holds what its page is written from. What a page shows beside the facts is
decided by the thing's kind (`plangraf.web.things.kinds`) and put together in
`plangraf.web.pages.sections`.
"""

from typing import Final
from urllib.parse import quote

from flask import Blueprint, Response, redirect, render_template, request
from rdflib import URIRef

from plangraf.errors import UnknownName
from plangraf.iris import thing as thing_iri
from plangraf.language import Text
from plangraf.sparql.formats import FORMATS
from plangraf.sparql.negotiation import choose
from plangraf.store.binding import is_iri
from plangraf.web.context import Visit, current
from plangraf.web.pages.sections import sections
from plangraf.web.replying import not_modified, reply, tag
from plangraf.web.site import address
from plangraf.web.things.asking import question
from plangraf.web.things.compacting import compacted, read_words
from plangraf.web.things.thing import Thing, find_thing

blueprint = Blueprint("entities", __name__)

_RDF: Final = tuple(FORMATS[key] for key in ("ttl", "nt", "rdf", "jsonld"))
_OFFERS: Final = (*_RDF, FORMATS["html"])
_SPANS: Final = 12


@blueprint.get("/id/<path:path>")
def thing(path: str) -> Response:
    """Return one thing: its page, or what is known of it as RDF."""
    visit = current()
    name, suffix = _split(path)
    iri = URIRef(thing_iri(name))
    if not is_iri(iri):
        raise _unknown(name)
    chosen = choose(
        _OFFERS,
        request.headers.get("Accept"),
        suffix=suffix,
        format=request.args.get("format"),
    )
    here = address(f"/id/{quote(name)}")
    etag = tag("thing", name, chosen.format.key, visit.language, request.query_string)
    kept = not_modified(etag, fresh=60)
    if kept is not None:
        return kept
    links = [f'<{here}.{f.key}>; rel="alternate"; type="{f.media}"' for f in _RDF]
    links.append(f'<{here}>; rel="canonical"')
    if chosen.format.key == "html":
        found = find_thing(visit, iri)
        if found is None:
            raise _unknown(name)
        return reply(
            _page(visit, found, here), chosen.content_type, etag=etag, links=links, fresh=60
        )
    body = visit.graph(question("description"), {"about": iri}, chosen.format.key)
    if not _says_something(visit, iri):
        raise _unknown(name)
    if chosen.format.key == "jsonld":
        words = read_words(visit.root / "ontology" / "context.jsonld")
        body = compacted(body, words, first=str(iri)).encode()
    file = f"{name.rpartition('/')[2] or 'thing'}.{chosen.format.key}"
    return reply(body, chosen.content_type, etag=etag, file=file, links=links, fresh=60)


@blueprint.get("/evidence/<path:path>")
def evidence(path: str) -> Response:
    """Lead the short address of a passage to its place among the things."""
    target = current().path(f"/id/evidence/{path}")
    return redirect(target, 301)  # type: ignore[return-value]


def _page(visit: Visit, found: Thing, here: str) -> str:
    more = sections(visit, found)
    return render_template(
        f"things/{found.kind.template}.html",
        thing=found,
        about=found.about,
        labels=found.labels,
        address=here,
        alternates=[(f.key, f.media) for f in _RDF],
        most_spans=_SPANS,
        many_sources=len({span.source for span in found.spans}) > 1,
        status_text=visit.t("Uppgiftens status", "Status of the statement"),
        **more,
    )


def _says_something(visit: Visit, iri: URIRef) -> bool:
    """Whether anything is known of an IRI."""
    text = "SELECT ?p WHERE { { ?about ?p ?o } UNION { ?s ?p ?about } } LIMIT 1"
    return bool(visit.ask(text, {"about": iri}))


def _split(path: str) -> tuple[str, str | None]:
    """Split a path from the suffix of a format; dots are common in names (`adults-1.1`)."""
    name, dot, suffix = path.rpartition(".")
    if dot and suffix in {offer.key for offer in _OFFERS}:
        return name, suffix
    return path, None


def _unknown(name: str) -> UnknownName:
    return UnknownName(
        Text(
            f"Här finns inget som heter ”{name[:200]}”.",
            f"There is nothing called “{name[:200]}” here.",
        ),
        remedy=Text(
            "Sök efter det, eller börja bland planerna.", "Search for it, or start with the plans."
        ),
    )
