"""Tables that sort and filter, and charts that follow, on the pages of saved queries."""

import csv
import io

import pytest

from tests.browser.chromium import Page
from tests.waiting import PATIENCE
from tests.web.serving import Server

FIRST = (
    "[...document.querySelectorAll('.answer tbody tr:not([hidden])')]"
    ".map(row => row.cells[0].textContent)"
)
BARS = "document.querySelectorAll('figure.diagram rect').length"
SECONDS = PATIENCE


def focus_on(page: Page, what: str) -> None:
    """Go there with the tab key alone."""
    page.run("document.activeElement?.blur()")
    for _ in range(80):
        page.press("Tab")
        if page.run(f"document.activeElement?.matches({what!r})"):
            return
    raise AssertionError(f"the tab key does not reach {what}")


def test_a_column_sorts_by_keyboard_alone(quiet: Page, site: Server) -> None:
    quiet.open(f"{site.address}/queries/activities-per-goal?lang=sv")
    numbers = [int(text) for text in quiet.run(FIRST)]
    focus_on(quiet, "th[data-field=activities] button")
    quiet.press("Enter")
    quiet.wait(
        lambda: (
            quiet.run("document.querySelector('th[data-field=activities]').ariaSort") == "ascending"
        ),
        SECONDS,
        "the order",
    )
    assert [int(text) for text in quiet.run(FIRST)] == sorted(numbers)
    quiet.press("Enter")
    assert [int(text) for text in quiet.run(FIRST)] == sorted(numbers, reverse=True)


def test_swedish_letters_come_last(quiet: Page, site: Server) -> None:
    quiet.open(f"{site.address}/queries/topic-matrix?lang=sv&plan=harryda-2019-2022")
    quiet.run("document.querySelector('th button').click()")
    quiet.wait(lambda: quiet.run(FIRST)[0].startswith("Alkohol"), SECONDS, "the order")
    assert quiet.run(FIRST)[-1].startswith("Äldres")


def test_the_chart_follows_the_filter_and_comes_back(quiet: Page, site: Server) -> None:
    quiet.open(f"{site.address}/queries/items-per-area?lang=sv")
    drawn = quiet.run(BARS)
    assert drawn == 17
    focus_on(quiet, "#rows-with")
    quiet.write("suicid")
    quiet.wait(
        lambda: quiet.run("document.querySelectorAll('figure [data-mark=bar] rect').length") == 1,
        SECONDS,
        "one bar",
    )
    assert quiet.run("document.querySelector('.sift output').textContent") == "1 av 17 rader"
    quiet.run(
        "const field = document.querySelector('#rows-with'); field.value = '';"
        "field.dispatchEvent(new Event('input'))"
    )
    quiet.wait(lambda: quiet.run(BARS) == drawn, SECONDS, "the chart of the whole answer")


@pytest.mark.parametrize(
    ("query", "mark"),
    [
        ("activities-per-goal", "[data-mark=bar] rect"),
        ("topic-matrix", "[data-mark=cell] rect"),
        ("indicator-series-figures", "[data-mark=dot] circle"),
    ],
)
def test_both_drawings_show_a_mark_for_each_row(
    quiet: Page, site: Server, query: str, mark: str
) -> None:
    quiet.open(f"{site.address}/queries/{query}?lang=sv")
    rows = len(quiet.run(FIRST))
    drawn = "document.querySelectorAll('figure .drawn :is(rect, circle)').length"
    assert quiet.run(drawn) == rows
    # One row is made unlike the others, so that the browser draws all but that one.
    quiet.run(
        "document.querySelectorAll('.answer tbody tr').forEach((row, n) => {"
        "  row.cells[row.cells.length - 1].append(n === 0 ? '' : ' §'); });"
        "const field = document.querySelector('#rows-with'); field.value = '§';"
        "field.dispatchEvent(new Event('input'))"
    )
    marks = f"document.querySelectorAll('figure {mark}').length"
    quiet.wait(lambda: quiet.run(marks) > 0, SECONDS, "the browser's drawing")
    assert quiet.run(marks) == rows - 1


def test_sorting_takes_in_the_rows_of_all_pages(quiet: Page, site: Server) -> None:
    answer = csv.DictReader(io.StringIO(site.ask("/queries/topic-matrix.csv").text))
    most = max(int(row["activities"]) for row in answer)
    quiet.open(f"{site.address}/queries/topic-matrix?lang=sv&size=10")
    assert len(quiet.run(FIRST)) == 10
    quiet.run("document.querySelector('th[data-field=activities] button').click()")
    quiet.wait(lambda: len(quiet.run(FIRST)) == 50, SECONDS, "all rows")
    last = "[...document.querySelectorAll('.answer tbody tr')].at(-1).cells[4].textContent"
    quiet.wait(lambda: quiet.run(last) == str(most), SECONDS, "the order")
    assert quiet.run("document.querySelector('.pager')") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_saved_as_png(quiet: Page, site: Server, scheme: str) -> None:
    quiet.show(width=1280, scheme="dark" if scheme == "dark" else "light")
    quiet.open(f"{site.address}/queries/topic-matrix?lang=sv")
    quiet.run(
        "window.saved = []; const make = URL.createObjectURL;"
        "URL.createObjectURL = blob => { window.saved.push(blob); return make(blob); };"
        "HTMLAnchorElement.prototype.click = function () {};"
    )
    quiet.run("document.querySelector('figure .downloads button').click()")
    quiet.wait(lambda: quiet.run("window.saved.length") == 1, SECONDS, "a file")
    assert quiet.run("window.saved[0].type") == "image/png"
    size = quiet.run("createImageBitmap(window.saved[0]).then(i => [i.width, i.height])")
    assert size[0] == 1280
    assert size[1] > 1000


def test_the_page_is_whole_without_script(page: Page, site: Server) -> None:
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(f"{site.address}/queries/items-per-area?lang=sv")
    finally:
        page.send("Emulation.setScriptExecutionDisabled", value=False)
    assert page.run(BARS) == 17
    assert len(page.run(FIRST)) == 17
    assert page.run("document.querySelector('figure .downloads a').textContent") == "SVG"
    assert page.run("document.querySelector('figure svg').getAttribute('role')") == "img"


SHOWN = "getComputedStyle(document.querySelector('.answer .name')).display"


def test_identities_are_shown_on_demand(quiet: Page, site: Server) -> None:
    quiet.open(f"{site.address}/queries/goals-overview?lang=sv")
    assert quiet.run(SHOWN) == "none"
    focus_on(quiet, "#names")
    quiet.press(" ")
    assert quiet.run(SHOWN) == "block"
    assert quiet.run("document.querySelector('.answer .name').textContent").startswith("pgid:")


def test_a_cross_table_is_made_without_script(page: Page, site: Server) -> None:
    """The form sends what it proposes; its answer is a table with totals, and back is a link."""
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(f"{site.address}/queries/topic-matrix?lang=sv")
        form = "document.querySelector('.crossing form')"
        asked = page.run(f"new URLSearchParams(new FormData({form})).toString()")
        page.open(f"{site.address}/queries/topic-matrix?{asked}&lang=sv")
    finally:
        page.send("Emulation.setScriptExecutionDisabled", value=False)
    heads = page.run("[...document.querySelectorAll('.answer th')].map(h => h.textContent)")
    assert len(heads) == 4
    assert heads[-1] == "Summa"
    sums = "[...document.querySelectorAll('.answer tbody tr')].at(-1).innerText"
    assert page.run(sums).startswith("Summa")
    back = page.run("document.querySelector('.crossing form a').getAttribute('href')")
    assert back == "/queries/topic-matrix"


def test_on_a_phone_a_row_of_texts_stands_below_its_heads(page: Page, site: Server) -> None:
    """Long texts, and few rows of many numbers, need no scrolling sideways; they still sort."""
    page.show(width=360)
    for path in ("/queries/counterparts", "/queries/plan-counts"):
        page.open(site.address + path)
        answer = "document.querySelector('.answer')"
        assert page.run(f"{answer}.scrollWidth <= {answer}.clientWidth")
        display = page.run("getComputedStyle(document.querySelector('.answer td')).display")
        assert display in ("block", "inline-block")
        assert page.run("document.querySelector('.answer thead .sort').offsetHeight > 0")


def test_on_paper_a_table_is_a_table(page: Page, site: Server) -> None:
    page.show(width=700)
    page.send("Emulation.setEmulatedMedia", media="print")
    try:
        page.open(site.address + "/queries/counterparts")
        shown = page.run("getComputedStyle(document.querySelector('.answer td')).display")
    finally:
        page.send("Emulation.setEmulatedMedia", media="")
    assert shown == "table-cell"
