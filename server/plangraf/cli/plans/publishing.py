"""`plangraf plan publish`: files → checked plans in a store, one after the other, each at once.

A file that cannot be read or does not conform is told and the rest goes on; exit code 1 then.
"""

import getpass
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from plangraf.cli.main import language
from plangraf.content.locating import content_root
from plangraf.errors import PlangrafError, WrongUse
from plangraf.language import Language, Text
from plangraf.plans import diff_rendering
from plangraf.plans.differ import compare_plans, summary
from plangraf.plans.lookups import Lookups
from plangraf.plans.publishing import DoesNotConform, Signature, publish
from plangraf.plans.readings import Wishes
from plangraf.plans.submissions import read_submission
from plangraf.plans.versions import current
from plangraf.settings import Settings
from plangraf.store.interface import Store
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Report
from plangraf.validation.rendering.choosing import render
from plangraf.workspace import Workspace


@click.command("publish")
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option("--store", "place", required=True, help="Mapp eller adress / folder or address.")
@click.option("--profile", default="core", show_default=True, help="core, publishable.")
@click.option("--id", "plan", default="", help="Planens id / the plan's id.")
@click.option(
    "--if-match", "expected", default=None, help="Versionen du såg / the version you saw."
)
@click.option("--by", "who", default="", help="Vem / who.")
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
    """Pröva, jämför och lägg planer i lagret. / Check, compare and store plans."""
    settings: Settings = context.obj
    if len(files) > 1 and (plan or expected):
        raise WrongUse(
            Text(
                "--id och --if-match gäller en fil i taget.",
                "--id and --if-match are for one file at a time.",
            )
        )
    root = content_root(settings.content)
    store = Workspace.open(settings.with_(store=place)).store
    desk = _Desk(root, store, Checker.of(root, profile), language(context), who, dry_run)
    failed = 0
    hidden = not sys.stderr.isatty() or len(files) == 1
    with click.progressbar(files, file=sys.stderr, hidden=hidden) as bar:
        for file in bar:
            try:
                failed += not desk.take(Path(file), Wishes(plan=plan), expected)
            except PlangrafError as error:
                if len(files) == 1 and not isinstance(error, DoesNotConform):
                    raise
                failed += 1
                print(f"{file}: {error.render(desk.spoken)}")
    store.close()
    sys.exit(1 if failed else 0)


@dataclass(frozen=True)
class _Desk:
    """Where plans are handed in: what all of one run have in common."""

    root: Path
    store: Store
    checker: Checker
    spoken: Language
    who: str
    dry_run: bool

    def take(self, path: Path, wishes: Wishes, expected: str | None) -> bool:
        """Publish one file, or show what would be; False where it does not conform."""
        read = read_submission(path, self.root, wishes)
        lookups = Lookups(self.root, read.plan)

        def check() -> Report:
            return read.report(self.checker)

        if self.dry_run:
            before = current(self.store, read.plan)
            files = (None, read.checkable.document)
            found = compare_plans(before, read.graph, lookups, (read.plan, path.name), files)
            print(diff_rendering.render_text(found, self.spoken), end="")
            report = check()
            if not report.conforms:
                print(render(report, "text", self.spoken), end="")
            return report.conforms
        signature = Signature(self.who or getpass.getuser(), datetime.now(UTC), read.source)
        try:
            done = publish(
                self.store,
                read.plan,
                read.graph,
                lookups,
                check=check,
                signature=signature,
                expected=expected,
            )
        except DoesNotConform as refusal:
            print(render(refusal.report, "text", self.spoken), end="")
            raise
        words = Text("publicerad", "published") if done.changed else Text("oförändrad", "unchanged")
        told = (
            f"{words.in_(self.spoken)}, version {done.version}; {summary(done.diff, self.spoken)}"
        )
        print(f"{done.plan}: {told}", flush=True)
        return True
