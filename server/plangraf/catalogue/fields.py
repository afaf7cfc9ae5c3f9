"""Checked reading of a header's values: each mistake is noted with its line, and reading goes on.

Turns a `Header` into texts, pairs of texts, flags and lists. Knows the shapes of values and not the
keys of a saved query.
"""

from difflib import get_close_matches
from typing import Any

from plangraf.catalogue.header import Header
from plangraf.errors import ContentError
from plangraf.language import Text


class Fields:
    """A header being read. `place` names the file; `problems` grows."""

    def __init__(self, header: Header, place: str):
        self.header = header
        self.place = place
        self.problems: list[ContentError] = []
        for line, message in header.problems:
            self.note(line, message)

    def note(self, line: int, message: Text, remedy: Text | None = None) -> None:
        """Note a mistake at a line of the file."""
        self.problems.append(ContentError(message, place=f"{self.place}:{line}", remedy=remedy))

    def wrong(self, path: tuple[str | int, ...], message: Text, remedy: Text | None = None) -> None:
        """Note a mistake at the value of `path`."""
        self.note(self.header.line(*path), message, remedy)

    def get(self, *path: str | int) -> Any:
        """Return the value at `path`, or None."""
        value: Any = self.header.values
        for step in path:
            if isinstance(value, dict):
                value = value.get(str(step))
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def mapping(self, *path: str | int) -> dict[str, Any]:
        """Return a mapping; an absent one is empty."""
        value = self.get(*path)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self._expected(path, Text("nycklar med värden", "keys with values"))
            return {}
        return value

    def known(self, path: tuple[str | int, ...], allowed: tuple[str, ...]) -> None:
        """Note every key of the mapping at `path` that is not allowed, with the nearest one."""
        for key in self.mapping(*path):
            if key not in allowed:
                nearest = get_close_matches(key, allowed, 1, 0.6)
                self.wrong(
                    (*path, key),
                    Text(f"Okänd nyckel {key}.", f"Unknown key {key}."),
                    Text(f"Menade du {nearest[0]}?", f"Did you mean {nearest[0]}?")
                    if nearest
                    else Text(f"Nycklar: {', '.join(allowed)}.", f"Keys: {', '.join(allowed)}."),
                )

    def text(self, *path: str | int, required: bool = False) -> str:
        """Return a text; an absent one is empty."""
        value = self.get(*path)
        if value is None or value == "":
            if required:
                self._missing(path)
            return ""
        if isinstance(value, dict | list):
            self._expected(path, Text("en text", "a text"))
            return ""
        return str(value).strip() if not isinstance(value, bool) else str(value).lower()

    def pair(self, *path: str | int, required: bool = False) -> Text | None:
        """Return a text in both languages; both are needed."""
        value = self.get(*path)
        if value is None:
            if required:
                self._missing(path)
            return None
        if not isinstance(value, dict):
            self._expected(path, Text("{sv: …, en: …}", "{sv: …, en: …}"))
            return None
        self.known(path, ("sv", "en"))
        found = Text(self.text(*path, "sv"), self.text(*path, "en"))
        for language, words in zip(("sv", "en"), found, strict=True):
            if not words:
                self.wrong(
                    path,
                    Text(
                        f"{_dotted(path)} saknar text på {language}.",
                        f"{_dotted(path)} lacks its {language} text.",
                    ),
                )
        return found

    def flag(self, *path: str | int) -> bool:
        """Return true or false; an absent one is false."""
        value = self.get(*path)
        if value is None or isinstance(value, bool):
            return bool(value)
        self._expected(path, Text("true eller false", "true or false"))
        return False

    def number(self, *path: str | int, default: int = 0) -> int:
        """Return a whole number, not negative."""
        value = self.get(*path)
        if value is None:
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._expected(path, Text("ett heltal", "a whole number"))
        return default

    def words(self, *path: str | int) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        value = self.get(*path)
        if value is None:
            return ()
        if isinstance(value, dict) or (
            isinstance(value, list) and any(isinstance(item, dict | list) for item in value)
        ):
            self._expected(path, Text("en lista av texter", "a list of texts"))
            return ()
        return tuple(str(item) for item in (value if isinstance(value, list) else [value]))

    def _missing(self, path: tuple[str | int, ...]) -> None:
        self.wrong(path, Text(f"{_dotted(path)} saknas.", f"{_dotted(path)} is missing."))

    def _expected(self, path: tuple[str | int, ...], what: Text) -> None:
        self.wrong(
            path,
            Text(
                f"{_dotted(path)} ska vara {what.sv}.",
                f"{_dotted(path)} must be {what.en}.",
            ),
        )


def _dotted(path: tuple[str | int, ...]) -> str:
    """Write a path as a reader says it: `params.goal.label`."""
    return ".".join(str(step) for step in path)
