"""The shapes as pages show them: read once, and anew when the files they come from have changed."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from plangraf.language import Language
from plangraf.validation.guide import Guide, read_guide

_FILES: Final = ("shapes/*.ttl", "shapes/*.json", "ontology/**/*.ttl")


@lru_cache(maxsize=4)
def _guide_of(root: Path, _stamp: tuple[int, ...]) -> Guide:
    return read_guide(root)


def guide(root: Path) -> Guide:
    """The guide to the shapes of a content folder."""
    files = (path for pattern in _FILES for path in sorted(root.glob(pattern)))
    return _guide_of(root, tuple(path.stat().st_mtime_ns for path in files))


def profiles(root: Path, language: Language) -> list[tuple[str, str, str]]:
    """Name, label and description of every profile."""
    found = guide(root)
    names = ((name, *found.profile(name)) for name in found.book.profiles)
    return [(name, label.in_(language), comment.in_(language)) for name, label, comment in names]
