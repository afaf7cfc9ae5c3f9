"""The plans with their figures, for the start page, the list of plans and the comparison."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from rdflib import URIRef

from plangraf.store.interface import Term
from plangraf.web.context import Visit
from plangraf.web.things import asking
from plangraf.web.things.labels import Labels
from plangraf.web.things.plan_counts import COUNTED, Counts, apart, counts
from plangraf.web.things.statements import Statements, expanded

_LEVELS = ("local", "regional", "national")


@dataclass(frozen=True)
class Plan:
    """One plan with its figures; none for a plan that others only mention."""

    iri: URIRef
    slug: str
    counts: Counts

    @property
    def whole(self) -> bool:
        """Whether the plan itself was read, not just its name."""
        return bool(self.counts)


class Overview:
    """All plans."""

    def __init__(self, visit: Visit):
        self.about: Statements = asking.statements(visit, "plans")
        self._rows = asking.rows(visit, "plan-figures")
        self.labels = Labels(visit)
        self.labels.learn(i for i in self.about.iris() if "/evidence/" not in i)

    @cached_property
    def plans(self) -> list[Plan]:
        """The plans: those that were read first, then by level, then by name."""
        kinds: dict[Term, str] = {expanded(curie): curie for curie in COUNTED}
        numbers: dict[Term, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
        for row in self._rows:
            if curie := kinds.get(row["type"]):
                derived, statement = str(row["derived"]), str(row["statement"])
                word = apart(curie, derived=derived == "true", statement=statement == "true")
                numbers[row["plan"]][curie, word] += int(str(row["count"]))
        found = [
            Plan(
                iri,
                str(iri).rpartition("/plan/")[2],
                counts(numbers[iri]),
            )
            for iri in self.labels.sorted(self.about.things())
            if isinstance(iri, URIRef)
        ]
        return sorted(found, key=lambda plan: (not plan.whole, self._level(plan)))

    def _level(self, plan: Plan) -> int:
        level = str(self.about.one(plan.iri, "dcterms:type")).rpartition("/")[2]
        return _LEVELS.index(level) if level in _LEVELS else len(_LEVELS)

    @property
    def whole(self) -> list[Plan]:
        """The plans that were read."""
        return [plan for plan in self.plans if plan.whole]

    def find(self, slug: str) -> Plan | None:
        """Return the plan of that slug, or None."""
        return next((plan for plan in self.plans if plan.slug == slug), None)
