"""Suggestions: recall on sets of labels with the right series, wordings, reasons, and rows."""

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from tests.content.judged import reading

from plangraf.content.mappings import read_mapping_set
from plangraf.content.series import SeriesEntry
from plangraf.content.words import Lexicon, stem
from plangraf.linking.concepts import concepts_of
from plangraf.linking.index import SeriesIndex, open_index
from plangraf.linking.proposing import COLUMNS, Subject, accept, as_table, propose
from plangraf.linking.ranking import Wanted, rank
from plangraf.linking.reading import read_measure

HERE = Path(__file__).parent
DAY = "2026-11-24"
SETS = {
    # Labels in the words of other plans, on health and school.
    "pairs.csv": (44, 0.93, 1.0, 1.0),
    # More of the same.
    f"heldout-{DAY}.csv": (80, 0.92, 1.0, 1.0),
    # On what those hardly touch: culture, teeth, elections, integration, violence, old age;
    # withdrawn series among the right ones.
    f"heldout-other-plans-{DAY}.csv": (40, 0.82, 1.0, 1.0),
    # Three sets by another hand, on what plans for mental health measure.
    f"heldout-mental-health-1-{DAY}.csv": (40, 0.95, 1.0, 1.0),
    f"heldout-mental-health-2-{DAY}.csv": (40, 0.95, 1.0, 1.0),
    f"heldout-mental-health-3-{DAY}.csv": (40, 0.87, 0.97, 0.97),
}
"""Set → number of labels, and the recall at 1, 5 and 10 that is held now. Nothing here is held out
any more: each set was measured once before it was learnt from. What was found at first sight is
told in docs/statistics.md; the third of mental health is the last that was seen, with 0.725, 0.85
and 0.875, and so the one that tells how labels fare that nobody has learnt from."""


@pytest.fixture(scope="module")
def index(root: Path) -> SeriesIndex:
    return open_index(root)


def pairs(name: str) -> list[tuple[str, set[str]]]:
    """Labels in the words of other plans, with every series that would be right."""
    with (HERE / name).open(encoding="utf-8") as file:
        return [(row["label"], set(row["series"].split("|"))) for row in csv.DictReader(file)]


Best = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def best(index: SeriesIndex) -> Best:
    """The ten best of a label, ranked once for all places that are looked at."""
    return cache(lambda label: [one.entry.path for one in rank(index, Wanted(label), 10)])


def recall(best: Best, wanted: list[tuple[str, set[str]]], at: int) -> float:
    found = sum(bool(right & {*best(label)[:at]}) for label, right in wanted)
    return found / len(wanted)


@pytest.mark.parametrize("name", SETS)
def test_recall_on_each_set(index: SeriesIndex, best: Best, name: str) -> None:
    number, *least = SETS[name]
    known = {entry.path for entry in index.entries}
    assert len(pairs(name)) == number
    assert all(right <= known for _, right in pairs(name))
    reached = [recall(best, pairs(name), at) for at in (1, 5, 10)]
    assert all(found >= wanted for found, wanted in zip(reached, least, strict=True)), reached


@pytest.mark.parametrize(
    ("written", "title"),
    [("kariesfrihet", "Kariesfria 6-åringar"), ("femåringar", "Barn 5 åringar")],
)
def test_words_of_no_title_and_numbers_as_words(written: str, title: str) -> None:
    entries = [SeriesEntry("a/1", "1", title, ()), SeriesEntry("a/2", "2", "Annat", ())]
    texts = [entry.title for entry in entries]
    found = SeriesIndex.over(entries, Lexicon.of(texts)).find(written)
    assert [hit.entry.path for hit in found] == ["a/1"]


def test_recall_on_choices_made_blind(best: Best, root: Path) -> None:
    """Indicators as printed, with the first choice of the list made blind from the texts."""
    wanted = {
        row["indicator"]: {row["series"] if "/" in row["series"] else f"kolada/{row['series']}"}
        for row in reading(root, "links.csv")
        if row["rank"] == "1" and row["series"] != "none" and row["plan"].startswith("harryda")
    }
    assert len(wanted) == 30
    assert recall(best, list(wanted.items()), 10) >= 0.9


def test_recall_on_the_indicators_of_the_plans(index: SeriesIndex, best: Best, root: Path) -> None:
    text = (root / "data" / "links" / "indicator-series.sssom.tsv").read_text("utf-8")
    right: dict[str, dict[str, float]] = {}
    known = {entry.path for entry in index.entries}
    for row in read_mapping_set(text, "x")[1]:
        path = row.slots["object_id"].removeprefix("pgid:series/")
        if row.slots["subject_id"].startswith("pgid:indicator/") and path in known:
            series = right.setdefault(row.slots["subject_label"], {})
            series[path] = float(row.slots["confidence"])
    wanted = [
        (label, {path for path, sure in series.items() if sure >= max(series.values()) - 0.1})
        for label, series in right.items()
        if max(series.values()) >= 0.6
    ]
    assert len(wanted) >= 25
    assert recall(best, wanted, 10) >= 0.8


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
    weights = said(lexicon, "lan")
    assert weights["lan"] > weights["län"] > 0
    assert "lan" not in said(lexicon, "län")


def said(lexicon: Lexicon, word: str) -> dict[str, float]:
    """The words by which a title may say one word of a label, with their weights."""
    (concept,) = concepts_of(word, lexicon)
    return {term: one.weight for one in concept.wordings for slot in one.slots for term in slot}


@pytest.mark.parametrize(
    ("line", "label", "found", "missed"),
    [
        ("suicid, självmord", "suicid", "Självmord", "Annat"),
        ("suicid, självmord", "självmord", "Suicid", "Annat"),
        ("nian > åk 9", "nian", "Elever i åk 9", "Elever i åk 8"),
        ("sip, samordnad plan", "sip", "Samordnad plan", "Samordnad resa"),
        ("sip, samordnad plan", "samordnad plan", "SIP", "Annat"),
        ("vuxen, allmän", "vuxenpsykiatri", "Allmän psykiatri", "Allmän tandvård"),
    ],
)
def test_a_synonym_finds(line: str, label: str, found: str, missed: str) -> None:
    assert ranked([missed, found], label, line)[0] == found


def test_a_synonym_of_one_way_finds_nothing_the_other_way() -> None:
    assert ranked(["Nian", "Annat"], "åk 9", "nian > åk 9") == []


def test_the_better_of_two_wordings_counts_not_both() -> None:
    both, one = "Suicid och självmord", "Suicid i landet"
    texts = [both, one]
    entries = [SeriesEntry(f"a/{text}", text, text, ()) for text in texts]
    index = SeriesIndex.over(entries, Lexicon.of(texts, "suicid, självmord"))
    assert {hit.covered for hit in index.find("suicid")} == {1.0}


def test_words_that_say_little_count_little() -> None:
    marks = "~ bevaka\n! andel"
    assert ranked(["Bevaka lek", "Självmord idag"], "bevaka självmord", marks)[0] == (
        "Självmord idag"
    )
    assert ranked(["Andel lek", "Självmord idag"], "andel självmord", marks) == ["Självmord idag"]
    assert ranked(["Andel lek", "Självmord idag"], "andel", marks) == ["Andel lek"]


def ranked(titles: list[str], label: str, synonyms: str) -> list[str]:
    entries = [SeriesEntry(f"a/{title}", title, title, ()) for title in titles]
    index = SeriesIndex.over(entries, Lexicon.of(titles, synonyms))
    return [one.entry.title for one in rank(index, Wanted(label))]


def test_ten_candidates_are_not_ten_variants_of_one(index: SeriesIndex) -> None:
    """Every candidate that is much like one above is lowered, and says so."""
    found = rank(index, Wanted("Elever i åk 9 som är behöriga till yrkesprogram"))
    reasons = [[reason.what.sv for reason in one.reasons] for one in found]
    assert "liknar ett förslag ovanför" not in reasons[0]
    assert any("liknar ett förslag ovanför" in told for told in reasons[1:])
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_what_is_only_described_is_found_too(index: SeriesIndex) -> None:
    paths = [one.entry.path for one in rank(index, Wanted("Väntetid till BUP i dagar"))]
    assert "socialstyrelsen/vantetider-bup-median-days-first-visit" in paths


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("kostnad", "kostnader"),
        ("utbildning", "utbildade"),
        ("skola", "skolan"),
        ("boende", "boendet"),
        ("psykiatri", "psykiatrin"),
        ("sjukskriven", "sjukskrivna"),
        ("misshandel", "misshandlas"),
    ],
)
def test_forms_of_one_word_have_one_stem(word: str, other: str) -> None:
    assert stem(word) == stem(other)
    assert stem("plan") == "plan"


def test_a_compound_is_split_where_the_shorter_part_is_longest() -> None:
    lexicon = Lexicon.of(["gymnasiet", "elever", "lever", "för", "kol", "skola", "brott", "rån"])
    assert lexicon.parts(stem("gymnasieelever")) == (stem("gymnasiet"), stem("elever"))
    assert lexicon.parts(stem("förskolan")) == ()
    assert lexicon.parts(stem("rånbrott")) == ("rån", "brott")
