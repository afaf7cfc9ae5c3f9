"""Wrong use of the command line: one clear message, the right exit code, never a stack trace."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli import in_process

from plangraf.content.locating import FOLDERS


def run(*arguments: str, lang: str = "en") -> tuple[int, str, str]:
    """Run the command line in this process, in English where nothing else is said."""
    return in_process.run(*arguments, lang=lang)


def test_a_process_of_its_own_ends_like_that() -> None:
    for arguments, code in ((("frobnicate",), 2), (("--version",), 0)):
        done = subprocess.run(
            [sys.executable, "-m", "plangraf", *arguments], capture_output=True, check=False
        )
        assert done.returncode == code
        assert b"Traceback" not in done.stderr


@pytest.fixture
def content(root: Path, tmp_path: Path) -> Path:
    """A copy of the content, to be broken."""
    for folder in FOLDERS:
        shutil.copytree(root / folder, tmp_path / folder)
    return tmp_path


def test_a_missing_content_folder(tmp_path: Path) -> None:
    code, out, err = run("--content", str(tmp_path / "none"), "export")
    assert (code, out) == (2, "")
    assert "lacks: ontology, data, shapes, queries" in err
    assert "Traceback" not in err


def test_a_broken_turtle_file_is_named_with_its_line(content: Path) -> None:
    (content / "data" / "actors.ttl").write_text("@prefix a: <http://a/> .\na:b a:c ;;; oops .\n")
    code, _, err = run("--content", str(content), "export")
    assert code == 3
    assert err.startswith("data/actors.ttl:2: ")
    assert "Traceback" not in err


def test_a_plan_file_without_a_plan_is_named(content: Path) -> None:
    for text in ("", "@prefix pg: <https://w3id.org/plangraf/ns#> .\n"):
        (content / "data" / "plans" / "harryda-2019-2022.ttl").write_text(text)
        code, out, err = run("--content", str(content), "query", "shared-goals")
        assert (code, out) == (3, "")
        assert err.startswith("data/plans/harryda-2019-2022.ttl: The file has no action plan")


def test_a_broken_saved_query_is_named_with_its_line(content: Path) -> None:
    broken = content / "queries" / "plans" / "plans-overview.rq"
    broken.write_text(broken.read_text("utf-8").replace("WHERE", "WHEERE", 1), "utf-8")
    code, _, err = run("--content", str(content), "query", "plans-overview")
    assert code == 3
    assert "plans-overview.rq:" in err
    assert "Traceback" not in err


def test_a_broken_mapping_set_is_named_with_its_line(content: Path) -> None:
    with (content / "data" / "links" / "goal-area.sssom.tsv").open("a", encoding="utf-8") as file:
        file.write("one cell\n")
    code, _, err = run("--content", str(content), "export")
    assert code == 3
    assert err.startswith("data/links/goal-area.sssom.tsv:")


def test_an_unknown_command_and_an_unknown_option() -> None:
    for arguments in (("frobnicate",), ("export", "--nonsense")):
        code, _, err = run(*arguments)
        assert code == 2
        assert "Traceback" not in err


def test_an_unknown_query_offers_the_nearest() -> None:
    code, _, err = run("query", "shared-goal")
    assert code == 2
    assert "shared-goals" in err


def test_an_unknown_parameter_and_a_wrong_value() -> None:
    code, _, err = run("query", "activities-of-goal", "--param", "gaol=adults-1.1")
    assert code == 2
    assert "gaol" in err
    assert "goal" in err
    code, _, err = run("query", "activities-of-goal", "--param", "goal=nowhere")
    assert code == 2
    assert "nowhere" in err


def test_a_query_that_cannot_be_read_shows_the_place(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT * WHERE {\n  ?s ?p\n}")
    code, _, err = run("sparql", str(tmp_path / "q.rq"))
    assert code == 2
    assert "line 3" in err
    assert "^" in err


def test_messages_in_swedish(tmp_path: Path) -> None:
    code, _, err = run("--content", str(tmp_path), "export", lang="sv_SE.UTF-8")
    assert code == 2
    assert "Innehållsmappen saknar" in err


def test_export_of_one_graph_that_is_not_there() -> None:
    code, _, err = run("export", "--graph", "plans/none")
    assert code == 2
    assert "plans/harryda-2019-2022" in err


def test_export_to_a_folder_that_is_not_there(tmp_path: Path) -> None:
    code, _, err = run("export", "-o", str(tmp_path / "no" / "x.nq"))
    assert code == 2
    assert "x.nq" in err


def test_the_ending_of_the_file_says_the_format(tmp_path: Path) -> None:
    assert run("export", "-o", str(tmp_path / "all.trig"))[0] == 0
    assert "@prefix pg:" in (tmp_path / "all.trig").read_text("utf-8")
    code, _, err = run("export", "-o", str(tmp_path / "all.ttl"))
    assert code == 2
    assert "--graph" in err
    assert run("export", "-o", str(tmp_path / "all.doc"))[0] == 2


def test_the_exported_graphs_hold_both_plans(tmp_path: Path) -> None:
    code, _, _ = run("export", "-o", str(tmp_path / "all.nq"))
    text = (tmp_path / "all.nq").read_text("utf-8")
    assert code == 0
    assert "plan/harryda-2019-2022>" in text
    assert "plan/ostergotland-2019>" in text
    assert all(line.endswith("> .") for line in text.splitlines())


def test_check_tells_every_mistake(content: Path) -> None:
    """One in what a plan quotes, one in a saved query, one in the kind of a thing; that the shipped
    content passes is a check of its own."""
    quoting, broken = (
        content / "data" / "plans" / f"{name}.ttl"
        for name in ("harryda-2019-2022", "ostergotland-2019")
    )
    query = content / "queries" / "alignment" / "shared-goals.rq"
    for path, right, wrong in (
        (quoting, '"Föräldrastöd"@sv', '"Stöd"@sv'),
        (broken, "a pg:Goal,", "a pg:Gaol,"),
        (query, "WHERE", "WHERRE"),
    ):
        text = path.read_text("utf-8")
        assert right in text
        path.write_text(text.replace(right, wrong, 1), "utf-8")
    code, out, _ = run("--content", str(content), "check")
    assert code == 1
    assert "“Stöd” is not in the evidence" in out
    assert "alignment/shared-goals.rq" in out
    assert "ostergotland-2019.ttl:" in out


def test_check_names_a_broken_plan_with_its_line(content: Path) -> None:
    plan = content / "data" / "plans" / "harryda-2019-2022.ttl"
    lines = plan.read_text("utf-8").splitlines(keepends=True)
    plan.write_text("".join([*lines[:3250], "oops\n", *lines[3250:]]), "utf-8")
    code, _, err = run("--content", str(content), "check")
    assert code == 3
    assert err.startswith("data/plans/harryda-2019-2022.ttl:325")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "swedish", "english"),
    [
        (
            ("serv",),
            "inget kommando ”serv”. Menade du serve?",
            "no command “serv”. Did you mean serve?",
        ),
        (
            ("query", "shared-goals", "--formt", "csv"),
            "inget val ”--formt”. Menade du --format?",
            "no option “--formt”. Did you mean --format?",
        ),
        (
            ("query", "--format", "pdf"),
            "--format: ”pdf” går inte att använda. Välj ett av table, ",
            "--format: “pdf” cannot be used. Choose",
        ),
        (("serve", "--port", "99999"), "från 0 till 65535", "from 0 to 65535"),
        (
            ("serve", "--writable=3"),
            "--writable: Valet tar inte emot något värde",
            "takes no value",
        ),
        (("query", "shared-goals", "--param"), "--param: Ett värde saknas", "value is missing"),
        (("sparql",), "FILE saknas. Hjälp: ", "FILE is missing. Help: "),
        (
            ("query", "a", "b", "c"),
            "Fler ord än kommandot tar emot: b c.",
            "More words than the command takes",
        ),
        (("export", "-o", "."), "--output: Här väntas en fil", "--output: A file is expected"),
    ],
)
def test_a_wrong_command_line_is_told_in_both_languages(
    arguments: tuple[str, ...], swedish: str, english: str
) -> None:
    for language, expected in (("sv", swedish), ("en", english)):
        code, out, err = run(*arguments, lang=language)
        assert (code, out) == (2, "")
        assert expected in err
        assert err.count("\n") == 1


def test_a_command_without_its_part_shows_the_help() -> None:
    code, _, err = run("plan")
    assert code == 2
    assert "publish" in err
