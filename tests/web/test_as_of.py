"""Saved queries and plan graphs as they were on a day, over HTTP and on the page."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from plangraf.plans.publishing.versions import plan_graph
from tests.web.serving import Server, authorised, serving

PLAN = "nydala-2023-2026"
WORKBOOK = Path(__file__).parents[1] / "plans" / "workbooks" / "nydala.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PREFIX = (
    "PREFIX pg: <https://w3id.org/plangraf/ns#> PREFIX pl: <https://w3id.org/plangraf/id/plan/>"
)
TODAY = datetime.datetime.now(datetime.UTC).date().isoformat()
GOALS = "/queries/goals-overview"
CHART = "/queries/goals-per-focus-area"
PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Server]:
    """A plan that was published today and withdrawn, and published again under another name."""
    with serving(root, writable=True, check_seconds=60) as running:
        assert "as-of" not in running.ask(f"{GOALS}").text, "nothing was ever published"
        path = f"/data?graph={plan_graph(PLAN)}&by=Kim"
        put = running.ask(
            path,
            method="PUT",
            headers=authorised(Content_Type=XLSX),
            body=WORKBOOK.read_bytes(),
        )
        assert put.status == 201, put.text
        yield running


def test_a_saved_query_answers_as_it_was(server: Server) -> None:
    now = server.ask(f"{GOALS}.csv?plan={PLAN}")
    assert "Alla barn får hjälp i tid" in now.text
    today = server.ask(f"{GOALS}.csv?plan={PLAN}&as-of={TODAY}")
    assert today.text == now.text
    before = server.ask(f"{GOALS}.csv?as-of=2020-01-01")
    assert before.status == 200, before.text
    assert "Alla barn får hjälp i tid" not in before.text
    assert "Nollvision om suicid i Västra Götaland" in before.text, "it comes with the content"
    assert before.headers["ETag"] != server.ask(f"{GOALS}.csv").headers["ETag"]
    unknown = server.ask(f"{GOALS}.csv?plan={PLAN}&as-of=2020-01-01")
    assert unknown.status == 400, "the plan was not there to be chosen"


def test_the_page_says_so_and_keeps_the_day_in_every_link(server: Server) -> None:
    page = server.ask(f"{GOALS}?as-of=2020-01-01", headers={"Accept": "text/html"}).text
    assert "Som det var 2020-01-01: " in page
    assert 'type="date" id="field-as-of" name="as-of" value="2020-01-01"' in page
    assert f"{GOALS}.xlsx?plan=harryda-2019-2022&amp;as-of=2020-01-01" in page
    assert 'name="as-of" value=""' in server.ask(GOALS, headers={"Accept": "text/html"}).text
    english = server.ask(f"{GOALS}?as-of=2020-01-01&lang=en", headers={"Accept": "text/html"})
    assert "As it was on 2020-01-01: " in english.text


def test_a_day_that_is_none_is_told(server: Server) -> None:
    told = server.ask(f"{GOALS}.csv?as-of=2020-13-01")
    assert told.status == 400
    assert "Skriv den som 2025-12-31" in told.text


def test_the_graph_of_a_plan_is_read_as_it_was(server: Server) -> None:
    address = f"/data?graph={plan_graph(PLAN)}"
    turtle = {"Accept": "application/n-triples"}
    now = server.ask(address, headers=turtle)
    today = server.ask(f"{address}&as-of={TODAY}", headers=turtle)
    assert (today.status, len(today.text.splitlines())) == (200, len(now.text.splitlines()))
    assert server.ask(f"{address}&as-of=2020-01-01", headers=turtle).status == 404
    assert server.ask(f"{address}&as-of=nu", headers=turtle).status == 400


def test_the_endpoint_answers_as_it_was(server: Server) -> None:
    goals = f"{PREFIX} SELECT ?goal {{ ?goal a pg:Goal ; pg:inPlan pl:{PLAN} }} ORDER BY ?goal"
    path = f"/sparql?query={quote(goals)}&format=csv"
    now = server.ask(path).text.splitlines()
    assert len(now) > 1
    assert server.ask(f"{path}&as-of={TODAY}").text.splitlines() == now
    before = server.ask(f"{path}&as-of=2020-01-01")
    assert before.text.splitlines() == ["goal"]
    assert before.headers["ETag"] != server.ask(path).headers["ETag"]
    body = urlencode({"query": goals, "as-of": "2020-01-01", "format": "csv"}).encode()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert server.ask("/sparql", method="POST", headers=form, body=body).text == before.text
    page = server.ask(f"/sparql?query={quote(goals)}&as-of=2020-01-01&format=html").text
    assert 'name="as-of" value="2020-01-01"' in page
    assert "as-of=2020-01-01&amp;" in page or "&amp;as-of=2020-01-01" in page, "the files are alike"


@pytest.mark.parametrize(
    ("more", "query"),
    [
        ("as-of=igår", "ASK {}"),
        ("as-of=2020-01-01&default-graph-uri=urn:x", "ASK {}"),
        ("as-of=2020-01-01", "ASK FROM <urn:x> {}"),
    ],
)
def test_the_endpoint_refuses_a_day_that_is_none_or_not_alone(
    server: Server, more: str, query: str
) -> None:
    assert server.ask(f"/sparql?query={quote(query)}&{quote(more, safe='=&')}").status == 400


def test_what_is_no_plan_stands_as_it_is_in_its_graph(server: Server) -> None:
    """Figures are looked up in the graph of their series, versions in the graph of the record."""
    figures = "/queries/indicator-series-figures.csv"
    now = server.ask(figures).text
    assert len(now.splitlines()) > 5
    assert server.ask(f"{figures}?as-of=2020-01-01").text == now
    assert ",Kim," in server.ask("/queries/plan-versions.csv?as-of=2020-01-01").text


def test_why_nothing_is_told_of_the_day(server: Server) -> None:
    """On the day, not now, nothing is called so."""
    text = f"{PREFIX} SELECT ?g {{ ?g a pg:Goal ; pg:inPlan pl:{PLAN} }}"
    asked = f"/sparql?query={quote(text)}&explain=empty"
    assert json.loads(server.ask(asked).body) == {"empty": False}
    then = json.loads(server.ask(f"{asked}&as-of=2020-01-01").body)
    assert (then["empty"], then["explained"]) == (True, True)


def test_a_file_of_another_data_version_is_refused(server: Server) -> None:
    version = server.pool.version
    assert server.ask(f"{GOALS}.csv?version={version}").status == 200
    for form in ("csv", "xlsx", "json", "ttl"):
        told = server.ask(f"{GOALS}.{form}?version=0123456789ab", headers={"Accept": PROBLEM})
        assert told.status == 410
        problem = json.loads(told.body)
        assert problem["type"].endswith("/superseded")
        assert version in problem["detail"]
        assert "as-of" in problem["detail"]
    assert server.ask(f"{CHART}.svg?version=0123456789ab").status == 410
    assert server.ask(f"{CHART}.svg?version={version}").status == 200
    assert server.ask(f"{GOALS}.rq?version=0123456789ab").status == 200, "a text has no data"
    page = server.ask(f"{GOALS}?version=0123456789ab", headers={"Accept": "text/html"})
    assert (page.status, "har ändrats" in page.text) == (200, True)


def test_the_versions_are_listed(server: Server) -> None:
    listed = server.ask(f"/queries/plan-versions.csv?plan={PLAN}").text.splitlines()
    assert len(listed) == 2
    assert ",Kim," in listed[1]
    assert TODAY in listed[1]
