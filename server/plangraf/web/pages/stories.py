"""Stories: `/stories` lists them, `/stories/NAME` shows one with its queries answered.

A query in a story is answered as its own page answers it; where this site has no such plan or goal
the story says so in that place, and goes on.
"""

from dataclasses import dataclass
from typing import Final, cast

from flask import Blueprint, Flask, Response, current_app, render_template, request

from plangraf.catalogue.answer import Table
from plangraf.catalogue.naming import named
from plangraf.catalogue.parameters import read_values, sentence
from plangraf.catalogue.running import Window
from plangraf.catalogue.stories import Live, Prose, Stories, Story
from plangraf.errors import ParameterError, UnknownName
from plangraf.language import Text
from plangraf.sparql.formats import PAGE
from plangraf.web.queries import charts
from plangraf.web.queries.layout import Heading, headings
from plangraf.web.queries.parts import ShownCell, query_string, shown_rows
from plangraf.web.queries.requests import View, asked_queries
from plangraf.web.replying import not_modified, reply, tag
from plangraf.web.site import address
from plangraf.web.speaking import language, link

blueprint = Blueprint("stories", __name__)

_EXTENSION: Final = "plangraf.stories"


@dataclass(frozen=True)
class Answered:
    """A query of a story with its answer; `problem` says why there is none."""

    title: str
    sentence: str = ""
    parameters: str = ""
    name: str = ""
    svg: str = ""
    table: Table | None = None
    headings: tuple[Heading, ...] = ()
    rows: tuple[tuple[ShownCell, ...], ...] = ()
    problem: str = ""


def install(app: Flask, stories: Stories) -> None:
    """Give the application its stories."""
    app.extensions[_EXTENSION] = stories
    app.register_blueprint(blueprint)


def every_story() -> Stories:
    """Return the stories of this site."""
    return cast(Stories, current_app.extensions[_EXTENSION])


def stories() -> tuple[Story, ...]:
    """Return the stories of this site in the language of the request."""
    return every_story().in_(language())


@blueprint.get("/stories")
def listed() -> Response:
    """All stories."""
    etag = tag("stories", language())
    if unchanged := not_modified(etag, fresh=60):
        return unchanged
    page = render_template("stories.html", stories=stories(), canonical=address("/stories"))
    return reply(page, PAGE.content_type(), etag=etag, fresh=60)


@blueprint.get("/stories/<name>")
def story(name: str) -> Response:
    """One story."""
    found = next((s for s in stories() if s.name == name), None)
    if found is None:
        raise UnknownName(
            Text(f"Det finns ingen text ”{name[:100]}”.", f"There is no text “{name[:100]}”."),
            nearest=tuple(s.name for s in stories()),
            remedy=Text("Alla texter: /stories", "All texts: /stories"),
        )
    etag = tag("story", name, language(), request.query_string)
    if unchanged := not_modified(etag, fresh=60):
        return unchanged
    page = render_template(
        "story.html",
        story=found,
        parts=_shown(found),
        canonical=address(f"/stories/{name}"),
    )
    return reply(page, PAGE.content_type(), etag=etag, fresh=60)


def _shown(story: Story) -> list[str | Answered]:
    return [part.html(link) if isinstance(part, Prose) else _answered(part) for part in story.parts]


def _answered(live: Live) -> Answered:
    queries, spoken, query = asked_queries(), language(), live.query
    title = query.title.in_(spoken)
    try:
        values = read_values(query, live.given, lambda p: queries.options(p, spoken), spoken)
        values = named(query, values, queries.runner)
    except ParameterError as error:
        return Answered(title, problem=error.render(spoken))
    table = queries.table(query, values, Window(live.rows))
    figure = charts.figure(queries, query, values) if live.show == "chart" else None
    return Answered(
        title,
        sentence(query, values),
        query_string(values, language=spoken),
        query.name,
        figure.svg if figure else "",
        table,
        tuple(headings(table, View(), "")),
        tuple(map(tuple, shown_rows(table, request.script_root))),
    )
