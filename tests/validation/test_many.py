"""Many files: judged as if together, shared among processes, kept by content, told as one."""

from collections import Counter
from pathlib import Path

import pytest

from plangraf.benchmarks.plan_copies import write_copies
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Finding, Report
from plangraf.validation.keeping import Keeper, Outcome, outcome_from_values, values_of
from plangraf.validation.many import UNREADABLE, Many
from plangraf.validation.reading import Document, read_document

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PLAN = (HERE / "plans" / "exempelby.ttl").read_text("utf-8")


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker.of(ROOT)


def read(name: str) -> tuple[Document, tuple[Finding, ...]]:
    return read_document(Path(name)), ()


def many(checker: Checker, paths: list[Path], **more: object) -> Report:
    return Many(checker, [str(p) for p in paths], read, **more).check()  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("plans")
    return write_copies(ROOT / "data" / "plans" / "harryda-2019-2022.ttl", 12, folder)


def told(report: Report) -> Counter[tuple[str, str]]:
    return Counter((f.rule, str(f.location)) for f in report.findings)


def test_the_copies_are_of_a_usual_size_and_have_faults(
    checker: Checker, copies: list[Path]
) -> None:
    report = many(checker, copies)
    assert 1_200 < report.triples / len(copies) < 1_800
    assert report.count(report.findings[0].severity.VIOLATION) >= 5 * len(copies)
    assert all(finding.location for finding in report.findings)


def test_many_say_what_all_at_once_say(checker: Checker, copies: list[Path]) -> None:
    together = checker.check([read_document(path) for path in copies])
    assert told(many(checker, copies)) == told(together)


def test_processes_share_the_work_and_say_the_same(checker: Checker, copies: list[Path]) -> None:
    alone, shared = many(checker, copies), many(checker, copies, jobs=2)
    assert shared.findings == alone.findings
    assert shared.files == alone.files
    assert shared.triples == alone.triples


def test_progress_comes_to_the_end(checker: Checker, copies: list[Path]) -> None:
    seen: list[tuple[int, int]] = []
    names = [str(path) for path in copies]
    Many(checker, names, read).check(lambda done, of: seen.append((done, of)))
    assert seen == [(n, 12) for n in range(1, 13)]


def test_an_unchanged_file_is_not_read_again(
    checker: Checker, copies: list[Path], tmp_path: Path
) -> None:
    asked: list[str] = []

    def noting(name: str) -> tuple[Document, tuple[Finding, ...]]:
        asked.append(name)
        return read(name)

    def again() -> Report:
        asked.clear()
        return Many(checker, names, noting, Keeper(tmp_path / "kept")).check()

    folder = tmp_path / "plans"
    folder.mkdir()
    names = [str(folder / path.name) for path in copies]
    for path in copies:
        (folder / path.name).write_bytes(path.read_bytes())
    first = again()
    assert sorted(set(asked)) == sorted(names)
    assert again() == first
    assert asked == []
    changed = Path(names[3])
    changed.write_text(changed.read_text("utf-8") + "\n# changed\n", "utf-8")
    assert told(again()) == told(first)
    assert names[3] in asked
    assert len(asked) <= 2, "the changed file, and the one that it mentions"


def test_other_shapes_or_profiles_are_other_outcomes(copies: list[Path], tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    core = many(Checker.of(ROOT), copies[:2], keeper=keeper)
    more = many(Checker.of(ROOT, "publishable"), copies[:2], keeper=keeper)
    assert len(more.findings) > len(core.findings)


def test_a_damaged_keepsake_is_made_anew(
    checker: Checker, copies: list[Path], tmp_path: Path
) -> None:
    keeper = Keeper(tmp_path)
    first = many(checker, copies[:2], keeper=keeper)
    for path in tmp_path.glob("*.json"):
        path.write_text("[]", "utf-8")
    assert many(checker, copies[:2], keeper=keeper) == first


def test_a_folder_that_cannot_be_written_to_is_done_without(
    checker: Checker, copies: list[Path], tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    assert many(checker, copies[:2], keeper=Keeper(blocked / "kept")).findings


def test_an_outcome_survives_being_kept(checker: Checker, copies: list[Path]) -> None:
    findings = many(checker, copies[:1]).findings
    name = str(copies[0])
    kept = outcome_from_values(values_of(Outcome(findings, 3), name), name)
    assert kept == Outcome(findings, 3)
    assert [f.result for f in kept.findings] == [f.result for f in findings]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    checker: Checker, copies: list[Path], tmp_path: Path
) -> None:
    half = tmp_path / "half.ttl"
    half.write_bytes(copies[0].read_bytes()[:5_000])
    report = many(checker, [*copies[:2], half])
    (finding,) = [f for f in report.findings if f.rule == UNREADABLE]
    assert finding.location is not None
    assert finding.location.file == str(half)
    assert finding.location.line > 1  # type: ignore[operator]


def test_a_register_is_context_for_every_plan(checker: Checker, tmp_path: Path) -> None:
    plan, register = tmp_path / "plan.ttl", tmp_path / "actors.ttl"
    plan.write_text(PLAN.replace("<actor/exempelby> ;\n    dcterms:spatial", "<actor/ny> ;\n    "
                                 "dcterms:spatial"), "utf-8")  # fmt: skip
    missing = many(checker, [plan, plan])
    assert "plan-publisher" in {f.rule for f in missing.findings}
    register.write_text(
        "@prefix org: <http://www.w3.org/ns/org#> . @prefix skos: <http://www.w3.org/2004/02/skos/"
        "core#> . @base <https://w3id.org/plangraf/id/> .\n"
        '<actor/ny> a org:Organization ; skos:prefLabel "Nya kommunen"@sv .\n',
        "utf-8",
    )
    found = many(checker, [plan, register])
    assert "plan-publisher" not in {f.rule for f in found.findings}


def test_a_chain_that_closes_over_three_files_is_found(checker: Checker, tmp_path: Path) -> None:
    paths = []
    for here, above in (("a", "b"), ("b", "c"), ("c", "a")):
        path = tmp_path / f"{here}.ttl"
        text = PLAN.partition("\n<plan/exempellan-2024> a")[0]
        text = text.replace("<plan/exempellan-2024>", f"<plan/{above}>")
        text = text.replace("exempelby-2024-2027", here)
        path.write_text(text, "utf-8")
        paths.append(path)
    rules = [(f.rule, f.location.file if f.location else "") for f in many(checker, paths).findings]
    assert {file for rule, file in rules if rule == "plan-hierarchy-cycle"} == {
        str(path) for path in paths
    }


def test_a_plan_in_two_files_is_told_once(checker: Checker, tmp_path: Path) -> None:
    one, other = tmp_path / "one.ttl", tmp_path / "other.ttl"
    one.write_text(PLAN, "utf-8")
    other.write_text(PLAN, "utf-8")
    report = many(checker, [one, other])
    assert [(f.rule, f.location.file) for f in report.findings if f.location] == [
        ("plan-in-two-files", str(other))
    ]
