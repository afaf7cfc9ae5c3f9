"""The reference of the shapes: the page, and the examples that the site shows beside each rule.

Both are made from the shapes and from the cases that the tests of the shapes run, so that no
example can be wrong.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from reference_tables import table

from plangraf.validation.guide import EXAMPLES as EXAMPLES
from plangraf.validation.guide import Entry, read_guide

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "content" / "shapes"


def shapes() -> Iterator[str]:
    """Yield the page of the shapes: what is asked, why, what is said, and examples."""
    yield "# Shapes"
    yield ""
    yield "How a plan is checked: [validation.md](../validation.md). Examples without prefixes."
    guide = replace(read_guide(ROOT), examples=json.loads(examples()))
    for profile in guide.book.profiles:
        label, comment = guide.profile(profile)
        yield from ("", f"## {profile}: {label.sv} / {label.en}", "")
        yield f"{comment.sv}<br>{comment.en}"
        for entry in guide.of(profile):
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    """Yield the part of one shape."""
    yield from ("", f"### {entry.name}: {entry.title.sv} / {entry.title.en}", "")
    yield f"{entry.why.sv}<br>{entry.why.en}"
    if entry.looks_at.sv:
        yield f"<br>Gäller / about: {entry.looks_at.sv} / {entry.looks_at.en}"
    yield ""
    rows = (
        (
            f"`{rule.name}`",
            rule.severity.text.sv,
            f"{rule.asked.sv}<br>{rule.asked.en}",
            f"{rule.message.sv}<br>{rule.message.en}",
        )
        for rule in entry.rules
    )
    yield from table(("rule", "weight", "what is asked", "what is said"), rows)
    if entry.passes:
        yield from ("", "Går igenom / passes:", "", "```turtle", entry.passes, "```")
    fails = next((rule for rule in entry.rules if rule.fails), None)
    if fails is not None:
        yield from ("", f"Underkänns / fails (`{fails.name}`):", "")
        yield from ("```turtle", fails.fails, "```")


def examples() -> str:
    """Return `shapes/examples.json`: per shape, data that pass and data that break each rule."""
    found: dict[str, dict[str, Any]] = {}
    for folder in sorted(path for path in CASES.iterdir() if path.is_dir()):
        passes = sorted(folder.glob("valid.*.ttl"))
        fails: dict[str, str] = {}
        for report in sorted(folder.glob("*.report.txt"), key=lambda p: (_lines(p), p.name)):
            case = report.with_name(report.name.removesuffix(".report.txt") + ".ttl")
            for line in report.read_text(encoding="utf-8").splitlines():
                fails.setdefault(line.split()[1], _bare(case))
        found[folder.name] = {
            "passes": _bare(passes[0]) if passes else "",
            "fails": dict(sorted(fails.items())),
        }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _lines(report: Path) -> int:
    """Return how many results a case has: the fewer, the plainer an example it is."""
    return len(report.read_text(encoding="utf-8").splitlines())


def _bare(case: Path) -> str:
    """Return a case without its prefixes."""
    lines = case.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("@")).strip()
