"""`plangraf validate`: is this plan right, and if not, what is to be mended, and where?

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 a file that cannot be read or wrong use,
3 shapes or an engine that cannot be used.
"""

import gc
import os
import shutil
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import click

from plangraf.cli.main import language
from plangraf.content.locating import content_root
from plangraf.settings import Settings
from plangraf.validation.checking import Checker
from plangraf.validation.comparing import refuse
from plangraf.validation.context import Context
from plangraf.validation.engines.choosing import ENGINE_NAMES, second_opinion
from plangraf.validation.findings import Finding, Severity
from plangraf.validation.reading import Document, read_document
from plangraf.validation.rendering.choosing import FORMATS, render

_SHEETS = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".yaml", ".yml")
"""What is read through the plans layer, which is imported only then: it takes long."""


@click.command("validate")
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option("--profile", default="core", show_default=True, help="core, publishable.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
@click.option(
    "--fail-on",
    type=click.Choice([s.name.lower() for s in sorted(Severity, reverse=True)]),
    default="violation",
    show_default=True,
    help="Vad som ger slutkod 1 / what makes the exit code 1.",
)
@click.option("--engine", type=click.Choice(ENGINE_NAMES), default="auto", show_default=True)
@click.option(
    "--cross-check",
    is_flag=True,
    help="Jämför två motorer / compare two engines, result by result.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Fil / file.")
@click.pass_context
def command(
    context: click.Context,
    files: tuple[str, ...],
    profile: str,
    form: str,
    lang: str | None,
    fail_on: str,
    engine: str,
    cross_check: bool,
    output: str | None,
) -> None:
    """Kontrollera planer mot formerna. / Check plans against the shapes."""
    if len(files) == 1:
        gc.disable()  # a short process with few rings: a fifth faster
    settings: Settings = context.obj
    spoken = language(context)
    checker = Checker.of(content_root(settings.content), profile, engine)
    documents, problems = _read(files, checker.context, settings.limits.upload_bytes)
    report = checker.check(documents)
    report = replace(report, findings=(*problems, *report.findings))
    if cross_check:
        other = second_opinion(report.engine)
        refuse(checker.disagreements(documents, other), checker.book.rule)
    terminal = output is None and sys.stdout.isatty()
    told = render(
        report,
        form,
        spoken,
        colour=terminal and "NO_COLOR" not in os.environ,
        width=shutil.get_terminal_size().columns if terminal else 100,
    )
    if output is None:
        sys.stdout.write(told)
    else:
        Path(output).write_text(told, "utf-8")
    sys.exit(1 if report.fails(Severity[fail_on.upper()]) else 0)


def _read(
    files: tuple[str, ...], content: Context, most_bytes: int
) -> tuple[list[Document], list[Finding]]:
    """Read every file; what was told while reading a workbook comes beside it."""
    documents: list[Document] = []
    problems: list[Finding] = []
    for file in files:
        path = Path(file)
        if path.suffix.lower() in _SHEETS:
            sheets = import_module("plangraf.plans.checkable")
            checkable = sheets.read_sheet(path, content.root, most_bytes)
            documents.append(checkable.document)
            problems += checkable.told
        else:
            documents.append(
                read_document(path, most_bytes=most_bytes, bundled_context=content.context_jsonld)
            )
    return documents, problems
