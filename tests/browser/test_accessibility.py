"""axe-core finds nothing on any kind of page, in either language, in light and dark; pages reflow.

axe-core checks what a program can check of WCAG 2.1 A and AA. What it cannot is listed in the
accessibility statement of the site.
"""

import json
import re
from pathlib import Path
from typing import Literal

import pytest

from tests.browser.chromium import Page, Scheme
from tests.browser.visits import in_language, visits
from tests.web.serving import Server

_RUN = """
axe.run(document, {
  %s,
  resultTypes: ["violations"]
}).then(r => r.violations.map(v => ({
  rule: v.id, help: v.help,
  where: v.nodes.slice(0, 4).map(n => [n.html, n.failureSummary].map(s => s.slice(0, 200)))
})))
"""
_ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
_OF_COLOURS = ["color-contrast", "link-in-text-block"]
Rules = Literal["all", "colours", "others"]
_RULES: dict[Rules, str] = {
    "all": f"runOnly: {_ALL}",
    "colours": f"runOnly: {_OF_COLOURS}",
    "others": f"runOnly: {_ALL}, rules: "
    + json.dumps({rule: {"enabled": False} for rule in _OF_COLOURS}),
}
_LEAST = 45
_STYLES = Path(__file__).parents[2] / "server" / "plangraf" / "web" / "static"


def violations(page: Page, rules: Rules = "all", scheme: Scheme = "light") -> str:
    """What axe (which the page has) finds, as text; empty where it is nothing."""
    page.show(width=1280, scheme=scheme)
    found = page.run(_RUN % _RULES[rules])
    return json.dumps(found, indent=1, ensure_ascii=False) if found else ""


def test_nothing_but_colours_is_different_in_the_dark() -> None:
    """So that only the rules of colours need be asked there."""
    blocks = [
        block
        for path in _STYLES.glob("*.css")
        for block in re.findall(
            r"prefers-color-scheme: dark\) \{\s*(.*?\})\s*\}", path.read_text("utf-8"), re.DOTALL
        )
    ]
    assert len(blocks) == 2
    for block in blocks:
        assert re.fullmatch(r":root \{(\s*--[\w-]+: #[0-9a-f]{6};)+\s*\}", block), block


def test_the_list_is_long_enough() -> None:
    assert len(set(visits())) >= _LEAST


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("path", visits())
def test_nothing_is_refused_or_fetched_from_elsewhere_and_axe_finds_nothing(
    page: Page, site: Server, axe: str, path: str, language: Literal["sv", "en"]
) -> None:
    page.show(width=1280)
    page.open(site.address + in_language(path, language))
    assert not [said for said in page.said if "404" not in said and "400" not in said]
    assert not page.failed
    assert not [a for a in page.asked if not a.startswith((site.address, "data:"))]
    page.run(axe)
    assert page.run("document.documentElement.lang") == language
    # Colours and widths are the same in both languages.
    assert violations(page, "all" if language == "sv" else "others") == ""
    if language == "sv":
        assert violations(page, "colours", "dark") == ""
        page.show(width=320)
        too_wide = page.run(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert too_wide <= 0
