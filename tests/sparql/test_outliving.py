"""The pool over time: a nursery that dies, another process that writes in the folder."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from plangraf.settings import Limits, Settings
from plangraf.sparql import outliving
from plangraf.sparql.changing import Change
from plangraf.sparql.outliving import Journal
from plangraf.sparql.pool import Pool
from plangraf.sparql.service import QueryRequest
from plangraf.vocabulary import GRAPHS
from tests.waiting import comes

CONTENT = Path(__file__).parent / "content"
GRAPH = f"{GRAPHS}remarks"


def inserted(value: str) -> Change:
    return Change("update", f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <x:a> <x:b> '{value}' }} }}")


def values(pool: Pool) -> list[str]:
    asked = QueryRequest("SELECT ?o { <x:a> <x:b> ?o } ORDER BY ?o", "csv")
    return pool.run(asked).read().decode().split()[1:]


def killed(pool: Pool) -> None:
    """Kill the process that holds the store, and wait until its workers have died with it."""
    generation = pool._generation
    worker = generation.take()
    generation.give_back(worker, keep=True)
    holder = int(Path(f"/proc/{worker.pid}/stat").read_text().rpartition(")")[2].split()[1])
    os.kill(holder, signal.SIGKILL)
    assert comes(lambda: not Path(f"/proc/{worker.pid}/exe").exists())


def test_changes_in_memory_outlive_the_process_that_made_them() -> None:
    pool = Pool(Settings(content=CONTENT, workers=1), CONTENT)
    try:
        pool.change(inserted("one"))
        pool.change(inserted("two"))
        pool.change(Change("post", graph=GRAPH, parts=((b"<x:a> <x:b> 'three' .", "ttl"),)))
        killed(pool)
        pool.change(inserted("four"))
        assert values(pool) == ["four", "one", "three", "two"]
        assert pool.figures()["lost"] == 0
    finally:
        pool.close()


def test_what_is_lost_is_counted(monkeypatch: object) -> None:
    monkeypatch.setattr(outliving, "_MOST_BYTES", 100)  # type: ignore[attr-defined]
    journal = Journal()
    for number in range(5):
        journal.keep(Change("update", "x" * 40 + str(number)))
    assert [change.text[-1] for change in journal] == ["3", "4"]
    assert journal.forgotten == 3
    pool = Pool(Settings(content=CONTENT, workers=1), CONTENT)
    try:
        pool.change(inserted("one"))
        pool.change(inserted("two"))
        killed(pool)
        pool.change(inserted("three"))
        assert values(pool) == ["three", "two"]
        assert pool.figures()["lost"] == 1
    finally:
        pool.close()


def test_readers_see_what_another_process_writes_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    pool = Pool(Settings(store=str(folder), workers=1, limits=Limits()), CONTENT)
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from plangraf.store.embedded import EmbeddedStore\n"
        "store = EmbeddedStore(Path(sys.argv[1]), patience=60)\n"
        f"store.replace_all({{'{GRAPH}': b\"<x:a> <x:b> 'new' .\"}}, 'ttl')\n"
    )
    try:
        version = pool.version
        assert values(pool) == []
        subprocess.run([sys.executable, "-c", script, str(folder)], check=True)
        assert comes(lambda: values(pool) == ["new"])
        assert pool.version != version
        assert GRAPH in pool.graphs
        settled = pool.version
        time.sleep(1.5)
        assert pool.version == settled
        pool.change(inserted("ours"))
        assert values(pool) == ["new", "ours"]
    finally:
        pool.close()
