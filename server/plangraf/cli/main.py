"""`plangraf …`: reads the settings, hands them to one command, turns errors into exit codes.

Exit codes: 0 fine, 1 findings, 2 wrong use or unreadable input, 3 our fault (broken content or
store). Commands are imported when they are called, so that `validate` need not load a web server.
"""

import importlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from plangraf import __version__
from plangraf.cli.misuse import shows_help, wrong_use
from plangraf.errors import PlangrafError, TooLarge, WrongUse
from plangraf.language import Language, language_of
from plangraf.settings import settings_from

_EXIT_CODES: tuple[tuple[type[PlangrafError], int], ...] = (
    (WrongUse, 2),
    (TooLarge, 2),
    (PlangrafError, 3),
)
COMMANDS = (
    *("serve", "query", "sparql", "validate", "plan", "statistics", "link"),
    *("check", "export", "bench"),
)


class Commands(click.Group):
    """A group that imports `plangraf.cli.NAME` when command NAME is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"plangraf.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command


def exit_code(error: PlangrafError) -> int:
    """Return the exit code of an error, by the first class in the table that fits."""
    return next(code for kind, code in _EXIT_CODES if isinstance(error, kind))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="plangraf %(version)s")
@click.option("--content", type=click.Path(), help="Innehållsmapp / content folder.")
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
@click.pass_context
def cli(context: click.Context, content: str | None, lang: str | None) -> None:
    """Handlingsplaner för psykisk hälsa som en graf att ställa frågor till.

    Mental-health action plans as one graph that can be queried.
    """
    context.obj = settings_from(os.environ).with_(content=Path(content) if content else None)
    context.meta["language"] = lang


def language(context: click.Context) -> Language:
    """Return the language to speak: --lang → LC_ALL, LANG → Swedish."""
    chosen = context.find_root().meta.get("language") or context.params.get("lang")
    return language_of(chosen or os.environ.get("LC_ALL") or os.environ.get("LANG"))


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; an error of ours is one message, never a stack trace."""
    try:
        code = cli.main(arguments, standalone_mode=False)
    except PlangrafError as error:
        print(_told(error), file=sys.stderr)
        code = exit_code(error)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        if shows_help(error):
            error.show()
        else:
            print(_told(wrong_use(error)), file=sys.stderr)
        code = 2
    except click.Abort:
        code = 130
    except BrokenPipeError:
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115  (the reader went away)
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: PlangrafError) -> str:
    """Render an error with its excerpt, in the language asked for anywhere on the line."""
    asked: Any = None
    for here, following in zip(sys.argv, sys.argv[1:] + [""], strict=True):
        if here == "--lang":
            asked = following
        elif here.startswith("--lang="):
            asked = here.removeprefix("--lang=")
    spoken = language_of(asked or os.environ.get("LC_ALL") or os.environ.get("LANG"))
    excerpt = getattr(error, "excerpt", "")
    return error.render(spoken) + (f"\n{excerpt}" if excerpt else "")
