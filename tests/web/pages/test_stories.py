"""Stories: texts whose queries are answered where they stand, in both languages, and safely."""

import re

import pytest

from tests.web.markup import Markup
from tests.web.pages.conftest import html, markup
from tests.web.serving import Server

NAMES = ("possible-to-follow-up", "suicide-prevention")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_all_stories_are_listed_and_found(whole: Server, language: str) -> None:
    listed = markup(whole, f"/stories?lang={language}").links
    start = markup(whole, f"/?lang={language}").links
    for name in NAMES:
        assert f"/stories/{name}?lang={language}" in listed
        assert f"/stories/{name}?lang={language}" in start
        assert f"/stories/{name}</loc>" in whole.ask("/sitemap.xml").text


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_answer_has_rows_a_source_and_the_version(
    whole: Server, name: str, language: str
) -> None:
    page = html(whole, f"/stories/{name}?lang={language}").text
    answers = re.findall(r'<figure class="live">.*?</figure>', page, re.DOTALL)
    assert len(answers) >= 3
    version = whole.pool.version
    for answer in answers:
        assert len(re.findall("<tr>", answer)) >= 2
        assert f"{version}." in answer
        links = Markup(answer).links
        source = next(link for link in links if re.match(r"/queries/[a-z-]+\?", link))
        assert whole.ask(source, headers={"Accept": "text/html"}).status == 200
        assert source.replace("?", ".xlsx?", 1) in links


def test_a_story_says_what_its_query_says(whole: Server) -> None:
    """Rows in the story are the first rows of the answer, and a chart has its table."""
    page = markup(whole, "/stories/possible-to-follow-up?lang=sv")
    assert "Här visas 5 av 136 rader." in page.text
    assert "Samma värden som tabell" in page.text
    assert [tag for tag, given in page.elements if tag == "svg" and given.get("role") == "img"]


def test_own_links_keep_the_language_and_the_prefix(whole: Server) -> None:
    page = markup(whole, "/stories/possible-to-follow-up?lang=en")
    assert "/scorecard?lang=en" in page.links
    below = Markup(
        whole.ask(
            "/stories/possible-to-follow-up?lang=en",
            headers={"Accept": "text/html", "X-Forwarded-Prefix": "/below"},
        ).text
    )
    assert "/below/scorecard?lang=en" in below.links
    assert not [link for link in below.links if link.startswith("/") and "/below/" not in link]


def test_an_unknown_story_is_told(whole: Server) -> None:
    reply = html(whole, "/stories/suicide-preventio?lang=sv")
    assert reply.status == 404
    assert "/stories" in reply.text


def test_a_site_without_stories_says_so(reading: Server) -> None:
    assert "Här finns inga texter än." in html(reading, "/stories?lang=sv").text
    assert "/stories" not in " ".join(
        link for link in markup(reading, "/?lang=sv").links if link != "/stories"
    )
