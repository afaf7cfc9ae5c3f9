"""`plangraf query` and `plangraf sparql`: lists, tables, files, exit codes."""

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from tests.web.serving import SMALL

from plangraf.cli.main import main
from plangraf.store.embedded import EmbeddedStore

FREE = ("--content", str(SMALL), "sparql")
"""For questions that have nothing to do with what is shipped."""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command line in this process."""
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(str(stopped.value.code)), out, err


@pytest.fixture(autouse=True)
def swedish(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "PLANGRAF_CONTENT", "PLANGRAF_STORE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture(autouse=True)
def filled_once(monkeypatch: pytest.MonkeyPatch, filled: EmbeddedStore) -> None:
    """The shipped content is read once for all these tests; the commands only read it."""
    monkeypatch.setattr("plangraf.workspace.open_store", lambda *_: filled)


def test_without_a_name_it_lists_by_group(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "query")
    assert code == 0
    assert out.startswith("Planer och struktur\n")
    assert re.search(r"activities-of-goal +Målets aktiviteter \[goal\]", out)
    _, english, _ = run(capsys, "query", "--lang", "en")
    assert "Activities of a goal [goal]" in english


@pytest.mark.parametrize("width", ["80", "120", "200"])
def test_a_table_fits_its_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    code, out, _ = run(capsys, "query", "activities-of-goal", "--param", "goal=adults-1.1")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].startswith("Vilka aktiviteter hör till målet 1.1 Nollvision")
    assert max(map(len, lines[1:])) <= int(width)
    assert lines[-1] == "2 rader"


def test_the_place_may_be_named_by_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    answers = [
        run(capsys, "query", "focus-areas", "-p", f"plan={plan}", "-f", "csv")[1]
        for plan in ("Härryda", "1401", "harryda-2019-2022", "plan/harryda-2019-2022")
    ]
    assert len(set(answers)) == 1
    assert len(list(csv.reader(io.StringIO(answers[0])))) == 6


def test_the_files_ending_chooses_the_format(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "svar.xlsx"
    code, out, _ = run(capsys, "query", "focus-areas", "-o", str(path))
    assert (code, out) == (0, "")
    assert openpyxl.load_workbook(path).sheetnames == ["Svar", "Om"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("query", "activties-of-goal"), "Menade du activities-of-goal?"),
        (("query", "activities-of-goal", "-p", "gaol=1"), "Menade du goal?"),
        (("query", "activities-of-goal", "-p", "goal=adults-9.9"), "Närmast: "),
        (("query", "activities-of-goal", "-p", "goal"), "--param namn=värde"),
        (("query", "plans-overview", "-o", "/nowhere/x.csv"), "Det går inte att skriva"),
        (("query", "plans-overview", "-f", "docx"), "docx"),
        (("sparql", "/nowhere.rq"), "/nowhere.rq: Det går inte att läsa"),
    ],
)
def test_wrong_use(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


def test_a_free_query(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text("SELECT ?n ?m { VALUES (?n ?m) { (1 'å') } }", "utf-8")
    assert "1  å" in run(capsys, *FREE, str(path))[1]
    _, out, _ = run(capsys, *FREE, str(path), "--format", "json")
    assert json.loads(out)["head"]["vars"] == ["n", "m"]
    code, _, err = run(capsys, *FREE, str(path), "--format", "ttl")
    assert code == 2
    assert "csv" in err
    path.write_text("CONSTRUCT { ?s a ?t } WHERE { ?s a ?t } LIMIT 1", "utf-8")
    assert "@prefix" in run(capsys, *FREE, str(path), "--format", "ttl")[1]


def test_a_query_that_cannot_be_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text("SELECT ?n WHERE {\n  ?n a b:c }", "utf-8")
    code, out, err = run(capsys, *FREE, str(path))
    assert (code, out) == (2, "")
    assert "rad 2" in err
    assert "^" in err


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT ?g WHERE { ?g a pg:Goal }", "PREFIX pg: <https://w3id.org/plangraf/ns#>"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE är inte tillåtet"),
        ("LOAD <file:///etc/passwd>", "LOAD är inte tillåtet"),
        ("DROP ALL", "en uppdatering, ingen fråga"),
        ("", "Frågan är tom"),
        ("SELECT {", "Efter SELECT saknas variabler"),
        ("SELECT * { ?s a ?t", "är inte stängd"),
    ],
)
def test_a_free_query_goes_the_road_of_the_endpoint(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, query: str, words: str
) -> None:
    path = tmp_path / "q.rq"
    path.write_text(query, "utf-8")
    code, out, err = run(capsys, *FREE, str(path))
    assert (code, out) == (2, "")
    assert words in err
    assert "expected" not in err


def test_a_free_query_ends_at_its_deadline(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PLANGRAF_QUERY_SECONDS", "1")
    path = tmp_path / "q.rq"
    endless = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9))
    path.write_text(f"SELECT (COUNT(*) AS ?n) {{ {endless} }}", "utf-8")
    code, out, err = run(capsys, *FREE, str(path))
    assert (code, out) == (3, "")
    assert "avbröts efter 1 sekunder" in err


def test_a_free_query_with_an_unknown_term_names_the_nearest(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "q.rq"
    path.write_text("PREFIX pg: <https://w3id.org/plangraf/ns#> ASK { ?g a pg:Gaol }", "utf-8")
    code, _, err = run(capsys, "sparql", str(path))
    assert code == 0
    assert "pg:Goal" in err
