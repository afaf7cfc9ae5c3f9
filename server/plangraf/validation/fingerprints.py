"""A stable name for each finding, so that a tool knows yesterday's finding again today.

Made of the rule, the thing, the property and what was found; not of lines, which move. The second
and later findings alike get a number.
"""

import hashlib
from collections import Counter
from pathlib import PurePath

from plangraf.validation.findings import Finding, Report


def fingerprints(report: Report) -> list[str]:
    """Return one fingerprint per finding, in the report's order."""
    seen: Counter[str] = Counter()
    prints = []
    for finding in report.findings:
        digest = hashlib.sha256("\x1f".join(_parts(finding)).encode()).hexdigest()[:24]
        seen[digest] += 1
        prints.append(digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
    return prints


def _parts(finding: Finding) -> list[str]:
    thing = finding.thing
    name = (thing.iri or thing.name.sv) if thing else ""
    file = PurePath(finding.location.file).name if finding.location else ""
    found = finding.found.sv if finding.found else ""
    return [finding.rule, name, finding.path or "", found, "" if name else file]
