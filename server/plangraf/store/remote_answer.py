"""Answers of a SPARQL server: fetched, in the format wanted, when they are read.

Knows how SPARQL results in JSON become terms; how a request is sent is the store's.
"""

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from rdflib import BNode, URIRef
from rdflib import Literal as RdfLiteral

from plangraf.errors import StoreError
from plangraf.language import Text
from plangraf.store.interface import Kind, Row, Term, Triple
from plangraf.store.parsing import parse_triples, table_rewritten
from plangraf.store.tokens import tokens

MEDIA_TYPES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nq": "application/n-quads",
}
_TRUTHS = {
    "json": '{"head":{},"boolean":TRUTH}',
    "xml": '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    "<head></head><boolean>TRUTH</boolean></sparql>",
}
_BEGINS = {"json": b"{", "xml": b"<", "rdf": b"<"}
_KINDS: dict[str, Kind] = {
    "SELECT": "solutions",
    "ASK": "truth",
    "CONSTRUCT": "graph",
    "DESCRIBE": "graph",
}


class RemoteAnswer:
    """One answer. `fetch` takes a media type and returns the body and the media type it came in.

    `remade` are the formats of tables that are made here, since the server makes them wrong.
    """

    def __init__(
        self, fetch: Callable[[str], tuple[bytes, str]], text: str, remade: Sequence[str] = ()
    ):
        self._fetch = fetch
        self._remade = remade
        self._text = text
        self._json: Any = None

    @property
    def kind(self) -> Kind:
        """Whether rows, yes/no, or triples: told by the first query word."""
        for token in tokens(self._text):
            if token.kind == "name" and token.text.upper() in _KINDS:
                return _KINDS[token.text.upper()]
        return "solutions"

    @property
    def variables(self) -> tuple[str, ...]:
        """Names without `?`, as the server's answer orders them."""
        return tuple(self._fetched()["head"].get("vars", ()))

    @property
    def truth(self) -> bool:
        """The answer of an ASK."""
        answer = self._fetched()
        if "boolean" in answer:
            return bool(answer["boolean"])
        rows = answer["results"]["bindings"]  # Virtuoso 7.2.5 answers some ASKs as a row of 0 or 1
        return bool(rows) and rows[0].get("__ASK_RETVAL", {}).get("value") == "1"

    def rows(self) -> Iterator[Row]:
        """Rows of a SELECT; a cell is None when unbound."""
        names = self.variables
        for row in self._fetched()["results"]["bindings"]:
            yield tuple(_term(row[name]) if name in row else None for name in names)

    def triples(self) -> Iterator[Triple]:
        """Triples of a CONSTRUCT or DESCRIBE."""
        yield from parse_triples(self._fetch(MEDIA_TYPES["nt"])[0], "nt")

    def write(self, out: BinaryIO, format: str, prefixes: Mapping[str, str] | None = None) -> None:
        """Copy the server's own writing through; prefixes are the server's."""
        if self.kind == "truth" and format in _TRUTHS:
            out.write(_TRUTHS[format].replace("TRUTH", str(self.truth).lower()).encode())
            return
        if self.kind == "solutions" and format in self._remade:
            results = self._fetched()
            for cell in (cell for row in results["results"]["bindings"] for cell in row.values()):
                if cell["type"] == "bnode":  # Virtuoso's name of one, nodeID://b1, is no label
                    cell["value"] = cell["value"].rpartition("/")[2]
            out.write(table_rewritten(json.dumps(results).encode(), format))
            return
        wanted = MEDIA_TYPES[format]
        content, media_type = self._fetch(wanted)
        got = media_type.split(";")[0].strip()
        first = content.lstrip()[:1]
        if got != wanted or first != _BEGINS.get(format, first):
            raise StoreError(
                Text(
                    f"Servern svarade med {got or 'okänt format'}, inte {wanted}.",
                    f"The server answered with {got or 'no media type'}, not {wanted}.",
                ),
                kind="refused",
            )
        out.write(content)

    def _fetched(self) -> Any:
        """Fetch the answer as JSON, once."""
        if self._json is None:
            content, _ = self._fetch(MEDIA_TYPES["json"])
            try:
                self._json = json.load(io.BytesIO(content))
            except ValueError as error:
                raise StoreError(
                    Text(
                        f"Serverns svar går inte att läsa: {error}",
                        f"The server's answer cannot be read: {error}",
                    ),
                    kind="refused",
                ) from None
        return self._json


def _term(cell: Mapping[str, str]) -> Term:
    """Turn a cell of SPARQL results JSON into a term (SPARQL 1.1 Query Results JSON §3.2.2)."""
    value = cell["value"]
    if cell["type"] == "uri":
        return URIRef(value)
    if cell["type"] == "bnode":
        return BNode(value)
    if "xml:lang" in cell:
        return RdfLiteral(value, lang=cell["xml:lang"])
    datatype = cell.get("datatype")
    if datatype in (None, "http://www.w3.org/2001/XMLSchema#string"):
        return RdfLiteral(value)
    return RdfLiteral(value, datatype=URIRef(datatype), normalize=False)
