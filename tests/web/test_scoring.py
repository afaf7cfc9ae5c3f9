"""`/scorecard`: criteria by plans, always with numbers; the saved query behind it is linked."""

import pytest

from tests.web.markup import Markup
from tests.web.serving import Server

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_criterion_has_a_verdict_for_every_plan(whole: Server, language: str) -> None:
    reply = whole.ask(f"/scorecard?lang={language}", headers=HTML)
    assert (reply.status, reply.type) == (200, "text/html")
    page = Markup(reply.text)
    headings = [tag for tag, given in page.elements if tag == "th" and given["scope"] == "col"]
    rows = [tag for tag, given in page.elements if tag == "th" and given["scope"] == "row"]
    words = ("ja", "delvis", "nej", "okänt") if language == "sv" else (
        "yes", "partly", "no", "unknown"
    )  # fmt: skip
    verdicts = [text.strip() for _, text in page.texts if text.strip() in words]
    assert len(rows) >= 16
    assert len(verdicts) == len(rows) * (len(headings) - 2)


def test_a_plan_is_chosen_and_the_query_is_linked(whole: Server) -> None:
    path = "/scorecard?plan=harryda-2019-2022"
    page = Markup(whole.ask(path, headers=HTML).text)
    assert len([1 for tag, given in page.elements if tag == "th" and given["scope"] == "col"]) == 3
    links = [link for link in page.links if link.startswith("/queries/scorecard")]
    assert len(links) == 5
    assert all(whole.ask(link).status == 200 for link in links)


def test_an_unknown_plan_is_told(whole: Server) -> None:
    assert whole.ask("/scorecard?plan=ingen", headers=HTML).status == 400
