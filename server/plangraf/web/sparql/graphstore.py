"""`/data`: the SPARQL 1.1 Graph Store HTTP Protocol. Reads always, writes for those who may.

A graph is named indirectly (`?graph=<absolute IRI>`, `?default`) or directly: `/data/plans/x` is
the graph `…/graph/plans/x`. What is sent is parsed where it is written, in a process of its own
with a deadline and a memory bound; nothing is fetched on the way. The graphs of plans are
`plangraf.web.publishing.plan_graphs`' concern.
"""

import codecs
import secrets
from pathlib import PurePath
from typing import Final, Literal

from flask import Blueprint, Response, make_response, request

from plangraf.catalogue.parameters import AS_OF
from plangraf.errors import (
    ContentError,
    Outdated,
    ParameterError,
    TooLarge,
    UnknownName,
    UnreadableInput,
    UnsupportedMedia,
)
from plangraf.language import Text
from plangraf.plans.publishing.as_of import graph_then, read_day
from plangraf.plans.publishing.versions import plan_of_graph
from plangraf.sparql.changing import Change
from plangraf.sparql.formats import FORMATS, GRAPHS, reader_of
from plangraf.sparql.negotiation import choose
from plangraf.sparql.requests import iris_of, media_of
from plangraf.sparql.service import QueryRequest
from plangraf.store.following import sealed_default, sealed_graph
from plangraf.store.interface import EVERYTHING, Dataset
from plangraf.validation.reading import SUFFIXES
from plangraf.vocabulary import GRAPHS as GRAPH_SPACE
from plangraf.web.publishing import plan_graphs
from plangraf.web.replying import not_modified, reply, tag
from plangraf.web.site import address, client, client_gone, site
from plangraf.web.tokens import require_writer
from plangraf.web.validating.uploads import refuse_packed

blueprint = Blueprint("graphstore", __name__)

METHODS: Final = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
_READ: Final = tuple(f for f in GRAPHS if f.key not in ("trig", "nq"))
_CONTENT: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_NEW: Final = "uploads/"
_UNTYPED: Final = "application/rdf+xml"  # Graph Store Protocol §5
_BYTES: Final = "application/octet-stream"


@blueprint.route("/data", methods=METHODS, strict_slashes=False, provide_automatic_options=False)
@blueprint.route("/data/<path:tail>", methods=METHODS, provide_automatic_options=False)
def data(tail: str = "") -> Response:
    """Answer one request to the store or to one graph in it."""
    if request.method == "OPTIONS":
        response = make_response("", 204)
        response.headers["Allow"] = ", ".join(METHODS)
        return response
    if request.method in ("GET", "HEAD"):
        return _read(*_then(*_named(tail)))
    require_writer()
    refuse_packed()
    if request.method == "POST" and not tail and not {"graph", "default"} & set(request.args):
        return _create()
    graph, exists = _named(tail)
    _match(graph, exists)
    if request.method == "DELETE" and not exists:
        raise _unknown(graph)
    if plan_graphs.checked_here():
        if graph is None:
            raise sealed_default()
        if plan := plan_of_graph(graph):
            return _change_plan(plan, exists)
        if graph.startswith(plan_graphs.SEALED):
            raise sealed_graph()
    if request.method == "DELETE":
        site().runner.change(Change("delete", graph=graph))
        return make_response("", 204)
    _keep("put" if request.method == "PUT" else "post", graph)
    return make_response("", 204 if exists or graph not in site().runner.graphs else 201)


def _change_plan(plan: str, exists: bool) -> Response:
    """Change the graph of a plan: what is to stand there is checked first."""
    if request.method == "DELETE":
        return plan_graphs.delete(plan)
    hand_in = plan_graphs.put if request.method == "PUT" else plan_graphs.post
    return hand_in(plan, exists)


def _named(tail: str) -> tuple[str | None, bool]:
    """Return the graph that the request names (None: the default graph) and whether it exists."""
    graphs = iris_of([(k, v) for k, v in request.args.items(multi=True)], "graph") or ()
    default = "default" in request.args
    if len(graphs) + default + bool(tail) != 1:
        raise ParameterError(
            "graph",
            Text(
                "Ange en graf: ?graph=<absolut IRI> eller ?default.",
                "Name a graph: ?graph=<absolute IRI> or ?default.",
            ),
        )
    if default:
        return None, True
    direct = address("/data/")
    if tail:
        graphs = iris_of([("graph", str(GRAPH_SPACE) + tail)], "graph") or ()
    graph = graphs[0]
    if graph.startswith(direct):
        graph = str(GRAPH_SPACE) + graph.removeprefix(direct)
    return graph, graph in site().runner.graphs


def _then(graph: str | None, exists: bool) -> tuple[str | None, bool]:
    """Return the graph in whose place it stood on the day that is asked for (`as-of`), if any."""
    day, plan = request.args.get(AS_OF), plan_of_graph(graph or "")
    if not day or not plan:
        return graph, exists
    then = graph_then(site().store, plan, read_day(day))
    return then, then in site().runner.graphs


def _read(graph: str | None, exists: bool) -> Response:
    """Return a graph."""
    if not exists:
        raise _unknown(graph)
    chosen = choose(_READ, request.headers.get("Accept"), format=request.args.get("format"))
    etag = tag("graph", graph, chosen.media)
    if plan := plan_of_graph(graph or ""):
        etag = plan_graphs.plan_tag(plan, chosen.format.key)
    if unchanged := not_modified(etag):
        return unchanged
    limits = site().settings.limits
    asked = QueryRequest(
        _CONTENT,
        chosen.format.key,
        EVERYTHING if graph is None else Dataset(default=(graph,)),
        rows=limits.result_bytes,
        size=limits.result_bytes,
        seconds=limits.query_seconds,
    )
    with site().asking(client()):
        result = site().runner.run(asked, client_gone())
    name = (graph or "default").rstrip("/").rpartition("/")[2].partition("#")[0] or "graph"
    safe = "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_."))
    return reply(result, chosen.content_type, etag=etag, file=f"{safe}.{chosen.format.key}")


def _create() -> Response:
    """Keep what is sent as a graph with a name of the server's choice."""
    tail = _NEW + secrets.token_hex(8)
    _keep("post", str(GRAPH_SPACE) + tail)
    response = make_response("", 201)
    response.headers["Location"] = address(f"/data/{tail}")
    return response


def _keep(verb: Literal["put", "post"], graph: str | None) -> None:
    """Put or add what is sent, whole or not at all."""
    asked = address("/data?default")
    try:
        site().runner.change(Change(verb, graph=graph, parts=_parts(), base=asked))
    except ContentError as error:
        raise UnreadableInput(error.message, place=error.place, remedy=error.remedy) from None


def _parts() -> tuple[tuple[bytes, str], ...]:
    """Return what is sent, with the format of each part."""
    if (request.mimetype or "") == "multipart/form-data":
        parts = [
            (part.read(), _format_of(part.content_type, part.filename or ""))
            for _, part in request.files.items(multi=True)
        ]
        if not parts:
            raise UnreadableInput(Text("Inga filer i kroppen.", "No files in the body."))
    else:
        parts = [(request.get_data(cache=False), _format_of(request.content_type))]
    limit = site().settings.limits.upload_bytes
    parts = [(body.removeprefix(codecs.BOM_UTF8), key) for body, key in parts]
    for body, key in parts:
        if len(body) > limit:
            raise TooLarge(
                Text(
                    f"Det som skickades är större än {limit} byte, som är gränsen.",
                    f"What was sent is larger than {limit} bytes, which is the limit.",
                )
            )
        if key == "rdf" and (b"<!DOCTYPE" in body or b"<!ENTITY" in body):
            raise UnreadableInput(
                Text("RDF/XML med DOCTYPE tas inte emot.", "RDF/XML with a DOCTYPE is refused.")
            )
    return tuple(parts)


def _format_of(content_type: str | None, name: str = "") -> str:
    """Tell a format by its type; a file without one by its name, a body as the protocol says."""
    key = reader_of(content_type or _UNTYPED) if media_of(content_type)[1] else None
    if name and content_type in (None, "", _BYTES):
        key = SUFFIXES.get(PurePath(name).suffix.lower())
    if key is None or key in ("trig", "nq"):
        listed = ", ".join(FORMATS[k].media for k in ("ttl", "nt", "rdf", "jsonld"))
        raise UnsupportedMedia(
            Text(
                f"Typen ”{(content_type or '–')[:100]}” läses inte här.",
                f"The type “{(content_type or '–')[:100]}” is not read here.",
            ),
            remedy=Text(f"Skicka någon av: {listed}; UTF-8.", f"Send one of: {listed}; UTF-8."),
        )
    return key


def _match(graph: str | None, exists: bool) -> None:
    """Hold to If-Match and `If-None-Match: *`: refuse a write over what the writer has not seen.

    A plan has its version for a tag, and is held to it where it is published.
    """
    if plan_graphs.checked_here() and plan_of_graph(graph or ""):
        return
    if exists and request.if_none_match.star_tag:
        raise Outdated(Text("Grafen finns redan.", "The graph exists already."))
    if "If-Match" not in request.headers:
        return
    etags = {tag("graph", graph, media) for f in _READ for media in f.medias}
    seen = set(request.if_match.as_set(include_weak=True))
    known = exists if request.if_match.star_tag else etags & {e.strip('W/"') for e in seen if e}
    if not known:
        raise Outdated(
            Text(
                "Grafen har ändrats sedan du läste den.", "The graph has changed since you read it."
            ),
            remedy=Text(
                "Läs den igen och gör om ändringen.", "Read it again and repeat the change."
            ),
        )


def _unknown(graph: str | None) -> UnknownName:
    return UnknownName(
        Text(f"Det finns ingen graf ”{graph}”.", f"There is no graph “{graph}”."),
        remedy=Text(
            "Graferna är listade i tjänstebeskrivningen, /sparql.",
            "The service description at /sparql lists the graphs.",
        ),
    )
