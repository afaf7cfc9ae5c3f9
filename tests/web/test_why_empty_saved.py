"""Why no rows, for saved queries: on the page, in the API, on the command line; shipped content."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.web.serving import Server, serving

WORD = "brukarmedverkann"


@pytest.fixture(scope="module")
def shipped() -> Iterator[Server]:
    with serving(ROOT) as server:
        yield server


def test_the_page_tells_why(shipped: Server) -> None:
    page = shipped.ask(f"/queries/search-text?word={WORD}", headers={"Accept": "text/html"}).text
    assert "Varför noll rader?" in page
    assert WORD in page
    with_rows = shipped.ask("/queries/search-text?word=brukar", headers={"Accept": "text/html"})
    assert "Varför noll rader?" not in with_rows.text


def test_the_api_tells_why(shipped: Server) -> None:
    reply = shipped.ask(f"/queries/search-text.json?explain=empty&word={WORD}&lang=en")
    told = json.loads(reply.text)
    assert told["empty"] is True
    assert told["cause"] == "filter-never"
    assert WORD in told["step"]
    assert json.loads(shipped.ask("/queries/plans-overview.json?explain=empty").text) == {
        "empty": False
    }


def command(*arguments: str, text: str = "") -> "subprocess.CompletedProcess[str]":
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PLANGRAF_")}
    return subprocess.run(
        [sys.executable, "-m", "plangraf", *arguments],
        capture_output=True,
        text=True,
        input=text,
        check=False,
        timeout=120,
        env={**kept, "PYTHONPATH": str(ROOT / "server"), "LC_ALL": "C.UTF-8"},
    )


def test_the_command_line_hints_beside_the_answer(tmp_path: Path) -> None:
    file = tmp_path / "answer.csv"
    arguments = ("search-text", "-p", f"word={WORD}", "-o", str(file), "--lang", "en")
    done = command("query", *arguments)
    assert done.returncode == 0
    assert "Why no rows?" in done.stderr
    assert WORD in done.stderr
    assert len(file.read_text("utf-8").splitlines()) == 1
    assert done.stdout == ""


def test_a_free_query_is_explained_when_asked(tmp_path: Path) -> None:
    query = "SELECT * WHERE { ?g a <https://w3id.org/plangraf/ns#Gaol> }"
    done = command("sparql", "-", "--explain", "--format", "csv", text=query)
    assert done.returncode == 0
    assert "Varför noll rader? Inget är av klassen" in done.stderr
    assert "pg:Goal" in done.stderr
    assert "noll" not in command("sparql", "-", "--format", "csv", text=query).stderr
