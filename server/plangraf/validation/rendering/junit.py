"""A Report as JUnit XML, which build servers count: a suite per file, a case per rule."""

from collections import defaultdict
from xml.sax.saxutils import escape, quoteattr

from plangraf.language import Language
from plangraf.validation.findings import Finding, Report, Severity
from plangraf.validation.rendering.sentences import in_full


def render_junit(report: Report, language: Language) -> str:
    """Return the report as JUnit XML; violations fail, lighter findings are told in the output."""
    by_file: dict[str, list[Finding]] = {file: [] for file in report.files}
    for finding in report.findings:
        by_file[finding.location.file if finding.location else report.files[0]].append(finding)
    failures = sum(f.severity == Severity.VIOLATION for f in report.findings)
    suites = [_suite(file, findings, language) for file, findings in by_file.items()]
    tests = sum(count for _, count in suites)
    head = f'<testsuites name="plangraf validate" tests="{tests}" failures="{failures}">'
    body = "\n".join(text for text, _ in suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{body}\n</testsuites>\n'


def _suite(file: str, findings: list[Finding], language: Language) -> tuple[str, int]:
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule].append(finding)
    name = quoteattr(file)
    cases = [_case(rule, alike, name, language) for rule, alike in sorted(by_rule.items())]
    if not cases:
        cases = [f'    <testcase name="conforms" classname={name} />']
    failures = sum(finding.severity == Severity.VIOLATION for finding in findings)
    head = f'  <testsuite name={name} tests="{len(cases)}" failures="{failures}">'
    return "\n".join([head, *cases, "  </testsuite>"]), len(cases)


def _case(rule: str, alike: list[Finding], name: str, language: Language) -> str:
    head = f"    <testcase name={quoteattr(rule)} classname={name}>"
    lines = [
        _failure(finding, language)
        if finding.severity == Severity.VIOLATION
        else _told(finding, language)
        for finding in alike
    ]
    return "\n".join([head, *lines, "    </testcase>"])


def _failure(finding: Finding, language: Language) -> str:
    message = quoteattr(finding.message.in_(language))
    text = f"{finding.location or ''}: {in_full(finding, language)}"
    kind = quoteattr(finding.component)
    return f"      <failure message={message} type={kind}>{escape(text)}</failure>"


def _told(finding: Finding, language: Language) -> str:
    word = finding.severity.text.in_(language)
    text = f"{finding.location or ''}: {word}: {in_full(finding, language)}"
    return f"      <system-out>{escape(text)}</system-out>"
