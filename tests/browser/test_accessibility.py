"""axe-core finds nothing on any kind of page, in either language, in light and dark; pages reflow.

axe-core checks what a program can check of WCAG 2.1 A and AA. What it cannot is listed in the
accessibility statement of the site.
"""

import json
from typing import Literal

import pytest

from tests.browser.chromium import Page
from tests.browser.visits import in_language, visits
from tests.web.serving import Server

_RUN = """
axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
  resultTypes: ["violations"]
}).then(r => r.violations.map(v => ({
  rule: v.id, help: v.help,
  where: v.nodes.slice(0, 4).map(n => [n.html, n.failureSummary].map(s => s.slice(0, 200)))
})))
"""
_LEAST = 45


def test_the_list_is_long_enough() -> None:
    assert len(set(visits())) >= _LEAST


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("path", visits())
def test_axe_finds_nothing(
    page: Page, site: Server, axe: str, path: str, language: Literal["sv", "en"]
) -> None:
    page.show(width=1280, scheme="light")
    page.open(site.address + in_language(path, language))
    page.run(axe)
    assert page.run("document.documentElement.lang") == language
    for scheme in ("light", "dark"):
        page.show(width=1280, scheme=scheme)
        violations = page.run(_RUN)
        assert violations == [], f"{scheme}: {json.dumps(violations, indent=1, ensure_ascii=False)}"


@pytest.mark.parametrize("path", visits())
def test_pages_reflow_at_320_pixels(page: Page, site: Server, path: str) -> None:
    page.show(width=320)
    page.open(site.address + path)
    too_wide = page.run(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert too_wide <= 0


@pytest.mark.parametrize("path", visits())
def test_nothing_is_refused_or_fetched_from_elsewhere(page: Page, site: Server, path: str) -> None:
    page.show(width=1280)
    page.open(site.address + path)
    assert not [said for said in page.said if "404" not in said and "400" not in said]
    assert not page.failed
    assert not [a for a in page.asked if not a.startswith((site.address, "data:"))]
