"""The checking page with a script: it asks again while the text changes, and stays accessible."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Page
from tests.browser.test_accessibility import violations
from tests.waiting import PATIENCE
from tests.web.serving import Server

EXAMPLE = (Path(__file__).parents[1] / "validation" / "plans" / "exempelby.ttl").read_text("utf-8")
BROKEN = EXAMPLE.replace("actor-role/steering-group", "actor-role/styrgrupp")
SECONDS = PATIENCE
_TYPE = """
(text => {
  const field = document.querySelector('#text');
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
})(%s)
"""
_FINDINGS = "document.querySelectorAll('.finding').length"


@pytest.fixture
def quiet(page: Page, site: Server) -> Iterator[Page]:
    """The page, and afterwards: nothing was said, refused, or fetched from elsewhere."""
    page.show(width=1280)
    page.open(f"{site.address}/validate?lang=sv")
    yield page
    assert page.said == []
    assert page.failed == []
    assert [a for a in page.asked if not a.startswith((site.address, "data:", "blob:"))] == []


def test_a_change_is_checked_again(quiet: Page) -> None:
    quiet.run(_TYPE % json.dumps(BROKEN))
    quiet.wait(lambda: quiet.run(_FINDINGS) == 1, SECONDS, "the finding")
    assert quiet.run("document.querySelector('#L26 mark').textContent") == "<actor-role/styrgrupp>"
    quiet.run(_TYPE % json.dumps(EXAMPLE))
    quiet.wait(lambda: quiet.run(_FINDINGS) == 0, SECONDS, "the end of the finding")
    assert "Inget att anmärka på" in quiet.run("document.querySelector('#outcome').textContent")
    assert quiet.run("document.querySelector('#text').value.length") == len(EXAMPLE)


def test_findings_are_accessible(quiet: Page, axe: str) -> None:
    quiet.run(_TYPE % json.dumps(BROKEN.replace("schema:position 1", "schema:position 1.5")))
    quiet.wait(lambda: quiet.run(_FINDINGS) > 0, SECONDS, "the findings")
    quiet.run(axe)
    assert violations(quiet) == ""
    assert violations(quiet, "colours", "dark") == ""
    quiet.show(width=320)
    assert quiet.run("document.documentElement.scrollWidth") <= 320
