"""Publishing: versions kept, conflicts and violations refused with nothing changed."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from rdflib import PROV, RDF, SKOS, Graph, Literal, URIRef

from plangraf.content.formatting import format_turtle
from plangraf.errors import Misplaced, Outdated, ParameterError
from plangraf.plans.building.importing import import_plan
from plangraf.plans.comparing.diff_rendering import render_html, render_json, render_text
from plangraf.plans.comparing.differ import compare_plans, summary
from plangraf.plans.exporting.records_of import export_form
from plangraf.plans.exporting.writing import write_yaml
from plangraf.plans.publishing.as_of import version_at
from plangraf.plans.publishing.storing import (
    DoesNotConform,
    Publication,
    Signature,
    Standing,
    publish,
    withdraw,
)
from plangraf.plans.publishing.submissions import parse_submission, read_submission
from plangraf.plans.publishing.versions import LOG, current, current_version, versions
from plangraf.plans.reading import read_plan_file
from plangraf.plans.readings import Wishes
from plangraf.plans.registers.lookups import Lookups
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.interface import Store
from plangraf.store.parsing import parse_triples, plain_graph
from plangraf.store.versions import version_of_graph
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Report
from plangraf.validation.reading import Document
from plangraf.vocabulary import PG, PGID

PLAN = "nydala-2023-2026"
DECIMAL = URIRef("http://www.w3.org/2001/XMLSchema#decimal")
WHEN = datetime(2026, 1, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def graph(root: Path) -> Graph:
    path = Path(__file__).parent / "workbooks" / "nydala.xlsx"
    return import_plan(read_plan_file(path, root), root).graph


def reworded(graph: Graph) -> Graph:
    changed = plain_graph(graph)  # type: ignore[arg-type]
    goal = URIRef(f"{PGID}goal/{PLAN}/1.1")
    changed.set((goal, SKOS.prefLabel, Literal("Alla barn får hjälp i rätt tid", lang="sv")))
    return changed


def published(
    store: Store,
    graph: Graph,
    root: Path,
    checker: Checker,
    expected: str | None = None,
    when: datetime = WHEN,
) -> Publication:
    def check() -> Report:
        data = format_turtle(graph).encode()
        return checker.check([Document("plan.ttl", "ttl", data, tuple(parse_triples(data, "ttl")))])

    return publish(
        store,
        PLAN,
        graph,
        Lookups(root, PLAN),
        check=check,
        signature=Signature("test", when),
        expected=expected,
    )


def test_versions_are_kept_and_conflicts_refused(graph: Graph, root: Path) -> None:
    store, checker = EmbeddedStore(), Checker.of(root)

    def put(version: Graph, expected: str | None) -> str:
        return published(store, version, root, checker, expected).version

    first = put(graph, "")
    assert current_version(store, PLAN) == first
    second = put(reworded(graph), first)
    assert set(versions(store, PLAN)) == {first, second}
    with pytest.raises(Outdated):
        put(graph, first)
    broken = plain_graph(graph)  # type: ignore[arg-type]
    broken.remove((None, PG.inPlan, None))
    with pytest.raises(DoesNotConform):
        put(broken, second)
    assert current_version(store, PLAN) == second
    log = plain_graph(parse_triples(store.graph(LOG + PLAN, "ttl"), "ttl"))
    assert len(set(log.subject_objects(PROV.wasRevisionOf))) == 1
    assert len(current(store, PLAN)) == len(graph)
    asked = store.query("SELECT ?g WHERE { ?g a <https://w3id.org/plangraf/ns#Goal> }")
    assert len(list(asked.rows())) == 2


def test_each_version_is_found_by_the_day_on_which_it_was_current(graph: Graph, root: Path) -> None:
    store, checker = EmbeddedStore(), Checker.of(root)
    made = [
        published(store, version, root, checker, when=WHEN + timedelta(days=day)).version
        for day, version in ((0, graph), (10, reworded(graph)), (20, graph))
    ]
    assert made[0] == made[2] != made[1]
    assert version_at(store, PLAN, WHEN - timedelta(days=1)) is None
    for day, number in ((0, 0), (9, 0), (10, 1), (19, 1), (20, 2), (99, 2)):
        assert version_at(store, PLAN, WHEN + timedelta(days=day)) == made[number]


def test_a_clock_that_was_set_back_does_not_turn_the_order_round(graph: Graph, root: Path) -> None:
    store, checker = EmbeddedStore(), Checker.of(root)
    first = published(store, graph, root, checker).version
    earlier = WHEN - timedelta(hours=1)
    second = published(store, reworded(graph), root, checker, when=earlier).version
    later = WHEN + timedelta(seconds=1)
    assert version_at(store, PLAN, earlier) is None
    assert version_at(store, PLAN, WHEN) == first
    assert version_at(store, PLAN, later) == second == current_version(store, PLAN)
    out = withdraw(PLAN, Standing.of(store, PLAN), Signature("test", earlier))
    store.replace_all(out.contents, "nt", out.seen)
    assert version_at(store, PLAN, later) is None


def test_of_writers_at_once_every_acknowledged_version_is_kept(graph: Graph, root: Path) -> None:
    store, checker = EmbeddedStore(), Checker.of(root)
    goal = URIRef(f"{PGID}goal/{PLAN}/1.1")

    def put(number: int) -> str:
        mine = plain_graph(graph)  # type: ignore[arg-type]
        mine.set((goal, SKOS.prefLabel, Literal(f"Målet i lydelse {number}", lang="sv")))
        return published(store, mine, root, checker).version

    with ThreadPoolExecutor(3) as writers:
        acknowledged = set(writers.map(put, range(4)))
    assert len(acknowledged) == 4
    assert set(versions(store, PLAN)) == acknowledged
    log = plain_graph(parse_triples(store.graph(LOG + PLAN, "ttl"), "ttl"))
    assert len(set(log.subjects(PROV.generatedAtTime))) == 4
    assert len(set(log.subject_objects(PROV.wasRevisionOf))) == 3


def test_a_plan_is_not_published_as_another(graph: Graph, root: Path) -> None:
    store = EmbeddedStore()
    with pytest.raises(Misplaced) as caught:
        publish(
            store,
            "annan-2024",
            graph,
            Lookups(root, PLAN),
            check=lambda: pytest.fail("checked"),
            signature=Signature("test", WHEN),
        )
    assert PLAN in caught.value.message.sv
    assert store.graphs() == []


@pytest.mark.parametrize("plan", ["a/b", "x> ; DROP ALL ; #", "å b", "../x", "-", "x" * 101])
def test_an_id_that_cannot_stand_in_an_address_is_told(plan: str, root: Path) -> None:
    workbook = Path(__file__).parent / "workbooks" / "nydala.xlsx"
    yaml = f"plan:\n  id: {json.dumps(plan)}\n  title: Plan\ngoal:\n- text: Mål\n".encode()
    with pytest.raises(ParameterError) as caught:
        read_submission(workbook, root, Wishes(plan=plan))
    assert "kan inte vara en plans id" in caught.value.render("sv")
    with pytest.raises(ParameterError) as caught:
        parse_submission(yaml, "p.yaml", root)
    assert caught.value.place == "p.yaml:2:7"


@pytest.mark.parametrize("plan", ["Håbo-2024", "plan/nydala_2", f"{PGID}plan/x.1"])
def test_an_id_is_a_name_or_the_address_of_the_plan(plan: str, root: Path) -> None:
    yaml = f"plan:\n  id: {plan}\n  title: Plan\ngoal:\n- text: Mål\n".encode()
    read = parse_submission(yaml, "p.yaml", root)
    assert read.plan == plan.rpartition("/")[2]
    assert (URIRef(f"{PGID}plan/{read.plan}"), RDF.type, PG.ActionPlan) in read.graph


def test_an_id_of_a_thing_that_no_address_can_hold_is_rewritten_and_told(root: Path) -> None:
    yaml = b"plan:\n  title: Plan\ngoal:\n- id: 'M\xc3\xa5l <1>'\n  text: Trygga barn\n"
    read = parse_submission(yaml, "p.yaml", root)
    assert (URIRef(f"{PGID}goal/{read.plan}/mal-1"), RDF.type, PG.Goal) in read.graph
    assert read.imported is not None
    (told,) = [p for p in read.imported.reading.notes.problems if p.code == "id-rewritten"]
    assert str(told.location) == "p.yaml:4:7"
    assert "mal-1" in told.message.sv


def test_the_graph_of_a_plan_that_no_address_names_is_told(root: Path) -> None:
    turtle = f"<{PGID}plan/a/b> a <{PG.ActionPlan}> .".encode()
    with pytest.raises(ParameterError):
        parse_submission(turtle, "p.ttl", root)


def test_values_written_differently_are_the_same_version(graph: Graph) -> None:
    number = URIRef("https://schema.org/value")
    one, other = (plain_graph(graph) for _ in range(2))  # type: ignore[arg-type]
    for version, text in ((one, "0.50"), (other, "0.5")):
        version.add((PGID[PLAN], number, Literal(text, datatype=DECIMAL, normalize=False)))
    assert version_of_graph(one) == version_of_graph(other) != version_of_graph(graph)


def test_a_reworded_goal_is_one_change(graph: Graph, root: Path) -> None:
    diff = compare_plans(graph, reworded(graph), Lookups(root, PLAN), ("a", "b"))
    assert summary(diff, "sv") == "1 omformulerat mål"
    assert "hette förut: 1.1 Alla barn får hjälp i tid" in render_text(diff, "sv")
    assert '"renamed"' in render_json(diff)
    assert "<strong>" in render_html(diff, "en")


def placed(root: Path, *files: Path) -> str:
    read = [read_submission(file, root) for file in files]
    documents = tuple(one.checkable.document for one in read)
    diff = compare_plans(
        read[0].graph,
        read[1].graph,
        Lookups(root, PLAN),
        ("a", "b"),
        documents,  # type: ignore[arg-type]
    )
    return render_text(diff, "sv")


def test_a_changed_target_is_told_with_the_cells_it_stands_in(tmp_path: Path, root: Path) -> None:
    before, after = Path(__file__).parent / "workbooks" / "nydala.xlsx", tmp_path / "b.xlsx"
    book = openpyxl.load_workbook(before)
    book["Handlingsplan"]["H7"] = 0.95
    book["Handlingsplan"]["C8"] = "Stöd till föräldrar"
    book["Handlingsplan"]["B12"] = "Jämlik vård i hela länet"
    book.save(after)
    told = placed(root, before, after)
    assert (
        "Målvärden: från 90 % (2025) [Handlingsplan!H7] till 95 % (2025) [Handlingsplan!H7]" in told
    )
    assert f"    plats: {before}:Handlingsplan!C8 → {after}:Handlingsplan!C8" in told
    assert f"+ mål: Jämlik vård i hela länet\n    plats: {after}:Handlingsplan!B12" in told
    assert f"− mål: Ökad delaktighet\n    plats: {before}:Handlingsplan!B12" in told
    assert "    Mål: från Ökad delaktighet [" in told


def test_a_text_has_its_lines_and_a_store_its_names(
    graph: Graph, tmp_path: Path, root: Path
) -> None:
    turtle, yaml = tmp_path / "a.ttl", tmp_path / "b.yaml"
    turtle.write_bytes(format_turtle(graph).encode())
    yaml.write_bytes(write_yaml(export_form(reworded(graph), PLAN, root), "0"))
    told = placed(root, turtle, yaml)
    lines = [
        1 + next(n for n, line in enumerate(file.read_text("utf-8").split("\n")) if text in line)
        for file, text in ((turtle, '"Alla barn får hjälp i tid"'), (yaml, "hjälp i rätt tid"))
    ]
    assert f"    plats: {turtle}:{lines[0]}:" in told
    assert f" → {yaml}:{lines[1]}:" in told
    diff = compare_plans(graph, reworded(graph), Lookups(root, PLAN), ("a", "b"))
    iri = f"{PGID}goal/{PLAN}/1.1"
    assert f"    plats: {iri}\n" in render_text(diff, "sv")
    assert f'<a href="id/goal/{PLAN}/1.1">' in render_html(diff, "sv", "id/")
    assert json.loads(render_json(diff))["differences"][0]["iri"] == iri


def test_a_plan_does_not_differ_from_itself(graph: Graph, root: Path) -> None:
    assert compare_plans(graph, graph, Lookups(root, PLAN)).differences == ()
