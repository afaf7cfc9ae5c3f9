"""A plan over HTTP: checked, published, refused with the report, held to its version, withdrawn."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from rdflib import PROV, SKOS, Graph, Literal, URIRef

from plangraf.content.formatting import format_turtle
from plangraf.plans.publishing.storing import Signature, publish
from plangraf.plans.publishing.submissions import read_submission
from plangraf.plans.publishing.versions import LOG, plan_graph, version_graph
from plangraf.plans.registers.lookups import Lookups
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.parsing import plain_graph
from plangraf.store.versions import version_of, version_of_graph
from plangraf.validation.findings import Report
from plangraf.vocabulary import PG, PGID
from tests.web.serving import Reply, Server, authorised, serving

PLAN = "nydala-2023-2026"
WORKBOOK = Path(__file__).parents[1] / "plans" / "workbooks" / "nydala.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TURTLE = "text/turtle"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("publishing") / "store"


@pytest.fixture(scope="module")
def server(root: Path, folder: Path) -> Iterator[Server]:
    with serving(root, store=str(folder), writable=True, check_seconds=60) as running:
        yield running


@pytest.fixture(scope="module")
def graph(root: Path) -> Graph:
    return read_submission(WORKBOOK, root).graph


@pytest.fixture(autouse=True)
def nothing_published(server: Server) -> None:
    server.ask(path(plan_graph(PLAN)), method="DELETE", headers=authorised())


def path(graph: str) -> str:
    return f"/data?graph={quote(graph, safe='')}"


def worded(graph: Graph, text: str) -> Graph:
    changed = plain_graph(graph)  # type: ignore[arg-type]
    changed.set((URIRef(f"{PGID}goal/{PLAN}/1.1"), SKOS.prefLabel, Literal(text, lang="sv")))
    return changed


def put(server: Server, graph: Graph, *, by: str = "test", **headers: str) -> Reply:
    return server.ask(
        f"{path(plan_graph(PLAN))}&by={by}",
        method="PUT",
        headers=authorised(Content_Type=TURTLE, **headers),
        body=format_turtle(graph).encode(),
    )


def read(server: Server, graph: str) -> Graph:
    reply = server.ask(path(graph), headers={"Accept": TURTLE})
    return Graph().parse(data=reply.body, format="turtle") if reply.status == 200 else Graph()


def recorded(server: Server) -> set[str]:
    log = read(server, LOG + PLAN)
    return {str(s).rpartition("/")[2] for s in log.subjects(PROV.generatedAtTime)}


def version_in(reply: Reply) -> str:
    return (reply.headers["ETag"] or "").strip('"')


def goals(server: Server) -> int:
    query = f"SELECT ?g {{ ?g a <{PG.Goal}> ; <{PG.inPlan}> <{PGID}plan/{PLAN}> }}"
    reply = server.ask(f"/sparql?query={quote(query)}", headers={"Accept": "text/csv"})
    return len(reply.text.split()) - 1


def test_a_workbook_becomes_a_published_plan(server: Server) -> None:
    reply = server.ask(
        f"{path(plan_graph(PLAN))}&name=nydala.xlsx&by=Kim",
        method="PUT",
        headers=authorised(Content_Type=XLSX),
        body=WORKBOOK.read_bytes(),
    )
    assert reply.status == 201, reply.text
    version = version_in(reply)
    assert goals(server) == 2
    shown = server.ask(path(plan_graph(PLAN)), headers={"Accept": TURTLE})
    assert shown.headers["ETag"] == f'W/"{version}-ttl"'
    assert version_of(shown.body, "ttl") == version
    assert version_of_graph(read(server, version_graph(PLAN, version))) == version
    log = read(server, LOG + PLAN)
    assert Literal("Kim") in set(log.objects(None, PROV.wasAssociatedWith))
    assert Literal("nydala.xlsx") in set(log.objects())
    assert version in recorded(server)


@pytest.mark.parametrize(
    ("accept", "kind", "word"),
    [
        ("*/*", "text/plain", "fel"),
        ("application/json", "application/json", '"findings"'),
        (TURTLE, TURTLE, "sh:ValidationReport"),
        ("text/html", "text/html", "<html"),
        ("image/png", "text/plain", "fel"),
    ],
)
def test_what_does_not_conform_is_refused_with_the_report(
    server: Server, graph: Graph, accept: str, kind: str, word: str
) -> None:
    assert put(server, graph).status == 201
    before = recorded(server)
    broken = plain_graph(graph)  # type: ignore[arg-type]
    broken.remove((None, PG.inPlan, None))
    reply = put(server, broken, Accept=accept)
    assert (reply.status, reply.type) == (422, kind), reply.text
    assert word in reply.text
    assert reply.headers["Plangraf-Conforms"] == "false"
    if kind == "application/json":
        assert json.loads(reply.body)
    assert version_of_graph(read(server, plan_graph(PLAN))) == version_of_graph(graph)
    assert recorded(server) == before


def test_a_write_holds_to_the_version_it_names(server: Server, graph: Graph) -> None:
    assert put(server, graph, If_Match="*").status == 412
    first = put(server, graph, If_None_Match="*")
    assert first.status == 201
    assert put(server, worded(graph, "A"), If_None_Match="*").status == 412
    shown = server.ask(path(plan_graph(PLAN)), headers={"Accept": "application/n-triples"})
    second = put(server, worded(graph, "A"), If_Match=shown.headers["ETag"])
    assert second.status == 204, second.text
    for stale in (first.headers["ETag"], shown.headers["ETag"], '""', ",", "none"):
        refused = put(server, worded(graph, "B"), If_Match=stale)
        assert refused.status == 412
        assert "ändrats" in refused.text
    assert put(server, worded(graph, "B"), If_Match=second.headers["ETag"]).status == 204


def test_another_plan_or_none_does_not_belong_there(server: Server) -> None:
    for body in (b"<x:a> <x:b> <x:c> .", f"<{PGID}plan/annan> a <{PG.ActionPlan}> .".encode()):
        reply = server.ask(
            path(plan_graph(PLAN)),
            method="PUT",
            headers=authorised(Content_Type=TURTLE),
            body=body,
        )
        assert reply.status == 422, reply.text
    assert goals(server) == 0


def test_only_who_has_the_token_publishes(server: Server) -> None:
    for method in ("PUT", "POST", "DELETE"):
        headers = {"Content-Type": TURTLE, "Authorization": "Bearer wrong"}
        reply = server.ask(path(plan_graph(PLAN)), method=method, headers=headers, body=b"")
        assert reply.status == 401


def test_more_is_added_to_what_stands(server: Server, graph: Graph) -> None:
    put(server, graph)
    note = f'<{PGID}goal/{PLAN}/1.1> <{SKOS.note}> "Tillagt"@sv .'
    reply = server.ask(
        path(plan_graph(PLAN)),
        method="POST",
        headers=authorised(Content_Type=TURTLE),
        body=note.encode(),
    )
    assert reply.status == 204, reply.text
    assert len(read(server, plan_graph(PLAN))) == len(graph) + 1


def test_a_withdrawn_plan_keeps_its_versions(server: Server, graph: Graph) -> None:
    version = version_in(put(server, graph))
    reply = server.ask(path(plan_graph(PLAN)), method="DELETE", headers=authorised())
    assert reply.status == 204
    assert server.ask(path(plan_graph(PLAN))).status == 404
    assert goals(server) == 0
    assert version_of_graph(read(server, version_graph(PLAN, version))) == version
    log = read(server, LOG + PLAN)
    assert (URIRef(version_graph(PLAN, version)), PROV.wasInvalidatedBy, None) in log


def test_of_writers_at_once_every_acknowledged_version_is_kept(
    server: Server, graph: Graph
) -> None:
    wordings = [worded(graph, f"Målet i lydelse {number}") for number in range(4)]
    with ThreadPoolExecutor(4) as writers:
        replies = list(writers.map(lambda each: put(server, each), wordings))
    assert {reply.status for reply in replies} <= {201, 204}, [reply.text for reply in replies]
    versions = {version_in(reply) for reply in replies}
    assert len(versions) == 4
    assert versions <= recorded(server)
    for version in versions:
        assert version_of_graph(read(server, version_graph(PLAN, version))) == version


def test_of_writers_that_name_the_same_version_one_wins(server: Server, graph: Graph) -> None:
    seen = put(server, graph).headers["ETag"]
    wordings = [worded(graph, f"Lydelse {number}") for number in range(3)]
    with ThreadPoolExecutor(3) as writers:
        replies = list(writers.map(lambda each: put(server, each, If_Match=seen), wordings))
    assert sorted(reply.status for reply in replies) == [204, 412, 412]


def test_readers_see_whole_states_and_the_new_one_at_once(server: Server, graph: Graph) -> None:
    done = threading.Event()

    def watch() -> set[int]:
        seen = set()
        while not done.is_set():
            seen.add(goals(server))
        return seen

    with ThreadPoolExecutor(1) as reader:
        watching = reader.submit(watch)
        assert put(server, graph).status == 201
        assert goals(server) == 2
        done.set()
    assert watching.result() <= {0, 2}


def test_what_another_process_published_in_the_folder_is_not_lost(
    server: Server, graph: Graph, folder: Path, root: Path
) -> None:
    put(server, graph)
    store = EmbeddedStore(folder, patience=60)
    beside = publish(
        store,
        PLAN,
        worded(graph, "Vid sidan om"),
        Lookups(root, PLAN),
        check=lambda: Report((), (), 0, "core", "none"),
        signature=Signature("beside", datetime.now(UTC)),
    )
    store.close()
    after = put(server, worded(graph, "Efteråt"))
    assert after.status == 204, after.text
    assert {beside.version, version_in(after)} <= recorded(server)
