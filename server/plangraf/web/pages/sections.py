"""What the page of each kind shows beside the facts: one function per template.

Turns a Thing into the names its template uses. Each asks at most two questions more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from rdflib import URIRef

from plangraf.store.interface import Term
from plangraf.vocabulary import PGID
from plangraf.web.context import Visit
from plangraf.web.figures.series import national
from plangraf.web.pages.plan_structure import plan_sections
from plangraf.web.pages.structure import area_part
from plangraf.web.things import asking
from plangraf.web.things.kinds import Kind
from plangraf.web.things.passages import Span, find_source
from plangraf.web.things.thing import Thing, span_of

_PART_OF: Final = ("org:subOrganizationOf", "org:unitOf")
_ENDS: Final = ("owl:annotatedSource", "owl:annotatedTarget")
_TASKS: Final = ("pg:responsibleActor", "pg:supportingActor", "pg:involvesActor")


@dataclass(frozen=True)
class Unit:
    """An organisation with its parts."""

    iri: Term
    parts: tuple["Unit", ...]


@dataclass(frozen=True)
class Use:
    """What of one plan uses a thing, by kind."""

    plan: Term | None
    kinds: tuple[tuple[Kind, tuple[Term, ...]], ...]


def sections(visit: Visit, thing: Thing) -> dict[str, Any]:
    """Return what the template of a thing's kind needs."""
    make = _BY_TEMPLATE.get(thing.kind.template)
    return make(visit, thing) if make else {}


def _goal(visit: Visit, thing: Thing) -> dict[str, Any]:
    _add(visit, thing, "below", "followed")
    about = thing.about
    scopes: dict[Term | None, list[Term]] = {}
    for indicator in about.in_order(thing.values("pg:hasIndicator")):
        scopes.setdefault(about.one(indicator, "pg:indicatorScope"), []).append(indicator)
    return {
        "activities": about.in_order(about.subjects("pg:contributesTo", thing.iri)),
        "scopes": sorted(scopes.items(), key=lambda s: str(s[0]), reverse=True),
        "targets": thing.values("pg:hasTarget", "pg:hasBaseline"),
    }


def _area(visit: Visit, thing: Thing) -> dict[str, Any]:
    _add(visit, thing, "below")
    return {"area": area_part(thing.about, thing.iri, thing.labels)}


def _activity(visit: Visit, thing: Thing) -> dict[str, Any]:
    _add(visit, thing, "followed")
    return {"parts": thing.about.in_order(thing.about.subjects("pg:subActivityOf", thing.iri))}


def _indicator(visit: Visit, thing: Thing) -> dict[str, Any]:
    goals = thing.about.in_order(thing.about.subjects("pg:hasIndicator", thing.iri))
    return {"goals": goals, "national": national(visit, thing)}


def _actor(visit: Visit, thing: Thing) -> dict[str, Any]:
    _add(visit, thing, "organisation")
    about = thing.about
    above: list[Term] = []
    upwards = about.all(thing.iri, *_PART_OF)
    while upwards and upwards[0] not in (*above, thing.iri):
        above.insert(0, upwards[0])
        upwards = about.all(upwards[0], *_PART_OF)
    tree = _unit(thing, thing.iri, frozenset())
    units = _all_units(tree)
    tasks = []
    for curie in _TASKS:
        own = about.subjects(curie, thing.iri)
        rolled = [t for unit in units[1:] for t in about.subjects(curie, unit) if t not in own]
        tasks.append((curie, thing.by_plan(own), thing.by_plan(dict.fromkeys(rolled))))
    roles = about.subjects("prov:agent", thing.iri)
    return {
        "above": above,
        "tree": tree,
        "tasks": [task for task in tasks if task[1] or task[2]],
        "roles": roles,
        "publishes": about.subjects("dcterms:publisher", thing.iri),
    }


def _used(_visit: Visit, thing: Thing) -> dict[str, Any]:
    using = [t for curie in thing.kind.led_here for t in thing.about.subjects(curie, thing.iri)]
    uses = [
        Use(plan, tuple((kind, tuple(things)) for kind, things in thing.by_kind(members)))
        for plan, members in thing.by_plan(dict.fromkeys(using))
    ]
    kinds = {kind.key: kind for use in uses for kind, _ in use.kinds}
    return {"uses": uses, "used_kinds": list(kinds.values())}


def _evidence(visit: Visit, thing: Thing) -> dict[str, Any]:
    about = thing.about
    start = end = 0
    quote = ""
    for selector in thing.values("oa:hasSelector"):
        start = about.number(selector, "oa:start", start)
        end = about.number(selector, "oa:end", end)
        quote = str(about.one(selector, "oa:exact") or quote)
    source = about.one(thing.iri, "oa:hasSource")
    text = find_source(visit.root, str(source))
    told = [t for t in about.subjects("pg:evidence", thing.iri) if isinstance(t, URIRef)]
    notes = [t for t in told if about.is_a(t, "oa:Annotation")]
    return {
        "source": source,
        "quote": quote,
        "start": start,
        "end": end,
        "lines": text.passage(start, end) if text else [],
        "told": about.in_order(t for t in told if t not in notes),
        "notes": notes,
    }


def _mapping(visit: Visit, thing: Thing) -> dict[str, Any]:
    """Both ends of a judged link with the spans that they were read from."""
    ends = [end for curie in _ENDS for end in thing.values(curie) if str(end).startswith(str(PGID))]
    found: dict[str, list[Span]] = {str(end): [] for end in ends}
    for row in asking.rows_of_any(visit, "evidence", "about", found):
        found[str(row["about"])].append(span_of(visit, row))
    return {"ends": [(end, found[str(end)]) for end in ends if found[str(end)]]}


def _source(visit: Visit, thing: Thing) -> dict[str, Any]:
    text = find_source(visit.root, str(thing.iri))
    plans = thing.about.subjects("dcterms:source", thing.iri)
    return {
        "lines": text.lines() if text else [],
        "plans": plans,
        "passages": len(thing.about.subjects("oa:hasSource", thing.iri)),
    }


def _add(visit: Visit, thing: Thing, *names: str) -> None:
    """Read more statements into a thing and learn the names in them."""
    for name in names:
        thing.about.add(asking.rows(visit, name, about=thing.iri))
    thing.extend(thing.about)


def _unit(thing: Thing, iri: Term, above: frozenset[Term]) -> Unit:
    """Return an organisation with its parts; a circle is cut where it closes."""
    parts = [
        part
        for curie in _PART_OF
        for part in thing.about.subjects(curie, iri)
        if part not in above and part != iri
    ]
    ordered = thing.labels.sorted(dict.fromkeys(parts))
    return Unit(iri, tuple(_unit(thing, part, above | {iri}) for part in ordered))


def _all_units(unit: Unit) -> list[Term]:
    return list(dict.fromkeys([unit.iri, *(u for part in unit.parts for u in _all_units(part))]))


_BY_TEMPLATE: Final[dict[str, Callable[[Visit, Thing], dict[str, Any]]]] = {
    "plan": plan_sections,
    "goal": _goal,
    "area": _area,
    "activity": _activity,
    "indicator": _indicator,
    "actor": _actor,
    "used": _used,
    "evidence": _evidence,
    "source": _source,
    "mapping": _mapping,
}
