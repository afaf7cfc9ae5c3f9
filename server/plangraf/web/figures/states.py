"""How the figures stand: their age and coverage by series, and indicators without a recent one.

An indicator's newest figure is the newest with a value among all series that it is linked to.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plangraf.store.interface import Term
from plangraf.web.context import Visit
from plangraf.web.things import asking
from plangraf.web.things.labels import Labels
from plangraf.web.things.links import links_of
from plangraf.web.things.statements import Statements

_YEAR = timedelta(days=365)
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True)
class State:
    """One series. `first` and `last` bound the periods that have a value; None where none has.

    `standing` says whether its source still gives it out.
    """

    series: Term
    path: str
    figures: int
    without_value: int
    areas: int
    first: date | None
    last: date | None
    read: str
    standing: Term | None

    def age(self, today: date) -> int | None:
        """Whole years from the end of the newest period with a value."""
        return max(0, (today - self.last) // _YEAR) if self.last else None


@dataclass(frozen=True)
class Waiting:
    """An indicator without a recent figure; `latest` is None where there is none at all."""

    indicator: Term
    series: int
    latest: date | None


def states(visit: Visit) -> list[State]:
    """Return every series that has figures, the oldest first."""
    read: dict[str, str] = {}
    for row in asking.rows(visit, "readings"):
        series = str(row["reading"]).partition("/retrieval/")[2].rpartition("/")[0]
        day = _DAY.match(str(row.get("at") or row.get("read") or ""))
        read[series] = max(read.get(series, ""), day[0] if day else "")
    found = []
    for row in asking.rows(visit, "series-states"):
        path = str(row["series"]).partition("/series/")[2]
        figures, valued = int(str(row["figures"])), int(str(row["valued"]))
        found.append(
            State(
                row["series"],
                path,
                figures,
                figures - valued,
                int(str(row["areas"])),
                _day(row.get("first")),
                _day(row.get("last")),
                read.get(path, ""),
                row.get("standing"),
            )
        )
    return found


def _day(term: Term | None) -> date | None:
    return date.fromisoformat(str(term)) if term is not None else None


def waiting(
    visit: Visit, labels: Labels, plans: Sequence[Term], known: Sequence[State], after: date
) -> list[tuple[Term, int, list[Waiting]]]:
    """Return plan → how many indicators it has → those without a figure for any time after a day.

    Those that have been longest without come last, those that never had one first.
    """
    latest = {state.series: state.last for state in known}
    about = Statements(asking.rows_of_any(visit, "indicators", "plan", [str(p) for p in plans]))
    found = []
    for plan in plans:
        own = [i for i in about.of_type("pg:Indicator") if plan in about.all(i, "pg:inPlan")]
        labels.learn(str(i) for i in own)
        lines = []
        for indicator in about.in_order(own):
            links = [k for k in links_of(indicator, about, visit.language) if k.positive]
            series = [k.other for k in links if "/series/" in str(k.other)]
            days = [day for s in series if (day := latest.get(s))]
            newest = max(days, default=None)
            if newest is None or newest <= after:
                lines.append(Waiting(indicator, len(series), newest))
        lines.sort(key=lambda line: (line.latest is not None, line.latest or date.min))
        found.append((plan, len(own), lines))
    return found
