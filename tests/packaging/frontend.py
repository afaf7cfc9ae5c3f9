"""The build hook of the script bundles, loaded as hatchling loads it, and packages by its node."""

import fcntl
import importlib.util
import subprocess
import time
from pathlib import Path
from types import ModuleType

FRONTEND = Path(__file__).resolve().parents[2] / "server" / "frontend"
_INSTALL = ("ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund")
_SECONDS = 600
_PAUSES = (0, 5, 20)
"""Seconds before each try: a network that fails for a moment is no fault of what is tested."""


def load(folder: Path = FRONTEND) -> ModuleType:
    """Load the hook that stands in a folder."""
    spec = importlib.util.spec_from_file_location("bundling", folder / "bundling.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def install(folder: Path) -> str:
    """Install what a folder's lock file names; returns what was said when it failed each time."""
    node, npm = load().find_node()
    said = ""
    for pause in _PAUSES:
        time.sleep(pause)
        command = [node, *npm, *_INSTALL]
        done = subprocess.run(
            command, cwd=folder, check=False, capture_output=True, text=True, timeout=_SECONDS
        )
        if done.returncode == 0:
            return ""
        said = done.stdout + done.stderr
    return said


def fetch(folder: Path, package: str) -> Path | None:
    """Return a package of a folder with a lock file; it is installed when it is not here.

    One process at a time: `npm ci` takes away what is there before it begins.
    """
    at = folder / "node_modules" / package
    with (folder / "package-lock.json").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not at.exists():
            install(folder)
        return at if at.exists() else None
