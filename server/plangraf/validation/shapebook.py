"""The shapes as a book to look things up in: which rule a shape is, its words, its profile.

Turns the Turtle files of shapes/ into one graph per profile, and a source shape of a report into
its rule, messages and names in both languages. Knows nothing of engines or data.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from plangraf.errors import ContentError, UnknownName
from plangraf.language import Text, preferred
from plangraf.store.interface import Triple
from plangraf.store.parsing import SyntaxFault, parse_triples, plain_graph
from plangraf.vocabulary import DCT, SHAPES

_PROFILE: Final = Namespace("http://www.w3.org/ns/dx/prof/")
_WORDS: Final = {SH.message, SH.name, SH.description, RDFS.label, RDFS.comment}
_PARTS: Final = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
_PART_LISTS: Final = (SH["and"], SH["or"], SH.xone)


@dataclass(frozen=True)
class ShapeBook:
    """All shapes of all profiles, and look-ups in them."""

    graph: Graph

    @cached_property
    def profiles(self) -> dict[str, URIRef]:
        """Profiles by their short names."""
        found = sorted(self.graph.subjects(RDF.type, _PROFILE.Profile), key=str)
        return {str(iri).removeprefix(SHAPES): iri for iri in found if isinstance(iri, URIRef)}

    @cached_property
    def _owners(self) -> dict[Node, Node]:
        """The named shape that a part belongs to, by the part."""
        owners: dict[Node, Node] = {}
        for predicate in (*_PARTS, SH.sparql):
            owners |= {part: shape for shape, part in self.graph.subject_objects(predicate)}
        for predicate in _PART_LISTS:
            for shape, head in self.graph.subject_objects(predicate):
                owners |= dict.fromkeys(Collection(self.graph, head), shape)
        return owners

    def members(self, profile: str) -> list[URIRef]:
        """The node shapes of a profile and of the profiles it builds on; UnknownName if none."""
        iri = self.profiles.get(profile)
        if iri is None:
            names = ", ".join(self.profiles)
            raise UnknownName(
                Text(f"Det finns ingen profil ”{profile}”.", f"There is no profile “{profile}”."),
                nearest=tuple(self.profiles),
                remedy=Text(f"Välj en av {names}.", f"Choose one of {names}."),
            )
        found: set[URIRef] = set()
        waiting: list[Node] = [iri]
        while waiting:
            current = waiting.pop()
            found |= {s for s in self.graph.objects(current, DCT.hasPart) if isinstance(s, URIRef)}
            waiting += self.graph.objects(current, _PROFILE.isProfileOf)
        return sorted(found)

    def of(self, profile: str) -> Graph:
        """The shapes graph of a profile: its members and all they need, nothing else."""
        return self.subset(self.members(profile))

    def subset(self, shapes: Iterable[Node]) -> Graph:
        """The given shapes with everything they refer to, but for words: the book has them."""
        needed: set[Node] = set()
        waiting = list(shapes)
        triples: list[Triple] = []
        while waiting:
            node = waiting.pop()
            if node in needed:
                continue
            needed.add(node)
            for triple in self.graph.triples((node, None, None)):
                if triple[1] in _WORDS:
                    continue
                triples.append(triple)  # type: ignore[arg-type]
                value = triple[2]
                if isinstance(value, BNode) or (value, None, None) in self.graph:
                    waiting.append(value)
        return plain_graph(triples)

    def named(self, shape: Node) -> Node:
        """The nearest shape with a name of its own: a blank node stands for its owner."""
        seen: set[Node] = set()
        while isinstance(shape, BNode) and shape in self._owners and shape not in seen:
            seen.add(shape)
            shape = self._owners[shape]
        return shape

    def rule(self, shape: Node) -> str:
        """The short name of a shape, as in `goal-label`; outside ours the last part of its IRI."""
        iri = str(self.named(shape))
        return iri.removeprefix(SHAPES).rstrip("/").rpartition("/")[2].rpartition("#")[2] or "shape"

    def message(self, shape: Node) -> Text | None:
        """What the shape says, in both languages; None where it says nothing."""
        for place in (shape, self.named(shape)):
            if (text := self.text(place, SH.message)) is not None:
                return text
        return None

    def title(self, shape: Node) -> Text | None:
        """What the shape is called (`rdfs:label`, or `sh:name` of a property shape)."""
        return self.text(shape, RDFS.label) or self.text(shape, SH.name)

    def text(self, node: Node, predicate: URIRef) -> Text | None:
        """The texts of a property in both languages, each falling back on the other."""
        tagged = [
            (str(o), o.language)
            for o in self.graph.objects(node, predicate)
            if isinstance(o, Literal)
        ]
        if not tagged:
            return None
        return Text(preferred(tagged, "sv") or "", preferred(tagged, "en") or "")


def read_shapes(folder: Path) -> ShapeBook:
    """Read every Turtle file of a shapes folder; ContentError names the file and line."""
    triples: list[Triple] = []
    for path in sorted(folder.glob("*.ttl")):
        try:
            triples += parse_triples(path.read_bytes(), "ttl")
        except (OSError, SyntaxFault) as error:
            line = error.line if isinstance(error, SyntaxFault) else None
            raise ContentError(
                Text(
                    f"Reglerna (SHACL) går inte att läsa: {error}",
                    f"The shapes cannot be read: {error}",
                ),
                place=f"shapes/{path.name}:{line}" if line else f"shapes/{path.name}",
            ) from None
    return ShapeBook(plain_graph(triples))
