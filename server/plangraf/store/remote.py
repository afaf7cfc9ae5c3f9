"""A store behind any SPARQL 1.1 server. The only module that knows SPARQLWrapper.

SPARQLWrapper makes the requests; they go out over kept connections with a deadline, and answers are
copied through in the format asked for. An answer is fetched when it is read. Every failure is a
StoreError that says how: the server refused (broken), is not there (unreachable), is late (slow).
"""

import io
import json
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

import httpx
from SPARQLWrapper import POST, SPARQLWrapper

from plangraf.errors import BadQuery, StoreError
from plangraf.store.binding import bind
from plangraf.store.dialects import Dialect, dialect_of
from plangraf.store.following import followed, sealed_graph, unread
from plangraf.store.interface import EVERYTHING, Answer, Dataset, Term
from plangraf.store.outline import Unread, one_prologue
from plangraf.store.parsing import as_ntriples, rewritten
from plangraf.store.remote_answer import MEDIA_TYPES, RemoteAnswer
from plangraf.store.remote_connection import Connection
from plangraf.store.remote_text import NOTHING, based, closed, separated, without_from
from plangraf.store.tokens import tokens
from plangraf.store.union import adding, removing, replacing, uniting
from plangraf.store.versions import require_seen
from plangraf.vocabulary import PREFIXES

_LISTED_FOR = 5.0
_CONTENT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
# Counting makes Virtuoso group on an index: 0.01 s, where SELECT DISTINCT ?g took 9.5 s.
_GRAPHS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


class RemoteStore:
    """A server's store. `place` is the address of its query service, `seconds` the deadline."""

    def __init__(self, place: str, seconds: float = 30.0):
        self.dialect: Dialect = dialect_of(place)
        self._connection = Connection(place, self.dialect.login, seconds)
        self._seconds = seconds
        self._listed: tuple[float, tuple[str, ...]] = (0.0, ())
        self._writing = threading.Lock()

    @property
    def union(self) -> str | None:
        """The graph that holds the union, where the server's default graph cannot be written."""
        return self.dialect.union

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        dataset: Dataset = EVERYTHING,
        base: str | None = None,
    ) -> Answer:
        """Prepare a query; it is sent when the answer is read."""
        bound = bind(text, {name: (term,) for name, term in (bindings or {}).items()})
        default, named = dataset.default, dataset.named
        words = [token for token in tokens(bound) if token.says("FROM", "GRAPH")]
        if self.dialect.union and default is None and named is None:
            if any(word.says("FROM") for word in words):
                bound = closed(bound)
            else:
                default, named = (self.dialect.union,), self._nameable() if words else ()
        limited = default is not None or named is not None
        if self.dialect.union and limited:
            bound, named = without_from(bound), named or ((NOTHING,) if words else ())
        if self.dialect.separator:
            bound = separated(bound)
        wrapper = self._asking(based(bound, base))
        for graph in default or ((NOTHING,) if limited else ()):
            wrapper.addParameter("default-graph-uri", graph)
        for graph in (named or ()) if words else ():
            wrapper.addParameter("named-graph-uri", graph)
        if self.dialect.deadline:
            name, form = self.dialect.deadline
            spent = form.format(s=max(1, round(self._seconds)), ms=round(self._seconds * 1000))
            wrapper.addParameter(name, spent)

        def fetch(accept: str) -> tuple[bytes, str]:
            response = self.send(wrapper, accept, text)
            return response.content, response.headers.get("Content-Type", "")

        return RemoteAnswer(fetch, text, self.dialect.remade)

    def update(self, text: str, *, base: str | None = None, sealed: Sequence[str] = ()) -> None:
        """Run an update; whole or not at all where the server keeps that promise."""
        kept, text = self.dialect.default == "kept", one_prologue(text)
        try:
            whole = followed(text, self.dialect.union, sealed, kept=kept)
        except Unread:
            if sealed:
                raise unread() from None
            self._write(text, base)  # the server says what is wrong
            return
        try:
            self._write(whole.text, base, text)
        except (BadQuery, StoreError) as error:
            if whole.witness in error.message.en:
                raise sealed_graph() from None
            raise

    def _write(self, text: str, base: str | None = None, written: str | None = None) -> None:
        """Run an update that keeps the union together itself; `written` is what errors show."""
        self._listed = (0.0, ())
        wrapper = SPARQLWrapper(self.dialect.query, self.dialect.update)
        wrapper.setQuery(based(text, base))
        wrapper.method = POST
        wrapper.queryType = (
            "INSERT"  # updates that begin with DELETE … WHERE or ADD are updates too
        )
        self.send(wrapper, "*/*", written or text, writing=True)

    def replace(self, graph: str, data: bytes, format: str) -> None:
        """Put `data` in the place of what `graph` held."""
        ntriples = as_ntriples(data, format, graph)
        if self.dialect.default == "written":
            self._write(replacing({graph: ntriples}))
            return
        if self.dialect.union:  # in steps: Virtuoso takes no INSERT DATA of a plan's size
            self._write(removing(graph, self.dialect.union))
        self._graph_request("PUT", graph, content=ntriples.encode(), format="nt")
        self.unite([graph])

    def replace_all(
        self, contents: Mapping[str, bytes], format: str, seen: Mapping[str, str] | None = None
    ) -> None:
        """Replace several graphs: in one update, or in steps where the server takes no such one."""
        texts = {graph: as_ntriples(data, format, graph) for graph, data in contents.items()}
        with self._writing:
            require_seen(seen or {}, self._ntriples)
            if not self.dialect.union:
                self._write(replacing(texts))
                return
            for graph, text in texts.items():
                self.replace(graph, text.encode(), "nt") if text.strip() else self.remove(graph)

    def together(self) -> AbstractContextManager[None]:
        """Nothing to do here: the server settles each update itself."""
        return nullcontext()

    def add(self, graph: str, data: bytes, format: str) -> None:
        """Add `data` to what `graph` holds."""
        ntriples = as_ntriples(data, format, graph)
        if self.dialect.default == "written":
            self._write(adding(graph, ntriples))
            return
        self._graph_request("POST", graph, content=ntriples.encode(), format="nt")
        self.unite([graph])

    def _ntriples(self, graph: str) -> bytes:
        """Ask for a graph that may be missing."""
        out = io.BytesIO()
        self.query(_CONTENT, dataset=Dataset(default=(graph,))).write(out, "nt")
        return out.getvalue()

    def load(
        self, graph: str, data: bytes, format: str, *, place: str, blank_nodes: bool = True
    ) -> None:
        """Put a file into `graph` while a store is being filled; `place` names it in errors."""
        ntriples = as_ntriples(data, format, graph, place=place)
        self._graph_request("PUT", graph, content=ntriples.encode(), format="nt")

    def unite(self, graphs: list[str]) -> None:
        """Add the given graphs to the union, unless the server has done so."""
        update = uniting(graphs, self.dialect.union)
        if update and self.dialect.default != "kept":
            self._write(update)

    def remove(self, graph: str) -> None:
        """Drop a named graph and what only it added to the union."""
        if self.dialect.default != "kept":
            self._write(removing(graph, self.dialect.union))
        elif graph in self.graphs():
            self._graph_request("DELETE", graph)

    def graph(self, graph: str, format: str) -> bytes:
        """Return one named graph."""
        return self._graph_request("GET", graph, format=format).content

    def dump(self, format: str) -> bytes:
        """Return every named graph, asked for one after the other: without the union."""
        lines = [
            f"{line.rstrip()[:-1].rstrip()} <{name}> ."
            for name in self.graphs()
            for line in self.graph(name, "nt").decode().splitlines()
            if line.strip()
        ]
        quads = ("\n".join(lines) + "\n").encode()
        return quads if format == "nq" else rewritten(quads, "nq", format, PREFIXES)

    def graphs(self) -> list[str]:
        """Return the names of all named graphs, sorted."""
        wrapper = self._asking(_GRAPHS)
        found = json.loads(self.send(wrapper, MEDIA_TYPES["json"], "").content)
        names = [row["g"]["value"] for row in found["results"]["bindings"]]
        return sorted(name for name in names if not self.dialect.owns(name))

    def close(self) -> None:
        """Let go of the connections."""
        self._connection.close()

    def _asking(self, text: str) -> SPARQLWrapper:
        """Make a query ready: by POST, its format told by Accept alone."""
        wrapper = SPARQLWrapper(self.dialect.query)
        wrapper.setQuery(text)
        wrapper.queryType = "SELECT"  # its own guess is misled by words in comments and texts
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        return wrapper

    def _nameable(self) -> tuple[str, ...]:
        """Return the graphs that a query may name; asked of the server every few seconds only."""
        when, names = self._listed
        if time.monotonic() > when + _LISTED_FOR or not names:
            names = tuple(self.graphs())
            self._listed = (time.monotonic(), names)
        return names or (NOTHING,)

    def _graph_request(
        self, method: str, graph: str, *, content: bytes | None = None, format: str = "nt"
    ) -> httpx.Response:
        """Ask the Graph Store Protocol for one named graph."""
        self._listed = (0.0, ())
        header = "Accept" if method == "GET" else "Content-Type"
        return self._connection.send(
            method,
            self.dialect.data,
            {header: MEDIA_TYPES[format]},
            writing=method != "GET",
            content=content,
            params={self.dialect.graph_parameter: graph},
        )

    def send(
        self, wrapper: SPARQLWrapper, accept: str, text: str, *, writing: bool = False
    ) -> httpx.Response:
        """Send what SPARQLWrapper has made ready; `text` is the query as the caller wrote it."""
        request = wrapper._createRequest()  # noqa: SLF001  (the library sends with urllib itself)
        headers = {"Accept": accept, "Content-Type": str(request.get_header("Content-type"))}
        return self._connection.send(
            "POST",
            request.full_url,
            headers,
            content=request.data,
            query_text=text,
            writing=writing,
        )
