"""The plans' source texts and the spans of evidence that point into them.

Turns a plan's graph and its source text into spans with a place; knows nothing of what the spans
are evidence for. Offsets count Unicode code points of the text as stored, end exclusive
(Web Annotation Data Model §4.2.5); `exact` is the quoted text with white space collapsed.
"""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF

from plangraf.errors import ContentError
from plangraf.language import Text
from plangraf.vocabulary import OA, PG, SCHEMA


@dataclass(frozen=True)
class Span:
    """One piece of evidence: where it stands in the source and what it quotes."""

    evidence: URIRef
    start: int
    end: int
    exact: str


@dataclass(frozen=True)
class Source:
    """A source text as stored beside the plan, with what the graph says of it."""

    iri: URIRef
    text: str
    sha256: str
    recorded_sha256: str
    recorded_length: int

    def lines(self) -> Iterator[tuple[int, int, int, str]]:
        """Yield (number from 1, start, end, text) of every line."""
        start = 0
        for number, line in enumerate(self.text.split("\n"), 1):
            yield number, start, start + len(line), line
            start += len(line) + 1

    def line_of(self, offset: int) -> int:
        """Return the number of the line that `offset` stands on, counted from 1."""
        return self.text.count("\n", 0, offset) + 1


def collapsed(text: str) -> str:
    """Collapse every run of white space (no-break spaces included) to one blank."""
    return " ".join(text.split())


def read_source(graph: Graph, folder: Path) -> Source:
    """Return the source of the one plan in `graph`, with its text from `folder`."""
    iri = next(graph.subjects(RDF.type, PG.SourceDocument), None)
    if not isinstance(iri, URIRef):
        raise ContentError(
            Text("Planen har inget källdokument.", "The plan has no source document."),
            place=str(folder),
        )
    path = folder / f"{iri.rsplit('/', 1)[-1]}.txt"
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(
            Text(
                f"Källtexten går inte att läsa: {error}", f"The source text cannot be read: {error}"
            ),
            place=str(path),
        ) from None
    length = graph.value(iri, DCTERMS.extent)
    return Source(
        iri,
        text,
        hashlib.sha256(raw).hexdigest(),
        str(graph.value(iri, SCHEMA.sha256) or ""),
        int(str(length or 0)),
    )


def spans_of(graph: Graph) -> list[Span]:
    """Return every span of the graph, in the order of the source."""
    found = []
    for evidence in set(graph.subjects(RDF.type, OA.SpecificResource)):
        start = end = -1
        exact = ""
        for selector in graph.objects(evidence, OA.hasSelector):
            if (selector, RDF.type, OA.TextPositionSelector) in graph:
                start = int(str(graph.value(selector, OA.start)))
                end = int(str(graph.value(selector, OA.end)))
            elif (selector, RDF.type, OA.TextQuoteSelector) in graph:
                exact = str(graph.value(selector, OA.exact))
        found.append(Span(URIRef(str(evidence)), start, end, exact))
    return sorted(found, key=lambda span: (span.start, span.end, span.evidence))


@dataclass(frozen=True)
class Furniture:
    """A line of the source that states nothing: a heading, a column head, page furniture."""

    line: int
    text: str
    reason: Text


def read_furniture(path: Path) -> list[Furniture]:
    """Read the reasons file: tab-separated `line`, `text`, `reason_sv`, `reason_en`."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [
                Furniture(int(row["line"]), row["text"], Text(row["reason_sv"], row["reason_en"]))
                for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            ]
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise ContentError(
            Text(
                f"Filen med skäl till rader utan uppgift går inte att läsa: {error}",
                f"The file of reasons for lines without statements cannot be read: {error}",
            ),
            place=str(path),
        ) from None
