"""The mapping of columns as a small YAML file: shown, corrected by a person, used again.

Turns the proposed mappings of a file's tables into YAML and back. A mapping that is given wins over
what would be proposed; a column it does not name keeps its proposal. Columns are found by heading
first, since they move, and by letter where the heading is empty or stands twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import yaml

from plangraf.errors import UnreadableInput
from plangraf.language import Text
from plangraf.plans.found.columns import ColumnMap
from plangraf.plans.found.field_names import FIELD_NAMES

FIELDS: Final = tuple(FIELD_NAMES)


@dataclass(frozen=True)
class TableMapping:
    """The mapping of one table: its sheet, its heading rows, its columns."""

    sheet: str
    header: tuple[int, ...]
    columns: tuple[ColumnMap, ...]


def render_mapping(tables: Sequence[TableMapping], file: str) -> str:
    """Write mappings as YAML with a comment that says how to correct them."""
    document = {
        "file": file,
        "tables": [
            {
                "sheet": table.sheet,
                "header": list(table.header),
                "columns": [_written(column) for column in table.columns],
            }
            for table in tables
        ],
    }
    head = (
        "# Vilken kolumn som är vad. Rätta `field` och kör importen igen med --mapping.\n"
        "# What each column is. Correct `field` and import again with --mapping.\n"
        + "".join(f"#   {key}: {names.sv} / {names.en}\n" for key, names in FIELD_NAMES.items())
    )
    return head + yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)


def _written(column: ColumnMap) -> dict[str, object]:
    written: dict[str, object] = {
        "column": column.letter,
        "heading": column.heading,
        "field": column.field or "ignore",
        "certainty": round(column.certainty, 2),
    }
    for name in ("of", "unit", "date"):
        if getattr(column, name):
            written[name] = getattr(column, name)
    return written


def parse_mapping(text: str, place: str) -> list[TableMapping]:
    """Read a mapping file; raises UnreadableInput naming what is wrong with it."""
    try:
        document = yaml.safe_load(text)
        return [_table(table, place) for table in document["tables"]]
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise UnreadableInput(
            Text(
                f"Mappningen går inte att läsa: {' '.join(str(error).split())}.",
                f"The mapping cannot be read: {' '.join(str(error).split())}.",
            ),
            place=place,
            remedy=Text(
                "Ta bort filen, läs in igen så att en ny skrivs, och rätta den.",
                "Remove the file, import again so that a new one is written, and correct that.",
            ),
        ) from None


def _table(table: dict[str, object], place: str) -> TableMapping:
    columns = []
    listed = table["columns"]
    if not isinstance(listed, list):
        raise TypeError("columns")
    for entry in listed:
        field = str(entry["field"])
        if field not in FIELDS:
            raise UnreadableInput(
                Text(f"Fältet ”{field}” finns inte.", f"There is no field “{field}”."),
                place=place,
                remedy=Text(
                    f"Välj bland: {', '.join(FIELDS)}.", f"Choose one of: {', '.join(FIELDS)}."
                ),
            )
        columns.append(
            ColumnMap(
                _number(str(entry["column"])) if not str(entry["column"]).isdigit() else 0,
                str(entry.get("heading") or ""),
                field,
                1.0,
                str(entry.get("date") or ""),
                str(entry.get("unit") or ""),
                str(entry.get("of") or ""),
                row=int(entry["column"]) if str(entry["column"]).isdigit() else 0,
            )
        )
    header = table.get("header") or []
    rows = tuple(int(row) for row in header) if isinstance(header, list) else ()
    return TableMapping(str(table.get("sheet") or ""), rows, tuple(columns))


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def corrected(
    proposed: list[ColumnMap], given: Sequence[TableMapping], sheet: str, header: tuple[int, ...]
) -> list[ColumnMap]:
    """Return the proposal with what a mapping file says of the same sheet put over it."""
    fitting = [t for t in given if t.sheet == sheet and (not t.header or t.header == header)]
    fitting = fitting or [t for t in given if t.sheet == sheet]
    if not fitting:
        return proposed
    wanted = fitting[0].columns
    result = []
    for column in proposed:
        same = [w for w in wanted if w.heading == column.heading and w.heading]
        found = same[0] if len(same) == 1 else None
        found = found or next((w for w in wanted if w.letter == column.letter), None)
        if found is None:
            result.append(column)
        else:
            result.append(
                replace(
                    column,
                    field=found.field,
                    certainty=1.0,
                    of=found.of or column.of,
                    doubt=None,
                    unit=found.unit or column.unit,
                    date=found.date or column.date,
                )
            )
    return result
