"""Publishes in a loop and is killed in a loop: run by test_crashes as a process of its own.

`python -m tests.plans.killing FOLDER ROUNDS TOGETHER`: each round forks a writer that publishes one
version after another into the store at FOLDER, TOGETHER of them settled on disk at once, and then
acknowledges each on a pipe; kills it with SIGKILL at a random moment (after none, one or two
acknowledgements and a while); and forks a reader that looks at what is left. The process itself
never opens the store: its engine has threads, and a process with those has no healthy children.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rdflib import PROV, SKOS, Graph, Literal, URIRef

from plangraf.plans.building.importing import import_plan
from plangraf.plans.publishing.as_of import version_at
from plangraf.plans.publishing.storing import Signature, publish
from plangraf.plans.publishing.versions import (
    current,
    current_version,
    publications,
    read_graph,
    version_graph,
    versions,
)
from plangraf.plans.reading import read_plan_file
from plangraf.plans.registers.lookups import Lookups
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.parsing import plain_graph
from plangraf.store.versions import version_of_graph
from plangraf.validation.findings import Report
from plangraf.vocabulary import PGID

ROOT = Path(__file__).resolve().parents[2]
PLAN = "nydala-2023-2026"
_LONGEST = 0.4


def worded(plan_as_read: Graph, number: int) -> Graph:
    """The plan in one more wording."""
    graph = plain_graph(plan_as_read)  # type: ignore[arg-type]
    plan = URIRef(f"{PGID}plan/{PLAN}")
    graph.set((plan, SKOS.prefLabel, Literal(f"Planen i lydelse {number}", lang="sv")))
    return graph


def write(
    folder: Path, plan: Graph, start: int, together: int, acknowledge: Callable[[str], None]
) -> None:
    """Publish version after version until the end comes."""
    store = EmbeddedStore(folder, patience=60)
    acknowledge("open")
    for first in range(start, start + 1000, together):
        with store.together():
            done = [put(store, worded(plan, first + n)) for n in range(together)]
        for version in done:
            acknowledge(version)


def put(store: EmbeddedStore, plan: Graph) -> str:
    """Publish one version."""
    return publish(
        store,
        PLAN,
        plan,
        Lookups(ROOT, PLAN),
        check=lambda: Report((), (), 0, "core", "none"),
        signature=Signature("test", datetime.now(UTC)),
    ).version


def look(folder: Path, acknowledged: list[str], most_unheard: int) -> None:
    """Fail unless the store holds every acknowledged version and one of them, whole, is current."""
    store = EmbeddedStore(folder, patience=60)
    kept = versions(store, PLAN)
    assert set(acknowledged) <= set(kept), "an acknowledged version is gone"
    assert len(kept) - len(acknowledged) <= most_unheard, "a version too many"
    for version in kept:
        held = read_graph(store, version_graph(PLAN, version))
        assert version_of_graph(held) == version, "a version is not what was published"
    plan = current(store, PLAN)
    if not kept:
        assert len(plan) == 0
        return
    now = current_version(store, PLAN)
    assert now in acknowledged[-1:] or now not in acknowledged, "an older version came back"
    assert now == version_at(store, PLAN, datetime.now(UTC)), "the record says another version"
    counted = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert int(str(next(iter(counted.rows()))[0])) == len(plan), "the default graph is another"
    log = publications(store, PLAN)
    recorded = {str(s).rpartition("/")[2] for s in log.subjects(PROV.generatedAtTime)}
    assert recorded == set(kept), "the record and the versions differ"


def aside(task: Callable[[], None]) -> int:
    """Run a task in a child."""
    pid = os.fork()
    if pid:
        return pid
    try:
        task()
    except BaseException as error:  # noqa: BLE001  (told and ended: the stack is the parent's)
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def main(folder: Path, rounds: int, together: int) -> None:
    """Kill and look, round after round."""
    chance = random.Random(7)
    workbook = ROOT / "tests" / "plans" / "workbooks" / "nydala.xlsx"
    plan = import_plan(read_plan_file(workbook, ROOT), ROOT).graph
    acknowledged: list[str] = []
    unheard = 0
    for number in range(rounds):
        reading, writing = os.pipe()

        def acknowledge(told: str, to: int = writing) -> None:
            os.write(to, told.encode() + b"\n")

        start = number * 1000
        pid = aside(partial(write, folder, plan, start, together, acknowledge))
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            assert pipe.readline() == b"open\n"
            first = [pipe.readline().decode().strip() for _ in range(chance.randrange(3))]
            time.sleep(chance.uniform(0, _LONGEST))
            os.kill(pid, signal.SIGKILL)
            heard = first + pipe.read().decode().split()
        os.waitpid(pid, 0)
        acknowledged += heard
        _, status = os.waitpid(
            aside(partial(look, folder, acknowledged, together * (number + 1))), 0
        )
        if status:
            sys.exit(f"round {number}: {len(acknowledged)} acknowledged")
        unheard += not heard
    told = f"{rounds} kills, {len(acknowledged)} acknowledged, {unheard} before the first"
    sys.stdout.write(told + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
