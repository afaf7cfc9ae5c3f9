"""Turns a parser's words about broken syntax into one sentence in both languages, with its place.

The parser speaks English and of tokens; a planner wants the line and what is missing there.
"""

import re
from typing import Final

from plangraf.errors import UnreadableInput
from plangraf.language import Text
from plangraf.store.parsing import SyntaxFault
from plangraf.validation.wording import shortened
from plangraf.vocabulary import PREFIXES

_FORMAT_NAMES: Final = {
    "ttl": "Turtle",
    "nt": "N-Triples",
    "nq": "N-Quads",
    "trig": "TriG",
    "rdf": "RDF/XML",
    "jsonld": "JSON-LD",
}
_PREFIX: Final = re.compile(r"[Tt]he prefix (\S*): has not been declared")
_TOO_LONG: Final = Text(
    "Är det rätt fil? Ingen uppgift i en plan är så lång.",
    "Is it the right file? No statement of a plan is that long.",
)
_WORDS: Final = (
    (
        re.compile(r"[Uu]nexpected end|end of file|EOF"),
        Text("filen slutar mitt i en uppgift", "the file ends in the middle of a statement"),
        Text(
            "Filen är kanske avklippt: hämta eller spara den igen.",
            "The file may be cut off: download or save it again.",
        ),
    ),
    (
        re.compile(r"No scheme found|[Rr]elative IRI"),
        Text("en relativ adress utan @base", "a relative address without @base"),
        Text(
            "Lägg raden ”@base <https://w3id.org/plangraf/id/> .” överst.",
            "Put the line “@base <https://w3id.org/plangraf/id/> .” on top.",
        ),
    ),
    (
        re.compile(r"Invalid IRI"),
        Text("en ogiltig adress", "an invalid address"),
        Text(
            'En adress får inte innehålla mellanslag eller tecknen < > " { } | ^ `.',
            'An address has no blanks and none of < > " { } | ^ `.',
        ),
    ),
    (
        re.compile(r"more than 16 MB"),
        Text("ett värde på mer än 16 MB", "a value of more than 16 MB"),
        _TOO_LONG,
    ),
    (
        re.compile(r"language tag", re.IGNORECASE),
        Text("ett ogiltigt språkmärke", "an invalid language tag"),
        Text("Skriv @sv eller @en efter texten.", "Write @sv or @en after the text."),
    ),
)
_EXPECTATION: Final = Text(
    "Titta efter en saknad punkt, ett semikolon eller ett citattecken strax före.",
    "Look for a missing full stop, semicolon or quotation mark just before.",
)


def syntax_error(fault: SyntaxFault, name: str, data: bytes, format: str) -> UnreadableInput:
    """Tell a syntax fault: file, line, column, what is wrong there, what to do."""
    place = name
    if fault.line is not None:
        place += f":{fault.line}"
        place += f":{fault.column}" if fault.column is not None else ""
    reason, remedy = _told(fault.reason, format)
    shown = _line(data, fault.line)
    near = Text(f" Där står ”{shown}”.", f" It says “{shown}”.") if shown else Text("", "")
    kind = _FORMAT_NAMES[format]
    return UnreadableInput(
        Text(
            f"Filen går inte att läsa som {kind}: {reason.sv}.{near.sv}",
            f"The file cannot be read as {kind}: {reason.en}.{near.en}",
        ),
        place=place,
        remedy=remedy,
    )


def _told(words: str, format: str) -> tuple[Text, Text]:
    if found := _PREFIX.search(words):
        prefix = found[1]
        line = f"@prefix {prefix}: <{PREFIXES.get(prefix, '…')}> ."
        return (
            Text(f"prefixet {prefix}: är inte deklarerat", f"the prefix {prefix}: is not declared"),
            Text(f"Lägg till överst: {line}", f"Add on top: {line}"),
        )
    for pattern, reason, remedy in _WORDS:
        if pattern.search(words):
            return reason, remedy
    words = shortened(words.strip().rstrip("."), 100)
    remedy = _EXPECTATION
    if format == "jsonld":
        remedy = Text("Titta efter ett saknat komma eller en klammer.", "Look for a missing comma.")
    if format == "rdf":
        remedy = Text("Titta efter en tagg som inte stängs.", "Look for a tag left open.")
    return Text(f"oväntat innehåll ({words})", f"unexpected content ({words})"), remedy


def _line(data: bytes, line: int | None, longest: int = 60) -> str:
    if line is None:
        return ""
    lines = data[:5_000_000].split(b"\n", line)
    if len(lines) < line:
        return ""
    text = lines[line - 1].decode("utf-8", "replace").strip()
    return text if len(text) <= longest else text[: longest - 1] + "…"
