"""A command line that cannot be understood, told in the reader's words.

click tells its errors in English; here each kind becomes one WrongUse in both languages, with what
is allowed and the command that shows the help. A kind that is not known here keeps click's words.
"""

import re
from difflib import get_close_matches
from typing import Final

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from plangraf.errors import UnknownName, WrongUse
from plangraf.language import Text

_EXTRA: Final = re.compile(r"Got unexpected extra arguments? \((.+)\)")


def wrong_use(error: click.ClickException) -> WrongUse:
    """Return what click found wrong, in both languages, and the way to the help."""
    context = getattr(error, "ctx", None)
    help_of = f"{context.command_path if context else 'plangraf'} --help"
    way_out = Text(f"Hjälp: {help_of}", f"Help: {help_of}")
    match error:
        case NoSuchCommand(ctx=click.Context(command=click.Group() as group) as here):
            near = get_close_matches(error.command_name, group.list_commands(here))
            return _unknown("kommando", "command", error.command_name, near, way_out)
        case click.NoSuchOption():
            return _unknown("val", "option", error.option_name, error.possibilities, way_out)
        case click.MissingParameter(param=click.Parameter() as missing):
            name = _name(missing)
            return WrongUse(Text(f"{name} saknas.", f"{name} is missing."), remedy=way_out)
        case click.BadParameter(param=click.Parameter() as wrong):
            return WrongUse(_expected(wrong, error.message), place=_name(wrong), remedy=way_out)
        case click.BadOptionUsage():
            return WrongUse(_usage(error.message), place=error.option_name, remedy=way_out)
    extra = _EXTRA.match(error.message)
    if extra:
        words = extra[1]
        message = Text(
            f"Fler ord än kommandot tar emot: {words}.",
            f"More words than the command takes: {words}.",
        )
        return WrongUse(message, remedy=way_out)
    return WrongUse(Text(error.format_message(), error.format_message()), remedy=way_out)


def shows_help(error: click.ClickException) -> bool:
    """Return whether the error is but a command without arguments, answered by its help."""
    return isinstance(error, NoArgsIsHelpError)


def _unknown(
    kind: str, kind_en: str, name: str, possible: list[str] | None, way_out: Text
) -> UnknownName:
    """Tell a name that does not exist, with the names that look like it."""
    near = tuple(possible or ())
    listed = ", ".join(near)
    return UnknownName(
        Text(f"Det finns inget {kind} ”{name}”.", f"There is no {kind_en} “{name}”."),
        nearest=near,
        remedy=Text(f"Menade du {listed}? {way_out.sv}", f"Did you mean {listed}? {way_out.en}")
        if near
        else way_out,
    )


def _name(parameter: click.Parameter) -> str:
    """Return an option as it is written, an argument as the usage line names it."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.human_readable_name


def _usage(message: str) -> Text:
    """Tell an option whose value is missing, or that takes none."""
    if "requires" in message:
        return Text("Ett värde saknas efter valet.", "A value is missing after the option.")
    return Text("Valet tar inte emot något värde.", "The option takes no value.")


def _expected(parameter: click.Parameter, message: str) -> Text:
    """Tell what the type of a parameter allows."""
    match parameter.type:
        case click.Choice(choices=choices):
            listed = ", ".join(map(str, choices))
            given = message.partition(" is not ")[0].strip("'")
            return Text(
                f"”{given}” går inte att använda. Välj ett av {listed}.",
                f"“{given}” cannot be used. Choose one of {listed}.",
            )
        case click.IntRange(min=least, max=most) | click.FloatRange(min=least, max=most):
            if most is None:
                return Text(
                    f"Värdet ska vara minst {least}.", f"The value must be at least {least}."
                )
            return Text(
                f"Värdet ska vara ett tal från {least} till {most}.",
                f"The value must be a number from {least} to {most}.",
            )
        case click.types.IntParamType():
            return Text("Värdet ska vara ett heltal.", "The value must be a whole number.")
        case click.Path():
            return Text("Här väntas en fil, inte en mapp.", "A file is expected, not a folder.")
    return Text(message, message)
