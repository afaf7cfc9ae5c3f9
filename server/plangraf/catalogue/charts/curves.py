"""Curves, or points alone, over names along the bottom; each series has dashes of its own."""

from decimal import Decimal
from itertools import pairwise
from typing import Final

from plangraf.catalogue.charts.gathering import Gathered, Point
from plangraf.catalogue.charts.layout import (
    SERIES,
    WIDTH,
    dot,
    extremes,
    joint,
    key,
    levels,
    told,
)
from plangraf.catalogue.charts.svg import QUIET, scale, text
from plangraf.language import Language

_PLOT: Final = 240


def curves(gathered: Gathered, language: Language, *, joined: bool) -> tuple[str, float]:
    """Return the drawing and its height."""
    _, marks = scale(*extremes(gathered.points))
    left, right = 56, WIDTH - 24
    names = gathered.names
    parts, top = key(gathered.series, 0)
    parts += text(left, top + 10, f"↑ {gathered.number_title}", fill=QUIET, class_="quiet")
    top += 26

    def x(name: str) -> float:
        if len(names) == 1:
            return (left + right) / 2
        return left + 12 + (right - left - 24) * names.index(name) / (len(names) - 1)

    def y(number: Decimal) -> float:
        return top + _PLOT - _PLOT * float((number - marks[0]) / (marks[-1] - marks[0]))

    parts += levels(marks, y, (left, right), language)
    gap = max(1, -(-len(names) // 9))
    for name in names[::gap]:
        parts += text(
            x(name), top + _PLOT + 20, name[:14], text_anchor="middle", fill=QUIET, class_="quiet"
        )
    for n, series in enumerate(gathered.series):
        points = [p for p in gathered.points if p.series == series]
        for run in _runs(points):
            run.sort(key=lambda p: names.index(p.name))
            parts += _run([(x(p.name), y(p.number), p) for p in run], n % SERIES, joined)
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
    lines = [joint((a, b), (c, d), n) for (a, b, _), (c, d, _) in pairwise(places)]
    dots = [dot(float(a), float(b), n, told(point)) for a, b, point in places]
    return "".join([*(lines if joined else ()), *dots])
