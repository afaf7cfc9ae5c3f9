"""The rows of an answer in the order that a reader asks for: one column, up or down.

An answer that is here as a whole is sorted as its cells are (numbers by size, texts as Swedish
does); of a longer one the engine is asked for a part, with the query put inside another that has
the order. Cells without a value come last in either direction.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from plangraf.catalogue.answer import Cell, Table
from plangraf.catalogue.definition import Column, SavedQuery
from plangraf.errors import ParameterError
from plangraf.language import Text, swedish_order
from plangraf.store.tokens import tokens

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


@dataclass(frozen=True)
class Order:
    """A column by its variable, and the direction."""

    field: str
    descending: bool = False

    def __str__(self) -> str:
        """Return the order as it stands in an address: `-activities` for descending."""
        return f"-{self.field}" if self.descending else self.field


def read_order(query: SavedQuery, text: str) -> Order | None:
    """Read an order; empty is none, an unknown column a ParameterError that names the others."""
    if not text:
        return None
    order = Order(text.removeprefix("-"), text.startswith("-"))
    column_of(query, "sort", order.field)
    return order


def column_of(query: SavedQuery, parameter: str, name: str) -> Column:
    """Return the column that a person names and sees; ParameterError tells which there are."""
    shown = [column for column in query.columns if not column.hidden]
    for column in shown:
        if column.variable == name:
            return column
    known = ", ".join(column.variable for column in shown) or "–"
    raise ParameterError(
        parameter,
        Text(f"Svaret har ingen kolumn ”{name[:60]}”.", f"The answer has no column “{name[:60]}”."),
        remedy=Text(f"Välj: {known}.", f"Choose: {known}."),
    )


def arranged(table: Table, order: Order) -> Table:
    """Return a whole table with its rows in an order; equal ones stay as they were."""
    place = next(n for n, column in enumerate(table.columns) if column.variable == order.field)
    full = [row for row in table.rows if row[place].value is not None]
    empty = [row for row in table.rows if row[place].value is None]
    full.sort(key=lambda row: _key(row[place]), reverse=order.descending)
    return replace(table, rows=(*full, *empty))


def ordered_text(text: str, query: SavedQuery, order: Order) -> str:
    """Return a SELECT put inside another that orders its rows; LIMIT and OFFSET can follow."""
    form = next(token for token in tokens(text) if token.says(*_FORMS))
    names = " ".join(f"?{column.variable}" for column in query.columns)
    kind = next(column.kind for column in query.columns if column.variable == order.field)
    variable = f"?{order.field}"
    key = variable if kind in ("integer", "decimal", "date") else f"LCASE(STR({variable}))"
    direction = "DESC" if order.descending else "ASC"
    return (
        f"{text[: form.start]}SELECT {names} WHERE {{ {{\n{text[form.start :]}\n}} }}\n"
        f"ORDER BY DESC(BOUND({variable})) {direction}({key}) {names}"
    )


def _key(cell: Cell) -> tuple[int, Decimal, str]:
    value = cell.value
    if isinstance(value, bool | int | Decimal):
        return 0, Decimal(value), ""
    return 1, Decimal(0), swedish_order(cell.text)
