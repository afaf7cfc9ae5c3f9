"""How it was on a day: each plan in the version of that day, withdrawn and unpublished ones too."""

from datetime import timedelta
from pathlib import Path

import pytest
from rdflib import Graph
from tests.plans.test_publishing import PLAN, WHEN, published, reworded
from tests.plans.test_publishing import graph as graph  # the fixture

from plangraf.errors import ParameterError
from plangraf.plans.publishing.as_of import asked_on, dataset_on, graph_then, read_day
from plangraf.plans.publishing.storing import Signature, Standing, withdraw
from plangraf.plans.publishing.versions import LOG, plan_graph, version_graph
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.interface import EVERYTHING
from plangraf.store.parsing import ntriples_of
from plangraf.validation.checking import Checker

GOALS = """
PREFIX pg: <https://w3id.org/plangraf/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?goal ?label { ?goal a pg:Goal ; skos:prefLabel ?label ; skos:notation "1.1" }
"""
ELSEWHERE = "https://example.org/graph"
OTHER = b"<x:a> <x:b> <x:c> ."
COUNT = "SELECT (COUNT(*) AS ?n) { <x:a> ?p ?o }"


@pytest.fixture(scope="module")
def store(graph: Graph, root: Path) -> EmbeddedStore:
    """Published on 15 January, reworded ten days later, withdrawn after twenty."""
    store, checker = EmbeddedStore(), Checker.of(root)
    store.replace(plan_graph("annan-2020"), OTHER, "nt")
    store.replace(ELSEWHERE, b"<x:e> <x:b> <x:c> .", "nt")
    published(store, graph, root, checker)
    published(store, reworded(graph), root, checker, when=WHEN + timedelta(days=10))
    out = withdraw(PLAN, Standing.of(store, PLAN), Signature("test", WHEN + timedelta(days=20)))
    store.replace_all(out.contents, "nt", out.seen)
    return store


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-01-14", []),
        ("2026-01-15", ["Alla barn får hjälp i tid"]),
        ("2026-01-24", ["Alla barn får hjälp i tid"]),
        ("2026-01-25", ["Alla barn får hjälp i rätt tid"]),
        ("2026-02-03", ["Alla barn får hjälp i rätt tid"]),
        ("2026-02-04", []),
        (None, []),
    ],
)
def test_a_question_is_answered_as_it_was(
    store: EmbeddedStore, day: str | None, said: list[str]
) -> None:
    asked = asked_on(store, day)
    assert [str(row[1]) for row in asked.query(GOALS).rows()] == said
    assert str(next(iter(asked.query(COUNT).rows()))[0]) == "1", "a plan without versions stands"


def test_a_version_is_the_graph_of_its_day(store: EmbeddedStore, graph: Graph) -> None:
    first = graph_then(store, PLAN, read_day("2026-01-20"))
    assert first.startswith(version_graph(PLAN, ""))
    assert len(store.graph(first, "nt").splitlines()) == len(ntriples_of(graph).splitlines())
    assert graph_then(store, PLAN, read_day("2026-01-01")) == ""
    assert graph_then(store, "annan-2020", read_day("2026-01-01")) == plan_graph("annan-2020")


def test_what_is_named_that_day_is_what_stood(store: EmbeddedStore) -> None:
    """GRAPH finds the version of the day, every other graph as it is, and nothing twice."""
    where = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    for day in ("2026-01-20", "2026-02-03"):
        stood = graph_then(store, PLAN, read_day(day))
        seen = {str(row[0]) for row in asked_on(store, day).query(where).rows()}
        assert seen == {stood, plan_graph("annan-2020"), LOG + PLAN, ELSEWHERE}


def test_a_graph_of_another_space_is_no_part_of_the_day(store: EmbeddedStore) -> None:
    """As it is none of the default graph today."""
    for day in ("2026-01-20", None):
        assert not asked_on(store, day).query("ASK { <x:e> ?p ?o }").truth


def test_days_between_the_same_changes_are_one_dataset(store: EmbeddedStore) -> None:
    days = [dataset_on(store, store.graphs(), read_day(f"2026-01-{d}")) for d in (15, 20, 24, 25)]
    assert days[0] == days[1] == days[2] != days[3]
    assert dataset_on(store, store.graphs(), read_day("2026-02-04")) == EVERYTHING


@pytest.mark.parametrize("text", ["2026-02-30", "i går", "2026-1-1", "20260101"])
def test_what_is_no_day_is_told(text: str) -> None:
    with pytest.raises(ParameterError) as caught:
        read_day(text)
    assert "2025-12-31" in caught.value.render("sv")
