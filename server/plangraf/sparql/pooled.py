"""The pool as a store that can be read: what asks a store can ask the pool instead.

`PooledStore.query` gives an Answer that is fetched on first use, in the form that is used: rows and
triples as JSON and N-Triples, `write` in its own format. Errors are raised then.
"""

import io
import json
import shutil
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Protocol

from rdflib import BNode, URIRef
from rdflib import Literal as RdfLiteral

from plangraf.sparql.exchange import QueryResult
from plangraf.sparql.service import QueryRequest, kind_of
from plangraf.store.interface import EVERYTHING, Dataset, Kind, Row, Term, Triple
from plangraf.store.parsing import parse_triples


class Runner(Protocol):
    """Whoever runs a query."""

    def run(self, request: QueryRequest) -> QueryResult:
        """Answer a query."""
        ...


class PooledStore:
    """Queries through a runner, within the given bounds (rows, bytes, seconds)."""

    def __init__(self, runner: Runner, *, rows: int, size: int, seconds: float):
        self._runner = runner
        self._bounds = {"rows": rows, "size": size, "seconds": seconds}

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        dataset: Dataset = EVERYTHING,
        base: str | None = None,
    ) -> "PooledAnswer":
        """Return an answer that is fetched on first use."""

        def fetch(format: str) -> QueryResult:
            return self._runner.run(
                QueryRequest(
                    text,
                    format,
                    dataset,
                    base,
                    dict(bindings or {}),
                    **self._bounds,  # type: ignore[arg-type]
                )
            )

        return PooledAnswer(text, fetch)


class PooledAnswer:
    """An answer from the pool; see `plangraf.store.interface.Answer`."""

    def __init__(self, text: str, fetch: Any):
        self._text = text
        self._fetch = fetch
        self._content: dict[str, Any] | None = None

    @property
    def kind(self) -> Kind:
        """Whether rows, yes/no, or triples, by the query's form."""
        return kind_of(self._text)

    @property
    def variables(self) -> tuple[str, ...]:
        """Names without `?`."""
        return tuple(self._json()["head"]["vars"])

    @property
    def truth(self) -> bool:
        """The answer of an ASK."""
        return bool(self._json()["boolean"])

    def rows(self) -> Iterator[Row]:
        """Rows of a SELECT."""
        names = self.variables
        for binding in self._json()["results"]["bindings"]:
            yield tuple(_term(binding.get(name)) for name in names)

    def triples(self) -> Iterator[Triple]:
        """Triples of a CONSTRUCT or DESCRIBE."""
        return parse_triples(self._fetch("nt").read(), "nt")

    def write(self, out: BinaryIO, format: str, prefixes: Mapping[str, str] | None = None) -> None:
        """Write in a result format; the project's prefixes are used where there are any."""
        with self._fetch(format).body as body:
            shutil.copyfileobj(body, out)

    def _json(self) -> dict[str, Any]:
        if self._content is None:
            self._content = json.load(io.BytesIO(self._fetch("json").read()))
        assert self._content is not None
        return self._content


def _term(value: dict[str, str] | None) -> Term | None:
    """Read a term of SPARQL 1.1 Query Results JSON §3.2.2."""
    if value is None:
        return None
    if value["type"] == "uri":
        return URIRef(value["value"])
    if value["type"] == "bnode":
        return BNode(value["value"])
    if language := value.get("xml:lang"):
        return RdfLiteral(value["value"], lang=language)
    datatype = value.get("datatype")
    kind = URIRef(datatype) if datatype else None
    return RdfLiteral(value["value"], datatype=kind, normalize=False)
