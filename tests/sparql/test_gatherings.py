"""Datasets of many graphs beside the present state: made once, kept a few, made anew when lost."""

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plangraf.errors import MemoryExceeded, Overloaded, QueryTimeout, StoreError
from plangraf.language import Text
from plangraf.settings import Limits, Settings
from plangraf.sparql.changing import Change
from plangraf.sparql.exchange import ClientGone, never
from plangraf.sparql.gatherings import MOST, Gatherings
from plangraf.sparql.generation import Generation
from plangraf.sparql.pool import Pool
from plangraf.sparql.service import QueryRequest
from plangraf.store.interface import EVERYTHING, Dataset
from plangraf.vocabulary import GRAPHS
from tests.sparql.test_outliving import CONTENT
from tests.waiting import PATIENCE, comes

NAMES = [f"{GRAPHS}plans/p{number}" for number in range(4)]
VALUES = "SELECT ?o { ?s <x:is> ?o } ORDER BY ?o"


@pytest.fixture(params=["memory", "folder"])
def pool(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pool]:
    place = str(tmp_path / "store") if request.param == "folder" else None
    patient = Limits(query_seconds=PATIENCE)
    made = Pool(Settings(content=CONTENT, store=place, workers=1, limits=patient), CONTENT)
    triples = " ".join(f"GRAPH <{name}> {{ <x:s> <x:is> '{name[-2:]}' }}" for name in NAMES)
    made.change(Change("update", f"INSERT DATA {{ {triples} }}"))
    yield made
    made.close()


def of(*numbers: int) -> Dataset:
    return Dataset(tuple(NAMES[number] for number in numbers), (), gathered=True)


def values(pool: Pool, dataset: Dataset) -> list[str]:
    asked = QueryRequest(VALUES, "csv", dataset, seconds=PATIENCE)
    return pool.run(asked).read().decode().split()[1:]


def kept(pool: Pool) -> list[Generation]:
    return [made.result() for made in pool._gatherings._kept.values()]


def test_each_answers_on_its_graphs_and_few_are_kept(pool: Pool) -> None:
    assert values(pool, of(0, 1)) == ["p0", "p1"]
    first = kept(pool)
    assert values(pool, of(0, 1)) == ["p0", "p1"]
    assert kept(pool) == first, "made once"
    assert values(pool, of(2)) == ["p2"]
    assert values(pool, of(3)) == ["p3"]
    assert len(kept(pool)) == MOST
    assert first[0] not in kept(pool)
    assert values(pool, of(0, 1)) == ["p0", "p1"]
    assert values(pool, EVERYTHING) == ["p0", "p1", "p2", "p3"]


def test_those_who_ask_at_once_share_one(pool: Pool) -> None:
    with ThreadPoolExecutor(4) as askers:
        answers = list(askers.map(lambda _: values(pool, of(0, 2)), range(4)))
    assert answers == [["p0", "p2"]] * 4
    assert len(kept(pool)) == 1


def test_a_change_of_the_data_is_seen(pool: Pool) -> None:
    assert values(pool, of(0)) == ["p0"]
    pool.change(Change("update", f"INSERT DATA {{ GRAPH <{NAMES[0]}> {{ <x:s> <x:is> 'new' }} }}"))
    assert kept(pool) == []
    assert values(pool, of(0)) == ["new", "p0"]


def test_one_that_has_died_is_made_anew(pool: Pool) -> None:
    assert values(pool, of(1)) == ["p1"]
    (beside,) = kept(pool)
    worker = beside.take()
    beside.give_back(worker, keep=True)
    holder = int(Path(f"/proc/{worker.pid}/stat").read_text().rpartition(")")[2].split()[1])
    os.kill(holder, signal.SIGKILL)
    assert comes(lambda: not Path(f"/proc/{worker.pid}/exe").exists())
    with pytest.raises(MemoryExceeded):  # its worker has died with it, of what cannot be known
        values(pool, of(1))
    assert values(pool, of(1)) == ["p1"]
    assert kept(pool) != [beside]


def test_what_ends_leaves_no_process_behind(pool: Pool) -> None:
    values(pool, of(1))
    worker = kept(pool)[0].take()
    kept(pool)[0].give_back(worker, keep=True)
    pool._gatherings.forget()
    assert comes(lambda: not Path(f"/proc/{worker.pid}/exe").exists())


def test_who_waits_too_long_comes_back_and_finds_it() -> None:
    go_on = threading.Event()
    made = object()

    def make(state: Generation, dataset: Dataset) -> Generation:
        go_on.wait()
        return made  # type: ignore[return-value]

    state: Generation = object()  # type: ignore[assignment]
    gatherings = Gatherings(make)
    with pytest.raises(QueryTimeout) as caught:
        gatherings.get(state, of(0), 0, never)
    assert "0 sekunder" in caught.value.render("sv")
    assert "ask again" in caught.value.render("en")
    with pytest.raises(ClientGone):
        gatherings.get(state, of(0), PATIENCE, lambda: True)
    with pytest.raises(QueryTimeout):
        gatherings.get(state, of(1), 0, never)
    with pytest.raises(Overloaded):
        gatherings.get(state, of(2), PATIENCE, never)
    go_on.set()
    assert gatherings.get(state, of(0), PATIENCE, never) is made


def test_what_could_not_be_made_is_told_and_tried_again() -> None:
    tries: list[Dataset] = []

    def make(state: Generation, dataset: Dataset) -> Generation:
        tries.append(dataset)
        if len(tries) == 1:
            raise StoreError(Text("trasigt", "broken"))
        return state

    state: Generation = object()  # type: ignore[assignment]
    gatherings = Gatherings(make)
    with pytest.raises(StoreError):
        gatherings.get(state, of(0), PATIENCE, never)
    assert comes(lambda: not gatherings._kept)
    assert gatherings.get(state, of(0), PATIENCE, never) is state
