"""`plangraf plan export`: a plan of the store, a version of it, or a file, in any form."""

import sys
from pathlib import Path

import click
from rdflib import Graph

from plangraf import __version__
from plangraf.cli.main import language
from plangraf.cli.plans.files import give, named_plan
from plangraf.content.formatting import format_turtle
from plangraf.content.locating import content_root
from plangraf.errors import WrongUse
from plangraf.language import Text
from plangraf.plans.exporting.documents import PlanText, write_html, write_markdown
from plangraf.plans.exporting.records_of import export_form
from plangraf.plans.exporting.stratml import write_stratml
from plangraf.plans.exporting.writing import sheets, write_csv, write_yaml
from plangraf.plans.files.workbook_writing import write_tables
from plangraf.plans.registers.lookups import Lookups
from plangraf.settings import Settings

FORMATS = ("xlsx", "csv", "yaml", "md", "html", "stratml", "ttl")


@click.command("export")
@click.argument("plan")
@click.option("--store", "place", default=None, help="Mapp eller adress / folder or address.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Annars efter filändelsen / else by the file extension.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Fil / file.")
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
@click.pass_context
def command(
    context: click.Context,
    plan: str,
    place: str | None,
    form: str | None,
    output: str | None,
    lang: str | None,
) -> None:
    """Skriv en plan ur grafen eller en fil. / Write a plan from the graph or from a file."""
    base: Settings = context.obj
    settings = base.with_(store=place)
    root = content_root(settings.content)
    suffix = Path(output).suffix.lower().lstrip(".") if output else ""
    chosen = form or {"yml": "yaml", "xml": "stratml", "htm": "html"}.get(suffix, suffix) or "xlsx"
    if chosen not in FORMATS:
        raise WrongUse(
            Text(f"Formatet ”{chosen}” finns inte.", f"There is no format “{chosen}”."),
            remedy=Text(f"Välj: {', '.join(FORMATS)}.", f"Choose: {', '.join(FORMATS)}."),
        )
    named = named_plan(settings, plan, root)
    data = written(named.graph, named.plan, chosen, root, context)
    if output is None and chosen != "xlsx":
        sys.stdout.write(data.decode())
    else:
        give(data, output or f"{named.plan}.{chosen}")


def written(graph: Graph, slug: str, form: str, root: Path, context: click.Context) -> bytes:
    """Write a plan in one of FORMATS."""
    spoken = language(context)
    text = PlanText(graph, slug, Lookups(root, slug), spoken)
    if form == "ttl":
        return format_turtle(graph).encode()
    if form == "md":
        return write_markdown(text).encode()
    if form == "html":
        return write_html(text).encode()
    if form == "stratml":
        return write_stratml(text)
    whole = export_form(graph, slug, root)
    if form == "csv":
        return write_csv(whole, __version__)
    if form == "yaml":
        return write_yaml(whole, __version__)
    return write_tables(sheets(whole, __version__, spoken))
