"""Times work in turn with its peer, so that a machine that slows down slows both; tells medians.

Turns callables into Measured rows and rows into a table. Knows nothing of what is measured.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plangraf.language import Language, Text

Work = Callable[[], object]


@dataclass(frozen=True)
class Measured:
    """One comparison: medians in seconds of `ours` and of `peer` over `runs` runs each."""

    name: str
    peer_name: str
    ours: float
    peer: float
    runs: int

    @property
    def ratio(self) -> float:
        """How many times as long the peer takes."""
        return self.peer / self.ours if self.ours else float("inf")


def side_by_side(name: str, ours: Work, peer_name: str, peer: Work, runs: int) -> Measured:
    """Run the two in turn, A B A B …, after one uncounted run of each."""
    ours()
    peer()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for work, taken in zip((ours, peer), times, strict=True):
            started = time.perf_counter()
            work()
            taken.append(time.perf_counter() - started)
    return Measured(name, peer_name, statistics.median(times[0]), statistics.median(times[1]), runs)


def render_table(rows: Sequence[Measured], language: Language) -> str:
    """Write the rows as a table; times in milliseconds."""
    heads = Text(
        "mätning|plangraf, ms|jämfört med|ms|kvot", "measure|plangraf, ms|beside|ms|ratio"
    ).in_(language)
    cells = [heads.split("|")] + [
        [
            row.name,
            f"{row.ours * 1e3:.2f}",
            row.peer_name,
            f"{row.peer * 1e3:.2f}",
            f"{row.ratio:.1f}",
        ]
        for row in rows
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    right = (False, True, False, True, True)
    return "\n".join(
        "  ".join(
            cell.rjust(width) if aligned else cell.ljust(width)
            for cell, width, aligned in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in cells
    )
