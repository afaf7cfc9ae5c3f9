"""VoID as a graph of its own: there from the start, not in the default graph, made anew."""

import json
from urllib.parse import quote

from plangraf.sparql.changing import Change
from plangraf.vocabulary import GRAPHS
from tests.web.serving import Server, serving

COUNT = "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?n { ?d a void:Dataset ; void:triples ?n }"
VOID = f"{GRAPHS}void"


def counts(server: Server, query: str, dataset: str = "") -> list[int]:
    more = f"&default-graph-uri={quote(dataset)}" if dataset else ""
    reply = server.ask(f"/sparql?format=json&query={quote(query)}{more}")
    rows = json.loads(reply.body)["results"]["bindings"]
    return [int(row["n"]["value"]) for row in rows]


def test_the_description_is_a_graph_of_its_own() -> None:
    with serving(writable=True, base="https://data.example.se/mha") as server:
        assert VOID in server.pool.graphs
        (size,) = counts(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert counts(server, COUNT) == []
        assert counts(server, COUNT, VOID) == [size]
        read = server.ask("/data/void", headers={"Accept": "text/turtle"})
        assert "https://data.example.se/mha/sparql" in read.text
        graph = f"{GRAPHS}remarks"
        server.pool.change(
            Change("replace", format="ttl", contents=((graph, b"<x:a> <x:b> 1, 2 ."),))
        )
        assert counts(server, COUNT, VOID) == [size + 2]
