"""The check refuses what the source does not say: one change at a time, each found and placed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plangraf.content.checking import check_plan
from plangraf.errors import ContentError

PLANS = ("harryda-2019-2022", "ostergotland-2019")
Change = Callable[[str], str]


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """Härryda's plan and source, to be changed."""
    (tmp_path / "sources").mkdir()
    shutil.copy(root / "data" / "plans" / f"{PLANS[0]}.ttl", tmp_path)
    for suffix in (".txt", ".uncovered.tsv"):
        shutil.copy(root / "data" / "sources" / f"{PLANS[0]}{suffix}", tmp_path / "sources")
    return tmp_path


def problems(copy: Path) -> list[str]:
    checked = check_plan(copy / f"{PLANS[0]}.ttl", copy / "sources")
    return [f"{problem.place}: {problem.message.en}" for problem in checked.problems]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("name", PLANS)
def test_the_shipped_plans_say_what_their_sources_say(root: Path, name: str) -> None:
    checked = check_plan(root / "data" / "plans" / f"{name}.ttl", root / "data" / "sources")
    assert checked.problems == ()
    assert checked.spans > 400
    assert checked.furniture < checked.lines / 5


@pytest.mark.parametrize("name", PLANS)
def test_the_shipped_sources_are_those_that_were_read(root: Path, name: str) -> None:
    given = root.parent / "shared" / "sources" / f"{name}.txt"
    if not given.exists():
        pytest.skip("the given sources are not beside this checkout")
    assert given.read_bytes() == (root / "data" / "sources" / f"{name}.txt").read_bytes()


def test_the_copy_is_right_before_it_is_changed(copy: Path) -> None:
    assert problems(copy) == []


def test_a_changed_quote_is_refused_with_the_source_s_words(copy: Path) -> None:
    change(copy / f"{PLANS[0]}.ttl", 'oa:exact "Aktör: NOSAM"', 'oa:exact "Aktör: Kommun"')
    found = problems(copy)
    assert any("reads “Aktör: NOSAM” in the source" in problem for problem in found)


def test_a_moved_span_is_refused_and_its_place_told(copy: Path) -> None:
    plan = copy / f"{PLANS[0]}.ttl"
    change(plan, "oa:start 7112 ;", "oa:start 7113 ;")
    assert any("The words are at 7112–7166." in problem for problem in problems(copy))


def test_a_label_that_is_not_in_its_evidence_is_refused(copy: Path) -> None:
    change(copy / f"{PLANS[0]}.ttl", '"Föräldrastöd"@sv', '"Stöd till föräldrar"@sv')
    assert any("“Stöd till föräldrar” is not in the evidence" in line for line in problems(copy))


def test_a_line_that_nothing_rests_on_is_printed(copy: Path) -> None:
    source = copy / "sources" / f"{PLANS[0]}.uncovered.tsv"
    lines = source.read_text("utf-8").splitlines()
    removed = lines[1]
    source.write_text("\n".join(line for line in lines if line != removed) + "\n")
    number, text = removed.split("\t")[:2]
    assert problems(copy) == [
        f"{PLANS[0]}.txt:{number}: No statement is based on this line: “{text}”"
    ]


def test_a_reason_for_a_line_that_says_something_is_refused(copy: Path) -> None:
    with (copy / "sources" / f"{PLANS[0]}.uncovered.tsv").open("a", encoding="utf-8") as file:
        file.write("291\tAktör: Kommun\tskäl\treason\n")
    assert any(".uncovered.tsv:291" in problem for problem in problems(copy))


def test_another_text_is_refused_by_its_hash(copy: Path) -> None:
    with (copy / "sources" / f"{PLANS[0]}.txt").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert any("sha256" in problem for problem in problems(copy))


def test_a_source_that_is_gone_is_told(copy: Path) -> None:
    (copy / "sources" / f"{PLANS[0]}.txt").unlink()
    with pytest.raises(ContentError):
        problems(copy)
