"""Folders that are of no use, or in which others write: a clear message or answer each."""

import os
import struct
import subprocess
from pathlib import Path

import pytest

from plangraf.errors import StoreError
from plangraf.store.embedded import EmbeddedStore
from tests.waiting import PATIENCE
from tests.web.breaking import ask, command, environment, put
from tests.web.serving import serving


def refused(*arguments: str, **more: str) -> str:
    """Start a server that cannot be started, with `more` set; returns what it tells."""
    done = subprocess.run(
        command("--port", "0", "--lang", "en", *arguments),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env=environment(**more),
    )
    assert done.returncode == 3, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 2, done.stderr
    return str(done.stderr)


def test_a_full_disk_is_told_and_reading_goes_on(small_disk: Path) -> None:
    with serving(store=str(small_disk / "store"), writable=True, workers=1) as server:
        acknowledged = []
        for number in range(200):
            reply = put(server, number, 2_000)
            if reply.status != 201:
                break
            acknowledged.append(number)
        assert reply.status == 507, reply.text
        assert "The disk is full" in reply.text
        assert acknowledged
        for number in acknowledged:
            asked = f"ASK {{ GRAPH <x:g{number}> {{ ?s ?p ?o }} }}"
            assert '"boolean":true' in ask(server, asked).text
        subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
        assert put(server, 999).status == 201


def test_a_place_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no store")
    told = refused("--store", str(tmp_path / "file"))
    assert str(tmp_path / "file") in told
    assert "The store cannot be opened" in told


def test_a_damaged_folder_is_told(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path / "store").close()
    (tmp_path / "store" / "CURRENT").write_text("?")
    told = refused("--store", str(tmp_path / "store"))
    assert "damaged" in told
    assert "backup" in told


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path / "store").close()
    (tmp_path / "store").chmod(0)
    if os.access(tmp_path / "store", os.R_OK):
        pytest.skip("root may read everything")
    told = refused("--store", str(tmp_path / "store"))
    assert "permissions" in told


def crc(data: bytes) -> int:
    """CRC-32C, as the engine's log masks it."""
    sum_ = 0xFFFFFFFF
    for byte in data:
        sum_ ^= byte
        for _ in range(8):
            sum_ = (sum_ >> 1) ^ (0x82F63B78 if sum_ & 1 else 0)
    sum_ ^= 0xFFFFFFFF
    return (((sum_ >> 15) | (sum_ << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def written_by_version(folder: Path, version: int) -> None:
    """Have the engine's log say that a newer engine wrote the folder."""
    log = max(folder.glob("*.log"))
    key = b"oxversion"
    batch = struct.pack("<QI", 1 << 20, 1) + bytes([1, len(key)]) + key
    batch += bytes([8]) + struct.pack(">Q", version)
    record = bytes([5]) + struct.pack("<I", int(log.stem)) + batch  # a whole record of this log
    log.write_bytes(struct.pack("<IH", crc(record), len(batch)) + record)


def test_a_store_of_a_newer_version_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    EmbeddedStore(folder).close()
    written_by_version(folder, 999)
    for read_only in (False, True):
        with pytest.raises(StoreError) as caught:
            EmbeddedStore(folder, read_only=read_only)
        assert "nyare version av plangraf" in caught.value.render("sv")
        assert caught.value.place == str(folder)
    told = refused("--store", str(folder))
    assert "newer version" in told
    assert "Upgrade" in told


def test_a_bound_of_memory_in_which_no_folder_can_be_opened_is_told(tmp_path: Path) -> None:
    told = refused("--store", str(tmp_path / "store"), PLANGRAF_QUERY_MEMORY="50000000")
    assert "50 MB" in told
    assert "PLANGRAF_QUERY_MEMORY" in told


def test_a_folder_in_which_another_process_writes_is_read_and_a_write_waits(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "store"
    # Whoever waits gives up a tenth of the bound before the change is ended at it.
    with serving(store=str(folder), writable=True, query_seconds=8.0) as server:
        holding = EmbeddedStore(folder, patience=PATIENCE)
        assert ask(server, "ASK { ?s ?p ?o }").status == 200
        reply = put(server, 1)
        assert reply.status == 503, reply.text
        assert reply.headers["Retry-After"]
        assert "Another process is writing" in reply.text
        holding.close()
        del holding
        assert put(server, 1).status == 201
