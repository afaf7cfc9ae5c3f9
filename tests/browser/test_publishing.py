"""A plan is published on the page, without script, in both languages: file, look, write, versions.

Each state of the page is looked at by axe and reflows; a person never sees a key or a half-read
plan on the way.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from plangraf.plans.publishing.versions import plan_graph
from tests.browser.chromium import Page
from tests.browser.test_accessibility import violations
from tests.waiting import PATIENCE
from tests.web.serving import TOKEN, Server, authorised, serving

PLAN = "nydala-2023-2026"
WORKBOOK = Path(__file__).parents[1] / "plans" / "workbooks" / "nydala.xlsx"
SECONDS = PATIENCE
_TEXT = "document.querySelector('main').innerText"
_WIDTHS = (320, 768, 1280)


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Server]:
    """A site that takes changes."""
    with serving(root, writable=True, check_seconds=60) as running:
        yield running


@pytest.fixture(params=["sv", "en"])
def visit(request: pytest.FixtureRequest, page: Page, server: Server) -> Iterator["Visit"]:
    """The page without script, nothing published; afterwards: nothing was said or refused."""
    server.ask(f"/data?graph={plan_graph(PLAN)}", method="DELETE", headers=authorised())
    page.show(width=1280)
    visit = Visit(page, server, request.param)
    yield visit
    visit.scripts(run=True)
    assert not [said for said in page.said if "401" not in said and "412" not in said]
    assert page.failed == []


class Visit:
    """Somebody at the page, in a language."""

    def __init__(self, page: Page, server: Server, language: str):
        self.page, self.language = page, language
        self.scripts(run=False)
        page.open(f"{server.address}/publish?lang={language}")

    def says(self, swedish: str, english: str) -> bool:
        """Whether the page says so in its language."""
        return (swedish if self.language == "sv" else english) in self.page.run(_TEXT)

    def hand_in(self, file: Path, token: str = TOKEN, **fields: str) -> None:
        """Choose a file and ask for the preview."""
        found = self.page.send("Runtime.evaluate", expression="document.querySelector('#file')")
        self.page.send(
            "DOM.setFileInputFiles", files=[str(file)], objectId=found["result"]["objectId"]
        )
        for name, text in {"token": token, "who": "Kim", **fields}.items():
            self.page.run(f"document.querySelector('#{name}').value = {json.dumps(text)}")
        self.send()

    def send(self) -> None:
        """Press the button of the page, and wait for what comes."""
        self.page.run("document.title = 'before'")
        self.page.run("document.querySelector('main form button[type=submit]').click()")
        self.page.wait(lambda: self.page.run("document.title") != "before", SECONDS, "an answer")
        self.page.wait(
            lambda: self.page.run("document.readyState") == "complete", SECONDS, "all of it"
        )

    def is_accessible(self, axe: str) -> None:
        """Axe (which is a script) finds nothing, light and dark; the page reflows."""
        self.scripts(run=True)
        self.page.run(axe)
        if self.language == "sv":  # colours are the same in both
            assert violations(self.page) == ""
            assert violations(self.page, "colours", "dark") == ""
        else:
            assert violations(self.page, "others") == ""
        for width in _WIDTHS:
            self.page.show(width=width)
            assert self.page.run("document.documentElement.scrollWidth") <= width
        assert self.page.run("document.documentElement.lang") == self.language
        self.scripts(run=False)

    def scripts(self, *, run: bool) -> None:
        """Let scripts run on the page, or not."""
        self.page.send("Emulation.setScriptExecutionDisabled", value=not run)


def test_from_a_file_to_its_list_of_versions(visit: Visit, axe: str, tmp_path: Path) -> None:
    visit.is_accessible(axe)
    visit.hand_in(WORKBOOK)
    assert visit.says("Inget är publicerat än", "Nothing is published yet")
    assert visit.says("2 nya mål", "2 new goals")
    assert visit.says("Handlingsplan!B7", "Handlingsplan!B7"), "the place of a new goal"
    visit.is_accessible(axe)
    visit.send()
    assert visit.says("Planen är publicerad", "The plan is published")
    visit.is_accessible(axe)
    book = openpyxl.load_workbook(WORKBOOK)
    book["Handlingsplan"]["H7"] = 0.95
    book.save(tmp_path / "nydala.xlsx")
    visit.hand_in(tmp_path / "nydala.xlsx")
    assert visit.says("från 90 % (2025) till 95 % (2025)", "from 90 % (2025) to 95 % (2025)")
    visit.is_accessible(axe)
    visit.send()
    href = visit.page.run("document.querySelector('main a[href*=plan-versions]').href")
    visit.page.open(str(href))
    rows = visit.page.run("document.querySelectorAll('main table tbody tr').length")
    assert rows >= 2
    assert visit.says("nydala.xlsx", "nydala.xlsx")
    visit.is_accessible(axe)


def test_a_wrong_key_is_told_and_the_page_stays(visit: Visit, axe: str) -> None:
    visit.hand_in(WORKBOOK, token="inte nyckeln")
    assert visit.page.run("document.querySelector('[role=alert]').innerText")
    assert not visit.says("Inget är publicerat än", "Nothing is published yet")
    assert visit.page.run("!!document.querySelector('#file')"), "the form is there again"
    assert "inte nyckeln" not in visit.page.run("document.documentElement.outerHTML")
    visit.is_accessible(axe)


def test_a_plan_with_errors_shows_each_at_its_cell(visit: Visit, axe: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("plan:\n  title: Plan\n  level: lokal\ngoal:\n- text: Ett\n", "utf-8")
    visit.hand_in(file, plan=PLAN)
    assert visit.says("Planen publiceras inte", "The plan is not published")
    places = visit.page.run(
        "[...document.querySelectorAll('.finding .place')].map(e => e.innerText)"
    )
    assert any(" 2" in place for place in places), places
    assert not visit.page.run("!!document.querySelector('[name=seal]')")
    visit.is_accessible(axe)
