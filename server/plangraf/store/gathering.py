"""A dataset of many graphs → a store of its own, in memory, whose default graph is their union.

A join over hundreds of default graphs side by side takes an engine minutes; over their union,
moments. All graphs are written as one document of N-Quads, so that nodes without names which they
share stay the same. Only a store in this process is gathered; a server is sent the dataset.
"""

import tempfile
from dataclasses import dataclass
from typing import BinaryIO, Final, Protocol

from plangraf.errors import StoreError
from plangraf.language import Text
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.interface import EVERYTHING, Answer, Dataset, Store

_END: Final = b" .\n"  # of a triple; within a text it would be written \\n


class Readable(Protocol):
    """As much of a store as gathering takes."""

    def graph(self, graph: str, format: str) -> bytes:
        """Return one named graph."""
        ...


class Asked(Protocol):
    """Whoever answers queries, on a dataset: a store, or workers in front of one."""

    def query(self, text: str, *, dataset: Dataset = EVERYTHING) -> Answer:
        """Answer a query."""
        ...


@dataclass(frozen=True)
class On:
    """Asks a store on a dataset."""

    store: Asked
    dataset: Dataset

    def query(self, text: str) -> Answer:
        """Answer a query on it."""
        return self.store.query(text, dataset=self.dataset)


def on(store: Store, dataset: Dataset) -> On:
    """Return who answers on a dataset of a store, which is gathered where that can be done."""
    if dataset.gathered and isinstance(store, EmbeddedStore):
        return On(gathered(store, dataset), EVERYTHING)
    return On(store, dataset)


def gathered(store: Readable, dataset: Dataset) -> EmbeddedStore:
    """Take a dataset out of a store."""
    with tempfile.TemporaryFile() as held:
        write_quads(store, dataset, held)
        held.seek(0)
        return holding(held)


def write_quads(store: Readable, dataset: Dataset, out: BinaryIO) -> None:
    """Write a dataset as N-Quads; what a graph says in the default graph, in its own, or in both.

    StoreError where there is no room for it.
    """
    default, named = set(dataset.default or ()), set(dataset.named or ())
    try:
        for graph in sorted(default | named):
            triples = store.graph(graph, "nt")
            if graph in default:
                out.write(triples)
            if graph in named:
                out.write(triples.replace(_END, f" <{graph}>".encode() + _END))
        out.flush()
    except OSError as error:
        raise StoreError(
            Text(
                f"Det finns inte plats för graferna tillsammans: {error.strerror}.",
                f"There is no room for the graphs together: {error.strerror}.",
            ),
            kind="full",
        ) from None


def holding(quads: BinaryIO) -> EmbeddedStore:
    """Return a store in memory that holds what was written."""
    store = EmbeddedStore()
    store.load_quads(quads)
    return store
