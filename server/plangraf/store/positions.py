"""Turns an engine's words about a syntax error into line, column, reason and a caret excerpt.

Engines say where as `12:5` (line:column, counted from 1) or as `line 12 … column 5`.
"""

import re

_PLACES = (
    re.compile(r"\b(\d+):(\d+)\b"),
    re.compile(r"line (\d+).*?column[s]?(?: between)? (\d+)"),
    re.compile(r"line (\d+)()"),
)


def locate_syntax_error(text: str, words: str) -> tuple[int, int, str, str]:
    """Return (line, column, reason, excerpt); line and column count from 1."""
    line, column = 1, 1
    for pattern in _PLACES:
        if found := pattern.search(words):
            line, column = int(found[1]), int(found[2] or 1)
            break
    reason = words.split(": ", 1)[-1].strip().rstrip(".")
    return line, column, reason, excerpt_at(text, line, column)


def excerpt_at(text: str, line: int, column: int, width: int = 80) -> str:
    """Return the line of `text`, cut around the column, with a caret below the place."""
    lines = text.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1].replace("\t", " ")
    start = max(0, column - 1 - width // 2)
    return f"{shown[start : start + width]}\n{' ' * (column - 1 - start)}^"
