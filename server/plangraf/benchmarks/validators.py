"""Validation beside plain pySHACL in the same run: shipped plans, one plan cold, many plans.

"Cold" is a process from its start to its end, as somebody at a terminal meets it. pySHACL gets
the very graph that our engine gets (the plan and what it mentions) and the same shapes. Many plans
would keep it busy for minutes, so that it is given a sample and its time is multiplied. Memory is
that of all processes together, at its highest.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from plangraf.benchmarks.plan_copies import write_copies
from plangraf.benchmarks.process_memory import memory_of
from plangraf.benchmarks.timing import Measured, side_by_side
from plangraf.store.parsing import plain_graph
from plangraf.validation.checking import Checker
from plangraf.validation.reading import read_document
from plangraf.workspace import Workspace

MANY: Final = 300
_SAMPLE: Final = 2
_LOOK: Final = 0.2
_FOUND: Final = (0, 1)


def measure(workspace: Workspace, runs: int) -> Iterator[Measured]:
    """Yield the rows: warm in this process first, then whole processes."""
    default = Checker.of(workspace.root)
    plain = Checker.of(workspace.root, engine="pyshacl")
    plans = sorted((workspace.root / "data" / "plans").glob("*.ttl"))
    for path in plans:
        document = read_document(path)
        yield side_by_side(
            path.stem,
            lambda document=document: default.check([document]),  # type: ignore[misc]
            "pySHACL",
            lambda document=document: plain.check([document]),  # type: ignore[misc]
            max(1, runs // 5),
        )
    with tempfile.TemporaryDirectory() as folder:
        yield from _processes(default, plans[0], Path(folder), workspace.root, runs)


def _processes(
    checker: Checker, plan: Path, folder: Path, root: Path, runs: int
) -> Iterator[Measured]:
    copies = folder / "plans"
    copies.mkdir()
    paths = write_copies(plan, MANY, copies)
    shapes = folder / "shapes.ttl"
    checker.shapes.serialize(shapes, format="turtle")
    sample = [_with_context(checker, path, folder) for path in paths[:_SAMPLE]]
    ours = [sys.executable, "-m", "plangraf", "--content", str(root), "validate", "--no-cache"]
    peer = [sys.executable, "-m", "pyshacl", "-s", str(shapes), "-f", "turtle"]
    yield side_by_side(
        "start, 1 plan",
        lambda: _run([*ours, str(paths[0])]),
        "pySHACL",
        lambda: _run([*peer, str(sample[0])]),
        max(1, runs // 5),
    )
    _run([*ours, str(copies)])
    taken, most = _watched([*ours, str(copies)])
    started = time.perf_counter()
    for path in sample:
        _run([*peer, str(path)])
    peer_taken = (time.perf_counter() - started) / _SAMPLE * MANY
    name = f"start, {MANY} plans, {most:.0f} MB"
    yield Measured(name, f"pySHACL, {_SAMPLE} × {MANY // _SAMPLE}", taken, peer_taken, 1)


def _with_context(checker: Checker, path: Path, folder: Path) -> Path:
    """Write a plan together with what it is judged with."""
    target = folder / f"whole-{path.name}"
    data = plain_graph(checker.context.setting(read_document(path)).data)
    data.serialize(target, format="turtle")
    return target


def _run(command: Sequence[str]) -> None:
    """Run a process to its end."""
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in _FOUND:
        raise RuntimeError(done.stderr.decode("utf-8", "replace")[-500:])


def _watched(command: Sequence[str]) -> tuple[float, float]:
    """Run a process; return seconds, and the megabytes that it and its children had at most."""
    started, most = time.perf_counter(), 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, memory_of(process.pid, 0).total)
            time.sleep(_LOOK)
    if process.returncode not in _FOUND:
        raise RuntimeError(f"{command}: {process.returncode}")
    return time.perf_counter() - started, most
