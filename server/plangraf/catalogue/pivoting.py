"""An answer turned into rows × columns: how many rows meet, their sum, or what they say.

A table in, a table out, so that page, workbook and csv are written as for any other. The rows keep
their order and what their labels lead to; the columns are the values of a column, numbers by size
and words as Swedish sorts them. What has no value stands under a dash. Only counts and whole
numbers are summed up.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from rdflib import Literal

from plangraf.catalogue.answer import Cell, Table
from plangraf.catalogue.arranging import column_of
from plangraf.catalogue.definition import Column, SavedQuery
from plangraf.errors import ParameterError
from plangraf.language import Text, swedish_order

MOST_COLUMNS: Final = 60
COUNT: Final = "count"
_NOTHING: Final = "–"
_JOIN: Final = "; "


@dataclass(frozen=True)
class Pivot:
    """Which column gives the rows, which the columns, and what a cell shows (or COUNT)."""

    rows: str
    columns: str
    show: str = COUNT


def read_pivot(query: SavedQuery, rows: str, columns: str, show: str) -> Pivot | None:
    """Read what is asked for; nothing without rows and columns, ParameterError for unknown ones."""
    if not (rows or columns):
        return None
    for name, field in (("rows", rows), ("columns", columns)):
        column_of(query, name, field)
    if rows == columns:
        raise ParameterError(
            "columns",
            Text(
                "Rader och kolumner behöver vara två olika kolumner i svaret.",
                "Rows and columns must be two different columns of the answer.",
            ),
        )
    if show and show != COUNT:
        column_of(query, "show", show)
    return Pivot(rows, columns, show or COUNT)


def pivoted(table: Table, pivot: Pivot) -> Table:
    """Return the whole answer as rows × columns."""
    by_name = {column.variable: n for n, column in enumerate(table.columns)}
    down, across = by_name[pivot.rows], by_name[pivot.columns]
    shown = by_name.get(pivot.show)
    heads: dict[str, Cell] = {}
    met: dict[str, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for row in table.rows:
        name = row[down].spoken(table.values.language) or _NOTHING
        heads.setdefault(name, row[down])
        cell = row[down] if shown is None else row[shown]
        met[name][row[across].spoken(table.values.language) or _NOTHING].append(cell)
    names = _in_order({row[across].spoken(table.values.language) or _NOTHING for row in table.rows})
    if len(names) > MOST_COLUMNS:
        raise ParameterError(
            "columns",
            Text(
                f"Korstabellen skulle få {len(names)} kolumner; gränsen är {MOST_COLUMNS}.",
                f"The cross table would get {len(names)} columns; the limit is {MOST_COLUMNS}.",
            ),
            remedy=Text("Byt rader mot kolumner.", "Swap rows and columns."),
        )
    summed = shown is None or table.columns[shown].kind == "integer"
    columns = [replace(table.columns[down], link="")]
    kind = "integer" if summed else table.columns[shown].kind if shown is not None else None
    columns += [Column(name, Text(name, name), kind=kind) for name in names]
    if summed:
        columns.append(Column("total", Text("Summa", "Total"), kind="integer"))
    body = []
    for name, head in heads.items():
        first = head if head.term is not None else Cell(Literal(_NOTHING), _NOTHING)
        groups = [met[name].get(other, []) for other in names]
        cells = [_shown(group, count=shown is None, summed=summed) for group in groups]
        body.append((first, *cells, *([_total(cells)] if summed else [])))
    if summed and body:
        feet = [_total(row[n] for row in body) for n in range(1, len(columns))]
        label = Text("Summa", "Total").in_(table.values.language)
        body.append((Cell(Literal(label), label), *feet))
    return Table(table.query, table.values, tuple(columns), tuple(body), total=len(body))


def _in_order(names: Iterable[str]) -> list[str]:
    """Sort names: numbers by size, then words, the dash for nothing last."""

    def key(name: str) -> tuple[bool, bool, float, str]:
        number = name.replace(",", ".", 1).replace("-", "", 1)
        is_number = number.replace(".", "", 1).isdigit() and number.isascii()
        size = float(name.replace(",", ".", 1)) if is_number else 0.0
        return name == _NOTHING, not is_number, size, swedish_order(name)

    return sorted(names, key=key)


def _shown(group: list[Cell], *, count: bool, summed: bool) -> Cell:
    """Return what stands where a row and a column meet."""
    if count:
        return _number(len(group))
    full = [cell for cell in group if cell.term is not None]
    if summed:
        return _total(full) if full else Cell(None, "")
    if not full:
        return Cell(None, "")
    if len({cell.term for cell in full}) == 1:
        return full[0]
    text = _JOIN.join(dict.fromkeys(cell.text for cell in full))
    return Cell(Literal(text), text)


def _total(cells: Iterable[Cell]) -> Cell:
    total = sum((Decimal(v) for cell in cells if isinstance(v := cell.value, int | Decimal)), 0)
    return _number(int(total))


def _number(number: int) -> Cell:
    return Cell(Literal(number), str(number))
