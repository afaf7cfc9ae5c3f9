"""Weighs what the cells of a column plainly hold against what its heading seems to say.

Where the heading says nothing, cells that are nearly all times, statuses, amounts, bodies or
numbers say what the column is, at half certainty. Where heading and cells disagree, plain cells win
over a heading of words; any other disagreement makes the column unsure, so that it is told.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from plangraf.plans.cells.actors import all_bodies, says_nobody
from plangraf.plans.cells.amounts import (
    read_amount,
    read_amounts,
    read_number,
    says_no_amount,
    unit_in,
)
from plangraf.plans.cells.dates import day_of_number, read_periods, says_time
from plangraf.plans.cells.status import read_status, says_status
from plangraf.plans.cells.targets import read_values
from plangraf.plans.found.columns import ENTITIES, SURE, Cells, ColumnMap, share
from plangraf.plans.registers.register import Register

_WORDY: Final = frozenset([*ENTITIES, "sub_goal", "description", "purpose", "method",
                           "plan", "topic", "name", "funding", "priority"])  # fmt: skip
_MEASURED: Final = frozenset(["indicator", "target", "baseline"])
_BODIES: Final = ("responsible", "supporting", "involved")
_REFERENCE: Final = re.compile(r"(?i)§|(?<!\w)dnr(?!\w)|https?://|www\.")
# What a doubtful heading and plain cells may both be: then the heading's word stands.
_ALIKE: Final = (
    frozenset(["deadline", "start", "status_date", "frequency", "target_year", "cost_year",
               "follow_up"]),
    frozenset(["responsible", "supporting", "involved", "target_group", "recipient"]),
    frozenset(["cost", "funding", "outcome", "baseline", "target"]),
)  # fmt: skip
_COUNTED: Final = re.compile(
    r"(?i)(?:antal|andel|procent|genomsnitt|medelvärde|index|number of|share of|percentage|"
    r"proportion)(?:et|en)?\b"
)
_TIMES: Final = frozenset(["deadline", "start"])
_UNSURE: Final = 0.7
_EMPTY: Final = re.compile(r"[-–—?. ]*|n/?a|tbd|saknas|(?:ej|inte) \w+", re.IGNORECASE)


def says_money(text: str) -> bool:
    """Say whether a text is an amount with its unit and hardly anything else."""
    return len(text) < 40 and unit_in(text) is not None and read_amount(text) is not None


def by_cells(found: list[ColumnMap], cells: Cells, register: Register) -> list[ColumnMap]:
    """Propose for unnamed columns, and columns named otherwise, what their cells plainly hold."""
    settled: list[ColumnMap] = []
    have = {m.field for m in found}
    dated = any(m.field is None and share(cells[m.column], _dated) >= 0.7 for m in found)
    for m in found:
        texts = cells[m.column]
        field = None
        if (
            m.field is None
            and len(texts) >= 2
            and not share(texts, _REFERENCE.search) >= 0.6
            and not all(map(_short, texts))
        ):
            field = _plainly(m, texts, register, have)
        elif m.field in (None, "comment", "deadline") and share(texts, _REFERENCE.search) >= 0.6:
            field = "reference"
        elif m.field in ("follow_up", "status_date") and not (dated or have & _TIMES):
            field = "deadline" if share(texts, _dated) >= 0.6 else None
        elif m.field == "funding" and "cost" not in have and share(texts, read_amounts) >= 0.6:
            field = "cost"
        elif m.field in _WORDY and len(texts) >= 2 and not m.date:
            field = _against(texts, have) or _instead(m, texts, register, have)
        elif m.field in (*_BODIES, "municipality") and share(texts, _number) >= 0.8:
            money = "cost" in have and (m.date or " / " in m.heading)
            field = "cost" if money else "comment"
        elif m.field == "cost" and share(texts, lambda t: re.search(r"\d", t)) < 0.2:
            bodies = share(texts, lambda t: all_bodies(t, register) and not says_no_amount_only(t))
            field = "supporting" if bodies >= 0.8 and "responsible" in have else None
        elif m.field and len(texts) >= 2:
            field = _instead(m, texts, register, have)
        if field:
            have.add(field)
        settled.append(replace(m, field=field, certainty=0.5) if field else m)
    return settled


def says_no_amount_only(text: str) -> bool:
    """Say whether a text speaks of money or work without an amount ("inom ram", "arbetstid")."""
    return bool(re.search(r"(?i)ram|budget|tid|kostnad|medel|bidrag|resurs|ordinarie|finans", text))


def _plainly(
    m: ColumnMap, texts: list[str], register: Register, have: set[str | None]
) -> str | None:
    most, half = (0.7, 0.5) if m.field is None else (0.8, 0.8)
    if "status" not in have and share(texts, says_status) >= most:
        return "status"
    if "deadline" not in have and share(texts, says_time) >= most:
        return _when(texts)
    if "cost" not in have and _all_money(texts):
        return "cost"
    if "cost" not in have and not have & _MEASURED and share(texts, _large) >= 0.6:
        return "cost" if share(texts, lambda t: read_number(t) is not None) >= 0.8 else None
    if not m.heading and "number" not in have and share(texts, _numbered) >= 0.8:
        return "number"
    if "indicator" not in have and share(texts, _COUNTED.match) >= 0.5:
        return "indicator"
    bodies = share(texts, lambda t: len(t) < 100 and all_bodies(t, register))
    long = share(texts, lambda t: len(t.split()) >= 3) >= 0.5
    if "responsible" in have and long and not have & {"activity", "sub_activity"}:
        half = 0.9  # what is done may stand here, and end in a body: "Utbilda personal"
    if bodies >= half:
        return "responsible" if "responsible" not in have else "involved"
    return None


def _instead(
    m: ColumnMap, texts: list[str], register: Register, have: set[str | None]
) -> str | None:
    """Return what cells plainly hold below a doubtful heading of another kind."""
    if m.certainty >= SURE or m.field in ("number", "reference") or all(map(_short, texts)):
        return None
    field = _plainly(m, texts, register, have - {m.field})
    return None if any({field, m.field} <= alike for alike in _ALIKE) else field


def _when(texts: list[str]) -> str:
    """Return "deadline" for times with a date among them, else how often."""
    return "deadline" if share(texts, _dated) else "frequency"


def _number(text: str) -> bool:
    return read_number(text) is not None


def _dated(text: str) -> bool:
    """Say whether a text gives a date, and not only how often."""
    read = read_periods(text)
    return read is not None and any(period.edtf for period in read)


def _all_money(texts: list[str]) -> bool:
    """Say whether most cells are amounts, and nearly all others say that there is none."""
    told = share(texts, lambda t: says_money(t) or says_no_amount(t))
    return share(texts, says_money) >= 0.5 and told >= 0.8


def _short(text: str) -> bool:
    """Say whether a cell is a mere sign: a cross, a letter of a matrix."""
    return len(text) <= 2 and not text.isdigit()


def _large(text: str) -> bool:
    """Say whether a cell is a number such as money has, and a year or a count has not."""
    number = read_number(text)
    return number is not None and number >= 1_000 and not number % 10 and len(text) > 4


def _numbered(text: str) -> bool:
    return re.fullmatch(r"\d+(?:[.:]\d+)*[a-z.]?", text) is not None


def _against(texts: list[str], have: set[str | None]) -> str | None:
    """Return what cells below a heading of words are when they are no words but something else."""
    texts = [t for t in texts if not _EMPTY.fullmatch(t.strip())]
    if _all_money(texts):
        return "cost"
    if "deadline" not in have and share(texts, lambda t: len(t) < 30 and says_time(t)) >= 0.9:
        return _when(texts)
    return None


def measured(found: list[ColumnMap], cells: Cells, _: Register) -> list[ColumnMap]:
    """ "Measure" beside targets is an indicator; values below unknown headings right of one are its
    baseline and its target.
    """
    fields = {m.field for m in found}
    if "indicator" not in fields and fields & {"baseline", "target"}:
        found = [
            replace(m, field="indicator", certainty=0.8)
            if re.fullmatch(r"(?i)measures?", m.heading.strip())
            else m
            for m in found
        ]
        found = _named_before(found, cells)
    place = next((n for n, m in enumerate(found) if m.field == "indicator"), len(found))
    of_values = [
        m
        for m in found[place:]
        if (m.field is None or (m.field == "scope" and m.date)) and _holds_values(cells[m.column])
    ]
    missing = [f for f in ("baseline", "target") if all(m.field != f for m in found)]
    if not missing or len(of_values) != len(missing):
        return found
    if all(m.date for m in of_values):
        of_values.sort(key=lambda m: m.date)
    said = dict(zip((m.column for m in of_values), missing, strict=True))
    settled = [
        replace(m, field=said[m.column], certainty=0.5) if m.column in said else m for m in found
    ]
    order = [m.field for m in settled if m.field in ("baseline", "target")]
    return settled if order == ["baseline", "target"] else found


def _named_before(found: list[ColumnMap], cells: Cells) -> list[ColumnMap]:
    """Words below an unknown heading, next before the values of something, say what is measured."""
    first = next(n for n, m in enumerate(found) if m.field in ("baseline", "target"))
    if any(m.field == "indicator" for m in found):
        return found
    for m in reversed(found[:first]):
        if m.field is None and share(cells[m.column], lambda t: len(t.split()) >= 2) >= 0.7:
            return [replace(o, field="indicator", certainty=0.5) if o is m else o for o in found]
    return found


def _holds_values(texts: list[str]) -> bool:
    texts = [t for t in texts if not _EMPTY.fullmatch(t.strip())]
    return len(texts) >= 2 and share(texts, lambda t: len(t) < 30 and read_values(t)) >= 0.8


_FITS: Final[dict[str, Callable[[str], object]]] = {
    **dict.fromkeys(
        ("deadline", "start", "status_date"), lambda t: read_periods(t, 2000) or day_of_number(t)
    ),
    "cost": lambda t: read_amounts(t) or says_no_amount(t),
    "status": read_status,
    **dict.fromkeys(("target", "baseline"), read_values),
    **dict.fromkeys(_BODIES, lambda t: len(t.split()) <= 12 or says_nobody(t)),
    **dict.fromkeys(ENTITIES, lambda t: re.search(r"[^\W\d]{3}", t) and not says_money(t)),
}


def doubt_cells(found: list[ColumnMap], cells: Cells, _: Register) -> list[ColumnMap]:
    """Make columns unsure of whose cells most cannot be what the heading says."""
    settled = []
    for m in found:
        fits = _FITS.get(m.field or "")
        texts = [t for t in cells[m.column] if not _EMPTY.fullmatch(t.strip())]
        odd = fits is not None and len(texts) >= 2 and share(texts, fits) < 0.5
        if m.field in _BODIES and len(texts) >= 2 and not odd:
            odd = share(texts, lambda t: says_time(t) or says_money(t) or says_status(t)) >= 0.5
        settled.append(replace(m, certainty=min(m.certainty, _UNSURE)) if odd else m)
    return settled
