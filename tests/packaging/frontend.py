"""The build hook of the script bundles, loaded as hatchling loads it, and packages by its node."""

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

FRONTEND = Path(__file__).resolve().parents[2] / "server" / "frontend"


def load(folder: Path = FRONTEND) -> ModuleType:
    """Load the hook that stands in a folder."""
    spec = importlib.util.spec_from_file_location("bundling", folder / "bundling.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fetch(folder: Path, package: str) -> Path | None:
    """Return a package of a folder with a lock file; `npm ci` fetches it when it is not here."""
    at = folder / "node_modules" / package
    if not at.exists():
        node, npm = load().find_node()
        subprocess.run(
            [node, *npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=folder,
            check=False,
            capture_output=True,
            timeout=120,
        )
    return at if at.exists() else None
