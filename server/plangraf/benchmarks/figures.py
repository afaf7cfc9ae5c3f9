"""Measures filling a store with figures, beside the engine's own loader on the same triples.

Turns made-up files of figures (290 areas × 12 years × 3 sexes, some 10,000 a file) into a store,
once by way of the tables and once from the Turtle they become. Files are read one at a time, so
memory holds one table and the store, whatever the number of files.
"""

from collections.abc import Iterator
from typing import Final

from plangraf.benchmarks.timing import Measured, side_by_side
from plangraf.content.observations import COLUMNS, observations_as_turtle
from plangraf.store.embedded import EmbeddedStore
from plangraf.workspace import Workspace

FILES: Final = (10, 96)
"""About 100,000 and 1,000,000 figures."""

PER_FILE: Final = 290 * 12 * 3


def measure(_workspace: Workspace, runs: int) -> Iterator[Measured]:
    """Yield one row per size; the larger one is run once."""
    for number in FILES:
        texts = [_table(series) for series in range(number)]
        parts = [observations_as_turtle(text, "made").encode() for text in texts]

        def ours(texts: list[str] = texts) -> None:
            _fill(observations_as_turtle(text, "made").encode() for text in texts)

        def engine(parts: list[bytes] = parts) -> None:
            _fill(iter(parts))

        name = f"{number * PER_FILE:,} figures"
        once = max(1, runs // 5) if number < FILES[-1] else 1
        yield side_by_side(name, ours, "the engine's loader", engine, once)


def _fill(parts: Iterator[bytes]) -> None:
    store = EmbeddedStore()
    for number, part in enumerate(parts):
        store.load(f"https://example.org/{number}", part, "ttl", place="made")


def _table(series: int) -> str:
    """Return one file of figures that no source has."""
    head = f"#series: made/s{series}\n#unit: percent\n#retrievals:\n#  a:\n#    source: made\n"
    rows = (
        f",{area:04},{year},{year},{year},{sex},,{area * year % 97}.{year % 10},ok,,1,a,"
        for area in range(114, 404)
        for year in range(2013, 2025)
        for sex in "TKM"
    )
    return head + ",".join(COLUMNS) + "\n" + "\n".join(rows) + "\n"
