"""The layout of an answer on its page: headings that sort it, and the form of the cross table.

Both are links and forms: they work without script.
"""

from dataclasses import dataclass

from plangraf.catalogue.answer import Table
from plangraf.catalogue.arranging import Order
from plangraf.catalogue.definition import SavedQuery
from plangraf.catalogue.parameters import Values
from plangraf.catalogue.pivoting import COUNT, Pivot
from plangraf.language import Text
from plangraf.web.queries.parts import query_string
from plangraf.web.queries.requests import View


@dataclass(frozen=True)
class Heading:
    """The head of a column. `sorted` is ascending, descending or empty; `href` orders by it."""

    field: str
    text: str
    number: bool
    sorted: str = ""
    href: str = ""


@dataclass(frozen=True)
class Crossing:
    """The form that makes a cross table; `first` is what it proposes, `hidden` goes along."""

    choices: tuple[tuple[str, str], ...]
    shows: tuple[tuple[str, str], ...]
    pivot: Pivot | None
    first: Pivot
    hidden: tuple[tuple[str, str], ...]
    back: str


def headings(table: Table, view: View, address: str) -> list[Heading]:
    """Return the heads of the columns that a page shows; a cross table is not sorted anew."""
    values, language = table.values, table.values.language
    made = []
    for column in (table.columns[n] for n in table.shown):
        unit = f" ({column.unit.in_(language)})" if column.unit else ""
        order = view.order if view.order and view.order.field == column.variable else None
        down = order is not None and not order.descending
        href = ""
        if view.pivot is None and table.query.form == "SELECT":
            turned = str(Order(column.variable, down))
            href = address + query_string(values, language=language, **view.pairs(sort=turned))
        made.append(
            Heading(
                column.variable,
                column.label.in_(language) + unit,
                column.kind in ("integer", "decimal"),
                "" if order is None else "ascending" if down else "descending",
                href,
            )
        )
    return made


def crossing(query: SavedQuery, values: Values, view: View, address: str) -> Crossing | None:
    """Return the form of the cross table; None where fewer than two columns could give it."""
    language = values.language
    shown = [column for column in query.columns if not column.hidden]
    choices = [
        (c.variable, c.label.in_(language))
        for c in shown
        if c.kind in (None, "text", "date", "boolean", "integer")
    ]
    if len(choices) < 2:
        return None
    sums = Text("Summan av {}", "The sum of {}").in_(language)
    shows = [(COUNT, Text("Antal rader", "Number of rows").in_(language))]
    shows += [
        (
            c.variable,
            sums.format(c.label.in_(language)) if c.kind == "integer" else c.label.in_(language),
        )
        for c in shown
        if c.kind != "evidence"
    ]
    hidden = [*values.pairs(), *([("lang", language)] if language != "sv" else [])]
    back = address + query_string(values, language=language, sort=str(view.order or ""))
    numbers = [c.variable for c in shown if c.kind == "integer"]
    names = [name for name, _ in choices if name not in numbers] or [name for name, _ in choices]
    first = Pivot(names[0], (names[1:] or numbers)[0], numbers[0] if numbers else COUNT)
    return Crossing(tuple(choices), tuple(shows), view.pivot, first, tuple(hidden), back)
