"""`plangraf check`: is the content whole, and does it say what its sources say?

Three questions, in this order: can every file be read (the first that cannot ends the command, with
its line); does every saved query run and answer, and does every story give its queries what they
take; do plans and statistics fit the shapes, and the plans, to the letter, their source texts.
"""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from plangraf.catalogue.parameters import read_values
from plangraf.catalogue.running import check, options_of
from plangraf.catalogue.stories import Live
from plangraf.cli.main import language
from plangraf.content.checking import check_plan
from plangraf.errors import ContentError, ParameterError
from plangraf.language import Language, Text
from plangraf.settings import Settings
from plangraf.sparql.teaching import Teaching
from plangraf.validation.checking import Checker
from plangraf.validation.figures import FIGURES, figures_document
from plangraf.validation.findings import Severity
from plangraf.validation.reading import Document, read_document
from plangraf.workspace import Workspace


@click.command("check")
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
@click.pass_context
def command(context: click.Context, lang: str | None) -> None:
    """Kontrollera innehållet och källorna. / Check the content and its sources."""
    settings: Settings = context.obj
    workspace = Workspace.open(settings.with_(store=""))
    spoken = language(context)
    wrong = 0
    for part in (_queries, _stories, _shapes, _sources):
        for line, problems in part(workspace, spoken):
            print(line)
            wrong += problems
    sys.exit(1 if wrong else 0)


def _queries(workspace: Workspace, spoken: Language) -> Iterator[tuple[str, int]]:
    """Run every saved query; yield lines to print, each with the problems it tells."""
    store, queries = Teaching(workspace.store), workspace.catalogue.queries
    found = 0
    for query in queries:
        for problem in check(query, store):
            found += 1
            yield problem.render(spoken), 1
    summary = Text(
        f"färdiga frågor: {len(queries)}, {found} fel",
        f"saved queries: {len(queries)}, {found} errors",
    )
    yield summary.in_(spoken), 0


def _stories(workspace: Workspace, spoken: Language) -> Iterator[tuple[str, int]]:
    """Read what every story gives its queries; yield lines to print, as `_queries` does."""
    texts = workspace.stories.texts
    found = 0
    for story in texts:
        for live in (part for part in story.parts if isinstance(part, Live)):
            options = partial(options_of, runner=workspace.store, language=story.language)
            try:
                read_values(live.query, live.given, options, story.language)
            except ParameterError as error:
                found += 1
                yield f"{story.name}.{story.language}.md: {error.render(spoken)}", 1
    count = len({story.name for story in texts})
    summary = Text(f"fördjupningar: {count}, {found} fel", f"stories: {count}, {found} errors")
    yield summary.in_(spoken), 0


def _shapes(workspace: Workspace, spoken: Language) -> Iterator[tuple[str, int]]:
    """Check every plan and the statistics by the core shapes; only what keeps them out counts."""
    checker = Checker.of(workspace.root)
    for path in _plans(workspace):
        problems = _violations(checker, read_document(path), path.relative_to(workspace.root))
        for problem in problems:
            yield problem.in_(spoken), 1
        fits = Text(
            f"{path.stem}: reglerna, {len(problems)} fel",
            f"{path.stem}: shapes, {len(problems)} errors",
        )
        yield fits.in_(spoken), 0
    folder, files, wrong = workspace.root / "data" / "statistics", 0, 0
    for path in (*sorted(folder.glob("*.ttl")), *sorted(folder.rglob(f"*{FIGURES}"))):
        document = figures_document(path) if path.suffix == ".csv" else read_document(path)
        for problem in _violations(checker, document, path.relative_to(workspace.root)):
            wrong += 1
            yield problem.in_(spoken), 1
        files += 1
    fits = Text(
        f"statistik: {files} filer, reglerna, {wrong} fel",
        f"statistics: {files} files, shapes, {wrong} errors",
    )
    yield fits.in_(spoken), 0


def _violations(checker: Checker, document: Document, name: Path) -> list[Text]:
    """What keeps a document out, with file and line."""
    found = []
    for finding in checker.check([document]).findings:
        if finding.severity is Severity.VIOLATION:
            line = finding.location.line if finding.location else None
            sv, en = finding.message
            found.append(Text(f"{name}:{line or 1}: {sv}", f"{name}:{line or 1}: {en}"))
    return found


def _sources(workspace: Workspace, spoken: Language) -> Iterator[tuple[str, int]]:
    """Check every plan that has a source text against it."""
    sources = workspace.root / "data" / "sources"
    for path in _plans(workspace):
        if not (sources / f"{path.stem}.txt").exists():
            continue
        checked = check_plan(path, sources)
        for problem in checked.problems:
            yield f"{problem.place}: {problem.message.in_(spoken)}", 1
        told = Text(
            "{name}: {spans} belägg, {lines} rader, {furniture} utan uppgift, {wrong} fel",
            "{name}: {spans} spans, {lines} lines, {furniture} stating nothing, {wrong} errors",
        ).format(
            name=checked.name,
            spans=checked.spans,
            lines=checked.lines,
            furniture=checked.furniture,
            wrong=len(checked.problems),
        )
        yield told.in_(spoken), 0


def _plans(workspace: Workspace) -> list[Path]:
    """Return the plan files; ContentError when there are none."""
    folder = workspace.root / "data" / "plans"
    plans = sorted(folder.glob("*.ttl"))
    if not plans:
        raise ContentError(
            Text("Inga planer att kontrollera.", "No plans to check."), place=str(folder)
        )
    return plans
