"""One SPARQL query or update against a store: looked at, refused or run, written, capped.

QueryRequest → QueryOutcome, with the bytes going to a writer as they come. Runs in the process
that holds the store (a worker, a test, the command line); what a request may cost in time and
memory is bounded around it by `plangraf.sparql.pool`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Final, cast

from plangraf.errors import BadQuery, Refused
from plangraf.language import Text
from plangraf.sparql.capping import CappedWriter, CutError
from plangraf.sparql.scanning import Scan
from plangraf.sparql.teaching import explained
from plangraf.sparql.xml_text import XmlWriter
from plangraf.store.interface import (
    EVERYTHING,
    GRAPH_FORMATS,
    SOLUTION_FORMATS,
    Answer,
    Dataset,
    Kind,
    Store,
    Term,
)
from plangraf.vocabulary import PREFIXES

DEEPEST: Final = 200
"""Brackets may nest this deep; the engine's parser recurses and would run out of stack later."""


@dataclass(frozen=True)
class QueryRequest:
    """One query. `format` is a key of SOLUTION_FORMATS or GRAPH_FORMATS and must fit its form."""

    text: str
    format: str
    dataset: Dataset = EVERYTHING
    base: str | None = None
    bindings: Mapping[str, Term] = field(default_factory=dict)
    rows: int = 1_000_000
    size: int = 200_000_000
    seconds: float = 20.0


@dataclass(frozen=True)
class QueryOutcome:
    """What became of a query: its kind, and the bound at which its answer was cut, if any."""

    kind: Kind
    cut: str | None = None


def kind_of(text: str) -> Kind:
    """Return what a query answers with; BadQuery when it is no query."""
    form = Scan(text).form
    if form == "SELECT":
        return "solutions"
    if form == "ASK":
        return "truth"
    if form in ("CONSTRUCT", "DESCRIBE"):
        return "graph"
    if form == "UPDATE":
        raise BadQuery(
            Text("Det här är en uppdatering, ingen fråga.", "This is an update, not a query."),
            remedy=Text(
                "Skicka den med POST som application/sparql-update eller parametern update.",
                "POST it as application/sparql-update or as the parameter update.",
            ),
        )
    return "solutions"


def answer(store: Store, request: QueryRequest, out: BinaryIO) -> QueryOutcome:
    """Run a query and write its answer to `out`."""
    scan = Scan(request.text)
    refuse_outreach(scan)
    refuse_depth(scan)
    result = _asked(store, request, scan)
    formats = GRAPH_FORMATS if result.kind == "graph" else SOLUTION_FORMATS
    written = request.format if request.format in formats else formats[0]
    writer = CappedWriter(out, written, rows=request.rows, size=request.size)
    try:
        readable = XmlWriter(cast(BinaryIO, writer)) if written in ("xml", "rdf") else writer
        result.write(cast(BinaryIO, readable), written, PREFIXES)
        if isinstance(readable, XmlWriter):
            readable.finish()
        writer.finish()
    except CutError:
        return QueryOutcome(result.kind, writer.cut)
    return QueryOutcome(result.kind)


def refuse_outreach(scan: Scan) -> None:
    """Refuse a text that would make the server fetch something."""
    word = scan.reaches_out()
    if word is not None:
        raise Refused(
            Text(f"{word} är inte tillåtet här.", f"{word} is not allowed here."),
            remedy=Text(
                "Servern hämtar inget åt den som frågar. Fråga den andra tjänsten direkt och sätt "
                "in svaret med VALUES.",
                "The server fetches nothing for those who ask. Query the other service directly "
                "and put its answer into VALUES.",
            ),
        )


def refuse_depth(scan: Scan) -> None:
    """Refuse nesting that the engine's parser has no stack for."""
    depth = max(scan.depth, scan.longest_run)
    if depth > DEEPEST:
        raise BadQuery(
            Text(
                f"Frågan är nästlad i {depth} nivåer; gränsen är {DEEPEST}.",
                f"The query is nested {depth} levels deep; the limit is {DEEPEST}.",
            ),
        )


def _asked(store: Store, request: QueryRequest, scan: Scan) -> Answer:
    """Ask the store; columns of `SELECT *` come in the order in which the text names them."""

    def ask(text: str) -> Answer:
        return store.query(
            text, bindings=request.bindings, dataset=request.dataset, base=request.base
        )

    try:
        result = ask(request.text)
    except BadQuery as error:
        raise explained(error, scan) from None
    star = scan.star
    if star is None or result.kind != "solutions":
        return result
    in_order = [name for name in scan.variables if name in result.variables]
    if len(in_order) < 2 or tuple(in_order) == result.variables:
        return result
    spelled = " ".join(f"?{name}" for name in in_order)
    return ask(f"{request.text[: star.start]}{spelled} {request.text[star.end :]}")
