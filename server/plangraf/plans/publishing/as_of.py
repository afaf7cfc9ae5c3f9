"""The data as they were on a day: each plan in the version that was current when the day ended.

Turns a day into the graphs that a query looks at. Plans that were never published through a store
have no versions and stand as they are, as does everything that is no plan (registers, links,
statistics). A plan that has changed since stands in the graph of its version, and is named so
(`GRAPH`); other versions are in none. Days are days in UTC.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Final

from plangraf.catalogue.parameters import AS_OF
from plangraf.errors import ParameterError
from plangraf.language import Text
from plangraf.plans.publishing.versions import (
    LOG,
    VERSIONS,
    plan_graph,
    plan_of_graph,
    version_graph,
)
from plangraf.store.gathering import Asked, On, on
from plangraf.store.interface import EVERYTHING, Dataset, Store, in_union

_EVER: Final = datetime.min.replace(tzinfo=UTC)
_FOR_EVER: Final = datetime.max.replace(tzinfo=UTC)
_MOMENTS: Final = f"""
PREFIX prov: <http://www.w3.org/ns/prov#>
SELECT ?version ?begun ?ended WHERE {{
  GRAPH ?log {{
    ?version a prov:Entity .
    OPTIONAL {{ ?version prov:generatedAtTime ?begun }}
    OPTIONAL {{ ?version prov:invalidatedAtTime ?ended }}
  }}
  FILTER(STRSTARTS(STR(?log), "{LOG}") && STRSTARTS(STR(?version), "{VERSIONS}"))
}}
"""


@dataclass
class Moments:
    """When a version became current, and when it ceased to be; it may have come back."""

    begun: set[datetime] = field(default_factory=set)
    ended: set[datetime] = field(default_factory=set)

    def last_begun(self, moment: datetime) -> datetime | None:
        """When it last became current before a moment; None where it was not current then.

        What was there before the first publication has no beginning: it was always there.
        """
        begun = max((m for m in self.begun if m <= moment), default=None if self.begun else _EVER)
        if begun is None or any(begun < end <= moment for end in self.ended):
            return None
        return begun


def read_day(text: str) -> date:
    """Read a day; ParameterError for anything else."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ParameterError(
        AS_OF,
        Text(f"”{text}” är ingen dag.", f"“{text}” is not a day."),
        remedy=Text("Skriv den som 2025-12-31.", "Write it as 2025-12-31."),
    )


def end_of(day: date) -> datetime:
    """The last moment of a day."""
    return datetime.combine(day, time.max, UTC)


def histories(store: Asked) -> dict[str, dict[str, Moments]]:
    """The versions of every plan that was published, with their moments."""
    found: dict[str, dict[str, Moments]] = defaultdict(lambda: defaultdict(Moments))
    for row in store.query(_MOMENTS).rows():
        plan, _, version = str(row[0]).removeprefix(VERSIONS).rpartition("/")
        moments = found[plan][version]
        for kept, value in ((moments.begun, row[1]), (moments.ended, row[2])):
            if value is not None:
                kept.add(datetime.fromisoformat(str(value)))
    return found


def version_then(history: Mapping[str, Moments], moment: datetime) -> str | None:
    """The version of a plan that was current at a moment; None where none was."""
    then = {v: begun for v, m in history.items() if (begun := m.last_begun(moment)) is not None}
    return max(then, key=lambda version: then[version]) if then else None


def version_at(store: Asked, plan: str, moment: datetime) -> str | None:
    """The version of a plan in a store that was current at a moment; None where none was."""
    return version_then(histories(store).get(plan, {}), moment)


def graph_then(store: Asked, plan: str, day: date) -> str:
    """The graph that holds a plan as it was on a day; "" where it was none that day."""
    published = histories(store)
    if plan not in published:
        return plan_graph(plan)
    version = version_then(published[plan], end_of(day))
    return version_graph(plan, version) if version else ""


def dataset_on(store: Asked, graphs: Iterable[str], day: date) -> Dataset:
    """The graphs that say how it was on a day; `graphs` are all there are."""
    published = histories(store)
    then, now = (
        {plan: version_then(history, moment) for plan, history in published.items()}
        for moment in (end_of(day), _FOR_EVER)
    )
    changed = {plan: version for plan, version in then.items() if version != now[plan]}
    if not changed:
        return EVERYTHING
    kept = [
        graph
        for graph in graphs
        if plan_of_graph(graph) not in changed and not graph.startswith(VERSIONS)
    ]
    stood = [version_graph(plan, version) for plan, version in changed.items() if version]
    return Dataset(
        default=tuple(sorted([*filter(in_union, kept), *stood])),
        named=tuple(sorted([*kept, *stood])),
        gathered=True,
    )


def asked_on(store: Store, day: str | None) -> Store | On:
    """The store as it was on a day, or as it is."""
    if not day:
        return store
    return on(store, dataset_on(store, store.graphs(), read_day(day)))
