"""What `plangraf link suggest` is asked about: words, one indicator, or all indicators of a plan.

Turns the arguments into subjects to rank for, and the candidates of a whole plan into text, JSON or
rows of a mapping set.
"""

import difflib
import json
import re
import textwrap
from collections.abc import Sequence
from typing import Final

from plangraf.cli.seeking import text_sought
from plangraf.errors import UnknownName
from plangraf.language import Language, Text
from plangraf.linking.proposing import Subject, as_table, propose
from plangraf.linking.ranking import Candidate, Wanted
from plangraf.linking.subjects import PlanIndicator, plan_indicators
from plangraf.settings import Settings
from plangraf.workspace import Workspace

MANY: Final = 10
FEW: Final = 3
_PLAN: Final = re.compile(r"(?:plan/)?([a-z0-9åäö-]+-(?:19|20)\d\d(?:-(?:19|20)\d\d)?)")
_INDICATOR: Final = re.compile(r"(?:indicator/)?[a-z0-9-]+-(?:19|20)\d\d/[a-z0-9-]+|indicator/\S+")


def subjects_of(
    settings: Settings, words: Sequence[str], indicator: str | None, scope: str | None
) -> list[tuple[Subject, Wanted]]:
    """Return what to link: an indicator of a plan, all of a plan's, or just a label."""
    if indicator is not None:
        return [_indicator(settings, indicator)]
    text = text_sought(words)
    if _INDICATOR.fullmatch(text):
        return [_indicator(settings, text)]
    if plan := _PLAN.fullmatch(text):
        return _plan(settings, plan[1])
    return [(Subject("pgid:indicator/new", text), Wanted(text, scope))]


def _indicator(settings: Settings, name: str) -> tuple[Subject, Wanted]:
    known = {one.path: one for one in plan_indicators(Workspace.open(settings).store)}
    path = name if name.startswith("indicator/") else f"indicator/{name}"
    if path not in known:
        near = tuple(difflib.get_close_matches(path, known, 3, 0.3))
        raise UnknownName(
            Text(f"Indikatorn ”{name}” finns inte.", f"There is no indicator “{name}”."),
            nearest=near,
            remedy=Text(f"Närmast: {', '.join(near)}.", f"Nearest: {', '.join(near)}."),
        )
    return _subject(known[path])


def _plan(settings: Settings, plan: str) -> list[tuple[Subject, Wanted]]:
    known = list(plan_indicators(Workspace.open(settings).store))
    found = [_subject(one) for one in known if one.plan == plan]
    if not found:
        plans = tuple(sorted({one.plan for one in known}))
        raise UnknownName(
            Text(
                f"Det finns ingen plan ”{plan}” med indikatorer.",
                f"There is no plan “{plan}” with indicators.",
            ),
            nearest=plans,
            remedy=Text(f"Planer: {', '.join(plans)}.", f"Plans: {', '.join(plans)}."),
        )
    return found


def _subject(one: PlanIndicator) -> tuple[Subject, Wanted]:
    return Subject(f"pgid:{one.path}", one.wanted.label), one.wanted


def of_a_plan(
    listed: Sequence[tuple[Subject, Sequence[Candidate]]], form: str, spoken: Language
) -> str:
    """Write the candidates of every indicator, in the order of the plan."""
    if form == "tsv":
        return as_table(row for subject, found in listed for row in propose(subject, found))
    if form == "json":
        objects = [
            {
                "indicator": subject.curie.removeprefix("pgid:"),
                "label": subject.label,
                "candidates": [as_object(one, spoken) for one in found],
            }
            for subject, found in listed
        ]
        return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"
    none = Text("inga förslag", "no candidates").in_(spoken)
    lines = []
    for subject, found in listed:
        lines.append(f"{subject.curie.removeprefix('pgid:indicator/')}: {subject.label}")
        lines += [
            f"  {place}. {one.entry.path}  {one.entry.title}  ({one.score:.2f})"
            for place, one in enumerate(found, 1)
        ] or [f"  {none}"]
    return "\n".join(lines) + "\n"


def as_lines(place: int, one: Candidate, spoken: Language, width: int | None) -> str:
    """Write a candidate with its reasons; its title over several lines where a width is given."""
    line = f"{place}. {one.entry.path}  {one.entry.title}  ({one.score:.2f})"
    if width:
        line = textwrap.fill(line, width, subsequent_indent="   ", break_on_hyphens=False)
    reasons = (f"     {reason.points:+.2f}  {reason.what.in_(spoken)}" for reason in one.reasons)
    return "\n".join((line, *reasons))


def as_object(one: Candidate, spoken: Language) -> dict[str, object]:
    """Return a candidate with its reasons for JSON."""
    return {
        "series": one.entry.path,
        "title": one.entry.title,
        "state": one.entry.state,
        "score": one.score,
        "reasons": [
            {"points": round(reason.points, 3), "reason": reason.what.in_(spoken)}
            for reason in one.reasons
        ],
    }
