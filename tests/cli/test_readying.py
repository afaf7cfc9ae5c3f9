"""Files read by several processes: one that is killed is told, not hung upon nor died of."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.waiting import comes

from plangraf.cli.plans import readying
from plangraf.cli.plans.readying import Readying
from plangraf.errors import LimitReached
from plangraf.validation.checking import Checker


def killed(file: str) -> None:
    """Stands in for the reading of a file in a process that the system kills."""
    os._exit(1)


def test_a_process_that_was_killed_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readying, "_one", killed)
    files = [str(root / "docs" / "examples" / "nydala.yaml"), "b.yaml", "c.yaml"]
    with Readying(files, Checker.of(root), "sv", 1) as each:
        assert next(each).plan == "nydala-2023-2026"
        with pytest.raises(LimitReached) as caught:
            next(each)
    assert caught.value.place == "b.yaml"
    assert "De filer som redan har meddelats som publicerade är det" in caught.value.render("sv")


KILLED = """
import os, signal, sys
from pathlib import Path
from plangraf.cli.plans.readying import Readying
from plangraf.validation.checking import Checker

root = Path(sys.argv[1])
file = str(root / "docs" / "examples" / "nydala.yaml")
reading = Readying([file] * 3, Checker.of(root), "sv", 1)
each = reading.__enter__()
next(each), next(each)
print(*reading._pool._processes, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_who_is_killed_leaves_no_process_behind(root: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.strip(), done.stderr
    left = [Path(f"/proc/{pid}/exe") for pid in done.stdout.split()]
    assert comes(lambda: not any(process.exists() for process in left))
