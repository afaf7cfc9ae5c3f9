"""Reads a file or an upload into a Document: its bytes, its format and its triples in order.

What cannot be read is refused with one sentence that says what the file really is and what to do.
Nothing is fetched: a remote JSON-LD context is refused but for the project's own, which is
bundled, and so is RDF/XML with a DOCTYPE (entities can fill the memory). Size is bounded before
the first byte is parsed. Knows RDF only; workbooks and YAML come as Documents from elsewhere.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import Final

from rdflib import RDF, URIRef
from rdflib.term import Node

from plangraf.errors import UnreadableInput
from plangraf.language import Text
from plangraf.store.interface import Triple
from plangraf.store.parsing import SyntaxFault, TooManyTriples, parse_triples
from plangraf.validation.faults import syntax_error
from plangraf.validation.findings import Location
from plangraf.validation.sniffing import not_rdf_at_all, sniffed_format

SUFFIXES: Final = {
    ".ttl": "ttl",
    ".nt": "nt",
    ".jsonld": "jsonld",
    ".json": "jsonld",
    ".rdf": "rdf",
    ".xml": "rdf",
    ".owl": "rdf",
    ".trig": "trig",
    ".nq": "nq",
}
SHEET_SUFFIXES: Final = (".xlsx", ".csv", ".tsv", ".yaml", ".yml")
"""What is read as a plan too, by `plangraf.plans`."""
MOST_BYTES: Final = 20_000_000
MOST_TRIPLES: Final = 2_000_000
OWN_CONTEXTS: Final = frozenset(
    {"https://w3id.org/plangraf/context.jsonld", "https://w3id.org/plangraf/ns/context.jsonld"}
)


Places = Mapping[tuple[Node, Node | None], Location]


@dataclass(frozen=True)
class Document:
    """One thing to check. `data` is what was read, `sent` what the parser got (see JSON-LD).

    A workbook, CSV or YAML comes as triples with `places`: where (thing, property) stands, and
    (thing, None) for the thing itself. Its format is "cells".
    """

    name: str
    format: str
    data: bytes
    triples: tuple[Triple, ...]
    sent: bytes = b""
    places: Places | None = None

    @classmethod
    def of_cells(cls, name: str, triples: Iterable[Triple], places: Places) -> "Document":
        """A document that was no RDF text."""
        return cls(name, "cells", b"", tuple(triples), places=places)

    @cached_property
    def by_property(self) -> dict[Node, list[tuple[Node, Node]]]:
        """Subject and value of every triple, by property: looked through once, asked often."""
        found: dict[Node, list[tuple[Node, Node]]] = {}
        for subject, predicate, value in self.triples:
            pairs = found.get(predicate)
            if pairs is None:
                pairs = found[predicate] = []
            pairs.append((subject, value))
        return found

    @cached_property
    def subjects(self) -> frozenset[Node]:
        """Everything that the document says something of."""
        return frozenset([subject for subject, _, _ in self.triples])

    @cached_property
    def mentioned(self) -> frozenset[URIRef]:
        """Everything that is a value in the document and has a name."""
        return frozenset([value for _, _, value in self.triples if type(value) is URIRef])

    @property
    def types(self) -> list[tuple[Node, Node]]:
        """The things to which the document gives a kind, and the kind."""
        return self.by_property.get(RDF.type, [])

    def instances(self, kind: Node) -> set[Node]:
        """Everything the document says is of a kind."""
        return {subject for subject, other in self.types if other == kind}


def read_document(
    path: Path,
    *,
    most_bytes: int = MOST_BYTES,
    bundled_context: Callable[[], str] | None = None,
) -> Document:
    """Read a file; raises UnreadableInput."""
    data = read_bytes(path, most_bytes)
    return parse_document(data, str(path), most_bytes=most_bytes, bundled_context=bundled_context)


def read_bytes(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """Read a file of any kind; raises UnreadableInput, for a large one before the first byte."""
    name = str(path)
    if path.is_dir():
        raise UnreadableInput(
            Text("Det är en mapp, ingen fil.", "It is a folder, not a file."),
            place=name,
            remedy=Text("Ange filerna i den.", "Name the files in it."),
        )
    try:
        size = path.stat().st_size
        if size > most_bytes:
            raise _too_large(name, size, most_bytes)
        return path.read_bytes()
    except OSError as error:
        raise _missing(name, error) from None


def parse_document(
    data: bytes,
    name: str,
    *,
    format: str | None = None,
    most_bytes: int = MOST_BYTES,
    most_triples: int = MOST_TRIPLES,
    bundled_context: Callable[[], str] | None = None,
) -> Document:
    """Read bytes; `format` overrides what the name's suffix and the content say."""
    if len(data) > most_bytes:
        raise _too_large(name, len(data), most_bytes)
    if (complaint := not_rdf_at_all(data)) is not None:
        raise UnreadableInput(complaint[0], place=name, remedy=complaint[1])
    _refuse_other_encodings(data, name)
    chosen = format or sniffed_format(data) or SUFFIXES.get(PurePath(name).suffix.lower())
    if chosen is None:
        listed = " ".join((*SUFFIXES, *SHEET_SUFFIXES))
        raise UnreadableInput(
            Text("Filens format är okänt.", "The file's format is unknown."),
            place=name,
            remedy=Text(f"Använd någon av {listed}.", f"Use one of {listed}."),
        )
    sent = data.removeprefix(b"\xef\xbb\xbf")
    if chosen == "rdf" and b"<!DOCTYPE" in sent[:100_000]:
        raise UnreadableInput(
            Text(
                "RDF/XML med DOCTYPE läses inte: entiteter i den kan fylla minnet.",
                "RDF/XML with a DOCTYPE is not read: entities in it can fill the memory.",
            ),
            place=name,
            remedy=Text("Ta bort raden med DOCTYPE.", "Remove the DOCTYPE line."),
        )
    if chosen == "jsonld":
        sent = _with_own_context(sent, name, bundled_context)
    try:
        triples = tuple(parse_triples(sent, chosen, at_most=most_triples))
    except SyntaxFault as fault:
        raise syntax_error(fault, name, sent, chosen) from None
    except TooManyTriples:
        raise UnreadableInput(
            Text(
                f"Filen har fler än {most_triples} tripel.",
                f"The file has more than {most_triples} triples.",
            ),
            place=name,
            remedy=Text(
                "Dela den, till exempel en plan i varje fil.",
                "Split it, for example one plan per file.",
            ),
        ) from None
    if not triples:
        raise UnreadableInput(
            Text("Filen innehåller inga uppgifter.", "The file contains no statements."),
            place=name,
            remedy=Text("Kontrollera att det är rätt fil.", "Check that it is the right file."),
        )
    return Document(name, chosen, data, triples, sent)


def _refuse_other_encodings(data: bytes, name: str) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableInput(
            Text("Filen är inte i UTF-8.", "The file is not in UTF-8."),
            place=f"{name}:{line}",
            remedy=Text("Spara den som UTF-8 i texteditorn.", "Save it as UTF-8 in the editor."),
        ) from None


_CONTEXT: Final = re.compile(rb'("@context"\s*:\s*)("(?:[^"\\]|\\.)*")')


def _with_own_context(data: bytes, name: str, bundled: Callable[[], str] | None) -> bytes:
    """Put the bundled context where a document names it; refuse any other remote context."""
    try:
        document = json.loads(data)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        column = getattr(error, "colno", None)
        words = str(getattr(error, "msg", "nesting"))
        raise syntax_error(SyntaxFault(words, line, column), name, data, "jsonld") from None
    for address in _remote_contexts(document):
        if address not in OWN_CONTEXTS or bundled is None:
            raise UnreadableInput(
                Text(
                    f"JSON-LD-kontexten {address} ligger på webben, och inget hämtas därifrån.",
                    f"The JSON-LD context {address} is on the web, and nothing is fetched from "
                    "there.",
                ),
                place=name,
                remedy=Text(
                    "Skriv in kontexten i filen (”@context”: {…}).",
                    "Write the context into the file (“@context”: {…}).",
                ),
            )

    def inlined(found: re.Match[bytes]) -> bytes:
        if bundled is None or json.loads(found[2]) not in OWN_CONTEXTS:
            return found[0]
        context = json.dumps(json.loads(bundled())["@context"])
        return found[1] + context.encode()

    return _CONTEXT.sub(inlined, data)


def _remote_contexts(value: object) -> set[str]:
    found: set[str] = set()
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            waiting += node.values()
            context = node.get("@context")
            for part in context if isinstance(context, list) else [context]:
                if isinstance(part, str):
                    found.add(part)
                if isinstance(part, dict) and isinstance(part.get("@import"), str):
                    found.add(part["@import"])
    return found


def _too_large(name: str, size: int, limit: int) -> UnreadableInput:
    megabytes, most = f"{size / 1e6:.0f}", f"{limit / 1e6:.0f}"
    return UnreadableInput(
        Text(
            f"Filen är {megabytes} MB; gränsen är {most} MB.",
            f"The file is {megabytes} MB; the limit is {most} MB.",
        ),
        place=name,
        remedy=Text(
            "Dela den, eller höj PLANGRAF_UPLOAD_BYTES.",
            "Split it, or raise PLANGRAF_UPLOAD_BYTES.",
        ),
    )


def _missing(name: str, error: OSError) -> UnreadableInput:
    if isinstance(error, FileNotFoundError):
        return UnreadableInput(
            Text("Filen finns inte.", "There is no such file."),
            place=name,
            remedy=Text("Kontrollera sökvägen.", "Check the path."),
        )
    return UnreadableInput(
        Text(
            f"Filen kan inte öppnas: {error.strerror}.", f"It cannot be opened: {error.strerror}."
        ),
        place=name,
    )
