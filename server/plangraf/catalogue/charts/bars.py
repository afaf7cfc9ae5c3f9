"""Horizontal bars, one for each name and series, each with its number."""

from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from plangraf.catalogue.charts.gathering import Gathered, Point
from plangraf.catalogue.charts.layout import (
    LEFT,
    LINE_HEIGHT,
    SERIES,
    SIZE,
    WIDTH,
    extremes,
    key,
    told,
)
from plangraf.catalogue.charts.svg import COLOURS, QUIET, element, numeral, scale, text, wrapped
from plangraf.language import Language

_RIGHT: Final = 56
_BAR: Final = 18
_GAP: Final = 8
_LINES: Final = 4


def bars(gathered: Gathered, language: Language) -> tuple[str, float]:
    """Return the drawing and its height."""
    _, marks = scale(*extremes(gathered.points))
    low, high = marks[0], marks[-1]
    span = WIDTH - LEFT - _RIGHT

    def x(number: Decimal) -> float:
        return LEFT + span * float((number - low) / (high - low))

    parts, y = key(gathered.series, 0)
    top = y
    by_name: dict[str, list[Point]] = {name: [] for name in gathered.names}
    for point in gathered.points:
        by_name[point.name].append(point)
    for name, points in by_name.items():
        lines = wrapped(name, LEFT - 14, SIZE, _LINES)
        high_of_it = max(len(points) * (_BAR + 2), len(lines) * LINE_HEIGHT)
        first = y + high_of_it / 2 - (len(lines) - 1) * LINE_HEIGHT / 2 + 4
        for n, line in enumerate(lines):
            parts += text(LEFT - 10, first + n * LINE_HEIGHT, line, text_anchor="end")
        for n, point in enumerate(points):
            where = y + (high_of_it - len(points) * (_BAR + 2)) / 2 + n * (_BAR + 2)
            parts += _bar(point, where, x(min(point.number, Decimal(0))), x(point.number), gathered)
            parts += text(
                x(max(point.number, Decimal(0))) + 6, where + 13, numeral(point.number, language)
            )
        y += high_of_it + _GAP
    base = element("path", d=f"M{x(Decimal(0)):g} {top}V{y - 2:g}", stroke=QUIET, class_="axis")
    parts += base + text(LEFT, y + 14, f"{gathered.number_title} →", fill=QUIET, class_="quiet")
    return parts, y + 24


def _bar(point: Point, y: float, start: float, end: float, gathered: Gathered) -> str:
    n = gathered.series.index(point.series) % SERIES
    return element(
        "rect",
        element("title", escape(told(point))),
        x=float(min(start, end)),
        y=float(y),
        width=abs(float(end - start)),
        height=_BAR,
        fill=COLOURS[n],
        class_=f"c{n}",
    )
