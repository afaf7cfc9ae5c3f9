"""Validation of the shipped plans and of many copies, beside plain pySHACL in the same run."""

from collections.abc import Iterator

from plangraf.benchmarks.timing import Measured, side_by_side
from plangraf.validation.checking import Checker
from plangraf.validation.reading import read_document
from plangraf.workspace import Workspace


def measure(workspace: Workspace, runs: int) -> Iterator[Measured]:
    """Yield one row per plan: the whole pipeline on the default engine and on pySHACL."""
    default = Checker.of(workspace.root)
    plain = Checker.of(workspace.root, engine="pyshacl")
    for path in sorted((workspace.root / "data" / "plans").glob("*.ttl")):
        document = read_document(path)
        yield side_by_side(
            path.stem,
            lambda document=document: default.check([document]),  # type: ignore[misc]
            "pySHACL",
            lambda document=document: plain.check([document]),  # type: ignore[misc]
            max(1, runs // 5),
        )
