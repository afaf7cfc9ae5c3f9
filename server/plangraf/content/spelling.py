"""An IRI or a literal in, its spelling in canonical Turtle out.

IRIs become prefixed names, or names relative to the base for things of plangraf, because a slash
cannot stand in a prefixed name that every parser reads. Numbers and truth values are written bare,
texts of several lines between triple quotes, and characters nobody sees (no-break spaces,
private-use bullets) as escapes. A speller remembers which prefixes it has used; it does not know
the graph around a term.
"""

import re
from collections.abc import Iterable
from typing import Final

from rdflib import Literal
from rdflib.namespace import XSD

from plangraf.vocabulary import PGID, PREFIXES

_LOCAL_NAME: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_BELOW_BASE: Final = re.compile(r"[A-Za-z0-9_~-]+(?:[/.]+[A-Za-z0-9_~-]+)*")
_BARE: Final = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile(r"true|false"),
}
_ESCAPES: Final = {"\\": "\\\\", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


class Speller:
    """Spells terms for one document and keeps what its head must declare."""

    def __init__(self, bindings: Iterable[tuple[str, str]]) -> None:
        """Project prefixes win; of `bindings`, only those for other namespaces are kept."""
        self._namespaces = dict(PREFIXES)
        for prefix, namespace in sorted(bindings):
            if prefix not in self._namespaces and namespace not in self._namespaces.values():
                self._namespaces[prefix] = namespace
        self._used: set[str] = set()
        self._uses_base = False
        self._known: dict[str, str] = {}

    def head(self) -> list[str]:
        """The base and prefix lines for all that has been spelled so far."""
        base = [f"@base <{PGID}> ."] if self._uses_base else []
        prefixes = sorted(self._used)
        return base + [f"@prefix {name}: <{self._namespaces[name]}> ." for name in prefixes]

    def iri(self, iri: str) -> str:
        """The shortest spelling that every parser reads: below the base, prefixed, or whole."""
        spelled = self._known.get(iri)
        if spelled is None:
            spelled = self._known[iri] = self._shortened(iri)
        return spelled

    def literal(self, literal: Literal) -> str:
        """The text with its language or datatype; bare where Turtle has a form for the value."""
        lexical = str(literal)
        if literal.language:
            return f"{_quoted(lexical)}@{literal.language}"
        datatype = literal.datatype
        if datatype is None or datatype == XSD.string:
            return _quoted(lexical)
        bare = _BARE.get(datatype)
        if bare is not None and bare.fullmatch(lexical):
            return lexical
        return f"{_quoted(lexical)}^^{self.iri(str(datatype))}"

    def _shortened(self, iri: str) -> str:
        below = iri.removeprefix(PGID)
        if below != iri and _BELOW_BASE.fullmatch(below) and ".." not in below:
            self._uses_base = True
            return f"<{below}>"
        fitting = [
            (len(namespace), prefix)
            for prefix, namespace in self._namespaces.items()
            if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri, len(namespace))
        ]
        if not fitting:
            return f"<{''.join(_escaped_in_iri(character) for character in iri)}>"
        length, prefix = max(fitting)
        self._used.add(prefix)
        return f"{prefix}:{iri[length:]}"


def _quoted(text: str) -> str:
    escaped = "".join(_escaped(character) for character in text)
    if "\n" not in text:
        return '"' + escaped.replace('"', '\\"') + '"'
    escaped = escaped.replace('"""', '\\"\\"\\"')
    if escaped.endswith('"'):
        escaped = escaped[:-1] + '\\"'
    return f'"""{escaped}"""'


def _escaped(character: str) -> str:
    if character == "\n" or (character.isprintable() and character != "\\"):
        return character
    return _ESCAPES.get(character) or _by_code_point(character)


def _escaped_in_iri(character: str) -> str:
    plain = character.isprintable() and character not in ' <>"{}|^`\\'
    return character if plain else _by_code_point(character)


def _by_code_point(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"
