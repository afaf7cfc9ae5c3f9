"""Measures filling a store in a folder with figures, beside the engine's own bulk loader.

Turns made-up files of figures (290 areas × 12 years × 3 sexes, some 10,000 a file) into a store:
ours from the tables, file by file, as the product is filled; the engine's loader from one document
with all the Turtle that the tables become, in as few calls as there can be. Each filling runs in a
process of its own, and tells how much memory it took at most: files are read one at a time and go
straight to the engine's files, so that this does not grow with the number of figures.
"""

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from plangraf.benchmarks.timing import Measured
from plangraf.content.observations import COLUMNS, observations_as_turtle
from plangraf.store.embedded import EmbeddedStore, bulk_load
from plangraf.vocabulary import GRAPHS
from plangraf.workspace import Workspace

FILES: Final = (10, 96)
"""About 100,000 and 1,000,000 figures."""

PEER: Final = "the engine's bulk loader"
PER_FILE: Final = 290 * 12 * 3
_MEGABYTE: Final = 2**20 if sys.platform == "darwin" else 2**10
"""In the units that the system counts memory in: kilobytes, on macOS bytes."""


def measure(_workspace: Workspace, _runs: int) -> Iterator[Measured]:
    """Yield two rows per size, run once each: named graphs, and with the default graph too."""
    for number in FILES:
        with TemporaryDirectory() as folder:
            _write(Path(folder), number)
            for name, united in (("named graphs", False), ("and the default graph", True)):
                ours, our_peak = _apart(fill_from_tables, folder, united)
                peer, peer_peak = _apart(fill_from_turtle, folder, united)
                told = f"{number * PER_FILE:,} figures, {name} ({our_peak} MB)"
                yield Measured(told, f"{PEER} ({peer_peak} MB)", ours, peer, 1)


def fill_from_tables(folder: Path, united: bool) -> None:
    """Fill a store from the tables in a folder, as the product does."""
    with TemporaryDirectory(dir=folder) as place:
        store = EmbeddedStore(Path(place))
        start = GRAPHS if united else "https://example.org/"  # the union takes our own graphs only
        for path in sorted(folder.glob("*.csv")):
            turtle = observations_as_turtle(path.read_text("utf-8"), path.name).encode()
            graph = f"{start}statistics/{path.stem}"
            store.load(graph, turtle, "ttl", place=path.name, blank_nodes=False)
        store.close()


def fill_from_turtle(folder: Path, united: bool) -> None:
    """Fill a store from what the tables become, with nothing but the engine's loader."""
    with TemporaryDirectory(dir=folder) as place:
        bulk_load(Path(place), folder / "all.ttl", ["https://example.org/all", ""][: 1 + united])


def _apart(work: Callable[[Path, bool], None], folder: str, united: bool) -> tuple[float, int]:
    """Run work in a process of its own; return seconds and the most memory it held, in MB."""
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe()
    process = context.Process(target=_measured, args=(work, Path(folder), united, far))
    process.start()
    far.close()
    try:
        found: tuple[float, int] = near.recv()
    finally:
        process.join()
    return found


def _measured(work: Callable[[Path, bool], None], folder: Path, united: bool, out: object) -> None:
    started = time.perf_counter()
    work(folder, united)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MEGABYTE
    out.send((seconds, peak))  # type: ignore[attr-defined]


def _write(folder: Path, number: int) -> None:
    """Write the tables, and in one document the Turtle they become."""
    with (folder / "all.ttl").open("w", encoding="utf-8") as whole:
        for series in range(number):
            text = table(series)
            (folder / f"{series}.csv").write_text(text, "utf-8")
            whole.write(observations_as_turtle(text, "made"))


def table(series: int) -> str:
    """Return one file of figures that no source has."""
    head = f"#series: made/s{series}\n#unit: percent\n#retrievals:\n#  a:\n#    source: made\n"
    rows = (
        f",{area:04},{year},{year},{year},{sex},,{area * year % 97}.{year % 10},ok,,1,a,"
        for area in range(114, 404)
        for year in range(2013, 2025)
        for sex in "TKM"
    )
    return head + ",".join(COLUMNS) + "\n" + "\n".join(rows) + "\n"
