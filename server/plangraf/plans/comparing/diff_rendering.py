"""Tells the difference between two versions of a plan: as text, as JSON, as HTML, with the places.

A place is a line or a cell where a side was read from a file; else the thing's IRI.
"""

import html
import json
from collections.abc import Iterator
from typing import Final

from plangraf.language import Language, Text
from plangraf.plans.comparing.differ import Change, Difference, PlanDiff, kind_word, summary
from plangraf.validation.findings import Location
from plangraf.vocabulary import PGID

_SIGNS: Final = {"added": "+", "removed": "−", "renamed": "~", "changed": "~"}
_WAS: Final = Text("hette förut", "was called")
_PLACE: Final = Text("plats", "place")


def render_text(diff: PlanDiff, language: Language) -> str:
    """Sentences, one thing a paragraph."""
    lines = [f"{diff.before} → {diff.after}: {summary(diff, language)}"]
    for one in diff.differences:
        lines.append(f"{_SIGNS[one.what]} {_named(one, language)}")
        lines.append(f"    {_PLACE.in_(language)}: {' → '.join(_places(one))}")
        lines += [f"    {line}" for line in _lines(one, language)]
    return "\n".join(lines) + "\n"


def _named(one: Difference, language: Language) -> str:
    return f"{kind_word(one.kind, language)}: {one.name or one.was}"


def _places(one: Difference) -> list[str]:
    """Where it stood and where it stands; once, when that is the same."""
    sides = ((one.was_place, one.was_iri), (one.place, one.iri))
    return list(dict.fromkeys(str(place or iri) for place, iri in sides if place or iri))


def _lines(one: Difference, language: Language) -> Iterator[str]:
    if one.what == "renamed":
        yield f"{_WAS.in_(language)}: {one.was}"
    for change in one.changes:
        label = change.label.in_(language)
        before = _placed(change.before, change.before_place, language)
        after = _placed(change.after, change.after_place, language)
        if before and after:
            words = Text(f"från {before} till {after}", f"from {before} to {after}")
        elif after:
            words = Text(f"nytt: {after}", f"new: {after}")
        else:
            words = Text(f"borttaget: {before}", f"removed: {before}")
        yield f"{label}: {words.in_(language)}"


def _placed(text: str, place: Location | None, language: Language) -> str:
    """A value with its cell or line; which file that is in stands at the thing."""
    if not text or place is None or place.line is None:
        return text
    line = Text(f"rad {place.line}", f"line {place.line}").in_(language)
    return f"{text} [{line if place.sheet is None else place.cell}]"


def render_json(diff: PlanDiff) -> str:
    """The same as data."""
    document = {
        "before": diff.before,
        "after": diff.after,
        "summary": {"sv": summary(diff, "sv"), "en": summary(diff, "en")},
        "differences": [_difference(one) for one in diff.differences],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _difference(one: Difference) -> dict[str, object]:
    return {
        "what": one.what,
        "kind": one.kind,
        "name": one.name,
        "iri": one.iri,
        "place": _place(one.place),
        "was": one.was,
        "was_iri": one.was_iri,
        "was_place": _place(one.was_place),
        "changes": [_change(change) for change in one.changes],
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "key": change.key,
        "label": {"sv": change.label.sv, "en": change.label.en},
        "before": change.before,
        "after": change.after,
        "before_place": _place(change.before_place),
        "after_place": _place(change.after_place),
    }


def _place(place: Location | None) -> dict[str, object] | None:
    """A place with the names that a report of findings has for it."""
    if place is None:
        return None
    told = {"file": place.file, "sheet": place.sheet, "line": place.line, "column": place.column}
    return {name: value for name, value in told.items() if value is not None}


def render_html(diff: PlanDiff, language: Language, things: str = str(PGID)) -> str:
    """A fragment: a sentence and a list, all escaped. `things` is where things have pages."""
    items = []
    for one in diff.differences:
        lines = "".join(f"<li>{html.escape(line)}</li>" for line in _lines(one, language))
        tag = {"added": "ins", "removed": "del"}.get(one.what, "strong")
        kind, name = kind_word(one.kind, language), html.escape(one.name or one.was)
        places = " → ".join(_linked(place, things) for place in _places(one))
        items.append(
            f'<li class="{one.what}">{kind}: <{tag}>{name}</{tag}> '
            f'<span class="place">{places}</span>'
            + (f"<ul>{lines}</ul>" if lines else "")
            + "</li>"
        )
    body = f"<ul>\n{chr(10).join(items)}\n</ul>\n" if items else ""
    return f"<p>{html.escape(summary(diff, language))}</p>\n{body}"


def _linked(place: str, things: str) -> str:
    shown = html.escape(place.removeprefix(str(PGID)))
    return f'<a href="{things}{shown}">{shown}</a>' if place.startswith(str(PGID)) else shown
