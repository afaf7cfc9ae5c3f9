"""The embedded engine: pyoxigraph, in memory or in a folder. The only module that knows it.

The engine's own default graph is kept as the union of the data graphs, written out: a query then
runs on plain indexes whatever the number of graphs (a list of 300 default graphs made a join
thirty times slower when it was measured). Every write keeps both sides together in one transaction.
"""

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox
from rdflib import BNode, URIRef
from rdflib import Literal as RdfLiteral

from plangraf.errors import StoreError
from plangraf.language import Text
from plangraf.store.binding import bind
from plangraf.store.embedded_faults import bad_query, broken, unsupported, unusable
from plangraf.store.interface import (
    EVERYTHING,
    Answer,
    Dataset,
    Kind,
    Row,
    Term,
    Triple,
)
from plangraf.store.parsing import as_ntriples, bad_data
from plangraf.store.union import removing, replacing, uniting
from plangraf.store.versions import require_seen
from plangraf.vocabulary import PREFIXES

_SOLUTIONS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
_NO_PREFIXES = ("nt", "nq")
_TICK = 0.05


class EmbeddedStore:
    """A store in this process. `folder` None keeps it in memory; `read_only` shares a folder."""

    union: str | None = None

    def __init__(
        self, folder: Path | None = None, *, read_only: bool = False, patience: float = 0.0
    ):
        """`patience` is how many seconds to wait while another process writes in the folder."""
        self._writing = threading.Lock()
        self._read_only = read_only
        end = time.monotonic() + patience
        while True:
            try:
                self._store = _opened(folder, read_only)
                return
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

    def update(self, text: str, *, base: str | None = None) -> None:
        """Run an update, whole or not at all; `replace` keeps the default graph together."""
        try:
            self._store.update(text, base_iri=base)
        except SyntaxError as error:
            raise bad_query(text, error) from None
        except (OSError, ValueError) as error:
            raise broken(error) from None

    def load(self, graph: str, data: bytes, format: str, *, place: str) -> None:
        """Add a file to `graph` while a store is being filled; `place` names it in errors."""
        node = ox.NamedNode(graph)
        try:
            self._store.load(data, _GRAPHS[format], to_graph=node)
        except (SyntaxError, ValueError) as error:
            raise bad_data(place, error) from None
        except OSError as error:
            raise broken(error) from None

    def unite(self, graphs: Iterable[str]) -> None:
        """Add the given graphs to the default graph, all in one transaction."""
        if update := uniting(graphs):
            self._store.update(update)

    def replace(self, graph: str, data: bytes, format: str) -> None:
        """Put `data` in the place of what `graph` held, in one transaction."""
        self.update(replacing({graph: as_ntriples(data, format, graph)}))

    def replace_all(
        self, contents: Mapping[str, bytes], format: str, seen: Mapping[str, str] | None = None
    ) -> None:
        """Replace several graphs in one transaction, and have them on disk."""
        texts = {graph: as_ntriples(data, format, graph) for graph, data in contents.items()}
        with self._writing:  # other processes are kept out by the engine's lock on the folder
            require_seen(seen or {}, lambda graph: self.graph(graph, "nt"))
            self.update(replacing(texts))
            self.flush()

    def remove(self, graph: str) -> None:
        """Drop a named graph and what only it added to the default graph."""
        self.update(removing(graph))

    def graph(self, graph: str, format: str) -> bytes:
        """Return one named graph, with the project's prefixes where the format has them."""
        return bytes(
            self._store.dump(
                format=_GRAPHS[format], from_graph=ox.NamedNode(graph), prefixes=PREFIXES
            )
            or b""
        )

    def dump(self, format: str) -> bytes:
        """Return every named graph, without the default graph that only repeats them."""
        quads = (q for q in self._store if not isinstance(q.graph_name, ox.DefaultGraph))
        return bytes(ox.serialize(quads, format=_GRAPHS[format], prefixes=PREFIXES) or b"")

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


def _opened(folder: Path | None, read_only: bool) -> ox.Store:
    if folder is None:
        return ox.Store()
    return ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))


class EmbeddedAnswer:
    """An answer that is read from the engine as it is written."""

    def __init__(self, result: object, text: str):
        self._result = result
        self._text = text

    @property
    def kind(self) -> Kind:
        """Whether rows, yes/no, or triples."""
        if isinstance(self._result, ox.QuerySolutions):
            return "solutions"
        return "truth" if isinstance(self._result, ox.QueryBoolean) else "graph"

    @property
    def variables(self) -> tuple[str, ...]:
        """Names without `?`, in the order of the SELECT clause."""
        assert isinstance(self._result, ox.QuerySolutions)
        return tuple(v.value for v in self._result.variables)

    @property
    def truth(self) -> bool:
        """The answer of an ASK."""
        return bool(self._result)

    def rows(self) -> Iterator[Row]:
        """Rows of a SELECT; a cell is None when unbound."""
        assert isinstance(self._result, ox.QuerySolutions)
        for solution in self._result:
            yield tuple(None if term is None else _from_engine(term) for term in solution)

    def triples(self) -> Iterator[Triple]:
        """Triples of a CONSTRUCT or DESCRIBE."""
        assert isinstance(self._result, ox.QueryTriples)
        for s, p, o in self._result:
            yield _from_engine(s), _from_engine(p), _from_engine(o)

    def write(self, out: BinaryIO, format: str, prefixes: Mapping[str, str] | None = None) -> None:
        """Write with the engine's own writers: seven to ten times faster than by rows."""
        try:
            if isinstance(self._result, ox.QuerySolutions | ox.QueryBoolean):
                self._result.serialize(out, _SOLUTIONS[format])
            elif prefixes is None or format in _NO_PREFIXES:
                assert isinstance(self._result, ox.QueryTriples)
                self._result.serialize(out, _GRAPHS[format])
            else:
                assert isinstance(self._result, ox.QueryTriples)
                ox.serialize(self._result, out, _GRAPHS[format], prefixes=dict(prefixes))
        except (OSError, ValueError) as error:
            raise broken(error) from None


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


_STRING = "http://www.w3.org/2001/XMLSchema#string"


def _from_engine(term: object) -> Term:
    """Turn the engine's term into rdflib's; a plain string stays without datatype."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise StoreError(
            Text("Tripeltermer (RDF 1.2) stöds inte.", "Triple terms (RDF 1.2) are not supported.")
        )
    if term.language:
        return RdfLiteral(term.value, lang=term.language)
    if term.datatype.value == _STRING:
        return RdfLiteral(term.value)
    return RdfLiteral(term.value, datatype=URIRef(term.datatype.value), normalize=False)
