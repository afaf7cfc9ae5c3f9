"""What pages may cost: bytes over the wire, requests, and that nothing jumps while they load."""

import pytest

from tests.browser.chromium import Page
from tests.web.serving import Server

KB = 1_000
BUDGETS = {
    "/": (100 * KB, 5),
    "/plans": (60 * KB, 5),
    "/queries": (60 * KB, 5),
    "/queries/items-per-area": (60 * KB, 8),
    "/sparql": (220 * KB, 12),
}
SHIFT = """new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 800);
})"""


@pytest.mark.parametrize("path", BUDGETS)
def test_a_page_keeps_to_its_budget(page: Page, site: Server, path: str) -> None:
    most, requests = BUDGETS[path]
    page.show(width=412)
    page.send("Network.setCacheDisabled", cacheDisabled=True)
    try:
        page.open(site.address + path)
        shift = page.run(SHIFT)
    finally:
        page.send("Network.setCacheDisabled", cacheDisabled=False)
    assert page.received <= most
    assert len(page.asked) <= requests
    assert shift <= 0.1


def test_the_editor_is_loaded_on_its_own_page_only(page: Page, site: Server) -> None:
    for path in ("/", "/plans", "/queries", "/queries/items-per-area", "/about"):
        page.open(site.address + path)
        assert not [address for address in page.asked if "/built/editor-" in address]


def test_the_chart_library_is_loaded_where_it_draws_only(page: Page, site: Server) -> None:
    page.send("Network.setCacheDisabled", cacheDisabled=True)
    try:
        page.open(site.address + "/queries/items-per-area")
    finally:
        page.send("Network.setCacheDisabled", cacheDisabled=False)
    assert page.received <= 60 * KB
