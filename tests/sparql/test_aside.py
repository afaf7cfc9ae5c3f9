"""A task in a child: what it writes is read as it comes, and how it failed is told.

In a process of its own: one that has had an engine open has threads, and no healthy children.
"""

import subprocess
import sys

import pytest

SCRIPT = """
import os, signal, sys
from plangraf.errors import StoreError
from plangraf.language import Text
from plangraf.sparql.aside import Died, read_aside

def whole(out):
    for _ in range(100):
        out.write(b"x" * 10_000)

def refused(out):
    out.write(b"begun")
    raise StoreError(Text("sv", "refused"))

def killed(out):
    out.write(b"begun")
    out.flush()
    os.kill(os.getpid(), signal.SIGABRT)

def ours(out):
    while True:
        out.write(b"x" * 10_000)

try:
    with read_aside(globals()[sys.argv[1]]) as written:
        if sys.argv[1] == "ours":
            written.read(10)
            raise ValueError("our own")
        size = len(written.read())
        if sys.argv[1] == "killed":
            raise ValueError("half a line")
    print(size)
except Died as death:
    print("died of", os.WTERMSIG(death.status))
except Exception as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("task", "said"),
    [("whole", "1000000"), ("refused", "refused"), ("killed", "died of 6"), ("ours", "our own")],
)
def test_a_child_is_read_and_its_fate_told(task: str, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, task], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.returncode) == (said, 0), done.stderr
