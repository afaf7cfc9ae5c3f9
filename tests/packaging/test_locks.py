"""The lock files hold what pyproject.toml asks for, pinned and hashed, and nothing of a machine."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = ROOT / "server" / "requirements.lock"
TESTS = ROOT / "tests" / "requirements.lock"
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked(path: Path) -> dict[str, tuple[Requirement, int]]:
    """Name → the locked requirement and how many files of it are hashed."""
    text = path.read_text(encoding="utf-8")
    entries: dict[str, tuple[Requirement, int]] = {}
    for entry in re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n?", "", text).strip()):
        head = entry.split("\\")[0].strip()
        requirement = Requirement(head)
        entries[canonicalize_name(requirement.name)] = (requirement, len(HASH.findall(entry)))
    return entries


def wanted(*groups: str) -> list[Requirement]:
    lines = list(project()["project"]["dependencies"])
    for group in groups:
        lines += project()["dependency-groups"][group]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(
    ("lock", "groups"), [(RUNTIME, ["build"]), (TESTS, ["build", "test"])], ids=["runtime", "tests"]
)
def test_lock_satisfies_the_project(lock: Path, groups: list[str]) -> None:
    entries = locked(lock)
    for requirement in wanted(*groups):
        entry, _ = entries[canonicalize_name(requirement.name)]
        (pin,) = entry.specifier
        assert pin.operator == "=="
        assert requirement.specifier.contains(pin.version), f"{entry} is outside {requirement}"
        assert (entry.marker is None) == (requirement.marker is None)


@pytest.mark.parametrize("lock", [RUNTIME, TESTS], ids=["runtime", "tests"])
def test_every_package_is_pinned_and_hashed(lock: Path) -> None:
    entries = locked(lock)
    assert len(entries) >= 30
    for requirement, hashes in entries.values():
        assert [pin.operator for pin in requirement.specifier] == ["=="], requirement
        assert hashes >= 1, requirement


def test_tests_run_on_the_versions_that_serve() -> None:
    tests = {name: entry.specifier for name, (entry, _) in locked(TESTS).items()}
    runtime = {name: entry.specifier for name, (entry, _) in locked(RUNTIME).items()}
    assert {name: tests[name] for name in runtime} == runtime


@pytest.mark.parametrize("lock", [RUNTIME, TESTS], ids=["runtime", "tests"])
def test_nothing_of_a_machine_stands_in_a_lock(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"://|^-|\s/\w|(?i:index|find-links|trusted-host)", text, re.MULTILINE)


def test_build_backend_is_locked_with_the_runtime() -> None:
    for backend in map(Requirement, project()["build-system"]["requires"]):
        entry, _ = locked(RUNTIME)[canonicalize_name(backend.name)]
        (pin,) = entry.specifier
        assert backend.specifier.contains(pin.version)


def test_every_dependency_is_explained() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    for requirement in wanted("build", "test"):
        assert canonicalize_name(requirement.name) in text, requirement.name
