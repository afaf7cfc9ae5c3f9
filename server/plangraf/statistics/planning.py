"""What to ask for a series, areas and years: the first requests and how to read each answer.

Turns a wish into jobs for the provider's protocol, split by its limits on lists, pages and cells. A
job yields figures and, perhaps, the request for the next page. Opens no socket.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from plangraf.content.series import Provider, Table
from plangraf.statistics import kolada, pxweb, socialstyrelsen
from plangraf.statistics.exchange import Figure, Received, Request, changed

Step = tuple[Sequence[Figure], Request | None]


@dataclass(frozen=True)
class Wish:
    """What is wanted: series paths, areas by our codes, years."""

    series: tuple[str, ...]
    areas: tuple[str, ...]
    years: tuple[int, ...]


@dataclass(frozen=True)
class Job:
    """One request and how its answer is read; `series` names what it is about."""

    series: tuple[str, ...]
    request: Request
    read: Callable[[Received], Step]
    following: Callable[[Received], Step]


def kolada_jobs(provider: Provider, wish: Wish) -> Iterator[Job]:
    """Yield the jobs for series of Kolada; counties are not known there, regions are."""
    codes = [path.partition("/")[2] for path in wish.series]
    areas = [kolada.kolada_id(area) for area in wish.areas if len(area) == 4 or area == "00"]
    for asked in kolada.split(codes, areas, wish.years, provider.list_limit or 25):
        request = kolada.data_request(provider.base, asked, provider.page_size or 5000)
        read = partial(_kolada_page, asked)
        yield Job(
            tuple(f"kolada/{code}" for code in asked.series),
            request,
            partial(read, first=True),
            partial(read, first=False),
        )


def _kolada_page(asked: kolada.Asked, received: Received, *, first: bool) -> Step:
    place = received.request.url
    if received.status == 404:
        raise changed(
            place, "serien eller området finns inte (404)", "no such series or area (404)"
        )
    page = kolada.read_page(received.content, asked, place, first=first)
    return page.figures, page.following


def socialstyrelsen_job(provider: Provider, table: Table, wish: Wish) -> Job:
    """Return the job for one table: counties and the country; rows that are absent are zeros."""
    regions = [area for area in wish.areas if len(area) == 2]
    request = socialstyrelsen.data_request(
        provider.base, table, regions, wish.years, provider.page_size or 5000
    )

    def read(received: Received) -> Step:
        if received.status == 404:
            raise changed(
                received.request.url,
                "inga rader alls (404): ett filter som inte längre finns, eller inget att räkna",
                "no rows at all (404): a filter that is gone, or nothing to count",
            )
        page = socialstyrelsen.read_page(
            received.content, table, regions, provider.base, received.request.url
        )
        return page.figures, page.following

    return Job((table.series,), request, read, read)


def pxweb_jobs(
    provider: Provider, table: Table, wish: Wish, variables: Sequence[pxweb.Variable]
) -> Iterator[Job]:
    """Yield the jobs for a table whose variables are known, each within the limit on cells."""
    version = 2 if provider.protocol == "pxweb-2" else 1
    place = f"{provider.base}/{table.table}"
    selection = selected(table, wish, variables, place)
    for part in pxweb.split(selection, provider.cell_limit or 100_000):
        areas = tuple(part[table.region])

        def read(received: Received, areas: tuple[str, ...] = areas) -> Step:
            return pxweb.read_figures(received.content, table, areas, received.request.url), None

        request = pxweb.data_request(provider.base, table.table, part, version=version)
        yield Job((table.series,), request, read, read)


def selected(
    table: Table, wish: Wish, variables: Sequence[pxweb.Variable], place: str
) -> dict[str, list[str]]:
    """Choose values per variable; ChangedContract when a variable or a value is no longer there."""
    by_code = {variable.code: variable for variable in variables}
    wanted: dict[str, list[str]] = {code: list(values) for code, values in table.select.items()}
    if table.sex:
        wanted[table.sex] = list(table.sexes)
    for code, values in wanted.items():
        known = by_code[code].values if code in by_code else ()
        if missing := [value for value in values if value not in known]:
            came = ", ".join(known[:8]) or ", ".join(by_code)
            raise changed(
                place,
                f"{code} har inte {', '.join(missing)}; kom: {came}",
                f"{code} lacks {', '.join(missing)}; came: {came}",
            )
    for code in (table.region, table.time):
        if code not in by_code:
            came = ", ".join(by_code)
            raise changed(place, f"variabeln {code} saknas; {came}", f"no {code}; {came}")
    wanted[table.region] = [area for area in wish.areas if area in by_code[table.region].values]
    wanted[table.time] = [
        label for label in by_code[table.time].values if _within(label, wish.years, place)
    ]
    for variable in variables:
        if variable.code not in wanted and not variable.eliminated:
            raise changed(
                place,
                f"variabeln {variable.code} måste väljas men står inte i data/sources.toml",
                f"the variable {variable.code} must be selected but is not in data/sources.toml",
            )
    return wanted


def _within(label: str, years: Sequence[int], place: str) -> bool:
    start, end = pxweb.period_bounds(label, place)
    return any(int(start[:4]) <= year <= int(end[:4]) for year in years)
