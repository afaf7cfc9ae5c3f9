"""The endpoint over HTTP: what the protocol suite leaves open."""

import gzip
import io
import json
from pathlib import Path
from urllib.parse import quote, urlencode

import openpyxl
import pytest
from rdflib import Graph

from plangraf.errors import BadQuery
from plangraf.sparql.formats import GRAPHS, SOLUTIONS
from plangraf.web.problems import TABLE
from tests.web.serving import SMALL, Reply, Server, authorised, serving

SELECT = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 3"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def ask(server: Server, query: str, **headers: str) -> Reply:
    return server.ask(
        f"/sparql?query={quote(query)}",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


@pytest.mark.parametrize("form", SOLUTIONS, ids=lambda f: f.key)
def test_rows_in_every_format(reading: Server, form: object) -> None:
    key, media = form.key, form.media  # type: ignore[attr-defined]
    reply = ask(reading, SELECT, Accept=media)
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
    asked = reading.ask(f"/sparql?query={quote('ASK {}')}&format=xlsx")
    assert asked.status == 200
    graph = reading.ask(f"/sparql?query={quote('CONSTRUCT WHERE { ?s ?p ?o }')}&format=xlsx")
    assert graph.status == 400
    assert "format=xlsx" in ask(reading, SELECT, Accept=FIREFOX).text


def test_a_missing_page_is_told_in_the_readers_language(reading: Server) -> None:
    for method, path, sv, en in (
        ("GET", "/nowhere", "Sidan finns inte", "Page not found"),
        ("POST", "/plans", "Metoden går inte här", "Method not allowed"),
    ):
        for lang, title in (("sv", sv), ("en", en)):
            reply = reading.ask(f"{path}?lang={lang}", method=method, headers={"Accept": FIREFOX})
            assert f"<h1>{title}</h1>" in reply.text
            assert f"<title>{title}" in reply.text


def test_a_syntax_error_is_told_in_words_of_ours(reading: Server) -> None:
    accept = "application/sparql-results+json, application/problem+json"
    reply = reading.ask("/sparql?lang=sv&query=SELECT%20%7B", headers={"Accept": accept})
    problem = json.loads(reply.body)
    assert "Efter SELECT saknas variabler" in problem["detail"]
    assert "expected" not in problem["detail"]
    assert "expected" in problem["engine"]


def test_void_for_a_browser(reading: Server) -> None:
    reply = reading.ask("/.well-known/void", headers={"Accept": "text/html"})
    assert (reply.status, reply.type) == (200, "text/turtle")
    assert reading.ask("/.well-known/void", headers={"Accept": "image/png"}).status == 406


@pytest.mark.parametrize("form", GRAPHS, ids=lambda f: f.key)
def test_graphs_in_every_format(reading: Server, form: object) -> None:
    media = form.media  # type: ignore[attr-defined]
    reply = ask(reading, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", Accept=media)
    assert reply.status == 200
    assert reply.type == media
    names = {"application/ld+json": "json-ld", "application/rdf+xml": "xml"}
    graph = Graph()
    if media not in ("application/trig", "application/n-quads"):
        graph.parse(data=reply.body, format=names.get(media, media))
        assert len(graph) == 17


def test_columns_come_in_the_order_of_the_text(reading: Server) -> None:
    reply = ask(reading, "SELECT * { ?zebra ?monkey ?ape } LIMIT 1", Accept="text/csv")
    assert reply.text.splitlines()[0] == "zebra,monkey,ape"


def test_turtle_has_the_prefixes_of_the_project(reading: Server) -> None:
    reply = ask(reading, "CONSTRUCT WHERE { ?s ?p ?o }", Accept="text/turtle")
    assert "@prefix pg: <https://w3id.org/plangraf/ns#>" in reply.text


def test_both_addresses_answer_without_redirect(reading: Server) -> None:
    for path in ("/sparql", "/sparql/"):
        assert reading.ask(f"{path}?query=ASK%7B%7D").status == 200


def test_the_method_query(reading: Server) -> None:
    reply = reading.ask(
        "/sparql",
        method="QUERY",
        headers={"Content-Type": "application/sparql-query"},
        body=b"ASK {}",
    )
    assert json.loads(reply.body)["boolean"] is True


def test_head_has_the_headers_of_get(reading: Server) -> None:
    get = ask(reading, SELECT)
    head = reading.ask(f"/sparql?query={quote(SELECT)}", method="HEAD")
    assert head.status == 200
    assert head.body == b""
    for name in ("Content-Type", "ETag", "Content-Length", "Vary"):
        assert head.headers[name] == get.headers[name], name


def test_options_answer_a_preflight(reading: Server) -> None:
    reply = reading.ask(
        "/sparql",
        method="OPTIONS",
        headers={"Origin": "https://yasgui.example", "Access-Control-Request-Method": "POST"},
    )
    assert reply.status == 204
    assert "POST" in reply.headers["Access-Control-Allow-Methods"]
    assert "Authorization" in reply.headers["Access-Control-Allow-Headers"]
    assert "application/x-www-form-urlencoded" in reply.headers["Accept-Post"]


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/sparql?query=ASK%7B%7D", "GET", 200),
        ("/sparql?query=nonsense", "GET", 400),
        ("/sparql", "DELETE", 405),
        ("/nowhere", "GET", 404),
        ("/data?graph=x:nowhere", "GET", 404),
        ("/sparql?query=ASK%7B%7D&format=parquet", "GET", 400),
    ],
)
def test_cors_and_safety_on_every_answer(
    reading: Server, path: str, method: str, status: int
) -> None:
    reply = reading.ask(path, method=method)
    assert reply.status == status
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe" not in reply.headers["Content-Security-Policy"]
    assert reply.headers["Server"] is None
    for name in ("Accept", "Accept-Language", "Accept-Encoding", "Origin"):
        assert name in reply.headers["Vary"]


def test_an_unchanged_answer_is_not_sent_again(reading: Server) -> None:
    first = ask(reading, SELECT)
    again = ask(reading, SELECT, If_None_Match=first.headers["ETag"])
    assert again.status == 304
    assert again.body == b""
    other = ask(reading, SELECT, If_None_Match=first.headers["ETag"], Accept="text/csv")
    assert other.status == 200
    assert other.headers["ETag"] != first.headers["ETag"]


def test_what_differs_each_time_has_no_tag(reading: Server) -> None:
    reply = ask(reading, "SELECT (NOW() AS ?now) {}")
    assert reply.headers["ETag"] is None
    assert reply.headers["Cache-Control"] == "no-store"


def test_a_change_gives_a_new_tag(writing: Server) -> None:
    first = ask(writing, "ASK { <x:a> <x:b> <x:c> }")
    assert not json.loads(first.body)["boolean"]
    reply = writing.ask(
        "/sparql",
        method="POST",
        headers=authorised(Content_Type="application/sparql-update"),
        body=b"INSERT DATA { <x:a> <x:b> <x:c> }",
    )
    assert reply.status == 204
    again = ask(writing, "ASK { <x:a> <x:b> <x:c> }", If_None_Match=first.headers["ETag"])
    assert again.status == 200
    assert json.loads(again.body)["boolean"]


def test_large_answers_are_compressed_for_who_can_read_it(reading: Server) -> None:
    plain = ask(reading, "SELECT * { ?s ?p ?o }")
    packed = ask(reading, "SELECT * { ?s ?p ?o }", Accept_Encoding="gzip, br")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 2
    assert json.loads(gzip.decompress(packed.body)) == json.loads(plain.body)


def test_unknown_parameters_are_ignored(reading: Server) -> None:
    asked = urlencode({"ac": "1", "query": "ASK {}", "output": "nonsense", "default-graph-uri": ""})
    assert reading.ask(f"/sparql?{asked}").status == 200


def test_a_relative_graph_name_is_refused(reading: Server) -> None:
    reply = reading.ask("/sparql?query=ASK%7B%7D&default-graph-uri=plans")
    assert reply.status == 400
    assert "default-graph-uri" in reply.text


def test_a_shorter_time_can_be_asked_for(reading: Server) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9)) + "}"
    reply = reading.ask("/sparql?" + urlencode({"query": slow, "timeout": "0.3"}))
    assert reply.status == 503
    assert "0.3" in reply.text


def test_errors_teach_in_both_languages(reading: Server) -> None:
    query = "SELECT * {\n  ?s skos:prefLabel ?o\n}"
    swedish = ask(reading, query)
    english = ask(reading, query, Accept_Language="en")
    assert "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>" in swedish.text
    assert "rad 2, kolumn 6" in swedish.text
    assert "line 2, column 6" in english.text
    assert "\n     ^" in swedish.text
    assert english.headers["Content-Language"] == "en"


def test_a_misspelt_keyword_is_offered(reading: Server) -> None:
    assert "WHERE" in ask(reading, "SELECT * WHER { ?s ?p ?o }", Accept_Language="en").text


def test_an_unknown_term_of_ours_is_told_with_the_nearest(reading: Server) -> None:
    query = "PREFIX pg: <https://w3id.org/plangraf/ns#> SELECT * { ?s a pg:Gaol }"
    reply = ask(reading, query)
    assert reply.status == 200
    assert reply.headers["Plangraf-Hint"] == "pg:Gaol is not in the vocabulary; nearest: pg:Goal"
    assert "pg:Goal" in ask(reading, query, Accept=FIREFOX).text


def test_an_update_sent_as_a_query_is_told_so(reading: Server) -> None:
    reply = ask(reading, "CLEAR ALL", Accept_Language="en")
    assert reply.status == 400
    assert "This is an update" in reply.text


def test_problem_documents(reading: Server) -> None:
    reply = ask(reading, "SELECT * {", Accept="application/json")
    assert reply.status == 400
    assert reply.headers["Content-Type"] == "application/problem+json"
    problem = json.loads(reply.body)
    assert problem["status"] == 400
    assert problem["line"] == 1
    assert problem["type"].startswith("https://")


def test_yasgui_gets_the_message_as_text(reading: Server) -> None:
    reply = ask(reading, "SELECT * {", Accept="application/sparql-results+json,*/*;q=0.9")
    assert reply.type == "text/plain"


def test_browsers_get_a_page_for_everything(reading: Server) -> None:
    for query, status in (("SELECT * { ?s ?p ?o }", 200), ("SELECT * {", 400), ("ASK {}", 200)):
        reply = ask(reading, query, Accept=FIREFOX)
        assert reply.status == status
        assert reply.type == "text/html"
        assert "<textarea" in reply.text
    goals = "SELECT ?goal { ?goal a <https://w3id.org/plangraf/ns#Goal> }"
    assert 'href="/id/goal/small/1"' in ask(reading, goals, Accept=FIREFOX).text


def test_a_page_writes_decimals_as_the_language_does(reading: Server) -> None:
    query = "SELECT (0.95 AS ?share) {}"
    assert ">0,95</td>" in ask(reading, query, Accept="text/html").text
    english = {"Accept": "text/html", "Accept-Language": "en"}
    assert ">0.95</td>" in ask(reading, query, **english).text
    assert ask(reading, query, Accept="text/csv").text.split() == ["share", "0.95"]


def test_a_page_shows_texts_as_texts(reading: Server) -> None:
    reply = ask(reading, 'SELECT ("<script>alert(1)</script>" AS ?x) {}', Accept=FIREFOX)
    assert "<script>alert" not in reply.text
    assert "&lt;script&gt;" in reply.text


def test_updates_need_the_token(writing: Server) -> None:
    headers = {"Content-Type": "application/sparql-update"}
    for extra in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}):
        reply = writing.ask(
            "/sparql", method="POST", headers={**headers, **extra}, body=b"CLEAR ALL"
        )
        assert reply.status == 401
        assert reply.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <http://127.0.0.1:1/>",
        "INSERT { <a> <b> ?c } WHERE { SERVICE <http://x/> { ?a ?b ?c } }",
    ],
)
def test_updates_that_reach_out_are_refused(writing: Server, update: str) -> None:
    reply = writing.ask(
        "/sparql",
        method="POST",
        headers=authorised(Content_Type="application/sparql-update"),
        body=update.encode(),
    )
    assert reply.status == 403


def test_a_failed_update_changes_nothing(writing: Server) -> None:
    before = ask(writing, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv").text
    reply = writing.ask(
        "/sparql",
        method="POST",
        headers=authorised(Content_Type="application/sparql-update"),
        body=b"CLEAR ALL ; INSERT DATA { <x:a> <x:b> ",
    )
    assert reply.status == 400
    assert ask(writing, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv").text == before


def test_the_table_of_errors_has_one_row_for_each_class() -> None:
    kinds = [row.kind for row in TABLE]
    assert len(kinds) == len(set(kinds))
    assert BadQuery in kinds
    for earlier, row in enumerate(TABLE):
        assert not any(issubclass(row.kind, other.kind) for other in TABLE[:earlier]), row.name


@pytest.mark.parametrize("path", ["/.well-known/void", "/ns", "/shapes", "/data/plans/small"])
def test_descriptions_are_rdf(reading: Server, path: str) -> None:
    reply = reading.ask(path, headers={"Accept": "application/rdf+xml"})
    assert reply.status == 200
    assert reply.type == "application/rdf+xml"
    assert len(Graph().parse(data=reply.body, format="xml")) > 0


def test_robots_sitemap_health_metrics(reading: Server) -> None:
    assert "Disallow: /sparql?" in reading.ask("/robots.txt").text
    sitemap = reading.ask("/sitemap.xml")
    assert f"<loc>{reading.address}/id/goal/small/1</loc>" in sitemap.text
    assert json.loads(reading.ask("/health").body)["status"] == "ok"
    assert "plangraf_queries_total" in reading.ask("/metrics").text


def test_below_a_prefix_of_a_proxy(reading: Server) -> None:
    headers = {
        "X-Forwarded-Prefix": "/plangraf",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "data.example.se",
        "Accept": "text/turtle",
    }
    reply = reading.ask("/plangraf/sparql", headers=headers)
    assert "https://data.example.se/plangraf/sparql" in reply.text
    page = reading.ask("/plangraf/sparql", headers={**headers, "Accept": FIREFOX})
    assert 'href="/plangraf/queries"' in page.text
    assert 'action="/plangraf/sparql"' in page.text


def test_at_a_base_of_the_settings() -> None:
    with serving(base="https://data.example.se/mha") as server:
        reply = server.ask("/sparql", headers={"Accept": "text/turtle"})
        assert "https://data.example.se/mha/sparql" in reply.text


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"<a:b> <c:d> .", "text/turtle", 400),
        (b"<a:b> <c:d> <e:f> .", "text/plain; charset=utf-8", 201),
        (b"x", "application/json", 415),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "application/rdf+xml", 400),
        (b'{"@context": "http://127.0.0.1:1/", "@id": "x:a"}', "application/ld+json", 400),
    ],
)
def test_uploads(writing: Server, body: bytes, kind: str, status: int) -> None:
    reply = writing.ask(
        "/data?graph=x:new", method="PUT", headers=authorised(Content_Type=kind), body=body
    )
    assert reply.status == status, reply.text


def test_a_write_over_a_newer_state_is_refused(writing: Server) -> None:
    path = "/data/numbers"
    etag = writing.ask(path, headers={"Accept": "text/turtle"}).headers["ETag"]
    body = b"<x:a> <x:b> <x:c> ."
    for status in (204, 412):
        reply = writing.ask(
            path,
            method="PUT",
            headers=authorised(Content_Type="text/turtle", If_Match=etag),
            body=body,
        )
        assert reply.status == status


def test_writing_without_permission(reading: Server) -> None:
    reply = reading.ask("/data?graph=x:a", method="DELETE")
    assert reply.status == 403


def test_the_store_in_a_folder(tmp_path: Path) -> None:
    folder = str(tmp_path / "store")
    with serving(SMALL, store=folder, writable=True) as server:
        first = ask(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv").text
        reply = server.ask(
            "/data/kept",
            method="PUT",
            headers=authorised(Content_Type="text/turtle"),
            body=b"<x:a> <x:b> <x:c> .",
        )
        assert reply.status == 201, reply.text
        assert ask(server, "ASK { <x:a> <x:b> <x:c> }", Accept="text/csv").text == "true"
    with serving(SMALL, store=folder) as server:
        assert ask(server, "ASK { <x:a> <x:b> <x:c> }", Accept="text/csv").text == "true"
        second = ask(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv").text
        assert first != second
