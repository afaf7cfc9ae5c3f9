"""`plangraf statistics sources|search|fetch|status`: national statistics beside the plans.

Reads options, calls the layers below and prints. The services are reached by `fetch` alone.
"""

import difflib
import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from plangraf.cli.coverage_told import coverage_line, missing_figures, missing_line, summary
from plangraf.cli.main import language
from plangraf.cli.seeking import tell_no_hits, text_sought
from plangraf.content.locating import content_root
from plangraf.content.series import Table, all_series, read_sources
from plangraf.errors import UnknownName, WrongUse
from plangraf.language import Language, Text
from plangraf.linking.described import described_entries
from plangraf.linking.index import open_index
from plangraf.linking.ranking import Wanted, rank
from plangraf.linking.subjects import (
    DescribedSeries,
    described_series,
    linked_series,
    read_links,
)
from plangraf.settings import Settings
from plangraf.statistics.coverage import read_coverage
from plangraf.statistics.fetching import TRIES, Fetcher
from plangraf.statistics.keeping import Keeper, cache_folder
from plangraf.statistics.merging import Changes
from plangraf.statistics.planning import Wish
from plangraf.statistics.refreshing import refresh
from plangraf.workspace import Workspace

FIRST_YEAR = 2010
_lang = click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
_json = click.option("--json", "as_json", is_flag=True, help="Som JSON / as JSON.")


@click.group("statistics")
def command() -> None:
    """Nationell statistik: källor, sökning, hämtning, läge. / National statistics."""


@command.command("sources")
@_lang
@click.pass_context
def sources(context: click.Context, lang: str | None) -> None:
    """Lista tjänsterna och deras gränser. / List the services and their limits."""
    settings: Settings = context.obj
    spoken = language(context)
    found = read_sources(content_root(settings.content))
    for provider in found.providers.values():
        rate = Text("{n} anrop på {s:g} s", "{n} calls in {s:g} s").format(
            n=provider.calls, s=provider.seconds
        )
        checked = Text("känt {d}", "known {d}").format(d=provider.checked)
        print(f"{provider.name}: {provider.title.in_(spoken)}, {provider.protocol}")
        print(f"  {provider.base} · {rate.in_(spoken)} · {checked.in_(spoken)}")
        for quirk in provider.quirks:
            print(f"  - {quirk.in_(spoken)}")
        tables = [t for t in found.tables.values() if t.provider == provider.name]
        for table in tables:
            print(f"    {table.series}: {table.title}")


@command.command("search")
@click.argument("text", nargs=-1, required=True)
@click.option("-n", "--number", default=10, show_default=True, help="Antal träffar / hits.")
@click.option("--listed", is_flag=True, help="Bara serier som utges / only series still published.")
@_json
@_lang
@click.pass_context
def search(
    context: click.Context,
    text: tuple[str, ...],
    number: int,
    listed: bool,
    as_json: bool,
    lang: str | None,
) -> None:
    """Sök serier på svenska ord, utan nätet. / Search series by Swedish words, offline.

    Utan träff är slutkoden 1. / Without a hit the exit code is 1.
    """
    settings: Settings = context.obj
    sought = text_sought(text)
    index = open_index(content_root(settings.content))
    hits = rank(index, Wanted(sought), number if not listed else 20 * number)
    hits = [hit for hit in hits if not listed or hit.entry.state == "listed"][:number]
    if as_json:
        keys = ("path", "title", "levels", "state", "first_seen", "last_seen")
        rows = [
            {"score": hit.score} | {key: getattr(hit.entry, key) for key in keys} for hit in hits
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for hit in hits:
            state = _state(hit.entry.state, hit.entry.last_seen, language(context))
            print(f"{hit.entry.path}  {hit.entry.title}{state}")
    if not hits:
        tell_no_hits(sought, language(context))
    sys.exit(0 if hits else 1)


@command.command("fetch")
@click.option("--source", help="Källa, t.ex. kolada / source.")
@click.option(
    "--indicator",
    multiple=True,
    help="Serie, t.ex. kolada/N15428, kan upprepas / series, can be repeated.",
)
@click.option(
    "--area",
    multiple=True,
    help="Områdeskod, t.ex. 1401, kan upprepas / area code, can be repeated.",
)
@click.option("--years", help="2015-2024 eller 2023 / years.")
@click.option(
    "--output", type=click.Path(path_type=Path), help="Mapp för siffrorna / folder for the figures."
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path),
    help="Mapp för tjänstens svar / folder for the service's answers.",
)
@click.option(
    "--max-age",
    default=20.0,
    show_default=True,
    help="Timmar som svar återanvänds / hours that answers are reused.",
)
@click.option(
    "--tries", default=TRIES, show_default=True, help="Försök per anrop / tries per request."
)
@_lang
@click.pass_context
def fetch(
    context: click.Context,
    source: str | None,
    indicator: tuple[str, ...],
    area: tuple[str, ...],
    years: str | None,
    output: Path | None,
    cache: Path | None,
    max_age: float,
    tries: int,
    lang: str | None,
) -> None:
    """Hämta siffror till de serier som planerna är kopplade till. / Fetch the linked series."""
    settings: Settings = context.obj
    spoken = language(context)
    workspace = Workspace.open(settings)
    described = {series.path: series for series in described_series(workspace.store)}
    found = read_sources(workspace.root)
    entries = {entry.path: entry for entry in all_series(workspace.root)}
    paths = _chosen(described, found.tables, indicator, source)
    wish = Wish(paths, area or ("00", "05", "0005", "14", "0014", "1401"), _years(years))
    keeper = Keeper(cache or cache_folder(os.environ))
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=1000, file=sys.stderr, hidden=hidden) as bar:

        def progress(done: int, whole: int) -> None:
            bar.update(int(1000 * done / max(1, whole)) - bar.pos)

        outcome = refresh(
            wish,
            found,
            entries,
            {path: described[path].unit for path in paths if path in described},
            output or workspace.root / "data" / "statistics",
            keeper,
            progress=progress,
            fetchers=lambda provider: Fetcher(
                provider, keeper, max_age=timedelta(hours=max_age), tries=tries
            ),
        )
    keeper.close()
    for path, changes in sorted(outcome.changes.items()):
        print(f"{path}: {_told(changes).in_(spoken)}")
    for path, error in sorted(outcome.errors.items()):
        print(f"{path}: {error.render(spoken)}", file=sys.stderr)
    sys.exit(1 if outcome.errors else 0)


@command.command("status")
@click.option("--older-than", default=0, help="Bara äldre än så många år / only older, in years.")
@click.option("--missing", is_flag=True, help="Kopplade serier utan siffror / linked, no figures.")
@_json
@_lang
@click.pass_context
def status(
    context: click.Context, older_than: int, missing: bool, as_json: bool, lang: str | None
) -> None:
    """Siffrornas ålder och täckning, serie för serie. / Age and coverage by series."""
    settings: Settings = context.obj
    spoken = language(context)
    today = datetime.now(UTC).date()
    root = content_root(settings.content)
    covered = read_coverage(root)
    links = linked_series(read_links(root))
    known = {entry.path: entry for entry in (*described_entries(root), *all_series(root))}
    absent = missing_figures(links, (one.series for one in covered), known)
    lines = [one for one in covered if one.age(today) >= older_than]
    if as_json:
        dated = [{**vars(one), "newest": str(one.newest), "age": one.age(today)} for one in lines]
        rows = [vars(one) for one in absent] if missing else dated
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    elif missing:
        for gone in absent:
            print(missing_line(gone, spoken))
    else:
        for one in lines:
            print(coverage_line(one, one.age(today), spoken))
        print(summary(len(links), absent, spoken))


def _state(state: str, last_seen: str, spoken: Language) -> str:
    if state == "listed":
        return ""
    told = Text(f"  [borttagen, sist {last_seen}]", f"  [withdrawn, last {last_seen}]")
    return told.in_(spoken)


def _told(changes: Changes) -> Text:
    return Text(
        "{n} nya, {r} reviderade, {s} oförändrade", "{n} new, {r} revised, {s} unchanged"
    ).format(n=changes.new, r=changes.revised, s=changes.same)


def _chosen(
    described: Mapping[str, DescribedSeries],
    tables: Mapping[str, Table],
    indicator: tuple[str, ...],
    source: str | None,
) -> tuple[str, ...]:
    """Return the series to fetch: those named, or all that are described and can be fetched."""
    able = [
        path
        for path in described
        if path.startswith("kolada/") or (path in tables and tables[path].fetched)
    ]
    if not indicator:
        return tuple(path for path in able if not source or path.startswith(f"{source}/"))
    for path in indicator:
        if path not in able:
            near = tuple(difflib.get_close_matches(path, able, 3, 0.5))
            raise UnknownName(
                Text(
                    f"Serien ”{path}” går inte att hämta.",
                    f"The series “{path}” cannot be fetched.",
                ),
                nearest=near,
                remedy=Text(f"Närmast: {', '.join(near)}.", f"Nearest: {', '.join(near)}."),
            )
    return indicator


def _years(text: str | None) -> tuple[int, ...]:
    """Read `2023` or `2015-2024`; all years since FIRST_YEAR when absent."""
    if text is None:
        return tuple(range(FIRST_YEAR, datetime.now(UTC).year + 1))
    first, _, last = text.partition("-")
    if not first.isdigit() or (last and not last.isdigit()):
        raise WrongUse(
            Text(
                f"”{text}” är inte ett år eller en följd av år.",
                f"“{text}” is not a year or a range of years.",
            ),
            place="--years",
            remedy=Text("Skriv 2023 eller 2015-2024.", "Write 2023 or 2015-2024."),
        )
    return tuple(range(int(first), int(last or first) + 1))
