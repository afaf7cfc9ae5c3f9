"""What a plan leans on and is judged together with, without being judged: schemes, actors, periods.

Turns a content root into a pool of triples, and a Document into the graph it is checked in. The
schemes and the shared registers are always there; another plan (of the content, or among the files
checked at the same time) is added when the document mentions a thing of it. What the document
itself describes (gives a type) is never taken from the pool, so that a new version of a register
is checked as it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rdflib import RDF, BNode, Graph, URIRef
from rdflib.term import Node

from plangraf.errors import ContentError
from plangraf.language import Text
from plangraf.store.interface import Triple
from plangraf.store.parsing import SyntaxFault, parse_triples, plain_graph
from plangraf.validation.reading import Document
from plangraf.vocabulary import PGID

_REGISTERS = ("actors", "methods", "periods", "references")
_OF_A_PLAN = re.compile(re.escape(str(PGID)) + r"(?:[a-z-]+)/([a-z0-9-]+)(?:/|$)")


@dataclass(frozen=True)
class Setting:
    """A document in its context. `own` are the subjects the document describes itself."""

    document: Document
    data: Graph
    own: frozenset[Node]
    context: frozenset[Node]

    def judges(self, node: Node | None) -> bool:
        """Say whether a finding about this node is one about the document."""
        return node in self.own or node not in self.context


@dataclass(frozen=True)
class Context:
    """The pool of a content root."""

    root: Path

    @cached_property
    def _shared(self) -> tuple[Triple, ...]:
        """The schemes and the registers that plans share."""
        triples: list[Triple] = []
        schemes = sorted((self.root / "ontology" / "schemes").glob("*.ttl"))
        registers = (self.root / "data" / f"{name}.ttl" for name in _REGISTERS)
        for path in (*schemes, *(path for path in registers if path.is_file())):
            triples += _triples_of(path.read_bytes(), "ttl", path.relative_to(self.root).as_posix())
        return tuple(triples)

    @cached_property
    def ontology(self) -> Graph:
        """The terms themselves, with their labels."""
        path = self.root / "ontology" / "plangraf.ttl"
        return plain_graph(_triples_of(path.read_bytes(), "ttl", "ontology/plangraf.ttl"))

    def context_jsonld(self) -> str:
        """The JSON-LD context that documents may name without it being fetched."""
        return (self.root / "ontology" / "context.jsonld").read_text("utf-8")

    def setting(self, document: Document, others: Sequence[Document] = ()) -> Setting:
        """Put a document into its context."""
        own = frozenset(subject for subject, _, _ in document.triples)
        described = {subject for subject, predicate, _ in document.triples if predicate == RDF.type}
        pool: list[Triple] = list(self._shared)
        for other in _mentioned(document, own, others):
            pool += other.triples
        given = {str(other.name) for other in others}
        for slug in sorted(_plans_mentioned(document, own)):
            path = self.root / "data" / "plans" / f"{slug}.ttl"
            if path.is_file() and str(path) not in given:
                pool += _triples_of(path.read_bytes(), "ttl", f"data/plans/{slug}.ttl")
        data = plain_graph(document.triples)
        around: set[Node] = set()
        for triple in pool:
            if triple[0] not in described:
                data.add(triple)
                around.add(triple[0])
        return Setting(document, data, own, frozenset(around))


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


def _plans_mentioned(document: Document, own: frozenset[Node]) -> set[str]:
    """The slugs of plans whose things the document mentions and does not describe."""
    slugs = set()
    described = {found[1] for iri in own if (found := _OF_A_PLAN.match(str(iri)))}
    for _, _, value in document.triples:
        if isinstance(value, URIRef) and (found := _OF_A_PLAN.match(value)):
            slugs.add(found[1])
    return slugs - described


def _mentioned(
    document: Document, own: frozenset[Node], others: Sequence[Document]
) -> list[Document]:
    """Those of the other documents that describe something this one only mentions."""
    if not others:
        return []
    describers: dict[Node, list[int]] = defaultdict(list)
    for number, other in enumerate(others):
        if other is not document:
            for subject in {s for s, _, _ in other.triples if not isinstance(s, BNode)}:
                describers[subject].append(number)
    wanted = {o for _, _, o in document.triples if isinstance(o, URIRef)} - own
    numbers = {number for node in wanted for number in describers.get(node, ())}
    return [others[number] for number in sorted(numbers)]
