"""Asks the questions that pages are made of: one `.rq` file each, beside this module.

A page names a question and gives terms; what comes back is rows or Statements. The texts are read
once and never written into: parameters are bound by the store's own binding.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from rdflib import URIRef

from plangraf.store.binding import bind, is_iri
from plangraf.store.interface import Term
from plangraf.web.context import Row, Visit
from plangraf.web.things.statements import Statements

_FOLDER: Final = Path(__file__).parent / "questions"


@cache
def question(name: str) -> str:
    """Return the text of `questions/{name}.rq`."""
    return (_FOLDER / f"{name}.rq").read_text("utf-8")


def rows(visit: Visit, name: str, **terms: Term) -> list[Row]:
    """Ask a question; each keyword is a variable to bind."""
    return visit.ask(question(name), terms)


def rows_of_any(visit: Visit, name: str, variable: str, iris: Iterable[str]) -> list[Row]:
    """Ask a question about several things at once; none give no rows and no question."""
    things = [URIRef(iri) for iri in dict.fromkeys(iris) if is_iri(iri)]
    return visit.ask(bind(question(name), {variable: things})) if things else []


def statements(visit: Visit, name: str, **terms: Term) -> Statements:
    """Ask a question that answers with ?thing ?property ?value."""
    return Statements(rows(visit, name, **terms))
