"""Two plans side by side: every link, what is shared, what each lacks."""

import csv
import io
import re
from html import unescape

import pytest

from plangraf.store.embedded import EmbeddedStore
from tests.web.pages.conftest import html, markup
from tests.web.serving import Server


def test_a_comparison_shows_every_link_between_the_plans(
    whole: Server, filled: EmbeddedStore
) -> None:
    one, other = (
        f"<https://w3id.org/plangraf/id/plan/{p}>"
        for p in ("harryda-2019-2022", "ostergotland-2019")
    )
    for a, b in (
        ("harryda-2019-2022", "ostergotland-2019"),
        ("ostergotland-2019", "harryda-2019-2022"),
    ):
        page = markup(whole, f"/compare?a={a}&b={b}")
        records = {
            str(row[0])
            for row in filled.query(
                "PREFIX pg: <https://w3id.org/plangraf/ns#> "
                "PREFIX owl: <http://www.w3.org/2002/07/owl#> SELECT ?x WHERE { "
                f"?x owl:annotatedSource/pg:inPlan {one} ; owl:annotatedTarget/pg:inPlan {other} }}"
            ).rows()
        }
        assert len(records) > 150
        shown = {link for link in page.links if "/id/mapping/" in link}
        missing = {r for r in records if r.removeprefix("https://w3id.org/plangraf") not in shown}
        assert not missing


def test_a_comparison_says_which_figures_are_shared(whole: Server) -> None:
    """Östergötland's plan has no indicators: nothing is shared, and what could be is told so."""
    page = html(whole, "/compare?lang=sv").text
    section = page[page.index('id="measured"') : page.index('id="shared"')]
    assert "har inga egna indikatorer" in section
    assert "ingen bedömning" in section
    assert "/id/series/" in section
    assert "/id/topic/suicide-prevention" in section


def test_a_number_of_the_matrix_leads_to_as_many_things(whole: Server) -> None:
    """Also where Östergötland has lines that only state something: they are no activities."""
    page = html(whole, "/compare?lang=sv").text
    cells = re.findall(r'<a href="(/queries/topic-matrix/[^"]+)">([0-9]+)</a>', page)
    topic = "governance-and-organisation"
    followed = [(unescape(href), int(n)) for href, n in cells if f"%2F{topic}&" in href]
    assert len(followed) >= 3
    for href, number in followed:
        path, _, asked = href.partition("?")
        rows = whole.ask(f"{path}.csv?{asked}").text.splitlines()
        assert len(rows) - 1 == number, href


def test_the_picture_of_a_comparison_has_the_links_of_its_table(whole: Server) -> None:
    page = markup(whole, "/compare")
    curves = [
        given for tag, given in page.elements if tag == "path" and "curve" in given.get("class", "")
    ]
    assert len(curves) > 30
    assert all(float(curve["stroke-width"]) >= 1 for curve in curves)


def test_an_unknown_plan_is_told(whole: Server) -> None:
    reply = html(whole, "/compare?a=nope")
    assert reply.status == 400
    assert "nope" in reply.text
    assert "harryda-2019-2022" in reply.text


GAPS = (
    "goals-without-activity",
    "goals-without-indicator",
    "goals-without-deadline",
    "activities-without-actor",
)


@pytest.mark.parametrize("plan", ["harryda-2019-2022", "ostergotland-2019"])
@pytest.mark.parametrize("name", GAPS)
def test_each_gap_has_the_number_of_its_query(whole: Server, name: str, plan: str) -> None:
    page = html(whole, "/compare?lang=sv").text
    told = re.search(rf'href="/queries/{name}\?plan={plan}[^"]*">(\d+) av (\d+)<', page)
    assert told, "the number leads to the query of its plan"
    rows = csv.DictReader(io.StringIO(whole.ask(f"/queries/{name}.csv?plan={plan}").text))
    things = {row.get("goal") or row["activity"] for row in rows}
    assert int(told[1]) == len(things)
    assert int(told[1]) <= int(told[2])


def test_the_parts_of_a_comparison_lead_to_their_queries(whole: Server) -> None:
    page = markup(whole, "/compare?lang=sv&a=ostergotland-2019&b=harryda-2019-2022")
    pair = "plan=ostergotland-2019&other=harryda-2019-2022&lang=sv"
    for name in ("shared-goals", "compare-plans", "activities-same-topic"):
        assert f"/queries/{name}?{pair}" in page.links
        assert f"/queries/{name}.xlsx?{pair}" in page.links
    for plan, other in (
        ("ostergotland-2019", "harryda-2019-2022"),
        ("harryda-2019-2022", "ostergotland-2019"),
    ):
        query = f"/queries/goals-without-counterpart?plan={plan}&other={other}&lang=sv"
        assert query in page.links
        assert whole.ask(query, headers={"Accept": "text/html"}).status == 200
