"""Suggestions: recall on three sets of pairs, one of them seen by no change, and reasons."""

import csv
from pathlib import Path

import pytest
from tests.content.judged import reading

from plangraf.content.mappings import read_mapping_set
from plangraf.content.series import SeriesEntry
from plangraf.content.words import Lexicon, stem
from plangraf.linking.index import SeriesIndex, open_index
from plangraf.linking.proposing import COLUMNS, Subject, accept, as_table, propose
from plangraf.linking.ranking import Wanted, rank
from plangraf.linking.reading import read_measure

HERE = Path(__file__).parent
HELD_OUT = "heldout-2026-11-24.csv"
"""Labels as other plans might have them, each with its series chosen by reading the catalogue
before the ranking was run. Not held out any more: a threshold of the ranking was set that day on
this set and on `pairs.csv`."""

OTHER_PLANS = "heldout-other-plans-2026-11-24.csv"
"""Labels on what the other two sets hardly touch (culture, dental health, elections, integration,
violence, old age), withdrawn series among the right ones. Seen only after the last change of a
value that day. Recall at 1, 5 and 10 before any of that day's changes: 0.55, 0.725 and 0.775;
after them: 0.625, 0.75 and 0.775. It misses 0.80 at ten."""


@pytest.fixture(scope="module")
def index(root: Path) -> SeriesIndex:
    return open_index(root)


def pairs(name: str = "pairs.csv") -> list[tuple[str, set[str]]]:
    """Labels in the words of other plans, with every series that would be right."""
    with (HERE / name).open(encoding="utf-8") as file:
        return [(row["label"], set(row["series"].split("|"))) for row in csv.DictReader(file)]


def recall(index: SeriesIndex, wanted: list[tuple[str, set[str]]], at: int) -> float:
    found = sum(
        any(one.entry.path in right for one in rank(index, Wanted(label), at))
        for label, right in wanted
    )
    return found / len(wanted)


@pytest.mark.parametrize(("at", "least"), [(1, 0.75), (5, 0.9), (10, 0.9)])
def test_recall_on_the_first_pairs(index: SeriesIndex, at: int, least: float) -> None:
    assert len(pairs()) >= 40
    assert recall(index, pairs(), at) >= least


@pytest.mark.parametrize(("at", "least"), [(1, 0.75), (5, 0.9), (10, 0.9)])
def test_recall_on_the_second_pairs(index: SeriesIndex, at: int, least: float) -> None:
    known = {entry.path for entry in index.entries}
    assert len(pairs(HELD_OUT)) == 80
    assert all(right <= known for _, right in pairs(HELD_OUT))
    assert not {label for label, _ in pairs(HELD_OUT)} & {label for label, _ in pairs()}
    assert recall(index, pairs(HELD_OUT), at) >= least


@pytest.mark.parametrize(("at", "least"), [(1, 0.6), (5, 0.75), (10, 0.775)])
def test_recall_on_labels_of_other_plans(index: SeriesIndex, at: int, least: float) -> None:
    known = {entry.path for entry in index.entries}
    assert len(pairs(OTHER_PLANS)) == 40
    assert all(right <= known for _, right in pairs(OTHER_PLANS))
    assert recall(index, pairs(OTHER_PLANS), at) >= least


@pytest.mark.parametrize(
    ("written", "title"),
    [("kariesfrihet", "Kariesfria 6-åringar"), ("femåringar", "Barn 5 åringar")],
)
def test_words_of_no_title_and_numbers_as_words(written: str, title: str) -> None:
    entries = [SeriesEntry("a/1", "1", title, ()), SeriesEntry("a/2", "2", "Annat", ())]
    texts = [entry.title for entry in entries]
    found = SeriesIndex.over(entries, Lexicon.of(texts)).find(written)
    assert [hit.entry.path for hit in found] == ["a/1"]


def test_the_search_finds_what_was_held_out(index: SeriesIndex) -> None:
    found = sum(
        any(hit.entry.path in right for hit in index.find(label, 10))
        for label, right in pairs(HELD_OUT)
    )
    assert found / len(pairs(HELD_OUT)) >= 0.8


def test_recall_on_choices_made_blind(index: SeriesIndex, root: Path) -> None:
    """Indicators as printed, with the first choice of the list made blind from the texts."""
    wanted = {
        row["indicator"]: {row["series"] if "/" in row["series"] else f"kolada/{row['series']}"}
        for row in reading(root, "links.csv")
        if row["rank"] == "1" and row["series"] != "none" and row["plan"].startswith("harryda")
    }
    assert len(wanted) == 30
    assert recall(index, list(wanted.items()), 10) >= 0.9


def test_recall_on_the_indicators_of_the_plans(index: SeriesIndex, root: Path) -> None:
    text = (root / "data" / "links" / "indicator-series.sssom.tsv").read_text("utf-8")
    right: dict[str, dict[str, float]] = {}
    known = {entry.path for entry in index.entries}
    for row in read_mapping_set(text, "x")[1]:
        path = row.slots["object_id"].removeprefix("pgid:series/")
        if row.slots["subject_id"].startswith("pgid:indicator/") and path in known:
            series = right.setdefault(row.slots["subject_label"], {})
            series[path] = float(row.slots["confidence"])
    best = [
        (label, {path for path, sure in series.items() if sure >= max(series.values()) - 0.1})
        for label, series in right.items()
        if max(series.values()) >= 0.6
    ]
    assert len(best) >= 25
    assert recall(index, best, 10) >= 0.8


def test_every_score_is_explained(index: SeriesIndex) -> None:
    for one in rank(index, Wanted("Andel äldre med ångest", "local"), 10):
        assert one.score == pytest.approx(sum(reason.points for reason in one.reasons), abs=1e-3)
        assert all(reason.what.sv and reason.what.en for reason in one.reasons)


def test_a_search_finds_by_stem_compound_and_synonym(index: SeriesIndex) -> None:
    def first(text: str, within: int = 5) -> list[str]:
        return [one.entry.code for one in rank(index, Wanted(text), within)]

    assert "U21449" in first("ångest äldre")
    assert "N61603" in first("självmord", 10)
    assert "N61603" in first("suicid", 10)
    assert "U28558" in first("SIP socialpsykiatri")
    assert "U33540" in first("överenskommelser barnpsykiatri", 10)


def test_ages_that_do_not_meet_lower_a_series(index: SeriesIndex) -> None:
    def place(wanted: Wanted) -> int:
        codes = [one.entry.code for one in rank(index, wanted, 200)]
        return codes.index("N61603")

    assert place(Wanted("Självmord", age_min=0, age_max=19)) > place(Wanted("Självmord"))


@pytest.mark.parametrize(
    ("text", "unit", "ages", "grade"),
    [
        ("Andel elever i åk 9", "share", None, "9"),
        ("Antal självmord i befolkningen 0–19 år", "count", (0, 19), None),
        ("Självmord, 5-årsm, antal/100 000 inv, 15 år+", "rate", (15, 120), None),
        ("Finns rutin, (Ja=1, Nej=0)", "yes-no", None, None),
        ("Kostnad per invånare, kr/inv", "cost", None, None),
    ],
)
def test_what_a_label_says(
    text: str, unit: str, ages: tuple[int, int] | None, grade: str | None
) -> None:
    measure = read_measure(text)
    assert (measure.unit, measure.ages, measure.grade) == (unit, ages, grade)


def test_compounds_are_split_where_the_parts_are_known() -> None:
    lexicon = Lexicon.of(["självmord", "försök", "barn och hälsa", "vård"])
    assert lexicon.parts(stem("självmordsförsök")) == ("självmord", "försök")
    assert lexicon.parts("vård") == ()


def test_a_suggestion_becomes_a_row_once(index: SeriesIndex, tmp_path: Path, root: Path) -> None:
    found = rank(index, Wanted("Självmord i befolkningen"), 1)
    subject = Subject("pgid:indicator/new-plan/suicide", "Självmord\ti befolkningen")
    row = propose(subject, found)[0]
    path = tmp_path / "indicator-series.sssom.tsv"
    path.write_text((root / "data" / "links" / path.name).read_text("utf-8"), "utf-8")
    before = len(read_mapping_set(path.read_text("utf-8"), "x")[1])
    assert accept(path, row)
    assert not accept(path, row)
    rows = read_mapping_set(path.read_text("utf-8"), "x")[1]
    assert len(rows) == before + 1
    assert rows[-1].slots["predicate_id"] == "skos:relatedMatch"
    assert as_table([row]).splitlines()[0].split("\t") == list(COLUMNS)


def test_an_empty_label_gives_nothing(index: SeriesIndex) -> None:
    assert rank(index, Wanted("")) == rank(index, Wanted("och i av")) == []


@pytest.mark.parametrize(
    ("folded", "spelled"),
    [
        ("angest aldre", "ångest äldre"),
        ("sjalvmord", "självmord"),
        ("Angest hos aldre", "ångest hos äldre"),
        ("vard for psykisk ohalsa", "vård för psykisk ohälsa"),
    ],
)
def test_letters_may_be_left_plain(index: SeriesIndex, folded: str, spelled: str) -> None:
    exact = [one.entry.path for one in rank(index, Wanted(spelled))]
    assert exact
    assert [one.entry.path for one in rank(index, Wanted(folded))] == exact


def test_the_exact_spelling_goes_first() -> None:
    lexicon = Lexicon.of(["lan i bank", "län i landet"])
    assert lexicon.spelled("lan") == "lan"
    weights = lexicon.terms("lan", with_synonyms=True)
    assert weights["lan"] > weights["län"] > 0
    assert "lan" not in lexicon.terms("län", with_synonyms=True)
