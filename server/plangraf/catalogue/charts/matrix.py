"""A matrix: rows × columns of cells, darker for more, each with its number."""

from decimal import Decimal
from typing import Final

from plangraf.catalogue.charts.gathering import Matrix
from plangraf.catalogue.charts.layout import LEFT, LINE_HEIGHT, SIZE, WIDTH
from plangraf.catalogue.charts.svg import COLOURS, QUIET, element, numeral, text, wrapped
from plangraf.language import Language

_ROW: Final = 26
_FAINTEST: Final = 0.05
_STRONGEST: Final = 0.62
"""Dark text stays readable on it."""


def squares(matrix: Matrix, language: Language) -> tuple[str, float]:
    """Return the drawing and its height; the same cell twice adds up."""
    numbers: dict[tuple[str, str], Decimal] = {}
    for square in matrix.squares:
        key = (square.row, square.column)
        numbers[key] = numbers.get(key, Decimal(0)) + square.number
    most = max(*numbers.values(), Decimal(1))
    wide = (WIDTH - LEFT - 10) / len(matrix.columns)
    heads = [wrapped(column, wide - 8, SIZE, 3) for column in matrix.columns]
    top = max(map(len, heads)) * LINE_HEIGHT + 10
    parts = ""
    for n, lines in enumerate(heads):
        for k, line in enumerate(lines):
            above = top - 8 - (len(lines) - 1 - k) * LINE_HEIGHT
            parts += text(LEFT + (n + 0.5) * wide, above, line, text_anchor="middle")
    y = float(top)
    for row in matrix.rows:
        lines = wrapped(row, LEFT - 14, SIZE, 2)
        tall = _ROW + LINE_HEIGHT * (len(lines) - 1) - 4 * (len(lines) - 1)
        for k, line in enumerate(lines):
            where = y + tall / 2 + 4 + (k - (len(lines) - 1) / 2) * LINE_HEIGHT
            parts += text(LEFT - 10, where, line, text_anchor="end")
        for n, column in enumerate(matrix.columns):
            box = (LEFT + n * wide, y, wide, float(tall))
            parts += _square(numbers.get((row, column)), most, box, language)
        y += tall
    parts += text(LEFT, y + 16, f"■ {matrix.number_title}", fill=QUIET, class_="quiet")
    return parts, y + 24


def _square(
    number: Decimal | None,
    most: Decimal,
    place: tuple[float, float, float, float],
    language: Language,
) -> str:
    if number is None:
        return ""
    x, y, wide, tall = place
    share = float(max(number, Decimal(0)) / most)
    box = element(
        "rect",
        x=float(x + 1),
        y=float(y + 1),
        width=float(wide - 2),
        height=tall - 2,
        fill=COLOURS[0],
        fill_opacity=round(_FAINTEST + (_STRONGEST - _FAINTEST) * share, 2),
        class_="cell",
    )
    return box + text(
        x + wide / 2, y + tall / 2 + 4, numeral(number, language), text_anchor="middle"
    )
