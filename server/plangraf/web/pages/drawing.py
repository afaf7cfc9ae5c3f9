"""The picture of two plans: two columns of names, a curve for each link, thicker when more alike.

Places and sizes only, in the units of the picture; the template writes the SVG, so that names are
links that a keyboard reaches. The same links stand in a table beside it.
"""

from dataclasses import dataclass
from textwrap import wrap
from typing import Final

from plangraf.store.interface import Term
from plangraf.web.pages.comparing import Comparison
from plangraf.web.things.links import Link

WIDTH: Final = 960
_ROW: Final = 26
_TOP: Final = 66
_LEFT: Final = 355
_RIGHT: Final = 605
_LONGEST: Final = 46
_STRONG: Final = 0.5


@dataclass(frozen=True)
class Spot:
    """One name at one height. `alone` says that nothing is linked to it."""

    thing: Term
    text: str
    full: str
    y: float
    alone: bool


@dataclass(frozen=True)
class Curve:
    """One link: the path, how thick, whether weak."""

    link: Link
    path: str
    width: float
    weak: bool


@dataclass(frozen=True)
class Picture:
    """Everything that is drawn."""

    left: tuple[Spot, ...]
    right: tuple[Spot, ...]
    curves: tuple[Curve, ...]
    left_head: tuple[str, ...]
    right_head: tuple[str, ...]
    width: int
    height: int
    left_x: int = _LEFT
    right_x: int = _RIGHT


def picture(comparison: Comparison) -> Picture:
    """Draw the links between the kinds that have most of them."""
    kinds = comparison.picture_kinds()
    links = [
        k
        for k in comparison.links
        if k.positive and (comparison.kind(k.one), comparison.kind(k.other)) == kinds
    ]
    ends = {t for k in links for t in (k.one, k.other)}
    columns = []
    for kind, plan in zip(kinds, (comparison.one, comparison.other), strict=True):
        things = comparison.things(kind, plan)
        columns.append(
            tuple(
                Spot(
                    t,
                    _short(_name(comparison, t)),
                    _name(comparison, t),
                    _TOP + n * _ROW,
                    t not in ends,
                )
                for n, t in enumerate(things)
            )
        )
    heights = {spot.thing: spot.y for column in columns for spot in column}
    height = _TOP + _ROW * max(1, *(len(column) for column in columns))
    curves = sorted(
        (_curve(k, heights[k.one], heights[k.other]) for k in links), key=lambda c: c.width
    )
    heads = [
        tuple(wrap(str(comparison.labels.of(plan)), _LONGEST - 8)[:2])
        for plan in (comparison.one, comparison.other)
    ]
    return Picture(columns[0], columns[1], tuple(curves), heads[0], heads[1], WIDTH, height)


def _curve(link: Link, start: float, end: float) -> Curve:
    alike = float(link.similarity) if link.similarity is not None else 0.0
    middle = (_LEFT + _RIGHT) / 2
    path = f"M{_LEFT + 10} {start:g}C{middle:g} {start:g} {middle:g} {end:g} {_RIGHT - 10} {end:g}"
    return Curve(link, path, round(1 + 5 * alike**2, 1), alike < _STRONG)


def _name(comparison: Comparison, thing: Term) -> str:
    number = comparison.about.one(thing, "skos:notation")
    name = str(comparison.labels.of(thing))
    return f"{number} {name}" if number else name


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
