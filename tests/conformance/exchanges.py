"""Runs the HTTP exchanges of the protocol and graph store suites against a real server."""

import json
from dataclasses import dataclass

from rdflib import Graph, Literal
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Node

from plangraf.sparql.formats import reader_of
from plangraf.store.parsing import parse_triples, plain_graph
from tests.conformance.manifests import CNT, HT, MF
from tests.web.serving import Reply, Server, authorised

_RESULTS = ("application/sparql-results+json", "application/sparql-results+xml")


@dataclass
class Exchange:
    """One test's requests in order; `prefix` stands for `/sparql/` or `/gsp` of the manifest."""

    server: Server
    prefix: str
    mark: str
    location: str = ""

    def run(self, graph: Graph, entry: Node) -> None:
        action = graph.value(entry, MF.action)
        requests = graph.value(action, HT.requests)
        assert requests is not None
        for number, request in enumerate(Collection(graph, requests)):
            self._step(graph, request, f"request {number + 1}")

    def _step(self, graph: Graph, request: Node, where: str) -> None:
        method = str(graph.value(request, HT.methodName))
        path = str(graph.value(request, HT.absolutePath)).replace(self.mark, self.prefix, 1)
        body, encoding = _body(graph, request)
        headers = authorised(**_headers(graph, request))
        path = path.replace("$LOCATION$", self.location)
        if body is not None:
            body = body.replace("$LOCATION$", self.location)
        reply = self.server.ask(
            path,
            method=method,
            headers=headers,
            body=None if body is None else body.encode(encoding),
        )
        response = graph.value(request, HT.resp)
        wanted = [str(s).rpartition("#")[2] for s in graph.objects(response, MF.expectedStatus)]
        assert any(_fits(reply.status, w) for w in wanted), (
            where,
            reply.status,
            reply.text,
            wanted,
        )
        if graph.value(response, MF.expectedLocation) is not None:
            self.location = reply.headers["Location"]
        self._content(graph, response, reply, where)

    def _content(self, graph: Graph, response: Node | None, reply: Reply, where: str) -> None:
        truth = graph.value(response, MF.expectedBoolean)
        if isinstance(truth, Literal):
            assert json.loads(reply.body)["boolean"] is truth.toPython(), where
        form = str(graph.value(response, MF.expectedFormat) or "")
        if form in ("boolean", "tabular"):
            assert reply.type in _RESULTS, (where, reply.type)
        if form == "RDF":
            assert reader_of(reply.type), (where, reply.type)
        text, _ = _body(graph, response)
        if text is not None and reply.body:
            expected = plain_graph(parse_triples(text.encode(), "ttl", base="http://www.example/"))
            assert isomorphic(_graph(reply), expected), (where, reply.text)


def _graph(reply: Reply) -> Graph:
    key = reader_of(reply.type)
    assert key is not None
    return plain_graph(parse_triples(reply.body, key))


def _body(graph: Graph, node: Node | None) -> tuple[str | None, str]:
    body = graph.value(node, HT.body)
    text = graph.value(body, CNT.chars)
    encoding = graph.value(body, CNT.characterEncoding)
    return (None if text is None else str(text)), str(encoding or "utf-8")


def _headers(graph: Graph, request: Node) -> dict[str, str]:
    listed = graph.value(request, HT.headers)
    return {
        str(graph.value(h, HT.fieldName)): str(graph.value(h, HT.fieldValue))
        for h in (Collection(graph, listed) if listed is not None else ())
    }


_NAMED = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404, "BadRequest": 400}


def _fits(status: int, wanted: str) -> bool:
    if wanted.startswith("StatusCode"):
        return status // 100 == int(wanted[len("StatusCode")])
    return status == _NAMED[wanted]
