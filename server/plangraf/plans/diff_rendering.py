"""Tells the difference between two versions of a plan: as text, as JSON, as HTML."""

import html
import json
from dataclasses import asdict
from typing import Final

from plangraf.language import Language, Text
from plangraf.plans.differ import Difference, PlanDiff, kind_word, summary

_SIGNS: Final = {"added": "+", "removed": "−", "renamed": "~", "changed": "~"}
_WAS: Final = Text("hette förut", "was called")


def render_text(diff: PlanDiff, language: Language) -> str:
    """Sentences, one thing a paragraph."""
    lines = [f"{diff.before} → {diff.after}: {summary(diff, language)}"]
    for one in diff.differences:
        lines.append(f"{_SIGNS[one.what]} {kind_word(one.kind, language)}: {one.name}")
        lines += [f"    {line}" for line in _lines(one, language)]
    return "\n".join(lines) + "\n"


def _lines(one: Difference, language: Language) -> list[str]:
    lines = [f"{_WAS.in_(language)}: {one.was}"] if one.what == "renamed" else []
    for change in one.changes:
        label = change.label.in_(language)
        if change.before and change.after:
            words = Text(
                f"{label}: från {change.before} till {change.after}",
                f"{label}: from {change.before} to {change.after}",
            )
        elif change.after:
            words = Text(f"{label}: nytt: {change.after}", f"{label}: new: {change.after}")
        else:
            words = Text(
                f"{label}: borttaget: {change.before}", f"{label}: removed: {change.before}"
            )
        lines.append(words.in_(language))
    return lines


def render_json(diff: PlanDiff) -> str:
    """The same as data."""
    document = asdict(diff)
    document["summary"] = {"sv": summary(diff, "sv"), "en": summary(diff, "en")}
    for one in document["differences"]:
        for change in one["changes"]:
            change["label"] = {"sv": change["label"][0], "en": change["label"][1]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def render_html(diff: PlanDiff, language: Language) -> str:
    """A fragment: a sentence and a list; every text escaped."""
    items = []
    for one in diff.differences:
        inner = "".join(f"<li>{html.escape(line)}</li>" for line in _lines(one, language))
        tag = {"added": "ins", "removed": "del"}.get(one.what, "strong")
        name = f"<{tag}>{html.escape(one.name)}</{tag}>"
        items.append(
            f'<li class="{one.what}">{kind_word(one.kind, language)}: {name}'
            + (f"<ul>{inner}</ul>" if inner else "")
            + "</li>"
        )
    return f"<p>{html.escape(summary(diff, language))}</p>\n<ul>\n" + "\n".join(items) + "\n</ul>\n"
