"""What the start page shows of a saved query: one question with the first rows of its answer.

It says in a glance what can be asked. Content that has no such question, or no answer to it, has a
start page without the example.
"""

from dataclasses import dataclass
from typing import Final

from plangraf.catalogue.parameters import read_values, sentence
from plangraf.catalogue.running import Window
from plangraf.errors import ParameterError, UnknownName
from plangraf.language import Language
from plangraf.web.queries.parts import ShownCell, query_string, shown_rows
from plangraf.web.queries.requests import asked_queries

QUESTION: Final = "counterparts"
_NAME: Final = "counterpartLabel"
_SIZE: Final = "similarity"
_KIND: Final = "kind"
_ROWS: Final = 4


@dataclass(frozen=True)
class Example:
    """A question in words, its first answers (name, kind, share from 0 to 1), and the rest."""

    sentence: str
    rows: tuple[tuple[ShownCell, ShownCell, ShownCell], ...]
    more: int
    page: str
    workbook: str


def example(root: str, language: Language) -> Example | None:
    """Return the example, or None where the content has none."""
    queries = asked_queries()
    try:
        query = queries.catalogue.get(QUESTION)
        values = read_values(query, {}, lambda p: queries.options(p, language), language)
    except (UnknownName, ParameterError):
        return None
    table = queries.table(query, values, Window(_ROWS))
    shown = [table.columns[n].variable for n in table.shown]
    if not table.rows or not {_NAME, _SIZE, _KIND} <= set(shown):
        return None
    places = [shown.index(name) for name in (_NAME, _KIND, _SIZE)]
    rows = [tuple(row[n] for n in places) for row in shown_rows(table, root)]
    asked = query_string(values, language=language)
    return Example(
        sentence(query, values),
        tuple((name, kind, size) for name, kind, size in rows),
        max(0, (table.total or 0) - len(rows)),
        f"{root}/queries/{query.name}{asked}",
        f"{root}/queries/{query.name}.xlsx{asked}",
    )
