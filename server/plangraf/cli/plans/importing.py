"""`plangraf plan import`: a workbook, a table or YAML → a plan, with a report of every cell.

Exit code 1 where something could not be read as what it must be.
"""

import sys
from datetime import datetime
from pathlib import Path

import click

from plangraf.cli.main import language
from plangraf.cli.plans.exporting import written
from plangraf.cli.plans.files import give, import_file
from plangraf.content.formatting import format_turtle
from plangraf.content.locating import content_root
from plangraf.plans import report
from plangraf.plans.found.mapping import render_mapping
from plangraf.plans.readings import Wishes
from plangraf.settings import Settings
from plangraf.validation.findings import Severity


@click.command("import")
@click.argument("file", type=click.Path())
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Fil / file.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["ttl", "yaml", "csv", "xlsx"]),
    default="ttl",
    show_default=True,
)
@click.option(
    "--mapping", type=click.Path(dir_okay=False), help="Rättad mappning / corrected mapping (YAML)."
)
@click.option(
    "--write-mapping",
    type=click.Path(dir_okay=False),
    help="Skriv mappningen hit / write the mapping here.",
)
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False),
    help="Rapport / report (.json, .txt).",
)
@click.option("--id", "plan", default="", help="Planens id / the plan's id: nydala-2024-2027.")
@click.option("--title", default="", help="Planens namn / the plan's name.")
@click.option("--publisher", default="", help="Avsändare / publisher.")
@click.option("--period", default="", help="Giltighetstid / validity: 2024–2027.")
@click.option("--level", default="", help="lokal, regional, nationell / local, regional, national.")
@click.option("--area", default="", help="Kommunkod eller namn / code or name of the area.")
@click.option(
    "--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="Lägets datum / date of the statuses."
)
@click.option("--hidden", is_flag=True, help="Läs dolda blad / read hidden sheets.")
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
@click.pass_context
def command(
    context: click.Context,
    file: str,
    output: str | None,
    form: str,
    mapping: str | None,
    write_mapping: str | None,
    report_file: str | None,
    plan: str,
    title: str,
    publisher: str,
    period: str,
    level: str,
    area: str,
    on: datetime | None,
    hidden: bool,
    lang: str | None,
) -> None:
    """Läs in en plan ur arbetsbok, tabell eller YAML. / Read a plan from workbook, table, YAML."""
    settings: Settings = context.obj
    wishes = Wishes(plan, title, publisher, period, level, area, on.date() if on else None)
    root = content_root(settings.content)
    imported = import_file(Path(file), root, wishes, mapping, hidden=hidden)
    data = (
        format_turtle(imported.graph).encode()
        if form == "ttl"
        else written(imported.graph, imported.plan, form, root, context)
    )
    if output:
        give(data, output)
    elif form != "xlsx":
        sys.stdout.write(data.decode())
    if write_mapping:
        tables = [t.mapping for t in imported.reading.tables]
        Path(write_mapping).write_text(render_mapping(tables, Path(file).name), "utf-8")
    told = report.render_text(imported, language(context))
    if report_file:
        text = report.render_json(imported) if report_file.endswith(".json") else told
        Path(report_file).write_text(text, "utf-8")
    print(told, file=sys.stderr, end="")
    failed = any(p.severity is Severity.VIOLATION for p in imported.notes.problems)
    sys.exit(1 if failed else 0)
