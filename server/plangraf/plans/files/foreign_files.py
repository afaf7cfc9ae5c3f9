"""Tells by the first bytes what a file is that is no table: a Word document, a PDF, a web page, …

Turns bytes into a sentence with what to do, whatever the file is called; unpacks nothing.
"""

import io
import re
import zipfile
from typing import Final

from plangraf.errors import UnreadableInput
from plangraf.language import Text

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_XLSX: Final = Text("Spara den som .xlsx.", "Save it as .xlsx.")
_COPY: Final = Text(
    "Kopiera tabellen till ett kalkylblad och spara det som .xlsx.",
    "Copy the table into a spreadsheet and save that as .xlsx.",
)
_KINDS: Final = {
    "locked": (
        Text("Arbetsboken är lösenordsskyddad.", "The workbook is password-protected."),
        Text("Spara den utan lösenord och försök igen.", "Save it without one and try again."),
    ),
    "xls": (Text("Det är en gammal .xls-fil.", "It is an old .xls file."), _AS_XLSX),
    "xlsb": (
        Text("Det är en binär arbetsbok (.xlsb).", "It is a binary workbook (.xlsb)."),
        _AS_XLSX,
    ),
    "ods": (Text("Det är ett OpenDocument-kalkylark.", "It is an OpenDocument sheet."), _AS_XLSX),
    "odt": (Text("Det är ett OpenDocument-dokument.", "It is an OpenDocument text."), _COPY),
    "word": (Text("Det är ett Word-dokument.", "It is a Word document."), _COPY),
    "slides": (Text("Det är en presentation.", "It is a presentation."), _COPY),
    "pdf": (Text("Det är en PDF.", "It is a PDF."), _COPY),
    "html": (
        Text("Det är en webbsida, ingen arbetsbok.", "It is a web page, not a workbook."),
        Text("Öppna den i Excel och spara den som .xlsx.", "Open it in Excel and save as .xlsx."),
    ),
}


def refuse_foreign(data: bytes, name: str) -> None:
    """Raise UnreadableInput for a kind of file that is known and cannot be read."""
    kind = _kind(data)
    if kind is not None:
        message, remedy = _KINDS[kind]
        raise UnreadableInput(message, place=name, remedy=remedy)


def _kind(data: bytes) -> str | None:
    if data.startswith(OLE):
        ends = data[:200_000] + data[-200_000:]
        for words, kind in (
            ("EncryptedPackage", "locked"),
            ("WordDocument", "word"),
            ("PowerPoint", "slides"),
        ):
            if words.encode("utf-16-le") in ends:
                return kind
        return "xls"
    if data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"PK"):
        return _zipped(data)
    head = data[:2_000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return (
        "html"
        if re.match(rb"(?:<\?xml[^<>]*>\s*)?<(?:!doctype html|html|table|meta)", head)
        else (None)
    )


def _zipped(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100] if _small(archive, "mimetype") else b""
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError):
        return None
    if b"opendocument" in kind:
        return "ods" if b"spreadsheet" in kind else "odt"
    for part, found in (("word/", "word"), ("ppt/", "slides"), ("xl/workbook.bin", "xlsb")):
        if any(name.startswith(part) for name in names):
            return found
    return None


def _small(archive: zipfile.ZipFile, part: str) -> bool:
    return part in archive.namelist() and archive.getinfo(part).file_size < 200
