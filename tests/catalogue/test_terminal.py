"""A table for a terminal: side by side while the words fit, row by row where they do not."""

import re

import pytest
from rdflib import Literal

from plangraf.catalogue.answer import Cell, Table
from plangraf.catalogue.definition import Column, SavedQuery
from plangraf.catalogue.parameters import Values
from plangraf.catalogue.terminal import write_text
from plangraf.language import Text

WORDS = ("handlingsplanen", "utbildningstillfällen", "självmordsförsök", "länsgemensamma")


def table(columns: int, rows: int = 2, words: int = 3) -> Table:
    """A table of texts; every fourth cell is empty."""
    names = [f"k{n}" for n in range(columns)]
    heads = tuple(Column(name, Text(f"Rubrik{n}", f"Head{n}")) for n, name in enumerate(names))
    text = Text("x", "x")
    query = SavedQuery("q", "", "", "", "SELECT", text, "x", text, columns=heads)

    def cell(row: int, column: int) -> Cell:
        said = " ".join(WORDS[(row + column + n) % 4] for n in range(words))
        return Cell(None, "") if (row + column) % 4 == 3 else Cell(Literal(said), said)

    made = tuple(tuple(cell(r, c) for c in range(columns)) for r in range(rows))
    return Table(query, Values("sv"), heads, made, total=rows)


def whole(text: str) -> list[str]:
    """The words of a text that are letters only, as they stand."""
    return re.findall(r"\b[a-zåäö]{5,}\b", text)


@pytest.mark.parametrize("columns", [1, 3, 5, 10, 14])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_word_is_broken_and_no_line_too_long(columns: int, width: int) -> None:
    made = table(columns)
    written = write_text(made, width).decode()
    assert max(map(len, written.splitlines())) <= width
    assert set(whole(written)) <= {*WORDS, "rader"}
    for row in made.rows:
        for cell in row:
            assert set(whole(cell.text)) <= set(whole(written))


def test_few_columns_stand_side_by_side() -> None:
    lines = write_text(table(3), 120).decode().splitlines()
    assert lines[0].split() == ["Rubrik0", "Rubrik1", "Rubrik2"]
    assert set(lines[1]) == {"─", " "}


def test_many_columns_stand_row_by_row_under_each_other() -> None:
    lines = write_text(table(10), 120).decode().splitlines()
    assert lines[0].startswith("── 1 ─")
    assert lines[1].startswith("Rubrik0  handlingsplanen")
    assert "Rubrik3" not in "\n".join(lines[: lines.index(next(x for x in lines if "── 2" in x))])
    assert lines[-1] == "2 rader"


def test_an_address_longer_than_any_word_is_broken() -> None:
    address = "https://example.org/" + "a" * 200
    made = table(2, rows=1)
    row = (Cell(Literal(address), address), made.rows[0][1])
    written = write_text(Table(made.query, made.values, made.columns, (row,), total=1), 60).decode()
    assert max(map(len, written.splitlines())) <= 60
    assert written.count("a" * 20) >= 1
