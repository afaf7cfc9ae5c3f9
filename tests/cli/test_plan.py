"""`plangraf plan` on the command line: several at once, versions by name and day, refusals told."""

from pathlib import Path

import pytest
from tests.cli import in_process
from tests.cli.in_process import Ended

WORKBOOK = Path(__file__).parents[1] / "plans" / "workbooks" / "nydala.xlsx"
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
PLAN = "nydala-2023-2026"


def run(*arguments: str, cwd: Path) -> tuple[int, str, str]:
    return in_process.run("plan", *arguments, cwd=cwd)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store into which three files were published, one of them in vain."""
    here = tmp_path_factory.mktemp("plans")
    (here / "trasig.yaml").write_text("plan:\n  title: Trasig\n", "utf-8")
    files = [str(WORKBOOK), "trasig.yaml", str(EXAMPLES / "aspvik.yaml")]
    code, out, _ = run("publish", *files, "--store", "lager", "--by", "Kim", cwd=here)
    assert code == 1, out
    assert f"{PLAN}: publicerad" in out
    assert "trasig.yaml: Planen har" in out
    assert out.count(": publicerad, version") == 2
    return here


def test_many_files_are_told_in_their_order_and_one_that_fails_stops_no_other(
    folder: Path,
) -> None:
    files = [
        str(EXAMPLES / "nydala.yaml"),
        "trasig.yaml",
        "finns-inte.xlsx",
        str(EXAMPLES / "aspvik.yaml"),
        str(WORKBOOK),
    ]
    code, out, err = run("publish", *files, "--store", "flera", cwd=folder)
    assert code == 1, err
    ends = (", version ", "publiceras inte", "finns-inte.xlsx: ")
    told = [line for line in out.splitlines() if any(end in line for end in ends)]
    names = [PLAN, "trasig.yaml", "finns-inte.xlsx", "aspvik-2024-2027", PLAN]
    assert [line.split(": ")[0] for line in told] == names
    kept = run("list", PLAN, "--store", "flera", cwd=folder)[1].splitlines()
    assert len(kept) == len({line.split("\t")[0] for line in kept}) >= 1


def test_the_plans_and_their_versions_are_listed(folder: Path) -> None:
    code, out, _ = run("list", "--store", "lager", cwd=folder)
    assert code == 0
    assert any(line.startswith(PLAN) and line.endswith("(1 version)") for line in out.splitlines())
    code, out, _ = run("list", PLAN, "--store", "lager", cwd=folder)
    assert code == 0
    assert out.strip().endswith("Kim\tnydala.xlsx")


def test_the_same_again_changes_nothing(folder: Path) -> None:
    code, out, _ = run("publish", str(WORKBOOK), "--store", "lager", cwd=folder)
    assert (code, f"{PLAN}: oförändrad" in out) == (0, True), out


def test_another_body_s_plan_is_not_replaced_by_one_of_the_same_id(folder: Path) -> None:
    plan = "habo-2024-2027"
    for name in ("Habo", "Håbo"):
        (folder / f"{name}.yaml").write_text(
            f"plan: {{title: Handlingsplan, publisher: {name} kommun, area: {name}, "
            "level: lokal, period: 2024–2027}\n"
            "focus_area: [{text: Skola}]\n"
            "goal: [{number: '1.1', text: Alla barn trivs, area: Skola}]\n",
            "utf-8",
        )
    code, out, err = run("publish", "Habo.yaml", "--store", "lager", cwd=folder)
    assert (code, f"{plan}: publicerad" in out) == (0, True), out + err
    code, out, err = run("publish", "Håbo.yaml", "--store", "lager", cwd=folder)
    assert (code, out) == (2, "")
    assert f"Det finns redan en plan {plan}" in err
    assert "--id" in err
    code, out, err = run("publish", "Håbo.yaml", "--store", "lager", "--dry-run", cwd=folder)
    assert code == 2, "what would be refused is not shown as if it were not"
    named = ("--id", "habo-kommun-2024-2027")
    code, out, err = run("publish", "Håbo.yaml", "--store", "lager", *named, cwd=folder)
    assert (code, "habo-kommun-2024-2027: publicerad" in out) == (0, True), out + err


def test_a_version_is_named_by_itself_or_by_a_day(folder: Path) -> None:
    version = run("list", PLAN, "--store", "lager", cwd=folder)[1].split("\t")[0]
    for name in (f"{PLAN}@{version}", f"{PLAN}@2999-12-31"):
        code, out, err = run("diff", name, PLAN, "--store", "lager", cwd=folder)
        assert (code, "ingen skillnad" in out) == (0, True), err
    for name in (f"{PLAN}@2000-01-01", f"{PLAN}@0000000000000000"):
        code, _, err = run("export", name, "--format", "ttl", "--store", "lager", cwd=folder)
        assert code == 2
        assert version in err


def test_a_plan_that_was_never_published_stood_on_every_day(folder: Path) -> None:
    name = "harryda-2019-2022"
    code, out, err = run("diff", f"{name}@2000-01-01", name, "--store", "lager", cwd=folder)
    assert (code, "ingen skillnad" in out) == (0, True), err
    code, _, err = run("export", "finns-inte@2000-01-01", "--store", "lager", cwd=folder)
    assert (code, "finns-inte" in err) == (2, True)


def test_a_question_is_asked_as_of_a_day(folder: Path) -> None:
    asked = ("query", "goals-overview", "--store", "lager", "--format", "csv")

    def ask(*more: str) -> Ended:
        return in_process.run(*asked, *more, cwd=folder)

    now = ask("-p", f"plan={PLAN}", "--as-of", "2999-12-31")
    assert "Alla barn får hjälp i tid" in now.out, now.err
    before = ask("-p", f"plan={PLAN}", "--as-of", "2000-01-01")
    assert before.code == 2, "the plan was not there"
    assert "ostergotland-2019" in before.err
    assert ask("--as-of", "nyss").code == 2


def test_a_version_that_is_not_the_current_one_is_refused(folder: Path) -> None:
    given = ["publish", str(WORKBOOK), "--store", "lager", "--if-match", "0000000000000000"]
    code, _, err = run(*given, cwd=folder)
    assert (code, "ändrats av någon annan" in err) == (2, True)
