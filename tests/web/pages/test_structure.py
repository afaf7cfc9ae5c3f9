"""How pages are made: headings, tables, links that resolve, validators, below a prefix."""

from urllib.parse import urldefrag, urlsplit

import pytest

from tests.browser.visits import visits
from tests.web.markup import Markup
from tests.web.pages.conftest import html, markup
from tests.web.serving import Server

_FIRST_PAGE = 100_000
_MOST_REQUESTS = 4


@pytest.mark.parametrize("path", visits())
def test_headings_step_down_one_level_at_a_time(whole: Server, path: str) -> None:
    page = markup(whole, path)
    levels = [level for level, _ in page.headings]
    assert levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in zip(levels, levels[1:], strict=False))
    assert all(text.strip() for _, text in page.headings)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("path", visits())
def test_no_script_or_style_stands_in_a_page(whole: Server, path: str) -> None:
    page = markup(whole, path)
    inline = [
        (tag, given)
        for tag, given in page.elements
        if tag == "style"
        or (tag == "script" and "src" not in given)
        or "style" in given
        or any(name.startswith("on") for name in given)
    ]
    assert not inline


@pytest.mark.parametrize("path", visits())
def test_tables_have_captions_and_scoped_headers(whole: Server, path: str) -> None:
    page = markup(whole, path)
    tables = [tag for tag, _ in page.elements if tag == "table"]
    captions = [tag for tag, _ in page.elements if tag == "caption"]
    if not path.startswith(("/ns", "/shapes")):
        assert len(tables) == len(captions)
    assert all("scope" in given for tag, given in page.elements if tag == "th")


def test_links_of_all_pages_resolve(whole: Server) -> None:
    """Every link within the site that stands on a page of the list; of things, every tenth."""
    links: set[str] = set()
    for path in visits():
        page = markup(whole, path)
        for link in page.links:
            address, fragment = urldefrag(link)
            if not address and fragment:
                assert fragment in page.ids, f"{path}: #{fragment}"
            elif address.startswith("/"):
                links.add(address)
    things = sorted(link for link in links if link.startswith("/id/"))
    checked = sorted(links - set(things)) + things[::10]
    assert len(checked) > 150
    broken = [
        link
        for link in checked
        if html(whole, link).status != 200 and "/id/nothing" not in link and "=SELEC&" not in link
    ]
    assert not broken


def test_the_first_page_is_light(whole: Server) -> None:
    """Under 100 KB over the wire, gzip, in a handful of requests (architecture: no script)."""
    reply = whole.ask("/", headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
    size, requests = len(reply.body), 1
    page = markup(whole, "/")
    for tag, given in page.elements:
        if tag == "link" and given.get("rel") in ("stylesheet", "icon"):
            size += len(whole.ask(given["href"], headers={"Accept-Encoding": "gzip"}).body)
            requests += 1
    assert size < _FIRST_PAGE
    assert requests <= _MOST_REQUESTS


def test_pages_are_validated_by_their_tag(whole: Server) -> None:
    reply = html(whole, "/plans")
    again = html(whole, "/plans", **{"If-None-Match": reply.headers["ETag"] or ""})
    assert again.status == 304
    assert not again.body


def test_the_site_works_below_a_prefix(whole: Server) -> None:
    reply = html(whole, "/plans", **{"X-Forwarded-Prefix": "/data/plangraf"})
    page = Markup(reply.text)
    inside = [link for link in page.links if not urlsplit(link).scheme and not link.startswith("#")]
    assert inside
    assert all(link.startswith("/data/plangraf") for link in inside)
    sheets = [
        given["href"]
        for tag, given in page.elements
        if tag == "link" and given.get("rel") == "stylesheet"
    ]
    assert sheets[0] == "/data/plangraf/static/site.css"
    assert all(sheet.startswith("/data/plangraf/static/") for sheet in sheets)


@pytest.mark.parametrize(
    "path", ["/", "/plans", "/compare", "/indicators", "/search?q=x", "/about"]
)
def test_pages_stand_on_scant_data(reading: Server, path: str) -> None:
    """A content folder without plans gives pages that say so, not faults."""
    reply = html(reading, path)
    assert reply.status == 200
    assert "<h1" in reply.text
