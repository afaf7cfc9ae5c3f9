"""Why no rows, over HTTP: `explain=empty` on /sparql and on saved queries, and the pages."""

import json
from urllib.parse import quote

from tests.web.serving import Server

PG = "https://w3id.org/plangraf/ns#"
EMPTY = f"SELECT ?g WHERE {{ ?g a <{PG}ActionPlam> }}"
FULL = f"SELECT ?g WHERE {{ ?g a <{PG}ActionPlan> }}"
HTML = {"Accept": "text/html"}


def explained(server: Server, query: str, more: str = "") -> dict[str, object]:
    reply = server.ask(f"/sparql?explain=empty{more}&query={quote(query)}")
    assert reply.status == 200, reply.text
    assert reply.type == "application/json"
    assert reply.headers["Cache-Control"] == "no-store"
    found: dict[str, object] = json.loads(reply.text)
    return found


def test_the_step_the_cause_and_the_nearest(reading: Server) -> None:
    told = explained(reading, EMPTY, "&lang=en")
    assert told["empty"] is told["explained"] is True
    assert told["cause"] == "class-unknown"
    assert told["nearest"] == ["pg:ActionPlan"]
    assert (told["line"], told["column"]) == (1, 22)
    assert str(told["message"]).startswith("Nothing is of the class")
    assert str(explained(reading, EMPTY)["message"]).startswith("Inget är av klassen")


def test_an_answer_with_rows_is_not_explained(reading: Server) -> None:
    assert explained(reading, FULL) == {"empty": False}
    assert explained(reading, f"CONSTRUCT WHERE {{ ?g a <{PG}ActionPlan> }}") == {"empty": False}
    assert explained(reading, f"ASK {{ ?g a <{PG}ActionPlan> }}") == {"empty": False}
    built = explained(reading, f"CONSTRUCT WHERE {{ ?g a <{PG}ActionPlam> }}")
    assert built["cause"] == "class-unknown"


def test_what_cannot_be_told_says_so(reading: Server) -> None:
    path = "<http://example.org/a>|!(<http://example.org/b>|^<http://example.org/c>)"
    told = explained(reading, f"DESCRIBE ?g WHERE {{ ?g {path} <http://example.org/none> }}")
    assert told == {"empty": True, "explained": False}


def test_a_query_that_cannot_be_read_is_an_error(reading: Server) -> None:
    assert reading.ask(f"/sparql?explain=empty&query={quote('SELECT')}").status == 400


def test_the_dataset_of_the_protocol_counts(reading: Server) -> None:
    told = explained(reading, FULL, f"&default-graph-uri={quote('http://example.org/none')}")
    assert told["cause"] in ("dataset", "empty-store")


def test_the_page_of_the_editor_tells_it(reading: Server) -> None:
    page = reading.ask(f"/sparql?query={quote(EMPTY)}", headers=HTML).text
    assert "Varför noll rader?" in page
    assert "<code>pg:ActionPlan</code>" in page
    english = reading.ask(f"/sparql?lang=en&query={quote(EMPTY)}", headers=HTML).text
    assert "Why no rows?" in english
    full = reading.ask(f"/sparql?query={quote(FULL)}", headers=HTML).text
    assert "Varför noll rader?" not in full


def test_the_queries_stand_in_a_graph_of_their_own(reading: Server) -> None:
    graph = "https://w3id.org/plangraf/graph/queries"
    name = "<http://www.w3.org/ns/shacl#SPARQLExecutable>"
    inside = f"ASK {{ GRAPH <{graph}> {{ ?q a {name} }} }}"
    outside = f"ASK {{ ?q a {name} }}"
    for query, truth in ((inside, True), (outside, False)):
        reply = reading.ask(f"/sparql?format=json&query={quote(query)}")
        assert json.loads(reply.text)["boolean"] is truth
