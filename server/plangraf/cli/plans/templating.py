"""`plangraf plan template`: an empty workbook, made from the shapes and the schemes."""

import click

from plangraf.cli.main import language
from plangraf.cli.plans.files import give
from plangraf.content.locating import content_root
from plangraf.plans.exporting.template import write_plan_template
from plangraf.settings import Settings


@click.command("template")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Fil / file.")
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
@click.pass_context
def command(context: click.Context, output: str | None, lang: str | None) -> None:
    """Skriv en tom arbetsbok. / Write an empty workbook."""
    settings: Settings = context.obj
    data = write_plan_template(content_root(settings.content), language(context))
    give(data, output or "plan.xlsx")
