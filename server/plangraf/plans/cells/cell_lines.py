"""Tells whether the lines of one cell are one thing or several: "Utbilda i MHFA⏎Ta fram plan".

A line that begins in lower case, or follows a comma, a hyphen or "och", goes on from the one above.
Lines that are numbered, or of which each begins like an instruction, are things of their own; so,
it is guessed, are lines of several words that each begin with a capital. Lone words are guessed to
be one. The caller tells what is guessed.
"""

import re
from dataclasses import dataclass
from typing import Final

from plangraf.plans.files.cleaning import tidy_lines

_GOES_ON: Final = re.compile(
    r"(?:[,/–:-]|(?<!\w)(?:och|samt|eller|i|av|för|med|till|på|om|som|att|and|or|of|for|with|to))$",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"\d{1,2}[.)]\s*(?=[A-ZÅÄÖ])")
_SHORT: Final = frozenset(
    re.findall(
        r"\w+",
        "se ge få gå stå nå bli ske utse tillse förse överse bero bese anse avse "
        "develop train create offer provide establish support increase reduce review start "
        "introduce ensure educate inform hold arrange strengthen improve map write plan run set",
    )
)
_NO_VERBS: Final = frozenset(
    re.findall(
        r"\w+",
        "alla samtliga berörda unga vissa andra flera egna nya gamla vuxna äldsta skola skolhälsa "
        "resurser föräldra psykiska sociala regionala lokala nationella gemensamma kommunala stora",
    )
)
_NOUN_ENDING: Final = re.compile(r"(?:orna|arna|erna|ingarna|liga|skola|hälsa|vårda)$")


@dataclass(frozen=True)
class Lines:
    """The things that a cell names; `doubtful` where it is a guess that they are one or several."""

    items: tuple[str, ...]
    doubtful: bool = False


def separate_lines(text: str) -> Lines:
    """Return what a cell without bullets names, line by line or as one."""
    lines = [line for line in tidy_lines(text).split("\n") if line]
    if len(lines) > 1 and all(_NUMBERED.match(line) for line in lines):
        return Lines(tuple(lines))
    items: list[str] = []
    for line in lines:
        if items and (not line[0].isupper() or _GOES_ON.search(items[-1])):
            items[-1] = f"{items[-1]} {line}"
        else:
            items.append(line)
    if len(items) > 1 and all(map(_instructs, items)):
        return Lines(tuple(items))
    if len(items) > 1 and all(" " in item or "-" in item for item in items):
        return Lines(tuple(items), doubtful=True)
    return Lines((" ".join(items),), len(items) > 1) if items else Lines(())


def _instructs(line: str) -> bool:
    """Say whether a line begins with a capital and a word that looks like an infinitive."""
    found = re.match(r"([A-ZÅÄÖ][a-zåäöé]+) \S", line)
    if not found:
        return False
    word = found[1].lower()
    if word in _SHORT:
        return True
    return word.endswith("a") and word not in _NO_VERBS and not _NOUN_ENDING.search(word)
