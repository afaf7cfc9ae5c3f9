"""Tells that a cell names what is not there: where it was looked for, and what was probably meant.

Turns a name that was not found into a sentence for whoever filled in the form. Decides nothing: the
caller keeps, adds or leaves out.
"""

import difflib
import re
from collections.abc import Iterable
from typing import Final

from plangraf.language import Text
from plangraf.plans.registers.lookups import Lookups
from plangraf.plans.registers.register import NEAR, fold
from plangraf.validation.nearest import nearest_name

_FEW: Final = 9
_LEAST: Final = 8


def not_in_list(text: str, scheme: str, lookups: Lookups) -> Text:
    """A value is not in a list; a short list is told whole."""
    labels = {spoken: lookups.labels(scheme, spoken) for spoken in ("sv", "en")}
    if len(labels["sv"]) <= _FEW:
        ends = Text(f" Välj: {', '.join(labels['sv'])}.", f" Choose: {', '.join(labels['en'])}.")
    else:
        ends = meant(text, (*labels["sv"], *labels["en"])) or Text(
            " Välj ett värde ur listan.", " Choose a value from the list."
        )
    named = lookups.scheme_name(scheme)
    return Text(
        f"”{text}” finns inte i listan ”{named.sv}”.{ends.sv}",
        f"“{text}” is not in the list “{named.en}”.{ends.en}",
    )


def not_in_plan(text: str, kind: Text, names: Iterable[str]) -> Text:
    """A reference names nothing of the plan."""
    ends = meant(text, names) or Text(
        " Skriv numret eller texten så som de står där.",
        " Write the number or the text as given there.",
    )
    return Text(
        f"”{text}” finns inte bland planens {kind.sv.lower()}.{ends.sv}",
        f"“{text}” is not among the plan's {kind.en.lower()}.{ends.en}",
    )


def added(text: str, kind: Text, near: Text | None) -> Text:
    """What a reference names has no row of its own, and is added."""
    sv, en = (near.sv, near.en) if near else ("", "")
    return Text(
        f"”{text}” finns inte bland planens {kind.sv.lower()} och läggs till.{sv}",
        f"“{text}” is not among the plan's {kind.en.lower()} and is added.{en}",
    )


def area_unknown(text: str, lookups: Lookups) -> Text:
    """An area is not known by that name."""
    ends = meant(text, lookups.area_labels) or Text(" Skriv kommunkoden.", " Write its code.")
    return Text(f"Området ”{text}” är okänt.{ends.sv}", f"The area “{text}” is unknown.{ends.en}")


def meant(text: str, names: Iterable[str]) -> Text | None:
    """What was probably meant; None where nothing is like it."""
    near = nearest_name(text, names)
    return Text(f" Menade du ”{near}”?", f" Did you mean “{near}”?") if near else None


def near_actor(name: str, others: Iterable[str]) -> str | None:
    """The one of a file's own actors whose name is nearly this one; numbered ones are apart."""
    numbers, folded = re.findall(r"\d+", name), fold(name)
    alike = {
        fold(other): other
        for other in others
        if other != name and re.findall(r"\d+", other) == numbers
    }
    close = difflib.get_close_matches(folded, alike, 1, NEAR) if len(folded) >= _LEAST else []
    return alike[close[0]] if close else None
