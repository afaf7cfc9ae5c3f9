"""The editor on /sparql: completion, an error and its mending, answers, links, history."""

from urllib.parse import quote

import pytest

from tests.browser.chromium import Page, Scheme
from tests.waiting import PATIENCE
from tests.web.serving import Server

PREFIX = "PREFIX pg: <https://w3id.org/plangraf/ns#> "
INSIDE = "document.querySelector('.code').shadowRoot"
WRITTEN = "document.querySelector('#query').value"
CHOICES = f"[...{INSIDE}.querySelectorAll('.cm-tooltip-autocomplete li')].map(e => e.textContent)"
SECONDS = PATIENCE
AXE = """axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
  resultTypes: ["violations"]
}).then(r => r.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 200))]))"""


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


def completed(page: Page, text: str, first: str) -> list[str]:
    """Write a text and return what is offered, when the first is what it should be."""
    page.write(text)
    page.wait(lambda: first in str(page.run(f"{CHOICES}[0]")), SECONDS, f"{first} first of all")
    # The editor takes no key for a choice right after the list has come up.
    page.run("new Promise(done => setTimeout(done, 300))")
    offered: list[str] = page.run(CHOICES)
    return offered


def test_properties_come_from_the_shapes_of_the_class(quiet: Page, site: Server) -> None:
    open_with(quiet, site, PREFIX + "SELECT * WHERE { ?g a pg:Goal ; ")
    offered = completed(quiet, "pg:", "pg:focusArea")
    assert "krävs" in offered[0]
    assert any("pg:addresses" in each and "får finnas" in each for each in offered)
    quiet.press("Enter")
    assert quiet.run(WRITTEN).endswith("pg:focusArea")


def test_terms_are_found_by_their_labels_and_bring_their_prefix(quiet: Page, site: Server) -> None:
    open_with(quiet, site, "SELECT * WHERE { ?x a ")
    completed(quiet, "handlingspl", "pg:ActionPlan")
    quiet.press("Enter")
    written = quiet.run(WRITTEN)
    assert written.startswith("PREFIX pg: <https://w3id.org/plangraf/ns#>\n")
    assert written.endswith("a pg:ActionPlan")


def test_a_new_line_is_indented_by_the_group_it_is_in(quiet: Page, site: Server) -> None:
    open_with(quiet, site, "SELECT * WHERE {")
    quiet.press("Enter")
    quiet.write("?s ?p ?o .")
    assert quiet.run(WRITTEN) == "SELECT * WHERE {\n  ?s ?p ?o ."


def test_values_have_labels_and_become_iris(quiet: Page, site: Server) -> None:
    open_with(quiet, site, PREFIX + "SELECT * WHERE { ?g a pg:Goal ; pg:targetGroup ")
    assert completed(quiet, "vux", "Vuxna")[0].startswith("Vuxna")
    quiet.press("Enter")
    assert quiet.run(WRITTEN).endswith("<https://w3id.org/plangraf/id/target-group/adults>")


def test_an_error_is_shown_where_it_is_and_mended(quiet: Page, site: Server) -> None:
    open_with(quiet, site, "SELECT ?g WHERE {\n  ?g a pg:Goal\n} ORDER BY ?g LIMIT 3")
    mark = f"{INSIDE}.querySelector('.cm-lintRange-error')?.textContent"
    quiet.wait(lambda: quiet.run(mark), SECONDS, "a mark")
    assert quiet.run(mark) == "pg:Goal"
    said = quiet.run("document.querySelector('.said').textContent")
    assert "rad 2, kolumn 8" in said
    quiet.press("F8")
    action = f"{INSIDE}.querySelector('.cm-diagnosticAction')"
    quiet.wait(lambda: quiet.run(f"!!{action}"), SECONDS, "the way out")
    quiet.run(f"{action}.click()")
    assert quiet.run(WRITTEN).startswith("PREFIX pg: <https://w3id.org/plangraf/ns#>\n")
    quiet.wait(lambda: not quiet.run(mark), SECONDS, "the mark to go")
    quiet.run(f"{INSIDE}.querySelector('.cm-content').focus()")
    quiet.press("Enter", control=True)
    quiet.wait(
        lambda: quiet.run("document.querySelectorAll('#answer-here tbody tr').length") == 3,
        SECONDS,
        "rows",
    )
    said = "document.querySelector('.said').textContent"
    quiet.wait(lambda: quiet.run(said) == "", SECONDS, "the words to go")


def test_a_misspelt_term_is_warned_of_with_its_nearest(quiet: Page, site: Server) -> None:
    open_with(quiet, site, PREFIX + "SELECT * WHERE { ?g a pg:Gaol }")
    mark = f"{INSIDE}.querySelector('.cm-lintRange-warning')?.textContent"
    quiet.wait(lambda: quiet.run(mark), SECONDS, "a warning")
    assert quiet.run(mark) == "pg:Gaol"
    quiet.press("F8")
    action = f"{INSIDE}.querySelector('.cm-diagnosticAction')"
    quiet.wait(lambda: quiet.run(f"!!{action}"), SECONDS, "the nearest term")
    quiet.run(f"{action}.click()")
    assert quiet.run(WRITTEN).endswith("?g a pg:Goal }")


def test_an_error_of_the_endpoint_is_told_and_no_table_is_shown(quiet: Page, site: Server) -> None:
    open_with(quiet, site, "SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }")
    quiet.press("Enter", control=True)
    problem = "document.querySelector('#answer-here [role=alert]')?.textContent"
    quiet.wait(lambda: quiet.run(problem), SECONDS, "the problem")
    assert "SERVICE" in quiet.run(problem)
    # The browser itself writes the refusal to its console.
    quiet.said[:] = [said for said in quiet.said if "403" not in said]


COUNTS = (
    PREFIX + "SELECT ?kind (COUNT(?x) AS ?n) WHERE { VALUES ?kind { pg:Goal pg:Activity pg:Need } "
    "?x a ?kind } GROUP BY ?kind ORDER BY ?kind"
)


def test_an_answer_is_a_table_a_chart_and_what_came_by_keyboard(quiet: Page, site: Server) -> None:
    open_with(quiet, site, COUNTS)
    quiet.press("Enter", control=True)
    rows = "[...document.querySelectorAll('#answer-here tbody tr')].map(r => r.cells[0].innerText)"
    quiet.wait(lambda: quiet.run(rows), SECONDS, "rows")
    assert quiet.run(rows) == ["aktivitet", "mål", "behov"]
    quiet.run("document.querySelector('#names').click()")
    shown = [text.split() for text in quiet.run(rows)]
    assert shown == [["aktivitet", "pg:Activity"], ["mål", "pg:Goal"], ["behov", "pg:Need"]]
    for _ in range(30):
        quiet.press("Tab")
        if quiet.run("document.activeElement.id") == "tab-table":
            break
    quiet.press("ArrowRight")
    bars = "document.querySelectorAll('#answer-here svg [data-mark=bar] rect').length"
    quiet.wait(lambda: quiet.run(bars) == 3, SECONDS, "three bars")
    quiet.press("ArrowRight")
    assert '"vars"' in quiet.run("document.querySelector('#answer-here pre').textContent")
    assert quiet.run("document.activeElement.id") == "tab-raw"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_axe_finds_nothing_while_the_editor_is_used(
    quiet: Page, site: Server, axe: str, scheme: Scheme, language: str
) -> None:
    quiet.show(width=1280, scheme=scheme)
    open_with(quiet, site, COUNTS, language=language)
    quiet.press("Enter", control=True)
    panel = "document.querySelector('#answer-panel')"
    quiet.wait(lambda: quiet.run(f"!!{panel}"), SECONDS, "the answer")
    quiet.run("document.querySelectorAll('.drawers details').forEach(each => each.open = true)")
    quiet.wait(
        lambda: quiet.run("document.querySelectorAll('.drawers li').length > 50"), SECONDS, "all"
    )
    quiet.run(axe)
    for tab in ("table", "chart", "raw"):
        quiet.run(f"document.querySelector('#tab-{tab}').click()")
        ready = {"table": "table", "chart": "svg", "raw": "pre"}[tab]
        quiet.wait(lambda: quiet.run(f"!!{panel}.querySelector('{ready}')"), SECONDS, tab)  # noqa: B023
        assert quiet.run(AXE) == [], tab
    quiet.run(f"{INSIDE}.querySelector('.cm-content').focus()")
    quiet.press("Enter")
    completed(quiet, "?x pg:in", "pg:in")
    # The arrow keys scroll the list from within the text (aria-activedescendant); the rule knows
    # that of a combobox only, and an editor is a text box.
    listed = "scrollable-region-focusable"
    assert [found for found in quiet.run(AXE) if found[0] != listed] == []


def test_a_link_opens_what_it_was_made_of(quiet: Page, site: Server) -> None:
    more = "&endpoint=https%3A%2F%2Fexample.org%2Fsparql&requestMethod=POST&outputFormat=chart"
    open_with(quiet, site, COUNTS, more)
    assert quiet.run(WRITTEN) == COUNTS
    assert "https://example.org/sparql" in quiet.run("document.querySelector('.said').textContent")
    quiet.run("[...document.querySelectorAll('.tools button')].at(-1).click()")
    assert quiet.run("location.hash").startswith("#query=PREFIX%20pg")
    assert f"endpoint={quote(site.address + '/sparql', safe='')}" in quiet.run("location.hash")
    quiet.run("document.querySelector('form.editor button[type=submit]').click()")
    chart = "document.querySelector('#tab-chart')?.getAttribute('aria-selected')"
    quiet.wait(lambda: quiet.run(chart) == "true", SECONDS, "the chart")


def test_what_was_asked_is_remembered_here_and_forgotten_on_demand(
    quiet: Page, site: Server
) -> None:
    open_with(quiet, site, COUNTS)
    quiet.run("localStorage.clear()")
    quiet.press("Enter", control=True)
    kept = "JSON.parse(localStorage.getItem('plangraf.asked') ?? '[]').length"
    quiet.wait(lambda: quiet.run(kept) == 1, SECONDS, "the history")
    open_with(quiet, site, "SELECT * WHERE { }")
    earlier = "[...document.querySelectorAll('.drawers details')].at(-1)"
    assert "(1)" in quiet.run(f"{earlier}.querySelector('summary').textContent")
    quiet.run(f"{earlier}.open = true; {earlier}.querySelector('li button').click()")
    assert quiet.run(WRITTEN) == COUNTS
    quiet.run(f"[...{earlier}.querySelectorAll('button')].at(-1).click()")
    assert quiet.run(kept) == 0


def test_examples_are_the_saved_queries_and_run_as_they_stand(quiet: Page, site: Server) -> None:
    open_with(quiet, site, "SELECT * WHERE { }")
    quiet.run("document.querySelector('.drawers details').open = true")
    count = "document.querySelectorAll('.drawers details li').length"
    quiet.wait(lambda: quiet.run(count) > 50, SECONDS, "the examples")
    quiet.run(
        "[...document.querySelectorAll('.drawers li button')]"
        ".find(b => b.textContent === 'Aktiviteter per mål').click()"
    )
    quiet.run("document.querySelector('form.editor button[type=submit]').click()")
    rows = "document.querySelectorAll('#answer-here tbody tr').length"
    quiet.wait(lambda: quiet.run(rows) >= 15, SECONDS, "rows")


def test_the_form_works_without_script(page: Page, site: Server) -> None:
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(f"{site.address}/sparql?lang=sv&query={quote(COUNTS, safe='')}")
    finally:
        page.send("Emulation.setScriptExecutionDisabled", value=False)
    assert page.run("document.querySelectorAll('#answer-here tbody tr').length") == 3
    assert page.run("document.querySelector('#query').offsetHeight") > 100
    assert page.run("document.querySelector('.code')") is None
