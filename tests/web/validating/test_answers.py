"""What `/validate` answers with: text, JSON, SARIF, JUnit, SHACL, a marked workbook."""

import io
import json

import openpyxl
import pytest
from rdflib import RDF, SH, Graph

from tests.web.serving import Server
from tests.web.validating.conftest import (
    AS_TURTLE,
    BROKEN,
    EXAMPLE,
    HTML,
    assert_whole,
    form,
    post,
)


def test_curl_gets_text(site: Server) -> None:
    reply = post(site, BROKEN, Accept="*/*", **AS_TURTLE)
    assert (reply.status, reply.type) == (200, "text/plain")
    assert "rad 26:102 fel" in reply.text
    assert "Närmast:" in reply.text
    assert reply.headers["Plangraf-Conforms"] == "false"
    assert reply.headers["Plangraf-Findings"] == "violation=1, warning=0, info=0"
    assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json", "application/json"),
        ("application/sarif+json", "application/sarif+json"),
        ("application/xml", "application/xml"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        (HTML, "text/html"),
    ],
)
def test_the_answer_is_negotiated(site: Server, accept: str, kind: str) -> None:
    reply = post(site, BROKEN, Accept=accept, **AS_TURTLE)
    assert (reply.status, reply.type) == (200, kind)
    assert "governance-role-role" in reply.text


def test_format_wins_over_accept(site: Server) -> None:
    reply = post(site, BROKEN, "/validate?format=json&lang=en", Accept=HTML, **AS_TURTLE)
    told = json.loads(reply.body)
    assert told["counts"] == {"violation": 1, "warning": 0, "info": 0}
    assert told["findings"][0]["location"]["line"] == 26
    assert told["findings"][0]["location"]["file"] == "plan.ttl"


def test_the_shacl_report_is_read_by_others(site: Server) -> None:
    reply = post(site, BROKEN, Accept="text/turtle", **AS_TURTLE)
    report = Graph().parse(data=reply.text, format="turtle")
    assert len(list(report.subjects(RDF.type, SH.ValidationResult))) == 1


def test_an_unknown_format_is_406(site: Server) -> None:
    assert post(site, BROKEN, Accept="image/png", **AS_TURTLE).status == 406
    assert post(site, BROKEN, "/validate?format=pdf", **AS_TURTLE).status == 400


def test_a_profile_is_chosen(site: Server) -> None:
    core = post(site, EXAMPLE.encode(), "/validate?format=json", **AS_TURTLE)
    assert json.loads(core.body)["profile"] == "core"
    more = post(site, EXAMPLE.encode(), "/validate?format=json&profile=publishable", **AS_TURTLE)
    assert json.loads(more.body)["profile"] == "publishable"
    wrong = post(site, BROKEN, "/validate?profile=strikt", **AS_TURTLE)
    assert wrong.status == 400
    assert "core" in wrong.text


def test_a_workbook_comes_back_marked(site: Server) -> None:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Fokusområde", "Mål", "Aktivitet", "Ansvarig"])
    page.append(["Skola", "Alla klarar skolan", "Anställ kuratorer", None])
    book.save(out)
    reply = form(site, {"file": ("plan.xlsx", out.getvalue()), "format": "xlsx"}, "*/*")
    assert reply.status == 200, reply.text
    marked = openpyxl.load_workbook(io.BytesIO(reply.body))
    assert marked.sheetnames[-1] == "Anmärkningar"
    shown = form(site, {"file": ("plan.xlsx", out.getvalue())})
    assert 'id="cell-Sheet.C2"' in shown.text
    assert_whole(shown.text)
    text = post(site, BROKEN, "/validate?format=xlsx", **AS_TURTLE)
    assert openpyxl.load_workbook(io.BytesIO(text.body)).sheetnames == ["Anmärkningar"]
