"""The user's own workbook back: notes on its cells, a sheet of findings, all else as it was."""

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from plangraf.language import Text
from plangraf.plans.files.workbook_marking import Line, mark_workbook
from plangraf.plans.findings_workbook import findings_workbook, marked_workbook
from plangraf.plans.publishing.checkable import read_sheet
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Finding, Location, Report, Severity

ROOT = Path(__file__).parents[2]
FORMULA = '=HYPERLINK("http://x.example/","klicka")'


def workbook(*, notes: bool = False) -> bytes:
    """A workbook with a chart, a list to choose from and perhaps a note of its own."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("Mål & mer")
    page.write_row(0, 0, ["Fokusområde", "Mål", "Aktivitet", "Ansvarig"])
    page.write_row(1, 0, ["Skola", "Alla klarar skolan", "Anställ kuratorer", ""])
    page.data_validation(1, 3, 9, 3, {"validate": "list", "source": ["Skolan", "Vården"]})
    if notes:
        page.write_comment(1, 2, "Min egen anteckning")
        page.write_comment(5, 0, "En till")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Mål & mer'!$A$2:$A$3"})
    page.insert_chart("F2", chart)
    book.add_worksheet("Anmärkningar").write(0, 0, "min")
    book.close()
    return out.getvalue()


def finding(row: int, column: int, words: str, sheet: str | None = "Mål & mer") -> Finding:
    return Finding(
        "activity-label",
        Severity.VIOLATION,
        Text(words, words),
        found=Text(FORMULA, FORMULA),
        location=Location("plan.xlsx", row, column, sheet=sheet),
    )


def report(*findings: Finding) -> Report:
    return Report(findings, ("plan.xlsx",), 10, "core", "turbo")


@pytest.mark.parametrize("notes", [False, True], ids=["without notes", "with notes"])
def test_cells_get_notes_and_own_notes_stay(notes: bool) -> None:
    given = report(finding(2, 3, "Fel ett"), finding(2, 3, "Fel två"), finding(2, 4, "Fel tre"))
    marked = openpyxl.load_workbook(io.BytesIO(marked_workbook(workbook(notes=notes), given, "sv")))
    page = marked["Mål & mer"]
    said = page["C2"].comment.text
    assert "Fel ett" in said
    assert "Fel två" in said
    assert ("Min egen anteckning" in said) == notes
    assert page["D2"].comment.text.startswith("Fel: Fel tre")
    assert page["C2"].value == "Anställ kuratorer"
    assert bool(page["A6"].comment) == notes


def test_all_parts_but_those_touched_are_as_they_were() -> None:
    before = zipfile.ZipFile(io.BytesIO(workbook()))
    after = zipfile.ZipFile(
        io.BytesIO(marked_workbook(workbook(), report(finding(2, 3, "Fel")), "sv"))
    )
    touched = {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }
    for name in before.namelist():
        if name not in touched:
            assert after.read(name) == before.read(name), name
    assert any("chart" in name for name in after.namelist())
    for name in after.namelist():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(after.read(name))


def test_every_part_has_a_type_and_every_reference_a_part() -> None:
    archive = zipfile.ZipFile(
        io.BytesIO(marked_workbook(workbook(notes=True), report(finding(2, 4, "Fel")), "sv"))
    )
    types = ElementTree.fromstring(archive.read("[Content_Types].xml"))
    parts = {t.get("PartName") for t in types}
    endings = {t.get("Extension") for t in types}
    for name in archive.namelist():
        assert f"/{name}" in parts or name.rpartition(".")[2] in endings, name
    assert len(archive.namelist()) == len(set(archive.namelist()))
    for name in archive.namelist():
        if name.endswith(".rels"):
            keys = [r.get("Id") for r in ElementTree.fromstring(archive.read(name))]
            assert len(keys) == len(set(keys))


def test_the_sheet_of_findings_is_last_and_links_to_the_cells() -> None:
    marked = openpyxl.load_workbook(
        io.BytesIO(marked_workbook(workbook(), report(finding(2, 4, "Fel")), "sv"))
    )
    assert marked.sheetnames == ["Mål & mer", "Anmärkningar", "Anmärkningar 2"]
    page = marked["Anmärkningar 2"]
    assert page["A2"].value == "Mål & mer!D2"
    assert page["A2"].hyperlink.location == "'Mål & mer'!D2"
    assert page["F2"].value == "Fel"


@pytest.mark.parametrize("write", ["marked", "alone"])
def test_nothing_becomes_a_formula(write: str) -> None:
    given = report(finding(2, 4, FORMULA), finding(3, 1, "@SUM(1)", sheet=None))
    data = (
        marked_workbook(workbook(), given, "en")
        if write == "marked"
        else findings_workbook(given, "en")
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book[book.sheetnames[-1]]
    cells = [cell for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert FORMULA in {cell.value for cell in cells}


def test_control_characters_and_long_texts_are_tamed() -> None:
    data = mark_workbook(
        workbook(), {"Mål & mer": {(2, 1): "a\x00b" * 9_000}}, "T" * 50, [Line(["x\x0b<&" * 9_000])]
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert len(book.sheetnames[-1]) == 31
    assert "\x00" not in book["Mål & mer"]["A2"].comment.text


def test_a_checked_workbook_comes_back_with_its_findings(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(workbook())
    checkable = read_sheet(path, ROOT)
    checked = Checker.of(ROOT).check([checkable.document])
    marked = openpyxl.load_workbook(io.BytesIO(marked_workbook(path.read_bytes(), checked, "sv")))
    noted = [
        cell.coordinate
        for page in marked
        for row in page.iter_rows()
        for cell in row
        if cell.comment
    ]
    placed = {f.location.cell for f in checked.findings if f.location and f.location.sheet}
    assert placed
    assert {f"Mål & mer!{name}" for name in noted} == placed
