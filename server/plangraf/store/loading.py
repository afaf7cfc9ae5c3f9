"""Fills an embedded store from content files: one named graph each, then the default graph.

Turns files into graphs; knows nothing of what they mean.
"""

from collections.abc import Iterable

from plangraf.content.files import ContentFile
from plangraf.store.embedded import EmbeddedStore


def load_files(store: EmbeddedStore, files: Iterable[ContentFile]) -> list[str]:
    """Load every file into its graph; return the graphs' names. ContentError names file, line."""
    graphs = []
    for file in files:
        store.load(file.graph, file.read(), file.format, place=file.name)
        graphs.append(file.graph)
    store.unite(graphs)
    return graphs
