"""The profiles and shapes as pages show them: read once, and anew when their files have changed.

Turns the shape book into names and texts of one language.
"""

from functools import lru_cache
from pathlib import Path
from typing import Final

from rdflib import RDFS

from plangraf.language import Language, Text
from plangraf.validation.shapebook import ShapeBook, read_shapes

_NO_TEXT: Final = Text("", "")


@lru_cache(maxsize=4)
def _book_at(folder: Path, _stamp: tuple[int, ...]) -> ShapeBook:
    return read_shapes(folder)


def shape_book(root: Path) -> ShapeBook:
    """The shapes of a content folder, read anew when its files have changed."""
    folder = root / "shapes"
    stamp = tuple(path.stat().st_mtime_ns for path in sorted(folder.glob("*.ttl")))
    return _book_at(folder, stamp)


def profiles(root: Path, language: Language) -> list[tuple[str, str, str]]:
    """Name, label and description of every profile."""
    book = shape_book(root)
    return [
        (
            name,
            (book.text(iri, RDFS.label) or _NO_TEXT).in_(language) or name,
            (book.text(iri, RDFS.comment) or _NO_TEXT).in_(language),
        )
        for name, iri in book.profiles.items()
    ]
