"""What `plangraf statistics status` prints: the series with figures, and the linked ones without.

Turns coverages and links into lines and JSON objects. A linked series without figures is said to be
withdrawn where it is: nothing more can be fetched for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from plangraf.content.series import SeriesEntry
from plangraf.language import Language, Text
from plangraf.statistics.coverage import Coverage

FIGURES: Final = (Text("siffra", "figure"), Text("siffror", "figures"))
AREAS: Final = (Text("område", "area"), Text("områden", "areas"))
LINKS_TO: Final = (Text("koppling", "link"), Text("kopplingar", "links"))


@dataclass(frozen=True)
class Missing:
    """A linked series without figures. `last_seen` when its catalogue has withdrawn it, else ""."""

    series: str
    title: str
    links: int
    last_seen: str


def missing_figures(
    links: Mapping[str, int], have: Iterable[str], known: Mapping[str, SeriesEntry]
) -> list[Missing]:
    """Return the linked series without figures, by path; `links`: series → how many links."""
    found = []
    for path in sorted(links.keys() - set(have)):
        entry = known.get(path)
        gone = entry.last_seen if entry and entry.state == "withdrawn" else ""
        found.append(Missing(path, entry.title if entry else "", links[path], gone))
    return found


def coverage_line(one: Coverage, age: int, spoken: Language) -> str:
    """Tell one series on one line."""
    text = Text(
        "{s}: {f} ({m} utan värde), {a}, {p}–{l}, {y} år gammal, {r}",
        "{s}: {f} ({m} without a value), {a}, {p}–{l}, {y} years old, {r}",
    ).format(
        s=one.series,
        f=_counted(one.figures, FIGURES).in_(spoken),
        m=one.without_value,
        a=_counted(one.areas, AREAS).in_(spoken),
        p=one.first,
        l=one.last,
        y=age,
        r=_read(one).in_(spoken),
    )
    return text.in_(spoken)


def missing_line(one: Missing, spoken: Language) -> str:
    """Tell one series without figures on one line."""
    links = _counted(one.links, LINKS_TO)
    gone = Text(
        f", borttagen, sist sedd {one.last_seen}" if one.last_seen else "",
        f", withdrawn, last seen {one.last_seen}" if one.last_seen else "",
    )
    title = f" {one.title}" if one.title else ""
    return Text(
        f"{one.series}:{title} (inga siffror, {links.sv}{gone.sv})",
        f"{one.series}:{title} (no figures, {links.en}{gone.en})",
    ).in_(spoken)


def summary(linked: int, missing: list[Missing], spoken: Language) -> str:
    """Say how many of the linked series have figures, and why more cannot be had."""
    without, gone = len(missing), sum(1 for one in missing if one.last_seen)
    having = linked - without
    return Text(
        f"Av {linked} kopplade serier har {having} siffror. {without} har inga: {gone} är "
        "borttagna ur katalogen, de andra är inte hämtade eller uträknade. --missing listar dem.",
        f"Of {linked} linked series {having} have figures. {without} have none: {gone} are "
        "withdrawn from the catalogue, the others not fetched or worked out. --missing lists them.",
    ).in_(spoken)


def _counted(number: int, forms: tuple[Text, Text]) -> Text:
    one, more = forms
    form = one if number == 1 else more
    return Text(f"{number} {form.sv}", f"{number} {form.en}")


def _read(one: Coverage) -> Text:
    """Tell when a series was read; where that is not recorded, what it was read from."""
    if one.read:
        return Text(f"läst {one.read}", f"read {one.read}")
    known = f" ({one.source})" if one.source else ""
    return Text(f"läsdag: ingen uppgift{known}", f"day of reading: not recorded{known}")
