"""Charts of figures over time: one with several curves, and small ones for many places.

A year is a point, a window of several years a bar as wide as the window. Neighbours are joined by a
line; where a period in between has no figure, or the source left out years that it usually has, the
line is broken. Counts and shares start at zero.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import median
from typing import Final
from xml.sax.saxutils import escape

from plangraf.catalogue.charts.layout import SERIES, WIDTH, dot, joint, key, levels
from plangraf.catalogue.charts.svg import (
    COLOURS,
    LINE,
    QUIET,
    document,
    element,
    numeral,
    scale,
    text,
)
from plangraf.language import Language, Text

_PLOT: Final = 210
_LEFT: Final = 56
_RIGHT: Final = WIDTH - 20
_SMALL: Final = (120, 44)
_LONG_STEP: Final = 1.5
_WINDOW: Final = 366
"""More days than this are a window of several years."""

_Place = Callable[[float], float]
_Height = Callable[[Decimal], float]


@dataclass(frozen=True)
class Mark:
    """A figure for a period; None where there is none."""

    start: date
    end: date
    number: Decimal | None

    @property
    def middle(self) -> float:
        """The middle of the period, in days."""
        return (self.start.toordinal() + self.end.toordinal()) / 2

    @property
    def window(self) -> bool:
        """Whether it is several years taken together."""
        return (self.end - self.start).days > _WINDOW

    def said(self, language: Language) -> str:
        """The period and the number, in words."""
        years = f"{self.start.year}"
        if self.end.year != self.start.year:
            years += f"–{self.end.year}"
        return f"{years}: {numeral(self.number, language) if self.number is not None else '–'}"


@dataclass(frozen=True)
class Curve:
    """What is drawn for one place, in the order of time, with gaps as marks without a number."""

    name: str
    marks: tuple[Mark, ...]


def line_chart(
    curves: Sequence[Curve], title: str, unit: str, source: str, language: Language
) -> str:
    """Return the chart as SVG, its source in it; empty where no two periods have figures."""
    known = [m for curve in curves for m in curve.marks if m.number is not None]
    if len({m.end for m in known}) < 2:
        return ""
    curves = [curve for curve in curves if any(m.number is not None for m in curve.marks)]
    numbers = [m.number for m in known if m.number is not None]
    _, marks = scale(min(numbers), max(numbers))
    first = min(m.start for m in known)
    last = max(m.end for m in known)
    named, below = key([curve.name for curve in curves], 0, least=1)
    top = below + 22

    def x(day: float) -> float:
        share = (day - first.toordinal()) / (last.toordinal() - first.toordinal())
        return round(_LEFT + (_RIGHT - _LEFT) * share, 1)

    def y(number: Decimal) -> float:
        share = float((number - marks[0]) / (marks[-1] - marks[0]))
        return round(top + _PLOT * (1 - share), 1)

    parts = named + text(_LEFT, top - 10, unit, size=12, fill=QUIET, class_="quiet")
    parts += levels(marks, y, (_LEFT, _RIGHT), language)
    gap = max(1, -(-(last.year - first.year + 1) // 9))
    for year in range(first.year, last.year + 1, gap):
        middle = x(date(year, 7, 2).toordinal())
        if _LEFT <= middle <= _RIGHT:
            parts += text(
                middle,
                top + _PLOT + 18,
                str(year),
                size=12,
                text_anchor="middle",
                fill=QUIET,
                class_="quiet",
            )
    for n, curve in enumerate(curves):
        parts += _drawn(curve, n % SERIES, x, y, language)
    parts += text(_LEFT, top + _PLOT + 38, source, size=12, fill=QUIET, class_="quiet")
    said = Text(
        f"Linjediagram, {len(curves)} kurvor, {first.year}–{last.year}. Samma värden står i "
        "tabellen.",
        f"Line chart, {len(curves)} curves, {first.year}–{last.year}. The table has the same "
        "values.",
    )
    return document(parts, WIDTH, top + _PLOT + 46, title, said.in_(language), alone=False)


def standing_alone(svg: str) -> str:
    """Return a chart as a file of its own: with a size and a white ground."""
    head, close, rest = svg.partition(">")
    height = head.partition(f'viewBox="0 0 {WIDTH} ')[2].partition('"')[0]
    ground = element("rect", width="100%", height="100%", fill="#ffffff")
    return f'{head} width="{WIDTH}" height="{height}"{close}{ground}{rest}'


def small_chart(marks: Sequence[Mark], scaled_by: Sequence[Decimal]) -> str:
    """Return a chart without words, on the scale of all the numbers given."""
    low, high = min(*scaled_by, Decimal(0)), max(*scaled_by, Decimal(0))
    width, height = _SMALL
    first, last = marks[0].start.toordinal(), max(m.end.toordinal() for m in marks)
    reach = (high - low) or Decimal(1)

    def x(day: float) -> float:
        return round(3 + (width - 6) * (day - first) / max(1, last - first), 1)

    def y(number: Decimal) -> float:
        return round(3 + (height - 6) * (1 - float((number - low) / reach)), 1)

    base = element("path", d=f"M0 {y(Decimal(0)):g}H{width}", stroke=LINE, class_="grid")
    lines = "".join(
        f"M{x(a.middle):g} {y(_of(a)):g}L{x(b.middle):g} {y(_of(b)):g}" for a, b in _joined(marks)
    )
    known = [m for m in marks if m.number is not None]
    dots = "".join(
        f"M{x(m.start.toordinal()):g} {y(_of(m)):g}H{x(m.end.toordinal()):g}"
        if m.window
        else f"M{x(m.middle):g} {y(_of(m)):g}h0"
        for m in known
    )
    line = element("path", d=lines, fill="none", stroke=COLOURS[0], class_="s0") if lines else ""
    points = element(
        "path",
        d=dots,
        fill="none",
        stroke=COLOURS[0],
        stroke_width=3.0,
        stroke_linecap="round",
        class_="s0",
    )
    return element("svg", base + line + points, viewBox=f"0 0 {width} {height}", aria_hidden="true")


def _drawn(curve: Curve, n: int, x: _Place, y: _Height, language: Language) -> str:
    """Draw one curve: lines, then windows and points, each telling itself."""
    drawn = "".join(
        joint((x(a.middle), y(_of(a))), (x(b.middle), y(_of(b))), n)
        for a, b in _joined(curve.marks)
    )
    for mark in curve.marks:
        if mark.number is None:
            continue
        level = y(mark.number)
        told = f"{curve.name}, {mark.said(language)}"
        if mark.window:
            drawn += element(
                "path",
                element("title", escape(told)),
                d=f"M{x(mark.start.toordinal()):g} {level:g}H{x(mark.end.toordinal()):g}",
                stroke=COLOURS[n],
                stroke_width=4.0,
                stroke_opacity=0.4,
                class_=f"s{n}",
            )
        drawn += dot(x(mark.middle), level, n, told)
    return drawn


def _joined(marks: Sequence[Mark]) -> list[tuple[Mark, Mark]]:
    """Return the pairs that a line joins: neighbours with figures and no hole in time between."""
    usual = median([b.middle - a.middle for a, b in pairwise(marks)] or [0])
    return [
        (a, b)
        for a, b in pairwise(marks)
        if a.number is not None
        and b.number is not None
        and ((b.start - a.end).days <= 1 or b.middle - a.middle <= _LONG_STEP * usual)
    ]


def _of(mark: Mark) -> Decimal:
    assert mark.number is not None
    return mark.number
