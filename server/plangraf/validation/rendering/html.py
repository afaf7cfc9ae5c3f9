"""A Report as one HTML page that needs nothing else (no script, font or image) and prints well."""

from collections.abc import Iterator
from html import escape
from typing import Final

from plangraf.language import Language, Text
from plangraf.validation.findings import Finding, Report, Severity, Thing
from plangraf.validation.grouping import GoalGroup, PlanGroup, Recurring, grouped
from plangraf.validation.rendering.sentences import called, details
from plangraf.validation.wording import capitalised, grouped_sv

_TITLE: Final = Text("Granskning av planer", "Check of plans")
_CLEAN: Final = Text("Inget att anmärka på.", "No problems found.")
_COUNTS: Final = {
    Severity.VIOLATION: Text("fel", "errors"),
    Severity.WARNING: Text("varningar", "warnings"),
    Severity.INFO: Text("upplysningar", "notes"),
}
_FIRST: Final = Text("De första ställena", "The first places")
_STYLE: Final = """
:root { color-scheme: light dark; --fel: #a4001d; --varning: #7a4b00; --upplysning: #00508a; }
@media (prefers-color-scheme: dark) {
  :root { --fel: #ff9aa8; --varning: #ffc46b; --upplysning: #8fcbff; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2rem; } h3 { font-size: 1.05rem; }
.counts { display: flex; gap: 2rem; padding: 0; list-style: none; }
.counts strong { font-size: 1.6rem; display: block; }
article { border-left: .3rem solid currentColor; padding: .2rem 0 .2rem 1rem; margin: 1rem 0;
  break-inside: avoid; }
article p, article dl { margin: .25rem 0; color: CanvasText; }
article.violation { color: var(--fel); } article.warning { color: var(--varning); }
article.info { color: var(--upplysning); }
.head { font-weight: 600; } .place, .rule { color: GrayText; font-weight: 400; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; } dd { margin: 0; }
pre { overflow-x: auto; background: color-mix(in srgb, CanvasText 7%, Canvas); padding: .4rem .6rem;
  color: CanvasText; white-space: pre-wrap; }
@media print { body { max-width: none; margin: 0; font-size: 10pt; } }
"""


def render_html(report: Report, language: Language) -> str:
    """Return a whole page."""
    body = "\n".join(_body(report, language))
    title = _TITLE.in_(language)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _body(report: Report, language: Language) -> Iterator[str]:
    yield f"<h1>{_TITLE.in_(language)}</h1>"
    yield f"<p>{escape(', '.join(report.files))}</p>"
    yield '<ul class="counts">'
    for severity in sorted(Severity, reverse=True):
        number = report.count(severity)
        yield f"<li><strong>{grouped_sv(number)}</strong> {_COUNTS[severity].in_(language)}</li>"
    yield "</ul>"
    if not report.findings:
        yield f"<p>{_CLEAN.in_(language)}</p>"
    for group in grouped(report.findings):
        yield from _plan(group, language)


def _plan(group: PlanGroup, language: Language) -> Iterator[str]:
    title = _named(group.plan, language) if group.plan else escape(group.file)
    yield f"<section>\n<h2>{title}</h2>"
    for goal in group.goals:
        yield from _goal(goal, language)
    for one in group.recurring:
        yield from _recurring(one, language)
    yield "</section>"


def _goal(group: GoalGroup, language: Language) -> Iterator[str]:
    if group.goal is not None:
        yield f"<h3>{_named(group.goal, language)}</h3>"
    for finding in group.findings:
        yield from _finding(finding, language)


def _named(thing: Thing, language: Language) -> str:
    return escape(capitalised(thing.called(200)).in_(language))


def _finding(finding: Finding, language: Language) -> Iterator[str]:
    word = capitalised(finding.severity.text).in_(language)
    thing = escape(called(finding, language))
    yield f'<article class="{finding.severity.name.lower()}">'
    yield f'<p class="head">{word}: {thing} <span class="rule">{escape(finding.rule)}</span></p>'
    yield from _told(finding, language)
    if finding.location is not None:
        yield f'<p class="place">{escape(str(finding.location))}</p>'
        if finding.location.excerpt.strip():
            yield f"<pre>{escape(finding.location.excerpt.strip())}</pre>"
    yield "</article>"


def _recurring(one: Recurring, language: Language) -> Iterator[str]:
    first = one.first[0]
    word = capitalised(one.severity.text).in_(language)
    yield f'<article class="{one.severity.name.lower()}">'
    yield (
        f'<p class="head">{word} {grouped_sv(one.count)} × '
        f'<span class="rule">{escape(first.rule)}</span></p>'
    )
    yield from _told(first, language)
    places = ", ".join(str(finding.location) for finding in one.first if finding.location)
    yield f'<p class="place">{_FIRST.in_(language)}: {escape(places)} …</p>'
    yield "</article>"


def _told(finding: Finding, language: Language) -> Iterator[str]:
    yield f"<p>{escape(finding.message.in_(language))}</p>"
    said = details(finding, language)
    if said:
        rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in said)
        yield f"<dl>{rows}</dl>"
    if finding.advice is not None:
        yield f"<p>{escape(finding.advice.in_(language))}</p>"
