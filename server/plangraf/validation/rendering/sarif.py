"""A Report as SARIF 2.1.0, which GitHub, GitLab and editors show beside the lines.

Messages in the language asked for; the rule's help says the same in both. Fingerprints let a tool
follow a finding from one run to the next.
"""

import json
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from plangraf import __version__
from plangraf.language import Language
from plangraf.validation.findings import Finding, Report, Severity
from plangraf.validation.fingerprints import fingerprints
from plangraf.validation.rendering.sentences import in_full

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}


def render_sarif(report: Report, language: Language) -> str:
    """Return the report as one SARIF log, ending with a line break."""
    rules = sorted({finding.rule for finding in report.findings})
    prints = fingerprints(report)
    results = [
        _result(finding, rules.index(finding.rule), fingerprint, language)
        for finding, fingerprint in zip(report.findings, prints, strict=True)
    ]
    run = {
        "tool": {
            "driver": {
                "name": "plangraf",
                "version": __version__,
                "rules": [_rule(rule, report) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(file)}} for file in report.files],
        "results": results,
        "properties": {"profile": report.profile, "engine": report.engine},
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: str, report: Report) -> dict[str, Any]:
    one = next(finding for finding in report.findings if finding.rule == rule)
    return {
        "id": rule,
        "defaultConfiguration": {"level": _LEVELS[one.severity]},
        "shortDescription": {"text": one.message.en},
    }


def _result(finding: Finding, index: int, fingerprint: str, language: Language) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": in_full(finding, language)},
        "partialFingerprints": {"plangraf/v1": fingerprint},
    }
    place = finding.location
    if place is not None:
        physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.file)}}
        if place.line is not None:
            region: dict[str, Any] = {"startLine": place.line}
            if place.column is not None:
                region["startColumn"] = place.column
            if place.end_column is not None:
                region["endColumn"] = place.end_column
            if place.excerpt:
                region["snippet"] = {"text": place.excerpt}
            physical["region"] = region
        result["locations"] = [{"physicalLocation": physical}]
    if finding.thing is not None and finding.thing.iri is not None:
        name = finding.thing.name.in_(language)
        logical = {"fullyQualifiedName": finding.thing.iri, "name": name}
        result.setdefault("locations", [{}])[0]["logicalLocations"] = [logical]
    return result


def _uri(file: str) -> str:
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
