"""Curves, or points alone, over names along the bottom; each series has dashes of its own."""

from decimal import Decimal
from itertools import pairwise
from typing import Final
from xml.sax.saxutils import escape

from plangraf.catalogue.charts.gathering import Gathered, Point
from plangraf.catalogue.charts.layout import SERIES, WIDTH, extremes, key, told
from plangraf.catalogue.charts.svg import (
    COLOURS,
    DASHES,
    LINE,
    QUIET,
    element,
    numeral,
    scale,
    text,
)
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
        drawn += element(
            "circle",
            element("title", escape(told(point))),
            cx=float(a),
            cy=float(b),
            r=3.5,
            fill=COLOURS[n],
            class_=f"c{n}",
        )
    return drawn
