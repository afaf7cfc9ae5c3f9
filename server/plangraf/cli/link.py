"""`plangraf link suggest|check|list`: which national series measures what an indicator measures.

`suggest` ranks candidates and explains them; with --accept it writes the chosen one into the
mapping set. `check` tells what no longer holds. `list` shows what is linked.
"""

import difflib
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from plangraf.cli.main import language
from plangraf.content.locating import content_root
from plangraf.content.mappings import MappingRow, read_mapping_set
from plangraf.content.series import SeriesEntry, all_series, read_sources
from plangraf.errors import ContentError, UnknownName
from plangraf.language import Language, Text
from plangraf.linking.checking import NOTHING, check_links
from plangraf.linking.index import open_index
from plangraf.linking.proposing import Subject, accept, as_table, propose
from plangraf.linking.ranking import Candidate, Wanted, rank
from plangraf.linking.subjects import described_series, plan_indicators
from plangraf.settings import Settings
from plangraf.statistics.catalogue import fetch_titles, live_catalogue
from plangraf.statistics.fetching import Fetcher
from plangraf.statistics.keeping import Keeper, cache_folder
from plangraf.workspace import Workspace

LINKS = Path("data/links/indicator-series.sssom.tsv")
_lang = click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
_scopes = click.Choice(["local", "county", "regional"])


@click.group("link")
def command() -> None:
    """Koppla planers indikatorer till nationella serier. / Link indicators to national series."""


@command.command("suggest")
@click.argument("text", nargs=-1)
@click.option("--indicator", help="En indikators sökväg / path of an indicator of a plan.")
@click.option("--scope", type=_scopes, help="Nivå / scope.")
@click.option("-n", "--number", default=10, show_default=True, help="Antal förslag / candidates.")
@click.option("--format", "form", type=click.Choice(["text", "tsv", "json"]), default="text")
@click.option("--accept", "chosen", help="Skriv in en serie i kopplingarna / write one link.")
@_lang
@click.pass_context
def suggest(
    context: click.Context,
    text: tuple[str, ...],
    indicator: str | None,
    scope: str | None,
    number: int,
    form: str,
    chosen: str | None,
    lang: str | None,
) -> None:
    """Föreslå serier till en indikator, med skäl. / Suggest series, with reasons."""
    settings: Settings = context.obj
    spoken = language(context)
    root = content_root(settings.content)
    subject, wanted = _subject(settings, " ".join(text), indicator, scope)
    index = open_index(root)
    found = rank(index, wanted, number)
    if chosen:
        picked = [one for one in rank(index, wanted, 300) if one.entry.path == chosen]
        if not picked:
            raise UnknownName(
                Text(f"”{chosen}” är inget förslag.", f"“{chosen}” is no candidate."),
                nearest=tuple(one.entry.path for one in found[:3]),
            )
        fresh = accept(root / LINKS, propose(subject, picked)[0])
        print(Text("Inskriven." if fresh else "Fanns redan.", "Written.").in_(spoken))
        return
    if form == "tsv":
        print(as_table(propose(subject, found)), end="")
    elif form == "json":
        print(json.dumps([_as_object(one, spoken) for one in found], ensure_ascii=False, indent=2))
    else:
        for place, one in enumerate(found, 1):
            print(f"{place}. {one.entry.path}  {one.entry.title}  ({one.score:.2f})")
            for reason in one.reasons:
                print(f"     {reason.points:+.2f}  {reason.what.in_(spoken)}")
    sys.exit(0 if found else 1)


@command.command("check")
@click.option("--all", "everything", is_flag=True, help="Även borttagna serier / withdrawn too.")
@click.option(
    "--live", is_flag=True, help="Mot tjänstens katalog nu / the service's catalogue now."
)
@_lang
@click.pass_context
def check(context: click.Context, everything: bool, live: bool, lang: str | None) -> None:
    """Pröva kopplingarna mot katalogen. / Check the links against the catalogue."""
    settings: Settings = context.obj
    spoken = language(context)
    workspace = Workspace.open(settings)
    entries = {entry.path: entry for entry in all_series(workspace.root)}
    problems = check_links(
        _rows(workspace.root),
        _live(workspace.root, entries) if live else entries,
        {series.path: series.title for series in described_series(workspace.store)},
    )
    wrong = [problem for problem in problems if not problem.notice]
    for problem in problems if everything else wrong:
        print(f"{LINKS}:{problem.line}: {problem.message.in_(spoken)}")
    notices = len(problems) - len(wrong)
    summary = Text(
        f"{len(wrong)} fel, {notices} kopplingar till borttagna serier",
        f"{len(wrong)} wrong, {notices} links to withdrawn series",
    )
    print(summary.in_(spoken))
    sys.exit(1 if wrong else 0)


@command.command("list")
@click.option("--plan", help="En plan / one plan.")
@_lang
@click.pass_context
def list_links(context: click.Context, plan: str | None, lang: str | None) -> None:
    """Lista kopplingarna. / List the links."""
    settings: Settings = context.obj
    spoken = language(context)
    none = Text("ingen serie", "no series").in_(spoken)
    for row in _rows(content_root(settings.content)):
        slots = row.slots
        if plan and f"/{plan}/" not in slots["subject_id"]:
            continue
        target = none if slots["object_id"] == NOTHING else slots["object_id"]
        relation = slots["predicate_id"].partition(":")[2]
        print(f"{slots['subject_label']}\t{relation}\t{target}\t{slots['confidence']}")


def _subject(
    settings: Settings, text: str, indicator: str | None, scope: str | None
) -> tuple[Subject, Wanted]:
    """Return what to link: an indicator of a plan, or just a label."""
    if indicator is None:
        return Subject("pgid:indicator/new", text), Wanted(text, scope)
    known = {one.path: one for one in plan_indicators(Workspace.open(settings).store)}
    path = indicator if indicator.startswith("indicator/") else f"indicator/{indicator}"
    if path not in known:
        near = tuple(difflib.get_close_matches(path, known, 3, 0.3))
        raise UnknownName(
            Text(f"Indikatorn ”{indicator}” finns inte.", f"There is no “{indicator}”."),
            nearest=near,
            remedy=Text(f"Närmast: {', '.join(near)}.", f"Nearest: {', '.join(near)}."),
        )
    wanted = known[path].wanted
    return Subject(f"pgid:{path}", wanted.label), wanted


def _live(root: Path, entries: dict[str, SeriesEntry]) -> dict[str, SeriesEntry]:
    """Ask Kolada for its catalogue as it is, and set the pinned one right by it."""
    provider = read_sources(root).providers["kolada"]
    keeper = Keeper(cache_folder(os.environ))
    with Fetcher(provider, keeper) as fetcher:
        titles = fetch_titles(fetcher, provider)
    keeper.close()
    today = datetime.now(UTC).date().isoformat()
    return live_catalogue(titles, entries.values(), today)


def _rows(root: Path) -> list[MappingRow]:
    path = root / LINKS
    try:
        return read_mapping_set(path.read_text("utf-8"), LINKS.as_posix())[1]
    except OSError as error:
        raise ContentError(
            Text(f"Kopplingarna går inte att läsa: {error}", f"No links to read: {error}"),
            place=str(path),
        ) from None


def _as_object(one: Candidate, spoken: Language) -> dict[str, object]:
    return {
        "series": one.entry.path,
        "title": one.entry.title,
        "state": one.entry.state,
        "score": one.score,
        "reasons": [
            {"points": round(reason.points, 3), "reason": reason.what.in_(spoken)}
            for reason in one.reasons
        ],
    }
