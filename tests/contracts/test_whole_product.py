"""The whole product on a server: site, saved queries, pages, changes, export, clear failures.

Each server is filled from empty by the product itself. What the server does wrong (gone, slow, an
error, no SPARQL at all) comes out as 502, 503 or 504 with a document that says so.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from rdflib import SKOS, Literal, URIRef

from plangraf.errors import StoreError
from plangraf.plans.publishing.storing import Signature, publish
from plangraf.plans.publishing.submissions import read_submission
from plangraf.plans.publishing.versions import current_version, versions
from plangraf.plans.registers.lookups import Lookups
from plangraf.store.dialects import UNION, dialect_of
from plangraf.store.interface import Store
from plangraf.store.parsing import plain_graph
from plangraf.store.remote import RemoteStore
from plangraf.validation.findings import Report
from plangraf.vocabulary import GRAPHS, PGID
from tests.contracts.servers import oxigraph, plangraf, virtuoso
from tests.sparql.test_scanning import __file__ as beside
from tests.waiting import PATIENCE
from tests.web.serving import FAR, Server, authorised, serving

SMALL = Path(beside).parent / "content"
KINDS: dict[str, Callable[[Path], AbstractContextManager[str]]] = {
    "oxigraph": oxigraph,
    "plangraf": plangraf,
}
if shutil.which("virtuoso-t") or os.environ.get("CI"):
    KINDS["virtuoso"] = virtuoso
PLAN = next((SMALL / "data" / "plans").glob("*.ttl")).stem
PAGES = (
    *("/", "/plans", "/queries", "/compare", "/indicators", "/about", "/sparql", "/ns"),
    *("/search?q=a", "/sitemap.xml", "/.well-known/void", "/health", "/openapi.json"),
)
JSON = {"Accept": "application/json, application/problem+json"}


@pytest.fixture(scope="module", params=list(KINDS))
def fronted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, str]]:
    """plangraf in front of an empty server, and that server's address."""
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp(request.param)
        address = stack.enter_context(KINDS[request.param](folder))
        yield stack.enter_context(serving(SMALL, writable=True, store=address)), address


def rows(server: Server, query: str, more: str = "") -> list[dict[str, dict[str, str]]]:
    reply = server.ask(f"/sparql?query={quote(query)}&format=json{more}")
    assert reply.status == 200, reply.text
    found: list[dict[str, dict[str, str]]] = json.loads(reply.text)["results"]["bindings"]
    return found


def test_an_empty_server_is_filled_with_the_content(fronted: tuple[Server, str]) -> None:
    server, address = fronted
    names = RemoteStore(address).graphs()
    assert f"{GRAPHS}plans/{PLAN}" in names
    assert f"{GRAPHS}queries" in names
    assert tuple(names) == server.pool.graphs
    assert rows(server, "SELECT ?s WHERE { ?s a <https://w3id.org/plangraf/ns#ActionPlan> }")


def test_every_page_answers(fronted: tuple[Server, str]) -> None:
    server, _ = fronted
    for path in (*PAGES, f"/id/plan/{PLAN}"):
        reply = server.ask(path, headers={"Accept": "text/html, */*;q=0.1"})
        assert reply.status == 200, (path, reply.text[:500])


def test_saved_queries_answer_as_they_do_without_a_server(fronted: tuple[Server, str]) -> None:
    server, _ = fronted
    with serving(SMALL) as embedded:
        for path in sorted((SMALL / "queries").rglob("*.rq")):
            if path.parent.name != "values":
                here = server.ask(f"/queries/{path.stem}.csv")
                there = embedded.ask(f"/queries/{path.stem}.csv")
                assert (here.status, here.text) == (there.status, there.text), path.stem


def test_the_default_graph_is_the_union_and_no_graph_of_its_own(
    fronted: tuple[Server, str],
) -> None:
    server, _ = fronted
    (row,) = rows(server, "SELECT (COUNT(*) AS ?n) WHERE { { SELECT DISTINCT * { ?s ?p ?o } } }")
    (all_,) = rows(server, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert row == all_
    named = {r["g"]["value"] for r in rows(server, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    assert UNION not in named
    assert named == set(server.pool.graphs)


def test_a_plan_is_published_seen_and_taken_away(fronted: tuple[Server, str]) -> None:
    server, address = fronted
    graph = f"{GRAPHS}plans/new"
    path = f"/data?graph={quote(graph, safe='')}"
    body = b'<http://example.org/n> <http://example.org/p> "ny \xc3\xa5" .'
    put = server.ask(path, method="PUT", body=body, headers=authorised(Content_Type="text/turtle"))
    assert put.status == 201, put.text
    asked = "SELECT ?o WHERE { <http://example.org/n> ?p ?o }"
    assert [row["o"]["value"] for row in rows(server, asked)] == ["ny å"]
    assert graph in RemoteStore(address).graphs()
    more = b'<http://example.org/n> <http://example.org/p> "mer" .'
    post = server.ask(
        path, method="POST", body=more, headers=authorised(Content_Type="text/turtle")
    )
    assert post.status in (200, 204), post.text
    assert sorted(row["o"]["value"] for row in rows(server, asked)) == ["mer", "ny å"]
    assert server.ask(path, method="DELETE", headers=authorised()).status in (200, 204)
    assert rows(server, asked) == []


def test_a_plan_and_its_versions_are_kept_on_a_server(
    fronted: tuple[Server, str], root: Path
) -> None:
    server, address = fronted
    store = RemoteStore(address)
    plan = read_submission(root / "tests" / "plans" / "workbooks" / "nydala.xlsx", root)
    again = plain_graph(plan.graph)  # type: ignore[arg-type]
    again.set((URIRef(f"{PGID}plan/{plan.plan}"), SKOS.prefLabel, Literal("Ny titel", lang="sv")))
    made: list[str] = []
    for graph in (plan.graph, again):
        done = publish(
            store,
            plan.plan,
            graph,
            Lookups(root, plan.plan),
            check=lambda: Report((), (), 0, "core", "none"),
            signature=Signature("test", datetime.now(UTC), plan.source),
            expected=made[-1] if made else "",
        )
        made.append(done.version)
    assert versions(store, plan.plan) == made
    assert current_version(store, plan.plan) == made[1]
    asked = f"SELECT ?o WHERE {{ <{PGID}plan/{plan.plan}> <{SKOS.prefLabel}> ?o }}"
    assert [row["o"]["value"] for row in rows(server, asked)] == ["Ny titel"]
    for name in store.graphs():
        if f"/{plan.plan}" in name:
            store.remove(name)
    assert rows(server, asked) == []


def test_why_no_rows_is_told_on_a_server_too(fronted: tuple[Server, str]) -> None:
    server, _ = fronted
    query = "SELECT * WHERE { ?s a <https://w3id.org/plangraf/ns#ActionPlam> }"
    told = json.loads(server.ask(f"/sparql?explain=empty&query={quote(query)}").text)
    assert told["cause"] == "class-unknown"
    assert told["nearest"] == ["pg:ActionPlan"]


def test_the_command_line_asks_and_exports(fronted: tuple[Server, str], tmp_path: Path) -> None:
    _, address = fronted
    name = next(p.stem for p in (SMALL / "queries").rglob("*.rq") if p.parent.name != "values")
    for arguments in (
        ["query", name, "--store", address, "--format", "csv"],
        ["export", "--store", address, "--format", "trig", "-o", str(tmp_path / "all.trig")],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "plangraf", "--content", str(SMALL), *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert done.returncode == 0, done.stderr
    assert PLAN in (tmp_path / "all.trig").read_text("utf-8")


class Misbehaving(BaseHTTPRequestHandler):
    """A server that was SPARQL once: answers its first questions, then as `fault` says."""

    fault = ""
    ended = threading.Event()

    def do_POST(self) -> None:
        """Answer."""
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.fault == "slow":
            self.ended.wait(PATIENCE)
        status = {"busy": 503, "error": 500, "login": 401, "late": 504}.get(self.fault, 200)
        body = (
            b'{"head":{"vars":["g"]},"results":{"bindings":[{"g":{"type":"uri","value":"a:b"}}]}}'
        )
        if self.fault == "page":
            body = b"<html>Underhall</html>"
        self.send_response(status)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        with contextlib.suppress(ConnectionError):  # who asked has not waited for it
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def misbehaving() -> Iterator[tuple[type[Misbehaving], str]]:
    class Handler(Misbehaving):
        ended = threading.Event()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Handler, f"http://127.0.0.1:{server.server_address[1]}/query"
    Handler.ended.set()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("fault", "status", "kind"),
    [
        ("error", 502, "refused"),
        ("login", 502, "refused"),
        ("page", 502, "refused"),
        ("busy", 503, "busy"),
        ("late", 504, "slow"),
        ("slow", 504, "slow"),
        ("gone", 503, "unreachable"),
    ],
)
def test_each_failure_of_the_server_has_its_status(
    misbehaving: tuple[type[Misbehaving], str], fault: str, status: int, kind: str
) -> None:
    handler, address = misbehaving
    # A worker gives the server up a tenth of the bound before it is ended at it.
    bound = 8.0 if fault == "slow" else FAR
    with serving(SMALL, store=address, query_seconds=bound) as server:
        if fault == "gone":
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            store: Store = RemoteStore(f"http://127.0.0.1:{port}/query", 1)
            with pytest.raises(StoreError) as caught:
                store.graphs()
            assert caught.value.kind == kind
            return
        handler.fault = fault
        asked = "SELECT ?g WHERE { ?g ?p ?o } LIMIT 1"
        reply = server.ask(f"/sparql?query={quote(asked)}", headers=JSON)
        assert reply.status == status, reply.text
        assert json.loads(reply.text)["status"] == status
        assert "Traceback" not in reply.text
        handler.fault = ""
        assert server.ask(f"/sparql?query={quote(asked)}", headers=JSON).status == 200


@pytest.mark.parametrize(
    ("address", "name", "default"),
    [
        ("http://h:7878/query", "oxigraph", "written"),
        ("http://h:3030/ds/sparql", "fuseki", "written"),
        ("http://h:3030/ds/query", "fuseki", "written"),
        ("http://h:7200/repositories/plans", "graphdb", "named"),
        ("http://h:8080/rdf4j-server/repositories/plans#rdf4j", "rdf4j", "named"),
        ("http://h:8890/sparql#virtuoso", "virtuoso", "named"),
        ("http://h:7001/#qlever", "qlever", "named"),
        ("https://h:8182/sparql#neptune", "neptune", "named"),
        ("https://h/sparql", "plangraf", "kept"),
    ],
)
def test_which_server_an_address_names(address: str, name: str, default: str) -> None:
    dialect = dialect_of(address)
    assert (dialect.name, dialect.default) == (name, default)
    assert dialect.query.startswith(address.split("#", maxsplit=1)[0].rstrip("/"))
