"""Every number of a shipped query that leads to what it counts leads to as many things."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from plangraf.catalogue.counted import behind, given_by
from plangraf.catalogue.definition import SavedQuery
from plangraf.catalogue.parameters import Values, read_values
from plangraf.catalogue.reading import read_catalogue
from plangraf.catalogue.running import options_of, run
from plangraf.store.embedded import EmbeddedStore

ROOT = Path(__file__).resolve().parents[2]
QUERIES = {query.name: query for query in read_catalogue(ROOT / "queries").queries}
COUNTING = sorted(name for name, query in QUERIES.items() if any(c.counts for c in query.columns))
_LEAST = 25
_ROWS = 30


def values_of(query: SavedQuery, given: Mapping[str, list[str]], store: EmbeddedStore) -> Values:
    return read_values(query, given, lambda parameter: options_of(parameter, store, "sv"))


def test_the_list_is_long_enough() -> None:
    assert len(COUNTING) >= _LEAST


@pytest.mark.parametrize("name", COUNTING)
def test_as_many_things_stand_behind_a_number(name: str, filled: EmbeddedStore) -> None:
    query = QUERIES[name]
    given = {key: list(texts) for key, texts in query.tests.params.items()}
    table = run(query, values_of(query, given, filled), filled)
    followed = 0
    for column in (c for c in query.columns if c.counts):
        things = behind(query, column.variable)
        for row in table.rows[:_ROWS]:
            number = row[table.columns.index(column)].value
            pairs = given_by(table, row, column)
            if pairs is None:
                continue
            asked: dict[str, list[str]] = {}
            for key, text in pairs:
                asked.setdefault(key, []).append(text)
            found = run(things, values_of(things, asked, filled), filled)
            listed = [cells[0].term for cells in found.rows]
            assert len(listed) == len(set(listed)) == number, (things.name, pairs)
            followed += 1
    assert followed
