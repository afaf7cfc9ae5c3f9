"""How much memory a server and the processes below it hold, as Linux counts it: PSS.

The proportional share (a page shared by four counts a quarter for each) adds up, where resident
sizes would count the pages that workers share with their nursery once for every worker.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")
_MEGABYTE: Final = 1024


@dataclass(frozen=True)
class Memory:
    """Megabytes at a moment (seconds since the start): web process, nursery, workers.

    `asked` is how many requests there had been, where somebody counts them.
    """

    seconds: float
    web: float
    nursery: float
    workers: float
    processes: int
    asked: int = 0

    @property
    def total(self) -> float:
        """All of it."""
        return self.web + self.nursery + self.workers


def memory_of(server: int, seconds: float, asked: int = 0) -> Memory:
    """Measure a server: itself, its children (the nursery) and theirs (the workers)."""
    children = _children()
    nurseries = children.get(server, [])
    workers = [pid for nursery in nurseries for pid in children.get(nursery, [])]
    return Memory(
        seconds,
        _share(server),
        sum(map(_share, nurseries)),
        sum(map(_share, workers)),
        1 + len(nurseries) + len(workers),
        asked,
    )


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Return by how much the second grows when the first grows by one: the line that fits best."""
    count = len(points)
    if count < 2:
        return 0.0
    mean_x, mean_y = (sum(values) / count for values in zip(*points, strict=True))
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


def _children() -> dict[int, list[int]]:
    """Return who is the parent of whom, over the whole machine."""
    found: dict[int, list[int]] = {}
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            except OSError:  # it has ended meanwhile
                continue
            found.setdefault(int(fields[1]), []).append(int(folder.name))
    return found


def _share(pid: int) -> float:
    """Return the proportional share of a process in megabytes; 0 for one that has ended."""
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    shares = [int(line.split()[1]) for line in lines if line.startswith("Pss:")]
    return sum(shares) / _MEGABYTE
