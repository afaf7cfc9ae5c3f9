"""What a store can do, whatever engine is behind it.

A store holds named graphs. Its default graph is the union of the *data* graphs, those whose names
begin with GRAPHS, and of what was written to it directly. The graphs that describe (ontology,
shapes, saved queries, VoID) and those with other names are reached by name only. `in_union` says
which are which. Terms are rdflib's, so that no engine's own types leave its module.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, Final, Literal, Protocol

from rdflib import BNode, URIRef
from rdflib import Literal as RdfLiteral

from plangraf.vocabulary import GRAPHS

Term = URIRef | RdfLiteral | BNode
Row = tuple[Term | None, ...]
Triple = tuple[Term, Term, Term]
Kind = Literal["solutions", "truth", "graph"]

SOLUTION_FORMATS = ("json", "xml", "csv", "tsv")
GRAPH_FORMATS = ("ttl", "nt", "rdf", "jsonld", "trig", "nq")

DESCRIBING: Final = tuple(
    f"{GRAPHS}{part}"
    for part in ("ontology/", "shapes/", "queries", "void", "versions/", "publications/", "union")
)


def describing(graph: str) -> bool:
    """Say whether a graph describes (ontology, shapes, queries, earlier versions of plans …)."""
    return graph.startswith(DESCRIBING)


def in_union(graph: str) -> bool:
    """Say whether the default graph holds a graph's triples: a graph of ours that has data."""
    return graph.startswith(str(GRAPHS)) and not describing(graph)


@dataclass(frozen=True)
class Dataset:
    """The graphs a query looks at, as IRIs; None stands for the store's own choice.

    SPARQL 1.1 Protocol §2.1.4: when given, it takes the place of the query's FROM clauses.
    `gathered` says that they are many and asked more than once: worth a store of their own
    (`plangraf.store.gathering`), which answers the same, sooner.
    """

    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    gathered: bool = False


EVERYTHING = Dataset()


class Answer(Protocol):
    """The answer to one query; read it once, by rows, by triples or by writing it."""

    @property
    def kind(self) -> Kind:
        """Whether rows, yes/no, or triples."""
        ...

    @property
    def variables(self) -> tuple[str, ...]:
        """Names without `?`, in the order of the SELECT clause (of appearance for `*`)."""
        ...

    @property
    def truth(self) -> bool:
        """The answer of an ASK."""
        ...

    def rows(self) -> Iterator[Row]:
        """Rows of a SELECT; a cell is None when unbound."""
        ...

    def triples(self) -> Iterator[Triple]:
        """Triples of a CONSTRUCT or DESCRIBE."""
        ...

    def write(self, out: BinaryIO, format: str, prefixes: Mapping[str, str] | None = None) -> None:
        """Write in one of SOLUTION_FORMATS or GRAPH_FORMATS; KeyError for a format of the other."""
        ...


class Store(Protocol):
    """The verbs. Every method raises BadQuery, ContentError or StoreError, nothing of an engine."""

    @property
    def union(self) -> str | None:
        """The graph that holds the union, where the default graph cannot be written."""
        ...

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        dataset: Dataset = EVERYTHING,
        base: str | None = None,
    ) -> Answer:
        """Answer a query with `bindings` (variable name → term) bound, never pasted, into it."""
        ...

    def update(self, text: str, *, base: str | None = None, sealed: Sequence[str] = ()) -> None:
        """Run an update, whole or not at all, and bring the default graph up to date with it.

        Refused when it would write to a graph whose name begins like one of `sealed`.
        """
        ...

    def replace(self, graph: str, data: bytes, format: str) -> None:
        """Put `data` in the place of what `graph` held, in one transaction."""
        ...

    def replace_all(
        self, contents: Mapping[str, bytes], format: str, seen: Mapping[str, str] | None = None
    ) -> None:
        """Replace several graphs (name → data) in one transaction; no data removes a graph.

        `seen` says which versions (`store.versions`) of which graphs the write rests on: Outdated,
        with nothing changed, where one is another by now. Nothing else is written in between;
        only a server that others write to as well gives no such promise, and one without
        transactions gets the graphs one after another, in the given order. When this returns, what
        was written outlives the process.
        """
        ...

    def add(self, graph: str, data: bytes, format: str) -> None:
        """Add `data` to what `graph` holds, in one transaction."""
        ...

    def together(self) -> AbstractContextManager[None]:
        """Let several calls of `replace_all` be settled on disk at once, at the end of a block.

        Each is a transaction of its own all the same; none may be acknowledged within the block.
        """
        ...

    def remove(self, graph: str) -> None:
        """Drop a named graph; nothing happens if there is none."""
        ...

    def graph(self, graph: str, format: str) -> bytes:
        """Return one named graph in one of GRAPH_FORMATS."""
        ...

    def dump(self, format: str) -> bytes:
        """Return every named graph, in a format that holds several: nq, trig or jsonld."""
        ...

    def graphs(self) -> list[str]:
        """Return the names of all named graphs, sorted."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
