"""Every block of README, the tutorial and docs/plans.md is run: what it prints stands below it.

A `console` block holds commands behind `$ ` and what they print; a line `…` stands for any lines. A
`python` block runs as it is. Both reach a server of this run where they name 127.0.0.1:8000.
`make` lines are told apart: the set-up itself is what the packaging tests and CI run.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.servers import free_port, running

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("tutorial*.md")),
    ROOT / "docs" / "plans.md",
]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SET_UP = "make "


def blocks() -> Iterator[tuple[str, str, str]]:
    for page in PAGES:
        text = page.read_text("utf-8")
        for found in BLOCK.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{page.name}:{line}", found[1], found[2]


BLOCKS = list(blocks())


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of this run."""
    at = f"127.0.0.1:{free_port()}"
    program = [str(Path(sys.executable).parent / "plangraf"), "serve", "--port", at.split(":")[1]]
    with running(program, f"http://{at}/health", tmp_path_factory.mktemp("server")):
        yield at


def run(command: str, folder: Path) -> str:
    """Run one command line as a person would, in Swedish, in an empty folder."""
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "COLUMNS": "118",
        "no_proxy": "*",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=folder,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def matches(expected: str, printed: str) -> bool:
    """Compare line by line without trailing blanks; `…` alone on a line stands for any lines."""
    pattern = "\n".join(
        r"(?:.*\n?)*?" if line.strip() == "…" else re.escape(line.rstrip())
        for line in expected.strip("\n").split("\n")
    )
    shown = "\n".join(line.rstrip() for line in printed.strip("\n").split("\n"))
    return re.fullmatch(pattern.replace(r"(?:.*\n?)*?" + "\n", r"(?:.*\n)*?"), shown) is not None


def test_there_are_blocks() -> None:
    assert len(BLOCKS) >= 4


@pytest.mark.parametrize(("place", "kind", "text"), BLOCKS, ids=[block[0] for block in BLOCKS])
def test_block(place: str, kind: str, text: str, address: str, tmp_path: Path) -> None:
    text = text.replace("127.0.0.1:8000", address)
    if kind == "python":
        (tmp_path / "block.py").write_text(text, "utf-8")
        run(f"{sys.executable} block.py", tmp_path)
        return
    commands = re.split(r"^\$ ", text, flags=re.MULTILINE)
    assert not commands[0].strip(), f"{place}: a console block begins with `$ `"
    for part in commands[1:]:
        command, _, expected = part.partition("\n")
        if command.startswith(SET_UP):
            assert command.split()[1] in (ROOT / "Makefile").read_text("utf-8")
            continue
        printed = run(command, tmp_path).replace(address, "127.0.0.1:8000")
        if expected.strip():
            assert matches(expected.replace(address, "127.0.0.1:8000"), printed), printed
