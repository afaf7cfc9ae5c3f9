"""Every page in Swedish and English: nothing of the one is left in the other."""

import re
from pathlib import Path

import pytest

from plangraf.store.embedded import EmbeddedStore
from tests.browser.visits import PAGES, in_language, visits
from tests.web.pages.conftest import html, markup
from tests.web.serving import Server

TEMPLATES = Path(__file__).parents[3] / "server" / "plangraf" / "web" / "templates"
_PAIR = re.compile(r"""\bt\(\s*(["'])(?P<sv>.*?)\1,\s*(["'])(?P<en>.*?)\3\s*\)""", re.DOTALL)


def chrome_pairs() -> list[tuple[str, str]]:
    """Every pair of texts in the templates that differ."""
    pairs = {
        (found["sv"], found["en"])
        for path in TEMPLATES.rglob("*.html")
        for found in _PAIR.finditer(path.read_text("utf-8"))
    }
    return sorted(pair for pair in pairs if pair[0] != pair[1])


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_in_both_languages(whole: Server, path: str, language: str) -> None:
    reply = html(whole, in_language(path, language))
    expected = {"/id/nothing/here": 404, "/sparql?query=SELEC": 400}.get(path, 200)
    assert reply.status == expected
    assert reply.type == "text/html"
    assert f'<html lang="{language}">' in reply.text
    if "queries" not in path:
        assert reply.headers["Content-Language"] == language


def test_swedish_comes_first_and_accept_language_is_heard(whole: Server) -> None:
    assert '<html lang="sv">' in html(whole, "/").text
    assert '<html lang="en">' in html(whole, "/", **{"Accept-Language": "en-GB,en;q=0.9"}).text
    both = html(whole, "/?lang=sv", **{"Accept-Language": "en"})
    assert '<html lang="sv">' in both.text
    assert "Accept-Language" in (both.headers["Vary"] or "")


def test_the_templates_have_pairs_to_look_for() -> None:
    assert len(chrome_pairs()) > 150


@pytest.mark.parametrize("path", visits())
def test_no_text_of_the_other_language_is_left(whole: Server, path: str) -> None:
    """No text of the site's own stands unmarked on a page of the other language."""
    for language, other in (("en", 0), ("sv", 1)):
        texts = markup(whole, in_language(path, language)).texts
        said = {" ".join(text.split()) for lang, text in texts if lang == language}
        own = {pair[1 - other] for pair in chrome_pairs()} | {"Definition"}
        wrong = {
            pair[other]
            for pair in chrome_pairs()
            if len(pair[other]) > 3 and pair[other] not in own
        }
        assert not said & wrong


@pytest.mark.parametrize(
    "path", [p for p in visits() if not p.startswith(("/queries", "/sparql", "/ns", "/shapes"))]
)
def test_swedish_words_on_english_pages_are_marked(
    whole: Server, filled: EmbeddedStore, path: str
) -> None:
    """Unmarked words with å, ä, ö stand in English or untagged texts of the data: names."""
    known = _words_of(filled, "en") | {"på", "svenska"}
    texts = markup(whole, in_language(path, "en")).texts
    unmarked = {
        w for lang, text in texts if lang not in ("sv", "zxx") for w in _swedish_words(text)
    }
    assert not unmarked - known


def test_the_language_that_was_asked_for_is_kept_in_links(whole: Server) -> None:
    page = markup(whole, "/?lang=en")
    inside = [a for a in page.links if a.startswith("/") and not a.endswith(("lang=sv", ".json"))]
    assert inside
    assert all("lang=en" in address for address in inside)
    assert not [a for a in markup(whole, "/").links if "lang=" in a and "lang=en" not in a]


def _swedish_words(text: str) -> set[str]:
    return {w.lower() for w in re.findall(r"[^\W\d_]+", text) if re.search("[åäöÅÄÖ]", w) and w[1:]}


_KNOWN: dict[tuple[int, str], set[str]] = {}


def _words_of(store: EmbeddedStore, language: str) -> set[str]:
    key = (id(store), language)
    if key not in _KNOWN:
        rows = store.query(
            f"SELECT DISTINCT ?text WHERE {{ ?s ?p ?text FILTER(isLiteral(?text)) "
            f'FILTER(LANG(?text) = "{language}" || LANG(?text) = "") }}'
        ).rows()
        _KNOWN[key] = {w for row in rows for w in _swedish_words(str(row[0]))}
    return _KNOWN[key]
