"""A Report as JSON; the form is fixed by `report.schema.json` beside this module."""

import json
from typing import Any, Final

from plangraf.language import Text
from plangraf.validation.findings import Finding, Report, Severity, Thing
from plangraf.validation.fingerprints import fingerprints

VERSION: Final = 1


def render_json(report: Report) -> str:
    """Return the report, both languages in it, ending with a line break."""
    return json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n"


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as plain values."""
    prints = fingerprints(report)
    return {
        "version": VERSION,
        "conforms": report.conforms,
        "profile": report.profile,
        "engine": report.engine,
        "files": list(report.files),
        "triples": report.triples,
        "counts": {s.name.lower(): report.count(s) for s in sorted(Severity, reverse=True)},
        "notes": [_text(note) for note in report.notes],
        "findings": [_finding(f, p) for f, p in zip(report.findings, prints, strict=True)],
    }


def _finding(finding: Finding, fingerprint: str) -> dict[str, Any]:
    place = finding.location
    return {
        "rule": finding.rule,
        "severity": finding.severity.name.lower(),
        "message": _text(finding.message),
        "location": None
        if place is None
        else {
            "file": place.file,
            "sheet": place.sheet,
            "line": place.line,
            "column": place.column,
            "endColumn": place.end_column,
            "excerpt": place.excerpt,
        },
        "thing": _thing(finding.thing),
        "plan": _thing(finding.plan),
        "goal": _thing(finding.goal),
        "property": _text(finding.property),
        "path": finding.path,
        "found": _text(finding.found),
        "expected": _text(finding.expected),
        "nearest": _text(finding.nearest),
        "advice": _text(finding.advice),
        "constraint": finding.component,
        "fingerprint": fingerprint,
    }


def _text(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"sv": text.sv, "en": text.en}


def _thing(thing: Thing | None) -> dict[str, Any] | None:
    if thing is None:
        return None
    return {"kind": _text(thing.kind), "name": _text(thing.name), "iri": thing.iri}
