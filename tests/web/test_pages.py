"""The pages of the site: statuses, languages, structure, links, and figures that are the data's."""

import re
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest

from plangraf.store.embedded import EmbeddedStore
from tests.browser.visits import PAGES, in_language, visits
from tests.web.markup import Markup
from tests.web.serving import Reply, Server, serving

TEMPLATES = Path(__file__).parents[2] / "server" / "plangraf" / "web" / "templates"
_PAIR = re.compile(r"""\bt\(\s*(["'])(?P<sv>.*?)\1,\s*(["'])(?P<en>.*?)\3\s*\)""", re.DOTALL)
_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_FIRST_PAGE = 100_000
_MOST_REQUESTS = 4


def html(site: Server, path: str, **headers: str) -> Reply:
    return site.ask(path, headers={"Accept": _BROWSER, **headers})


def markup(site: Server, path: str) -> Markup:
    return Markup(html(site, path).text)


def count(store: EmbeddedStore, pattern: str) -> int:
    rows = store.query(
        "PREFIX pg: <https://w3id.org/plangraf/ns#> PREFIX pgid: <https://w3id.org/plangraf/id/> "
        "PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX sssom: <https://w3id.org/sssom/> "
        f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}"
    ).rows()
    return int(str(next(iter(rows))[0]))


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


def test_the_language_that_was_asked_for_is_kept_in_links(whole: Server) -> None:
    page = markup(whole, "/?lang=en")
    inside = [a for a in page.links if a.startswith("/") and not a.endswith(("lang=sv", ".json"))]
    assert inside
    assert all("lang=en" in address for address in inside)
    assert not [a for a in markup(whole, "/").links if "lang=" in a and "lang=en" not in a]


def test_the_start_page_counts_what_is_there(whole: Server, filled: EmbeddedStore) -> None:
    text = markup(whole, "/").text
    for plan in ("harryda-2019-2022", "ostergotland-2019"):
        inside = f"?x pg:inPlan <https://w3id.org/plangraf/id/plan/{plan}> ; a pg:"
        assert f"{count(filled, f'{inside}FocusArea')} områden" in text


@pytest.mark.parametrize("page", ["start", "plans", "plan", "compare"])
def test_what_is_derived_or_only_stated_is_counted_apart(
    whole: Server, filled: EmbeddedStore, page: str
) -> None:
    status = "<https://w3id.org/plangraf/id/assertion-status/derived>"
    form = "<https://w3id.org/plangraf/id/activity-type/statement>"
    for plan in ("harryda-2019-2022", "ostergotland-2019"):
        path = {"start": "/", "plan": f"/id/plan/{plan}"}.get(page, f"/{page}")
        text = markup(whole, path).text
        inside = f"?x pg:inPlan <https://w3id.org/plangraf/id/plan/{plan}> ; a pg:"
        derived = count(filled, f"{inside}Goal ; pg:assertionStatus {status}")
        stating = count(filled, f"{inside}Activity ; <http://purl.org/dc/terms/type> {form}")
        goals = count(filled, f"{inside}Goal") - derived
        activities = count(filled, f"{inside}Activity") - stating
        assert bool(derived) == bool(stating) == (plan == "ostergotland-2019")
        if derived:
            assert f"{derived} härledda mål" in text
            assert f"{stating} påståenden" in text
        if page != "plans":
            assert f"{activities} aktiviteter" in text
            assert not goals or f"{goals} mål" in text


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


@pytest.mark.parametrize(
    "path", ["/", "/plans", "/compare", "/indicators", "/search?q=x", "/about"]
)
def test_pages_stand_on_scant_data(reading: Server, path: str) -> None:
    """A content folder without plans gives pages that say so, not faults."""
    reply = html(reading, path)
    assert reply.status == 200
    assert "<h1" in reply.text


def test_the_accessibility_statement_has_what_the_agency_lists(whole: Server) -> None:
    """Digg's list: service, compliance in its words, shortcomings, dates, method, complaint."""
    texts = " ".join(text for _, text in markup(whole, "/accessibility?lang=sv").texts)
    for wanted in (
        "plangraf",
        "delvis förenlig",
        "oskäligt betungande",
        "inte omfattar",
        "självskattning",
        "2026-11-24",
        "PLANGRAF_CONTACT_EMAIL",
        "PLANGRAF_PUBLISHER_NAME",
    ):
        assert wanted in texts
    page = markup(whole, "/accessibility?lang=sv")
    assert "https://www.digg.se/tdosanmalan" in page.links
    assert not [link for link in page.links if link.startswith("mailto:")]
    footer = markup(whole, "/?lang=sv").links
    assert "/accessibility?lang=sv" in footer


def test_who_runs_the_site_says_where_to_write(root: Path) -> None:
    with serving(root, contact_email="tillganglighet@example.se") as server:
        for path in ("/accessibility?lang=sv", "/about?lang=en"):
            assert "mailto:tillganglighet@example.se" in markup(server, path).links
