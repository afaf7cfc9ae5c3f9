"""`plangraf check`: does the shipped content say what its sources say?"""

import sys

import click

from plangraf.cli.main import language
from plangraf.content.checking import check_plan
from plangraf.content.locating import content_root
from plangraf.errors import ContentError
from plangraf.language import Text
from plangraf.settings import Settings


@click.command("check")
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
@click.pass_context
def command(context: click.Context, lang: str | None) -> None:
    """Pröva planerna mot källtexterna. / Check the plans against their sources."""
    settings: Settings = context.obj
    spoken = language(context)
    root = content_root(settings.content)
    plans = sorted((root / "data" / "plans").glob("*.ttl"))
    if not plans:
        raise ContentError(
            Text("Inga planer att pröva.", "No plans to check."), place=str(root / "data" / "plans")
        )
    failed = False
    for path in plans:
        if not (root / "data" / "sources" / f"{path.stem}.txt").exists():
            continue
        checked = check_plan(path, root / "data" / "sources")
        for problem in checked.problems:
            print(f"{problem.place}: {problem.message.in_(spoken)}")
        failed = failed or bool(checked.problems)
        summary = Text(
            "{name}: {spans} belägg, {lines} rader, {furniture} utan uppgift, {wrong} fel",
            "{name}: {spans} spans, {lines} lines, {furniture} stating nothing, {wrong} wrong",
        ).format(
            name=checked.name,
            spans=checked.spans,
            lines=checked.lines,
            furniture=checked.furniture,
            wrong=len(checked.problems),
        )
        print(summary.in_(spoken))
    sys.exit(1 if failed else 0)
