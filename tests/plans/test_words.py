"""How headings and single cells are read: long lists of what plans write, each with its meaning.

`words/*.txt` hold one text a line and what a person reads in it, written before it was run; the
head of each file tells how. A text that should not be guessed at has "unread" as its meaning.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from plangraf.plans.building.composing import EMPTY
from plangraf.plans.cells.actors import says_nobody, split_actors
from plangraf.plans.cells.amounts import Amount, read_amounts, says_no_amount, unit_in
from plangraf.plans.cells.dates import Period, read_periods
from plangraf.plans.cells.status import read_status
from plangraf.plans.cells.targets import read_values
from plangraf.plans.found.synonyms import guess
from plangraf.plans.registers.register import Register, read_register

WORDS = Path(__file__).parent / "words"


def listed(kind: str) -> Iterator[tuple[str, list[str]]]:
    for line in (WORDS / f"{kind}.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, meaning = line.rpartition(" = ")
            yield text.replace("\\n", "\n"), re.split(r" // |\|", meaning)


def beneath(text: str) -> tuple[str, str]:
    """Part a cell from the note in brackets of what its heading says."""
    found = re.fullmatch(r"(.+) \[(\w+)\]", text)
    return (found[1], found[2]) if found else (text, "")


def plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def meaning_of_heading(text: str, _: Path) -> str:
    return str(guess(text).field)


def meaning_of_time(cell: str, _: Path) -> str:
    text, year = beneath(cell)
    return times(read_periods(text, int(year) if year else None))


def times(read: list[Period] | None) -> str:
    if read is None:
        return "unread"
    if not any(period.edtf for period in read):
        return "words"
    spans = []
    for period in read:
        first = ".." if period.kind == "due" else period.first
        spans.append(f"{first}/{period.last or '..'}" if period.edtf else "words")
    return "+".join(spans)


def meaning_of_amount(cell: str, _: Path) -> str:
    text, unit = beneath(cell)
    read = read_amounts(text, unit_in(unit) or 1)
    if read:
        return "+".join(amount(one) for one in read)
    if EMPTY.fullmatch(text):
        return "none"
    return "words" if says_no_amount(text) else "unread"


def amount(read: Amount) -> str:
    if read.value is not None:
        return plain(read.value)
    bounds = [plain(n) if n is not None else "" for n in (read.least, read.most)]
    return "..".join(bounds)


def meaning_of_actors(cell: str, root: Path) -> str:
    named = split_actors(cell, register(root))
    names = "; ".join(("" if one.role == "lead" else "+") + one.name for one in named)
    return names or ("nobody" if says_nobody(cell) else "unread")


@cache
def register(root: Path) -> Register:
    return read_register(root)


def meaning_of_status(cell: str, _: Path) -> str:
    read = read_status(cell)
    return read[0] if read else "unread"


def meaning_of_value(cell: str, _: Path) -> str:
    read = read_values(cell)
    if read is None:
        return "unread"
    one = read[0]
    if one.kind in ("all", "none", "yes"):
        return one.kind
    if one.kind == "direction":
        return "up" if one.direction.startswith("higher") else "down"
    share = " %" if one.unit.startswith("procent") else ""
    if one.kind == "range":
        return f"{plain(one.least or Decimal())}..{plain(one.most or Decimal())}{share}"
    about = "ca " if one.approximate else ""
    number, sign = next(
        (n, s) for n, s in ((one.value, ""), (one.least, ">="), (one.most, "<=")) if n is not None
    )
    plus = "+" if one.kind == "change" and number > 0 else ""
    return f"{about}{sign}{plus}{plain(number)}{share}"


MEANINGS: dict[str, Callable[[str, Path], str]] = {
    "headings": meaning_of_heading,
    "times": meaning_of_time,
    "amounts": meaning_of_amount,
    "actors": meaning_of_actors,
    "statuses": meaning_of_status,
    "values": meaning_of_value,
}


@pytest.mark.parametrize("kind", MEANINGS)
def test_words_mean_what_a_person_reads_in_them(kind: str, root: Path) -> None:
    missed = {
        text: got
        for text, meanings in listed(kind)
        if (got := MEANINGS[kind](text, root)).lower() not in [m.lower() for m in meanings]
    }
    assert missed == {}
