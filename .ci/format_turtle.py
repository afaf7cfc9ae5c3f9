"""Rewrites the content's Turtle files in their one canonical order (`make format`).

Which order that is, `plangraf.content.formatting` knows, and the content tests compare. Comments
are not triples: a file that has any would lose them, and is refused.
"""

import sys
from pathlib import Path

from rdflib import Graph

from plangraf.content.formatting import format_turtle

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("ontology", "shapes", "data")


def main() -> None:
    """Format every Turtle file of the content and name those that changed."""
    for path in sorted(p for folder in FOLDERS for p in (ROOT / folder).rglob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT)
        formatted = format_turtle(Graph().parse(data=text, format="turtle"))
        if formatted == text:
            continue
        if any(line.lstrip().startswith("#") for line in text.splitlines()):
            sys.exit(f"{name}: comments do not survive formatting; say it as a triple instead")
        path.write_text(formatted, encoding="utf-8")
        print(f"{name}: formatted")


if __name__ == "__main__":
    main()
