"""A browser and the whole site for it; both missing only where a person chose so."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Page, browsing, find_chromium
from tests.packaging.frontend import fetch
from tests.web.serving import Server, serving

_HERE = Path(__file__).parent


def _missing(what: str, remedy: str) -> None:
    """Skip for a person; fail in CI, where nothing may be skipped unseen."""
    message = f"{what} is missing: {remedy}"
    if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def site(root: Path) -> Iterator[Server]:
    """The site with the shipped content."""
    with serving(root) as server:
        yield server


@pytest.fixture(scope="session")
def page() -> Iterator[Page]:
    """A tab of a browser."""
    program = find_chromium()
    if program is None:
        _missing(
            "Chromium",
            "apt-get install chromium, or name one in PLANGRAF_CHROMIUM",
        )
        return
    with browsing(program) as browser:
        yield browser.page()


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core; `npm ci` fetches it by this folder's lock file when it is not here."""
    fetched = fetch(_HERE, "axe-core")
    if fetched is None:
        _missing("axe-core", "npm ci --ignore-scripts in tests/browser")
        return ""
    return (fetched / "axe.min.js").read_text("utf-8")


@pytest.fixture
def quiet(page: Page, site: Server) -> Iterator[Page]:
    """The page, and afterwards: nothing was said, refused, or fetched from elsewhere."""
    page.show(width=1280)
    yield page
    assert page.said == []
    assert page.failed == []
    assert [a for a in page.asked if not a.startswith((site.address, "data:", "blob:"))] == []
