"""Why no rows, for saved queries: on the page, in the API, on the command line; shipped content."""

import json
from pathlib import Path

from tests.cli.in_process import run
from tests.web.serving import Server

WORD = "brukarmedverkann"


def test_the_page_tells_why(whole: Server) -> None:
    page = whole.ask(f"/queries/search-text?word={WORD}", headers={"Accept": "text/html"}).text
    assert "Varför noll rader?" in page
    assert WORD in page
    with_rows = whole.ask("/queries/search-text?word=brukar", headers={"Accept": "text/html"})
    assert "Varför noll rader?" not in with_rows.text


def test_the_api_tells_why(whole: Server) -> None:
    reply = whole.ask(f"/queries/search-text.json?explain=empty&word={WORD}&lang=en")
    told = json.loads(reply.text)
    assert told["empty"] is True
    assert told["cause"] == "filter-never"
    assert WORD in told["step"]
    assert json.loads(whole.ask("/queries/plans-overview.json?explain=empty").text) == {
        "empty": False
    }


def test_the_command_line_hints_beside_the_answer(tmp_path: Path) -> None:
    file = tmp_path / "answer.csv"
    arguments = ("search-text", "-p", f"word={WORD}", "-o", str(file), "--lang", "en")
    done = run("query", *arguments)
    assert done.code == 0
    assert "Why no rows?" in done.err
    assert WORD in done.err
    assert len(file.read_text("utf-8").splitlines()) == 1
    assert done.out == ""


def test_a_free_query_is_explained_when_asked(tmp_path: Path) -> None:
    query = "SELECT * WHERE { ?g a <https://w3id.org/plangraf/ns#Gaol> }"
    done = run("sparql", "-", "--explain", "--format", "csv", text=query)
    assert done.code == 0
    assert "Varför noll rader? Inget är av klassen" in done.err
    assert "pg:Goal" in done.err
    assert "noll" not in run("sparql", "-", "--format", "csv", text=query).err
