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
    "Is it the right file? No statement in a plan is that long.",
)
_JUST_BEFORE: Final = Text(
    "Titta efter en saknad punkt, ett semikolon eller ett citattecken strax före.",
    "Look for a missing full stop, semicolon or quotation mark just before.",
)
_RIGHT_FILE: Final = Text(
    "Är det rätt fil? Turtle börjar med rader som @prefix pg: <…> .",
    "Is it the right file? Turtle begins with lines like @prefix pg: <…> .",
)
_QUOTED: Final = Text(
    'Skriv text inom raka citattecken med språket efter: "…"@sv.',
    'Write text in straight quotation marks, its language after it: "…"@en.',
)
_COMMA: Final = Text(
    "Titta efter ett saknat komma eller en klammer strax före.",
    "Look for a missing comma or bracket just before.",
)
_TAGS: Final = Text("Titta efter en tagg som inte stängs.", "Look for a tag left open.")
_WORDS: Final = (
    (
        r"[Uu]nexpected end|end of file|EOF",
        Text("filen slutar mitt i en uppgift", "the file ends in the middle of a statement"),
        Text(
            "Filen är kanske avklippt: hämta eller spara den igen.",
            "The file may be cut off: download or save it again.",
        ),
    ),
    (
        r"No scheme found|[Rr]elative IRI",
        Text("en relativ adress utan @base", "a relative address without @base"),
        Text(
            "Lägg raden ”@base <https://w3id.org/plangraf/id/> .” överst.",
            "Put the line “@base <https://w3id.org/plangraf/id/> .” on top.",
        ),
    ),
    (
        r"Invalid IRI",
        Text("en ogiltig adress", "an invalid address"),
        Text(
            'En adress får inte innehålla mellanslag eller tecknen < > " { } | ^ `.',
            'An address has no blanks and none of < > " { } | ^ `.',
        ),
    ),
    (
        r"more than 16 MB",
        Text("ett värde på mer än 16 MB", "a value of more than 16 MB"),
        _TOO_LONG,
    ),
    (
        r"language (?:tag|code)",
        Text("ett ogiltigt språkmärke", "an invalid language tag"),
        Text("Skriv @sv eller @en efter texten.", "Write @sv or @en after the text."),
    ),
    (
        r"dot is expected|followed by a dot",
        Text("uppgiften före är inte avslutad", "the statement before is not finished"),
        Text(
            "Sätt punkt efter den, eller semikolon om mer ska sägas om samma sak.",
            "Put a full stop after it, or a semicolon where more is said of the same thing.",
        ),
    ),
    (
        r"'([“”„‟’‘«»])' is not allowed",
        Text("det typografiska citattecknet {0}", "the typographic quotation mark {0}"),
        _QUOTED,
    ),
    (
        r"'(.)' is not allowed|[Uu]nexpected character '(.)'",
        Text("tecknet {0} är inte tillåtet där", "the character {0} is not allowed there"),
        _JUST_BEFORE,
    ),
    (
        r"^\. is not a valid RDF object",
        Text("ett värde saknas före punkten", "a value is missing before the full stop"),
        Text(
            "Skriv värdet, eller stäng parentesen som är öppen.",
            "Write the value, or close the bracket that is open.",
        ),
    ),
    (
        r"^(.+) is not a valid RDF object",
        Text("”{0}” är inget värde", "“{0}” is no value"),
        _QUOTED,
    ),
    (
        r"^(.+) is not a valid predicate",
        Text("”{0}” står där en egenskap väntades", "“{0}” is where a property was expected"),
        Text(
            "Skriv egenskapen, till exempel skos:prefLabel, före värdet.",
            "Write the property, such as skos:prefLabel, before the value.",
        ),
    ),
    (
        r"^(.+) is not a valid subject",
        Text("”{0}” kan inte inleda en uppgift", "“{0}” cannot begin a statement"),
        _JUST_BEFORE,
    ),
    (
        r"property lists should end with",
        Text("en hakparentes stängs inte", "a square bracket is not closed"),
        Text("Skriv ] där den slutar.", "Write ] where it ends."),
    ),
    (
        r"PREFIX (?:keyword|declaration)",
        Text("en felskriven rad med @prefix", "a miswritten @prefix line"),
        Text(
            "Skriv den så här: @prefix pg: <https://w3id.org/plangraf/ns#> .",
            "Write it like this: @prefix pg: <https://w3id.org/plangraf/ns#> .",
        ),
    ),
    (
        r"escape character '(.+)'",
        Text("”{0}” betyder ingenting", "“{0}” means nothing"),
        Text("Skriv ett bakstreck som två: \\\\.", "Write a backslash as two: \\\\."),
    ),
    (
        r"Expecting ',' delimiter",
        Text("ett komma eller en klammer saknas", "a comma or a bracket is missing"),
        _COMMA,
    ),
    (
        r"^nesting",
        Text("den är nästlad för djupt", "it is nested too deeply"),
        Text("Är det rätt fil?", "Is it the right file?"),
    ),
    (r"Expecting value", Text("ett värde saknas", "a value is missing"), _COMMA),
    (
        r"Expecting property name|Expecting ':'",
        Text("ett namn inom citattecken saknas", "a name in quotation marks is missing"),
        _COMMA,
    ),
    (
        r"Unterminated string|control character",
        Text("en text saknar citattecken på slutet", "a text lacks its closing quotation mark"),
        _COMMA,
    ),
    (
        r"namespaces are required",
        Text("den är XML men ingen RDF", "it is XML but no RDF"),
        Text(
            "Är det rätt fil? RDF/XML börjar med rdf:RDF.",
            "Is it the right file? RDF/XML begins with rdf:RDF.",
        ),
    ),
    (
        r"expected `(</[^>]+>)`",
        Text("taggen {0} saknas", "the tag {0} is missing"),
        _TAGS,
    ),
    (
        r"(subject|predicate|object) of a triple must",
        Text("ett led i uppgiften är fel skrivet", "a part of the statement is miswritten"),
        Text(
            'Skriv adresser inom < och >, och text inom raka citattecken: "…"@sv.',
            'Write addresses in < and >, and text in straight quotation marks: "…"@en.',
        ),
    ),
)


def syntax_error(fault: SyntaxFault, name: str, data: bytes, format: str) -> UnreadableInput:
    """Tell a syntax fault: file, line, column, what is wrong there, what to do."""
    place = name
    if fault.line is not None:
        place += f":{fault.line}"
        place += f":{fault.column}" if fault.column is not None else ""
    reason, remedy = _told(fault, format)
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


def _told(fault: SyntaxFault, format: str) -> tuple[Text, Text]:
    words = fault.reason.strip().rstrip(".")
    begins = (fault.line, fault.column) == (1, 1)
    if found := _PREFIX.search(words):
        prefix = found[1]
        reason = Text(
            f"prefixet {prefix}: är inte deklarerat", f"the prefix {prefix}: is not declared"
        )
        if begins and prefix not in PREFIXES:
            return reason, _RIGHT_FILE
        line = f"@prefix {prefix}: <{PREFIXES.get(prefix, '…')}> ."
        return reason, Text(f"Lägg till överst: {line}", f"Add on top: {line}")
    for pattern, reason, remedy in _WORDS:
        if found := re.search(pattern, words):
            part = shortened(next((group for group in found.groups() if group), ""), 30)
            told = Text(reason.sv.format(part), reason.en.format(part))
            return told, _RIGHT_FILE if begins and remedy is _JUST_BEFORE else remedy
    words = shortened(words, 100)
    reason = Text(f"oväntat innehåll ({words})", f"unexpected content ({words})")
    return reason, {"jsonld": _COMMA, "rdf": _TAGS}.get(format, _JUST_BEFORE)


def _line(data: bytes, line: int | None, longest: int = 60) -> str:
    if line is None:
        return ""
    lines = data[:5_000_000].split(b"\n", line)
    if len(lines) < line:
        return ""
    text = lines[line - 1].decode("utf-8", "replace").strip()
    return text if len(text) <= longest else text[: longest - 1] + "…"
