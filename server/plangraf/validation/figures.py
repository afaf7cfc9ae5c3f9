"""Reads a file of figures (`*.observations.csv`) into a Document: it is checked as it is loaded.

Its findings are about the file as a whole: what the shapes ask stands in the header or is counted.
"""

from pathlib import Path
from typing import Final

from plangraf.content.observations import SUFFIX, observations_as_turtle
from plangraf.store.parsing import parse_triples
from plangraf.validation.reading import MOST_BYTES, Document, read_bytes

FIGURES: Final = SUFFIX


def figures_document(path: Path, most_bytes: int = MOST_BYTES) -> Document:
    """Read a file; raises UnreadableInput, or ContentError with the line of a row."""
    text = read_bytes(path, most_bytes).decode("utf-8")
    turtle = observations_as_turtle(text, str(path))
    return Document.of_cells(str(path), parse_triples(turtle.encode(), "ttl"), {})
