"""The editor on /sparql: completion, an error and its mending, answers, links, history."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.browser.chromium import Page, Scheme
from tests.web.serving import Server

PREFIX = "PREFIX pg: <https://w3id.org/plangraf/ns#> "
INSIDE = "document.querySelector('.code').shadowRoot"
WRITTEN = "document.querySelector('#query').value"
CHOICES = f"[...{INSIDE}.querySelectorAll('.cm-tooltip-autocomplete li')].map(e => e.textContent)"
SECONDS = 15
AXE = """axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
  resultTypes: ["violations"]
}).then(r => r.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 200))]))"""


@pytest.fixture
def editor(page: Page, site: Server) -> Iterator[Page]:
    """The page, and afterwards: nothing was said, refused, or fetched from elsewhere."""
    page.show(width=1280)
    yield page
    assert page.said == []
    assert page.failed == []
    assert [a for a in page.asked if not a.startswith((site.address, "data:", "blob:"))] == []


def open_with(page: Page, site: Server, query: str, more: str = "", language: str = "sv") -> None:
    """Open the editor by a link in YASGUI's form, and stand at the end of the text."""
    page.open("about:blank")
    page.open(f"{site.address}/sparql?lang={language}#query={quote(query, safe='')}{more}")
    page.wait(
        lambda: page.run("document.querySelector('.code')?.dataset.ready === 'true'"),
        SECONDS,
        "the editor",
    )
    page.run(f"{INSIDE}.querySelector('.cm-content').focus()")
    page.press("End", control=True)


def completed(page: Page, text: str) -> list[str]:
    """Write a text and return what is offered."""
    page.write(text)
    page.wait(lambda: page.run(CHOICES), SECONDS, "completions")
    # The editor takes no key for a choice right after the list has come up.
    page.run("new Promise(done => setTimeout(done, 150))")
    offered: list[str] = page.run(CHOICES)
    return offered


def test_properties_come_from_the_shapes_of_the_class(editor: Page, site: Server) -> None:
    open_with(editor, site, PREFIX + "SELECT * WHERE { ?g a pg:Goal ; ")
    offered = completed(editor, "pg:")
    assert "pg:focusArea" in offered[0]
    assert "krävs" in offered[0]
    assert any("pg:addresses" in each and "får finnas" in each for each in offered)
    editor.press("Enter")
    assert editor.run(WRITTEN).endswith("pg:focusArea")


def test_terms_are_found_by_their_labels_and_bring_their_prefix(editor: Page, site: Server) -> None:
    open_with(editor, site, "SELECT * WHERE { ?x a ")
    offered = completed(editor, "handlingspl")
    assert "pg:ActionPlan" in offered[0]
    editor.press("Enter")
    written = editor.run(WRITTEN)
    assert written.startswith("PREFIX pg: <https://w3id.org/plangraf/ns#>\n")
    assert written.endswith("a pg:ActionPlan")


def test_a_new_line_is_indented_by_the_group_it_is_in(editor: Page, site: Server) -> None:
    open_with(editor, site, "SELECT * WHERE {")
    editor.press("Enter")
    editor.write("?s ?p ?o .")
    assert editor.run(WRITTEN) == "SELECT * WHERE {\n  ?s ?p ?o ."


def test_values_have_labels_and_become_iris(editor: Page, site: Server) -> None:
    open_with(editor, site, PREFIX + "SELECT * WHERE { ?g a pg:Goal ; pg:targetGroup ")
    assert completed(editor, "vux")[0].startswith("Vuxna")
    editor.press("Enter")
    assert editor.run(WRITTEN).endswith("<https://w3id.org/plangraf/id/target-group/adults>")


def test_an_error_is_shown_where_it_is_and_mended(editor: Page, site: Server) -> None:
    open_with(editor, site, "SELECT ?g WHERE {\n  ?g a pg:Goal\n} ORDER BY ?g LIMIT 3")
    mark = f"{INSIDE}.querySelector('.cm-lintRange-error')?.textContent"
    editor.wait(lambda: editor.run(mark), SECONDS, "a mark")
    assert editor.run(mark) == "pg:Goal"
    said = editor.run("document.querySelector('.said').textContent")
    assert "rad 2, kolumn 8" in said
    editor.press("F8")
    action = f"{INSIDE}.querySelector('.cm-diagnosticAction')"
    editor.wait(lambda: editor.run(f"!!{action}"), SECONDS, "the way out")
    editor.run(f"{action}.click()")
    assert editor.run(WRITTEN).startswith("PREFIX pg: <https://w3id.org/plangraf/ns#>\n")
    editor.wait(lambda: not editor.run(mark), SECONDS, "the mark to go")
    editor.run(f"{INSIDE}.querySelector('.cm-content').focus()")
    editor.press("Enter", control=True)
    editor.wait(
        lambda: editor.run("document.querySelectorAll('#answer-here tbody tr').length"),
        SECONDS,
        "rows",
    )
    assert editor.run("document.querySelectorAll('#answer-here tbody tr').length") == 3
    assert editor.run("document.querySelector('.said').textContent") == ""


def test_a_misspelt_term_is_warned_of_with_its_nearest(editor: Page, site: Server) -> None:
    open_with(editor, site, PREFIX + "SELECT * WHERE { ?g a pg:Gaol }")
    mark = f"{INSIDE}.querySelector('.cm-lintRange-warning')?.textContent"
    editor.wait(lambda: editor.run(mark), SECONDS, "a warning")
    assert editor.run(mark) == "pg:Gaol"
    editor.press("F8")
    action = f"{INSIDE}.querySelector('.cm-diagnosticAction')"
    editor.wait(lambda: editor.run(f"!!{action}"), SECONDS, "the nearest term")
    editor.run(f"{action}.click()")
    assert editor.run(WRITTEN).endswith("?g a pg:Goal }")


def test_an_error_of_the_endpoint_is_told_and_no_table_is_shown(editor: Page, site: Server) -> None:
    open_with(editor, site, "SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }")
    editor.press("Enter", control=True)
    problem = "document.querySelector('#answer-here [role=alert]')?.textContent"
    editor.wait(lambda: editor.run(problem), SECONDS, "the problem")
    assert "SERVICE" in editor.run(problem)
    # The browser itself writes the refusal to its console.
    editor.said[:] = [said for said in editor.said if "403" not in said]


COUNTS = (
    PREFIX + "SELECT ?kind (COUNT(?x) AS ?n) WHERE { VALUES ?kind { pg:Goal pg:Activity pg:Need } "
    "?x a ?kind } GROUP BY ?kind ORDER BY ?kind"
)


def test_an_answer_is_a_table_a_chart_and_what_came_by_keyboard(editor: Page, site: Server) -> None:
    open_with(editor, site, COUNTS)
    editor.press("Enter", control=True)
    rows = "[...document.querySelectorAll('#answer-here tbody tr')].map(r => r.cells[0].innerText)"
    editor.wait(lambda: editor.run(rows), SECONDS, "rows")
    assert editor.run(rows) == ["aktivitet", "mål", "behov"]
    editor.run("document.querySelector('#names').click()")
    shown = [text.split() for text in editor.run(rows)]
    assert shown == [["aktivitet", "pg:Activity"], ["mål", "pg:Goal"], ["behov", "pg:Need"]]
    for _ in range(30):
        editor.press("Tab")
        if editor.run("document.activeElement.id") == "tab-table":
            break
    editor.press("ArrowRight")
    bars = "document.querySelectorAll('#answer-here svg [data-mark=bar] rect').length"
    editor.wait(lambda: editor.run(bars) == 3, SECONDS, "three bars")
    editor.press("ArrowRight")
    assert '"vars"' in editor.run("document.querySelector('#answer-here pre').textContent")
    assert editor.run("document.activeElement.id") == "tab-raw"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing_while_the_editor_is_used(
    editor: Page, site: Server, axe: str, scheme: Scheme, language: str
) -> None:
    editor.show(width=1280, scheme=scheme)
    open_with(editor, site, COUNTS, language=language)
    editor.press("Enter", control=True)
    panel = "document.querySelector('#answer-panel')"
    editor.wait(lambda: editor.run(f"!!{panel}"), SECONDS, "the answer")
    editor.run("document.querySelectorAll('.drawers details').forEach(each => each.open = true)")
    editor.wait(
        lambda: editor.run("document.querySelectorAll('.drawers li').length > 50"), SECONDS, "all"
    )
    editor.run(axe)
    for tab in ("table", "chart", "raw"):
        editor.run(f"document.querySelector('#tab-{tab}').click()")
        ready = {"table": "table", "chart": "svg", "raw": "pre"}[tab]
        editor.wait(lambda: editor.run(f"!!{panel}.querySelector('{ready}')"), SECONDS, tab)  # noqa: B023
        assert editor.run(AXE) == [], tab
    editor.run(f"{INSIDE}.querySelector('.cm-content').focus()")
    editor.press("Enter")
    completed(editor, "?x pg:in")
    # The arrow keys scroll the list from within the text (aria-activedescendant); the rule knows
    # that of a combobox only, and an editor is a text box.
    listed = "scrollable-region-focusable"
    assert [found for found in editor.run(AXE) if found[0] != listed] == []


def test_a_link_opens_what_it_was_made_of(editor: Page, site: Server) -> None:
    more = "&endpoint=https%3A%2F%2Fexample.org%2Fsparql&requestMethod=POST&outputFormat=chart"
    open_with(editor, site, COUNTS, more)
    assert editor.run(WRITTEN) == COUNTS
    assert "https://example.org/sparql" in editor.run("document.querySelector('.said').textContent")
    editor.run("[...document.querySelectorAll('.tools button')].at(-1).click()")
    assert editor.run("location.hash").startswith("#query=PREFIX%20pg")
    assert f"endpoint={quote(site.address + '/sparql', safe='')}" in editor.run("location.hash")
    editor.run("document.querySelector('form.editor button[type=submit]').click()")
    chart = "document.querySelector('#tab-chart')?.getAttribute('aria-selected')"
    editor.wait(lambda: editor.run(chart) == "true", SECONDS, "the chart")


def test_what_was_asked_is_remembered_here_and_forgotten_on_demand(
    editor: Page, site: Server
) -> None:
    open_with(editor, site, COUNTS)
    editor.run("localStorage.clear()")
    editor.press("Enter", control=True)
    kept = "JSON.parse(localStorage.getItem('plangraf.asked') ?? '[]').length"
    editor.wait(lambda: editor.run(kept) == 1, SECONDS, "the history")
    open_with(editor, site, "SELECT * WHERE { }")
    earlier = "[...document.querySelectorAll('.drawers details')].at(-1)"
    assert "(1)" in editor.run(f"{earlier}.querySelector('summary').textContent")
    editor.run(f"{earlier}.open = true; {earlier}.querySelector('li button').click()")
    assert editor.run(WRITTEN) == COUNTS
    editor.run(f"[...{earlier}.querySelectorAll('button')].at(-1).click()")
    assert editor.run(kept) == 0


def test_examples_are_the_saved_queries_and_run_as_they_stand(editor: Page, site: Server) -> None:
    open_with(editor, site, "SELECT * WHERE { }")
    editor.run("document.querySelector('.drawers details').open = true")
    count = "document.querySelectorAll('.drawers details li').length"
    editor.wait(lambda: editor.run(count) > 50, SECONDS, "the examples")
    editor.run(
        "[...document.querySelectorAll('.drawers li button')]"
        ".find(b => b.textContent === 'Aktiviteter per mål').click()"
    )
    editor.run("document.querySelector('form.editor button[type=submit]').click()")
    rows = "document.querySelectorAll('#answer-here tbody tr').length"
    editor.wait(lambda: editor.run(rows) >= 15, SECONDS, "rows")


def test_the_form_works_without_script(page: Page, site: Server) -> None:
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(f"{site.address}/sparql?lang=sv&query={quote(COUNTS, safe='')}")
    finally:
        page.send("Emulation.setScriptExecutionDisabled", value=False)
    assert page.run("document.querySelectorAll('#answer-here tbody tr').length") == 3
    assert page.run("document.querySelector('#query').offsetHeight") > 100
    assert page.run("document.querySelector('.code')") is None
