"""The page of a saved query: form, chart, table, cross table, downloads, snippets, the text itself.

A wrong parameter is told on the page itself, beside its field.
"""

from typing import Final

from flask import Response, render_template, request

from plangraf.catalogue.definition import SavedQuery
from plangraf.catalogue.parameters import Values, sentence
from plangraf.catalogue.running import bound_text
from plangraf.catalogue.snippets import Addresses, snippets
from plangraf.errors import ParameterError
from plangraf.language import Language
from plangraf.sparql.formats import FORMATS
from plangraf.store.binding import bind
from plangraf.web.queries import charts
from plangraf.web.queries.emptying import why_empty
from plangraf.web.queries.layout import crossing, headings
from plangraf.web.queries.parts import (
    DOWNLOADS,
    ShownCell,
    editor_link,
    fields,
    pager,
    query_string,
    shown_rows,
)
from plangraf.web.queries.querying import WHOLE
from plangraf.web.queries.replies import CROSSED, formats_of, sent, spoken
from plangraf.web.queries.requests import (
    View,
    asked_dataset,
    asked_queries,
    asked_table,
    asked_values,
    asked_view,
    asked_window,
    given,
    has_versions,
)
from plangraf.web.replying import framed_anywhere

_WORDY: Final = 100
_MANY_CELLS: Final = 6
_FEW_ROWS: Final = 12


def answer_page(query: SavedQuery, language: Language) -> Response:
    """Return the page of a query, with its table where the parameters allow."""
    queries = asked_queries()
    typed = given()
    options = {p.name: queries.options(p, language) for p in query.parameters}
    values, view, table, problem = None, View(), None, ("", "")
    window = asked_window(query)
    try:
        values = asked_values(query, language)
        view = asked_view(query)
        table = asked_table(query, values, view, window)
    except ParameterError as error:
        # A page that is opened before anything was chosen is not a mistake.
        told = typed or values
        problem = (error.name, error.render(language)) if told else ("", "")
    said = values or Values(language)
    here = f"{request.script_root}/queries/{query.name}"
    absolute = f"{request.url_root.rstrip('/')}/queries/{query.name}"
    laid = view.pairs()
    asked = query_string(said, language=language, **laid)
    plain = query_string(said, language=language)
    version = queries.data_version()
    permalink = f"{absolute}{query_string(said, language=language, **laid, version=version)}"
    figure = charts.figure(queries, query, said) if table and not view.pivot else None
    embedded = request.args.get("embed") == "1"
    rows = shown_rows(table, request.script_root) if table else []
    page = render_template(
        "queries/query.html",
        language=language,
        t=spoken(language),
        query=query,
        sentence=sentence(query, said),
        fields=[]
        if query.behind and table
        else fields(query, typed, values, options, language, problem),
        problem=problem[1],
        day=said.day if has_versions() or said.day else None,
        table=table,
        headings=headings(table, view, here) if table else [],
        rows=rows,
        stacked=not view.pivot and _reads_better_stacked(rows),
        why=why_empty(bound_text(query, said), asked_dataset())
        if table and not table.rows
        else None,
        pager=pager(table, window, here, said, laid) if table else None,
        downloads=[
            (f"{here}.{key}{asked if key in CROSSED else plain}", label, key)
            for key, label in DOWNLOADS
            if key in (*formats_of(query), "rq")
        ],
        excel_csv=f"{here}.csv{query_string(said, language=language, **laid, profile='excel-sv')}",
        snippets=list(
            snippets(
                Addresses(
                    f"{absolute}.csv{asked}",
                    f"{absolute}.json{plain}",
                    permalink,
                    f"{absolute}{query_string(said, language=language, **laid, embed=1)}",
                    f"{absolute}.svg{plain}" if figure else "",
                ),
                sentence(query, said),
            )
        ),
        permalink=permalink,
        version=version,
        changed=request.args.get("version", version) != version,
        everything=query_string(said, language=language, size=WHOLE)
        if table and (table.more or table.offset) and table.total is not None
        else "",
        crossing=crossing(query, said, view, here),
        figure=figure,
        picture=f"{here}.svg{plain}",
        editor=editor_link(request.script_root, bind(query.body, said.terms(query))),
        root=request.script_root,
        embedded=embedded,
    )
    links = [
        f'<{absolute}.{key}{asked}>; rel="alternate"; type="{FORMATS[key].media}"'
        for key in (CROSSED if view.pivot else formats_of(query))
        if key != "html"
    ]
    if query.chart:
        links.append(f'<{absolute}.svg{plain}>; rel="alternate"; type="image/svg+xml"')
    links.append(f'<{absolute}{asked}>; rel="canonical"')
    links.append(f'<{permalink}>; rel="cite-as"')
    status = 400 if problem[1] else 200
    html = FORMATS["html"].content_type()
    response = sent(page.encode(), html, page, language, links=links, status=status)
    return framed_anywhere(response) if embedded else response


def _reads_better_stacked(rows: list[list[ShownCell]]) -> bool:
    """Whether a narrow page has the cells of a row below each other: long texts, few wide rows.

    Else the table is scrolled sideways, as numbers below numbers are read.
    """
    wordy = any(len(cell.text) > _WORDY for row in rows for cell in row)
    return wordy or (0 < len(rows) <= _FEW_ROWS and len(rows[0]) >= _MANY_CELLS)
