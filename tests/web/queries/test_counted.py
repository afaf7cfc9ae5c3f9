"""A number leads to what it counts; a question about a thing says what the thing is called."""

import csv
import io
import re

import pytest

from tests.web.markup import Markup
from tests.web.serving import Server

HTML = {"Accept": "text/html"}
PLAN = "harryda-2019-2022"


def test_a_number_leads_to_the_things_with_their_sources(whole: Server) -> None:
    page = Markup(whole.ask(f"/queries/plan-counts?plan={PLAN}", headers=HTML).text)
    there = next(link for link in page.links if link.startswith("/queries/plan-counts/goals?"))
    assert there == "/queries/plan-counts/goals?plan=pgid%3Aplan%2Fharryda-2019-2022"
    goals = Markup(whole.ask(there, headers=HTML).text)
    assert "15 rader" in goals.text  # the 15 goals that the plan itself says it has
    assert len({link for link in goals.links if link.startswith(f"/id/goal/{PLAN}/")}) == 15
    assert any(link.startswith(f"/id/evidence/{PLAN}/") for link in goals.links)
    assert "/queries/plan-counts" in goals.links


@pytest.mark.parametrize(("language", "ending"), [("sv", ""), ("en", "&lang=en")])
def test_the_list_is_a_query_with_files_of_its_own(
    whole: Server, language: str, ending: str
) -> None:
    path = f"/queries/topic-matrix/goals.csv?topic=suicide-prevention&plan={PLAN}{ending}"
    reply = whole.ask(path.replace("suicide", "pgid%3Atopic%2Fsuicide"))
    assert reply.status == 200
    assert 'filename="topic-matrix-goals.csv"' in reply.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(reply.text)))
    local = {row["thing"].rpartition("/")[2] for row in rows}
    assert local == {"adults-1.1", "children-5.1"}
    said = {"sv": "1.1 Nollvision om suicid", "en": "1.1 Zero vision for suicide"}[language]
    assert any(row["thingLabel"].startswith(said) for row in rows)
    assert reply.headers["Content-Language"] == language


def test_a_number_of_nothing_leads_nowhere(whole: Server) -> None:
    page = whole.ask(f"/queries/topic-matrix?plan={PLAN}", headers=HTML).text
    assert re.search(r'data-value="0">0</td>', page)


@pytest.mark.parametrize("path", ["plan-counts/planLabel", "plan-counts/nothing", "targets/unit"])
def test_what_is_no_number_that_counts_is_told(whole: Server, path: str) -> None:
    reply = whole.ask(f"/queries/{path}", headers=HTML)
    assert reply.status == 404
    if path.startswith("plan-counts"):
        assert "plan-counts/goals" in reply.text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "Var i källan står Nollvision om suicid i Västra Götaland?"),
        ("en", "Where in the source is Zero vision for suicide in Västra Götaland?"),
    ],
)
def test_a_question_about_a_thing_has_its_name(whole: Server, language: str, said: str) -> None:
    path = f"/queries/source-of?thing=pgid%3Agoal%2F{PLAN}%2Fadults-1.1&lang={language}"
    page = whole.ask(path, headers=HTML).text
    assert f'<p class="sentence">{said}</p>' in page


def test_targets_have_english_names_and_units(whole: Server) -> None:
    rows = list(csv.DictReader(io.StringIO(whole.ask("/queries/targets.csv?lang=en").text)))
    assert {row["targetLabel"] for row in rows} == {
        "Zero vision for suicide",
        "at least two training sessions per track per year",
    }
    assert {row["unit"] for row in rows} == {
        "suicides",
        "training sessions per track per year",
    }


@pytest.mark.parametrize(
    "name", ["counterparts", "strong-links", "shared-goals", "alignment-quality"]
)
def test_a_judged_link_leads_to_its_record(whole: Server, name: str) -> None:
    page = whole.ask(f"/queries/{name}", headers=HTML).text
    rows = re.findall(r"<tr><td.*?</tr>", page, re.DOTALL)
    assert rows
    assert all("/id/mapping/" in row for row in rows)
