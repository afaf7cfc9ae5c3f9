"""Charts of saved queries: `/queries/NAME.svg`, and the figure on a query's page.

A chart is drawn of the whole answer, not of the page of rows that a table shows; where the answer
is larger than what is kept, of its first rows, and that is said.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final, cast

from flask import Blueprint, Response, make_response, request

from plangraf import __version__
from plangraf.catalogue.charts.drawing import draw
from plangraf.catalogue.definition import Channel, SavedQuery
from plangraf.catalogue.parameters import Values
from plangraf.catalogue.running import Window
from plangraf.errors import UnknownName
from plangraf.language import Language, Text
from plangraf.web.queries.querying import WHOLE, Queries
from plangraf.web.queries.requests import (
    asked_language,
    asked_queries,
    asked_values,
    require_version,
)

blueprint = Blueprint("query_charts", __name__)

MEDIA: Final = "image/svg+xml; charset=utf-8"


@dataclass(frozen=True)
class Figure:
    """A drawn chart and what a script draws it anew from; `cut` says that rows are left out."""

    svg: str
    chart: str
    cut: bool


@blueprint.get("/queries/<name>.svg")
def picture(name: str) -> Response:
    """The chart of a query as a file of its own."""
    require_version()
    queries, language = asked_queries(), asked_language()
    query = queries.catalogue.get(name)
    values = asked_values(query, language)
    svg = draw(queries.table(query, values, Window(WHOLE)), alone=True)
    if not svg:
        raise UnknownName(
            Text(
                f"Frågan ”{name}” har inget diagram, eller inget att rita.",
                f"The query “{name}” has no chart, or nothing to draw.",
            ),
            remedy=Text(f"Tabellen: /queries/{name}", f"The table: /queries/{name}"),
        )
    response = make_response(svg)
    response.headers["Content-Type"] = MEDIA
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "public, max-age=60, must-revalidate"
    how = "attachment" if request.args.get("download") else "inline"
    response.headers["Content-Disposition"] = f'{how}; filename="{name}.svg"'
    response.headers["Link"] = f'<{query.license}>; rel="license"'
    parts = (__version__, queries.data_version(), query.text, repr(values.pairs()), language)
    response.set_etag(hashlib.sha256("|".join(parts).encode()).hexdigest()[:24], weak=True)
    return cast(Response, response.make_conditional(request))


def figure(queries: Queries, query: SavedQuery, values: Values) -> Figure | None:
    """Return the figure of a query's page; None where there is no chart or nothing to draw."""
    if query.chart is None:
        return None
    table = queries.table(query, values, Window(WHOLE))
    svg = draw(table)
    return Figure(svg, _declared(query, values.language), table.more) if svg else None


def _declared(query: SavedQuery, language: Language) -> str:
    """Return the declaration as JSON, headings filled in."""
    assert query.chart is not None
    return json.dumps(
        {
            "mark": query.chart.mark,
            "encoding": {
                name: _channel(query, channel, language)
                for name, channel in query.chart.encoding.items()
            },
        },
        ensure_ascii=False,
    )


def _channel(query: SavedQuery, channel: Channel, language: Language) -> dict[str, Any]:
    if channel.title:
        title = channel.title.in_(language)
    elif channel.field:
        title = query.column(channel.field).label.in_(language)
    else:
        title = Text("antal", "count").in_(language)
    said = {
        "field": channel.field,
        "type": channel.type,
        "aggregate": channel.aggregate,
        "sort": channel.sort,
        "title": title,
    }
    return {key: value for key, value in said.items() if value}
