"""The lists of what was read from the sources, in `tests/content/readings/`."""

import csv
from pathlib import Path


def reading(root: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a list; lines that begin with # tell what it is."""
    lines = (root / "tests/content/readings" / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
