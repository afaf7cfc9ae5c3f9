"""The links to national series, held against a list of them that was made blind from the texts.

`tests/content/readings/links.csv` has that list unchanged and, beside each choice, the thing in
the data that it is about, the relation held and the reason where the two part. What is held has to
be what the mapping set says, and to part from the list only with a reason.
"""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from tests.content.judged import reading

from plangraf.content.mappings import read_mapping_set
from plangraf.store.embedded import EmbeddedStore
from plangraf.vocabulary import PGID, PREFIXES

STRENGTH = {"exact": 3, "close": 2, "broad": 1, "narrow": 1, "related": 0}
HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
Row = dict[str, str]


@pytest.fixture(scope="module")
def rows(root: Path) -> list[Row]:
    return reading(root, "links.csv")


@pytest.fixture(scope="module")
def choices(rows: list[Row]) -> list[Row]:
    """The blind list itself; what is held beside it has no rank."""
    return [row for row in rows if row["rank"]]


@pytest.fixture(scope="module")
def held(root: Path) -> dict[str, dict[str, str]]:
    """Subject → series path, or "none" → relation."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    text = (root / "data" / "links" / "indicator-series.sssom.tsv").read_text("utf-8")
    for row in read_mapping_set(text, "x")[1]:
        slots = row.slots
        none = slots["object_id"] == "sssom:NoTermFound"
        series = "none" if none else slots["object_id"].removeprefix("pgid:series/")
        relation = slots["predicate_id"].removeprefix("skos:").removesuffix("Match")
        found[slots["subject_id"].removeprefix("pgid:")][series] = "none" if none else relation
    return found


def path(choice: Row) -> str:
    """The choice as it is named here: a bare code is one of Kolada's."""
    series = choice["series"]
    return series if "/" in series or series == "none" else f"kolada/{series}"


def place(choice: Row) -> str:
    return f"{choice['plan']}:{choice['line']} {choice['series']}"


def test_what_stands_beside_a_choice_is_what_the_set_holds(
    rows: list[Row], held: dict[str, dict[str, str]]
) -> None:
    for choice in rows:
        assert choice["held"] == held[choice["subject"]].get(path(choice), ""), place(choice)


def test_every_link_of_an_indicator_is_in_the_reading(
    rows: list[Row], held: dict[str, dict[str, str]]
) -> None:
    read = {(row["subject"], path(row)) for row in rows if row["held"]}
    links = {(s, o) for s, group in held.items() if s.startswith("indicator/") for o in group}
    assert links <= read
    assert [place(row) for row in rows if not row["rank"] and not row["reason"]] == []


def test_the_first_choice_is_among_the_links(choices: list[Row]) -> None:
    first = [choice for choice in choices if choice["rank"] == "1"]
    assert len(first) > 110
    assert [place(choice) for choice in first if not choice["held"] and not choice["reason"]] == []
    assert sum(bool(choice["held"]) for choice in first) >= 0.9 * len(first)


def test_a_choice_that_is_not_held_has_a_reason(choices: list[Row]) -> None:
    assert [place(c) for c in choices if not c["held"] and not c["reason"]] == []


def test_none_is_said_where_there_is_none(
    choices: list[Row], held: dict[str, dict[str, str]]
) -> None:
    for choice in choices:
        if choice["series"] == "none":
            beside = set(held[choice["subject"]].values())
            assert beside <= {"none", "related"} or choice["reason"], place(choice)


def test_no_relation_is_stronger_than_the_chosen_one(choices: list[Row]) -> None:
    for choice in choices:
        if choice["series"] != "none" and choice["held"] and not choice["reason"]:
            assert STRENGTH[choice["held"]] <= STRENGTH[choice["relation"]], place(choice)


def test_exact_is_exact_in_both(choices: list[Row], held: dict[str, dict[str, str]]) -> None:
    chosen = {(c["subject"], path(c)): c for c in choices if c["relation"] == "exact"}
    here = {(s, o) for s, links in held.items() for o, how in links.items() if how == "exact"}
    assert here <= set(chosen)
    assert [place(c) for key, c in chosen.items() if key not in here and not c["reason"]] == []


def test_the_list_has_every_indicator_where_it_is_printed(
    choices: list[Row], root: Path, filled: EmbeddedStore
) -> None:
    found = filled.query(HEAD + "SELECT ?i { ?i a pg:Indicator ; pg:inPlan ?plan }").rows()
    indicators = {str(row[0]).removeprefix(str(PGID)) for row in found}
    assert {c["subject"] for c in choices if c["plan"].startswith("harryda")} == indicators
    texts = {
        plan: (root / "data" / "sources" / f"{plan}.txt").read_text("utf-8").split("\n")
        for plan in {choice["plan"] for choice in choices}
    }
    for choice in choices:
        number = int(choice["line"])
        text = re.sub(r"\s+", " ", " ".join(texts[choice["plan"]][number - 1 : number + 11]))
        assert re.sub(r" \[.*\]$", "", choice["indicator"]) in text, place(choice)


def test_the_things_beside_the_choices_stand_on_their_lines(
    choices: list[Row], root: Path, filled: EmbeddedStore
) -> None:
    found = filled.query(
        HEAD + "SELECT ?thing ?start ?end { ?thing pg:evidence/oa:hasSelector ?span ."
        " ?span oa:start ?start ; oa:end ?end }"
    ).rows()
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for thing, start, end in found:
        spans[str(thing).removeprefix(str(PGID))].append((int(str(start)), int(str(end))))
    for choice in choices:
        text = (root / "data" / "sources" / f"{choice['plan']}.txt").read_text("utf-8")
        lines = {
            number
            for start, end in spans[choice["subject"]]
            for number in range(text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 2)
        }
        near = range(int(choice["line"]), int(choice["line"]) + 3)
        assert lines & set(near), place(choice)


def test_the_targets_held_are_the_targets_there_are(root: Path, filled: EmbeddedStore) -> None:
    read = reading(root, "targets.csv")
    found = filled.query(HEAD + "SELECT ?target { ?target a pg:Target }").rows()
    held = {row["held"] for row in read if row["held"]}
    assert held == {str(row[0]).removeprefix(str(PGID)) for row in found}
    assert [row["verbatim"] for row in read if bool(row["held"]) == bool(row["reason"])] == []
