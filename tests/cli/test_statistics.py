"""`plangraf statistics` and `plangraf link`: what they print, how they end; nothing reaches out."""

import json
import re
import shutil
from pathlib import Path

import pytest

from plangraf.cli import main as command_line
from plangraf.cli.link_subjects import as_lines
from plangraf.content.locating import FOLDERS
from plangraf.content.series import SeriesEntry
from plangraf.language import Text
from plangraf.linking.ranking import Candidate, Reason


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run in this process; return exit code, what was printed and what was complained of."""
    with pytest.raises(SystemExit) as stop:
        command_line.main(list(arguments))
    out, err = capsys.readouterr()
    code = stop.value.code
    return code if isinstance(code, int) else 0, out, err


@pytest.fixture
def content(root: Path, tmp_path: Path) -> Path:
    for folder in FOLDERS:
        shutil.copytree(root / folder, tmp_path / folder)
    return tmp_path


def test_search_ranks_and_tells_the_state(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "statistics", "search", "ångest", "äldre", "--lang", "sv")
    assert code == 0
    # One question of two services: home care and special housing.
    assert {line.split()[0] for line in out.splitlines()[:2]} == {"kolada/U21449", "kolada/U23450"}
    _, out, _ = run(capsys, "statistics", "search", "case management", "--lang", "en")
    assert "[withdrawn, last 2024-04-06]" in out
    _, out, _ = run(capsys, "statistics", "search", "case management", "--listed")
    assert "kolada/U28491" not in out


def test_search_as_json_and_without_a_hit(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "statistics", "search", "självmord", "--json", "-n", "3")
    found = json.loads(out)
    assert len(found) == 3
    assert set(found[0]) >= {"path", "title", "state", "first_seen", "last_seen", "score"}
    assert run(capsys, "statistics", "search", "qqqq")[0] == 1


@pytest.mark.parametrize("command", [("statistics", "search"), ("link", "suggest")])
def test_no_hits_and_no_text_are_sentences(
    capsys: pytest.CaptureFixture[str], command: tuple[str, str]
) -> None:
    code, out, err = run(capsys, *command, "zzzz", "--lang", "sv")
    assert (code, out) == (1, "")
    assert err.startswith("Inga träffar för ”zzzz”.")
    code, out, err = run(capsys, *command, "2019", "--lang", "en")
    assert (code, out) == (1, "")
    assert err.startswith("No hits for “2019”.")
    code, out, err = run(capsys, *command, "")
    assert (code, out) == (2, "")
    assert err.startswith("TEXT: ")


def test_suggest_without_a_text_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "link", "suggest")
    assert (code, "TEXT" in err) == (2, True)


def test_suggest_for_a_whole_plan(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "link", "suggest", "harryda-2019-2022", "--lang", "sv")
    assert code == 0
    assert "harryda-2019-2022/county-casemanagement-till-personer-med-psykisk-sjukdom: " in out
    _, out, _ = run(capsys, "link", "suggest", "harryda-2019-2022", "--format", "json", "-n", "1")
    found = {one["indicator"]: one["candidates"] for one in json.loads(out)}
    assert len(found) > 20
    wanted = "indicator/harryda-2019-2022/county-casemanagement-till-personer-med-psykisk-sjukdom"
    assert [one["series"] for one in found[wanted]] == ["kolada/U28491"]
    code, _, err = run(capsys, "link", "suggest", "harryda-2023-2026", "--lang", "sv")
    assert code == 2
    assert "harryda-2019-2022" in err
    assert run(capsys, "link", "suggest", "harryda-2019-2022", "--accept", "kolada/U28491")[0] == 2


def test_an_unrecorded_day_of_reading_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "statistics", "status", "--lang", "sv")
    assert "läst ?" not in out
    assert "läsdag: ingen uppgift (page pressreader.com HN 2017-07-14)" in out


def test_sources_and_status(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "statistics", "sources", "--lang", "en")
    assert (code, "kolada-3" in out, "5 calls in 1 s" in out) == (0, True, True)
    assert "a misspelt parameter gives 200" in out
    _, out, _ = run(capsys, "statistics", "sources", "--lang", "sv")
    assert "en felstavad parameter ger 200 och en tom lista" in out
    assert "misspelt" not in out
    _, out, _ = run(capsys, "statistics", "status", "--json")
    rows = {row["series"]: row for row in json.loads(out)}
    assert len(rows) == 32
    assert sum(row["figures"] for row in rows.values()) == 5815
    assert rows["kolada/U21449"]["last"] == "2018"
    _, out, _ = run(capsys, "statistics", "status", "--older-than", "5", "--lang", "sv")
    assert "kolada/N15428: 930 siffror" in out
    assert "vantetider-bup" not in out


def test_status_says_which_linked_series_have_no_figures(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    links = (root / "data" / "links" / "indicator-series.sssom.tsv").read_text("utf-8")
    linked = set(re.findall(r"\tpgid:series/(\S+)\t", links))
    files = (root / "data" / "statistics").rglob("*.observations.csv")
    have = {f"{file.parent.name}/{file.name.removesuffix('.observations.csv')}" for file in files}
    _, out, _ = run(capsys, "statistics", "status", "--lang", "sv")
    last = out.splitlines()[-1]
    assert last.startswith(
        f"Av {len(linked)} kopplade serier har {len(linked & have)} siffror."
        f" {len(linked - have)} har inga: "
    )
    assert "1 siffra (0 utan värde), 1 område," in out
    assert "läst 2026\n" in out
    _, out, _ = run(capsys, "statistics", "status", "--missing", "--json")
    rows = json.loads(out)
    assert {row["series"] for row in rows} == linked - have
    assert f" {sum(1 for row in rows if row['last_seen'])} är borttagna ur katalogen," in last
    _, out, _ = run(capsys, "statistics", "status", "--missing", "--lang", "en")
    number = links.count("\tpgid:series/kolada/U79118\t")
    told = f"(no figures, {number} links, withdrawn, last seen 2022-06)"
    assert f"kolada/U79118: Suicid i befolkningen, antal/100 000 inv {told}" in out


def test_fetch_of_an_unknown_series_names_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, _, err = run(capsys, "statistics", "fetch", "--indicator", "kolada/N1542", "--lang", "en")
    assert code == 2
    assert "kolada/N15428" in err


def test_fetch_without_a_connection_tells_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], content: Path, tmp_path: Path
) -> None:
    sources = content / "data" / "sources.toml"
    closed = 'base = "http://127.0.0.1:9/v3"'
    text = sources.read_text("utf-8").replace('base = "https://api.kolada.se/v3"', closed)
    sources.write_text(text, "utf-8")
    file = content / "data" / "statistics" / "kolada" / "N15428.observations.csv"
    before = file.read_bytes()
    code, _, err = run(
        capsys,
        *("--content", str(content), "statistics", "fetch", "--indicator", "kolada/N15428"),
        *("--years", "2024", "--cache", str(tmp_path / "cache"), "--tries", "1", "--lang", "en"),
    )
    assert (code, file.read_bytes()) == (1, before)
    assert "No answer from Kolada" in err
    assert run(capsys, "statistics", "fetch", "--years", "i fjol")[0] == 2


def test_suggest_explains(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "link", "suggest", "självmord i befolkningen", "--lang", "en")
    assert code == 0
    assert "of the wording: självmord, befolkningen" in out
    _, out, _ = run(
        capsys,
        *("link", "suggest", "--format", "json", "--indicator"),
        "harryda-2019-2022/county-casemanagement-till-personer-med-psykisk-sjukdom",
    )
    assert json.loads(out)[0]["series"] == "kolada/U28491"


def test_an_accepted_suggestion_is_written_and_checked(
    capsys: pytest.CaptureFixture[str], content: Path
) -> None:
    given = ("--content", str(content), "link", "suggest", "--indicator")
    which = "harryda-2019-2022/local-antal-avvikelser-sip-ar"
    assert run(capsys, *given, which, "--accept", "kolada/U28558")[0] == 0
    links = content / "data" / "links" / "indicator-series.sssom.tsv"
    assert "local-antal-avvikelser-sip-ar--kolada-u28558" in links.read_text("utf-8")
    assert run(capsys, "--content", str(content), "link", "check")[0] == 0
    assert run(capsys, *given, which, "--accept", "kolada/N99999")[0] == 2


def test_check_finds_what_is_wrong(capsys: pytest.CaptureFixture[str], content: Path) -> None:
    links = content / "data" / "links" / "indicator-series.sssom.tsv"
    text = links.read_text("utf-8").replace("pgid:series/kolada/N74900", "pgid:series/kolada/N0")
    links.write_text(text, "utf-8")
    code, out, _ = run(capsys, "--content", str(content), "link", "check", "--lang", "en")
    assert code == 1
    assert "series not in the catalogue: kolada/N0" in out


def test_list_by_plan(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "link", "list", "--plan", "ostergotland-2019")
    assert code == 0
    assert "pgid:series/kolada/N61603" in out
    assert "Casemanagement" not in out


def test_a_long_title_is_wrapped_on_a_terminal_and_whole_in_a_pipe() -> None:
    title = (
        "Aktuell rutin för information om samordnad individuell plan inom socialpsykiatri, (Ja=1)"
    )
    reason = Reason(Text("samma enhet", "same unit"), 0.05)
    one = Candidate(SeriesEntry("kolada/U1", "U1", title, ()), 0.05, (reason,))
    whole = as_lines(1, one, "sv", None).splitlines()
    assert whole == [f"1. kolada/U1  {title}  (0.05)", "     +0.05  samma enhet"]
    narrow = as_lines(1, one, "en", 60).splitlines()
    assert max(map(len, narrow)) <= 60
    assert " ".join(" ".join(narrow[:-1]).split()) == f"1. kolada/U1 {title} (0.05)"
    assert narrow[-1] == "     +0.05  same unit"
