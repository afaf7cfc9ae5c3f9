"""`plangraf link suggest|check|list`: which national series measures what an indicator measures.

`suggest` ranks candidates and explains them; with --accept it writes the chosen one into the
mapping set. `check` tells what no longer holds. `list` shows what is linked.
"""

import json
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from plangraf.cli.link_subjects import FEW, MANY, as_lines, as_object, of_a_plan, subjects_of
from plangraf.cli.main import language
from plangraf.cli.seeking import tell_no_hits
from plangraf.content.locating import content_root
from plangraf.content.series import SeriesEntry, all_series, read_sources
from plangraf.errors import UnknownName, WrongUse
from plangraf.language import Text
from plangraf.linking.checking import NOTHING, check_links
from plangraf.linking.index import open_index
from plangraf.linking.proposing import accept, as_table, propose
from plangraf.linking.ranking import rank
from plangraf.linking.subjects import LINKS, described_series, read_links
from plangraf.settings import Settings
from plangraf.statistics.catalogue import fetch_titles, live_catalogue
from plangraf.statistics.fetching import Fetcher
from plangraf.statistics.keeping import Keeper, cache_folder
from plangraf.workspace import Workspace

_lang = click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
_scopes = click.Choice(["local", "county", "regional"])


@click.group("link")
def command() -> None:
    """Koppla planers indikatorer till nationella serier. / Link indicators to national series."""


@command.command("suggest")
@click.argument("text", nargs=-1)
@click.option("--indicator", help="En indikators sökväg / path of an indicator of a plan.")
@click.option("--scope", type=_scopes, help="Nivå / scope.")
@click.option(
    "-n", "--number", type=int, help="Antal förslag / candidates. [10; 3 för en plan / of a plan]"
)
@click.option("--format", "form", type=click.Choice(["text", "tsv", "json"]), default="text")
@click.option("--accept", "chosen", help="Koppla den här serien / link this series.")
@_lang
@click.pass_context
def suggest(
    context: click.Context,
    text: tuple[str, ...],
    indicator: str | None,
    scope: str | None,
    number: int | None,
    form: str,
    chosen: str | None,
    lang: str | None,
) -> None:
    """Föreslå serier till en indikator, med skäl. / Suggest series, with reasons.

    TEXT: ord, en indikators sökväg, eller en plans id för alla dess indikatorer. Utan förslag är
    slutkoden 1. / Words, the path of an indicator, or the id of a plan for all its indicators.
    Without a candidate the exit code is 1.
    """
    settings: Settings = context.obj
    spoken = language(context)
    root = content_root(settings.content)
    subjects = subjects_of(settings, text, indicator, scope)
    index = open_index(root)
    if len(subjects) > 1:
        if chosen:
            raise WrongUse(
                Text(
                    "En serie kopplas till en indikator i taget.",
                    "A series is linked to one indicator at a time.",
                ),
                place="--accept",
                remedy=Text("Ange den med --indicator.", "Name it with --indicator."),
            )
        listed = [(one, rank(index, wanted, number or FEW)) for one, wanted in subjects]
        print(of_a_plan(listed, form, spoken), end="")
        return
    subject, wanted = subjects[0]
    found = rank(index, wanted, number or MANY)
    if chosen:
        picked = [one for one in rank(index, wanted, 300) if one.entry.path == chosen]
        if not picked:
            raise UnknownName(
                Text(f"”{chosen}” är inget förslag.", f"“{chosen}” is not a candidate."),
                nearest=tuple(one.entry.path for one in found[:3]),
            )
        fresh = accept(root / LINKS, propose(subject, picked)[0])
        print(Text("Inskriven." if fresh else "Fanns redan.", "Written.").in_(spoken))
        return
    if form == "tsv":
        print(as_table(propose(subject, found)), end="")
    elif form == "json":
        print(json.dumps([as_object(one, spoken) for one in found], ensure_ascii=False, indent=2))
    else:
        width = max(40, shutil.get_terminal_size().columns) if sys.stdout.isatty() else None
        for place, one in enumerate(found, 1):
            print(as_lines(place, one, spoken, width))
    if not found:
        tell_no_hits(wanted.label, spoken)
    sys.exit(0 if found else 1)


@command.command("check")
@click.option(
    "--all", "everything", is_flag=True, help="Även borttagna serier / withdrawn series too."
)
@click.option(
    "--live", is_flag=True, help="Mot tjänstens katalog nu / against the service's catalogue now."
)
@_lang
@click.pass_context
def check(context: click.Context, everything: bool, live: bool, lang: str | None) -> None:
    """Kontrollera kopplingarna mot katalogen. / Check the links against the catalogue."""
    settings: Settings = context.obj
    spoken = language(context)
    workspace = Workspace.open(settings)
    entries = {entry.path: entry for entry in all_series(workspace.root)}
    problems = check_links(
        read_links(workspace.root),
        _live(workspace.root, entries) if live else entries,
        {series.path: series.title for series in described_series(workspace.store)},
    )
    wrong = [problem for problem in problems if not problem.notice]
    for problem in problems if everything else wrong:
        print(f"{LINKS}:{problem.line}: {problem.message.in_(spoken)}")
    notices = len(problems) - len(wrong)
    summary = Text(
        f"{len(wrong)} fel, {notices} kopplingar till borttagna serier",
        f"{len(wrong)} errors, {notices} links to withdrawn series",
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
    for row in read_links(content_root(settings.content)):
        slots = row.slots
        if plan and f"/{plan}/" not in slots["subject_id"]:
            continue
        target = none if slots["object_id"] == NOTHING else slots["object_id"]
        relation = slots["predicate_id"].partition(":")[2]
        print(f"{slots['subject_label']}\t{relation}\t{target}\t{slots['confidence']}")


def _live(root: Path, entries: dict[str, SeriesEntry]) -> dict[str, SeriesEntry]:
    """Ask Kolada for its catalogue as it is, and set the pinned one right by it."""
    provider = read_sources(root).providers["kolada"]
    keeper = Keeper(cache_folder(os.environ))
    with Fetcher(provider, keeper) as fetcher:
        titles = fetch_titles(fetcher, provider)
    keeper.close()
    today = datetime.now(UTC).date().isoformat()
    return live_catalogue(titles, entries.values(), today)
