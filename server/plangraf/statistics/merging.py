"""Puts figures that were read into the file of their series: new ones, same ones, and revisions.

Turns (kept file, figures, where they came from) into a new file. A figure for a key that has one
already, with another value or status, is a revision: it gets the next number and the old one stays.
The same figure again changes nothing. Two different figures for one key in one reading are refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from plangraf.content.observations import KEY, ObservationSet
from plangraf.statistics.exchange import Figure, Received, changed


@dataclass(frozen=True)
class Changes:
    """How many figures were new, the same as before, and other than before."""

    new: int = 0
    same: int = 0
    revised: int = 0

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(self.new + other.new, self.same + other.same, self.revised + other.revised)


def retrieval_facts(received: Received, client: str, count: int) -> dict[str, Any]:
    """Return what is kept of a reading: question, time, status, hash, client and rows received."""
    request = received.request
    body = f" {request.body.decode()}" if request.body else ""
    return {
        "source": request.url.partition("?")[0],
        "request": f"{request.method} {request.url}{body}",
        "at": received.at,
        "http_status": received.status,
        "sha256": received.sha256,
        "client": client,
        "received": count,
    }


def merge(
    kept: ObservationSet | None,
    header: dict[str, Any],
    readings: Sequence[tuple[Sequence[Figure], dict[str, Any]]],
) -> tuple[ObservationSet, Changes]:
    """Return the file with the readings in it. `header` is used when there is no file yet."""
    rows = [dict(row) for row in kept.rows] if kept else []
    head = dict(kept.header) if kept else dict(header)
    retrievals = dict(head.get("retrievals") or {})
    latest = {_key(row): row for row in sorted(rows, key=lambda row: int(row["revision"]))}
    seen: dict[tuple[str, ...], Figure] = {}
    changes = Changes()
    for figures, facts in readings:
        name = f"r{facts['sha256'][:12]}"
        used = False
        for figure in figures:
            row = _row(figure, name)
            key = _key(row)
            if key in seen and (seen[key].value, seen[key].status) != (figure.value, figure.status):
                place = facts["request"]
                raise changed(place, f"två värden för {key}", f"two values for {key}")
            seen[key] = figure
            before = latest.get(key)
            if before is not None and _alike(before, row):
                changes += Changes(same=1)
                continue
            if before is None:
                changes += Changes(new=1)
            else:
                row["revision"] = str(int(before["revision"]) + 1)
                changes += Changes(revised=1)
            rows.append(row)
            latest[key] = row
            used = True
        if used:
            retrievals[name] = facts
    if changes.new or changes.revised:
        head.pop("snapshot", None)
    head["retrievals"] = retrievals
    return ObservationSet(head, tuple(rows)), changes


def summed_over_ages(figures: Iterable[Figure], note: str) -> list[Figure]:
    """Add up the figures of one area, period and sex; one that is suppressed suppresses the sum."""
    sums: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in figures:
        sums.setdefault((figure.area, figure.period, figure.sex), []).append(figure)
    found = []
    for (area, period, sex), parts in sums.items():
        hidden = next((part for part in parts if not part.value), None)
        total = "" if hidden else format(sum(Decimal(part.value) for part in parts), "f")
        one = parts[0]
        status = hidden.status if hidden else "ok"
        found.append(
            Figure(one.series, area, period, one.start, one.end, sex, total, status, one.age, note)
        )
    return found


def _row(figure: Figure, retrieval: str) -> dict[str, str]:
    return {
        "id": "",
        "area": figure.area,
        "period": figure.period,
        "start": figure.start,
        "end": figure.end,
        "sex": figure.sex,
        "age": figure.age,
        "value": figure.value,
        "status": figure.status,
        "calculated": figure.calculated,
        "revision": "1",
        "retrieval": retrieval,
        "comment": "",
    }


def _key(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in KEY)


def _alike(one: dict[str, str], other: dict[str, str]) -> bool:
    if one["status"] != other["status"]:
        return False
    if not one["value"] or not other["value"]:
        return one["value"] == other["value"]
    return Decimal(one["value"]) == Decimal(other["value"])
