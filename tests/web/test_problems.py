"""What went wrong, as it is told: in words that teach, in the reader's language and form."""

import json

from plangraf.errors import BadQuery
from plangraf.web.problems import TABLE
from tests.sparql.accepted import FIREFOX, YASGUI_ROWS
from tests.web.serving import Server, asked


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


def test_errors_teach_in_both_languages(reading: Server) -> None:
    query = "SELECT * {\n  ?s skos:prefLabel ?o\n}"
    swedish = asked(reading, query)
    english = asked(reading, query, Accept_Language="en")
    assert "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>" in swedish.text
    assert "rad 2, kolumn 6" in swedish.text
    assert "line 2, column 6" in english.text
    assert "\n     ^" in swedish.text
    assert english.headers["Content-Language"] == "en"


def test_a_misspelt_keyword_is_offered(reading: Server) -> None:
    assert "WHERE" in asked(reading, "SELECT * WHER { ?s ?p ?o }", Accept_Language="en").text


def test_an_update_sent_as_a_query_is_told_so(reading: Server) -> None:
    reply = asked(reading, "CLEAR ALL", Accept_Language="en")
    assert reply.status == 400
    assert "This is an update" in reply.text


def test_problem_documents(reading: Server) -> None:
    reply = asked(reading, "SELECT * {", Accept="application/json")
    assert reply.status == 400
    assert reply.headers["Content-Type"] == "application/problem+json"
    problem = json.loads(reply.body)
    assert problem["status"] == 400
    assert problem["line"] == 1
    assert problem["type"].startswith("https://")


def test_yasgui_gets_the_message_as_text(reading: Server) -> None:
    reply = asked(reading, "SELECT * {", Accept=YASGUI_ROWS)
    assert reply.type == "text/plain"


def test_the_table_of_errors_has_one_row_for_each_class() -> None:
    kinds = [row.kind for row in TABLE]
    assert len(kinds) == len(set(kinds))
    assert BadQuery in kinds
    for earlier, row in enumerate(TABLE):
        assert not any(issubclass(row.kind, other.kind) for other in TABLE[:earlier]), row.name
