"""Draws a table as its query's chart says: bars, lines, points or a matrix of cells.

Nothing is told by colour alone: bars and cells bear their numbers, lines have dashes and names. The
drawing is as wide as its units say and as high as what is in it.
"""

from decimal import Decimal
from itertools import pairwise
from typing import Final
from xml.sax.saxutils import escape

from plangraf.catalogue.answer import Table
from plangraf.catalogue.charts.gathering import Gathered, Matrix, Point, gather, gather_matrix
from plangraf.catalogue.charts.svg import (
    COLOURS,
    DASHES,
    LINE,
    QUIET,
    document,
    element,
    numeral,
    scale,
    text,
    wrapped,
)
from plangraf.language import Language, Text

WIDTH: Final = 640
_SIZE: Final = 13
_LEFT: Final = 210
_RIGHT: Final = 56
_BAR: Final = 18
_GAP: Final = 8
_LINE_HEIGHT: Final = 15
_PLOT: Final = 240
_SERIES: Final = len(COLOURS)


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
        content, height = _matrix(matrix, language)
        return document(
            content, WIDTH, height, title, _said_of_matrix(matrix, language), alone=alone
        )
    gathered = gather(table, chart)
    if not gathered.points:
        return ""
    if chart.mark == "bar":
        content, height = _bars(gathered, language)
    else:
        content, height = _curves(gathered, language, joined=chart.mark == "line")
    return document(content, WIDTH, height, title, _said(gathered, language), alone=alone)


def _bars(gathered: Gathered, language: Language) -> tuple[str, float]:
    """Draw horizontal bars, one for each name and series, each with its number."""
    _, marks = scale(*_extremes([p.number for p in gathered.points]))
    low, high = marks[0], marks[-1]
    span = WIDTH - _LEFT - _RIGHT

    def x(number: Decimal) -> float:
        return _LEFT + span * float((number - low) / (high - low))

    parts, y = _key(gathered.series, 0)
    top = y
    by_name: dict[str, list[Point]] = {name: [] for name in gathered.names}
    for point in gathered.points:
        by_name[point.name].append(point)
    for name, points in by_name.items():
        lines = wrapped(name, _LEFT - 14, _SIZE, 2)
        high_of_it = max(len(points) * (_BAR + 2), len(lines) * _LINE_HEIGHT)
        first = y + high_of_it / 2 - (len(lines) - 1) * _LINE_HEIGHT / 2 + 4
        for n, line in enumerate(lines):
            parts += text(_LEFT - 10, first + n * _LINE_HEIGHT, line, text_anchor="end")
        for n, point in enumerate(points):
            where = y + (high_of_it - len(points) * (_BAR + 2)) / 2 + n * (_BAR + 2)
            parts += _bar(point, where, x(min(point.number, Decimal(0))), x(point.number), gathered)
            parts += text(
                x(max(point.number, Decimal(0))) + 6, where + 13, numeral(point.number, language)
            )
        y += high_of_it + _GAP
    base = element("path", d=f"M{x(Decimal(0)):g} {top}V{y - 2:g}", stroke=QUIET, class_="axis")
    parts += base + text(_LEFT, y + 14, f"{gathered.number_title} →", fill=QUIET, class_="quiet")
    return parts, y + 24


def _bar(point: Point, y: float, start: float, end: float, gathered: Gathered) -> str:
    n = gathered.series.index(point.series) % _SERIES
    said = f"{point.name}{', ' + point.series if point.series else ''}: {point.number}"
    return element(
        "rect",
        element("title", escape(said)),
        x=float(min(start, end)),
        y=float(y),
        width=abs(float(end - start)),
        height=_BAR,
        fill=COLOURS[n],
        class_=f"c{n}",
    )


def _curves(gathered: Gathered, language: Language, *, joined: bool) -> tuple[str, float]:
    """Draw a curve, or only points, for each series over the names along the bottom."""
    _, marks = scale(*_extremes([p.number for p in gathered.points]))
    left, right = 56, WIDTH - 24
    names = gathered.names
    parts, top = _key(gathered.series, 0)
    parts += text(left, top + 10, f"↑ {gathered.number_title}", fill=QUIET, class_="quiet")
    top += 26

    def x(name: str) -> float:
        if len(names) == 1:
            return (left + right) / 2
        return left + 12 + (right - left - 24) * names.index(name) / (len(names) - 1)

    def y(number: Decimal) -> float:
        return top + _PLOT - _PLOT * float((number - marks[0]) / (marks[-1] - marks[0]))

    for mark in marks:
        line = f"M{left} {y(mark):g}H{right}"
        parts += element("path", d=line, stroke=LINE, class_="grid")
        parts += text(
            left - 8,
            y(mark) + 4,
            numeral(mark, language),
            text_anchor="end",
            fill=QUIET,
            class_="quiet",
        )
    gap = max(1, -(-len(names) // 9))
    for name in names[::gap]:
        parts += text(
            x(name), top + _PLOT + 20, name[:14], text_anchor="middle", fill=QUIET, class_="quiet"
        )
    for n, series in enumerate(gathered.series):
        points = [p for p in gathered.points if p.series == series]
        for run in _runs(points):
            run.sort(key=lambda p: names.index(p.name))
            parts += _run([(x(p.name), y(p.number), p) for p in run], n % _SERIES, joined)
    parts += text(
        right,
        top + _PLOT + 40,
        f"{gathered.name_title} →",
        text_anchor="end",
        fill=QUIET,
        class_="quiet",
    )
    return parts, top + _PLOT + 48


def _runs(points: list[Point]) -> list[list[Point]]:
    """Split points so that no run has two at one place: each gets a curve of its own."""
    runs: list[list[Point]] = []
    for point in points:
        free = next((run for run in runs if all(p.name != point.name for p in run)), None)
        if free is None:
            free = []
            runs.append(free)
        free.append(point)
    return runs


def _run(places: list[tuple[float, float, Point]], n: int, joined: bool) -> str:
    drawn = ""
    if joined:
        drawn = "".join(
            element(
                "path",
                d=f"M{a:g} {b:g}L{c:g} {d:g}",
                stroke=COLOURS[n],
                stroke_width=2.2,
                stroke_dasharray=DASHES[n],
                class_=f"s{n}",
            )
            for (a, b, _), (c, d, _) in pairwise(places)
        )
    for a, b, point in places:
        said = f"{point.name}{', ' + point.series if point.series else ''}: {point.number}"
        drawn += element(
            "circle",
            element("title", escape(said)),
            cx=float(a),
            cy=float(b),
            r=3.5,
            fill=COLOURS[n],
            class_=f"c{n}",
        )
    return drawn


def _matrix(matrix: Matrix, language: Language) -> tuple[str, float]:
    """Draw cells, darker for more, each with its number; the same cell twice adds up."""
    numbers: dict[tuple[str, str], Decimal] = {}
    for square in matrix.squares:
        key = (square.row, square.column)
        numbers[key] = numbers.get(key, Decimal(0)) + square.number
    most = max(max(numbers.values()), Decimal(1))
    wide = (WIDTH - _LEFT - 10) / len(matrix.columns)
    heads = [wrapped(column, wide - 8, _SIZE, 3) for column in matrix.columns]
    top = max(map(len, heads)) * _LINE_HEIGHT + 10
    parts = ""
    for n, lines in enumerate(heads):
        for k, line in enumerate(lines):
            y = top - 8 - (len(lines) - 1 - k) * _LINE_HEIGHT
            parts += text(_LEFT + (n + 0.5) * wide, y, line, text_anchor="middle")
    for m, row in enumerate(matrix.rows):
        y = top + m * 26
        parts += text(_LEFT - 10, y + 17, wrapped(row, _LEFT - 14, _SIZE, 1)[0], text_anchor="end")
        for n, column in enumerate(matrix.columns):
            parts += _square(numbers.get((row, column)), most, _LEFT + n * wide, y, wide, language)
    height = top + 26 * len(matrix.rows)
    parts += text(_LEFT, height + 16, f"■ {matrix.number_title}", fill=QUIET, class_="quiet")
    return parts, height + 24


def _square(
    number: Decimal | None, most: Decimal, x: float, y: float, wide: float, language: Language
) -> str:
    if number is None:
        return ""
    share = float(max(number, Decimal(0)) / most)
    box = element(
        "rect",
        x=float(x + 1),
        y=float(y + 1),
        width=float(wide - 2),
        height=24,
        fill=COLOURS[0],
        fill_opacity=round(0.06 + 0.94 * share, 2),
        class_="c0",
    )
    light = share > 0.5
    return box + text(
        x + wide / 2,
        y + 17,
        numeral(number, language),
        text_anchor="middle",
        fill="#ffffff" if light else "#1c2226",
        class_="on" if light else "",
    )


def _key(series: tuple[str, ...], y: int) -> tuple[str, float]:
    """Name the series above the drawing, each with its colour and dashes."""
    if len(series) < 2:
        return "", float(y)
    parts = ""
    for k, name in enumerate(series):
        n = k % _SERIES
        line = f"M4 {y + 9}H30"
        parts += element(
            "path",
            d=line,
            stroke=COLOURS[n],
            stroke_width=4,
            stroke_dasharray=DASHES[n],
            class_=f"s{n}",
        )
        parts += text(38, y + 13, wrapped(name, WIDTH - 60, _SIZE, 1)[0])
        y += 18
    return parts, float(y + 8)


def _extremes(numbers: list[Decimal]) -> tuple[Decimal, Decimal]:
    return min(numbers), max(numbers)


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
