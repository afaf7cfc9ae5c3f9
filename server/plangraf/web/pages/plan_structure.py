"""A plan as it is printed, with its figures, its scorecard, needs, indicators, actors and texts.

Works on everything that stands in the plan, read in one question; the scorecard is counted by one
more.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from plangraf.language import Text
from plangraf.store.interface import Term
from plangraf.web.context import Visit
from plangraf.web.pages.structure import area_part
from plangraf.web.things import asking
from plangraf.web.things.plan_counts import COUNTED, counted
from plangraf.web.things.thing import Thing

_TASKS: Final = ("pg:responsibleActor", "pg:supportingActor", "pg:involvesActor")
_POINTS: Final = {
    "goal-activity": Text("Mål med minst en aktivitet", "Goals with at least one activity"),
    "goal-indicator": Text("Mål med indikator", "Goals with an indicator"),
    "goal-local-indicator": Text("Mål med lokal indikator", "Goals with a local indicator"),
    "goal-target": Text("Mål med målvärde", "Goals with a target"),
    "activity-goal": Text("Aktiviteter som hör till ett mål", "Activities that belong to a goal"),
    "activity-actor": Text("Aktiviteter med ansvarig", "Activities with a responsible actor"),
    "activity-time": Text(
        "Aktiviteter med tidshorisont eller tidpunkt", "Activities with a time horizon or deadline"
    ),
    "activity-deadline": Text(
        "Aktiviteter med egen tidpunkt", "Activities with a deadline of their own"
    ),
    "indicator-type": Text("Indikatorer med mättyp", "Indicators with a measurement type"),
}
_YES: Final = Text("ja", "yes")
_PARTLY: Final = Text("delvis", "partly")
_NO: Final = Text("nej", "no")
_UNKNOWN: Final = Text("finns inga", "there are none")


@dataclass(frozen=True)
class Point:
    """One line of the scorecard: so many of so many. Lines are never added up."""

    text: Text
    done: int
    of: int

    @property
    def verdict(self) -> Text:
        """Yes, partly, no, or nothing to judge."""
        if not self.of:
            return _UNKNOWN
        return _YES if self.done == self.of else _PARTLY if self.done else _NO


@dataclass(frozen=True)
class ActorRow:
    """An actor in a plan: how often each kind of task falls to it."""

    actor: Term
    counts: tuple[int, ...]


def plan_sections(visit: Visit, thing: Thing) -> dict[str, Any]:
    """Return what the page of a plan shows."""
    about = thing.about
    areas = [
        area_part(about, area, thing.labels)
        for area in about.in_order(_inside(thing, "pg:FocusArea"))
    ]
    notes = _inside(thing, "oa:Annotation")
    texts = [n for n in notes if about.one(n, "dcterms:type")]
    needs: dict[Term | None, list[Term]] = {}
    for need in about.in_order(_inside(thing, "pg:Need")):
        needs.setdefault(about.one(need, "pg:targetGroup"), []).append(need)
    return {
        "areas": areas,
        "counts": counted(about, ((c, part) for c in COUNTED for part in _inside(thing, c))),
        "scorecard": scorecard(visit, thing.iri),
        "needs": needs,
        "indicators": about.in_order(_inside(thing, "pg:Indicator")),
        "actors": _actors(thing),
        "roles": thing.values("prov:qualifiedAttribution"),
        "texts": about.in_order(texts),
        "notes": [n for n in notes if n not in texts],
        "terms": [
            term
            for term in thing.labels.sorted(about.subjects("pg:inPlan", thing.iri))
            if about.one(term, "skos:definition")
        ],
    }


def scorecard(visit: Visit, plan: Term) -> list[Point]:
    """Return the scorecard of a plan."""
    rows = {str(row["point"]): row for row in asking.rows(visit, "scorecard", about=plan)}
    return [
        Point(text, int(str(rows[key]["done"])), int(str(rows[key]["of"])))
        if key in rows
        else Point(text, 0, 0)
        for key, text in _POINTS.items()
    ]


def _inside(thing: Thing, curie: str) -> list[Term]:
    """Return the things of a type that stand in the plan."""
    members = set(thing.about.subjects("pg:inPlan", thing.iri))
    return [t for t in thing.about.of_type(curie) if t in members]


def _actors(thing: Thing) -> list[ActorRow]:
    """Count tasks by actor over activities and sub-activities."""
    steps = [*_inside(thing, "pg:Activity"), *_inside(thing, "pg:SubActivity")]
    tallies = [Counter(a for s in steps for a in thing.about.all(s, curie)) for curie in _TASKS]
    actors = thing.labels.sorted({actor for tally in tallies for actor in tally})
    return [ActorRow(actor, tuple(tally[actor] for tally in tallies)) for actor in actors]
