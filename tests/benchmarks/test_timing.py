"""Benchmarks compare like with like and tell ratios; how long anything takes is not tested."""

from collections.abc import Callable

from plangraf.benchmarks.stores import QUERIES
from plangraf.benchmarks.timing import Measured, render_table, side_by_side


def test_the_two_run_in_turn_and_the_first_run_is_not_counted() -> None:
    order: list[str] = []

    def noting(name: str) -> Callable[[], None]:
        return lambda: order.append(name)

    row = side_by_side("work", noting("a"), "peer", noting("b"), runs=3)
    assert order == ["a", "b"] * 4
    assert row.runs == 3


def test_a_table_tells_how_many_times_as_long_the_peer_takes() -> None:
    table = render_table([Measured("fill", "rdflib", 0.1, 2.5, 3)], "en")
    assert table.splitlines()[1].split() == ["fill", "100.00", "rdflib", "2500.00", "25.0"]


def test_there_is_more_than_one_kind_of_question() -> None:
    assert len(QUERIES) >= 5
