"""Plans for measuring: copies of a shipped plan under other names, each with faults of its own.

The faults are put in by position, so that every run measures the same. A copy leaves out the
passages of the source and the smallest steps, which makes it as large as most plans are (some 1,500
triples), and mentions nothing of the plan it was made from.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_FAULTS: Final = (
    (re.compile(r"^    pg:inPlan <[^>]*> ;\n", re.MULTILINE), ""),
    (re.compile(r"<assertion-status/stated>"), "<assertion-status/uppgivet>"),
    (re.compile(r"^    pg:focusArea <[^>]*> ;\n", re.MULTILINE), ""),
    (re.compile(r"^    skos:prefLabel (\"[^\"]*\")@sv", re.MULTILINE), r"    skos:prefLabel \1@fi"),
    (re.compile(r"schema:position (\d+)"), r'schema:position "\1"'),
)
_EVERY: Final = 10
_LEFT_OUT: Final = ("<evidence/", "<anomaly/", "<passage/", "<term/", "<sub-activity/", "<method/")
_PASSAGES: Final = r"pg:evidence\s+<evidence/[^>]*>(?:\s*,\s*<evidence/[^>]*>)*"


def plan_copies(source: Path, number: int) -> Iterator[tuple[str, str]]:
    """Yield name and Turtle of so many copies."""
    slug, text = source.stem, _shortened(source.read_text("utf-8"))
    for copy in range(number):
        name = f"kommun-{copy:03}-2019-2022"
        yield name, _with_faults(text.replace(slug, name), copy)


def _shortened(text: str) -> str:
    kept = [part for part in text.split("\n\n") if not part.lstrip().startswith(_LEFT_OUT)]
    text = re.sub(rf"\s*;\s*{_PASSAGES}", "", "\n\n".join(kept))
    text = re.sub(rf"{_PASSAGES}\s*;?", "", text)
    return re.sub(r"^<[^>]*>\s*\.$", "", text, flags=re.MULTILINE)


def _with_faults(text: str, copy: int) -> str:
    for number, (pattern, replacement) in enumerate(_FAULTS):
        places = list(pattern.finditer(text))
        chosen = places[(copy + number) % _EVERY :: 5 * _EVERY]
        for found in reversed(chosen):
            text = text[: found.start()] + found.expand(replacement) + text[found.end() :]
    return text


def write_copies(source: Path, number: int, folder: Path) -> list[Path]:
    """Write the copies into a folder; returns their files."""
    paths = []
    for name, text in plan_copies(source, number):
        path = folder / f"{name}.ttl"
        path.write_text(text, "utf-8")
        paths.append(path)
    return paths
