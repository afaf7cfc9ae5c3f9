"""A table's rows as what a chart draws: series of points, each with its name and its number.

Numbers stay as they are in the table: nothing is averaged, filled in or rounded. The one thing that
is counted here are rows, where the declaration says `aggregate: count`.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from plangraf.catalogue.answer import Cell, Table
from plangraf.catalogue.definition import Channel, Chart
from plangraf.language import Language, Text

MOST_NAMES: Final = 60
MOST_ROWS: Final = 8
"""More bars or rows than this are not drawn: nobody would read them."""

_ONE: Final = Text("antal", "count")
_NOT_STATED: Final = Text("anges inte", "not stated")


@dataclass(frozen=True)
class Point:
    """One thing to draw: where (a name), how much, in which series."""

    name: str
    number: Decimal
    series: str = ""
    iri: str = ""


@dataclass(frozen=True)
class Gathered:
    """All points, and the names along the axes in the order in which they are drawn."""

    points: tuple[Point, ...]
    names: tuple[str, ...]
    series: tuple[str, ...]
    name_title: str
    number_title: str
    left_out: int = 0


@dataclass(frozen=True)
class Square:
    """One cell of a matrix."""

    column: str
    row: str
    number: Decimal
    series: str = ""


@dataclass(frozen=True)
class Matrix:
    """Rows × columns."""

    squares: tuple[Square, ...]
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    number_title: str
    left_out: int = 0


def beneath(table: Table, chart: Chart) -> tuple[tuple[str, Table], ...]:
    """Split a table by the channel `row`: what is drawn beneath each other, each on its own scale.

    A curve of a single value says nothing: it is left to the table where there are real ones.
    """
    channel, language = chart.encoding.get("row"), table.values.language
    if channel is None:
        return (("", table),)
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    for row in table.rows:
        rows.setdefault(_text(_cell(table, row, channel), language), []).append(row)
    parts = tuple((name, replace(table, rows=tuple(found))) for name, found in rows.items())
    if chart.mark != "line":
        return parts[:MOST_ROWS]
    real = tuple(part for part in parts if len(gather(part[1], chart).names) > 1)
    return (real or parts)[:MOST_ROWS]


def gather(table: Table, chart: Chart) -> Gathered:
    """Return the points of a bar, line or point chart."""
    language = table.values.language
    along, across = chart.names, chart.numbers
    if across.aggregate:
        points = _counted(table, along, chart.encoding.get("color"), language)
    else:
        points = _points(table, chart, language)
    names = _ordered(tuple(dict.fromkeys(p.name for p in points)), points, along, chart)
    kept = frozenset(names[:MOST_NAMES])
    drawn = tuple(p for p in points if p.name in kept)
    return Gathered(
        drawn,
        names[:MOST_NAMES],
        tuple(dict.fromkeys(p.series for p in drawn)),
        _title(table, along, language),
        _title(table, across, language),
        len(names) - len(kept),
    )


def gather_matrix(table: Table, chart: Chart) -> Matrix:
    """Return the cells of a `rect` chart; its number is the channel `color`."""
    language = table.values.language
    color = chart.encoding["color"]
    squares = []
    for row in table.rows:
        number = _number(_cell(table, row, color))
        if number is not None:
            x, y = (_text(_cell(table, row, chart.encoding[n]), language) for n in ("x", "y"))
            squares.append(Square(x, y, number))
    rows = tuple(dict.fromkeys(s.row for s in squares))
    kept = frozenset(rows[:MOST_NAMES])
    return Matrix(
        tuple(s for s in squares if s.row in kept),
        tuple(dict.fromkeys(s.column for s in squares)),
        rows[:MOST_NAMES],
        _title(table, color, language),
        len(rows) - len(kept),
    )


def _points(table: Table, chart: Chart, language: Language) -> tuple[Point, ...]:
    color, detail = chart.encoding.get("color"), chart.encoding.get("detail")
    found = []
    for row in table.rows:
        number = _number(_cell(table, row, chart.numbers))
        if number is None:
            continue
        name = _cell(table, row, chart.names)
        parts = [
            _text(_cell(table, row, channel), language) for channel in (color, detail) if channel
        ]
        found.append(Point(_text(name, language), number, ", ".join(filter(None, parts)), name.iri))
    return tuple(found)


def _counted(
    table: Table, along: Channel, color: Channel | None, language: Language
) -> tuple[Point, ...]:
    counts: dict[tuple[str, str], int] = {}
    for row in table.rows:
        name = _text(_cell(table, row, along), language)
        series = _text(_cell(table, row, color), language) if color else ""
        counts[name, series] = counts.get((name, series), 0) + 1
    return tuple(Point(name, Decimal(n), series) for (name, series), n in counts.items())


def _ordered(
    names: tuple[str, ...], points: tuple[Point, ...], along: Channel, chart: Chart
) -> tuple[str, ...]:
    """Return names in the table's order, or as `sort` says."""
    if along.sort in ("ascending", "descending"):
        return tuple(sorted(names, reverse=along.sort == "descending"))
    if along.sort.lstrip("-") in ("x", "y"):
        sums: dict[str, Decimal] = {}
        for point in points:
            sums[point.name] = sums.get(point.name, Decimal(0)) + point.number
        return tuple(sorted(names, key=lambda n: sums[n], reverse=along.sort.startswith("-")))
    if chart.mark in ("line", "point") and along.type != "nominal":
        return tuple(sorted(names))
    return names


def _cell(table: Table, row: tuple[Cell, ...], channel: Channel) -> Cell:
    place = next(n for n, c in enumerate(table.columns) if c.variable == channel.field)
    return row[place]


def _number(cell: Cell) -> Decimal | None:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)


def _text(cell: Cell, language: Language) -> str:
    return " ".join(cell.text.split()) or _NOT_STATED.in_(language)


def _title(table: Table, channel: Channel, language: Language) -> str:
    if channel.title:
        return channel.title.in_(language)
    if not channel.field:
        return _ONE.in_(language)
    column = next(c for c in table.columns if c.variable == channel.field)
    unit = f" ({column.unit.in_(language)})" if column.unit else ""
    return column.label.in_(language) + unit
