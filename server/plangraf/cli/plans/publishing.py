"""`plangraf plan publish`: files → checked plans in a store, in the order named, each at once.

A file that cannot be read or does not conform is told and the rest goes on; exit code 1 then.
"""

import contextlib
import getpass
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

import click
from rdflib import Graph

from plangraf.cli.main import language
from plangraf.cli.plans.readying import Ready, Readying
from plangraf.content.locating import content_root
from plangraf.errors import LimitReached, PlangrafError, WrongUse
from plangraf.language import Language, Text
from plangraf.plans.comparing import diff_rendering
from plangraf.plans.comparing.differ import compare_plans, summary
from plangraf.plans.publishing.storing import (
    DoesNotConform,
    Signature,
    publish,
    require_expected,
    require_plan,
    require_same_plan,
)
from plangraf.plans.publishing.submissions import read_submission
from plangraf.plans.publishing.versions import current
from plangraf.plans.readings import Source, Wishes
from plangraf.plans.registers.lookups import Lookups
from plangraf.settings import Settings
from plangraf.sparql.counting import describe
from plangraf.store.interface import Store
from plangraf.store.parsing import parse_triples, plain_graph
from plangraf.store.versions import version_of_graph
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Report
from plangraf.validation.rendering.choosing import render
from plangraf.workspace import Workspace

_MANY: Final = 4
"""From so many files on, several processes read and check; fewer are done before they begin."""
_MOST_JOBS: Final = 4
_SETTLED: Final = 12


@click.command("publish")
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option("--store", "place", required=True, help="Mapp eller adress / folder or address.")
@click.option("--profile", default="core", show_default=True, help="core, publishable.")
@click.option("--id", "plan", default="", help="Planens id / the plan's id.")
@click.option(
    "--if-match", "expected", default=None, help="Versionen du såg / the version you saw."
)
@click.option("--by", "who", default="", help="Vem som publicerar / who publishes.")
@click.option("--dry-run", is_flag=True, help="Visa bara skillnaden / only show the difference.")
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
@click.pass_context
def command(
    context: click.Context,
    files: tuple[str, ...],
    place: str,
    profile: str,
    plan: str,
    expected: str | None,
    who: str,
    dry_run: bool,
    lang: str | None,
) -> None:
    """Granska, jämför och publicera planer. / Check, compare and publish plans."""
    settings: Settings = context.obj
    if len(files) > 1 and (plan or expected):
        raise WrongUse(
            Text(
                "--id och --if-match kan bara anges för en fil i taget.",
                "--id and --if-match can only be given for one file at a time.",
            )
        )
    root = content_root(settings.content)
    checker, spoken = Checker.of(root, profile), language(context)
    if len(files) >= _MANY and not dry_run:
        jobs = min(_MOST_JOBS, os.cpu_count() or 1)
        with Readying(files, checker, spoken, jobs) as each:
            desk = _Desk(root, _store(settings, place), checker, spoken, who)
            failed = desk.take_all(each, len(files))
    else:
        desk = _Desk(root, _store(settings, place), checker, spoken, who)
        take = desk.show if dry_run else desk.take
        failed = 0
        for file in files:
            try:
                failed += not take(Path(file), Wishes(plan=plan), expected)
            except (WrongUse, LimitReached) as error:
                if len(files) == 1:
                    raise
                failed += 1
                print(f"{file}: {error.render(spoken)}")
    if not dry_run:
        with contextlib.suppress(PlangrafError):  # what was published stands, described or not
            describe(desk.store, settings.base)
    desk.store.close()
    sys.exit(1 if failed else 0)


def _store(settings: Settings, place: str) -> Store:
    return Workspace.open(settings.with_(store=place)).store


@dataclass(frozen=True)
class _Desk:
    """Where plans are handed in: what all of one run have in common."""

    root: Path
    store: Store
    checker: Checker
    spoken: Language
    who: str

    def show(self, path: Path, wishes: Wishes, expected: str | None) -> bool:
        """Show what publishing a file would do; False where it does not conform."""
        read = read_submission(path, self.root, wishes)
        standing = current(self.store, read.plan)
        require_expected(read.plan, version_of_graph(standing), expected)
        require_plan(read.plan, read.graph)
        if read.derived:
            require_same_plan(read.plan, standing, read.graph)
        found = compare_plans(
            standing,
            read.graph,
            Lookups(self.root, read.plan),
            (read.plan, path.name),
            (None, read.checkable.document),
        )
        print(diff_rendering.render_text(found, self.spoken), end="")
        report = read.report(self.checker)
        if not report.conforms:
            print(render(report, "text", self.spoken), end="")
        return report.conforms

    def take(self, path: Path, wishes: Wishes, expected: str | None) -> bool:
        """Publish one file; False where it does not conform."""
        read = read_submission(path, self.root, wishes)
        report = partial(read.report, self.checker)
        ready = Ready(str(path), read.plan, source=read.source, derived=read.derived)
        told, well = self._put(ready, read.source, read.graph, report, expected)
        print(told, flush=True)
        return well

    def take_all(self, each: Iterable[Ready], number: int) -> int:
        """Publish files that were read and checked elsewhere; returns how many were not.

        A few are settled on disk at once; what is told of them is told after that.
        """
        failed = 0
        with click.progressbar(
            each, length=number, file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            left = iter(bar)
            while some := list(islice(left, _SETTLED)):
                with self.store.together():
                    done = [self._put_ready(one) for one in some]
                print("\n".join(told for told, _ in done), flush=True)
                failed += sum(not well for _, well in done)
        return failed

    def _put_ready(self, one: Ready) -> tuple[str, bool]:
        report, source = one.report, one.source
        if report is None or source is None:
            return f"{one.file}: {one.error}", False
        graph = plain_graph(parse_triples(one.data, "nt"))
        try:
            return self._put(one, source, graph, lambda: report)
        except WrongUse as error:
            return f"{one.file}: {error.render(self.spoken)}", False

    def _put(
        self,
        one: Ready,
        source: Source,
        graph: Graph,
        check: Callable[[], Report],
        expected: str | None = None,
    ) -> tuple[str, bool]:
        """Publish a plan; returns what to tell, and whether it was."""
        signature = Signature(self.who or getpass.getuser(), datetime.now(UTC), source)
        try:
            done = publish(
                self.store,
                one.plan,
                graph,
                Lookups(self.root, one.plan),
                check=check,
                signature=signature,
                expected=expected,
                derived=one.derived,
            )
        except DoesNotConform as refusal:
            findings = render(refusal.report, "text", self.spoken)
            return f"{findings}{one.file}: {refusal.render(self.spoken)}", False
        words = Text("publicerad", "published") if done.changed else Text("oförändrad", "unchanged")
        said = f"{words.in_(self.spoken)}, version {done.version}"
        return f"{done.plan}: {said}; {summary(done.diff, self.spoken)}", True
