"""The workbook as LibreOffice opens it: numbers are numbers, dates are dates, texts are texts."""

import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.waiting import PATIENCE

from plangraf.catalogue.definition import Catalogue
from plangraf.catalogue.parameters import Values
from plangraf.catalogue.running import run
from plangraf.catalogue.workbook import Origin, write_workbook
from plangraf.store.embedded import EmbeddedStore

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def opened(workbook: bytes, folder: Path) -> list[list[ElementTree.Element]]:
    """Open a workbook in LibreOffice and return the rows of its first sheet."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not here: apt-get install libreoffice-calc")
    file = folder / "svar.xlsx"
    file.write_bytes(workbook)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = ["--headless", "--norestore", "--convert-to", "fods", "--outdir", str(folder)]
    subprocess.run(
        [program, profile, *asked, str(file)], capture_output=True, check=True, timeout=PATIENCE
    )
    sheet = next(ElementTree.parse(folder / "svar.fods").iter(f"{_TABLE}table"))
    return [list(row.iter(f"{_TABLE}table-cell")) for row in sheet.iter(f"{_TABLE}table-row")]


def test_cells_keep_their_types(catalogue: Catalogue, store: EmbeddedStore, tmp_path: Path) -> None:
    table = run(catalogue.get("goals-of-plan"), Values("sv"), store)
    rows = opened(write_workbook(table, Origin()), tmp_path)
    assert ["".join(cell.itertext()).strip() for cell in rows[0][:4]] == [
        "Mål",
        "Nr (st)",
        "Andel",
        "Klar",
    ]
    goal, number, share, due = rows[1][:4]
    assert goal.get(f"{_OFFICE}value-type") == "string"
    assert "".join(goal.itertext()).strip() == "=Färre köar"
    assert goal.get(f"{_TABLE}formula") is None
    assert (number.get(f"{_OFFICE}value-type"), number.get(f"{_OFFICE}value")) == ("float", "1")
    assert (share.get(f"{_OFFICE}value-type"), share.get(f"{_OFFICE}value")) == ("float", "0.5")
    assert due.get(f"{_OFFICE}value-type") == "date"
    assert (due.get(f"{_OFFICE}date-value") or "").startswith("2022-12-31")
