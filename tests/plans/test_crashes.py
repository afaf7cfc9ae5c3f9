"""A writer killed at any moment, and a disk that is full: old version or new one, nothing lost."""

import contextlib
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rdflib import SKOS, Graph, Literal, URIRef

from plangraf.errors import StoreError
from plangraf.plans.building.importing import import_plan
from plangraf.plans.publishing.storing import Signature, publish
from plangraf.plans.publishing.versions import current_version, versions
from plangraf.plans.reading import read_plan_file
from plangraf.plans.registers.lookups import Lookups
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.parsing import plain_graph
from plangraf.validation.findings import Report
from plangraf.vocabulary import PGID

KILLS = 20
PLAN = "nydala-2023-2026"


@pytest.mark.parametrize("together", [1, 3])
def test_a_killed_writer_leaves_the_old_version_or_the_new_one(
    tmp_path: Path, root: Path, together: int
) -> None:
    numbers = [str(KILLS), str(together)]
    command = [sys.executable, "-m", "tests.plans.killing", str(tmp_path / "store"), *numbers]
    paths = os.pathsep.join([str(root / "server"), str(root)])
    done = subprocess.run(
        command,
        cwd=root,
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    acknowledged = int(done.stdout.split(", ")[1].split()[0])
    assert acknowledged >= KILLS / 2, f"too few writes to say anything: {done.stdout}"


def test_a_full_disk_is_told_and_loses_nothing(small_disk: Path, root: Path) -> None:
    workbook = Path(__file__).parent / "workbooks" / "nydala.xlsx"
    plan = import_plan(read_plan_file(workbook, root), root).graph
    store, acknowledged = EmbeddedStore(small_disk / "store"), list[str]()

    def fill() -> None:
        for number in range(len(acknowledged), 2000):
            acknowledged.append(put(store, worded(plan, number), root))

    with pytest.raises(StoreError) as caught:
        fill()
    assert caught.value.kind == "full"
    assert "Disken är full" in caught.value.message.sv
    assert acknowledged
    assert set(acknowledged) <= set(versions(store, PLAN))
    with contextlib.suppress(StoreError):
        store.close()
    reader = EmbeddedStore(small_disk / "store", read_only=True)
    assert set(acknowledged) <= set(versions(reader, PLAN))
    reader.close()
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    again = EmbeddedStore(small_disk / "store")
    kept = versions(again, PLAN)
    assert set(acknowledged) <= set(kept)
    assert current_version(again, PLAN) in (acknowledged[-1], *(set(kept) - set(acknowledged)))
    assert put(again, worded(plan, 9999), root) in versions(again, PLAN)
    again.close()


def put(store: EmbeddedStore, graph: Graph, root: Path) -> str:
    return publish(
        store,
        PLAN,
        graph,
        Lookups(root, PLAN),
        check=lambda: Report((), (), 0, "core", "none"),
        signature=Signature("test", datetime.now(UTC)),
    ).version


def worded(plan: Graph, number: int) -> Graph:
    changed = plain_graph(plan)  # type: ignore[arg-type]
    node = URIRef(f"{PGID}plan/{PLAN}")
    changed.set((node, SKOS.prefLabel, Literal(f"Planen i lydelse {number}", lang="sv")))
    return changed
