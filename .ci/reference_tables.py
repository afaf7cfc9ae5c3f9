"""Markdown tables of the reference: rows of texts in, lines out."""

import re
from collections.abc import Iterable, Iterator


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table, or a line that says there is nothing."""
    head = list(head)
    lines = [f"| {' | '.join(_cell(text) for text in row)} |" for row in rows]
    if not lines:
        yield "None."
        return
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    yield from lines


def _cell(text: str) -> str:
    """Return a text that fits into one cell."""
    return re.sub(r"\s+", " ", text).strip().replace("|", "\\|")
