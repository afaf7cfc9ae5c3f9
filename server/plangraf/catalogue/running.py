"""A saved query and its values in, a table or triples out; whoever runs the text is handed in.

Binds the values into the query, adds LIMIT and OFFSET where a page is asked for, and pairs labels
with IRIs. A mistake that the engine finds in a saved query is a ContentError with file and line:
it is the file that is wrong, not the caller.
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from rdflib import Literal, URIRef

from plangraf.catalogue.answer import Cell, Table, cells
from plangraf.catalogue.arranging import Order, ordered_text
from plangraf.catalogue.counted import list_text
from plangraf.catalogue.definition import (
    LANGUAGE_VARIABLE,
    Catalogue,
    Column,
    Parameter,
    SavedQuery,
)
from plangraf.catalogue.parameters import Values, read_values
from plangraf.catalogue.values import Option, list_query, options_from, options_of_choices
from plangraf.errors import BadQuery, ContentError, PlangrafError, WrongUse
from plangraf.language import Language, Text
from plangraf.store.binding import bind, serialised
from plangraf.store.interface import GRAPH_FORMATS, Answer, Term
from plangraf.vocabulary import PGID, PREFIXES

MOST_THINGS = 2_000
_ANYTHING = URIRef("urn:x-plangraf:anything")
_ANSWER = Column("answer", Text("Svar", "Answer"), kind="boolean")
_TRIPLE = (
    Column("subject", Text("Subjekt", "Subject")),
    Column("predicate", Text("Predikat", "Predicate")),
    Column("object", Text("Objekt", "Object")),
)


class Runner(Protocol):
    """Whoever answers a query's text: a store, or a pool of workers in front of one."""

    def query(self, text: str) -> Answer:
        """Answer a query."""
        ...


@dataclass(frozen=True)
class Window:
    """A part of the rows: so many, after so many."""

    size: int
    offset: int = 0


def bound_text(
    query: SavedQuery, values: Values, window: Window | None = None, order: Order | None = None
) -> str:
    """Return the query with its values bound, cut to a window (with one row more, to see if)."""
    text = bind(query.text, values.terms(query))
    if order is not None:
        text = ordered_text(text, query, order)
    elif query.limited:
        return text
    if window is None or query.form != "SELECT":
        return text
    return f"{text}\nLIMIT {window.size + 1} OFFSET {window.offset}"


def run(
    query: SavedQuery,
    values: Values,
    runner: Runner,
    window: Window | None = None,
    order: Order | None = None,
) -> Table:
    """Run a query of any form; ASK gives one cell, CONSTRUCT its triples as rows."""
    with _blaming(query):
        answer = runner.query(bound_text(query, values, window, order))
        columns, rows = _rows(query, answer)
        if window is None:
            whole = tuple(rows)
            return Table(query, values, columns, whole, total=len(whole))
        if (query.limited and order is None) or query.form != "SELECT":
            rows = islice(rows, window.offset, None)
        got = tuple(islice(rows, window.size + 1))
    more = len(got) > window.size
    total = None if more or (window.offset and not got) else window.offset + len(got)
    return Table(query, values, columns, got[: window.size], window.offset, more, total)


def write_graph(query: SavedQuery, values: Values, runner: Runner, format: str) -> bytes:
    """Return the answer as RDF: a CONSTRUCT's triples, or what is said of a table's things."""
    if format not in GRAPH_FORMATS:
        raise KeyError(format)
    text = bound_text(query, values)
    if query.form not in ("CONSTRUCT", "DESCRIBE"):
        text = _about(run(query, values, runner))
    out = io.BytesIO()
    with _blaming(query):
        runner.query(text).write(out, format, PREFIXES)
    return out.getvalue()


def options_of(parameter: Parameter, runner: Runner, language: Language) -> tuple[Option, ...]:
    """Return the allowed values of a parameter; empty when anything of its kind is allowed."""
    if parameter.values:
        try:
            return options_from(runner.query(list_query(parameter, language)))
        except BadQuery as error:
            raise _broken(_file_of(parameter), error) from None
    return options_of_choices(parameter, language)


def unreadable(catalogue: Catalogue, runner: Runner) -> tuple[ContentError, ...]:
    """Return the mistakes that the engine finds in the texts; a runner without data will do."""
    texts = {query.file: query.text for query in catalogue.queries}
    variables = {LANGUAGE_VARIABLE}
    for query in catalogue.queries:
        for column in query.columns:
            if column.counts:
                texts[f"{query.file}: counts: {column.variable}"] = list_text(query, column)
        for parameter in query.parameters:
            variables.add(parameter.variable)
            if parameter.values:
                texts[_file_of(parameter)] = parameter.values
    anything = dict.fromkeys(variables, (_ANYTHING,))
    found = {file: _mistake(text, anything, runner) for file, text in texts.items()}
    return tuple(_broken(file, error) for file, error in found.items() if error)


def _mistake(text: str, anything: Mapping[str, tuple[Term]], runner: Runner) -> BadQuery | None:
    """Return what is wrong with a text as it stands and, because GROUP BY needs it, when bound."""
    try:
        runner.query(text)
    except BadQuery:
        try:
            runner.query(bind(text, anything))
        except BadQuery as error:
            return error
    return None


def check(query: SavedQuery, runner: Runner) -> list[PlangrafError]:
    """Return what the engine or the data have against a query, run with its test parameters."""
    try:
        values = read_values(
            query, query.tests.params, lambda parameter: options_of(parameter, runner, "sv")
        )
        table = run(query, values, runner)
    except PlangrafError as error:
        if isinstance(error, WrongUse):
            return [ContentError(error.message, place=query.file, remedy=error.remedy)]
        return [error]
    if len(table.rows) >= query.tests.min_rows:
        return []
    return [
        ContentError(
            Text(
                f"{len(table.rows)} rader, minst {query.tests.min_rows} väntade.",
                f"{len(table.rows)} rows, at least {query.tests.min_rows} expected.",
            ),
            place=query.file,
        )
    ]


@contextmanager
def _blaming(query: SavedQuery) -> Iterator[None]:
    """Tell mistakes that the engine finds as mistakes of the query's file, where there is one."""
    try:
        yield
    except BadQuery as error:
        if not query.file:
            raise
        raise _broken(query.file, error) from None


def _broken(file: str, error: BadQuery) -> ContentError:
    """Tell a mistake in a saved query at its place in the file."""
    place = f"{file}:{error.line}" if error.line else file
    return ContentError(error.message, place=place, remedy=error.remedy)


def _file_of(parameter: Parameter) -> str:
    """Return the file that holds the allowed values of a parameter."""
    return f"queries/values/{parameter.values_name}.rq"


def _rows(
    query: SavedQuery, answer: Answer
) -> tuple[tuple[Column, ...], Iterator[tuple[Cell, ...]]]:
    if answer.kind == "truth":
        truth = Literal(answer.truth)
        return (_ANSWER,), iter([(Cell(truth, str(truth)),)])
    if answer.kind == "graph":
        triples = sorted(answer.triples(), key=lambda triple: [str(term) for term in triple])
        return _TRIPLE, (cells(_TRIPLE, triple) for triple in triples)
    order = [answer.variables.index(column.variable) for column in query.columns]
    return query.columns, (
        cells(query.columns, tuple(row[n] for n in order)) for row in answer.rows()
    )


def _about(table: Table) -> str:
    """Return the CONSTRUCT of all that is said of the things in a table."""
    things = {
        cell.term
        for row in table.rows
        for cell in row
        if isinstance(cell.term, URIRef) and cell.term.startswith(PGID)
    }
    if len(things) > MOST_THINGS:
        raise WrongUse(
            Text(
                f"Svaret nämner {len(things)} saker; som graf är gränsen {MOST_THINGS}.",
                f"The answer names {len(things)} things; for a graph the limit is {MOST_THINGS}.",
            ),
            remedy=Text("Begränsa frågan.", "Narrow the question."),
        )
    listed = " ".join(serialised(thing) for thing in sorted(things))
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {listed} }} ?s ?p ?o }}"
