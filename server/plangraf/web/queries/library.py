"""The routes of saved queries: the library, a page and files for each, and the OpenAPI document.

`install` hands the catalogue and whoever answers its texts to an application. Errors of the tree
are raised: the application's table turns them into statuses.
"""

import json
from collections.abc import Callable
from typing import Final

from flask import Blueprint, Flask, Response, render_template, request

from plangraf.catalogue.counted import find_query
from plangraf.catalogue.openapi import openapi
from plangraf.catalogue.parameters import Values, sentence
from plangraf.catalogue.running import Runner
from plangraf.sparql.formats import FORMATS
from plangraf.sparql.negotiation import choose
from plangraf.web.queries import charts
from plangraf.web.queries.files import answer_file
from plangraf.web.queries.page import answer_page
from plangraf.web.queries.querying import Queries
from plangraf.web.queries.replies import formats_of, sent, spoken
from plangraf.web.queries.requests import EXTENSION, asked_language, asked_queries
from plangraf.web.validating.described_checks import with_checks
from plangraf.workspace import Workspace

blueprint = Blueprint("queries", __name__)

_QUERY_TEXT: Final = "application/sparql-query; charset=utf-8"


def install(
    app: Flask,
    workspace: Workspace,
    *,
    runner: Runner | None = None,
    version: Callable[[], str] | None = None,
) -> None:
    """Give the application the saved queries; without a runner the store itself answers."""
    app.extensions[EXTENSION] = Queries(
        workspace.catalogue,
        runner or workspace.store,
        version or (lambda: workspace.data_version),
    )
    app.register_blueprint(blueprint)
    app.register_blueprint(charts.blueprint)


@blueprint.get("/queries")
def library() -> Response:
    """All saved queries in their groups."""
    queries, language = asked_queries(), asked_language()
    page = render_template(
        "queries/library.html",
        language=language,
        t=spoken(language),
        groups=list(queries.catalogue.by_group(language)),
        sentence=lambda query: sentence(query, Values(language)),
        root=request.script_root,
    )
    return sent(page.encode(), FORMATS["html"].content_type(), "library", language)


@blueprint.get("/openapi.json")
def openapi_document() -> Response:
    """The saved queries, the check and the scorecard as OpenAPI 3.1."""
    language = asked_language()
    document = openapi(asked_queries().catalogue, request.url_root.rstrip("/"), language)
    document = with_checks(document, language)
    body = json.dumps(document, ensure_ascii=False, indent=1).encode()
    return sent(body, "application/json", "openapi", language)


@blueprint.get("/queries/<name>")
@blueprint.get("/queries/<name>/<column>", endpoint="counted")
def answer(name: str, column: str = "") -> Response:
    """One saved query: its page, or its answer in the format that suffix or Accept asks for.

    With a column: what the numbers of that column count.
    """
    whole, _, suffix = (f"{name}/{column}" if column else name).partition(".")
    query, language = find_query(asked_queries().catalogue, whole), asked_language()
    name = whole.replace("/", "-")
    if suffix == "rq":
        return sent(query.text.encode(), _QUERY_TEXT, name, language, file=f"{name}.rq")
    offers = tuple(FORMATS[key] for key in formats_of(query))
    chosen = choose(
        offers,
        request.headers.get("Accept"),
        suffix=suffix or None,
        format=request.args.get("format"),
    )
    if chosen.format.key == "html":
        return answer_page(query, language)
    return answer_file(query, language, chosen.format, chosen.content_type)
