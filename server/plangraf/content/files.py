"""Lists the content files that become graphs, each with its graph name and format.

Turns a content root into a sorted tuple of ContentFile. Knows nothing of stores. Two kinds of table
are turned into RDF on reading: a mapping set (`.sssom.tsv`) by `plangraf.content.mappings`, the
figures of a series (`.observations.csv`) by `plangraf.content.observations`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from plangraf.content.mappings import mapping_set_as_turtle
from plangraf.content.observations import observations_as_turtle
from plangraf.errors import ContentError
from plangraf.iris import graph_name
from plangraf.language import Text

_TABLES: Mapping[str, Callable[[str, str], str]] = {
    ".sssom.tsv": mapping_set_as_turtle,
    ".observations.csv": observations_as_turtle,
}
"""Kinds of table → what turns the text of one, and its name, into Turtle."""

_KINDS = {".ttl": "ttl", ".nt": "nt", ".sssom.tsv": "ttl", ".observations.csv": "ttl"}
_PLACES = (
    ("ontology", "*.ttl"),
    ("shapes", "*.ttl"),
    ("data", "*.ttl"),
    ("data", "*.nt"),
    ("data", "*.sssom.tsv"),
    ("data", "*.observations.csv"),
)
_PLANS = "data/plans/"
_PLAN = b"ActionPlan"


@dataclass(frozen=True)
class ContentFile:
    """One file and the graph it becomes. `name` is its path below the content root."""

    path: Path
    name: str
    graph: str
    format: str

    @property
    def blank_nodes(self) -> bool:
        """Whether it may hold blank nodes; what is made of a table has none."""
        return not self.name.endswith(tuple(_TABLES))

    def read(self) -> bytes:
        """Return the file's RDF in `format`; a table is turned into Turtle on the way.

        A plan's file without a plan is a ContentError: every question about the plan would fail,
        and none would say why.
        """
        data = self._read()
        if self.name.startswith(_PLANS) and _PLAN not in data:
            raise ContentError(
                Text(
                    "Filen har ingen handlingsplan (pg:ActionPlan).",
                    "The file has no action plan (pg:ActionPlan).",
                ),
                place=self.name,
                remedy=Text(
                    "Lägg tillbaka planen eller ta bort filen.",
                    "Put the plan back or remove the file.",
                ),
            )
        return data

    def _read(self) -> bytes:
        try:
            for suffix, as_turtle in _TABLES.items():
                if self.path.name.endswith(suffix):
                    return as_turtle(self.path.read_text("utf-8"), self.name).encode()
            return self.path.read_bytes()
        except (OSError, UnicodeDecodeError) as error:
            raise ContentError(
                Text(f"Filen går inte att läsa: {error}", f"The file cannot be read: {error}"),
                place=self.name,
            ) from None


@dataclass(frozen=True)
class MadeFile(ContentFile):
    """A graph that is made from the content and stands in no file; `data` is in `format`."""

    data: bytes = b""

    def read(self) -> bytes:
        """Return the RDF."""
        return self.data


def content_files(root: Path) -> tuple[ContentFile, ...]:
    """Return every content file below `root` that becomes a graph, sorted by name."""
    return tuple(sorted(_found(root), key=lambda file: file.name))


def _found(root: Path) -> Iterator[ContentFile]:
    for folder, pattern in _PLACES:
        for path in (root / folder).rglob(pattern):
            name = path.relative_to(root).as_posix()
            suffix = next(s for s in sorted(_KINDS, key=len, reverse=True) if name.endswith(s))
            yield ContentFile(path, name, graph_name(PurePosixPath(name)), _KINDS[suffix])
