"""`plangraf validate`: exit codes, formats, languages, and the time it takes from a cold start."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from plangraf.cli.main import main

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "tests" / "validation" / "plans" / "exempelby.ttl"


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Run the command line in this process."""
    with pytest.raises(SystemExit) as stopped:
        main(["validate", *map(str, arguments)])
    out, err = capsys.readouterr()
    return int(str(stopped.value.code)), out, err


@pytest.fixture(autouse=True)
def swedish(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "PLANGRAF_CONTENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")


@pytest.fixture
def warned(tmp_path: Path) -> Path:
    """The plan without a publisher: one warning."""
    path = tmp_path / "varning.ttl"
    text = EXAMPLE.read_text("utf-8")
    path.write_text(text.replace("dcterms:publisher <actor/exempelby> ;\n    ", "", 1), "utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The plan with a role that does not exist: one violation."""
    path = tmp_path / "fel.ttl"
    text = EXAMPLE.read_text("utf-8")
    path.write_text(text.replace("actor-role/steering-group", "actor-role/styrgrupp"), "utf-8")
    return path


def test_a_good_plan_is_0(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, EXAMPLE, "--profile", "publishable", "--fail-on", "info")
    assert (code, err) == (0, "")
    assert out.startswith("0 fel, 0 varningar, 0 upplysningar i 1 fil")


def test_findings_are_1_from_the_severity_asked_for(
    capsys: pytest.CaptureFixture[str], warned: Path, broken: Path
) -> None:
    assert run(capsys, broken)[0] == 1
    assert run(capsys, warned)[0] == 0
    assert run(capsys, warned, "--fail-on", "warning")[0] == 1


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld", "rdf", "xlsx", "csv", "tsv", "yaml"])
def test_an_empty_file_is_told_as_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"plan.{suffix}"
    path.write_bytes(b"")
    code, out, err = run(capsys, path)
    assert (code, out) == (2, "")
    assert err == f"{path}: Filen är tom. Kontrollera att den sparades.\n"


def test_an_unreadable_file_is_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capsys, tmp_path / "ingen.ttl")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "Filen finns inte" in err


@pytest.mark.parametrize("form", ["json", "sarif", "junit"])
def test_an_unreadable_file_is_told_in_the_format_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, form: str
) -> None:
    path = tmp_path / "half.ttl"
    path.write_text("@prefix a: <http://x/> .\na:b a:c ", "utf-8")
    code, out, err = run(capsys, path, "--format", form)
    assert (code, err) == (2, "")
    if form == "junit":
        assert "filen slutar mitt i en uppgift" in out
        assert ElementTree.fromstring(out) is not None
    elif form == "json":
        assert [found["rule"] for found in json.loads(out)["findings"]] == ["unreadable"]
    else:
        (result,) = json.loads(out)["runs"][0]["results"]
        assert result["ruleId"] == "unreadable"
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == 2


def test_an_unknown_format_lists_every_format_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "m.txt"
    path.write_text("hej", "utf-8")
    code, _, err = run(capsys, path)
    assert code == 2
    assert all(suffix in err for suffix in (".ttl", ".jsonld", ".xlsx", ".csv", ".yaml"))


@pytest.mark.parametrize(
    "wrong",
    [["--profile", "strikt"], ["--format", "pdf"], ["--engine", "snabb"], ["--fail-on", "x"]],
)
def test_wrong_use_is_2(capsys: pytest.CaptureFixture[str], wrong: list[str]) -> None:
    assert run(capsys, EXAMPLE, *wrong)[0] == 2


def test_unusable_shapes_are_3(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("ontology", "data", "queries"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "shapes").mkdir()
    for path in (ROOT / "shapes").glob("*.ttl"):
        text = path.read_text("utf-8").replace("SELECT", "SELEKT")
        (tmp_path / "shapes" / path.name).write_text(text, "utf-8")
    monkeypatch.setenv("PLANGRAF_CONTENT", str(tmp_path))
    code, _, err = run(capsys, EXAMPLE)
    assert code == 3
    assert "Reglerna (SHACL) går inte att använda" in err


def test_english(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    _, out, _ = run(capsys, broken, "--lang", "en")
    assert "Nearest: “steering group”" in " ".join(out.split())
    assert "1 error, 0 warnings, 0 notes in 1 file" in out


def test_output_to_a_file(capsys: pytest.CaptureFixture[str], broken: Path, tmp_path: Path) -> None:
    target = tmp_path / "rapport.json"
    code, out, _ = run(capsys, broken, "--format", "json", "-o", target)
    assert (code, out) == (1, "")
    assert json.loads(target.read_text("utf-8"))["counts"]["violation"] == 1


def test_cross_check(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    assert run(capsys, broken, "--cross-check")[0] == 1


@pytest.mark.parametrize("engine", ["turbo", "shifty", "pyshacl"])
def test_every_engine_tells_the_same(
    capsys: pytest.CaptureFixture[str], broken: Path, engine: str
) -> None:
    assert run(capsys, broken, "--engine", engine)[1] == run(capsys, broken)[1]


def test_several_files_are_told_apart(
    capsys: pytest.CaptureFixture[str], broken: Path, warned: Path
) -> None:
    _, out, _ = run(capsys, broken, warned)
    assert str(broken) in out
    assert str(warned) in out
    assert "i 2 filer" in out


def test_a_workbook_s_finding_is_in_its_cell(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        "Fokusområde;Mål;Aktivitet;Ansvarig\nSkola;Alla klarar skolan;Anställ kuratorer;\n", "utf-8"
    )
    code, out, _ = run(capsys, path, "--format", "json")
    assert code == 1
    found = {f["rule"]: f["location"] for f in json.loads(out)["findings"]}
    place = found["activity-without-responsible-actor"]
    assert (place["line"], place["column"]) == (2, 3)


def plan_of(triples: int) -> str:
    """The example with activities added until it has about so many triples."""
    text = EXAMPLE.read_text("utf-8")
    one = re.search(r"<activity/\S+adults-1.1-a1> a.*?\.\n\n", text, re.DOTALL)
    assert one is not None
    size = one[0].count(";") + 2
    added = [
        one[0]
        .replace("adults-1.1-a1>", f"adults-1.1-x{n}>", 1)
        .replace("socialt företag", f"nr {n}")
        for n in range((triples - 216) // size)
    ]
    return text + "\n".join(added)


def test_a_process_of_its_own_checks_a_plan_of_1500_triples(tmp_path: Path) -> None:
    """How long that takes, `plangraf bench validate` measures; what it loads, the next test."""
    path = tmp_path / "plan.ttl"
    path.write_text(plan_of(1500), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "plangraf", "validate", str(path)],
        capture_output=True,
        env={**os.environ, "LANG": "sv_SE.UTF-8"},
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"i 1 fil med 1\xc2\xa0" in done.stdout


def test_a_check_with_turbo_imports_no_other_engine_and_no_web(tmp_path: Path) -> None:
    heavy = "('pyshacl', 'shifty', 'flask', 'openpyxl', 'plangraf.catalogue', 'plangraf.web')"
    program = (
        "import sys\nfrom plangraf.cli.main import main\n"
        f"try:\n    main(['validate', {str(EXAMPLE)!r}])\n"
        f"finally:\n    print([m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, cwd=ROOT, text=True, check=False
    )
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_a_mapping_set_is_judged_with_the_plans_it_joins(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A goal and an area never match closely; the finding is in the row and column."""
    text = (ROOT / "data" / "links" / "goal-area.sssom.tsv").read_text("utf-8")
    path = tmp_path / "goal-area.sssom.tsv"
    path.write_text(text.replace("skos:relatedMatch", "skos:closeMatch", 1), "utf-8")
    code, out, _ = run(capsys, path, "--format", "json")
    assert code == 1
    (finding,) = json.loads(out)["findings"]
    assert finding["rule"] == "mapping-of-the-wrong-kind"
    row = path.read_text("utf-8").splitlines()[finding["location"]["line"] - 1].split("\t")
    assert row[finding["location"]["column"] - 1] == "skos:closeMatch"


def test_the_shipped_mapping_sets_are_right(capsys: pytest.CaptureFixture[str]) -> None:
    sets = sorted((ROOT / "data" / "links").glob("*.sssom.tsv"))
    assert len(sets) >= 6
    code, out, _ = run(capsys, *sets, "--fail-on", "warning")
    assert code == 0, out


@pytest.fixture
def folder(tmp_path: Path, warned: Path, broken: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two plans, one of them below another folder, and things that are no plans."""
    inside = tmp_path / "planer"
    (inside / "län").mkdir(parents=True)
    (inside / ".git").mkdir()
    broken.rename(inside / "län" / "fel.ttl")
    warned.rename(inside / "varning.ttl")
    (inside / "README.md").write_text("# Planer", "utf-8")
    (inside / ".git" / "x.ttl").write_text("<a>", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return inside


def test_a_folder_is_its_plans(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    code, out, err = run(capsys, folder)
    assert (code, err) == (1, "")
    assert "i 2 filer" in out
    assert "län/fel.ttl" in out


def test_a_folder_without_plans_is_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capsys, tmp_path)
    assert code == 2
    assert "ingen plan" in err


def test_one_unreadable_file_among_many_is_told_and_is_2(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "halv.ttl").write_text("<a> <b>", "utf-8")
    code, out, _ = run(capsys, folder)
    assert code == 2
    assert "[unreadable]" in out
    assert "[governance-role-role]" in out


def test_many_files_are_remembered_unless_told_not_to(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    text = (folder / "varning.ttl").read_text("utf-8")
    for number in range(9):
        copy = text.replace("exempelby-2024-2027", f"exempelby-{number}")
        (folder / f"{number}.ttl").write_text(copy, "utf-8")
    kept = tmp_path / "cache" / "plangraf" / "checks"
    told = run(capsys, folder, "--no-cache")
    assert not kept.exists()
    assert run(capsys, folder, "--jobs", "2") == told
    assert len(list(kept.glob("*.json"))) == 11
    assert run(capsys, folder) == told


def test_cross_check_of_many(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert run(capsys, folder, "--cross-check")[0] == 1


def test_a_workbook_comes_back_marked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Fokusområde", "Mål", "Aktivitet", "Ansvarig"])
    page.append(["Skola", "Alla klarar skolan", "Anställ kuratorer", None])
    source, target = tmp_path / "plan.xlsx", tmp_path / "svar.xlsx"
    book.save(source)
    before = source.read_bytes()
    run(capsys, source, "--format", "xlsx", "-o", target)
    marked = openpyxl.load_workbook(target)
    assert marked.sheetnames[-1] == "Anmärkningar"
    assert any(cell.comment for row in marked.worksheets[0].iter_rows() for cell in row)
    assert source.read_bytes() == before


def test_other_files_give_a_workbook_of_findings(
    capsys: pytest.CaptureFixture[str], broken: Path, tmp_path: Path
) -> None:
    target = tmp_path / "svar.xlsx"
    assert run(capsys, broken, "--format", "xlsx", "-o", target)[0] == 1
    rows = list(openpyxl.load_workbook(target).worksheets[0].iter_rows(values_only=True))
    assert rows[0][0] == "Plats"
    assert rows[1][1] == "fel"
    assert run(capsys, broken, "--format", "xlsx")[0] == 2
