"""`/scorecard`: the criteria of a plan that can be followed up, plan beside plan.

The saved query `scorecard` counts; this page only turns its rows into a table of criteria by plans.
A value is always told with its numbers, and values are never added up to one.
"""

from dataclasses import dataclass, field
from typing import Final

from flask import Blueprint, Response, render_template, request

from plangraf.sparql.formats import PAGE
from plangraf.store.interface import Term
from plangraf.web.queries.parts import query_string
from plangraf.web.queries.requests import asked_queries, asked_values
from plangraf.web.replying import not_modified, reply, tag
from plangraf.web.speaking import language

blueprint = Blueprint("scoring", __name__)

_QUERY: Final = "scorecard"
_MOST: Final = 6


@dataclass
class Criterion:
    """One row: what is asked, and per plan the verdict, how many meet it, and of how many."""

    part: str
    text: str
    verdicts: dict[str, tuple[str, str, str]] = field(default_factory=dict)


@blueprint.get("/scorecard")
def scorecard() -> Response:
    """The criteria of the plans that were asked for, or of the first ones."""
    spoken = language()
    query = asked_queries().catalogue.get(_QUERY)
    values = asked_values(query, spoken)
    etag = tag(_QUERY, spoken, request.query_string)
    if unchanged := not_modified(etag):
        return unchanged
    table = asked_queries().table(query, values, None)
    names = [column.variable for column in table.columns]
    plans: dict[str, Term | None] = {}
    criteria: dict[tuple[str, str], Criterion] = {}
    for row in table.rows:
        cell = dict(zip(names, row, strict=True))
        iri = cell["plan"].iri
        if iri not in plans and len(plans) == _MOST:
            continue
        plans[iri] = cell["planLabel"].term
        part, text = cell["part"].text, cell["criterion"].text
        criterion = criteria.setdefault((part, text), Criterion(part, text))
        criterion.verdicts[iri] = (cell["verdict"].text, cell["met"].text, cell["total"].text)
    page = render_template(
        "scorecard.html",
        plans=plans,
        criteria=list(criteria.values()),
        more=len({row[names.index("plan")].iri for row in table.rows}) - len(plans),
        note=query.note.in_(spoken) if query.note else "",
        parameters=query_string(values, language=spoken),
    )
    return reply(page, PAGE.content_type(), etag=etag)
