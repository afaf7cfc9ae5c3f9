"""Draws a table as its query's chart says: bars, lines, points or a matrix of cells.

Nothing is told by colour alone: bars and cells bear their numbers, lines have dashes and names. The
drawing is as wide as its units say and as high as what is in it.
"""

from dataclasses import dataclass

from plangraf.catalogue.answer import Table
from plangraf.catalogue.charts.bars import bars
from plangraf.catalogue.charts.curves import curves
from plangraf.catalogue.charts.gathering import (
    Gathered,
    Matrix,
    beneath,
    gather,
    gather_matrix,
)
from plangraf.catalogue.charts.layout import LINE_HEIGHT, SIZE, WIDTH
from plangraf.catalogue.charts.matrix import squares
from plangraf.catalogue.charts.svg import document, element, text, wrapped
from plangraf.catalogue.definition import Chart
from plangraf.language import Language, Text


def draw(table: Table, *, alone: bool = False) -> str:
    """Return the chart of a table as SVG, or an empty text where there is nothing to draw."""
    chart, language = table.query.chart, table.values.language
    if chart is None or not table.rows:
        return ""
    parts = [(head, _part(below, chart)) for head, below in beneath(table, chart)]
    drawn = [(head, part) for head, part in parts if part]
    if not drawn:
        return ""
    content, height = "", 0.0
    for head, part in drawn:
        if head:
            for line in wrapped(head, WIDTH, SIZE, 2):
                content += text(0, height + 16, line, font_weight=600)
                height += LINE_HEIGHT
            height += 10
        content += element("g", part.content, transform=f"translate(0 {height:g})" if head else "")
        height += part.height + (20 if head else 0)
    said = drawn[0][1].said if len(drawn) == 1 else _several(len(drawn)).in_(language)
    title = table.query.title.in_(language)
    return document(content, WIDTH, height, title, said, alone=alone)


@dataclass(frozen=True)
class _Part:
    """One drawing: its content, its height, and what it shows in words."""

    content: str
    height: float
    said: str


def _part(table: Table, chart: Chart) -> _Part | None:
    language = table.values.language
    if chart.mark == "rect":
        matrix = gather_matrix(table, chart)
        if not matrix.squares:
            return None
        return _Part(*squares(matrix, language), _said_of_matrix(matrix, language))
    gathered = gather(table, chart)
    if not gathered.points:
        return None
    if chart.mark == "bar":
        return _Part(*bars(gathered, language), _said(gathered, language))
    joined = chart.mark == "line"
    return _Part(*curves(gathered, language, joined=joined), _said(gathered, language))


def _several(number: int) -> Text:
    return Text(
        f"{number} diagram under varandra, vart och ett med egen skala. Samma värden står i "
        "tabellen.",
        f"{number} charts below each other, each with its own scale. The table has the same "
        "values.",
    )


def _said(gathered: Gathered, language: Language) -> str:
    most = max(gathered.points, key=lambda p: p.number)
    least = min(gathered.points, key=lambda p: p.number)
    return _with_rest(
        Text(
            f"{gathered.number_title} efter {gathered.name_title}; {len(gathered.points)} värden, "
            f"från {least.number} ({least.name}) till {most.number} ({most.name}). "
            "Samma värden står i tabellen.",
            f"{gathered.number_title} by {gathered.name_title}; {len(gathered.points)} values, "
            f"from {least.number} ({least.name}) to {most.number} ({most.name}). "
            "The table has the same values.",
        ),
        gathered.left_out,
    ).in_(language)


def _said_of_matrix(matrix: Matrix, language: Language) -> str:
    return _with_rest(
        Text(
            f"{matrix.number_title}; {len(matrix.rows)} rader × {len(matrix.columns)} kolumner. "
            "Samma värden står i tabellen.",
            f"{matrix.number_title}; {len(matrix.rows)} rows × {len(matrix.columns)} columns. "
            "The table has the same values.",
        ),
        matrix.left_out,
    ).in_(language)


def _with_rest(said: Text, left_out: int) -> Text:
    if not left_out:
        return said
    return Text(
        f"{said.sv} {left_out} till visas bara i tabellen.",
        f"{said.en} {left_out} more are shown in the table only.",
    )
