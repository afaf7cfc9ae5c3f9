"""`plangraf sparql`: run a query from a file or standard input.

The answer of a SELECT is a table on a terminal; every result format of the store can be chosen. A
query goes the same road as at the endpoint: looked at, refused or run by a worker that is ended at
the bounds of time and memory.
"""

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from plangraf.catalogue.answer import Table
from plangraf.catalogue.free import free_query
from plangraf.catalogue.parameters import Values
from plangraf.catalogue.running import run
from plangraf.catalogue.terminal import write_text
from plangraf.catalogue.workbook import Origin, write_workbook
from plangraf.cli.hinting import hint
from plangraf.cli.main import language
from plangraf.cli.output import write_out
from plangraf.cli.query import terminal_width
from plangraf.errors import PlangrafError, TooLarge, UnreadableInput, WrongUse
from plangraf.language import Text
from plangraf.settings import Settings
from plangraf.sparql.generation import Made
from plangraf.sparql.pool import Pool
from plangraf.sparql.pooled import PooledStore
from plangraf.sparql.scanning import Scan
from plangraf.sparql.service import refuse_outreach
from plangraf.sparql.teaching import hints
from plangraf.store.interface import GRAPH_FORMATS, SOLUTION_FORMATS, Answer, Dataset
from plangraf.vocabulary import GRAPHS, PG, PREFIXES
from plangraf.workspace import Workspace

_TERMS = "SELECT ?t { ?t <http://www.w3.org/2000/01/rdf-schema#isDefinedBy> ?o }"
FORMATS = ("table", "xlsx", *SOLUTION_FORMATS, *GRAPH_FORMATS)


@click.command("sparql")
@click.argument("file")
@click.option(
    "-f", "--format", "form", type=click.Choice(FORMATS), help="Annars en tabell / else a table."
)
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
    _look(text, settings)
    spoken = language(context)
    with _pooled(settings) as opened:
        if explain and not _table(opened, text, "sv").rows:
            hint(text, opened, spoken)
        if chosen in ("table", "xlsx"):
            table = _table(opened, text, spoken)
            data = write_workbook(table, Origin()) if chosen == "xlsx" else _for_terminal(table)
        else:
            data = _written(opened, text, chosen)
        for unknown in hints(Scan(text), _terms(opened, text)):
            print(unknown.in_(spoken), file=sys.stderr)
    write_out(data, output)


def _look(text: str, settings: Settings) -> None:
    """Refuse what is not for this command, before anything is opened."""
    scan, longest = Scan(text), settings.limits.query_length
    if len(text) > longest:
        raise TooLarge(
            Text(
                f"Frågan är längre än {longest} tecken, som är gränsen.",
                f"The query is longer than {longest} characters, which is the limit.",
            )
        )
    refuse_outreach(scan)
    if scan.form == "UPDATE":
        raise WrongUse(
            Text("Det här är en uppdatering, ingen fråga.", "This is an update, not a query."),
            remedy=Text(
                "Kommandot läser bara. Ändringar tar en skrivbar server emot: plangraf serve "
                "--writable.",
                "This command only reads. A writable server takes changes: plangraf serve "
                "--writable.",
            ),
        )


@contextlib.contextmanager
def _pooled(settings: Settings) -> Iterator[PooledStore]:
    """Open a pool of one worker and end it afterwards."""
    workspace = Workspace.open(settings)
    made: Made = (lambda: workspace.made) if settings.store else tuple
    pool = Pool(settings.with_(workers=1), workspace.root, "command", made)
    limits = settings.limits
    try:
        yield PooledStore(
            pool, rows=limits.result_rows, size=limits.result_bytes, seconds=limits.query_seconds
        )
    finally:
        pool.close()


def _table(store: PooledStore, text: str, spoken: str) -> Table:
    """Run a free query as a table."""
    answer = store.query(text)
    names = answer.variables if answer.kind == "solutions" else ()
    return run(free_query(text, names), Values("en" if spoken == "en" else "sv"), _Kept(answer))


class _Kept:
    """An answer that is already there, for whoever asks for the same again."""

    def __init__(self, answer: Answer):
        self._answer = answer

    def query(self, text: str) -> Answer:
        """Return it."""
        return self._answer


def _terms(store: PooledStore, text: str) -> frozenset[str]:
    """Return the local names of our vocabulary, if the text uses any."""
    if not any(token.text.startswith("pg:") for token in Scan(text).names):
        return frozenset()
    ontology = Dataset(default=(f"{GRAPHS}ontology/plangraf",))
    try:
        rows = store.query(_TERMS, dataset=ontology).rows()
        return frozenset(str(row[0]).removeprefix(str(PG)) for row in rows)
    except PlangrafError:
        return frozenset()


def _for_terminal(table: Table) -> bytes:
    return write_text(table, terminal_width())


def _written(store: PooledStore, text: str, form: str) -> bytes:
    """Return the answer in one of the store's formats, which must fit the kind of query."""
    answer = store.query(text)
    fitting = GRAPH_FORMATS if answer.kind == "graph" else SOLUTION_FORMATS
    if form not in fitting or (answer.kind == "truth" and form in ("csv", "tsv")):
        raise WrongUse(
            Text(
                f"Svaret på den här frågan finns inte som {form}.",
                f"The answer to this query cannot be given as {form}.",
            ),
            remedy=Text(
                f"Välj: table, {', '.join(fitting)}.", f"Choose: table, {', '.join(fitting)}."
            ),
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
            Text(f"Det går inte att läsa: {error.strerror}.", f"Cannot read: {error.strerror}."),
            place=file,
        ) from None
    except UnicodeDecodeError:
        raise UnreadableInput(
            Text("Filen är inte UTF-8.", "The file is not UTF-8."), place=file
        ) from None
