"""Reads a table in text: .csv, .tsv and .txt of any common encoding and separator → a Grid.

Encoding: a byte-order mark decides, else UTF-16 by its zeros, else UTF-8, else Windows-1252.
Separator: of `;`, tab, `,` and `|` the one that cuts the lines most evenly. Double-encoded text is
repaired with a warning; where it cannot be, the file is refused.
"""

import csv
import io
from collections import Counter
from typing import Final

from plangraf.errors import LimitReached, UnreadableInput
from plangraf.language import Text
from plangraf.plans.files.cleaning import has_mojibake, repair_mojibake, tidy_lines, unharmed
from plangraf.plans.files.grids import Box, Grid
from plangraf.plans.records import Notes
from plangraf.validation.findings import Location

MOST_CELLS: Final = 500_000
_SEPARATORS: Final = (";", "\t", ",", "|")
_OUR_FORM: Final = "Slag;"  # how `plan export` begins a table: nothing about it has to be guessed


def read_table(data: bytes, name: str, notes: Notes) -> Grid:
    """Read a table; raises UnreadableInput for what is no text, LimitReached beyond MOST_CELLS."""
    text = decoded(data, name)
    ours = text.startswith(_OUR_FORM)
    if not ours and has_mojibake(text):
        mended = repair_mojibake(text)
        if mended is None:
            raise UnreadableInput(
                Text(
                    "Texten är kodad två gånger (Ã¥ i stället för å) och går inte att rätta.",
                    "The text was encoded twice (Ã¥ for å) and cannot be repaired.",
                ),
                place=name,
                remedy=Text("Exportera den igen som UTF-8.", "Export it again as UTF-8."),
            )
        notes.warn(
            "mojibake",
            Text(
                "Texten var kodad två gånger (Ã¥ i stället för å) och har rättats. Kontrollera å, "
                "ä "
                "och ö.",
                "The text was encoded twice (Ã¥ for å) and has been repaired. Check å, ä and ö.",
            ),
            Location(name),
        )
        text = mended
    separator, text = (";", text) if ours else _separator(text)
    grid = Grid(name, None)
    count = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    row = 1
    try:
        for cells in reader:
            for column, value in enumerate(cells, start=1):
                tidied = tidy_lines(unharmed(value))
                if tidied:
                    grid.boxes[row, column] = Box(tidied, tidied)
                    grid.last_row = row
                    grid.last_column = max(grid.last_column, column)
            count += len(cells)
            if count > MOST_CELLS * 10 or len(grid.boxes) > MOST_CELLS:
                raise LimitReached(
                    Text(
                        f"Tabellen har fler än {MOST_CELLS} celler.",
                        f"The table has more than {MOST_CELLS} cells.",
                    ),
                    place=name,
                )
            row += 1
    except csv.Error as error:
        raise UnreadableInput(
            Text(
                f"Rad {row} går inte att läsa: en cell är för lång eller ett citattecken saknas.",
                f"Line {row} cannot be read: a cell is too long or a quotation mark is missing.",
            ),
            place=name,
        ) from error
    return grid


def decoded(data: bytes, name: str) -> str:
    """Turn bytes into text by the rules in the module's first paragraph."""
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise UnreadableInput(
            Text("Filen är inte en tabell i text.", "The file is not a text table."),
            place=name,
            remedy=Text("Kontrollera filens ändelse.", "Check the file's extension."),
        )
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        if data.startswith(b"\xef\xbb\xbf"):
            return data.decode("utf-8-sig")
        head = data[:2_000]
        if head.count(b"\0") > len(head) // 4:
            even, odd = head[::2].count(b"\0"), head[1::2].count(b"\0")
            return data.decode("utf-16-le" if odd > even else "utf-16-be")
        if b"\0" in head:
            raise UnicodeDecodeError("utf-8", head, 0, 1, "NUL")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("cp1252")
    except UnicodeDecodeError:
        raise UnreadableInput(
            Text(
                "Filens teckenkodning går inte att avgöra.",
                "The character encoding of the file cannot be determined.",
            ),
            place=name,
            remedy=Text("Spara den som UTF-8.", "Save it as UTF-8."),
        ) from None


def _separator(text: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[-1], "\n" + rest
    best, best_score = ";", -1.0
    for separator in _SEPARATORS:
        sample = io.StringIO(text[:100_000], newline="")
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=separator) if any(row)]
        except csv.Error:
            continue
        wide = Counter(width for width in widths if width > 1)
        if not wide:
            continue
        width, times = wide.most_common(1)[0]
        bonus = 0.5 if separator in (";", "\t") else 0.0
        score = times / len(widths) * 10 + min(width, 12) / 4 + bonus
        if score > best_score:
            best, best_score = separator, score
    return best, text
