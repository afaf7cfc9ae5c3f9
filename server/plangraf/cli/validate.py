"""`plangraf validate`: is this plan right, and if not, what is to be mended, and where?

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 a file that cannot be read or wrong use,
3 shapes or an engine that cannot be used.
"""

import gc
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import click

from plangraf.cli.main import language
from plangraf.content.locating import content_root
from plangraf.errors import LimitReached, UnreadableInput, WrongUse
from plangraf.language import Language, Text
from plangraf.settings import Settings
from plangraf.validation.causes import read_and_found
from plangraf.validation.checking import Checker
from plangraf.validation.comparing import refuse
from plangraf.validation.engines.choosing import ENGINE_NAMES, second_opinion
from plangraf.validation.findings import Finding, Report, Severity
from plangraf.validation.reading import SUFFIXES, Document, read_document
from plangraf.validation.rendering.choosing import FORMATS, render

_FIGURES = ".observations.csv"
_SHEETS = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".yaml", ".yml")
"""What is read through the plans layer, which is imported only then: it takes long."""
_IN_FOLDERS = (*(s for s in SUFFIXES if s not in (".json", ".xml")), ".xlsx", ".csv", ".yaml")
_FOR_PROGRAMS = ("json", "sarif", "junit", "github", "html")
"""Formats in which an unreadable file is a finding too: what reads them expects nothing else."""
_FEW = 8
"""Up to so many files are checked in this process, and nothing is kept of them."""


@click.command("validate")
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option("--profile", default="core", show_default=True, help="core, publishable.")
@click.option(
    "--format", "form", type=click.Choice((*FORMATS, "xlsx")), default="text", show_default=True
)
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
@click.option(
    "--jobs", type=click.IntRange(1), help="Processer för många filer / processes for many files."
)
@click.option(
    "--cache/--no-cache",
    default=True,
    show_default=True,
    help="Kom ihåg oförändrade filer när de är många / remember unchanged files when there are "
    "many.",
)
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
    jobs: int | None,
    cache: bool,
) -> None:
    """Granska planer mot reglerna. / Check plans against the shapes.

    FILES: planer, eller mappar med planer. / Plans, or folders of plans.
    """
    names = _expanded(files)
    if len(names) == 1:
        gc.disable()  # a short process with few rings: a fifth faster
    if form == "xlsx" and output is None:
        raise WrongUse(
            Text("En arbetsbok skrivs till en fil.", "A workbook is written to a file."),
            place="--format xlsx",
            remedy=Text("Ange den med -o.", "Name it with -o."),
        )
    settings: Settings = context.obj
    spoken = language(context)
    checker = Checker.of(content_root(settings.content), profile, engine)
    read = _Reader(checker, settings.limits.upload_bytes)
    if len(names) > 1:
        report = _many(checker, read, names, spoken, cross_check, jobs, cache)
    else:
        try:
            report = _one(checker, read, names[0], cross_check)
        except (UnreadableInput, LimitReached) as error:
            if form not in _FOR_PROGRAMS:
                raise
            many = import_module("plangraf.validation.many")
            report = checker.report([many.unreadable(error, names[0])], names, 0)
    _write(report, form, spoken, output)
    if any(finding.rule == "unreadable" for finding in report.findings):
        sys.exit(2)
    sys.exit(1 if report.fails(Severity[fail_on.upper()]) else 0)


class _Reader:
    """Reads a file by what its name says it is."""

    def __init__(self, checker: Checker, most_bytes: int):
        self._checker = checker
        self._most_bytes = most_bytes

    def __call__(self, name: str) -> tuple[Document, tuple[Finding, ...]]:
        context = self._checker.context
        if name.endswith(_FIGURES):
            figures = import_module("plangraf.validation.figures")
            return figures.figures_document(Path(name), self._most_bytes), ()
        if Path(name).suffix.lower() in _SHEETS:
            sheets = import_module("plangraf.plans.publishing.checkable")
            checkable = sheets.read_sheet(Path(name), context.root, self._most_bytes)
            return checkable.document, checkable.told
        document = read_document(
            Path(name), most_bytes=self._most_bytes, bundled_context=context.context_jsonld
        )
        return document, ()


def _one(checker: Checker, read: _Reader, name: str, cross_check: bool) -> Report:
    document, told = read(name)
    report = checker.check([document])
    if cross_check:
        other = second_opinion(report.engine)
        refuse(checker.disagreements([document], other), checker.book.rule)
    return replace(report, findings=read_and_found(told, report.findings))


def _many(
    checker: Checker,
    read: _Reader,
    names: Sequence[str],
    spoken: Language,
    cross_check: bool,
    jobs: int | None,
    cache: bool,
) -> Report:
    """Check many files, with a bar while it takes long and somebody is watching."""
    many = import_module("plangraf.validation.many")
    keeping = import_module("plangraf.validation.keeping")
    long = len(names) > _FEW
    keeper = keeping.Keeper(_cache_folder() if cache and long else None)
    chosen = jobs or (min(4, os.cpu_count() or 1) if long else 1)
    gc.set_threshold(100_000, 20, 20)  # what is made is let go by itself, but for a few rings
    task = many.Many(checker, names, read, keeper, chosen)
    label = Text("Kontrollerar", "Checking").in_(spoken)
    hidden = not (long and sys.stderr.isatty())
    with click.progressbar(length=len(names), label=label, file=sys.stderr, hidden=hidden) as bar:
        report: Report = task.check(lambda done, _: bar.update(done - bar.pos))
    if cross_check:
        refuse(tuple(task.disagreements(second_opinion(report.engine))), checker.book.rule)
    return report


def _cache_folder() -> Path:
    """Where outcomes are kept: the user's cache, as the desktop rules name it."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "plangraf" / "checks"


def _expanded(files: Sequence[str]) -> list[str]:
    """Files as they are named, folders as what is in them that can be a plan."""
    names: list[str] = []
    for file in files:
        path = Path(file)
        if not path.is_dir():
            names.append(file)
            continue
        inside = sorted(p for p in path.rglob("*") if _may_be_a_plan(p, path))
        if not inside:
            raise UnreadableInput(
                Text("I mappen finns ingen plan.", "There is no plan in the folder."),
                place=file,
                remedy=Text(
                    f"Planer slutar på {' '.join(_IN_FOLDERS)}.",
                    f"Plans end in {' '.join(_IN_FOLDERS)}.",
                ),
            )
        names += map(str, inside)
    return list(dict.fromkeys(names))


def _may_be_a_plan(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    return path.suffix.lower() in _IN_FOLDERS and not hidden and path.is_file()


def _write(report: Report, form: str, spoken: Language, output: str | None) -> None:
    if form == "xlsx" and output is not None:
        _write_workbook(report, spoken, Path(output))
        return
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


def _write_workbook(report: Report, spoken: Language, output: Path) -> None:
    """The checked workbook with notes, where it was one and only one; else the findings alone."""
    workbooks = import_module("plangraf.plans.findings_workbook")
    only = Path(report.files[0]) if len(report.files) == 1 else None
    if only is not None and only.suffix.lower() == ".xlsx":
        output.write_bytes(workbooks.marked_workbook(only.read_bytes(), report, spoken))
    else:
        output.write_bytes(workbooks.findings_workbook(report, spoken))
