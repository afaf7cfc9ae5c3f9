"""National figures beside an indicator: a table per series, and a line for each place.

Places are those of the plans with their county and the country. A figure that is missing or
suppressed has no number but a status, which the table writes out; nothing is filled in.
"""

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Final

from plangraf.store.interface import Term
from plangraf.web import asking
from plangraf.web.context import Row, Visit
from plangraf.web.labels import Labels, swedish_order
from plangraf.web.links import Link
from plangraf.web.thing import Thing
from plangraf.web.writing import written_number

_MOST_SERIES: Final = 4
_MOST_LINES: Final = 4
_MOST_STEPS: Final = 5
_MOST_DECIMALS: Final = 2
_WIDTH, _HEIGHT = 720, 260
_EDGES: Final = (56, 16, 700, 222)


@dataclass(frozen=True)
class Value:
    """One figure: its number, or the status that stands in its place."""

    figure: Term
    number: Decimal | None
    status: Term | None

    @property
    def shown(self) -> Decimal | None:
        """The number for the table, with two decimals at most; its own page has all."""
        if self.number is None or -int(self.number.as_tuple().exponent) <= _MOST_DECIMALS:
            return self.number
        return round(self.number, _MOST_DECIMALS)


@dataclass(frozen=True)
class Line:
    """The curve of one place: points in the units of the drawing, and where its name stands."""

    area: Term
    path: str
    points: tuple[tuple[float, float], ...]
    style: int


@dataclass(frozen=True)
class Tick:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True)
class Drawing:
    """A line chart."""

    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: int = _WIDTH
    height: int = _HEIGHT
    edges: tuple[int, int, int, int] = _EDGES


@dataclass(frozen=True)
class Series:
    """A series with its link from the indicator (None on its own page), table and drawing."""

    series: Term
    link: Link | None
    unit: Term | None
    age: Term | None
    dataset: Term | None
    periods: tuple[Term, ...]
    areas: tuple[Term, ...]
    cells: dict[tuple[Term, Term], Value]
    drawing: Drawing | None


def national(visit: Visit, thing: Thing) -> list[Series]:
    """Return the series that answer to an indicator, most alike first; a series has itself."""
    linked: dict[Term, Link | None] = {
        k.other: k for k in thing.links if k.positive and "/series/" in str(k.other)
    }
    if "/series/" in str(thing.iri):
        linked = {thing.iri: None}
    rows = asking.rows_of_any(visit, "series-values", "series", [str(s) for s in linked])
    known = {row["series"] for row in rows}
    chosen = [series for series in linked if series in known][:_MOST_SERIES]
    rows = [row for row in rows if row["series"] in chosen]
    thing.labels.learn(
        str(row[name])
        for row in rows
        for name in ("area", "age", "period", "status", "unit", "dataset")
        if name in row
    )
    return [
        _series(visit, thing.labels, s, linked[s], [row for row in rows if row["series"] == s])
        for s in chosen
    ]


def _series(
    visit: Visit, labels: Labels, series: Term, link: Link | None, rows: list[Row]
) -> Series:
    ages = Counter(row.get("age") for row in rows)
    age = max(ages, key=lambda a: (ages[a], str(a)))
    rows = [row for row in rows if row.get("age") == age]
    ends = {row["period"]: str(row["ends"]) for row in rows}
    periods = sorted(ends, key=lambda p: (ends[p], str(p)))
    areas = sorted(
        {row["area"] for row in rows},
        key=lambda a: (-len(str(a)), swedish_order(str(labels.of(a)))),
    )
    cells = {(row["area"], row["period"]): _value(row) for row in rows}
    first = rows[0]
    return Series(
        series,
        link,
        first.get("unit"),
        age,
        first.get("dataset"),
        tuple(periods),
        tuple(areas),
        cells,
        _drawing(visit, periods, areas, cells, {p: int(ends[p][:4]) for p in periods}),
    )


def _value(row: Row) -> Value:
    number = row.get("number")
    return Value(
        row["figure"], Decimal(str(number)) if number is not None else None, row.get("status")
    )


def _drawing(
    visit: Visit,
    periods: list[Term],
    areas: list[Term],
    cells: dict[tuple[Term, Term], Value],
    years: dict[Term, int],
) -> Drawing | None:
    """Draw places that have two figures or more; counts start at zero, as everything here does."""
    known = {key: v.number for key, v in cells.items() if v.number is not None}
    if len({years[p] for _, p in known}) < 2:
        return None
    left, top, right, bottom = _EDGES
    first, last = min(years[p] for _, p in known), max(years[p] for _, p in known)
    step, highest = _scale(max(known.values()))
    wide = right - left

    def x(period: Term) -> float:
        return round(left + wide * (years[period] - first) / (last - first), 1)

    def y(number: Decimal) -> float:
        return round(bottom - (bottom - top) * float(number / highest), 1)

    lines: list[Line] = []
    for area in areas[:_MOST_LINES]:
        points = [(x(p), y(known[area, p])) for p in periods if (area, p) in known]
        if points:
            path = "M" + "L".join(f"{a:g} {b:g}" for a, b in points)
            lines.append(Line(area, path, tuple(points), len(lines)))
    gap = max(1, -(-(last - first) // 8))
    across = [
        Tick(round(left + wide * (year - first) / (last - first), 1), str(year))
        for year in range(first, last + 1, gap)
    ]
    marks = [step * n for n in range(int(highest / step) + 1)]
    up = [Tick(y(mark), written_number(mark, visit.language)) for mark in marks]
    return Drawing(tuple(lines), tuple(across), tuple(up))


def _scale(most: Decimal) -> tuple[Decimal, Decimal]:
    """Return a round step and a highest mark above `most`, with five steps at most."""
    if most <= 0:
        return Decimal(1), Decimal(1)
    size = Decimal(10) ** (most.adjusted() - 1)
    step = next(s for f in (1, 2, 5, 10, 20, 50) if most / (s := size * f) <= _MOST_STEPS)
    return step, step * (most / step).to_integral_value(ROUND_CEILING)
