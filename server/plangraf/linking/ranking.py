"""Ranks national series for an indicator of a plan, and says why each stands where it does.

Turns a label, and what else is known of the indicator, into candidates. The words decide most; the
rest are small, named adjustments: unit, ages, population, school year, time limit, level, state,
and variants of a series (by provider, margins of error) that the label does not ask for, or that
stand above already. The weights were set by reading titles and on labels that tests/linking holds;
docs/statistics.md tells how labels fared before anything was learnt from them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from plangraf.content.series import SeriesEntry
from plangraf.language import Text
from plangraf.linking.index import COVERED, Hit, SeriesIndex
from plangraf.linking.reading import Measure, read_measure, says

POOL: Final = 300
_YEAR: Final = re.compile(r"(?<!\w)(?:19|20)\d\d(?!\w)")
VARIANT: Final = -0.2
MINOR: Final = -0.05
SMALL: Final = frozenset({"exkl.", "lägeskommun"})
BROAD: Final = 45
SAME: Final = 0.6
REPEATED: Final = -0.04
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
    judged = [(_judge(wanted, measure, hit), hit.title) for hit in hits]
    judged.sort(key=lambda one: (-one[0].score, one[0].entry.path))
    return list(islice(_varied(judged), limit))


def _varied(judged: list[tuple[Candidate, frozenset[str]]]) -> Iterator[Candidate]:
    """Yield candidates best first, each lowered for those above it that it is a variant of."""
    left = judged
    while left:
        first, title = min(left, key=lambda one: (-one[0].score, one[0].entry.path))
        yield first
        left = [
            (_lowered(one) if _alike(title, other) else one, other)
            for one, other in left
            if one.entry is not first.entry
        ]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SAME * len(one | other)


def _lowered(one: Candidate) -> Candidate:
    above = Reason(Text("liknar ett förslag ovanför", "like a candidate above"), REPEATED)
    reasons = sorted((*one.reasons, above), key=lambda reason: -abs(reason.points))
    return replace(one, score=round(one.score + REPEATED, 4), reasons=tuple(reasons))


def _judge(wanted: Wanted, measure: Measure, hit: Hit) -> Candidate:
    """Score one hit: the share of the label covered, how little else the title says, the rest."""
    shared = ", ".join(hit.met)
    covered, point = (_percent(share) for share in (hit.covered, hit.to_the_point))
    reasons = [
        Reason(
            Text(
                f"täcker {covered.sv} av formuleringen: {shared}",
                f"covers {covered.en} of the wording: {shared}",
            ),
            hit.covered * COVERED,
        ),
        Reason(
            Text(
                f"{point.sv} av rubriken gäller formuleringen",
                f"{point.en} of the title is about the wording",
            ),
            hit.score - hit.covered * COVERED,
        ),
        *_adjustments(wanted, measure, hit.entry),
    ]
    score = sum(reason.points for reason in reasons)
    reasons.sort(key=lambda reason: -abs(reason.points))
    return Candidate(hit.entry, round(score, 4), tuple(reasons))


def _percent(share: float) -> Text:
    return Text(f"{100 * share:.0f}\u00a0%", f"{share:.0%}")


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
        points = MINOR if set(unasked) <= SMALL else VARIANT
        yield Reason(Text(f"särskild variant: {named}", f"special variant: {named}"), points)
    scope = wanted.scope or measure.scope
    if scope in LEVELS:
        if set(LEVELS[scope]) & set(entry.levels):
            yield Reason(Text("rätt nivå", "right level"), 0.03)
        else:
            yield Reason(Text("annan nivå", "another level"), -0.03)
    elif entry.levels == ("region",):
        yield Reason(Text("ges inte per kommun", "not by municipality"), -0.05)
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
        yield Reason(Text("antal och tal: besläktade", "a count and a rate: related"), 0.02)
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
            yield Reason(Text("åldrarna överlappar", "ages overlap"), 0.12 * together / spread)
    elif title.ages and not measure.group and title.ages[1] - title.ages[0] < BROAD:
        yield Reason(Text("bara vissa åldrar", "certain ages only"), -0.04)
    if measure.group and title.group and measure.group != title.group:
        yield Reason(Text("annan grupp", "another group"), -0.2)
    elif measure.group and measure.group == title.group:
        yield Reason(Text("samma grupp", "same group"), 0.05)
