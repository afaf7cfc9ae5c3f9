"""Publishing: versions kept, conflicts and violations refused with nothing changed; differences told."""

# ruff: noqa: E501  (messages stand in both languages on one line)

from datetime import UTC, datetime
from pathlib import Path

import pytest
from rdflib import PROV, SKOS, Graph, Literal, URIRef

from plangraf.plans.diff_rendering import render_html, render_json, render_text
from plangraf.plans.differ import compare_plans, summary
from plangraf.plans.importing import import_plan
from plangraf.plans.lookups import Lookups
from plangraf.plans.publishing import (
    LOG,
    DoesNotConform,
    Outdated,
    current,
    current_version,
    publish,
    versions,
)
from plangraf.plans.reading import read_plan_file
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.parsing import parse_triples, plain_graph
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Report
from plangraf.validation.reading import Document
from plangraf.vocabulary import PG, PGID

PLAN = "nydala-2023-2026"
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


def test_versions_are_kept_and_conflicts_refused(graph: Graph, root: Path) -> None:
    store, checker = EmbeddedStore(), Checker.of(root)

    def check(data: bytes) -> Report:
        return checker.check([Document("plan.ttl", "ttl", data, tuple(parse_triples(data, "ttl")))])

    def put(version: Graph, expected: str | None) -> str:
        lookups = Lookups(root, PLAN)
        return publish(
            store, PLAN, version, lookups, check=check, who="test", when=WHEN, expected=expected
        ).version

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


def test_a_reworded_goal_is_one_change(graph: Graph, root: Path) -> None:
    diff = compare_plans(graph, reworded(graph), Lookups(root, PLAN), ("a", "b"))
    assert summary(diff, "sv") == "1 omformulerat mål"
    assert "hette förut: 1.1 Alla barn får hjälp i tid" in render_text(diff, "sv")
    assert '"renamed"' in render_json(diff)
    assert "<strong>" in render_html(diff, "en")


def test_a_plan_does_not_differ_from_itself(graph: Graph, root: Path) -> None:
    assert compare_plans(graph, graph, Lookups(root, PLAN)).differences == ()
