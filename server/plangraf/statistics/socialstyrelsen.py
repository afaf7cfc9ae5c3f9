"""Socialstyrelsen's statistics database: requests and the reading of its pages.

`varde` is a text: decimal comma, spaces between thousands, X or .. where it is suppressed. A row
that is absent is a zero, and is said to be worked out; an empty result is a 404, not an empty list.
The address of the next page comes with http and is asked for by the scheme of the service.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from plangraf.content.series import Table
from plangraf.statistics.exchange import Figure, Request, changed, expect, read_json, shown

SEXES: Mapping[str, str] = {"1": "M", "2": "K", "3": "T"}
SUPPRESSED = ("X", "..", "x")
ABSENT = "absent row in the source: zero"
_NUMBER = re.compile(r"-?[0-9]+(,[0-9]+)?")


@dataclass(frozen=True)
class Page:
    """The rows of one page as figures, and where the next is."""

    figures: tuple[Figure, ...]
    following: Request | None


def data_request(
    base: str, table: Table, regions: Sequence[str], years: Sequence[int], page_size: int
) -> Request:
    """Return the request for the first page; segments in a fixed order, so that keys are stable."""
    parts = {
        **table.select,
        "region": [_region(region) for region in regions],
        "ar": [str(year) for year in years],
        "kon": ["1", "2", "3"],
    }
    path = "/".join(f"{name}/{quote(','.join(values), safe=',')}" for name, values in parts.items())
    return Request(f"{base}/{table.table}/resultat/{path}?per_sida={page_size}&sida=1")


def read_page(content: bytes, table: Table, regions: Sequence[str], base: str, place: str) -> Page:
    """Read one page; regions that were not asked for are refused."""
    found = read_json(content, place)
    asked = {_region(region): region for region in regions}
    figures = []
    for row in expect(found, "data", list, place):
        region = str(expect(row, "regionId", object, place))
        sex = str(expect(row, "konId", object, place))
        year = str(expect(row, "ar", object, place))
        if region not in asked:
            raise changed(
                place,
                f"region {region} var inte efterfrågad",
                f"region {region} was not asked for",
            )
        if sex not in SEXES:
            raise changed(place, f"okänd kod för kön: {sex}", f"unknown code of sex: {sex}")
        value, status = read_value(str(expect(row, "varde", str, place)), place)
        figures.append(
            Figure(
                table.series, asked[region], year, year, year, SEXES[sex], value, status, table.age
            )
        )
    following = found.get("nasta_sida")
    return Page(tuple(figures), Request(_by(base, following)) if following else None)


def read_value(text: str, place: str) -> tuple[str, str]:
    """Return (digits with a point, status) of one `varde`."""
    plain = re.sub(r"[\s ]", "", text)
    if plain in SUPPRESSED:
        return "", "Privacy"
    if not _NUMBER.fullmatch(plain):
        raise changed(place, f"värdet {shown(text)}", f"the value {shown(text)}")
    return plain.replace(",", "."), "ok"


def with_zeros(
    figures: Sequence[Figure], table: Table, regions: Sequence[str], years: Sequence[int]
) -> list[Figure]:
    """Add a zero for every region, year and sex that has no row: that is what its absence means."""
    present = {(figure.area, figure.period, figure.sex) for figure in figures}
    zeros = [
        Figure(
            table.series, region, str(year), str(year), str(year), sex, "0", "ok", table.age, ABSENT
        )
        for region in regions
        for year in years
        for sex in SEXES.values()
        if (region, str(year), sex) not in present
    ]
    return [*figures, *zeros]


def _region(area: str) -> str:
    """Return the service's id of a county or the country: 05 → 5, 00 → 0."""
    return str(int(area)) if len(area) == 2 else area


def _by(base: str, address: str) -> str:
    """Return an address with the scheme and host of the service."""
    here, there = urlsplit(base), urlsplit(address)
    return there._replace(scheme=here.scheme, netloc=here.netloc).geturl()
