"""Files read by several processes: one that is killed is told, not hung upon nor died of."""

import os
from pathlib import Path

import pytest

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
