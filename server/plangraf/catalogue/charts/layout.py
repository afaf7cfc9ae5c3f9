"""What is the same in every drawing: width, type, the key of its series, levels, joints, dots."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final
from xml.sax.saxutils import escape

from plangraf.catalogue.charts.gathering import Point
from plangraf.catalogue.charts.svg import (
    COLOURS,
    DASHES,
    LINE,
    QUIET,
    element,
    numeral,
    text,
    wrapped,
)
from plangraf.language import Language

WIDTH: Final = 640
SIZE: Final = 13
LEFT: Final = 210
LINE_HEIGHT: Final = 15
SERIES: Final = len(COLOURS)


def key(series: Sequence[str], y: int, *, least: int = 2) -> tuple[str, float]:
    """Name the series above the drawing, each with its colour and dashes, if they are so many."""
    if len(series) < least:
        return "", float(y)
    parts = ""
    for k, name in enumerate(series):
        n = k % SERIES
        line = f"M4 {y + 9}H30"
        parts += element(
            "path",
            d=line,
            stroke=COLOURS[n],
            stroke_width=4,
            stroke_dasharray=DASHES[n],
            class_=f"s{n}",
        )
        parts += text(38, y + 13, wrapped(name, WIDTH - 60, SIZE, 1)[0])
        y += 18
    return parts, float(y + 8)


def levels(
    marks: Sequence[Decimal],
    y: Callable[[Decimal], float],
    across: tuple[float, float],
    language: Language,
) -> str:
    """Draw a line across at each mark, with its number before it."""
    left, right = across
    drawn = ""
    for mark in marks:
        level = y(mark)
        drawn += element("path", d=f"M{left:g} {level:g}H{right:g}", stroke=LINE, class_="grid")
        drawn += text(
            left - 8,
            level + 4,
            numeral(mark, language),
            text_anchor="end",
            fill=QUIET,
            class_="quiet",
        )
    return drawn


def joint(start: tuple[float, float], end: tuple[float, float], n: int) -> str:
    """Join two points of series `n` by a line with its dashes."""
    return element(
        "path",
        d=f"M{start[0]:g} {start[1]:g}L{end[0]:g} {end[1]:g}",
        stroke=COLOURS[n],
        stroke_width=2.2,
        stroke_dasharray=DASHES[n],
        class_=f"s{n}",
    )


def dot(x: float, y: float, n: int, words: str) -> str:
    """Draw a point of series `n` that tells itself."""
    title = element("title", escape(words))
    return element("circle", title, cx=x, cy=y, r=3.5, fill=COLOURS[n], class_=f"c{n}")


def extremes(points: tuple[Point, ...]) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest number."""
    numbers = [point.number for point in points]
    return min(numbers), max(numbers)


def told(point: Point) -> str:
    """Say a point in words, for those who stop at it."""
    return f"{point.name}{', ' + point.series if point.series else ''}: {point.number}"
