"""Running: forms, pages, labels beside IRIs, graphs of what an answer names, mistakes of a file."""

from dataclasses import replace

import pytest
from rdflib import Graph, URIRef

from plangraf.catalogue.definition import Catalogue, Expectation
from plangraf.catalogue.parameters import Values
from plangraf.catalogue.running import Window, check, run, write_graph
from plangraf.errors import ContentError
from plangraf.language import Language
from plangraf.store.embedded import EmbeddedStore
from plangraf.vocabulary import PGID


def labels(catalogue: Catalogue, store: EmbeddedStore, language: Language) -> list[str]:
    table = run(catalogue.get("goals-of-plan"), Values(language), store)
    return [row[1].text for row in table.rows]


def test_labels_fall_back_to_swedish(catalogue: Catalogue, store: EmbeddedStore) -> None:
    assert labels(catalogue, store, "sv") == [
        "=Färre köar",
        'Fler; "trygga" & <glada>',
        "Stöd åt alla",
    ]
    assert labels(catalogue, store, "en")[0] == "Fewer queue"
    assert labels(catalogue, store, "en")[2] == "Stöd åt alla"


def test_a_label_has_its_iri_and_its_language(catalogue: Catalogue, store: EmbeddedStore) -> None:
    table = run(catalogue.get("goals-of-plan"), Values("en"), store)
    cell = table.rows[1][1]
    assert cell.iri == PGID + "goal/harryda-2019/g2"
    assert cell.language == "sv"


def test_pages_follow_each_other(catalogue: Catalogue, store: EmbeddedStore) -> None:
    query = catalogue.get("goals-of-plan")
    first = run(query, Values(), store, Window(2))
    second = run(query, Values(), store, Window(2, 2))
    beyond = run(query, Values(), store, Window(2, 9))
    assert (len(first.rows), first.more, first.total) == (2, True, None)
    assert (len(second.rows), second.more, second.total, second.offset) == (1, False, 3, 2)
    assert (len(beyond.rows), beyond.more, beyond.total) == (0, False, None)
    whole = run(query, Values(), store)
    assert first.rows + second.rows == whole.rows
    limited = replace(query, text=f"{query.text}\nLIMIT 3", limited=True)
    assert run(limited, Values(), store, Window(2, 2)).rows == second.rows


def test_yes_or_no(catalogue: Catalogue, store: EmbeddedStore) -> None:
    table = run(catalogue.get("any-goals"), Values(), store)
    assert [[cell.value for cell in row] for row in table.rows] == [[True]]


def test_triples_as_rows_and_as_a_graph(catalogue: Catalogue, store: EmbeddedStore) -> None:
    query = catalogue.get("goal-names")
    assert len(run(query, Values(), store).rows) == 4
    for key in ("ttl", "nt", "rdf"):
        data = write_graph(query, Values(), store, key)
        parsed = Graph().parse(data=data, format="xml" if key == "rdf" else key)
        assert len(parsed) == 4


def test_the_graph_of_a_table_is_what_is_said_of_its_things(
    catalogue: Catalogue, store: EmbeddedStore
) -> None:
    data = write_graph(catalogue.get("goals-of-plan"), Values(), store, "nt")
    subjects = set(Graph().parse(data=data, format="nt").subjects())
    assert subjects == {
        URIRef(PGID + f"goal/{g}") for g in ("harryda-2019/g1", "harryda-2019/g2", "ale-2020/g1")
    }


def test_a_broken_query_is_the_files_fault(catalogue: Catalogue, store: EmbeddedStore) -> None:
    query = catalogue.get("goals-of-plan")
    broken = replace(query, text=query.text.replace("WHERE", "WHERRE"))
    with pytest.raises(ContentError) as caught:
        run(broken, Values(), store)
    assert (caught.value.place or "").startswith("queries/goals/goals-of-plan.rq:2")


def test_check_tells_too_few_rows_and_wrong_test_parameters(
    catalogue: Catalogue, store: EmbeddedStore
) -> None:
    query = catalogue.get("goals-of-plan")
    assert check(query, store) == []
    more = replace(query, tests=Expectation(min_rows=4))
    assert "3 rows, at least 4" in check(more, store)[0].render("en")
    wrong = replace(query, tests=Expectation(params={"plan": ("nowhere",)}))
    assert isinstance(check(wrong, store)[0], ContentError)
