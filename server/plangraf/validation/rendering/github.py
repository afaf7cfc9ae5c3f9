"""A Report as workflow commands, which GitHub Actions shows at the lines of a change."""

from typing import Final

from plangraf.language import Language
from plangraf.validation.findings import Finding, Report, Severity
from plangraf.validation.rendering.sentences import in_full

_COMMANDS: Final = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def render_github(report: Report, language: Language) -> str:
    """Return one command per finding, heaviest first: GitHub shows only the first ten of a kind."""
    ordered = sorted(report.findings, key=lambda finding: -finding.severity)
    return "".join(f"{_command(finding, language)}\n" for finding in ordered)


def _command(finding: Finding, language: Language) -> str:
    properties = {"title": finding.rule}
    place = finding.location
    if place is not None:
        properties["file"] = place.file
        for name, value in (
            ("line", place.line),
            ("col", place.column),
            ("endColumn", place.end_column),
        ):
            if value is not None:
                properties[name] = str(value)
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(in_full(finding, language))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
