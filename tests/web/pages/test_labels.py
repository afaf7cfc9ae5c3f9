"""Things are called by their names: where a name can be made, no page shows an address instead."""

import html as entities
import re

import pytest

from tests.browser.visits import in_language, visits
from tests.web.pages.conftest import html, markup
from tests.web.serving import Server

SERIES_SV = "Elever i åk 9: Jag känner mig trygg i skolan, positiva svar, andel (%) (-2021)"
SERIES_EN = "Year 9 pupils: I feel safe at school, positive answers, share (%)"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/id/obs/kolada/N15533/1401/2018/K?lang=sv", f"Härryda, 2018, kvinnor: {SERIES_SV}"),
        ("/id/obs/kolada/N15533/1401/2018/M?lang=en", f"Härryda, 2018, men: {SERIES_EN}"),
        ("/id/obs/kolada/N15533/1401/2018/T?lang=sv", f"Härryda, 2018: {SERIES_SV}"),
        ("/id/dataset/kolada/N15533?lang=en", SERIES_EN),
    ],
)
def test_a_figure_is_called_by_what_it_measures(whole: Server, path: str, name: str) -> None:
    assert markup(whole, path).headings[0] == (1, name)


def test_a_retrieval_is_called_by_its_day(whole: Server) -> None:
    page = markup(whole, "/id/obs/kolada/N15533/1401/2018/K?lang=sv")
    assert "hämtning 2019-04-06" in page.text


@pytest.mark.parametrize(
    ("language", "gap", "aim"),
    [
        ("sv", "ingen motsvarighet", "Globala målen, delmål 3.4"),
        ("en", "no counterpart", "Global Goals, target 3.4"),
    ],
)
def test_gaps_and_global_goals_are_told_in_words(
    whole: Server, language: str, gap: str, aim: str
) -> None:
    assert f"– {gap}" in markup(whole, f"/id/mapping-set/goal-goal?lang={language}").text
    goal = markup(whole, f"/id/goal/harryda-2019-2022/adults-1.1?lang={language}")
    assert aim in goal.text


@pytest.mark.parametrize("path", [p for p in visits() if "/id/dataset/" not in p])
def test_no_link_shows_the_end_of_an_address(whole: Server, path: str) -> None:
    main = html(whole, in_language(path, "sv")).text.partition("<main")[2]
    for href, inside in re.findall(r'<a [^>]*href="(/id/[^"?]+)[^"]*"[^>]*>(.*?)</a>', main, re.S):
        shown = entities.unescape(re.sub("<[^>]+>", "", inside)).strip()
        assert not re.fullmatch(r"[a-z-]+/[\w/.-]+", shown), f"{href}: {shown}"
