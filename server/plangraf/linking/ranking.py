"""Ranks national series for an indicator of a plan, and says why each stands where it does.

Turns a label, and what else is known of the indicator, into candidates. The words decide most; the
rest are small, named adjustments: unit, ages, population, school year, time limit, level, state,
and variants of a series (by provider, margins of error) that the label does not ask for. The
weights were set by reading titles and on the indicators of Härryda's plan; how well they do on
others is measured by tests/linking on pairs that were not used for setting them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from plangraf.content.series import SeriesEntry
from plangraf.language import Text
from plangraf.linking.index import Hit, SeriesIndex
from plangraf.linking.reading import Measure, read_measure, says

POOL: Final = 300
_YEAR: Final = re.compile(r"(?<!\w)(?:19|20)\d\d(?!\w)")
LEVELS: Final = {
    "local": ("municipality",),
    "county": ("region", "county"),
    "regional": ("region", "county"),
}


@dataclass(frozen=True)
class Wanted:
    """What is looked for. Only the label is needed; `scope` is the plan's indicator scope."""

    label: str
    scope: str | None = None
    age_min: int | None = None
    age_max: int | None = None


@dataclass(frozen=True)
class Reason:
    """One thing that moved a score, by how much."""

    what: Text
    points: float


@dataclass(frozen=True)
class Candidate:
    """A series with its score (0 to about 1) and the reasons, the weightiest first."""

    entry: SeriesEntry
    score: float
    reasons: tuple[Reason, ...]


def rank(index: SeriesIndex, wanted: Wanted, limit: int = 10) -> list[Candidate]:
    """Return the best candidates, best first; words may be written without å, ä and ö.

    A bare year says when something was planned or measured, not what: it finds nothing.
    """
    wanted = replace(wanted, label=index.lexicon.spelled(_YEAR.sub(" ", wanted.label)))
    hits = index.find(wanted.label, POOL)
    if not hits:
        return []
    measure = read_measure(wanted.label)
    best = hits[0].score
    found = [_judge(index, wanted, measure, hit, best) for hit in hits]
    found.sort(key=lambda candidate: (-candidate.score, candidate.entry.path))
    return found[:limit]


def _judge(
    index: SeriesIndex, wanted: Wanted, measure: Measure, hit: Hit, best: float
) -> Candidate:
    """Score one hit: the share of the best text score, the share of the label covered, the rest."""
    covered = _coverage(index, wanted.label, hit)
    shared = ", ".join(sorted(hit.by_term, key=lambda term: -hit.by_term[term])[:4])
    reasons = [
        Reason(
            Text(f"gemensamma ord: {shared}", f"words in common: {shared}"), hit.score / best / 2
        ),
        Reason(
            Text(f"täcker {covered:.0%} av formuleringen", f"covers {covered:.0%} of the wording"),
            covered / 2,
        ),
        *_adjustments(wanted, measure, hit.entry),
    ]
    score = sum(reason.points for reason in reasons)
    reasons.sort(key=lambda reason: -abs(reason.points))
    return Candidate(hit.entry, round(score, 4), tuple(reasons))


def _coverage(index: SeriesIndex, label: str, hit: Hit) -> float:
    """Return how much of the label's own telling words the title has, directly or by a synonym."""
    whole = index.lexicon.terms(label)
    total = sum(index.rarity(term) * weight for term, weight in whole.items())
    met = sum(index.rarity(term) * whole[term] for term in hit.by_term if term in whole)
    by_synonym = sum(index.rarity(term) * 0.3 for term in hit.by_term if term not in whole)
    return min(1.0, (met + by_synonym) / total) if total else 0.0


def _adjustments(wanted: Wanted, measure: Measure, entry: SeriesEntry) -> Iterator[Reason]:
    """Yield what speaks for or against a series besides its words."""
    title = read_measure(entry.title)
    yield from _unit(measure, title)
    yield from _population(wanted, measure, title)
    if measure.grade and title.grade:
        if measure.grade == title.grade:
            yield Reason(Text("samma årskurs", "same school year"), 0.1)
        else:
            yield Reason(Text("annan årskurs", "another school year"), -0.25)
    if measure.within and title.within:
        if measure.within == title.within:
            yield Reason(Text("samma tidsgräns", "same time limit"), 0.08)
        else:
            yield Reason(Text("annan tidsgräns", "another time limit"), -0.04)
    unasked = [variant for variant in title.variants if not says(wanted.label, variant)]
    if unasked:
        named = ", ".join(sorted(unasked))
        yield Reason(Text(f"särskild variant: {named}", f"special variant: {named}"), -0.2)
    if wanted.scope in LEVELS:
        if set(LEVELS[wanted.scope]) & set(entry.levels):
            yield Reason(Text("rätt nivå", "right level"), 0.03)
        else:
            yield Reason(Text("annan nivå", "another level"), -0.03)
    if entry.state == "withdrawn":
        seen = entry.last_seen
        yield Reason(Text(f"borttagen, senast sedd {seen}", f"withdrawn, last seen {seen}"), -0.02)


def _unit(measure: Measure, title: Measure) -> Iterator[Reason]:
    """A unit that both state: the same, akin (a count and a rate), or another."""
    if measure.unit is None or title.unit is None:
        if title.unit == "cost":
            yield Reason(Text("kostnad", "a cost"), -0.15)
        return
    if measure.unit == title.unit:
        yield Reason(Text("samma enhet", "same unit"), 0.05)
    elif {measure.unit, title.unit} == {"count", "rate"}:
        yield Reason(Text("antal och tal: besläktade", "a count and a rate: akin"), 0.02)
    elif title.unit == "cost":
        yield Reason(Text("kostnad", "a cost"), -0.2)
    else:
        yield Reason(Text("annan enhet", "another unit"), -0.08)


def _population(wanted: Wanted, measure: Measure, title: Measure) -> Iterator[Reason]:
    """Ages that both state must meet; children and older people are not each other."""
    ages = measure.ages
    if wanted.age_min is not None or wanted.age_max is not None:
        ages = (wanted.age_min or 0, wanted.age_max if wanted.age_max is not None else 120)
    if ages and title.ages:
        together = min(ages[1], title.ages[1]) - max(ages[0], title.ages[0])
        spread = max(ages[1], title.ages[1]) - min(ages[0], title.ages[0])
        if together < 0:
            yield Reason(Text("andra åldrar", "other ages"), -0.3)
        elif spread:
            yield Reason(Text("åldrarna möts", "ages meet"), 0.12 * together / spread)
    if measure.group and title.group and measure.group != title.group:
        yield Reason(Text("annan grupp", "another group"), -0.2)
    elif measure.group and measure.group == title.group:
        yield Reason(Text("samma grupp", "same group"), 0.05)
