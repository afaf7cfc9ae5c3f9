"""What one does with a page on a journey: follow a link, fill a field, hand in a file, download."""

from pathlib import Path
from typing import Any

from tests.browser.chromium import Page
from tests.waiting import PATIENCE

PLACE = "location.pathname + location.search"
SECONDS = PATIENCE


def go(page: Page, selector: str) -> None:
    """Follow a link or send a form by its first match, and wait for the next page."""
    before = page.run(PLACE)
    assert page.run(f"!!document.querySelector({selector!r})"), selector
    page.run(f"document.querySelector({selector!r}).click()")
    page.wait(lambda: page.run(PLACE) != before, SECONDS, f"a page behind {selector}")
    page.wait(lambda: page.run("document.readyState") == "complete", SECONDS, "the page to load")


def said(page: Page, selector: str) -> str:
    """Return the text of the first match; empty where there is none."""
    text: str = page.run(f"document.querySelector({selector!r})?.textContent ?? ''")
    return " ".join(text.split())


def choose(page: Page, selector: str, value: str) -> None:
    """Choose in a drop-down, as a person does."""
    chosen = page.run(
        f"(field => {{ field.value = {value!r};"
        "  field.dispatchEvent(new Event('change', {bubbles: true})); return field.value; })"
        f"(document.querySelector({selector!r}))"
    )
    assert chosen == value, f"{selector} does not offer {value}"


def hand_in(page: Page, selector: str, file: Path) -> None:
    """Choose a file of the reader's own."""
    root = page.send("DOM.getDocument")["root"]["nodeId"]
    field = page.send("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
    page.send("DOM.setFileInputFiles", files=[str(file)], nodeId=field)


def downloaded(page: Page, selector: str) -> dict[str, Any]:
    """Fetch what a link leads to: its status, its type, its first signs."""
    answer: dict[str, Any] = page.run(
        f"fetch(document.querySelector({selector!r}).href).then(async answer => ({{"
        "  status: answer.status, type: answer.headers.get('content-type'),"
        "  start: String.fromCharCode(...new Uint8Array(await answer.arrayBuffer()).slice(0, 200))"
        "}))"
    )
    return answer
