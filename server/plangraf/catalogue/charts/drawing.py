"""Draws a table as its query's chart says: bars, lines, points or a matrix of cells.

Nothing is told by colour alone: bars and cells bear their numbers, lines have dashes and names. The
drawing is as wide as its units say and as high as what is in it.
"""

from plangraf.catalogue.answer import Table
from plangraf.catalogue.charts.bars import bars
from plangraf.catalogue.charts.curves import curves
from plangraf.catalogue.charts.gathering import Gathered, Matrix, gather, gather_matrix
from plangraf.catalogue.charts.layout import WIDTH
from plangraf.catalogue.charts.matrix import squares
from plangraf.catalogue.charts.svg import document
from plangraf.language import Language, Text


def draw(table: Table, *, alone: bool = False) -> str:
    """Return the chart of a table as SVG, or an empty text where there is nothing to draw."""
    chart, language = table.query.chart, table.values.language
    if chart is None or not table.rows:
        return ""
    title = table.query.title.in_(language)
    if chart.mark == "rect":
        matrix = gather_matrix(table, chart)
        if not matrix.squares:
            return ""
        content, height = squares(matrix, language)
        return document(
            content, WIDTH, height, title, _said_of_matrix(matrix, language), alone=alone
        )
    gathered = gather(table, chart)
    if not gathered.points:
        return ""
    if chart.mark == "bar":
        content, height = bars(gathered, language)
    else:
        content, height = curves(gathered, language, joined=chart.mark == "line")
    return document(content, WIDTH, height, title, _said(gathered, language), alone=alone)


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
        f"{said.sv} {left_out} till står bara i tabellen.",
        f"{said.en} {left_out} more stand in the table only.",
    )
