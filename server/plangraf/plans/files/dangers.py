"""Refuses workbooks before they are opened: wrong kind, locked, with macros, or a bomb.

Looks at the first bytes and the zip directory only; nothing is unpacked here.
"""

import zipfile
from pathlib import PurePath
from typing import Final

from plangraf.errors import LimitReached, UnreadableInput
from plangraf.language import Text
from plangraf.plans.files.foreign_files import refuse_foreign

MOST_UNPACKED: Final = 300_000_000
MOST_PARTS: Final = 2_000


def refuse_what_is_none(data: bytes, name: str) -> None:
    """Refuse by the first bytes what is no .xlsx at all."""
    if not data.strip(b"\0"):
        raise UnreadableInput(
            Text("Filen är tom.", "The file is empty."),
            place=name,
            remedy=Text("Kontrollera att den sparades.", "Check that it was saved."),
        )
    refuse_foreign(data, name)
    if not data.startswith(b"PK"):
        ending = PurePath(name).suffix
        raise UnreadableInput(
            Text(
                f"Filen heter {ending} men är ingen arbetsbok.",
                f"The file is called {ending} but is not a workbook.",
            ),
            place=name,
            remedy=Text(
                "Är det en tabell i text, döp den till .csv; annars kontrollera att det är rätt "
                "fil.",
                "If it is a table in text, name it .csv; otherwise check that it is the right "
                "file.",
            ),
        )


def refuse_dangers(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse by the zip directory what would unpack too large, is locked or holds macros."""
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or len(entries) > MOST_PARTS:
        raise LimitReached(
            Text(
                f"Arbetsboken blir {unpacked / 1e6:.0f} MB uppackad; gränsen är "
                f"{MOST_UNPACKED / 1e6:.0f} MB.",
                f"The workbook is {unpacked / 1e6:.0f} MB unpacked; the limit is "
                f"{MOST_UNPACKED / 1e6:.0f} MB.",
            ),
            place=name,
            remedy=Text("Spara bara planens blad.", "Save only the plan's sheets."),
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableInput(
            Text("Arbetsboken är lösenordsskyddad.", "The workbook is password-protected."),
            place=name,
        )
    macro = any(part.lower().endswith(("vbaproject.bin", "vbadata.xml")) for part in names)
    if macro or name.lower().endswith((".xlsm", ".xltm", ".xlam")):
        raise UnreadableInput(
            Text("Arbetsböcker med makron läses inte.", "Workbooks with macros are not read."),
            place=name,
            remedy=Text("Spara den som .xlsx utan makron.", "Save it as .xlsx without macros."),
        )
    if "xl/workbook.xml" not in names and "_rels/.rels" not in names:
        raise UnreadableInput(
            Text(
                "Filen är en zip-fil men ingen Excel-arbetsbok.",
                "The file is a zip file but not an Excel workbook.",
            ),
            place=name,
            remedy=Text("Spara den som .xlsx.", "Save it as .xlsx."),
        )


def damaged(name: str) -> UnreadableInput:
    """Tell a workbook that cannot be opened."""
    return UnreadableInput(
        Text(
            "Arbetsboken är skadad och går inte att öppna.",
            "The workbook is damaged and cannot be opened.",
        ),
        place=name,
        remedy=Text(
            "Öppna den i Excel, spara om den som .xlsx och försök igen.",
            "Open it in Excel, save it as .xlsx again and try again.",
        ),
    )
