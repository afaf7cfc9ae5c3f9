"""The page of a check: findings that point at lines and cells, grouped by goal."""

import pytest

from tests.web.markup import Markup
from tests.web.serving import Server
from tests.web.validating.conftest import BROKEN, CSV, EXAMPLE, HTML, assert_whole, form


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page(site: Server, language: str) -> None:
    reply = site.ask(f"/validate?lang={language}", headers={"Accept": HTML})
    assert (reply.status, reply.type) == (200, "text/html")
    page = Markup(reply.text)
    assert [level for level, _ in page.headings][:2] == [1, 2]
    named = {given["for"] for tag, given in page.elements if tag == "label"}
    inputs = ("input", "select", "textarea")
    fields = {g["id"] for tag, g in page.elements if tag in inputs and g.get("type") != "hidden"}
    assert fields <= named
    assert 'enctype="multipart/form-data"' in reply.text


def test_a_finding_and_its_line_point_at_each_other(site: Server) -> None:
    page = form(site, {"text": BROKEN.decode()}).text
    assert 'href="#L26"' in page
    line = next(li for li in page.splitlines() if 'id="L26"' in li)
    assert "<mark>&lt;actor-role/styrgrupp&gt;</mark>" in line
    assert 'href="#f1"' in line
    assert 'id="f1"' in page
    assert_whole(page)


def test_a_cell_is_marked(site: Server) -> None:
    page = form(site, {"file": ("plan.csv", CSV)}).text
    assert "<mark>" in page
    assert "Anställ kuratorer" in page
    assert_whole(page)


def test_findings_are_grouped_by_goal(site: Server) -> None:
    text = EXAMPLE.replace("pg:focusArea <focus-area/", "pg:focusArea <omrade/")
    page = form(site, {"text": text}).text
    assert "<h4>Mål ”" in page


def test_an_unreadable_file_leaves_the_form(site: Server) -> None:
    reply = form(site, {"text": "<a> <b> .", "syntax": "ttl"})
    assert reply.status == 422
    assert 'role="alert"' in reply.text
    assert "&lt;a&gt; &lt;b&gt; .</textarea>" in reply.text
