"""Figures as files, and the page that tells how they stand.

`/figures` tells age and coverage; `/figures/SERIES.csv` has every figure of a series as the source
wrote it, `/figures/SERIES.svg` its chart. A source is named beside its own figures only: what
somebody else worked out says so instead.
"""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Final

from flask import Blueprint, Response, render_template, request
from rdflib import URIRef

from plangraf.errors import UnknownName
from plangraf.iris import thing as thing_iri
from plangraf.language import Text
from plangraf.sparql.formats import FORMATS
from plangraf.store.binding import is_iri
from plangraf.store.interface import Term
from plangraf.vocabulary import PGID
from plangraf.web.context import Row, Visit, current
from plangraf.web.figures.charts import standing_alone
from plangraf.web.figures.series import read_series
from plangraf.web.figures.states import states, waiting
from plangraf.web.replying import not_modified, reply, tag
from plangraf.web.site import address
from plangraf.web.things import asking
from plangraf.web.things.labels import Labels
from plangraf.web.things.overview import Overview
from plangraf.web.things.statements import Statements

blueprint = Blueprint("figure_pages", __name__)

COLUMNS: Final = (
    *("series", "area", "area_name", "period", "start", "end", "sex", "age", "value"),
    *("unit", "status", "calculated", "citation", "source", "figure"),
)
_NAMED: Final = ("area", "period", "sex", "age", "status", "reading", "dataset", "origin")
_ORDER: Final = tuple(COLUMNS.index(name) for name in ("area", "end", "period", "sex", "age"))
_PLANS_AT_ONCE: Final = 4
_YEAR: Final = timedelta(days=365)


@blueprint.get("/figures")
def figures() -> Response:
    """Age and coverage by series; indicators without a figure for more than a year."""
    visit = current()
    today = datetime.now(UTC).date()
    etag = tag("figures", today.isoformat(), visit.language, request.query_string)
    kept = not_modified(etag, fresh=60)
    if kept is not None:
        return kept
    overview = Overview(visit)
    found = states(visit)
    labels = overview.labels
    labels.learn(str(t) for s in found for t in (s.series, s.standing) if t is not None)
    plans = [p.iri for p in overview.whole if p.counts.of("pg:Indicator")][:_PLANS_AT_ONCE]
    after = today - _YEAR
    body = render_template(
        "figures.html",
        canonical=address("/figures"),
        labels=labels,
        states=found,
        today=today,
        after=after,
        waiting=waiting(visit, labels, plans, found, after),
    )
    return reply(body, FORMATS["html"].content_type(), etag=etag, fresh=60)


@blueprint.get("/figures/<path:series>.csv")
def table(series: str) -> Response:
    """Every figure of a series, for spreadsheets and programs; the value as the source wrote it."""
    visit, iri = current(), _series_iri(series)
    etag = tag("figures.csv", series, visit.language)
    kept = not_modified(etag, fresh=60)
    if kept is not None:
        return kept
    rows = asking.rows(visit, "series-everything", series=iri)
    if not rows:
        raise _without_figures(series)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_lines(visit, series, rows))
    name = f"{series.replace('/', '-')}.csv"
    return reply(out.getvalue().encode(), "text/csv; charset=utf-8", etag=etag, file=name, fresh=60)


@blueprint.get("/figures/<path:series>.svg")
def chart(series: str) -> Response:
    """The chart of a series for the places of a plan (`?plan=`), or of all plans."""
    visit, iri = current(), _series_iri(series)
    etag = tag("figures.svg", series, visit.language, request.query_string)
    kept = not_modified(etag, fresh=60)
    if kept is not None:
        return kept
    found = read_series(visit, Labels(visit), {iri: None}, _plan(request.args.get("plan", "")))
    if not found or not found[0].chart:
        raise _without_figures(series)
    name = f"{series.replace('/', '-')}.svg"
    body = standing_alone(found[0].chart).encode()
    return reply(body, "image/svg+xml; charset=utf-8", etag=etag, file=name, fresh=60)


def _lines(visit: Visit, series: str, rows: list[Row]) -> list[list[str]]:
    """Return the lines of the file, by area and time, in the words of the source."""
    named = dict.fromkeys(str(row[name]) for row in rows for name in _NAMED if name in row)
    about = Statements(asking.rows_of_any(visit, "series-words", "thing", named))

    def word(row: Row, name: str, curie: str = "skos:notation") -> Term | str:
        return (about.one(row[name], curie) if name in row else None) or ""

    labels = Labels(visit)
    labels.learn([*(str(row["area"]) for row in rows), *(str(u) for u in about.iris())])
    lines = []
    for row in rows:
        calculated = str(row.get("kind", "")).endswith("figure-kind/calculated")
        unit = word(row, "dataset", "sdmx-attribute:unitMeasure")
        line = (
            series,
            word(row, "area"),
            labels.of(row["area"]),
            word(row, "period"),
            word(row, "period", "dcat:startDate"),
            word(row, "period", "dcat:endDate"),
            word(row, "sex"),
            word(row, "age"),
            row.get("text", ""),
            labels.of(unit) if unit else "",
            word(row, "status"),
            "yes" if calculated else "no",
            _calculated(visit)
            if calculated
            else word(row, "origin", "dcterms:bibliographicCitation"),
            word(row, "reading", "dcterms:source"),
            row["figure"],
        )
        lines.append([str(cell) for cell in line])
    return sorted(lines, key=lambda line: [line[n] for n in _ORDER])


def _calculated(visit: Visit) -> str:
    return visit.t(
        "Beräknad av någon annan än källan", "Calculated by somebody other than the source"
    )


def _series_iri(path: str) -> URIRef:
    iri = URIRef(thing_iri(f"series/{path}"))
    if not is_iri(iri):
        raise _without_figures(path)
    return iri


def _plan(slug: str) -> Term | None:
    iri = URIRef(f"{PGID}plan/{slug}")
    return iri if slug and is_iri(iri) else None


def _without_figures(series: str) -> UnknownName:
    return UnknownName(
        Text(
            f"Serien ”{series[:100]}” har inga siffror här.",
            f"The series “{series[:100]}” has no figures here.",
        ),
        remedy=Text("Serierna med siffror: /figures", "The series with figures: /figures"),
    )
