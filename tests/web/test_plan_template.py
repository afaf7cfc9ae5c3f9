"""The empty workbook over HTTP: as the command line writes it, and linked where it helps."""

import io

import pytest
from openpyxl import load_workbook

from tests.web.serving import Server


@pytest.mark.parametrize(("language", "sheet"), [("sv", "Mål"), ("en", "Goals")])
def test_the_workbook_is_there_in_both_languages(whole: Server, language: str, sheet: str) -> None:
    answer = whole.ask(f"/plans/template.xlsx?lang={language}&download=1")
    assert answer.status == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert sheet in load_workbook(io.BytesIO(answer.body)).sheetnames


@pytest.mark.parametrize("page", ["/", "/validate"])
def test_the_pages_lead_to_it(whole: Server, page: str) -> None:
    assert "/plans/template.xlsx?" in whole.ask(page, headers={"Accept": "text/html"}).text
