"""What a screen reader is told, by the browser's own accessibility tree; and where Tab goes."""

from dataclasses import dataclass
from typing import Literal

import pytest

from tests.browser.chromium import Page
from tests.browser.visits import in_language
from tests.waiting import PATIENCE
from tests.web.serving import Server

KINDS = (
    "/",
    "/queries/activities-of-goal",
    "/queries/activities-of-goal?goal=nope",
    "/compare",
    "/sparql",
    "/sparql?query=SELEC",
    "/validate",
    "/stories/possible-to-follow-up",
    "/id/plan/harryda-2019-2022",
)
NAMED = {
    *("button", "checkbox", "combobox", "image", "link", "navigation", "region"),
    *("searchbox", "table", "textbox"),
}
# The editor draws its ring a moment after the focus has come: it is waited for.
_FOCUS = """(async () => {
  const all = [...document.querySelectorAll('*')];
  const look = () => {
    const e = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    const r = e.getBoundingClientRect(), s = getComputedStyle(e.closest('.cm-editor') ?? e);
    return {place: all.indexOf(document.activeElement), tag: e.tagName, index: e.tabIndex,
            seen: r.width > 0 && r.height > 0 && r.right > 0,
            ring: s.outlineStyle !== 'none' && s.outlineWidth !== '0px'};
  };
  let found = look();
  for (let n = 0; n < 500 && found.tag !== 'BODY' && !(found.seen && found.ring); n++) {
    await new Promise(done => setTimeout(done, 20));
    found = look();
  }
  return found;
})()"""
_DRAWN = """!document.querySelector('script[src*="/built/editor-"]')
  || document.querySelector('.code')?.dataset.ready === 'true'"""


@dataclass(frozen=True)
class Told:
    """One thing a screen reader meets."""

    role: str
    name: str
    description: str
    properties: dict[str, object]


def told(page: Page) -> list[Told]:
    """Return everything that is told, in order."""
    page.send("Accessibility.enable")
    nodes = page.send("Accessibility.getFullAXTree")["nodes"]
    page.send("Accessibility.disable")
    return [
        Told(
            str(node["role"]["value"]),
            str(node.get("name", {}).get("value", "")),
            str(node.get("description", {}).get("value", "")),
            {p["name"]: p["value"].get("value") for p in node.get("properties", [])},
        )
        for node in nodes
        if not node["ignored"]
    ]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("path", KINDS)
def test_everything_has_a_name(
    page: Page, site: Server, path: str, language: Literal["sv", "en"]
) -> None:
    page.show(width=1280)
    page.open(site.address + in_language(path, language))
    things = told(page)
    assert not [thing.role for thing in things if thing.role in NAMED and not thing.name.strip()]
    assert [thing.role for thing in things].count("main") == 1
    titles = [t for t in things if t.role == "heading" and t.properties.get("level") == 1]
    assert len(titles) == 1
    regions = [t.name for t in things if t.role in ("region", "navigation")]
    assert len(regions) == len(set(regions)), "two parts of the page go by one name"
    spoken = [t.name for t in things if t.role in NAMED or t.role == "heading"]
    assert not [name for name in spoken if "→" in name], "an arrow is read out"


def test_a_field_with_a_mistake_says_so(page: Page, site: Server) -> None:
    page.show(width=1280)
    page.open(f"{site.address}/queries/activities-of-goal?goal=nope&lang=sv")
    field = next(t for t in told(page) if t.role == "combobox")
    assert field.properties["invalid"] == "true"
    assert "”nope” är inget tillåtet värde" in field.description
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(f"{site.address}/sparql?query=SELEC&lang=sv")
    finally:
        page.send("Emulation.setScriptExecutionDisabled", value=False)
    field = next(t for t in told(page) if t.role == "textbox" and t.name == "Fråga")
    assert field.properties["invalid"] == "true"
    assert "Menade du SELECT?" in field.description


def test_a_chart_is_told_once(page: Page, site: Server) -> None:
    page.show(width=1280)
    page.open(f"{site.address}/queries/items-per-area?lang=sv")
    (chart,) = (t for t in told(page) if t.role == "image")
    assert chart.name.startswith("Aktiviteter per område")
    assert chart.description
    assert chart.description not in chart.name


@pytest.mark.parametrize("path", KINDS)
def test_tab_goes_down_the_page_and_is_always_seen(page: Page, site: Server, path: str) -> None:
    page.show(width=1280)
    page.open(site.address + path)
    page.wait(lambda: page.run(_DRAWN), PATIENCE, "the editor")
    stops = []
    for _ in range(30):
        page.press("Tab")
        stop = page.run(_FOCUS)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    assert len(stops) > 10
    places = [stop["place"] for stop in stops]
    assert places == sorted(places)
    assert not [stop for stop in stops if stop["index"] > 0]
    assert all(stop["seen"] for stop in stops)
    assert all(stop["ring"] for stop in stops)
