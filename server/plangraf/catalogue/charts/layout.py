"""What is the same in every drawing: its width, the size of type, the key of its series."""

from decimal import Decimal
from typing import Final

from plangraf.catalogue.charts.gathering import Point
from plangraf.catalogue.charts.svg import COLOURS, DASHES, element, text, wrapped

WIDTH: Final = 640
SIZE: Final = 13
LEFT: Final = 210
LINE_HEIGHT: Final = 15
SERIES: Final = len(COLOURS)


def key(series: tuple[str, ...], y: int) -> tuple[str, float]:
    """Name the series above the drawing, each with its colour and dashes."""
    if len(series) < 2:
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


def extremes(points: tuple[Point, ...]) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest number."""
    numbers = [point.number for point in points]
    return min(numbers), max(numbers)


def told(point: Point) -> str:
    """Say a point in words, for those who stop at it."""
    return f"{point.name}{', ' + point.series if point.series else ''}: {point.number}"
