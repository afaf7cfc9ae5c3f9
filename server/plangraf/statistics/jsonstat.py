"""Reads json-stat, version 2 and the older form in a `dataset` wrapper, into cells.

`category.index` may be a list or an object, `value` a list or a sparse object, `status` a list, an
object or one word for all; the order of the cells is row-major over `id`. A missing cell is kept
apart from a zero. Knows nothing of which variable is the area or the time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any

from plangraf.statistics.exchange import changed, digits, expect, read_json

MARKS = {"..": "Privacy", ".": "Not applicable", "X": "Privacy", "-": "ok"}
"""What stands in the place of a value → our status. `..` is suppressed or too uncertain to tell."""


@dataclass(frozen=True)
class Cell:
    """One cell: variable code → value code, the digits (empty if none) and the status."""

    codes: Mapping[str, str]
    value: str
    status: str


def read_cells(content: bytes, place: str) -> list[Cell]:
    """Read every cell of the table, in its order."""
    found = read_json(content, place)
    if isinstance(found, Mapping) and "dataset" in found:
        return list(_cells(_as_version_2(found["dataset"], place), place))
    return list(_cells(found, place))


def _as_version_2(old: Any, place: str) -> dict[str, Any]:
    """Lift `id` and `size` out of `dimension`, where the older form keeps them."""
    dimension = dict(expect(old, "dimension", dict, place))
    names, sizes = dimension.pop("id", None), dimension.pop("size", None)
    dimension.pop("role", None)
    return {**old, "id": names, "size": sizes, "dimension": dimension}


def _cells(table: Any, place: str) -> Iterator[Cell]:
    names = expect(table, "id", list, place)
    sizes = [int(size) for size in expect(table, "size", list, place)]
    dimension = expect(table, "dimension", dict, place)
    codes = [_codes(expect(dimension, name, dict, place), name, place) for name in names]
    if [len(some) for some in codes] != sizes:
        raise changed(
            place,
            f"size är {sizes} men koderna är {[len(some) for some in codes]}",
            f"size is {sizes} but the codes are {[len(some) for some in codes]}",
        )
    values, statuses = table.get("value"), table.get("status") or {}
    if not isinstance(values, (list, dict)):
        raise changed(place, "fältet value saknas", "no field value")
    if isinstance(values, list) and len(values) != prod(sizes):
        raise changed(
            place,
            f"{len(values)} värden i en tabell med {prod(sizes)} celler",
            f"{len(values)} values in a table of {prod(sizes)} cells",
        )
    for number, combination in enumerate(product(*codes)):
        value = values[number] if isinstance(values, list) else values.get(str(number))
        yield Cell(
            dict(zip(names, combination, strict=True)),
            *_read(value, _status(statuses, number), place),
        )


def _codes(variable: Any, name: str, place: str) -> Sequence[str]:
    """Return the codes of a variable in the order of the table."""
    category = expect(variable, "category", dict, place)
    index = category.get("index")
    if isinstance(index, list):
        return [str(code) for code in index]
    if isinstance(index, dict):
        return sorted(index, key=lambda code: int(index[code]))
    labels = category.get("label")
    if isinstance(labels, dict) and len(labels) == 1:
        return list(labels)
    raise changed(place, f"variabeln {name} saknar index", f"the variable {name} has no index")


def _status(statuses: Any, number: int) -> str:
    if isinstance(statuses, list):
        return str(statuses[number] or "")
    if isinstance(statuses, dict):
        return str(statuses.get(str(number)) or "")
    return str(statuses)


def _read(value: Any, mark: str, place: str) -> tuple[str, str]:
    """Return (digits, status) of one cell."""
    if isinstance(value, Decimal):
        return digits(value), "ok"
    if value is None:
        return "", MARKS.get(mark, "Missing") if mark != "-" else "Missing"
    if isinstance(value, str) and value in MARKS and value != "-":
        return "", MARKS[value]
    raise changed(place, f"värdet {value!r} är inget tal", f"the value {value!r} is no number")
