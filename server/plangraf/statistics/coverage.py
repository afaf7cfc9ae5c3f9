"""How old and how whole the figures of every series are.

Turns the files below `data/statistics/` into one line per series: figures, areas, first and last
period, when they were read, and how old the newest figure is. Fetches nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from plangraf.content.observations import SUFFIX, ObservationSet, bounds_as_days, read_observations

_DAY: Final = re.compile(r"\d{4}(?:-\d\d){0,2}")


@dataclass(frozen=True)
class Coverage:
    """One series. `newest` is the last day of its newest period; `read` is as the file says it.

    `read` is "" where no day of reading was recorded; `source` then says what is known.
    """

    series: str
    title: str
    figures: int
    without_value: int
    areas: int
    first: str
    last: str
    newest: date
    revisions: int
    read: str
    snapshot: bool
    source: str = ""

    def age(self, today: date) -> int:
        """Return whole years between the newest figure's period and `today`."""
        return max(0, (today - self.newest).days // 365)


def read_coverage(root: Path) -> list[Coverage]:
    """Return every series with figures, by path."""
    return sorted(_coverages(root), key=lambda one: one.series)


def _coverages(root: Path) -> Iterator[Coverage]:
    for path in (root / "data" / "statistics").rglob(f"*{SUFFIX}"):
        found = read_observations(path.read_text("utf-8"), path.relative_to(root).as_posix())
        if found.rows:
            yield _coverage(found)


def _coverage(found: ObservationSet) -> Coverage:
    ends = {
        row["period"]: bounds_as_days(row["period"], row["start"], row["end"])[1]
        for row in found.rows
    }
    labels = sorted(ends, key=lambda label: ends[label])
    current = [row for row in found.rows if row["revision"] in ("", "1")]
    retrievals = found.header["retrievals"].values()
    dates = [_day(str(facts.get("at") or facts.get("read") or "")) for facts in retrievals]
    return Coverage(
        series=found.series,
        title=str(found.header.get("title", "")),
        figures=len(current),
        without_value=sum(1 for row in current if not row["value"]),
        areas=len({row["area"] for row in current}),
        first=labels[0],
        last=labels[-1],
        newest=ends[labels[-1]],
        revisions=len(found.rows) - len(current),
        read=max(dates, default=""),
        snapshot=bool(found.header.get("snapshot")),
        source="; ".join(str(facts["source"]) for facts in retrievals if facts.get("source")),
    )


def _day(told: str) -> str:
    """Return the day, month or year that a file says it was read: "2026 (pipeline)" → "2026"."""
    found = _DAY.match(told)
    return found[0] if found else ""
