"""`plangraf query`: run a saved query by name, or list them all.

Names, parameters and values are checked by the catalogue; this file reads options and writes the
answer to the terminal or a file.
"""

import datetime
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from plangraf.catalogue.counted import find_query
from plangraf.catalogue.definition import Catalogue, SavedQuery
from plangraf.catalogue.naming import named
from plangraf.catalogue.parameters import read_values, sentence
from plangraf.catalogue.running import bound_text, options_of, run, write_graph
from plangraf.catalogue.tables import WRITERS
from plangraf.catalogue.terminal import write_text
from plangraf.catalogue.workbook import Origin, write_workbook
from plangraf.cli.hinting import hint
from plangraf.cli.main import language
from plangraf.cli.output import write_out
from plangraf.errors import ParameterError
from plangraf.language import Language, Text
from plangraf.plans.publishing.as_of import asked_on
from plangraf.settings import Settings
from plangraf.sparql.teaching import Teaching
from plangraf.workspace import Workspace

FORMATS = ("table", "csv", "tsv", "json", "xml", "xlsx", "ttl", "jsonld", "excel-sv", "rq")


@click.command("query")
@click.argument("name", required=False)
@click.option(
    "-p",
    "--param",
    "given",
    multiple=True,
    metavar="NAMN=VÄRDE",
    help="Parameter, kan upprepas / can be repeated.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Annars efter filändelsen / else by the file extension.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Fil / file.")
@click.option("--as-of", help="Som det var den dagen / as it was on that day: 2025-12-31.")
@click.option("--store", help="Mapp eller adress / folder or address [i minnet / in memory].")
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
@click.pass_context
def command(
    context: click.Context,
    name: str | None,
    given: tuple[str, ...],
    form: str | None,
    output: str | None,
    as_of: str | None,
    store: str | None,
    lang: str | None,
) -> None:
    """Ställ en färdig fråga; utan NAME listas de. / Ask a saved query; without NAME, list them."""
    base: Settings = context.obj
    settings = base.with_(store=store)
    spoken = language(context)
    workspace = Workspace.open(settings)
    if name is None:
        click.echo("\n".join(_listed(workspace.catalogue, spoken)))
        return
    query = find_query(workspace.catalogue, name)
    data = answered(workspace, query, _pairs(given), _form(form, output), spoken, as_of)
    write_out(data, output)


def answered(
    workspace: Workspace,
    query: SavedQuery,
    given: dict[str, list[str]],
    form: str,
    spoken: Language,
    as_of: str | None = None,
) -> bytes:
    """Run a saved query and return the answer in a format; `as_of` is a day."""
    if form == "rq":
        return query.text.encode()
    runner = Teaching(asked_on(workspace.store, as_of))
    values = read_values(
        query, given, lambda parameter: options_of(parameter, runner, spoken), spoken
    )
    values = replace(named(query, values, runner), day=as_of or "")
    if form in ("ttl", "jsonld"):
        return write_graph(query, values, runner, form)
    table = run(query, values, runner)
    if not table.rows:
        hint(bound_text(query, values), runner, spoken)
    if form == "xlsx":
        made = datetime.datetime.now(datetime.UTC)
        return write_workbook(table, Origin("", workspace.data_version, made))
    if form == "table":
        return f"{sentence(query, values)}\n\n".encode() + write_text(table, terminal_width())
    return WRITERS[form](table)


def terminal_width() -> int:
    """Return the width to write tables in: the terminal's (or COLUMNS), within 40 and 400."""
    return max(40, min(400, shutil.get_terminal_size((120, 24)).columns))


def _form(form: str | None, output: str | None) -> str:
    """Return the format: as given, by the file's ending, or a table."""
    ending = Path(output or "").suffix.lstrip(".")
    return form or (ending if ending in FORMATS else "table")


def _pairs(given: tuple[str, ...]) -> dict[str, list[str]]:
    """Split `name=value`; a parameter may be given several times."""
    pairs: dict[str, list[str]] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise ParameterError(
                pair,
                Text(
                    f"Parametern ”{pair}” har inget värde.", f"The parameter “{pair}” has no value."
                ),
                remedy=Text("Skriv --param namn=värde.", "Write --param name=value."),
            )
        pairs.setdefault(name.strip(), []).append(value)
    return pairs


def _listed(catalogue: Catalogue, spoken: Language) -> Iterator[str]:
    """List the queries by group, a line each, parameters in brackets."""
    width = max((len(query.name) for query in catalogue.queries), default=0)
    for title, queries in catalogue.by_group(spoken):
        yield title
        for query in queries:
            names = "".join(f" [{parameter.name}]" for parameter in query.parameters)
            yield f"  {query.name:<{width}}  {query.title.in_(spoken)}{names}"
        yield ""
    yield Text(
        "Ställ en: plangraf query NAMN [--param namn=värde] [--format csv] [-o FIL]",
        "Ask one: plangraf query NAME [--param name=value] [--format csv] [-o FILE]",
    ).in_(spoken)
