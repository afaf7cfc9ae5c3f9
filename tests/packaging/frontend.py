"""The build hook of the script bundles, loaded as hatchling loads it."""

import importlib.util
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
