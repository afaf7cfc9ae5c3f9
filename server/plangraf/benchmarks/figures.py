"""Measures filling a store with figures, beside the engine's own loader on the same triples.

Turns made-up files of figures (290 areas × 12 years × 3 sexes, some 10,000 a file) into a store,
once by way of the tables and once from the Turtle they become. Files are read one at a time, so
memory holds one table and the store, whatever the number of files.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from plangraf.benchmarks.timing import Measured, Work, side_by_side
from plangraf.content.observations import COLUMNS, observations_as_turtle
from plangraf.store.embedded import EmbeddedStore
from plangraf.workspace import Workspace

FILES: Final = (10, 96)
"""About 100,000 and 1,000,000 figures."""

PEER: Final = "the engine's loader"
PER_FILE: Final = 290 * 12 * 3


def measure(_workspace: Workspace, runs: int) -> Iterator[Measured]:
    """Yield one row per size; the larger one is run once, without a run to warm up."""
    for number in FILES:
        with TemporaryDirectory() as folder:
            tables, parts = _written(Path(folder), number)

            def ours(tables: list[Path] = tables) -> None:
                _fill(observations_as_turtle(p.read_text("utf-8"), "made").encode() for p in tables)

            def engine(parts: list[Path] = parts) -> None:
                _fill(path.read_bytes() for path in parts)

            name = f"{number * PER_FILE:,} figures"
            if number == FILES[-1]:
                yield Measured(name, PEER, _seconds(ours), _seconds(engine), 1)
            else:
                yield side_by_side(name, ours, PEER, engine, max(1, runs // 5))


def _written(folder: Path, number: int) -> tuple[list[Path], list[Path]]:
    """Write the tables and the Turtle they become; return both lists of files."""
    tables, parts = [], []
    for series in range(number):
        text = _table(series)
        tables.append(folder / f"{series}.csv")
        tables[-1].write_text(text, "utf-8")
        parts.append(folder / f"{series}.ttl")
        parts[-1].write_text(observations_as_turtle(text, "made"), "utf-8")
    return tables, parts


def _seconds(work: Work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


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
