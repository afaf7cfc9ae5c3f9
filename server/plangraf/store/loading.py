"""Fills an embedded store from content files: one named graph each, then the default graph.

Turns files into graphs; knows nothing of what they mean.
"""

from collections.abc import Iterable
from typing import Protocol

from plangraf.content.files import ContentFile


class Fillable(Protocol):
    """A store that can be filled graph by graph before it is read."""

    def load(
        self, graph: str, data: bytes, format: str, *, place: str, blank_nodes: bool = True
    ) -> None:
        """Add a file to `graph`; `place` names it in errors.

        `blank_nodes` says that it may hold some: it cannot be read twice to the same effect.
        """
        ...

    def unite(self, graphs: list[str]) -> None:
        """Make the default graph of the given graphs."""
        ...


def load_files(store: Fillable, files: Iterable[ContentFile]) -> list[str]:
    """Load every file into its graph; return the graphs' names. ContentError names file, line."""
    graphs = []
    for file in files:
        store.load(
            file.graph, file.read(), file.format, place=file.name, blank_nodes=file.blank_nodes
        )
        graphs.append(file.graph)
    store.unite(graphs)
    return graphs
