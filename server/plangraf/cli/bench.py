"""`plangraf bench`: how fast, beside peers in the same run."""

import click

from plangraf.benchmarks import figures, stores, validators
from plangraf.benchmarks.timing import render_table
from plangraf.cli.main import language
from plangraf.settings import Settings
from plangraf.workspace import Workspace

_MEASURES = {
    "store": stores.measure,
    "validate": validators.measure,
    "figures": figures.measure,
}


@click.command("bench")
@click.argument("what", type=click.Choice(sorted(_MEASURES)), required=False)
@click.option("--runs", type=click.IntRange(1), default=15, show_default=True)
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
@click.pass_context
def command(context: click.Context, what: str | None, runs: int, lang: str | None) -> None:
    """Mät mot jämförbara verktyg. / Measure beside peers."""
    settings: Settings = context.obj
    workspace = Workspace.open(settings)
    for name in [what] if what else sorted(_MEASURES):
        print(
            f"{name}\n{render_table(list(_MEASURES[name](workspace, runs)), language(context))}\n"
        )
