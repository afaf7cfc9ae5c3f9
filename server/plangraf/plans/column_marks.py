"""Settles columns that are headed by a time or a target group alone: "2024", "kv 2", "Äldre".

Crosses below a quarter are a schedule, money below a year is a cost; crosses below a target group
say whom a thing is for, and words below it are what is to be done for them.
"""

import re
from dataclasses import replace
from typing import Final

from plangraf.plans.amounts import read_amount
from plangraf.plans.columns import Cells, ColumnMap, share
from plangraf.plans.register import Register
from plangraf.plans.status import read_status

CROSS: Final = re.compile(r"(?i)[x✓✔×•●1]|ja|yes|\*")


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
        status = share(
            texts, lambda t: read_status(t) is not None and not re.fullmatch(r"(?i)ja|nej", t)
        )
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
    """Crosses below words that are no known heading say who takes part: "KS", "BUN"."""
    crossed = [
        m.column
        for m in found
        if m.field is None and m.heading and share(cells[m.column], CROSS.fullmatch) >= 0.8
    ]
    if len(crossed) < 2:
        return found
    return [
        replace(m, field="involved", of=m.heading, certainty=0.6) if m.column in crossed else m
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
