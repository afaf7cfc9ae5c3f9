"""Which Python makes the environment, and what a person is told when there is none that can."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def choose(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the choice where only `folder` and the system's own small tools are on the path."""
    for tool in ("sh", "cat"):
        (folder / tool).symlink_to(f"/bin/{tool}")
    return subprocess.run(
        ["/bin/sh", str(ROOT / ".ci" / "python.sh")],
        env={"PATH": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def plant(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_the_first_that_is_new_enough_is_taken(tmp_path: Path) -> None:
    plant(tmp_path, "python3", "echo 3.9.2 >&2; exit 1")
    (tmp_path / "python3.12").symlink_to(sys.executable)
    chosen = choose(tmp_path)
    assert chosen.returncode == 0, chosen.stderr
    assert Path(chosen.stdout.strip()).exists()


def test_a_given_python_is_the_only_one_tried(tmp_path: Path) -> None:
    plant(tmp_path, "old", "echo 3.9.2 >&2; exit 1")
    (tmp_path / "python3").symlink_to(sys.executable)
    assert choose(tmp_path, PYTHON="old").returncode == 2


def test_too_old_names_the_version_and_the_way_out(tmp_path: Path) -> None:
    plant(tmp_path, "python3", "echo 3.9.2 >&2; exit 1")
    told = choose(tmp_path)
    assert told.returncode == 2
    assert "behöver Python 3.11 eller senare; hittade python3=3.9.2" in told.stderr
    assert "needs Python 3.11 or later; found python3=3.9.2" in told.stderr


def test_no_python_at_all(tmp_path: Path) -> None:
    told = choose(tmp_path)
    assert told.returncode == 2
    assert "hittade ingen Python." in told.stderr
    assert "found no Python." in told.stderr


def test_a_python_without_venv_names_the_package(tmp_path: Path) -> None:
    plant(tmp_path, "python3", "echo no-venv >&2; exit 1")
    told = choose(tmp_path)
    assert told.returncode == 2
    assert told.stderr.count("apt install python3-venv") == 2


def test_scripts_can_be_run() -> None:
    for name in ("run", "check.sh", "lock.sh", "package.sh", "python.sh"):
        assert os.access(ROOT / ".ci" / name, os.X_OK), name
