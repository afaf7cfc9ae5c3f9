"""`/sparql`: the SPARQL 1.1 Protocol, the service description, and an editor for browsers.

Reads a request, has the pool answer it, and sends the answer; what SPARQL means is known below.
"""

import json
from dataclasses import replace
from typing import Any, Final

from flask import Blueprint, Response, make_response, render_template, request

from plangraf.catalogue.parameters import AS_OF
from plangraf.errors import ParameterError, PlangrafError, TooLarge
from plangraf.language import Text
from plangraf.plans.publishing.as_of import dataset_on, read_day
from plangraf.sparql.changing import Change
from plangraf.sparql.emptiness import Emptiness
from plangraf.sparql.federation import asks_elsewhere
from plangraf.sparql.formats import FORMATS, GRAPHS, PAGE, named, offered
from plangraf.sparql.negotiation import choose
from plangraf.sparql.requests import ACCEPTED_BODIES, Asked, read_request
from plangraf.sparql.scanning import Scan
from plangraf.sparql.service import QueryRequest, kind_of
from plangraf.sparql.teaching import hints as hints_of
from plangraf.store.interface import EVERYTHING
from plangraf.web.context import current
from plangraf.web.problems import status_of
from plangraf.web.publishing.plan_graphs import SEALED, checked_here
from plangraf.web.queries.emptying import asked_why, told_as_json, why_empty
from plangraf.web.queries.requests import has_versions
from plangraf.web.replying import not_modified, reply, tag
from plangraf.web.site import address, client, client_gone, site
from plangraf.web.sparql.describing import description, vocabulary_terms
from plangraf.web.sparql.result_tables import Table, table_of
from plangraf.web.sparql.workbooks import MOST_ROWS, workbook_of
from plangraf.web.speaking import language, link
from plangraf.web.things.labels import Labels
from plangraf.web.tokens import require_writer
from plangraf.web.validating.uploads import refuse_packed

blueprint = Blueprint("endpoint", __name__)

METHODS: Final = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
_SHOWN_ROWS: Final = 500
_FORM_OVERHEAD: Final = 4
_BOOK: Final = FORMATS["xlsx"]


@blueprint.route("/sparql", methods=METHODS, strict_slashes=False, provide_automatic_options=False)
def endpoint() -> Response:
    """Answer one protocol request."""
    if request.method == "OPTIONS":
        return _options()
    refuse_packed()
    limits = site().settings.limits
    longest = limits.upload_bytes if site().settings.writable else limits.query_length
    request.max_content_length = longest * _FORM_OVERHEAD
    if (request.content_length or 0) > longest * _FORM_OVERHEAD:
        raise _too_long(longest)
    asked = read_request(
        request.method, request.query_string, request.content_type, request.get_data(cache=False)
    )
    limit = longest if asked.operation == "update" else limits.query_length
    if len(asked.text) > limit:
        raise _too_long(limit)
    if asked.operation == "describe":
        return _describe(asked)
    if asked.operation == "update":
        return _update(asked)
    return _query(_then(asked))


def _then(asked: Asked) -> Asked:
    """Return what is asked, on the data of the day that is asked for (`as-of`), if any."""
    day = (asked.parameter(AS_OF) or "").strip()
    if not day:
        return asked
    if asked.dataset != EVERYTHING or any(t.is_word("FROM") for t in Scan(asked.text).tokens):
        raise ParameterError(
            AS_OF,
            Text(
                "Frågan anger både en dag (as-of) och grafer (FROM).",
                "The query gives both a day (as-of) and graphs (FROM).",
            ),
            remedy=Text("Ta bort FROM eller as-of.", "Leave out FROM or as-of."),
        )
    return replace(asked, dataset=dataset_on(site().store, site().runner.graphs, read_day(day)))


def _query(asked: Asked) -> Response:
    """Answer a query in the format that was negotiated for its form."""
    kind = kind_of(asked.text)
    if asked_why(dict(asked.parameters)):
        return _why(asked)
    offers = (*offered(kind, page=True), *(() if kind == "graph" else (_BOOK,)))
    chosen = choose(offers, request.headers.get("Accept"), format=_format(asked))
    if chosen.format is PAGE:
        return _page(asked)
    book = chosen.format is _BOOK
    scan = Scan(asked.text)
    etag = None
    if (
        request.method in ("GET", "HEAD", "QUERY")
        and not scan.volatile
        and not asks_elsewhere(asked.text)
    ):
        spoken = language() if book else ""
        etag = tag("sparql", asked.text, asked.dataset, chosen.media, spoken)
        if unchanged := not_modified(etag):
            return unchanged
    with site().asking(client()):
        rows = min(MOST_ROWS, site().settings.limits.result_rows) if book else None
        wanted = _request(asked, "json" if book else chosen.format.key, rows)
        result = site().runner.run(wanted, client_gone())
        body = workbook_of(asked.text, result) if book else result
    response = reply(
        body,
        chosen.content_type,
        etag=etag,
        file=f"plangraf.{chosen.format.key}",
        links=[f'<{address("/.well-known/void")}>; rel="describedby"'],
    )
    if book and result.cut:
        response.headers["Plangraf-Cut"] = f"{result.cut}; limit={rows}"
    hints = _hints(scan)
    if hints:
        response.headers["Plangraf-Hint"] = "; ".join(hint.en for hint in hints)
    return response


def _why(asked: Asked) -> Response:
    """Answer `explain=empty`: whether the answer is empty, and why."""
    with site().asking(client()):
        empty = _has_nothing(asked)
        why = why_empty(asked.text, asked.dataset) if empty else None
    return reply(told_as_json(empty, why, language()), "application/json")


def _has_nothing(asked: Asked) -> bool:
    """Run a query as far as its first row."""
    graph = kind_of(asked.text) == "graph"
    request_ = _request(asked, "nt" if graph else "json", rows=1)
    body = site().runner.run(request_, client_gone()).read()
    if graph:
        return not body.strip()
    content = json.loads(body)
    return not content.get("boolean", content.get("results", {}).get("bindings"))


def _page(asked: Asked) -> Response:
    """Show the answer, or what is wrong with the question, below the editor."""
    table: Table | None = None
    problem: PlangrafError | None = None
    hints: list[Text] = []
    why: Emptiness | None = None
    try:
        graph = kind_of(asked.text) == "graph"
        with site().asking(client()):
            result = site().runner.run(
                _request(asked, "ttl" if graph else "json", rows=_SHOWN_ROWS), client_gone()
            )
        table = table_of(result, _SHOWN_ROWS, Labels(current()), language())
        hints = _hints(Scan(asked.text))
        if table.columns and not table.rows:
            why = why_empty(asked.text, asked.dataset)
    except PlangrafError as error:
        problem = error
    response = _editor(asked.text, table=table, problem=problem, hints=hints, why=why)
    if problem is not None:
        response.status_code = status_of(problem)
    return response


def _editor(text: str = "", **content: Any) -> Response:
    """Return the page with the editor."""
    page = render_template(
        "sparql.html",
        query=text or _EXAMPLE,
        downloads=_downloads(text) if text and not content.get("problem") else [],
        day=request.args.get(AS_OF, ""),
        versions=has_versions(),
        spoken=language(),
        **content,
    )
    return reply(page, PAGE.content_type())


def _downloads(text: str) -> list[tuple[str, str]]:
    """Return the addresses of the same answer in other formats."""
    day = {AS_OF: value} if (value := request.args.get(AS_OF)) else {}
    return [
        (f.name, link("/sparql", query=text, format=f.key, **day))
        for f in (*offered(kind_of(text)), *(() if kind_of(text) == "graph" else (_BOOK,)))
        if f.key not in ("trig", "nq")
    ]


def _describe(asked: Asked) -> Response:
    """Return the service description, or the editor to those who name HTML."""
    chosen = choose((*GRAPHS, PAGE), request.headers.get("Accept"), format=_format(asked))
    if chosen.format is PAGE:
        return _editor()
    etag = tag("description", chosen.media)
    return not_modified(etag, fresh=60) or reply(
        description(chosen.format.key), chosen.content_type, etag=etag, fresh=60
    )


def _update(asked: Asked) -> Response:
    """Run an update for those who may."""
    require_writer()
    sealed = SEALED if checked_here() else ()
    version = site().runner.change(
        Change("update", asked.text, dataset=asked.dataset, base=address("/sparql"), sealed=sealed)
    )
    response = make_response("", 204)
    response.headers["Plangraf-Version"] = version
    return response


def _request(asked: Asked, format: str, rows: int | None = None) -> QueryRequest:
    """Return what the pool is asked; a caller may ask for less time than the bound."""
    limits = site().settings.limits
    seconds = limits.query_seconds
    try:
        wanted = float(asked.parameter("timeout") or seconds)
        seconds = min(seconds, wanted) if wanted > 0 else seconds
    except ValueError:
        pass
    return QueryRequest(
        asked.text,
        format,
        asked.dataset,
        address("/sparql"),
        rows=rows or limits.result_rows,
        size=limits.result_bytes,
        seconds=seconds,
    )


def _format(asked: Asked) -> str | None:
    """Return `format=`; `output=` and `results=` count only when they name a format we know."""
    explicit = asked.parameter("format")
    if explicit:
        return explicit
    known = (*offered("solutions", page=True), *GRAPHS)
    other = asked.parameter("output", "results")
    return other if other and named(other, known) else None


def _hints(scan: Scan) -> list[Text]:
    """Tell names of our vocabulary that do not exist, with the nearest that do."""
    return hints_of(scan, vocabulary_terms())


def _options() -> Response:
    response = make_response("", 204)
    response.headers["Allow"] = ", ".join(METHODS)
    response.headers["Accept-Post"] = ", ".join(ACCEPTED_BODIES)
    response.headers["Accept-Query"] = ", ".join(ACCEPTED_BODIES[:2])
    return response


def _too_long(limit: int) -> TooLarge:
    return TooLarge(
        Text(
            f"Frågan är längre än {limit} tecken, som är gränsen.",
            f"The query is longer than {limit} characters, which is the limit.",
        )
    )


_EXAMPLE: Final = """PREFIX pg: <https://w3id.org/plangraf/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?plan ?goal ?label WHERE {
  ?goal a pg:Goal ; pg:inPlan ?plan ; skos:prefLabel ?label .
  FILTER(LANG(?label) = "sv")
}
ORDER BY ?plan ?goal
LIMIT 50
"""
