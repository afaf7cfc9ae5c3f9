"""What a plan leans on and is judged together with, without being judged: schemes, actors, periods.

Turns a content root into a pool of triples, and a Document into the graph it is checked in. The
schemes and the shared registers are always there; another plan (of the content, or among the files
checked at the same time) is added when the document mentions a thing of it. What the document
itself describes (gives a type) is never taken from the pool, so that a new version of a register
is checked as it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rdflib import ORG, BNode, URIRef
from rdflib.term import Node

from plangraf.errors import ContentError
from plangraf.language import Text
from plangraf.store.interface import Triple
from plangraf.store.parsing import SyntaxFault, parse_triples
from plangraf.validation.layers import Layers, Lookup, Statements
from plangraf.validation.reading import Document
from plangraf.vocabulary import PGID

_UPWARDS = (ORG.subOrganizationOf, ORG.unitOf)
_REGISTERS = (
    *("actors", "methods", "periods", "references"),
    *("statistics/series", "statistics/sources", "statistics/structure"),
)
_OF_A_PLAN = re.compile(re.escape(str(PGID)) + r"(?:[a-z-]+)/([a-z0-9-]+)(?:/|$)")


@dataclass(frozen=True)
class Setting:
    """A document in its context. `own` are the things it describes: findings are about these.

    `data` is what an engine needs: the document and what it mentions. `wide` looks further, into
    whole schemes and registers, for names and for what might have been meant.
    """

    document: Document
    data: Statements
    own: frozenset[Node]
    wide: Lookup

    def judges(self, node: Node) -> bool:
        """Say whether a finding about this node is one about the document."""
        return node in self.own or (node, None, None) not in self.wide


@dataclass(frozen=True)
class Neighbours:
    """Documents that are checked at the same time, and which of them describes what."""

    documents: Sequence[Document] = ()

    @cached_property
    def _describers(self) -> dict[Node, list[int]]:
        found: dict[Node, list[int]] = defaultdict(list)
        for number, document in enumerate(self.documents):
            for subject in document.subjects:
                if not isinstance(subject, BNode):
                    found[subject].append(number)
        return found

    def mentioned_in(self, document: Document, own: frozenset[Node]) -> list[Document]:
        """Those of the others that describe something which `document` only mentions."""
        if len(self.documents) < 2:
            return []
        wanted = document.mentioned - own
        numbers = {number for node in wanted for number in self._describers.get(node, ())}
        others = (self.documents[number] for number in sorted(numbers))
        return [other for other in others if other is not document]


@dataclass(frozen=True)
class Context:
    """The pool of a content root."""

    root: Path

    @cached_property
    def shared(self) -> Statements:
        """The schemes and the registers that plans share."""
        triples: list[Triple] = []
        schemes = sorted((self.root / "ontology" / "schemes").glob("*.ttl"))
        registers = (self.root / "data" / f"{name}.ttl" for name in _REGISTERS)
        for path in (*schemes, *(path for path in registers if path.is_file())):
            triples += _triples_of(path.read_bytes(), "ttl", path.relative_to(self.root).as_posix())
        return Statements(triples)

    @cached_property
    def _plans(self) -> dict[str, Path]:
        """The files of the content's plans by their slugs."""
        return {path.stem: path for path in (self.root / "data" / "plans").glob("*.ttl")}

    @cached_property
    def ontology(self) -> Statements:
        """The terms themselves, with their labels."""
        path = self.root / "ontology" / "plangraf.ttl"
        return Statements(_triples_of(path.read_bytes(), "ttl", "ontology/plangraf.ttl"))

    def context_jsonld(self) -> str:
        """The JSON-LD context that documents may name without it being fetched."""
        return (self.root / "ontology" / "context.jsonld").read_text("utf-8")

    def setting(self, document: Document, others: Neighbours = Neighbours()) -> Setting:
        """Put a document into its context."""
        stated = document.subjects
        described = {subject for subject, _ in document.types}
        pool: list[Triple] = []
        for other in others.mentioned_in(document, stated):
            pool += other.triples
        given = {other.name for other in others.documents}
        mentioned_plans = plans_mentioned(document) & self._plans.keys()
        for slug in sorted(mentioned_plans - _own_plans(described)):
            path = self._plans[slug]
            if str(path) not in given:
                pool += _triples_of(path.read_bytes(), "ttl", f"data/plans/{slug}.ttl")
        mentioned = {o for _, _, o in pool if isinstance(o, URIRef)} | document.mentioned
        mentioned |= {subject for subject in stated if isinstance(subject, URIRef)}
        around = [t for t in (*pool, *self._near(mentioned)) if t[0] not in described]
        data = Statements((*document.triples, *around))
        elsewhere = {triple[0] for triple in around}
        own = stated - (elsewhere - described)
        return Setting(document, data, own, Layers(data, self.shared))

    def _near(self, mentioned: set[URIRef]) -> Iterator[Triple]:
        """What the shared registers say of the things mentioned, and of what stands above them."""
        waiting, seen = list(mentioned & self.shared.described), set(mentioned)
        while waiting:
            for triple in self.shared.matching((waiting.pop(), None, None)):
                yield triple
                value = triple[2]
                if triple[1] in _UPWARDS and isinstance(value, URIRef) and value not in seen:
                    seen.add(value)
                    waiting.append(value)


def _triples_of(data: bytes, format: str, place: str) -> Iterable[Triple]:
    try:
        yield from parse_triples(data, format)
    except SyntaxFault as fault:
        raise ContentError(
            Text(
                f"Innehållsfilen går inte att läsa: {fault.reason}.",
                f"The content file cannot be read: {fault.reason}.",
            ),
            place=f"{place}:{fault.line}" if fault.line else place,
        ) from None


def plans_mentioned(document: Document) -> set[str]:
    """The slugs of plans whose things the document mentions."""
    return {found[1] for value in document.mentioned if (found := _OF_A_PLAN.match(value))}


def _own_plans(described: Iterable[Node]) -> set[str]:
    """The slugs of plans whose things are described."""
    return {found[1] for iri in described if (found := _OF_A_PLAN.match(str(iri)))}
