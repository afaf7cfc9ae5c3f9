"""`plangraf export`: the whole content, or one graph, as a file that other tools read."""

from pathlib import Path

import click

from plangraf.cli.output import write_out
from plangraf.errors import WrongUse
from plangraf.language import Text
from plangraf.settings import Settings
from plangraf.workspace import Workspace

_FORMATS = ("nq", "trig", "ttl", "nt", "rdf", "jsonld")
_ONE_GRAPH_ONLY = ("ttl", "nt", "rdf")


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="Annars efter filändelsen; nq / else by the file extension; nq.",
)
@click.option("--graph", help="En graf, t.ex. plans/harryda-2019-2022 / one graph.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Fil / file.")
@click.option("--store", help="Mapp eller adress / folder or address [i minnet / in memory].")
@click.pass_context
def command(
    context: click.Context,
    form: str | None,
    graph: str | None,
    output: str | None,
    store: str | None,
) -> None:
    """Skriv ut graferna som fil. / Write the graphs to a file."""
    settings: Settings = context.obj
    workspace = Workspace.open(settings.with_(store=store))
    form = form or _format_of(output)
    if graph is None and form in _ONE_GRAPH_ONLY:
        raise WrongUse(
            Text(
                f"Formatet {form} rymmer bara en graf.",
                f"The format {form} can hold only one graph.",
            ),
            remedy=Text(
                "Ange --graph, eller välj nq eller trig.", "Give --graph, or use nq, trig."
            ),
        )
    write_out(workspace.dump(form, graph), output)


def _format_of(output: str | None) -> str:
    """Read the format from the file's ending; WrongUse for one that is none of ours."""
    if output is None or output == "-":
        return "nq"
    ending = Path(output).suffix.removeprefix(".")
    if ending in _FORMATS:
        return ending
    known = ", ".join(_FORMATS)
    raise WrongUse(
        Text(
            f"Filändelsen motsvarar inget format: {known}.",
            f"The file extension matches no format: {known}.",
        ),
        place=output,
        remedy=Text("Ange --format.", "Give --format."),
    )
