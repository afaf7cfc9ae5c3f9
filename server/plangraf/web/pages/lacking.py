"""What plans lack to be followed up, counted plan beside plan: goals without activity and so on.

Each number is that of the rows of the saved query it leads to; all are counted by one question.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rdflib import URIRef

from plangraf.catalogue.definition import SavedQuery
from plangraf.language import Text
from plangraf.web.context import Visit
from plangraf.web.queries.catalogue import saved_queries
from plangraf.web.things import asking

_AMONG: Final = {
    "goals-without-activity": "goals",
    "goals-without-indicator": "goals",
    "goals-without-deadline": "goals",
    "activities-without-actor": "activities",
}
_WORDS: Final = {"goals": Text("mål", "goals"), "activities": Text("aktiviteter", "activities")}


@dataclass(frozen=True)
class Gap:
    """One row: the saved query, of what it counts, and per plan how many of how many."""

    query: SavedQuery
    among: Text
    numbers: tuple[tuple[int, int], ...]


def gaps(visit: Visit, plans: Iterable[URIRef]) -> list[Gap]:
    """Return the gaps that there is a saved query for; numbers in the order of the plans."""
    asked = list(plans)
    counted = {
        (str(row["plan"]), str(row["gap"])): int(str(row["count"]))
        for row in asking.rows_of_any(visit, "gaps", "plan", map(str, asked))
    }
    known = {query.name: query for query in saved_queries()}
    return [
        Gap(
            known[name],
            _WORDS[among],
            tuple((counted.get((str(p), name), 0), counted.get((str(p), among), 0)) for p in asked),
        )
        for name, among in _AMONG.items()
        if name in known
    ]
