"""Writing an answer: each format says what the store said; no cell becomes a formula."""

import csv
import datetime
import io
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl
import pyoxigraph
import pytest
from rdflib import BNode, Literal

from plangraf.catalogue.answer import Cell, Table
from plangraf.catalogue.definition import Catalogue
from plangraf.catalogue.parameters import Values, read_values
from plangraf.catalogue.running import options_of, run
from plangraf.catalogue.tables import (
    write_csv,
    write_excel_csv,
    write_json,
    write_tsv,
    write_xml,
)
from plangraf.catalogue.terminal import write_text
from plangraf.catalogue.workbook import Origin, write_workbook
from plangraf.store.embedded import EmbeddedStore


@pytest.fixture
def table(catalogue: Catalogue, store: EmbeddedStore) -> Table:
    return run(catalogue.get("goals-of-plan"), Values("sv"), store)


def terms(table: Table) -> list[list[str | None]]:
    return [[None if c.term is None else str(c.term) for c in row] for row in table.rows]


def test_csv_has_every_variable(table: Table) -> None:
    text = write_csv(table).decode()
    assert text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["goal", "goalLabel", "position", "share", "due"]
    assert rows[1:] == [[cell or "" for cell in row] for row in terms(table)]


@pytest.mark.parametrize(
    ("write", "format"),
    [
        (write_json, pyoxigraph.QueryResultsFormat.JSON),
        (write_xml, pyoxigraph.QueryResultsFormat.XML),
        (write_tsv, pyoxigraph.QueryResultsFormat.TSV),
    ],
)
def test_another_reader_gets_the_same_terms(
    table: Table,
    write: Callable[[Table], bytes],
    format: pyoxigraph.QueryResultsFormat,
) -> None:
    read = pyoxigraph.parse_query_results(write(table), format)
    assert isinstance(read, pyoxigraph.QuerySolutions)
    got = [[getattr(term, "value", None) for term in row] for row in read]
    assert got == terms(table)


def test_yes_or_no_in_each_format(catalogue: Catalogue, store: EmbeddedStore) -> None:
    asked = run(catalogue.get("any-goals"), Values("en"), store)
    assert json.loads(write_json(asked)) == {"head": {}, "boolean": True}
    assert b"<boolean>true</boolean>" in write_xml(asked)
    assert write_csv(asked) == b"answer\r\ntrue\r\n"
    assert "yes" in write_text(asked).decode()


def test_odd_terms_stay_readable(table: Table) -> None:
    odd = (Cell(Literal("a\x0bb\t\n"), "a"), Cell(BNode("x"), "_:x"), *table.rows[0][2:])
    strange = replace(table, rows=(odd,))
    ElementTree.fromstring(write_xml(strange))
    assert json.loads(write_json(strange))["results"]["bindings"][0]["goalLabel"]["type"] == "bnode"
    assert len(write_tsv(strange).decode().splitlines()) >= 2


def test_csv_for_swedish_excel(table: Table) -> None:
    data = write_excel_csv(table)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Mål", "Nr (st)", "Andel", "Klar"]
    assert rows[1] == ["'=Färre köar", "1", "0,5", "2022-12-31"]
    assert rows[2] == ['Fler; "trygga" & <glada>', "2", "", ""]


def test_decimals_are_written_as_the_language_does(table: Table) -> None:
    swedish = write_text(table).decode()
    english = write_text(replace(table, values=Values("en"))).decode()
    assert "0,5" in swedish
    assert "0.5" not in swedish
    assert "0.5" in english
    assert b"0.5" in write_csv(table)
    assert b'"0.5"' in write_json(table)


def test_a_terminal_table_keeps_its_width(table: Table) -> None:
    for width in (40, 80, 120, 200):
        lines = write_text(table, width).decode().splitlines()
        assert max(map(len, lines)) <= width
        assert lines[-1] == "3 rader"
    assert "Inga rader." in write_text(replace(table, rows=())).decode()


def test_long_texts_wrap_and_stay_whole(table: Table) -> None:
    words = " ".join(f"ord{n}" for n in range(60))
    long = replace(
        table, rows=((table.rows[0][0], Cell(Literal(words), words), *table.rows[0][2:]),)
    )
    written = write_text(long, 80).decode()
    assert all(f"ord{n}" in written for n in range(60))
    assert max(map(len, written.splitlines())) <= 80


def test_a_workbook_is_typed_and_tells_where_it_came_from(
    catalogue: Catalogue, store: EmbeddedStore
) -> None:
    query = catalogue.get("goals-of-plan")
    values = read_values(query, {"plan": ["1401"]}, lambda p: options_of(p, store, "sv"))
    table = run(query, values, store)
    made = datetime.datetime(2026, 11, 24, 10, 0, tzinfo=datetime.UTC)
    origin = Origin("http://host/queries/goals-of-plan?plan=harryda-2019", "abc123", made)
    book = openpyxl.load_workbook(
        io.BytesIO(
            write_workbook(table, origin, lambda iri: iri.replace("https://w3id.org", "http://h"))
        )
    )
    sheet = book["Svar"]
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == ["Mål", "Nr (st)", "Andel", "Klar"]
    assert [cell.value for cell in sheet[2]][:3] == ["=Färre köar", 1, 0.5]
    assert sheet["D2"].value.date() == datetime.date(2022, 12, 31)
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].hyperlink.target == "http://h/plangraf/id/goal/harryda-2019/g1"
    about = {row[0].value: row[1].value for row in book["Om"].iter_rows()}
    assert about["Fråga"] == "Vilka mål har Handlingsplan Härryda?"
    assert about["Plan"] == "Handlingsplan Härryda (harryda-2019)"
    assert about["Dataversion"] == "abc123"
    assert about["Adress"] == origin.address
    assert "SELECT ?goal" in str(about["SPARQL"])


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", '=HYPERLINK("http://x")', "{=1}", "http://x"]
)
def test_no_text_becomes_a_formula_or_a_link(table: Table, text: str) -> None:
    cells = (table.rows[0][0], Cell(Literal(text), text), *table.rows[0][2:])
    data = write_workbook(replace(table, rows=(cells,)), Origin())
    cell = openpyxl.load_workbook(io.BytesIO(data))["Svar"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_excels_own_bounds_are_kept(table: Table) -> None:
    long, big = "x" * 40_000, "12345678901234567890"
    cells = (
        table.rows[0][0],
        Cell(Literal(long), long, "http://x/" + "y" * 3000),
        Cell(Literal(int(big)), big),
        Cell(Literal(Decimal("1e400")), "1e400"),
        Cell(Literal(datetime.date(1850, 1, 1)), "1850-01-01"),
    )
    data = write_workbook(replace(table, rows=(cells,)), Origin())
    row = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(data))["Svar"][2]]
    assert len(str(row[0])) == 32_767
    assert row[1:] == [big, "1e400", "1850-01-01"]
