"""Saved queries as the web layer runs them: whole answers kept for a while, pages cut from them.

Between the routes and the catalogue. Who answers a text (a store, or workers in front of it) is
handed in; `BytesRunner` makes such a one out of whatever returns results as bytes.
"""

import io
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Final, TypeVar

from rdflib import BNode, Graph, Literal, URIRef

from plangraf.catalogue.answer import Table
from plangraf.catalogue.definition import Catalogue, Parameter, SavedQuery
from plangraf.catalogue.outline import outline
from plangraf.catalogue.parameters import Values
from plangraf.catalogue.running import Runner, Window, options_of, run
from plangraf.catalogue.values import Option
from plangraf.language import Language
from plangraf.store.interface import Answer, Kind, Row, Term, Triple

WHOLE: Final = 5_000
"""Answers up to this many rows are fetched once and paged from memory, with their total."""

_KEPT: Final = 128
_Key = tuple[str, ...]
_T = TypeVar("_T")


@dataclass
class Queries:
    """The catalogue at work. `data_version` is asked anew each time: a publish changes it."""

    catalogue: Catalogue
    runner: Runner
    data_version: Callable[[], str]
    _tables: OrderedDict[_Key, Table] = field(default_factory=OrderedDict)
    _options: OrderedDict[_Key, tuple[Option, ...]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def options(self, parameter: Parameter, language: Language) -> tuple[Option, ...]:
        """Return the allowed values of a parameter, kept per data version."""
        if not parameter.values:
            return options_of(parameter, self.runner, language)
        key = (parameter.values, language, self.data_version())
        found = self._find(self._options, key)
        if found is None:
            found = options_of(parameter, self.runner, language)
            self._keep(self._options, key, found)
        return found

    def table(self, query: SavedQuery, values: Values, window: Window | None) -> Table:
        """Return the rows of a window, or all; a small answer is kept whole and has its total."""
        key = (
            query.name,
            query.text,
            values.language,
            self.data_version(),
            *map("=".join, values.pairs()),
        )
        whole = self._find(self._tables, key)
        if whole is None:
            whole = run(query, values, self.runner, Window(WHOLE))
            if not whole.more:
                self._keep(self._tables, key, whole)
        if whole.more:
            return run(query, values, self.runner, window)
        if window is None:
            return whole
        end = window.offset + window.size
        return replace(
            whole,
            rows=whole.rows[window.offset : end],
            offset=window.offset,
            more=end < len(whole.rows),
            total=len(whole.rows),
        )

    def _find(self, kept: OrderedDict[_Key, _T], key: _Key) -> _T | None:
        with self._lock:
            if key in kept:
                kept.move_to_end(key)
            return kept.get(key)

    def _keep(self, kept: OrderedDict[_Key, _T], key: _Key, value: _T) -> None:
        with self._lock:
            kept[key] = value
            while len(kept) > _KEPT:
                kept.popitem(last=False)


class BytesRunner:
    """Makes answers out of bytes: `ask(text, format)` returns a result in one of the formats."""

    def __init__(self, ask: Callable[[str, str], bytes]):
        self._ask = ask

    def query(self, text: str) -> Answer:
        """Answer a query; rows are read from JSON, triples from N-Triples."""
        return BytesAnswer(self._ask, text)


class BytesAnswer:
    """One answer of a `BytesRunner`; asked for when first looked at."""

    def __init__(self, ask: Callable[[str, str], bytes], text: str):
        self._ask = ask
        self._text = text
        graph = outline(text).form in ("CONSTRUCT", "DESCRIBE")
        self._kind: Kind = "graph" if graph else "solutions"
        self._answer = {} if graph else json.loads(ask(text, "json"))
        if "boolean" in self._answer:
            self._kind = "truth"

    @property
    def kind(self) -> Kind:
        """Whether rows, yes/no, or triples."""
        return self._kind

    @property
    def variables(self) -> tuple[str, ...]:
        """Names without `?`, in the order of the SELECT clause."""
        return tuple(self._answer["head"]["vars"])

    @property
    def truth(self) -> bool:
        """The answer of an ASK."""
        return bool(self._answer["boolean"])

    def rows(self) -> Iterator[Row]:
        """Rows of a SELECT."""
        for binding in self._answer["results"]["bindings"]:
            yield tuple(
                _term(binding[name]) if name in binding else None for name in self.variables
            )

    def triples(self) -> Iterator[Triple]:
        """Triples of a CONSTRUCT or DESCRIBE."""
        for s, p, o in Graph().parse(data=self._ask(self._text, "nt"), format="nt"):
            yield s, p, o  # type: ignore[misc]

    def write(
        self,
        out: BinaryIO,
        format: str,
        prefixes: Mapping[str, str] | None = None,  # noqa: ARG002
    ) -> None:
        """Write in a format; prefixes are the business of who answers."""
        out.write(self._ask(self._text, format))


def ask_of(runner: Runner) -> Callable[[str, str], bytes]:
    """Return the bytes side of a runner: what `BytesRunner` is made from."""

    def ask(text: str, format: str) -> bytes:
        out = io.BytesIO()
        runner.query(text).write(out, format)
        return out.getvalue()

    return ask


def _term(said: Mapping[str, str]) -> Term:
    """Read one term of SPARQL 1.1 JSON."""
    if said["type"] == "uri":
        return URIRef(said["value"])
    if said["type"] == "bnode":
        return BNode(said["value"])
    if "xml:lang" in said:
        return Literal(said["value"], lang=said["xml:lang"])
    datatype = said.get("datatype")
    return Literal(said["value"], datatype=URIRef(datatype) if datatype else None, normalize=False)
