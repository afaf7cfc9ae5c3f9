"""`plangraf serve` as a process: the address it tells, wrong use, how it ends, who ends with it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from tests.waiting import PATIENCE, comes
from tests.web.serving import SMALL

TOKENS = ("PLANGRAF_TOKEN", "PLANGRAF_TOKEN_HASH")


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PLANGRAF_")}
    server = str(Path(__file__).parents[2] / "server")
    return {**kept, "PYTHONPATH": server, "LC_ALL": "C.UTF-8", **more}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "plangraf", "--content", str(SMALL), "serve", *arguments]


@contextmanager
def started(*arguments: str, **more: str) -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    # Where a shell has put the run in the background it ignores this signal, and so would a child.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        command("--port", "0", *arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**more),
    )
    signal.signal(signal.SIGINT, before)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert found, line
        yield process, line, int(found[1])
    finally:
        process.kill()
        process.communicate()


def status(port: int, path: str = "/health") -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def children(pid: int) -> set[int]:
    """Every process below one, by /proc."""
    below: set[int] = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
            if parent == pid:
                below |= {int(entry.name)} | children(int(entry.name))
    return below


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "plangraf svarar på"), ("en", "plangraf answers at")]
)
def test_one_line_tells_the_address(language: str, words: str) -> None:
    with started("--lang", language) as (process, line, port):
        assert line.startswith(words)
        assert status(port) == 200
        assert status(port, "/sparql?query=ASK%7B%7D") == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_when_it_ends(how: signal.Signals) -> None:
    with started() as (process, _, port):
        assert status(port) == 200
        below = children(process.pid)
        assert len(below) >= 3
        process.send_signal(how)
        process.wait(PATIENCE)
        assert comes(lambda: not [pid for pid in below if running(pid)])


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def refused(*arguments: str, **more: str) -> tuple[int, str]:
    done = subprocess.run(
        command(*arguments),
        capture_output=True,
        text=True,
        env=environment(**more),
        timeout=PATIENCE,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def test_a_port_in_use_is_told_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, told = refused("--port", str(port), "--lang", "en")
        assert code == 2
        assert f"Port {port} is in use" in told
        assert "--port" in told
        assert refused("--port", str(port), "--lang", "sv")[1].count("upptagen") == 1


def test_a_writable_server_needs_a_token() -> None:
    code, told = refused("--writable", "--port", "0", "--lang", "en")
    assert code == 2
    assert "PLANGRAF_TOKEN" in told


def test_a_missing_content_folder_is_told() -> None:
    code, told = refused("--content", "/nowhere", "--port", "0", "--lang", "en")
    assert code == 2
    assert "/nowhere" in told


def test_a_broken_content_file_is_told_with_its_line(tmp_path: Path) -> None:
    for folder in ("ontology", "data", "shapes", "queries"):
        (tmp_path / folder).mkdir()
    (tmp_path / "data" / "broken.ttl").write_text("<a:b> <c:d>\n <e:f> <g:h> .\n", "utf-8")
    code, told = refused("--content", str(tmp_path), "--port", "0", "--lang", "en")
    assert code == 3
    assert "data/broken.ttl:2" in told


def test_a_saved_query_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    content = shutil.copytree(SMALL, tmp_path / "content")
    broken = content / "queries" / "small" / "goals.rq"
    broken.write_text(broken.read_text("utf-8").replace("WHERE", "WHEERE", 1), "utf-8")
    line = next(n for n, t in enumerate(broken.read_text("utf-8").splitlines(), 1) if "WHEE" in t)
    arguments = [sys.executable, "-m", "plangraf", "--content", str(content), "serve"]
    done = subprocess.run(
        [*arguments, "--port", "0", "--lang", "en"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=environment(),
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"queries/small/goals.rq:{line}: ")
    assert "Traceback" not in done.stderr
