"""The people the product is made for, each on the journey that brings them here.

An analyst asks and takes the answer to Excel; a plan officer has her plan checked and compares it;
a follow-up analyst follows a figure to where it came from; a developer finds what programs need.
"""

from pathlib import Path

from tests.browser.chromium import Page
from tests.browser.walking import PLACE, SECONDS, choose, downloaded, go, hand_in, said
from tests.web.serving import Server

PLANS = Path(__file__).parents[1] / "validation" / "plans"
ROWS = "document.querySelectorAll('.answer tbody tr').length"


def test_an_analyst_asks_and_takes_the_answer_to_excel(quiet: Page, site: Server) -> None:
    """From the list of questions by a drop-down to table, chart, workbook and source."""
    quiet.open(f"{site.address}/queries?lang=sv")
    go(quiet, "a[href='/queries/activities-per-goal']")
    first = said(quiet, ".sentence")
    choose(quiet, "#field-plan", "ostergotland-2019")
    go(quiet, ".parameters button[type=submit]")
    assert "plan=ostergotland-2019" in quiet.run(PLACE)
    assert said(quiet, ".sentence") != first
    rows = quiet.run(ROWS)
    assert rows == 29
    assert quiet.run("document.querySelectorAll('figure.diagram rect').length") > 0
    workbook = downloaded(quiet, ".bar-above .downloads a.button")
    assert workbook["status"] == 200
    assert workbook["type"].endswith("spreadsheetml.sheet")
    assert workbook["start"].startswith("PK")
    swedish = downloaded(quiet, ".bar-above .downloads a[href*='profile=excel-sv']")
    assert swedish["start"].startswith("\u00ef\u00bb\u00bf")
    assert ";" in swedish["start"]
    go(quiet, ".answer td a[href*='/id/evidence/']")
    assert said(quiet, "mark")


def test_a_plan_officer_has_her_plan_checked(quiet: Page, site: Server, tmp_path: Path) -> None:
    """A workbook to fill in, a file with a mistake, the place of the mistake, the file mended."""
    quiet.open(f"{site.address}/?lang=sv")
    go(quiet, ".tasks a[href^='/validate']")
    assert downloaded(quiet, "a[href*='/plans/template.xlsx']")["start"].startswith("PK")
    whole = (PLANS / "exempelby.ttl").read_text("utf-8")
    broken = tmp_path / "plan.ttl"
    broken.write_text(whole.replace("actor-role/steering-group", "actor-role/styrgrupp"), "utf-8")
    _check(quiet, broken)
    assert quiet.run("document.querySelectorAll('.finding').length") == 1
    place = quiet.run("document.querySelector('.finding .place a').getAttribute('href')")
    line = broken.read_text("utf-8").splitlines()[int(place.partition("L")[2]) - 1]
    assert "styrgrupp" in line
    assert quiet.run(f"document.querySelector('{place} mark').textContent") in line
    mended = tmp_path / "mended.ttl"
    mended.write_text(whole, "utf-8")
    _check(quiet, mended)
    assert quiet.run("document.querySelectorAll('.finding').length") == 0
    assert "Inget att anmärka på" in said(quiet, "#outcome")


def test_two_plans_are_compared_down_to_the_rows(quiet: Page, site: Server) -> None:
    """Choose two plans; a number of the matrix and a gap each lead to what they count."""
    quiet.open(f"{site.address}/compare?lang=sv")
    choose(quiet, "#plan-a", "ostergotland-2019")
    choose(quiet, "#plan-b", "harryda-2019-2022")
    go(quiet, ".filters button[type=submit]")
    assert "Östergötland" in said(quiet, ".pair .side:first-child")
    here = quiet.run("location.href")
    number = quiet.run("Number(document.querySelector('.matrix td.number a').textContent)")
    go(quiet, ".matrix td.number a")
    assert said(quiet, ".answer caption .count").split() == [
        str(number),
        "rad" if number == 1 else "rader",
    ]
    sources = "document.querySelectorAll('.answer a[href*=\"/id/evidence/\"]').length"
    assert quiet.run(sources) == number
    quiet.open(here)
    missing = said(quiet, "a[href*='activities-without-actor?plan=ostergotland-2019']")
    go(quiet, "a[href*='activities-without-actor?plan=ostergotland-2019']")
    assert said(quiet, ".answer caption").endswith(f"{missing.partition(' ')[0]} rader") or (
        f"av {missing.partition(' ')[0]}" in said(quiet, ".answer caption")
    )


def test_a_follow_up_analyst_follows_a_figure_to_its_source(quiet: Page, site: Server) -> None:
    """From the goal's indicator by chart and table to one figure, its retrieval and the file."""
    quiet.open(f"{site.address}/?lang=sv")
    go(quiet, ".tasks a[href^='/indicators']")
    go(quiet, "main a[href*='/id/indicator/harryda-2019-2022/county-antal-suicid-i-befolkningen']")
    assert quiet.run("document.querySelectorAll('.diagram svg, .drawn svg').length") > 0
    source = said(quiet, ".drawn svg")
    assert "Källa: Kolada" in source
    table = downloaded(quiet, "a[href*='/figures/'][href*='.csv']")
    assert (table["status"], table["type"].partition(";")[0]) == (200, "text/csv")
    figure = said(quiet, "main td a[href*='/id/obs/']")
    go(quiet, "main td a[href*='/id/obs/']")
    value = figure.replace(",", ".").replace("\u202f", "")
    assert quiet.run(
        "[...document.querySelectorAll('.facts dd')].some(e =>"
        f" Number(e.textContent.replace(',', '.')).toFixed(1) === Number({value!r}).toFixed(1))"
    )
    go(quiet, "main a[href*='/id/retrieval/']")
    assert said(quiet, "h1").startswith("hämtning ")


def test_a_developer_finds_what_programs_need(quiet: Page, site: Server) -> None:
    """From the foot of a page to the description, data of a thing, and a query of one's own."""
    quiet.open(f"{site.address}/queries/goals-overview?lang=en")
    go(quiet, ".foot a[href*='#api']")
    described = downloaded(quiet, "a[href$='/openapi.json']")
    assert described["type"] == "application/json"
    assert '"openapi": "3.1' in described["start"]
    assert downloaded(quiet, "a[href$='/.well-known/void']")["status"] == 200
    quiet.open(f"{site.address}/id/goal/harryda-2019-2022/adults-1.1?lang=en")
    for ending, media in ((".ttl", "text/turtle"), (".jsonld", "application/ld+json")):
        data = downloaded(quiet, f".formats a[href$='{ending}']")
        assert (data["status"], data["type"].partition(";")[0]) == (200, media)
    quiet.open(f"{site.address}/queries/goals-overview?lang=en")
    go(quiet, "a[href*='/sparql#query=']")
    quiet.wait(
        lambda: quiet.run("document.querySelector('.code')?.dataset.ready === 'true'"),
        SECONDS,
        "the editor",
    )
    assert "SELECT" in quiet.run("document.querySelector('#query').value")
    quiet.run("document.querySelector('.editor button[type=submit]').click()")
    quiet.wait(
        lambda: quiet.run("document.querySelectorAll('#answer-here tbody tr').length") == 15,
        SECONDS,
        "the rows of the saved query",
    )


def test_a_story_leads_to_its_query_and_its_source(quiet: Page, site: Server) -> None:
    quiet.open(f"{site.address}/?lang=sv")
    go(quiet, "a[href^='/stories/suicide-prevention']")
    assert quiet.run("document.querySelectorAll('figure.live').length") == 4
    go(quiet, "figure.live td a[href*='/id/evidence/']")
    assert said(quiet, "mark")
    quiet.open(f"{site.address}/stories/suicide-prevention?lang=sv")
    go(quiet, "figure.live figcaption a")
    assert quiet.run(ROWS) == 7


def _check(page: Page, file: Path) -> None:
    """Hand in a file and wait for what is said of it."""
    page.run("document.querySelector('#outcome').replaceChildren()")
    hand_in(page, "#file", file)
    page.run("document.querySelector('#checking button[type=submit]').click()")
    page.wait(lambda: bool(said(page, "#outcome")), SECONDS, "what is said of the file")
    busy = "document.querySelector('#outcome').ariaBusy"
    page.wait(lambda: not page.run(busy), SECONDS, "the last word on it")
