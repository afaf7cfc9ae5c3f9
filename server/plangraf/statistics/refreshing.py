"""Fetches what is wished for and puts it into the files of the series, one series at a time.

Turns a wish into files below `data/statistics/`. What was fetched is kept (see `keeping`), so that
a run that is cut short, by a kill or by the network, goes on from where it was. A series whose
answer breaks the contract is told of and left as it was; the others go on.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from plangraf.content.observations import (
    SUFFIX,
    ObservationSet,
    read_observations,
    write_observations,
)
from plangraf.content.series import Provider, SeriesEntry, Sources, Table
from plangraf.errors import SourceError, SourceUnreachable
from plangraf.statistics import pxweb, socialstyrelsen
from plangraf.statistics.exchange import Figure, Received, Request, changed
from plangraf.statistics.fetching import CLIENT, Fetcher
from plangraf.statistics.keeping import Keeper
from plangraf.statistics.merging import Changes, merge, retrieval_facts, summed_over_ages
from plangraf.statistics.planning import (
    Job,
    Step,
    Wish,
    kolada_jobs,
    pxweb_jobs,
    socialstyrelsen_job,
)

Readings = list[tuple[Sequence[Figure], dict[str, Any]]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Outcome:
    """What a run did: changes by series, and what went wrong by series."""

    changes: Mapping[str, Changes] = field(default_factory=dict)
    errors: Mapping[str, SourceError] = field(default_factory=dict)


def run(fetcher: Fetcher, jobs: Iterable[Job], step: Callable[[], None]) -> dict[str, Readings]:
    """Fetch every job with all its pages; series → figures with where each lot came from."""
    found: dict[str, Readings] = defaultdict(list)
    for job in jobs:
        request, read = job.request, job.read
        asked: set[str] = set()
        while True:
            asked.add(request.key)
            taken: list[Received] = []
            figures, following = fetcher.fetch(request, partial(_noting, read, taken, asked))
            facts = retrieval_facts(taken[-1], CLIENT, len(figures))
            for series in job.series:
                own = [figure for figure in figures if figure.series == series]
                found[series].append((own, facts))
            step()
            if following is None:
                break
            request, read = following, job.following
    return found


def next_page(here: Request, following: Request, asked: Collection[str]) -> None:
    """Refuse a next page that was asked for already, or that another host would answer for."""
    place, address = here.url, following.url
    if urlsplit(address).netloc != urlsplit(place).netloc:
        raise changed(place, f"nästa sida hos en annan: {address}", f"next page at {address}")
    if following.key in asked:
        raise changed(
            place, f"nästa sida är en som redan kommit: {address}", f"a page again: {address}"
        )


def _noting(
    read: Callable[[Received], Step],
    taken: list[Received],
    asked: Collection[str],
    received: Received,
) -> Step:
    """Read an answer and remember which it was; one that leads astray is not to be kept."""
    taken.append(received)
    figures, following = read(received)
    if following is not None:
        next_page(received.request, following, asked)
    return figures, following


def _silent(_done: int, _whole: int) -> None:
    """Tell no one how far it has come."""


def refresh(
    wish: Wish,
    sources: Sources,
    entries: Mapping[str, SeriesEntry],
    units: Mapping[str, str],
    folder: Path,
    keeper: Keeper,
    *,
    progress: Progress = _silent,
    fetchers: Callable[[Provider], Fetcher] | None = None,
) -> Outcome:
    """Fetch and write; `folder` holds the files, `units` says what each series is counted in."""
    make = fetchers or (lambda provider: Fetcher(provider, keeper))
    changes: dict[str, Changes] = {}
    errors: dict[str, SourceError] = {}
    groups = list(_by_provider(wish, sources))
    for done, (provider, series) in enumerate(groups):
        progress(done, len(groups))
        part = Wish(series, wish.areas, wish.years)
        with make(provider) as fetcher:
            try:
                readings = _read(fetcher, provider, sources.tables, part)
            except SourceUnreachable as error:
                errors.update(dict.fromkeys(series, error))
                continue
            except SourceError as error:
                if len(series) == 1:
                    errors[series[0]] = error
                    continue
                readings = {}
                for one in series:
                    try:
                        single = Wish((one,), wish.areas, wish.years)
                        readings |= _read(fetcher, provider, sources.tables, single)
                    except SourceError as fault:
                        errors[one] = fault
        for path, lots in readings.items():
            try:
                changes[path] = _write(folder, path, entries[path], units[path], lots)
            except SourceError as error:
                errors[path] = error
    progress(len(groups), len(groups))
    return Outcome(changes, errors)


def _by_provider(wish: Wish, sources: Sources) -> Iterator[tuple[Provider, tuple[str, ...]]]:
    """Yield Kolada's series together, since it takes lists, and every table by itself."""
    kolada = tuple(path for path in wish.series if path.startswith("kolada/"))
    if kolada:
        yield sources.providers["kolada"], kolada
    for path in wish.series:
        table = sources.tables.get(path)
        if table is not None and table.fetched:
            yield sources.providers[table.provider], (path,)


def _read(
    fetcher: Fetcher, provider: Provider, tables: Mapping[str, Table], wish: Wish
) -> dict[str, Readings]:
    """Read by the provider's protocol."""
    if provider.protocol == "kolada-3":
        return run(fetcher, kolada_jobs(provider, wish), lambda: None)
    table = tables[wish.series[0]]
    if provider.protocol == "socialstyrelsen-1":
        found = run(fetcher, [socialstyrelsen_job(provider, table, wish)], lambda: None)
        return _completed(found, table, wish)
    version = 2 if provider.protocol == "pxweb-2" else 1
    asking = pxweb.metadata_request(provider.base, table.table, version=version)
    read = pxweb.read_metadata_2 if version == 2 else pxweb.read_metadata
    _, variables = fetcher.fetch(
        asking, lambda received: read(received.content, received.request.url)
    )
    return run(fetcher, pxweb_jobs(provider, table, wish, variables), lambda: None)


def _completed(found: dict[str, Readings], table: Table, wish: Wish) -> dict[str, Readings]:
    """Add the zeros that absent rows stand for, and add up the ages where the table says so."""
    regions = [area for area in wish.areas if len(area) == 2]
    whole: dict[str, Readings] = {}
    for path, lots in found.items():
        figures = [figure for some, _ in lots for figure in some]
        if len(table.select.get("alder", ())) > 1:
            figures = summed_over_ages(figures, "sum of the age groups of the source")
        figures = socialstyrelsen.with_zeros(figures, table, regions, wish.years)
        whole[path] = [(figures, lots[-1][1])]
    return whole


def _write(folder: Path, path: str, entry: SeriesEntry, unit: str, lots: Readings) -> Changes:
    """Merge into the file of a series and write it beside its name first."""
    file = folder / f"{path}{SUFFIX}"
    kept: ObservationSet | None = None
    if file.exists():
        kept = read_observations(file.read_text("utf-8"), file.name)
    header = {
        "series": path,
        "source_system": entry.source,
        "code": entry.code,
        "title": entry.title,
        "unit": unit,
        "retrievals": {},
    }
    merged, changes = merge(kept, header, lots)
    if changes.new or changes.revised:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".part")
        beside.write_text(write_observations(merged), "utf-8")
        beside.replace(file)
    return changes
