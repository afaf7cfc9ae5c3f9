"""Settles what the columns of a table are in the light of each other and of their cells.

Each step takes all columns as far as they are known and returns them better known; SETTLERS is
their order. Knows cells as texts, not as values.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from plangraf.plans.cells.actors import all_bodies
from plangraf.plans.cells.dates import day_of_number, read_periods
from plangraf.plans.cells.status import says_status
from plangraf.plans.cells.targets import read_values
from plangraf.plans.found.column_contents import by_cells, doubt_cells, measured
from plangraf.plans.found.column_entities import (
    entity,
    goal_levels,
    grouping,
    names,
    sentences,
    wished,
)
from plangraf.plans.found.column_marks import CROSS, bodies, doers, groups, levels, marks
from plangraf.plans.found.columns import ENTITIES, SURE, Cells, ColumnMap, share
from plangraf.plans.found.heading_stems import asked
from plangraf.plans.registers.register import Register

_COUNTS: Final = re.compile(r"(?i)(?:antal|andel|number of|share of|proportion of)\b")
_MONEY: Final = re.compile(r"(?i)(?:tkr|mnkr|mkr|kr|kronor|sek|ksek|msek|kkr)\.?")
_STEMS: Final = (
    ("activity", "aktiv|åtgärd|insats|action"),
    ("goal", "mål|goal"),
    ("indicator", "indik"),
    ("focus_area", "område|area"),
)


def _time_or_status(found: list[ColumnMap], cells: Cells, register: Register) -> list[ColumnMap]:
    """ "Genomfört" over "Ja" is a status; "Target date" where nothing is measured is a time."""
    responsible = any(m.field == "responsible" for m in found)
    surely = any(m.field == "responsible" and m.certainty >= SURE for m in found)
    measured = any(m.field in ("indicator", "target", "baseline") for m in found)
    settled = []
    for m in found:
        texts = cells[m.column]
        times = share(texts, lambda t: read_periods(t, 2000) or day_of_number(t))  # also "Januari"
        status = share(texts, says_status)
        crossed = texts and share(texts, CROSS.fullmatch) == 1
        done = re.sub(r"\s*\(.*", "", m.heading).strip(" ?:")
        if crossed and m.field in ("deadline", "status", "status_date") and says_status(done):
            settled.append(replace(m, field="status", of=done, certainty=0.85))
        elif m.field in ("deadline", "status_date") and status >= 0.6 and times < status - 0.3:
            settled.append(replace(m, field="status", certainty=0.85))
        elif m.field == "status" and times >= 0.6 and status < 0.3:
            settled.append(replace(m, field="deadline", certainty=0.7))
        elif m.field == "start" and measured and share(texts, read_values) >= 0.6 > times:
            settled.append(replace(m, field="baseline", certainty=0.7))
        elif m.field == "status_date" and texts and times < 0.3:
            settled.append(replace(m, field="comment", certainty=0.5))
        elif m.field in ("deadline", "start") and texts and times < 0.3:
            bodies = share(texts, lambda t: all_bodies(t, register)) >= 0.6
            who = "supporting" if responsible else "responsible"
            prose = share(texts, lambda t: len(t) > 25) >= 0.5 or m.certainty < SURE
            field = who if bodies else "comment" if prose else m.field
            settled.append(replace(m, field=field, certainty=0.5))
        elif (
            m.field == "responsible"
            and surely
            and m.certainty < SURE
            and share(texts, lambda t: all_bodies(t, register)) < 0.3
        ):
            settled.append(replace(m, field=None, certainty=0.0))
        elif m.field == "target_year" and not measured:
            settled.append(replace(m, field="deadline"))
        else:
            settled.append(m)
    return settled


def _bare_numbers(found: list[ColumnMap], cells: Cells, _: Register) -> list[ColumnMap]:
    """ "Steg" over 1, 2, 3 is a number, whatever steps are elsewhere."""
    return [
        replace(m, field="number", certainty=0.8)
        if m.field in ENTITIES
        and share(
            cells[m.column],
            lambda t: re.fullmatch(r"[A-ZÅÄÖ]{0,3}[-. ]?\d{1,8}(?:\.\d+)*[a-z]?\.?", t),
        )
        >= 0.8
        else m
        for m in found
    ]


def _asks_else(m: ColumnMap) -> bool:
    """Say whether a heading asks "vad …" of something, and no word says that it is to be done."""
    vague = m.field == "activity" and m.certainty < 0.8
    return vague and asked(m.heading.lower()) == ("activity", 0.7)


def _levels(found: list[ColumnMap], _: Cells, __: Register) -> list[ColumnMap]:
    """Tell goal levels and activity levels apart where a table has two columns of a kind."""
    if any(m.field == "sub_activity" and m.certainty >= 0.7 for m in found):
        found = [
            replace(m, field="description") if m.field == "activity" and m.certainty < 0.7 else m
            for m in found
        ]
    if any(m.field == "activity" and m.certainty >= 0.9 for m in found):
        found = [
            replace(m, field="description", certainty=0.6) if _asks_else(m) else m for m in found
        ]
    fields = Counter(m.field for m in found)
    years = [m.date for m in found if m.field == "activity" and m.date]
    yearly = len(set(years)) == len(years) == fields["activity"] > 1  # "Aktiviteter 2026"
    settled: list[ColumnMap] = []
    seen: Counter[str] = Counter()
    for m in found:
        field, certainty, of = m.field, m.certainty, m.of
        if field == "sub_goal":
            field = "goal"
        elif field == "goal" and fields["sub_goal"] and not m.date:
            field = "parent_goal"
        elif field == "parent_goal" and not fields["goal"] and not fields["sub_goal"]:
            field = "goal" if seen["parent_goal"] or fields["parent_goal"] == 1 else field
        elif field == "goal" and fields["goal"] > 1 and not fields["parent_goal"] and not m.date:
            plain = sum(1 for o in found if o.field == "goal" and not o.date)
            if plain > 1 and not seen["goal"]:
                field, certainty = "parent_goal", 0.6
        elif field == "activity" and m.date and yearly:
            of = m.date
        elif field == "activity" and fields["activity"] > 1 and seen["activity"]:
            lower = "sub_activity" if not fields["sub_activity"] else field
            field, certainty = (lower if certainty >= 0.7 else "description"), 0.6
        elif field == "focus_area" and fields["focus_area"] > 1 and seen["focus_area"]:
            field, certainty = "description" if len(m.heading) > 40 else "sub_area", 0.6
        elif field == "sub_activity" and not fields["activity"]:
            field = "activity"
        if m.field:
            seen[m.field] += 1
        settled.append(replace(m, field=field, certainty=certainty, of=of))
    return settled


def _goal_or_target(found: list[ColumnMap], cells: Cells, _: Register) -> list[ColumnMap]:
    """ "Mål 2025" beside an indicator, with numbers below it, is a target value."""
    has_indicator = any(m.field == "indicator" for m in found)
    goals = any(m.field in ("goal", "parent_goal", "sub_goal") for m in found)
    beside = {m.field for m in found} & {"indicator", "baseline", "outcome", "target"}
    settled = []
    for m in found:
        long = share(cells[m.column], lambda t: len(t.split()) >= 4 and len(t) > 16) >= 0.6
        if m.field == "target" and not goals and not has_indicator and long:
            settled.append(replace(m, field="goal", certainty=0.6))
            continue
        if m.field == "outcome" and has_indicator and not goals and sentences(cells[m.column]):
            settled.append(replace(m, field="goal", certainty=0.7))
            continue
        if m.field in ("goal", "parent_goal", "sub_goal"):
            numeric = share(
                cells[m.column],
                lambda t: (
                    len(t) < 25
                    and re.search(r"\d", t)
                    and (read_values(t) or re.search(r"%|procent|[<>≥≤]|minst|högst", t))
                ),
            )
            if beside and (numeric >= 0.6 or (m.date and numeric >= 0.3)):
                settled.append(replace(m, field="target", certainty=0.9))
                continue
        if (
            m.field == "outcome"
            and not has_indicator
            and share(cells[m.column], lambda t: len(t) > 25) > 0.5
        ):
            settled.append(replace(m, field="comment", certainty=0.6))
            continue
        if m.field == "status" and share(cells[m.column], lambda t: len(t) > 60) > 0.6:
            settled.append(replace(m, certainty=min(m.certainty, 0.85)))
            continue
        if m.field == "need" and m.heading.lower() in ("risk", "hinder"):
            settled.append(replace(m, field="comment", certainty=0.6))
            continue
        settled.append(m)
    return settled


def _measured_with(found: list[ColumnMap], cells: Cells, _: Register) -> list[ColumnMap]:
    """ "Mäts med" beside a column that is full of indicators tells where the figures come from."""
    counted = [
        m.column
        for m in found
        if m.field == "indicator" and share(cells[m.column], _COUNTS.match) >= 0.5
    ]
    if not counted:
        return found
    return [
        replace(m, field="data_source", certainty=0.7)
        if m.field == "indicator"
        and asked(m.heading.lower()) == ("indicator", 0.8)
        and not share(cells[m.column], _COUNTS.match)
        else m
        for m in found
    ]


def _units(found: list[ColumnMap], cells: Cells, _: Register) -> list[ColumnMap]:
    """ "Enhet" beside a measure is a unit; in a table of actions it is an organisation."""
    fields = {m.field for m in found}
    settled = []
    for m in found:
        if m.field == "unit" and share(cells[m.column], _MONEY.fullmatch) >= 0.8:
            settled.append(m)
        elif m.field == "unit" and not fields & {"indicator", "target", "baseline"}:
            settled.append(replace(m, field="responsible", certainty=0.6))
        elif m.field == "scope" and "indicator" not in fields:
            settled.append(replace(m, field="work_category", certainty=0.5))
        elif m.field == "municipality" and "responsible" not in fields:
            settled.append(replace(m, field="responsible", certainty=0.6))
        elif m.field == "municipality":
            settled.append(replace(m, field="involved", certainty=0.5))
        elif (
            m.field == "follow_up"
            and "indicator" not in fields
            and share(cells[m.column], lambda t: re.match(r"(?i)(?:antal|andel|mätning av)", t))
            >= 0.6
        ):
            settled.append(replace(m, field="indicator", certainty=0.7))
        else:
            settled.append(m)
    return settled


def _numbers(found: list[ColumnMap], cells: Cells, _: Register) -> list[ColumnMap]:
    """A number belongs to the thing to its right that there are as many of as of numbers."""
    settled = []
    for position, m in enumerate(found):
        fixed = {"goal_number": "goal", "area_number": "focus_area"}.get(m.field or "")
        if m.field != "number" and not fixed:
            settled.append(m)
            continue
        after = [
            ("activity" if o.field == "name" else str(o.field), len(set(cells[o.column])))
            for o in found[position + 1 :]
            if o.field in (*ENTITIES, "name")
        ]
        before = next((o.field for o in reversed(found[:position]) if o.field in ENTITIES), None)
        count = len(set(cells[m.column]))
        as_many = [entity for entity, many in after if many == count]
        enough = [entity for entity, many in after if many >= count]
        named = next((e for e, stem in _STEMS if re.search(stem, m.heading.lower())), None)
        nearest = next(iter(as_many or enough or [entity for entity, _ in after]), None)
        settled.append(
            replace(m, field="number", of=fixed or named or nearest or before or "activity")
        )
    return settled


SETTLERS: Final[tuple[Callable[[list[ColumnMap], Cells, Register], list[ColumnMap]], ...]] = (
    levels,
    by_cells,
    _time_or_status,
    _goal_or_target,
    measured,
    _bare_numbers,
    goal_levels,
    _levels,
    marks,
    doers,
    groups,
    bodies,
    _measured_with,
    _units,
    _numbers,
    names,
    wished,
    grouping,
    entity,
    wished,
    doubt_cells,
)
