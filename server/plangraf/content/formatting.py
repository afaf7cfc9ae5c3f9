"""A graph in, its one canonical Turtle out: the same triples always give the same text.

The base and the prefixes in use stand first, sorted. Subjects are sorted by IRI, numbers in them by
value (`a2` before `a10`). The type comes first, then predicates in the order a reader wants them
(labels, text, place in the plan, evidence last), then any others by IRI. Objects are sorted,
Swedish before English. Blank nodes stand inline where they are used, lists as lists. A line is
broken only between terms, never in a literal, so that a difference between two versions of a file
is a difference in what it says.

Comments are not triples and do not survive. This module reads and writes no files, and does not
know what the triples mean; how a single term is written is `plangraf.content.spelling`'s.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import to_canonical_graph
from rdflib.namespace import RDF
from rdflib.term import Node

from plangraf.content.spelling import Speller
from plangraf.vocabulary import PG, PREFIXES

WIDTH: Final = 100
INDENT: Final = "    "

PREDICATE_ORDER: Final = tuple(
    PREFIXES[prefix] + local
    for prefix, local_names in (
        ("rdf", "type"),
        ("rdfs", "subClassOf subPropertyOf"),
        ("owl", "equivalentClass equivalentProperty disjointWith inverseOf"),
        ("rdfs", "domain range"),
        ("schema", "domainIncludes rangeIncludes name"),
        ("sh", "targetClass targetNode targetSubjectsOf targetObjectsOf target path severity name"),
        ("owl", "annotatedSource annotatedProperty annotatedTarget"),
        ("skos", "notation prefLabel altLabel hiddenLabel"),
        ("rdfs", "label"),
        ("dcterms", "title"),
        ("skos", "definition scopeNote example note editorialNote changeNote"),
        ("rdfs", "comment"),
        ("dcterms", "description identifier type"),
        ("skos", "inScheme topConceptOf hasTopConcept broader narrower related"),
        ("oa", "motivatedBy bodyValue hasTarget hasSource hasSelector start end exact"),
        ("pg", "inPlan implementsPlan focusArea contributesTo subActivityOf addresses purpose"),
        ("schema", "position minValue maxValue value unitText"),
        ("pg", "targetGroup workCategory timeHorizon deadline edtf"),
        ("dcat", "startDate endDate"),
        ("pg", "responsibleActor involvesActor supportingActor usesMethod repeats hasIndicator"),
        ("pg", "indicatorScope measurementType sourceMarker ageMin ageMax"),
        ("dcterms", "subject references temporal spatial source isPartOf publisher"),
        ("pg", "assertionStatus derivationRule"),
        ("sh", "message property select"),
    )
    for local in local_names.split()
)
"""Predicates in reading order; those not named follow by IRI, and LAST_PREDICATES close."""

LAST_PREDICATES: Final = (PREFIXES["pg"] + "evidence", PREFIXES["rdfs"] + "isDefinedBy")

_RANK: Final = {iri: rank for rank, iri in enumerate(PREDICATE_ORDER)} | {
    iri: len(PREDICATE_ORDER) + rank for rank, iri in enumerate(LAST_PREDICATES, start=1)
}
_LANGUAGE_RANK: Final = {"sv": 0, "en": 1}
_DIGITS: Final = re.compile(r"([0-9]+)")

_Properties: TypeAlias = Mapping[Node, Mapping[Node, list[Node]]]
_SortKey: TypeAlias = tuple[tuple[int, int, str], ...]


def format_turtle(graph: Graph) -> str:
    """The canonical Turtle of a graph; formatting what was parsed from it gives it again.

    Project prefixes always win; a graph's own binding is used only for a namespace that
    `plangraf.vocabulary.PREFIXES` does not name.
    """
    return _Writer(graph).document()


def natural_key(text: str) -> _SortKey:
    """A sort key under which runs of digits compare by value: `a2` before `a10`."""
    return tuple(
        (0, int(part), part) if position % 2 else (1, 0, part)
        for position, part in enumerate(_DIGITS.split(text))
        if part
    )


class _Writer:
    """One formatting run; remembers what each blank node reads as on one line."""

    def __init__(self, graph: Graph) -> None:
        self._speller = Speller((prefix, str(iri)) for prefix, iri in graph.namespaces())
        self._properties = _by_subject(graph)
        labelled = _need_a_label(self._properties)
        if labelled:
            self._properties = _by_subject(to_canonical_graph(graph))
            labelled = _need_a_label(self._properties)
        self._labels: dict[Node, str] = {
            node: f"_:b{n}" for n, node in enumerate(sorted(labelled), start=1)
        }
        self._one_line: dict[Node, str] = {}

    def document(self) -> str:
        blocks = [self._block(subject, name) for subject, name in self._named_subjects()]
        blocks += sorted(self._block(subject, "[]") for subject in self._unmentioned())
        head = self._speller.head()
        return "\n\n".join([*(["\n".join(head)] if head else []), *blocks, ""]).rstrip("\n") + "\n"

    def _named_subjects(self) -> Iterator[tuple[Node, str]]:
        iris = [subject for subject in self._properties if isinstance(subject, URIRef)]
        for iri in sorted(iris, key=lambda iri: (natural_key(iri), iri)):
            yield iri, self._speller.iri(iri)
        for node, label in self._labels.items():
            if node in self._properties:
                yield node, label

    def _unmentioned(self) -> Iterator[Node]:
        mentions = _mentions(self._properties)
        for subject in self._properties:
            if isinstance(subject, BNode) and not mentions[subject]:
                yield subject

    def _block(self, subject: Node, name: str) -> str:
        lines = [
            verb + self._objects(objects, INDENT, len(verb))
            for verb, objects in self._sorted_properties(subject)
        ]
        return f"{name} " + f" ;\n{INDENT}".join(lines) + " ."

    def _sorted_properties(self, subject: Node) -> Iterator[tuple[str, list[Node]]]:
        properties = self._properties.get(subject, {})
        for predicate in sorted(properties, key=_predicate_key):
            verb = "a" if predicate == RDF.type else self._speller.iri(str(predicate))
            yield verb, sorted(properties[predicate], key=self._object_key)

    def _object_key(self, node: Node) -> tuple[int, int, str, _SortKey, str, str]:
        if isinstance(node, URIRef):
            return (0 if node.startswith(PG) else 1, 0, "", natural_key(node), node, "")
        if isinstance(node, Literal):
            language, datatype = node.language or "", str(node.datatype or "")
            rank = _LANGUAGE_RANK.get(language, 2)
            return (2, rank, language, natural_key(node), node, datatype)
        text = self._unbroken(node)
        return (3, 0, "", natural_key(text), text, "")

    def _objects(self, ordered: list[Node], indent: str, taken: int) -> str:
        """What follows a predicate: its objects, on its line if they fit, else one to a line."""
        one_line = ", ".join(self._unbroken(node) for node in ordered)
        if "\n" not in one_line and len(indent) + taken + 3 + len(one_line) <= WIDTH:
            return f" {one_line}"
        if len(ordered) == 1:
            return f" {self._broken(ordered[0], indent)}"
        deeper = indent + INDENT
        return ",".join(f"\n{deeper}{self._fitted(node, deeper)}" for node in ordered)

    def _fitted(self, node: Node, indent: str) -> str:
        short = self._unbroken(node)
        if "\n" not in short and len(indent) + len(short) + 2 <= WIDTH:
            return short
        return self._broken(node, indent)

    def _unbroken(self, node: Node) -> str:
        """The node without line breaks, but for those that stand in its texts."""
        if isinstance(node, Literal):
            return self._speller.literal(node)
        if not isinstance(node, BNode):
            return "()" if node == RDF.nil else self._speller.iri(str(node))
        known = self._labels.get(node) or self._one_line.get(node)
        if known is None:
            members = self._members(node)
            if members is not None:
                known = f"( {' '.join(self._unbroken(member) for member in members)} )"
            else:
                pairs = [
                    f"{verb} " + ", ".join(self._unbroken(value) for value in values)
                    for verb, values in self._sorted_properties(node)
                ]
                known = f"[ {' ; '.join(pairs)} ]" if pairs else "[]"
            self._one_line[node] = known
        return known

    def _broken(self, node: Node, indent: str) -> str:
        """The node over several lines, where its kind allows."""
        if not isinstance(node, BNode) or node in self._labels or node not in self._properties:
            return self._unbroken(node)
        deeper = indent + INDENT
        members = self._members(node)
        if members is not None:
            rows = "".join(f"\n{deeper}{self._fitted(member, deeper)}" for member in members)
            return f"({rows}\n{indent})"
        pairs = [
            f"\n{deeper}{verb}{self._objects(values, deeper, len(verb))}"
            for verb, values in self._sorted_properties(node)
        ]
        return f"[{' ;'.join(pairs)}\n{indent}]"

    def _members(self, node: Node) -> list[Node] | None:
        """The members of the list that begins here, or nothing where it is not well formed."""
        members: list[Node] = []
        while node != RDF.nil:
            cell = self._properties.get(node, {})
            first, rest = cell.get(RDF.first, []), cell.get(RDF.rest, [])
            inline = isinstance(node, BNode) and node not in self._labels
            if not inline or (len(cell), len(first), len(rest)) != (2, 1, 1):
                return None
            members.append(first[0])
            node = rest[0]
        return members


def _by_subject(graph: Graph) -> _Properties:
    properties: dict[Node, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in graph:
        properties[subject][predicate].append(value)
    return properties


def _blank_values(properties: _Properties, subject: Node) -> Iterator[BNode]:
    for values in properties.get(subject, {}).values():
        yield from (value for value in values if isinstance(value, BNode))


def _mentions(properties: _Properties) -> Counter[Node]:
    return Counter(value for subject in properties for value in _blank_values(properties, subject))


def _need_a_label(properties: _Properties) -> set[BNode]:
    """Blank nodes that cannot stand inline: used more than once, or in a ring of blank nodes."""
    mentions = _mentions(properties)
    shared = {node for node, times in mentions.items() if times > 1 and isinstance(node, BNode)}
    reached: set[Node] = set()
    waiting: list[Node] = [node for node in properties if not mentions[node]]
    waiting += shared
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += _blank_values(properties, node)
    ring = {node for node in properties if isinstance(node, BNode) and node not in reached}
    return shared | ring


def _predicate_key(predicate: Node) -> tuple[int, str]:
    return (_RANK.get(str(predicate), len(PREDICATE_ORDER)), str(predicate))
