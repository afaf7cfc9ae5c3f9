"""What the endpoint answers with: formats, columns, hints, and the page for browsers."""

import io
from urllib.parse import quote

import openpyxl
import pytest
from rdflib import Graph

from plangraf.sparql.formats import GRAPHS, SOLUTIONS
from tests.sparql.accepted import FIREFOX
from tests.web.serving import Server, asked

SELECT = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 3"


@pytest.mark.parametrize("form", SOLUTIONS, ids=lambda f: f.key)
def test_rows_in_every_format(reading: Server, form: object) -> None:
    key, media = form.key, form.media  # type: ignore[attr-defined]
    reply = asked(reading, SELECT, Accept=media)
    assert reply.status == 200
    assert reply.type == media
    assert reply.headers["Content-Disposition"] == f'inline; filename="plangraf.{key}"'


def test_rows_as_a_workbook(reading: Server) -> None:
    reply = reading.ask(f"/sparql?query={quote(SELECT)}&format=xlsx&lang=sv")
    assert reply.status == 200, reply.text
    assert reply.headers["Content-Disposition"] == 'inline; filename="plangraf.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(reply.body))
    rows = list(book["Svar"].values)
    assert rows[0] == ("s", "p", "o")
    assert len(rows) == 4
    truth = reading.ask(f"/sparql?query={quote('ASK {}')}&format=xlsx")
    assert truth.status == 200
    graph = reading.ask(f"/sparql?query={quote('CONSTRUCT WHERE { ?s ?p ?o }')}&format=xlsx")
    assert graph.status == 400
    assert "format=xlsx" in asked(reading, SELECT, Accept=FIREFOX).text


@pytest.mark.parametrize("form", GRAPHS, ids=lambda f: f.key)
def test_graphs_in_every_format(reading: Server, form: object) -> None:
    media = form.media  # type: ignore[attr-defined]
    reply = asked(reading, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", Accept=media)
    assert reply.status == 200
    assert reply.type == media
    names = {"application/ld+json": "json-ld", "application/rdf+xml": "xml"}
    graph = Graph()
    if media not in ("application/trig", "application/n-quads"):
        graph.parse(data=reply.body, format=names.get(media, media))
        assert len(graph) == 17


def test_columns_come_in_the_order_of_the_text(reading: Server) -> None:
    reply = asked(reading, "SELECT * { ?zebra ?monkey ?ape } LIMIT 1", Accept="text/csv")
    assert reply.text.splitlines()[0] == "zebra,monkey,ape"


def test_turtle_has_the_prefixes_of_the_project(reading: Server) -> None:
    reply = asked(reading, "CONSTRUCT WHERE { ?s ?p ?o }", Accept="text/turtle")
    assert "@prefix pg: <https://w3id.org/plangraf/ns#>" in reply.text


def test_an_unknown_term_of_ours_is_told_with_the_nearest(reading: Server) -> None:
    query = "PREFIX pg: <https://w3id.org/plangraf/ns#> SELECT * { ?s a pg:Gaol }"
    reply = asked(reading, query)
    assert reply.status == 200
    assert reply.headers["Plangraf-Hint"] == "pg:Gaol is not in the vocabulary; nearest: pg:Goal"
    assert "pg:Goal" in asked(reading, query, Accept=FIREFOX).text


def test_browsers_get_a_page_for_everything(reading: Server) -> None:
    for query, status in (("SELECT * { ?s ?p ?o }", 200), ("SELECT * {", 400), ("ASK {}", 200)):
        reply = asked(reading, query, Accept=FIREFOX)
        assert reply.status == status
        assert reply.type == "text/html"
        assert "<textarea" in reply.text
    goals = "SELECT ?goal { ?goal a <https://w3id.org/plangraf/ns#Goal> }"
    assert 'href="/id/goal/small/1"' in asked(reading, goals, Accept=FIREFOX).text


def test_a_page_writes_decimals_as_the_language_does(reading: Server) -> None:
    query = "SELECT (0.95 AS ?share) {}"
    assert ">0,95</td>" in asked(reading, query, Accept="text/html").text
    english = {"Accept": "text/html", "Accept-Language": "en"}
    assert ">0.95</td>" in asked(reading, query, **english).text
    assert asked(reading, query, Accept="text/csv").text.split() == ["share", "0.95"]


def test_a_page_shows_texts_as_texts(reading: Server) -> None:
    reply = asked(reading, 'SELECT ("<script>alert(1)</script>" AS ?x) {}', Accept=FIREFOX)
    assert "<script>alert" not in reply.text
    assert "&lt;script&gt;" in reply.text
