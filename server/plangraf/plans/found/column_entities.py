"""Finds the columns that hold things where no heading says so: what is done, and what groups it.

Steps of `plangraf.plans.found.column_settling`; what is found so is told as doubtful.
"""

import re
from dataclasses import replace
from typing import Final

from plangraf.plans.found.columns import ENTITIES, Cells, ColumnMap, share
from plangraf.plans.found.heading_stems import asked
from plangraf.plans.registers.register import Register


def sentences(texts: list[str]) -> bool:
    """Say whether cells are words without numbers, of what is wished or done."""
    return share(texts, lambda t: len(t.split()) >= 2 and not re.search(r"\d", t)) >= 0.8


_RANKS: Final = {"parent_goal": 0, "goal": 1, "sub_goal": 2}


def goal_levels(found: list[ColumnMap], cells: Cells, _: Register) -> list[ColumnMap]:
    """Of two columns of goals the one with fewer different goals is the upper; where they are as
    many, their names tell, else the left one is. Names that say otherwise are told.
    """
    goals = [m for m in found if m.field in _RANKS]
    if len(goals) != 2:
        return found
    many = [len(set(cells[m.column])) for m in goals]
    ranks = [_RANKS[str(m.field)] for m in goals]
    first, second = (many[1] < many[0], many[0] < many[1]) if many[0] != many[1] else ranks
    upper, lower = goals if first <= second else goals[::-1]
    agreed = _RANKS[str(upper.field)] <= _RANKS[str(lower.field)]
    fields = {upper.column: "parent_goal", lower.column: "goal"}
    return [
        replace(
            m,
            field=fields.get(m.column, m.field),
            certainty=m.certainty if agreed or m.column not in fields else min(m.certainty, 0.7),
        )
        for m in found
    ]


def wished(found: list[ColumnMap], cells: Cells, _: Register) -> list[ColumnMap]:
    """Sentences that come again, left of what is done and below no known heading, are goals; so is
    what stands between an area and what is done.
    """
    done = next((n for n, m in enumerate(found) if m.field in ("activity", "sub_activity")), 0)
    if not done or any(m.field in _RANKS for m in found):
        return found
    most = len(cells[found[done].column])
    areas = [n for n, m in enumerate(found[:done]) if m.field == "focus_area"]
    for place in reversed(range(done)):
        m, texts = found[place], cells[found[place].column]
        again = most >= 3 and len(set(texts)) < most
        long = share(texts, lambda t: len(t.split()) >= (2 if areas else 3)) >= 0.6
        if m.field is None and again and long and (not areas or place > areas[0]):
            return [replace(o, field="goal", certainty=0.5) if o is m else o for o in found]
    return found


def grouping(found: list[ColumnMap], cells: Cells, _: Register) -> list[ColumnMap]:
    """Words that come again row after row, left of all that is to be done, are areas."""
    first = next((n for n, m in enumerate(found) if m.field in ENTITIES), 0)
    if any(m.field == "focus_area" for m in found) or not first:
        return found
    most = max(len(cells[m.column]) for m in found)
    for m in found[:first]:
        texts = cells[m.column]
        again = most >= 3 and 2 <= len(set(texts)) <= 0.7 * most
        if m.field is None and again and share(texts, lambda t: re.search(r"[^\W\d]{4}", t)) == 1:
            return [replace(o, field="focus_area", certainty=0.5) if o is m else o for o in found]
    return found


def names(found: list[ColumnMap], _: Cells, __: Register) -> list[ColumnMap]:
    """ "Namn" is the activity where no column is; otherwise a description of it."""
    fields = {m.field for m in found}
    settled = []
    for m in found:
        if m.field == "name":
            taken = fields & {"activity", "sub_activity", "indicator"}
            field = "description" if taken else "activity"
            settled.append(replace(m, field=field, certainty=0.7))
        else:
            settled.append(m)
    return settled


def entity(found: list[ColumnMap], cells: Cells, _: Register) -> list[ColumnMap]:
    """A table without actions has its things in the fullest text column; one of goals or measures
    only where its rows say who does what, when, at what cost, or a heading asks how.
    """
    fields = {m.field for m in found}
    if fields & {"activity", "sub_activity"}:
        return found
    doing = len(fields & {"responsible", "start", "deadline", "status", "cost"})
    named = fields & {"goal", "need", "indicator"}
    first = min(
        (m.column for m in found if m.field in ("responsible", "start", "deadline")), default=0
    )
    described = next((m.column for m in found if m.field == "description"), 0)
    for m in found:
        text = share(cells[m.column], lambda t: len(t) >= 6) >= 0.8 and len(cells[m.column]) > 1
        if m.field is None and m.column < described and text:
            return [replace(o, field="activity", certainty=0.5) if o is m else o for o in found]
    for wanted in ("description", "method", None, "comment", "purpose", "focus_area"):
        # what is done comes only once: of unknown columns the one with most different words
        for m in sorted(found, key=lambda m: wanted is None and -len(set(cells[m.column]))):
            texts = cells[m.column]
            if (
                m.field != wanted
                or len(texts) < 2
                or (named and wanted in ("purpose", "focus_area"))
            ):
                continue
            asks = asked(m.heading.lower()) is not None
            led = m.field is None and 0 < m.column < first  # "Mål | … | Ansvarig"
            needed = 1 if led else 2 if asks else 3
            if named and (doing < needed or not (led or sentences(texts))):
                continue
            if wanted or share(texts, lambda t: len(t) >= 6) >= 0.8:
                changed = replace(m, field="activity", certainty=0.6 if wanted else 0.5)
                return [changed if o is m else o for o in found]
    return found
