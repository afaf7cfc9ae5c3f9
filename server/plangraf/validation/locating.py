"""Finds where in a document a result stands: line and column of the value, or of the thing.

Turns (thing, property, value) into a Location. Asked only when there are findings: reading
positions costs more than the check itself. A missing value is shown at the thing that lacks it.
Turtle, TriG, N-Triples and N-Quads are scanned, JSON-LD and RDF/XML by their own modules.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from rdflib import RDF, BNode, URIRef
from rdflib.term import Node

from plangraf.store.interface import Triple
from plangraf.validation.findings import Location
from plangraf.validation.json_positions import json_spans
from plangraf.validation.reading import Document, Places
from plangraf.validation.turtle_positions import Span, triple_spans
from plangraf.validation.xml_positions import xml_spans

_LONGEST_EXCERPT: Final = 200


@dataclass
class Locator:
    """The positions of one document, worked out on the first question."""

    document: Document
    _text: str = ""
    _lines: list[int] = field(default_factory=list)
    _by_subject: dict[Node, list[tuple[Triple, Span]]] = field(default_factory=dict)
    _ready: bool = False

    def locate(
        self, node: Node | None, path: str | None = None, value: Node | None = None
    ) -> Location:
        """Return the best place for a finding: value, property, thing, mention, or the file."""
        if node is None and value is None:
            return Location(self.document.name, 1, 1)
        if self.document.places is not None:
            return self._cell(self.document.places, node, path, value)
        self._prepare()
        if node is not None:
            own, steps = self._by_subject.get(node, []), _steps(path)
            stated = [(t[2], span) for step in steps for t, span in own if str(t[1]) == step]
            for other, span in stated:
                if value is not None and other == value:
                    return self._at(span.object, span.end)
            if stated and value is None:
                return self._at(stated[-1][1].object, stated[-1][1].end)
            if stated and value in self._by_subject:
                return self._at(stated[0][1].object, stated[0][1].end)
            if own:
                return self._at(own[0][1].subject, None)
        for mention in (node, value):
            if mention is not None and (found := self._mention(mention)) is not None:
                return self._at(found.object, found.end)
        return Location(self.document.name, 1, 1, excerpt=self._line(0))

    def _cell(
        self, places: Places, node: Node | None, path: str | None, value: Node | None
    ) -> Location:
        """The cell of the value, of the thing, or of what the thing hangs on."""
        for thing in (node, value):
            for step in (*(URIRef(step) for step in _steps(path)), None):
                if thing is not None and (thing, step) in places:
                    return places[thing, step]
        for subject, predicate, other in self.document.triples:
            if other == node:
                for key in ((subject, predicate), (subject, None)):
                    if key in places:
                        return places[key]
        return Location(self.document.name)

    def _mention(self, node: Node) -> Span | None:
        """Where a thing is first named as a value: asked rarely, so looked for, not kept."""
        every = (pair for pairs in self._by_subject.values() for pair in pairs)
        named = [span for (_, _, value), span in every if value == node]
        return min(named, key=lambda span: span.object, default=None)

    def at(self, start: int, end: int) -> Location:
        """Return the location of a stretch of the text."""
        self._prepare()
        return self._at(start, end)

    def spans(self) -> list[tuple[Triple, Span]]:
        """Every triple that has a place, with it, in document order."""
        document = self.document
        if document.format == "jsonld":
            return json_spans(document.data, document.sent, document.triples)
        if document.format == "rdf":
            return xml_spans(document.sent, document.triples)
        stated = [triple for triple in document.triples if not _is_list_cell(triple)]
        spans = triple_spans(self._decoded(), quads=document.format == "nq")
        return list(zip(stated, spans, strict=False)) if len(stated) == len(spans) else []

    def _decoded(self) -> str:
        if not self._text:
            self._text = self.document.data.decode("utf-8-sig")
        return self._text

    def _prepare(self) -> None:
        if self._ready:
            return
        self._ready = True
        lengths = (len(line) for line in self._decoded().splitlines(keepends=True))
        self._lines = [0, *accumulate(lengths)]
        grouped = self._by_subject
        for pair in self.spans():
            subject = pair[0][0]
            pairs = grouped.get(subject)
            if pairs is None:
                pairs = grouped[subject] = []
            pairs.append(pair)

    def _at(self, start: int, end: int | None) -> Location:
        line = bisect_right(self._lines, start) - 1
        excerpt = self._line(line)
        within = end is not None and end <= self._lines[line] + len(excerpt) + 1
        return Location(
            self.document.name,
            line + 1,
            start - self._lines[line] + 1,
            end - self._lines[line] + 1 if within and end is not None else None,
            excerpt=excerpt[:_LONGEST_EXCERPT],
        )

    def _line(self, number: int) -> str:
        start = self._lines[number]
        return self._text[start : self._lines[number + 1]].rstrip("\r\n") if self._text else ""


def _steps(path: str | None) -> list[str]:
    """The properties that a path begins with: one, or each of its alternatives; none for others."""
    steps = path.split("|") if path else []
    simple = all(step.startswith("<") and step.count("<") == 1 for step in steps)
    return [step.strip("<>") for step in steps] if simple else []


def _is_list_cell(triple: Triple) -> bool:
    return isinstance(triple[0], BNode) and triple[1] in (RDF.first, RDF.rest)
