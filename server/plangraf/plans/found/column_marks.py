"""Settles columns that are headed by a value and not by a name: "2024", "kv 2", "Äldre", "Klar".

Crosses below a quarter are a schedule, money below a year is a cost; crosses below a target group
say whom a thing is for, and words below it are what is to be done for them; crosses below words
for how far something has come are a status, and crosses or letters below a body say its part.
"""

import re
from dataclasses import replace
from typing import Final

from plangraf.plans.cells.amounts import read_amount
from plangraf.plans.cells.body_names import is_body
from plangraf.plans.cells.status import says_status
from plangraf.plans.found.columns import Cells, ColumnMap, share
from plangraf.plans.found.synonyms import guess
from plangraf.plans.registers.register import Register

CROSS: Final = re.compile(r"(?i)[x✓✔×•●1]|ja|yes|\*")
# How a matrix of tasks and bodies says who does what: A(nsvarig), M(edverkar), R, C, I …
_PART: Final = re.compile(r"[AHRMSCIKDU](?:\s?[/,+]\s?[AHRMSCIKDU])?")
LEADS: Final = re.compile(r"(?:[AHR])(?:\b.*)?|[^/]*/\s?[AHR]")


def levels(found: list[ColumnMap], cells: Cells, _: Register) -> list[ColumnMap]:
    """Columns named by a level of progress, one of them crossed in each row: "Pågår", "Klar"."""
    headed = [
        m.column
        for m in found
        if says_status(m.heading) and share(cells[m.column], CROSS.fullmatch) in (0, 1)
        and all(CROSS.fullmatch(text) for text in cells[m.column])
    ]  # fmt: skip
    if len(headed) < 2 or not any(cells[column] for column in headed):
        return found
    return [
        replace(m, field="status", of=m.heading, certainty=0.9) if m.column in headed else m
        for m in found
    ]


def marks(found: list[ColumnMap], cells: Cells, _: Register) -> list[ColumnMap]:
    """Columns named only by a year or a quarter: crosses are a schedule, money a cost."""
    settled = []
    for m in found:
        if m.field in (None, "plan", "description", "purpose") and m.date and _paid(m, cells):
            settled.append(replace(m, field="cost", certainty=0.6))
            continue
        if m.field not in ("mark", "deadline-mark"):
            settled.append(m)
            continue
        texts = cells[m.column]
        crosses = share(texts, CROSS.fullmatch)
        money = share(texts, lambda t: read_amount(t.rstrip(" %")) is not None)
        status = share(texts, lambda t: says_status(t) and not re.fullmatch(r"(?i)ja|nej", t))
        if m.field == "deadline-mark" or crosses >= 0.6 or not texts:
            settled.append(replace(m, field="mark", certainty=0.9 if texts else 0.6))
        elif status >= 0.6:
            settled.append(replace(m, field="status", certainty=0.7))
        elif money >= 0.7:
            beside = any(o.field == "indicator" for o in found)
            settled.append(replace(m, field="outcome" if beside else "cost", certainty=0.6))
        else:
            settled.append(replace(m, field="comment" if texts else "mark", certainty=0.5))
    return settled


def _paid(m: ColumnMap, cells: Cells) -> bool:
    """Say whether a column with a year in its heading ("Plan 2027") holds nothing but money."""
    return share(cells[m.column], lambda t: read_amount(t) is not None) >= 0.8


def bodies(found: list[ColumnMap], cells: Cells, _: Register) -> list[ColumnMap]:
    """Crosses or letters below a body, or words that are no known heading, say who takes part:
    "KS", "Nämnd / KS".
    """
    crossed = [
        m.column
        for m in found
        if m.field in (None, "recipient", *_PARTS_OF_BODIES)
        and m.heading
        and share(cells[m.column], _says_part) >= 0.8
    ]
    if len(crossed) < 2:
        return found
    return [_part(m, cells) if m.column in crossed else m for m in found]


_PARTS_OF_BODIES: Final = ("responsible", "supporting", "involved")


def _part(m: ColumnMap, cells: Cells) -> ColumnMap:
    """Say whose column it is; of crosses the upper heading says the part ("Ansvarar / KSF")."""
    upper, _, body = m.heading.rpartition(" / ")
    said = guess(upper).field if upper else None
    crosses = all(CROSS.fullmatch(text) for text in cells[m.column])
    if said in _PARTS_OF_BODIES and crosses:
        return replace(m, field=said, of=body, certainty=0.8)
    return replace(m, field="involved", of=body, certainty=0.6)


def _says_part(text: str) -> bool:
    return bool(CROSS.fullmatch(text) or _PART.fullmatch(text))


_DOES: Final = re.compile(
    r"(?i)(?:(.+?) (?:gör|ska göra|genomför|åtar sig|bidrar med|does|will do)|"
    r"(?:tillsammans|gemensamt|together)(?: (?:gör|ska) vi(?: göra)?)?)"
)


def acting(heading: str) -> str:
    """Return the body that a heading says something is done by ("Kommunen gör"); "" for none."""
    found = _DOES.fullmatch(heading.strip(" :"))
    return (found[1] or "") if found else ""


def doers(found: list[ColumnMap], cells: Cells, register: Register) -> list[ColumnMap]:
    """Columns named by who does what stands below: "Kommunen gör", "Regionen gör"."""
    named = [m.column for m in found if is_body(acting(m.heading), register)]
    if len(named) < 2:
        return found
    return [
        replace(m, field="activity", of=acting(m.heading), certainty=0.7)
        if _DOES.fullmatch(m.heading.strip(" :")) and cells[m.column]
        else m
        for m in found
    ]


def groups(found: list[ColumnMap], cells: Cells, _: Register) -> list[ColumnMap]:
    """Columns named only by a target group; `of` keeps the group's words."""
    headed = [m for m in found if m.field == "group"]
    actions = any(m.field in ("activity", "sub_activity") for m in found)
    settled = []
    for m in found:
        if m.field != "group":
            settled.append(m)
        elif share(cells[m.column], CROSS.fullmatch) >= 0.6:
            settled.append(replace(m, field="target_group", of=m.heading, certainty=0.9))
        elif not actions and len(headed) >= 2:
            settled.append(replace(m, field="activity", of=m.heading, certainty=0.7))
        else:
            settled.append(replace(m, field=None, certainty=0.0))
    return settled
