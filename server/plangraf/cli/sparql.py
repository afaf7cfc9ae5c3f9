"""`plangraf sparql`: run a query from a file or standard input.

The answer of a SELECT is a table on a terminal; every result format of the store can be chosen.
"""

import io
import sys
from pathlib import Path

import click

from plangraf.catalogue.answer import Table
from plangraf.catalogue.free import free_query
from plangraf.catalogue.parameters import Values
from plangraf.catalogue.running import run
from plangraf.catalogue.tables import write_text
from plangraf.catalogue.workbook import Origin, write_workbook
from plangraf.cli.hinting import hint
from plangraf.cli.main import language
from plangraf.cli.query import terminal_width, write_out
from plangraf.errors import UnreadableInput, WrongUse
from plangraf.language import Text
from plangraf.settings import Settings
from plangraf.store.interface import GRAPH_FORMATS, SOLUTION_FORMATS, Store
from plangraf.vocabulary import PREFIXES
from plangraf.workspace import Workspace

FORMATS = ("table", "xlsx", *SOLUTION_FORMATS, *GRAPH_FORMATS)


@click.command("sparql")
@click.argument("file")
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), help="Annars en tabell.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Fil / file.")
@click.option("--store", help="Mapp eller adress / folder or address [i minnet / in memory].")
@click.option("--explain", is_flag=True, help="Varför noll rader? / why no rows?")
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
@click.pass_context
def command(
    context: click.Context,
    file: str,
    form: str | None,
    output: str | None,
    store: str | None,
    explain: bool,
    lang: str | None,
) -> None:
    """Ställ en SPARQL-fråga ur FILE, eller - för standard in. / Ask a query from FILE or -."""
    base: Settings = context.obj
    settings = base.with_(store=store)
    text = _read(file)
    ending = Path(output or "").suffix.lstrip(".")
    chosen = form or (ending if ending in FORMATS else "table")
    opened = Workspace.open(settings).store
    if explain and not _table(opened, text, "sv").rows:
        hint(text, opened, language(context))
    if chosen in ("table", "xlsx"):
        table = _table(opened, text, language(context))
        data = write_workbook(table, Origin()) if chosen == "xlsx" else _for_terminal(table)
    else:
        data = _written(opened, text, chosen)
    write_out(data, output)


def _table(store: Store, text: str, spoken: str) -> Table:
    """Run a free query as a table."""
    answer = store.query(text)
    names = answer.variables if answer.kind == "solutions" else ()
    return run(free_query(text, names), Values("en" if spoken == "en" else "sv"), store)


def _for_terminal(table: Table) -> bytes:
    return write_text(table, terminal_width())


def _written(store: Store, text: str, form: str) -> bytes:
    """Return the answer in one of the store's formats, which must fit the kind of query."""
    answer = store.query(text)
    fitting = GRAPH_FORMATS if answer.kind == "graph" else SOLUTION_FORMATS
    if form not in fitting or (answer.kind == "truth" and form in ("csv", "tsv")):
        raise WrongUse(
            Text(
                f"Svaret på den här frågan finns inte som {form}.",
                f"The answer to this query cannot be given as {form}.",
            ),
            remedy=Text(f"Välj: table, {', '.join(fitting)}.", f"Use table, {', '.join(fitting)}."),
        )
    out = io.BytesIO()
    answer.write(out, form, PREFIXES)
    return out.getvalue()


def _read(file: str) -> str:
    """Read the query's text."""
    try:
        if file == "-":
            return sys.stdin.buffer.read().decode("utf-8")
        return Path(file).read_text("utf-8")
    except OSError as error:
        raise UnreadableInput(
            Text(f"Kan inte läsa: {error.strerror}.", f"Cannot read: {error.strerror}."), place=file
        ) from None
    except UnicodeDecodeError:
        raise UnreadableInput(
            Text("Filen är inte UTF-8.", "The file is not UTF-8."), place=file
        ) from None
