"""The routes of saved queries: the library, a page and files for each, and the OpenAPI document.

`install` hands the catalogue and whoever answers its texts to an application. Errors of the tree
are raised: the application's table turns them into statuses. Only a wrong parameter on a page is
told on the page itself, beside its field.
"""

import datetime
import hashlib
import json
from collections.abc import Callable
from typing import Final, cast

from flask import Blueprint, Flask, Response, make_response, render_template, request

from plangraf import __version__
from plangraf.catalogue.definition import SavedQuery
from plangraf.catalogue.openapi import openapi
from plangraf.catalogue.parameters import Values, sentence
from plangraf.catalogue.running import Runner, Window, bound_text, write_graph
from plangraf.catalogue.snippets import snippets
from plangraf.catalogue.tables import WRITERS
from plangraf.catalogue.workbook import Origin, write_workbook
from plangraf.errors import ParameterError
from plangraf.language import Language, Text
from plangraf.sparql.formats import FORMATS, Format
from plangraf.sparql.negotiation import choose
from plangraf.store.binding import bind
from plangraf.web import query_charts
from plangraf.web.emptying import asked_why, saved_why, why_empty
from plangraf.web.query_pages import (
    DOWNLOADS,
    editor_link,
    fields,
    pager,
    query_string,
    shown_rows,
    thing_link,
)
from plangraf.web.query_requests import (
    EXTENSION,
    asked_language,
    asked_queries,
    asked_values,
    given,
)
from plangraf.web.querying import WHOLE, Queries
from plangraf.workspace import Workspace

blueprint = Blueprint("queries", __name__)

_LARGEST_PAGE: Final = 10_000
_ROWS: Final = ("json", "csv", "tsv", "xml", "xlsx", "ttl", "jsonld", "nt", "rdf", "html")
_TRIPLES: Final = ("ttl", "nt", "rdf", "jsonld", "json", "csv", "tsv", "xml", "xlsx", "html")
_TRUTH: Final = ("json", "xml", "csv", "tsv", "xlsx", "html")
_GRAPHS: Final = ("ttl", "nt", "rdf", "jsonld")
_QUERY_TEXT: Final = "application/sparql-query; charset=utf-8"
_FRESH: Final = "public, max-age=60, must-revalidate"


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
    app.register_blueprint(query_charts.blueprint)


@blueprint.get("/queries")
def library() -> Response:
    """All saved queries in their groups."""
    queries, language = asked_queries(), asked_language()
    page = render_template(
        "queries/library.html",
        language=language,
        t=_spoken(language),
        groups=list(queries.catalogue.by_group(language)),
        sentence=lambda query: sentence(query, Values(language)),
        root=request.script_root,
    )
    return _sent(page.encode(), FORMATS["html"].content_type(), "library", language)


@blueprint.get("/openapi.json")
def openapi_document() -> Response:
    """The saved queries as OpenAPI 3.1."""
    language = asked_language()
    document = openapi(asked_queries().catalogue, request.url_root.rstrip("/"), language)
    body = json.dumps(document, ensure_ascii=False, indent=1).encode()
    return _sent(body, "application/json", "openapi", language)


@blueprint.get("/queries/<name>")
def answer(name: str) -> Response:
    """One saved query: its page, or its answer in the format that suffix or Accept asks for."""
    name, _, suffix = name.partition(".")
    query, language = asked_queries().catalogue.get(name), asked_language()
    if suffix == "rq":
        return _sent(query.text.encode(), _QUERY_TEXT, name, language, file=f"{name}.rq")
    offers = tuple(FORMATS[key] for key in _formats(query))
    chosen = choose(
        offers,
        request.headers.get("Accept"),
        suffix=suffix or None,
        format=request.args.get("format"),
    )
    if chosen.format.key == "html":
        return _page(query, language)
    return _file(query, language, chosen.format, chosen.content_type)


def _file(query: SavedQuery, language: Language, form: Format, content_type: str) -> Response:
    """Return an answer as a file: the whole of it, unless a page is asked for."""
    queries = asked_queries()
    values = asked_values(query, language)
    if asked_why(request.args):
        return saved_why(query, values, empty=not queries.table(query, values, Window(1)).rows)
    window = _window(query) if {"page", "size"} & set(request.args) else None
    address = f"{request.url_root.rstrip('/')}/queries/{query.name}.{form.key}"
    links = [f'<{query.license}>; rel="license"']
    if form.key in _GRAPHS:
        body = write_graph(query, values, queries.runner, form.key)
    else:
        table = queries.table(query, values, window)
        if window:
            around = pager(table, window, address, values)
            links += [
                f'<{target}>; rel="{relation}"'
                for relation, target in (("prev", around.previous), ("next", around.next))
                if target
            ]
        if form.key == "xlsx":
            body = write_workbook(table, _origin(query, values), _address)
        else:
            body = WRITERS[_profile(form)](table)
    profile = request.args.get("profile", "")
    parts = (query.text, repr(values.pairs()), form.key, profile, str(window))
    suffix = f"-{window.offset // window.size + 1}" if window else ""
    file = f"{query.name}{suffix}.{form.key}"
    return _sent(body, content_type, "|".join(parts), language, file=file, links=links)


def _page(query: SavedQuery, language: Language) -> Response:
    """Return the page of a query, with its table where the parameters allow."""
    queries = asked_queries()
    typed = given()
    options = {p.name: queries.options(p, language) for p in query.parameters}
    values, table, problem = None, None, ("", "")
    window = _window(query)
    try:
        values = asked_values(query, language)
        table = queries.table(query, values, window)
    except ParameterError as error:
        # A page that is opened before anything was chosen is not a mistake.
        problem = (error.name, error.render(language)) if typed else ("", "")
    said = values or Values(language)
    here = f"{request.script_root}/queries/{query.name}"
    absolute = f"{request.url_root.rstrip('/')}/queries/{query.name}"
    asked = query_string(said, language=language)
    version = queries.data_version()
    page = render_template(
        "queries/query.html",
        language=language,
        t=_spoken(language),
        query=query,
        sentence=sentence(query, said),
        fields=fields(query, typed, values, options, language, problem),
        problem=problem[1],
        table=table,
        columns=[table.columns[n] for n in table.shown] if table else [],
        rows=shown_rows(table, request.script_root) if table else [],
        why=why_empty(bound_text(query, said)) if table and not table.rows else None,
        pager=pager(table, window, here, said) if table else None,
        downloads=[
            (f"{here}.{key}{asked}", label, key)
            for key, label in DOWNLOADS
            if key in (*_formats(query), "rq")
        ],
        excel_csv=f"{here}.csv{query_string(said, language=language, profile='excel-sv')}",
        snippets=list(snippets(f"{absolute}.csv{asked}", f"{absolute}.json{asked}")),
        permalink=f"{absolute}{query_string(said, language=language, version=version)}",
        version=version,
        changed=request.args.get("version", version) != version,
        everything=query_string(said, language=language, size=WHOLE)
        if table and (table.more or table.offset) and table.total is not None
        else "",
        figure=query_charts.figure(queries, query, said) if table else None,
        picture=f"{here}.svg{asked}",
        editor=editor_link(request.script_root, bind(query.body, said.terms(query))),
        root=request.script_root,
    )
    links = [
        f'<{absolute}.{key}{asked}>; rel="alternate"; type="{FORMATS[key].media}"'
        for key in _formats(query)
        if key != "html"
    ]
    if query.chart:
        links.append(f'<{absolute}.svg{asked}>; rel="alternate"; type="image/svg+xml"')
    links.append(f'<{absolute}{asked}>; rel="canonical"')
    status = 400 if problem[1] else 200
    html = FORMATS["html"].content_type()
    return _sent(page.encode(), html, page, language, links=links, status=status)


def _formats(query: SavedQuery) -> tuple[str, ...]:
    """Return the formats of a query's answer, the one for those who do not say first."""
    return {"ASK": _TRUTH, "SELECT": _ROWS}.get(query.form, _TRIPLES)


def _spoken(language: Language) -> Callable[[str, str], str]:
    """Return the `t("svenska", "English")` of templates."""
    return lambda sv, en: Text(sv, en).in_(language)


def _window(query: SavedQuery) -> Window:
    """Return the page that is asked for."""
    size = _whole("size", query.page_size, _LARGEST_PAGE)
    return Window(size, (_whole("page", 1, 1_000_000) - 1) * size)


def _whole(name: str, default: int, most: int) -> int:
    """Return a whole number of the URL, from 1 to `most`."""
    text = request.args.get(name, "")
    if not text:
        return default
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= most and len(text) < 9:
        return int(text)
    raise ParameterError(
        name,
        Text(
            f"Parametern {name} ska vara ett heltal från 1 till {most}.",
            f"Parameter {name} must be a whole number from 1 to {most}.",
        ),
    )


def _profile(form: Format) -> str:
    """Return the writer: the format's own, or the profile of csv that is asked for."""
    profile = request.args.get("profile", "")
    if not profile or form.key != "csv":
        return form.key
    if profile not in WRITERS:
        raise ParameterError(
            "profile",
            Text(f"Det finns ingen profil ”{profile}”.", f"There is no profile “{profile}”."),
            remedy=Text("Det finns: excel-sv.", "There is: excel-sv."),
        )
    return profile


def _origin(query: SavedQuery, values: Values) -> Origin:
    version = asked_queries().data_version()
    asked = query_string(values, language=values.language, version=version)
    address = f"{request.url_root.rstrip('/')}/queries/{query.name}{asked}"
    return Origin(address, version, datetime.datetime.now(datetime.UTC))


def _address(iri: str) -> str:
    """Return the absolute address of a thing on this server, or its IRI."""
    return thing_link(iri, request.url_root.rstrip("/"))


def _sent(
    body: bytes,
    content_type: str,
    key: str,
    language: Language,
    *,
    file: str = "",
    links: list[str] | None = None,
    status: int = 200,
) -> Response:
    """Return a response with its validator, its language and its place among others."""
    response = make_response(body, status)
    response.headers["Content-Type"] = content_type
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = _FRESH
    response.vary.update(("Accept", "Accept-Language"))
    if file:
        how = "attachment" if request.args.get("download") else "inline"
        response.headers["Content-Disposition"] = f'{how}; filename="{file}"'
    if links:
        response.headers["Link"] = ", ".join(links)
    if status != 200:
        return response
    version = asked_queries().data_version()
    parts = f"{__version__}|{version}|{content_type}|{language}|{request.url_root}|{key}"
    response.set_etag(hashlib.sha256(parts.encode()).hexdigest()[:24])
    return cast(Response, response.make_conditional(request))
