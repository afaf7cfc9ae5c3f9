"""What people do on the pages, in a real browser: search to source, language, keyboard only."""

from tests.browser.chromium import Page
from tests.browser.walking import PLACE, SECONDS, go
from tests.web.serving import Server

_FOCUS = """(() => {
  const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
  return {tag: e.tagName, text: e.textContent.trim().slice(0, 80), href: e.getAttribute("href"),
          seen: r.width > 0 && r.height > 0 && r.right > 0, ring: s.outlineStyle + s.outlineWidth};
})()"""


def test_from_a_word_to_its_source(page: Page, site: Server) -> None:
    page.show(width=1280)
    page.open(site.address + "/?lang=sv")
    page.run("document.querySelector('#ask').focus()")
    page.write("nollvision")
    page.press("Enter")
    page.wait(lambda: page.run("!!document.querySelector('.hits a')"), SECONDS, "the hits")
    page.wait(lambda: page.run("document.readyState") == "complete", SECONDS, "the whole page")
    go(page, "a[href*='/id/plan/harryda-2019-2022']")
    go(page, "main a[href*='/id/goal/harryda-2019-2022/adults-1.1']")
    assert "Nollvision" in str(page.run("document.querySelector('h1').textContent"))
    go(page, "a[href*='/id/evidence/']")
    assert page.run("document.querySelector('mark').textContent")
    assert not page.said
    assert not page.failed


def test_the_language_is_changed_and_kept(page: Page, site: Server) -> None:
    page.show(width=1280)
    page.open(site.address + "/id/goal/harryda-2019-2022/adults-1.1?lang=sv")
    go(page, "a.tongue")
    assert page.run("document.documentElement.lang") == "en"
    assert page.run("document.querySelector('h1').textContent").startswith("Zero vision")
    go(page, ".trail li:last-child a")
    assert page.run("document.documentElement.lang") == "en"


def test_the_keyboard_alone_is_enough(page: Page, site: Server) -> None:
    """Skip link first; every stop is seen and has a ring; Enter follows the link."""
    page.show(width=1280)
    page.open(site.address + "/compare?lang=sv")
    page.press("Tab")
    first = page.run(_FOCUS)
    assert first["href"] == "#content"
    assert first["seen"]
    page.press("Enter")
    assert page.run("location.hash") == "#content"
    stops = []
    for _ in range(40):
        page.press("Tab")
        stops.append(page.run(_FOCUS))
    assert all(stop["seen"] for stop in stops)
    assert all(not stop["ring"].startswith("none") for stop in stops)
    in_picture = [stop for stop in stops if stop["tag"] == "a" and "/id/" in (stop["href"] or "")]
    assert in_picture, "no name of the picture was reached"
    before = page.run(PLACE)
    page.press("Enter")
    page.wait(lambda: page.run(PLACE) != before, SECONDS, "the page behind a name of the picture")


def test_text_twice_as_large_still_fits(page: Page, site: Server) -> None:
    page.show(width=640)
    page.open(site.address + "/id/plan/ostergotland-2019")
    page.run("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.run("document.documentElement.scrollWidth <= innerWidth")


def test_pages_do_not_jump_while_they_load(page: Page, site: Server) -> None:
    page.show(width=1280)
    for path in ("/", "/id/plan/harryda-2019-2022", "/compare"):
        page.open(site.address + path)
        shift = page.run(
            "new Promise(done => { let sum = 0;"
            " new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value))"
            "  .observe({type: 'layout-shift', buffered: true});"
            " setTimeout(() => done(sum), 300); })"
        )
        assert shift < 0.02
