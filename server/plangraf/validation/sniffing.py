"""Looks at the first bytes of a file and says what it really is, whatever its name says."""

import re
from typing import Final

from plangraf.language import Text

_SAVE_AS_UTF8: Final = Text(
    "Spara den som UTF-8 i texteditorn.", "Save it as UTF-8 in the text editor."
)
_EXPORT: Final = Text(
    "Exportera planen som Turtle, eller använd arbetsbokens mall.",
    "Export the plan as Turtle, or use the workbook template.",
)
_MAGIC: Final = (
    (b"PK\x03\x04", Text("en Word-, Excel- eller zip-fil", "a Word, Excel or zip file"), _EXPORT),
    (
        b"\xd0\xcf\x11\xe0",
        Text("en äldre Word- eller Excel-fil", "an old Word or Excel file"),
        _EXPORT,
    ),
    (b"%PDF", Text("en PDF", "a PDF"), _EXPORT),
    (
        b"\x1f\x8b",
        Text("en packad fil (gzip)", "a packed file (gzip)"),
        Text("Packa upp den först.", "Unpack it first."),
    ),
    (b"\xff\xfe", Text("text i UTF-16", "text in UTF-16"), _SAVE_AS_UTF8),
    (b"\xfe\xff", Text("text i UTF-16", "text in UTF-16"), _SAVE_AS_UTF8),
    (b"{\\rtf", Text("en RTF-fil", "an RTF file"), _EXPORT),
    (b"\x89PNG", Text("en bild", "an image"), _EXPORT),
    (b"\xff\xd8\xff", Text("en bild", "an image"), _EXPORT),
)
_HTML: Final = re.compile(rb"\s*(<!doctype html|<html)", re.IGNORECASE)
_XML: Final = re.compile(rb"\s*(<\?xml|<rdf:RDF)")
_JSON: Final = re.compile(rb'\s*(\{\s*["}]|\[\s*(\{\s*"|\]\s*\Z))')


def not_rdf_at_all(data: bytes) -> tuple[Text, Text] | None:
    """Return what the file is and what to do, when it cannot be RDF; None when it may be."""
    for magic, kind, remedy in _MAGIC:
        if data.startswith(magic):
            return _is(kind), remedy
    if not data.strip():
        return (
            Text("Filen är tom.", "The file is empty."),
            Text("Kontrollera att den sparades.", "Check that it was saved."),
        )
    if data[:200].count(0) > len(data[:200]) // 4:
        return _is(Text("text i UTF-16", "text in UTF-16")), _SAVE_AS_UTF8
    if b"\0" in data[:4096]:
        return _is(Text("ingen text", "no text")), _EXPORT
    if _HTML.match(data):
        return _is(Text("en webbsida", "a web page")), Text(
            "Hämta själva filen, inte sidan som visar den.",
            "Download the file itself, not the page that shows it.",
        )
    return None


def sniffed_format(data: bytes) -> str | None:
    """Return the format that the content shows beyond doubt; None where the name has to say."""
    head = data.removeprefix(b"\xef\xbb\xbf")[:2000]
    if _XML.match(head):
        return "rdf"
    return "jsonld" if _JSON.match(head) else None


def _is(kind: Text) -> Text:
    return Text(f"Filen är {kind.sv}, inte RDF.", f"The file is {kind.en}, not RDF.")
