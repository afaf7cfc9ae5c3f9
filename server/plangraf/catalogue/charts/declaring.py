"""Reads `chart:` of a header into a Chart, noting every mistake at its line.

What may be written is a part of Vega-Lite: four marks, five channels, and of a channel its field,
type, order and heading. A declaration is therefore valid Vega-Lite; what is not drawn here is
refused, not ignored.
"""

from typing import Final

from plangraf.catalogue.definition import CHANNELS, MARKS, Channel, Chart
from plangraf.catalogue.fields import Fields
from plangraf.catalogue.outline import Outline
from plangraf.language import Text

_KEYS: Final = ("field", "type", "aggregate", "sort", "title")
_TYPES: Final = ("nominal", "ordinal", "quantitative", "temporal")
_SORTS: Final = ("x", "-x", "y", "-y", "ascending", "descending")


def read_chart(fields: Fields, drawn: Outline) -> Chart | None:
    """Return the chart; every field must be a variable of the answer."""
    if not fields.mapping("chart"):
        return None
    fields.known(("chart",), ("mark", "encoding"))
    fields.known(("chart", "encoding"), CHANNELS)
    mark = fields.text("chart", "mark", required=True)
    _one_of(fields, ("chart", "mark"), mark, MARKS)
    channels = {
        name: _channel(fields, drawn, name)
        for name in CHANNELS
        if name in fields.mapping("chart", "encoding")
    }
    for name in ("x", "y"):
        if name not in channels:
            fields.wrong(
                ("chart",),
                Text(f"Diagrammet saknar {name}.", f"The chart has no {name}."),
            )
    return Chart(mark, channels)


def _channel(fields: Fields, drawn: Outline, name: str) -> Channel:
    path = ("chart", "encoding", name)
    fields.known(path, _KEYS)
    field = fields.text(*path, "field")
    if field and field not in drawn.selected:
        fields.wrong(
            (*path, "field"),
            Text(f"Frågan väljer inte ?{field}.", f"The query does not select ?{field}."),
        )
    aggregate = fields.text(*path, "aggregate")
    if not field and not aggregate:
        fields.wrong(path, Text(f"{name} har inget field.", f"{name} has no field."))
    _one_of(fields, (*path, "aggregate"), aggregate, ("", "count"))
    kind = fields.text(*path, "type") or ("quantitative" if aggregate else "nominal")
    _one_of(fields, (*path, "type"), kind, _TYPES)
    sort = fields.text(*path, "sort")
    _one_of(fields, (*path, "sort"), sort, ("", *_SORTS))
    title = fields.pair(*path, "title") if fields.mapping(*path).get("title") else None
    return Channel(field, kind, aggregate, sort, title)


def _one_of(
    fields: Fields, path: tuple[str | int, ...], value: str, allowed: tuple[str, ...]
) -> None:
    """Note a value that is not one of those allowed."""
    if value in allowed:
        return
    listed = ", ".join(filter(None, allowed))
    fields.wrong(
        path,
        Text(f"”{value}” går inte att använda: {listed}.", f"“{value}” cannot be used: {listed}."),
    )
