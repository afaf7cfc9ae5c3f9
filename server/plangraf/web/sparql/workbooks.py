"""The answer of a free query as an Excel workbook: rows from the pool in, bytes out.

A workbook is made in this process and in memory, so it holds fewer rows than other formats.
"""

import datetime
from typing import Final

from flask import request

from plangraf.catalogue.free import free_query
from plangraf.catalogue.parameters import Values
from plangraf.catalogue.running import run
from plangraf.catalogue.workbook import Origin, write_workbook
from plangraf.sparql.exchange import QueryResult
from plangraf.sparql.pooled import PooledAnswer
from plangraf.store.interface import Answer
from plangraf.web.queries.parts import thing_link
from plangraf.web.site import address, site
from plangraf.web.speaking import language

MOST_ROWS: Final = 100_000


def workbook_of(text: str, result: QueryResult) -> bytes:
    """Return a workbook of a query's answer, which was written as JSON."""
    answer = PooledAnswer(text, lambda _format: result)
    names = answer.variables if answer.kind == "solutions" else ()
    table = run(free_query(text, names), Values(language()), _Given(answer))
    origin = Origin(request.url, site().version, datetime.datetime.now(datetime.UTC))
    return write_workbook(table, origin, lambda iri: thing_link(iri, address()))


class _Given:
    """An answer that is already there."""

    def __init__(self, answer: Answer):
        self._answer = answer

    def query(self, text: str) -> Answer:
        """Return it."""
        return self._answer
