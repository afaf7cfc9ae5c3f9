"""Reads expected answers of the W3C suites and compares them with what came.

Rows become triples of a small graph, so that blank nodes may have any names and rows any order;
numbers and truth values are compared by value, because engines write them in canonical form.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

from rdflib import RDF, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from plangraf.store.parsing import parse_triples, plain_graph
from tests.conformance.manifests import read

RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
_SRX = "{http://www.w3.org/2005/sparql-results#}"
_ROW = Namespace("urn:x-row:")
_NUMBERS = {
    XSD.integer,
    XSD.decimal,
    XSD.double,
    XSD.float,
    XSD.int,
    XSD.long,
    XSD.short,
    XSD.byte,
    XSD.nonNegativeInteger,
    XSD.positiveInteger,
    XSD.unsignedInt,
    XSD.unsignedLong,
    XSD.unsignedShort,
    XSD.unsignedByte,
    XSD.negativeInteger,
    XSD.nonPositiveInteger,
}


@dataclass(frozen=True)
class Rows:
    """A table; `ordered` when the query says in which order."""

    variables: frozenset[str]
    rows: tuple[dict[str, Node], ...]

    def same_as(self, other: "Rows", *, ordered: bool) -> bool:
        if len(self.rows) != len(other.rows) or self.variables != other.variables:
            return False
        mine, others = _apart(self.rows, ordered), _apart(other.rows, ordered)
        return mine[0] == others[0] and isomorphic(_as_graph(mine[1]), _as_graph(others[1]))

    def reduces(self, other: "Rows") -> bool:
        """Whether these are the other's rows, duplicates kept or not (SPARQL 1.0 §9.3.2)."""
        distinct = [
            Rows(rows.variables, tuple({_key(row): row for row in rows.rows}.values()))
            for rows in (self, other)
        ]
        return distinct[0].same_as(distinct[1], ordered=False) and len(self.rows) <= len(other.rows)


Answer = Rows | bool | Graph


def expected(path: Path) -> Answer:
    """Read the expected answer of a test."""
    if path.suffix == ".srx":
        return rows_of_xml(path.read_bytes())
    if path.suffix == ".srj":
        return rows_of_json(path.read_bytes())
    graph = read(path)
    node = graph.value(predicate=RDF.type, object=RS.ResultSet)
    if node is None:
        return graph
    truth = graph.value(node, RS.boolean)
    if isinstance(truth, Literal):
        return bool(truth.toPython())
    variables = frozenset(str(v) for v in graph.objects(node, RS.resultVariable))
    solutions = list(graph.objects(node, RS.solution))
    solutions.sort(key=lambda s: int(str(graph.value(s, RS["index"]) or 0)))
    rows = []
    for solution in solutions:
        row: dict[str, Node] = {}
        for binding in graph.objects(solution, RS.binding):
            value = graph.value(binding, RS.value)
            assert value is not None
            row[str(graph.value(binding, RS.variable))] = value
        rows.append(row)
    return Rows(variables, tuple(rows))


def rows_of_json(data: bytes) -> Rows | bool:
    content = json.loads(data)
    if "boolean" in content:
        return bool(content["boolean"])
    rows = tuple(
        {name: _json_term(value) for name, value in binding.items()}
        for binding in content["results"]["bindings"]
    )
    return Rows(frozenset(content["head"]["vars"]), rows)


def rows_of_xml(data: bytes) -> Rows | bool:
    root = ElementTree.fromstring(data)
    boolean = root.find(f"{_SRX}boolean")
    if boolean is not None:
        return (boolean.text or "").strip() == "true"
    variables = frozenset(v.attrib["name"] for v in root.iter(f"{_SRX}variable"))
    rows = tuple(
        {b.attrib["name"]: _xml_term(b[0]) for b in result.iter(f"{_SRX}binding")}
        for result in root.iter(f"{_SRX}result")
    )
    return Rows(variables, rows)


def graph_of(data: bytes, key: str) -> Graph:
    return plain_graph(parse_triples(data, key))


def same_csv(left: bytes, right: bytes) -> bool:
    """Compare CSV by cells; rows in any order, blank nodes alike."""
    return _cells(left, ",") == _cells(right, ",")


def same_tsv(left: bytes, right: bytes) -> bool:
    return _cells(left, "\t") == _cells(right, "\t")


def _cells(data: bytes, sign: str) -> list[list[str]]:
    text = data.decode("utf-8")
    lines = io.StringIO(text, newline="")
    if sign == ",":
        head, *rows = csv.reader(lines)
    else:
        head, *rows = csv.reader(lines, delimiter=sign, quoting=csv.QUOTE_NONE)
    return [head, *sorted([_plain(cell) for cell in row] for row in rows)]


def _plain(cell: str) -> str:
    if cell.startswith("_:"):
        return "_:"
    if cell.startswith('"') and "^^" in cell:
        cell = cell[1:].replace('"^^<' + str(XSD), "^^")
        cell = cell.partition("^^")[0] if "^^" in cell and "string" not in cell else cell
    try:
        return str(Decimal(cell).normalize())
    except ArithmeticError:
        return cell


def _key(row: dict[str, Node]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, by_value(value).n3()) for name, value in row.items()))


def _apart(
    rows: Sequence[dict[str, Node]], ordered: bool
) -> tuple[Counter[tuple[object, ...]], list[tuple[int, dict[str, Node]]]]:
    """Count the rows without blank nodes, and list the others: only these need an isomorphism."""
    ground: Counter[tuple[object, ...]] = Counter()
    blank = []
    for number, row in enumerate(rows):
        place = number if ordered else 0
        if any(isinstance(value, BNode) for value in row.values()):
            blank.append((place, row))
        else:
            ground[(place, *_key(row))] += 1
    return ground, blank


def _as_graph(rows: Iterable[tuple[int, dict[str, Node]]]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for place, row in rows:
        node = BNode()
        graph.add((node, RDF.type, _ROW.Row))
        graph.add((node, _ROW.number, Literal(place)))
        for name, value in row.items():
            graph.add((node, _ROW["v-" + name], by_value(value)))
    return graph


def by_value(node: Node) -> Node:
    """Write numbers and truth values in one way only."""
    if isinstance(node, Literal) and node.datatype in _NUMBERS:
        try:
            number = Decimal(str(node).replace("INF", "Infinity"))
            return URIRef(f"urn:x-number:{number.normalize()}:{node.datatype}")
        except ArithmeticError:
            return node
    if isinstance(node, Literal) and node.datatype == XSD.boolean:
        return Literal({"1": "true", "0": "false"}.get(str(node), str(node)), datatype=XSD.boolean)
    if isinstance(node, Literal) and node.language:
        return Literal(str(node), lang=node.language.lower())
    if isinstance(node, Literal) and node.datatype == XSD.string:
        return Literal(str(node))
    return node


def _json_term(value: dict[str, str]) -> Node:
    if value["type"] == "uri":
        return URIRef(value["value"])
    if value["type"] == "bnode":
        return BNode(value["value"])
    datatype = value.get("datatype")
    return Literal(
        value["value"],
        lang=value.get("xml:lang"),
        datatype=URIRef(datatype) if datatype else None,
        normalize=False,
    )


def _xml_term(element: ElementTree.Element) -> Node:
    text = element.text or ""
    if element.tag == f"{_SRX}uri":
        return URIRef(text)
    if element.tag == f"{_SRX}bnode":
        return BNode(text)
    datatype = element.attrib.get("datatype")
    return Literal(
        text,
        lang=element.attrib.get("{http://www.w3.org/XML/1998/namespace}lang"),
        datatype=URIRef(datatype) if datatype else None,
        normalize=False,
    )
