"""The embedded engine: pyoxigraph, in memory or in a folder. The only module that knows it.

The engine's own default graph is kept as the union of the data graphs, written out: a query then
runs on plain indexes whatever the number of graphs (a list of 300 default graphs made a join
thirty times slower when it was measured). Every write keeps both sides together in one transaction.
"""

import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from plangraf.store.binding import bind
from plangraf.store.embedded_answer import GRAPH_FORMATS, EmbeddedAnswer
from plangraf.store.embedded_faults import (
    bad_query,
    broken,
    damaged,
    impossible,
    unsupported,
    unusable,
)
from plangraf.store.following import followed, sealed_graph, unread
from plangraf.store.interface import (
    EVERYTHING,
    Answer,
    Dataset,
    Term,
    in_union,
)
from plangraf.store.outline import Unread, one_prologue
from plangraf.store.parsing import as_ntriples, bad_data
from plangraf.store.union import adding, removing, replacing, uniting
from plangraf.store.versions import require_seen
from plangraf.vocabulary import PREFIXES

_TICK = 0.05


class EmbeddedStore:
    """A store in this process. `folder` None keeps it in memory; `read_only` shares a folder."""

    union: str | None = None

    def __init__(
        self, folder: Path | None = None, *, read_only: bool = False, patience: float = 0.0
    ):
        """`patience` is how many seconds to wait while another process writes in the folder."""
        self._writing = threading.Lock()
        self._together = False
        self._read_only = read_only
        self._on_disk = folder is not None
        end = time.monotonic() + patience
        while True:
            try:
                self._store = _opened(folder, read_only)
                return
            except RuntimeError as error:
                raise damaged(folder, error) from None
            except OSError as error:
                locked = "lock" in str(error).lower()
                if not locked or time.monotonic() >= end:
                    raise unusable(folder, error, locked) from None
            time.sleep(_TICK)

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        dataset: Dataset = EVERYTHING,
        base: str | None = None,
    ) -> Answer:
        """Answer a query; see `plangraf.store.interface.Store`."""
        bound = bind(text, {name: (term,) for name, term in (bindings or {}).items()})
        try:
            default, named = _graphs_of(dataset)
            result = self._store.query(
                bound, base_iri=base, default_graph=default, named_graphs=named
            )
        except SyntaxError as error:
            raise bad_query(text, error) from None
        except RuntimeError as error:
            raise unsupported(error) from None
        except (OSError, ValueError) as error:
            raise broken(error) from None
        return EmbeddedAnswer(result, text)

    def update(self, text: str, *, base: str | None = None, sealed: Sequence[str] = ()) -> None:
        """Run an update, whole or not at all; see `plangraf.store.interface.Store`."""
        text = one_prologue(text)
        try:
            whole = followed(text, sealed=sealed)
            self._store.update(whole.text, base_iri=base)
        except (Unread, SyntaxError):
            complaint = _complaint(text, base)
            raise (bad_query(text, complaint) if complaint else unread()) from None
        except RuntimeError as error:
            raise sealed_graph() if whole.witness in str(error) else impossible(error) from None
        except (OSError, ValueError) as error:
            raise broken(error) from None

    def _write(self, text: str) -> None:
        """Run an update of our own, which keeps the default graph together itself."""
        try:
            self._store.update(text)
        except (OSError, ValueError) as error:
            raise broken(error) from None

    def load(
        self, graph: str, data: bytes, format: str, *, place: str, blank_nodes: bool = True
    ) -> None:
        """Add a file to `graph` while a store is being filled; see `plangraf.store.loading`.

        On disk into the default graph too, straight to the engine's files: what is read again has
        other blank nodes, so that a file with blank nodes is copied instead.
        """
        node = ox.NamedNode(graph)
        fill = self._store.bulk_load if self._on_disk else self._store.load
        try:
            fill(data, GRAPH_FORMATS[format], base_iri=graph, to_graph=node)
            if self._on_disk and in_union(graph):
                if blank_nodes:
                    self._copy(node)
                else:
                    fill(data, GRAPH_FORMATS[format], base_iri=graph)
        except (SyntaxError, ValueError) as error:
            raise bad_data(place, error) from None
        except OSError as error:
            raise broken(error) from None

    def load_quads(self, quads: BinaryIO) -> None:
        """Add a document of N-Quads, default graph and all; see `plangraf.store.gathering`."""
        try:
            self._store.load(quads, ox.RdfFormat.N_QUADS, lenient=True)
        except (OSError, ValueError, SyntaxError) as error:
            raise broken(error) from None

    def _copy(self, graph: ox.NamedNode) -> None:
        """Put what a graph holds into the default graph."""
        default = ox.DefaultGraph()
        quads = self._store.quads_for_pattern(None, None, None, graph)
        self._store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object, default) for q in quads)

    def clear(self) -> None:
        """Take everything out, before the store is filled."""
        self._write("DROP ALL")

    def unite(self, graphs: Iterable[str]) -> None:
        """Add the given graphs to the default graph while a store is being filled.

        In memory in one transaction. On disk `load` has done so: one transaction over a million
        figures would take more memory than the machine may have.
        """
        if not self._on_disk and (update := uniting(graphs)):
            self._write(update)

    def replace(self, graph: str, data: bytes, format: str) -> None:
        """Put `data` in the place of what `graph` held, in one transaction."""
        self._write(replacing({graph: as_ntriples(data, format, graph)}))

    def replace_all(
        self, contents: Mapping[str, bytes], format: str, seen: Mapping[str, str] | None = None
    ) -> None:
        """Replace several graphs in one transaction, and have them on disk."""
        texts = {graph: as_ntriples(data, format, graph) for graph, data in contents.items()}
        with self._writing:  # other processes are kept out by the engine's lock on the folder
            require_seen(seen or {}, lambda graph: self.graph(graph, "nt"))
            self._write(replacing(texts))
            if not self._together:
                self.flush()

    @contextmanager
    def together(self) -> Iterator[None]:
        """See that what is replaced within the block is on disk when it ends, not before."""
        self._together = True
        try:
            yield
            self.flush()
        finally:
            self._together = False

    def add(self, graph: str, data: bytes, format: str) -> None:
        """Add `data` to what `graph` holds, in one transaction."""
        self._write(adding(graph, as_ntriples(data, format, graph)))

    def remove(self, graph: str) -> None:
        """Drop a named graph and what only it added to the default graph."""
        self._write(removing(graph))

    def graph(self, graph: str, format: str) -> bytes:
        """Return one named graph, with the project's prefixes where the format has them."""
        return bytes(
            self._store.dump(
                format=GRAPH_FORMATS[format], from_graph=ox.NamedNode(graph), prefixes=PREFIXES
            )
            or b""
        )

    def dump(self, format: str) -> bytes:
        """Return every named graph, without the default graph that only repeats them."""
        quads = (q for q in self._store if not isinstance(q.graph_name, ox.DefaultGraph))
        return bytes(ox.serialize(quads, format=GRAPH_FORMATS[format], prefixes=PREFIXES) or b"")

    def graphs(self) -> list[str]:
        """Return the names of all named graphs, sorted."""
        return sorted(g.value for g in self._store.named_graphs() if isinstance(g, ox.NamedNode))

    def close(self) -> None:
        """Flush and let go; the store is not to be used afterwards."""
        try:
            self.flush()
        finally:
            self._store = ox.Store()  # the engine gives the folder up when nothing holds it

    def flush(self) -> None:
        """See that everything is on disk; StoreError where there is no room for it."""
        if self._read_only:
            return
        try:
            self._store.flush()
        except (OSError, ValueError) as error:
            raise broken(error) from None


def bulk_load(folder: Path, document: Path, graphs: Iterable[str]) -> None:
    """Load a Turtle file into graphs ("": the default graph) by nothing but the engine's loader."""
    store = ox.Store(str(folder))
    for graph in graphs:
        node = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        store.bulk_load(path=document, format=ox.RdfFormat.TURTLE, to_graph=node)
    store.flush()


def _complaint(text: str, base: str | None) -> SyntaxError | None:
    """What the engine says of an update as it was written; None if it can read it."""
    try:
        ox.Store().update(text, base_iri=base)
    except SyntaxError as error:
        return error
    except (RuntimeError, OSError, ValueError):
        pass
    return None


def _opened(folder: Path | None, read_only: bool) -> ox.Store:
    if folder is None:
        return ox.Store()
    return ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))


def _graphs_of(
    dataset: Dataset,
) -> tuple[
    list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None,
    list[ox.NamedNode | ox.BlankNode] | None,
]:
    """Turn a dataset into the engine's two arguments; a given side leaves the other one empty."""
    if dataset.default is None and dataset.named is None:
        return None, None
    return (
        [ox.NamedNode(graph) for graph in dataset.default or ()],
        [ox.NamedNode(graph) for graph in dataset.named or ()],
    )
