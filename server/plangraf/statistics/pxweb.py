"""PxWeb: requests to API v1 (Folkhälsodata, Skolverket) and v2 (SCB), and their answers.

A table is asked for by a selection per variable, split so that no question asks for more cells
than the service allows (it answers 403, not 413, when one does). The answer is json-stat2; which
variable is area, time and sex, and how sex is coded, stands with the table in data/sources.toml:
survey tables and register tables of the same service code sex the opposite ways.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from urllib.parse import quote

from plangraf.content.series import Table
from plangraf.statistics.exchange import Figure, Request, changed, expect, read_json
from plangraf.statistics.jsonstat import read_cells

_YEARS = re.compile(r"([0-9]{4})(?:[-–/]([0-9]{2,4}))?$")
_MONTH = re.compile(r"([0-9]{4})M([0-9]{2})$")

Selection = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Variable:
    """One variable of a table: its values and whether leaving it out is allowed."""

    code: str
    values: tuple[str, ...]
    eliminated: bool
    time: bool


def metadata_request(base: str, table: str, *, version: int = 1) -> Request:
    """Return the request for a table's variables."""
    if version == 2:
        return Request(f"{base}/tables/{quote(table)}/metadata?lang=sv")
    return Request(f"{base}/{quote(table)}")


def data_request(base: str, table: str, selection: Selection, *, version: int = 1) -> Request:
    """Return the request for the cells of a selection, as json-stat2."""
    if version == 2:
        chosen = [
            {"variableCode": code, "valueCodes": list(values)} for code, values in selection.items()
        ]
        address = f"{base}/tables/{quote(table)}/data?lang=sv&outputFormat=json-stat2"
        return Request(address, _json({"selection": chosen}))
    query = [
        {"code": code, "selection": {"filter": "item", "values": list(values)}}
        for code, values in selection.items()
    ]
    body = {"query": query, "response": {"format": "json-stat2"}}
    return Request(f"{base}/{quote(table)}", _json(body))


def read_metadata(content: bytes, place: str) -> tuple[str, tuple[Variable, ...]]:
    """Read a table's title and variables (v1)."""
    found = read_json(content, place)
    variables = tuple(
        Variable(
            code=expect(variable, "code", str, place),
            values=tuple(map(str, expect(variable, "values", list, place))),
            eliminated=bool(variable.get("elimination")),
            time=bool(variable.get("time")),
        )
        for variable in expect(found, "variables", list, place)
    )
    return str(expect(found, "title", str, place)), variables


def read_metadata_2(content: bytes, place: str) -> tuple[str, tuple[Variable, ...]]:
    """Read a table's title and variables (v2: json-stat2 without values)."""
    found = read_json(content, place)
    dimension = expect(found, "dimension", dict, place)
    times = (found.get("role") or {}).get("time") or ()
    variables = []
    for code in expect(found, "id", list, place):
        one = expect(dimension, code, dict, place)
        index = expect(expect(one, "category", dict, place), "index", (list, dict), place)
        values = index if isinstance(index, list) else sorted(index, key=lambda key: index[key])
        left_out = bool((one.get("extension") or {}).get("elimination"))
        variables.append(Variable(code, tuple(map(str, values)), left_out, code in times))
    return str(expect(found, "label", str, place)), tuple(variables)


def split(selection: Selection, limit: int) -> Iterator[Selection]:
    """Yield selections of at most `limit` cells that together are the whole, none twice.

    The longest variable is halved until the rest fits; raises ValueError when one cell is too many.
    """
    if limit < 1:
        raise ValueError(limit)
    if prod(len(values) for values in selection.values()) <= limit:
        yield selection
        return
    longest = max(selection, key=lambda code: len(selection[code]))
    values = selection[longest]
    middle = len(values) // 2
    for half in (values[:middle], values[middle:]):
        yield from split({**selection, longest: half}, limit)


def read_figures(content: bytes, table: Table, areas: Sequence[str], place: str) -> list[Figure]:
    """Read the figures of a table; areas that were not asked for are refused."""
    figures = []
    for cell in read_cells(content, place):
        for name in (table.region, table.time):
            if name not in cell.codes:
                came = ", ".join(cell.codes)
                raise changed(
                    place, f"variabeln {name} saknas; {came}", f"no variable {name}; {came}"
                )
        area = cell.codes[table.region]
        if area not in areas:
            raise changed(
                place, f"området {area} var inte efterfrågat", f"area {area} was not asked for"
            )
        sex = table.sexes.get(cell.codes.get(table.sex, ""), "" if table.sex else "T")
        if not sex:
            code = cell.codes.get(table.sex)
            raise changed(place, f"okänd kod för kön: {code}", f"unknown code of sex: {code}")
        label = cell.codes[table.time]
        start, end = period_bounds(label, place)
        figures.append(
            Figure(table.series, area, label, start, end, sex, cell.value, cell.status, table.age)
        )
    return figures


def period_bounds(label: str, place: str) -> tuple[str, str]:
    """Return first and last year (or month) of a period by its label: 2019, 2018-2021, 2020/21."""
    if month := _MONTH.match(label):
        return (f"{month[1]}-{month[2]}",) * 2
    found = _YEARS.match(label)
    if not found:
        raise changed(place, f"okänd period: {label}", f"unknown period: {label}")
    first, last = found[1], found[2] or found[1]
    return first, last if len(last) == 4 else first[: 4 - len(last)] + last


def _json(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
