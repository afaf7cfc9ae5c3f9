"""Kolada: requests to v3 and the reading of its answers, and of archived answers of v2.

v3 takes at most 25 ids a list and answers in pages (`next_url`); `count` is the number on the page.
Sex is T, K, M. Value and status are independent: a value may carry the status Missing, and a null
may carry none. An answer is refused when it is empty, when it holds other areas, series or years
than were asked for, and when a field is gone or of another type.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, Final, TypeVar

from plangraf.statistics.exchange import Figure, Request, changed, digits, expect, read_json, shown

_T = TypeVar("_T")
STATUSES: Final = ("", "Missing", "Privacy", "Not applicable")
SEXES: Final = ("T", "K", "M")


@dataclass(frozen=True)
class Page:
    """The figures of one page and where the next is."""

    figures: tuple[Figure, ...]
    following: Request | None


@dataclass(frozen=True)
class Asked:
    """What one request asked for: Kolada's ids of series and areas, and years."""

    series: tuple[str, ...]
    areas: tuple[str, ...]
    years: tuple[int, ...]


def split(
    series: Sequence[str], areas: Sequence[str], years: Sequence[int], limit: int
) -> Iterator[Asked]:
    """Yield what to ask so that no list is longer than `limit`."""
    for some_series in _lots(series, limit):
        for some_areas in _lots(areas, limit):
            for some_years in _lots(years, limit):
                yield Asked(some_series, some_areas, some_years)


def data_request(base: str, asked: Asked, page_size: int) -> Request:
    """Return the request for figures, with the lists in the path."""
    series, areas = ",".join(asked.series), ",".join(asked.areas)
    years = ",".join(map(str, asked.years))
    return Request(
        f"{base}/data/kpi/{series}/municipality/{areas}/year/{years}?per_page={page_size}"
    )


def catalogue_request(base: str, page_size: int) -> Request:
    """Return the request for the first page of the catalogue of series."""
    return Request(f"{base}/kpi?per_page={page_size}")


def read_page(content: bytes, asked: Asked, place: str, *, first: bool = True) -> Page:
    """Read one page of figures of v3."""
    found = read_json(content, place)
    values = expect(found, "values", list, place)
    if not values and first:
        raise changed(place, "en tom lista med status 200", "an empty list with status 200")
    figures = tuple(figure for row in values for figure in _row(row, asked, place, "isdeleted"))
    following = found.get("next_url")
    if following is not None and not isinstance(following, str):
        raise changed(place, f"next_url är {shown(following)}", f"next_url is {shown(following)}")
    return Page(figures, Request(following) if following else None)


def read_archived(content: bytes, place: str) -> tuple[Figure, ...]:
    """Read an archived answer of v2: the same rows, without a check of what was asked for."""
    found = read_json(content, place)
    values = expect(found, "values", list, place)
    return tuple(figure for row in values for figure in _row(row, None, place, "is_deleted"))


def read_catalogue(content: bytes, place: str) -> tuple[dict[str, str], Request | None]:
    """Read one page of the catalogue: id → title, and the next page."""
    found = read_json(content, place)
    titles = {
        str(expect(row, "id", str, place)): str(expect(row, "title", str, place))
        for row in expect(found, "values", list, place)
    }
    following = found.get("next_url")
    return titles, Request(following) if following else None


def _row(row: Any, asked: Asked | None, place: str, deleted: str) -> Iterator[Figure]:
    """Yield the figures of one row: one per sex."""
    series = expect(row, "kpi", str, place)
    area = expect(row, "municipality", str, place)
    period = expect(row, "period", (Decimal, str) if asked is None else Decimal, place)
    year = str(period) if isinstance(period, str) else digits(period)
    if asked is not None:
        for name, value, wanted in (
            ("kpi", series, asked.series),
            ("municipality", area, asked.areas),
            ("period", year, tuple(map(str, asked.years))),
        ):
            if value not in wanted:
                raise changed(
                    place,
                    f"{name} {value} var inte efterfrågad",
                    f"{name} {value} was not asked for",
                )
    for cell in expect(row, "values", list, place):
        if expect(cell, deleted, bool, place) if asked is not None else cell.get(deleted):
            continue
        sex = expect(cell, "gender", str, place)
        status = expect(cell, "status", (str, type(None)), place) or ""
        value = expect(cell, "value", (Decimal, type(None)), place)
        if sex not in SEXES or status not in STATUSES:
            raise changed(
                place,
                f"okänt kön eller okänd status: {shown(cell)}",
                f"unknown sex or status: {shown(cell)}",
            )
        text = "" if value is None else digits(value)
        word = status or ("ok" if text else "Unstated")
        yield Figure(f"kolada/{series}", _area(area), year, year, year, sex, text, word)


def _area(kolada_id: str) -> str:
    """Return our code of an area: Kolada's 0000 is the country, 00."""
    return "00" if kolada_id == "0000" else kolada_id


def kolada_id(area: str) -> str:
    """Return Kolada's id of an area of ours."""
    return "0000" if area == "00" else area


def _lots(items: Sequence[_T], size: int) -> Iterator[tuple[_T, ...]]:
    """Yield the items in lots of at most `size`, in order."""
    left = iter(items)
    while lot := tuple(islice(left, size)):
        yield lot
