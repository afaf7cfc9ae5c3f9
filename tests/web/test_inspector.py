"""A child of the inspector can neither reach out nor write; the inspector lives on and follows."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plangraf.errors import UnreadableInput
from plangraf.settings import Limits, Settings
from plangraf.web.inspecting.inspections import Order, Upload
from plangraf.web.inspecting.ordering import Inspectors
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "tests" / "validation" / "plans" / "exempelby.ttl").read_bytes()
_CONFINED = """
import ctypes, socket, sys
from pathlib import Path
from plangraf.web.inspecting.inspections import Bounds
from plangraf.web.inspecting.inspector import confine
listener = socket.create_server(("127.0.0.1", 0))
allowed = ctypes.CDLL(None).unshare(0) == 0
confine(Bounds(1, 1, 5.0, 500_000_000))
try:
    socket.create_connection(listener.getsockname(), timeout=2)
    print("reached")
except OSError:
    print("alone")
try:
    Path(sys.argv[1]).write_text("trace")
    print("written")
except OSError:
    print("not written")
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for folder in ("ontology", "data", "queries"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    shutil.copytree(ROOT / "shapes", tmp_path / "shapes")
    return tmp_path


def order(data: bytes = EXAMPLE) -> Order:
    return Order(Upload("plan.ttl", data), "json", "sv")


def test_a_child_is_alone(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CONFINED, str(tmp_path / "trace")],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    if "reached" in done.stdout:
        pytest.skip("this system does not let a process give up its network")
    assert done.stdout.split("\n")[:2] == ["alone", "not written"]


def test_changed_shapes_are_taken_into_use(content: Path) -> None:
    inspectors = Inspectors(Settings(limits=Limits()), content)
    try:
        assert inspectors.inspect(order()).conforms
        path = content / "shapes" / "goal.ttl"
        text = path.read_text("utf-8")
        path.write_text(text.replace("sh:class pg:FocusArea ;", "sh:class pg:Target ;"), "utf-8")
        assert not inspectors.inspect(order()).conforms
    finally:
        inspectors.close()


def test_an_inspector_that_died_is_replaced(content: Path) -> None:
    inspectors = Inspectors(Settings(), content)
    try:
        assert inspectors.inspect(order()).conforms
        assert inspectors._process is not None
        inspectors._process.kill()
        inspectors._process.wait()
        assert inspectors.inspect(order()).conforms
    finally:
        inspectors.close()


def test_a_refusal_comes_back_as_what_it_is(content: Path) -> None:
    inspectors = Inspectors(Settings(), content)
    try:
        with pytest.raises(UnreadableInput) as refused:
            inspectors.inspect(order(b""))
        assert refused.value.place == "plan.ttl"
    finally:
        inspectors.close()
