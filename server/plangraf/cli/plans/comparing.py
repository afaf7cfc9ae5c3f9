"""`plangraf plan diff`: two versions or files of a plan, in words, as JSON or as HTML."""

import sys
from pathlib import Path

import click

from plangraf.cli.main import language
from plangraf.cli.plans.files import named_plan
from plangraf.content.locating import content_root
from plangraf.plans.comparing import diff_rendering
from plangraf.plans.comparing.differ import compare_plans
from plangraf.plans.reading import SUFFIXES
from plangraf.plans.readings import Wishes
from plangraf.plans.registers.lookups import Lookups
from plangraf.settings import Settings


@click.command("diff")
@click.argument("before")
@click.argument("after")
@click.option("--store", "place", default=None, help="Mapp eller adress / folder or address.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
)
@click.option(
    "--exit-code", is_flag=True, help="Slutkod 1 om de skiljer sig / exit 1 if they differ."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Fil / file.")
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
@click.pass_context
def command(
    context: click.Context,
    before: str,
    after: str,
    place: str | None,
    form: str,
    exit_code: bool,
    output: str | None,
    lang: str | None,
) -> None:
    """Jämför två versioner eller filer. / Compare two versions or files."""
    base: Settings = context.obj
    settings = base.with_(store=place)
    root = content_root(settings.content)
    old = named_plan(settings, before, root)
    wishes = Wishes(plan=old.plan if Path(after).suffix.lower() in SUFFIXES else "")
    new = named_plan(settings, after, root, wishes)
    found = compare_plans(
        old.graph, new.graph, Lookups(root, old.plan), (before, after), (old.file, new.file)
    )
    told = (
        diff_rendering.render_json(found)
        if form == "json"
        else diff_rendering.render_html(found, language(context))
        if form == "html"
        else diff_rendering.render_text(found, language(context))
    )
    if output:
        Path(output).write_text(told, "utf-8")
    else:
        sys.stdout.write(told)
    sys.exit(1 if exit_code and found.differences else 0)
