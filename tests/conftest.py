"""What every test may ask for: the shipped content, a store filled with it, a small disk."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from plangraf.content.files import content_files
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.loading import load_files

ROOT = Path(__file__).resolve().parent.parent

# The same examples in every run, whatever the machine does beside it; a person who looks for more
# says `pytest --hypothesis-profile=search`.
settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout: its content folders are the shipped content."""
    return ROOT


@pytest.fixture(scope="session")
def filled() -> EmbeddedStore:
    """A store in memory with the whole shipped content; read it, do not write to it."""
    store = EmbeddedStore()
    load_files(store, content_files(ROOT))
    return store


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MB, mounted for the test."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root mounts a small file system")
    made = [mount, "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    if subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip("no small file system here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=False)
