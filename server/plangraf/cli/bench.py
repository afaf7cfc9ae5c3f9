"""`plangraf bench`: how fast, beside peers in the same run, and whether it lasts (`soak`)."""

import click

from plangraf.benchmarks import figure_pages, figures, soak, stores, validators
from plangraf.benchmarks.timing import render_table
from plangraf.cli.main import language
from plangraf.settings import Settings
from plangraf.workspace import Workspace

_MEASURES = {
    "store": stores.measure,
    "validate": validators.measure,
    "figures": figures.measure,
    "figure-pages": figure_pages.measure,
}


@click.command("bench")
@click.argument("what", type=click.Choice([*sorted(_MEASURES), "soak"]), required=False)
@click.option("--runs", type=click.IntRange(1), default=15, show_default=True)
@click.option(
    "--minutes",
    type=click.FloatRange(0.1),
    default=30.0,
    show_default=True,
    help="soak: minuter / minutes.",
)
@click.option(
    "--clients",
    type=click.IntRange(1, 200),
    default=8,
    show_default=True,
    help="soak: klienter / clients.",
)
@click.option(
    "--hostile",
    type=click.FloatRange(0, 1),
    default=0.05,
    show_default=True,
    help="soak: andel fientliga frågor / share of hostile queries.",
)
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
@click.pass_context
def command(
    context: click.Context,
    what: str | None,
    runs: int,
    minutes: float,
    clients: int,
    hostile: float,
    lang: str | None,
) -> None:
    """Mät mot jämförbara verktyg. / Measure against comparable tools.

    soak håller en server igång med ärliga och fientliga frågor. / soak keeps a server busy with
    honest and hostile questions.
    """
    settings: Settings = context.obj
    workspace = Workspace.open(settings)
    if what == "soak":
        report = soak.run(workspace, soak.Soak(minutes, clients, hostile), click.echo)
        click.echo(report.render(language(context)))
        context.exit(1 if report.broken() else 0)
    for name in [what] if what else sorted(_MEASURES):
        print(
            f"{name}\n{render_table(list(_MEASURES[name](workspace, runs)), language(context))}\n"
        )
