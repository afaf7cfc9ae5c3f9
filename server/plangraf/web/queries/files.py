"""An answer as a file: in the format that was asked for, whole or a page with its neighbours."""

import datetime

from flask import Response, request

from plangraf.catalogue.definition import SavedQuery
from plangraf.catalogue.parameters import Values
from plangraf.catalogue.running import Window, write_graph
from plangraf.catalogue.tables import WRITERS
from plangraf.catalogue.workbook import Origin, write_workbook
from plangraf.errors import ParameterError
from plangraf.language import Language, Text
from plangraf.sparql.formats import Format
from plangraf.web.queries.emptying import asked_why, saved_why
from plangraf.web.queries.parts import pager, query_string, thing_link
from plangraf.web.queries.replies import CROSSED, GRAPHS, sent
from plangraf.web.queries.requests import (
    View,
    asked_dataset,
    asked_queries,
    asked_table,
    asked_values,
    asked_view,
    asked_window,
    require_version,
)


def answer_file(query: SavedQuery, language: Language, form: Format, content_type: str) -> Response:
    """Return an answer as a file: the whole of it, unless a page is asked for."""
    require_version()
    queries = asked_queries()
    values = asked_values(query, language)
    if asked_why(request.args):
        empty = not queries.table(query, values, Window(1)).rows
        return saved_why(query, values, asked_dataset(), empty=empty)
    view = asked_view(query)
    if view.pivot and form.key not in CROSSED:
        raise ParameterError(
            "rows",
            Text(
                "Korstabellen finns inte i det formatet.",
                "The cross table is not available in that format.",
            ),
            remedy=Text("Välj xlsx eller csv.", "Choose xlsx or csv."),
        )
    window = asked_window(query) if {"page", "size"} & set(request.args) else None
    address = f"{request.url_root.rstrip('/')}/queries/{query.name}.{form.key}"
    links = [f'<{query.license}>; rel="license"']
    if form.key in GRAPHS:
        body = write_graph(query, values, queries.runner, form.key)
    else:
        table = asked_table(query, values, view, window)
        if window:
            around = pager(table, window, address, values, view.pairs())
            links += [
                f'<{target}>; rel="{relation}"'
                for relation, target in (("prev", around.previous), ("next", around.next))
                if target
            ]
        if form.key == "xlsx":
            body = write_workbook(table, _origin(query, values, view), _address)
        else:
            body = WRITERS[_profile(form)](table)
    profile = request.args.get("profile", "")
    parts = (query.text, repr(values.pairs()), form.key, profile, str(window), str(view.pairs()))
    suffix = f"-{window.offset // window.size + 1}" if window else ""
    file = f"{query.name.replace('/', '-')}{suffix}.{form.key}"
    return sent(body, content_type, "|".join(parts), language, file=file, links=links)


def _profile(form: Format) -> str:
    """Return the writer: the format's own, or the profile of csv that is asked for."""
    profile = request.args.get("profile", "")
    if not profile or form.key != "csv":
        return form.key
    if profile not in WRITERS:
        raise ParameterError(
            "profile",
            Text(f"Det finns ingen profil ”{profile}”.", f"There is no profile “{profile}”."),
            remedy=Text("Välj excel-sv.", "Choose excel-sv."),
        )
    return profile


def _origin(query: SavedQuery, values: Values, view: View) -> Origin:
    version = asked_queries().data_version()
    asked = query_string(values, language=values.language, **view.pairs(), version=version)
    address = f"{request.url_root.rstrip('/')}/queries/{query.name}{asked}"
    return Origin(address, version, datetime.datetime.now(datetime.UTC))


def _address(iri: str) -> str:
    """Return the absolute address of a thing on this server, or its IRI."""
    return thing_link(iri, request.url_root.rstrip("/"))
