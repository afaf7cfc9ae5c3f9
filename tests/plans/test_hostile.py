"""Files that are not what they seem get one sentence, before anything is unpacked."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from plangraf.errors import LimitReached, UnreadableInput
from plangraf.language import LANGUAGES
from plangraf.plans.exporting.template import write_plan_template
from plangraf.plans.files.slimming import slimmed
from plangraf.plans.reading import parse_plan

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.xlsx", b""),
        ("zeros.xlsx", b"\0" * 100_000),
        ("pdf.xlsx", b"%PDF-1.4"),
        ("old.xlsx", OLE + b"\0" * 600),
        ("locked.xlsx", OLE + "EncryptedPackage".encode("utf-16-le")),
        ("macro.xlsx", zipped({"xl/workbook.xml": b"<a/>", "xl/vbaProject.bin": b"x"})),
        ("other.xlsx", zipped({"a.txt": b"x"})),
        ("wrong.csv", zipped({"a.txt": b"x"})),
        ("letter.docx", zipped({"word/document.xml": b"<a/>"})),
        ("letter.xlsx", zipped({"word/document.xml": b"<a/>"})),
        ("old.doc", OLE + "WordDocument".encode("utf-16-le")),
        ("sheet.ods", zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})),
        ("binary.xlsb", zipped({"xl/workbook.bin": b"x"})),
        ("page.xls", b"<html><table></table></html>"),
        ("text.xlsx", "Mål;Aktivitet\n".encode()),
        ("plan.pdf", b"%PDF-1.4"),
        ("commas.csv", b"," * 200_000),
        ("long.csv", "Mål;Aktivitet\n".encode() + b"a" * 200_000),
        ("alias.yaml", b"a: &a [x, x]\nb: [*a, *a]\n"),
        ("deep.yaml", b"[" * 100_000),
        ("binary.csv", bytes(range(256)) * 20),
    ],
)
def test_refused_with_a_sentence(name: str, data: bytes, root: Path) -> None:
    with pytest.raises(UnreadableInput) as refusal:
        parse_plan(data, name, root)
    for language in LANGUAGES:
        told = refusal.value.render(language)
        assert told.startswith(name)
        assert "\n" not in told
        assert len(told) < 200


def test_a_word_document_is_called_one(root: Path) -> None:
    with pytest.raises(UnreadableInput, match="Word"):
        parse_plan(zipped({"word/document.xml": b"<a/>"}), "plan.xlsx", root)


def workbook(rows: str) -> bytes:
    """A workbook of one table, with more rows in its XML."""
    book = Workbook()
    book.active.append(["Mål", "Aktivitet", "Ansvarig"])  # type: ignore[union-attr]
    book.active.append(["Mer gemenskap", "Ordna kafé", "Socialnämnden"])  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    source = zipfile.ZipFile(out)
    parts = {name: source.read(name) for name in source.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    end = "</sheetData>"
    return zipped({**parts, "xl/worksheets/sheet1.xml": sheet.replace(end, rows + end).encode()})


def test_rows_that_hold_nothing_are_not_read(root: Path) -> None:
    """A hundred thousand rows with borders, and a word far below them at its own place."""
    empty = "".join(f'<row r="{n}" ht="15"><c r="A{n}" s="0"/></row>' for n in range(3, 100_000))
    last = '<row r="100000"><c r="B100000" t="inlineStr"><is><t>Gå ut</t></is></c></row>'
    data = workbook(empty + last)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(slimmed(archive, "plan.xlsx")) < 100_000
    read = parse_plan(data, "plan.xlsx", root)
    texts = {r.text("text"): r.location.line for r in read.records if r.kind == "activity"}
    assert texts == {"Ordna kafé": 2, "Gå ut": 100_000}


def test_a_cell_of_a_megabyte_is_refused(root: Path) -> None:
    cell = f'<row r="3"><c r="A3" t="inlineStr"><is><t>{"a" * 1_000_000}</t></is></c></row>'
    with pytest.raises(LimitReached):
        parse_plan(workbook(cell), "plan.xlsx", root)


def test_more_cells_than_a_plan_can_have_are_refused(root: Path) -> None:
    cells = "<row>" + "<c><v>1</v></c>" * 1_000_001 + "</row>"
    with pytest.raises(LimitReached):
        parse_plan(workbook(cells), "plan.xlsx", root)


def test_a_document_type_far_down_is_refused(root: Path) -> None:
    source = zipfile.ZipFile(io.BytesIO(workbook("")))
    parts = {name: source.read(name) for name in source.namelist()}
    late = b"<!--" + b" " * 5_000 + b'--><!DOCTYPE x [<!ENTITY a "a">]><styleSheet/>'
    with pytest.raises(UnreadableInput, match="XML"):
        parse_plan(zipped({**parts, "xl/styles.xml": late}), "plan.xlsx", root)


def test_a_bomb_is_not_unpacked(root: Path) -> None:
    with pytest.raises(LimitReached):
        parse_plan(
            zipped({"xl/workbook.xml": b"<a/>", "x": b"\0" * 301_000_000}), "bomb.xlsx", root
        )


def test_entities_are_refused(root: Path) -> None:
    source = zipfile.ZipFile(io.BytesIO(write_plan_template(root, "sv")))
    parts = {name: source.read(name) for name in source.namelist()}
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b '
        b'"&a;&a;">]><worksheet>&b;</worksheet>'
    )
    with pytest.raises(UnreadableInput):
        parse_plan(zipped({**parts, "xl/worksheets/sheet1.xml": bomb}), "lol.xlsx", root)
