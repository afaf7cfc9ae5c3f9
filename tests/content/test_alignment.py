"""The alignment of the two plans is whole: every pair considered, every row reasoned."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from plangraf.content.mappings import MappingRow, read_mapping_set
from plangraf.store.embedded import EmbeddedStore
from plangraf.vocabulary import PGID, PREFIXES

GOALS = [
    *(f"adults-{number}" for number in ("1.1", "2.1", "3.1", "3.2", "4.1", "4.2", "5.1")),
    *(f"children-{number}" for number in ("1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "5.1")),
]
ROW_FROM, COUNTERPART_FROM = Decimal("0.3"), Decimal("0.5")
SAME_KIND_ONLY = {f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow")}
NOTHING = "sssom:NoTermFound"


def rows(root: Path, name: str) -> list[MappingRow]:
    path = root / "data" / "links" / f"{name}.sssom.tsv"
    return read_mapping_set(path.read_text("utf-8"), path.name)[1]


@pytest.fixture(scope="module")
def considered(root: Path) -> dict[tuple[str, str], Decimal]:
    """Goal × area → similarity, as judged."""
    with (root / "data" / "links" / "goal-area.considered.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    return {
        (line["goal"], area): Decimal(score)
        for line in table
        for area, score in line.items()
        if area != "goal"
    }


def test_every_pair_of_goal_and_area_was_considered(
    considered: dict[tuple[str, str], Decimal], filled: EmbeddedStore
) -> None:
    areas = filled.query(
        "PREFIX pg: <https://w3id.org/plangraf/ns#> SELECT ?a WHERE { ?a a pg:FocusArea ; "
        f"pg:inPlan <{PGID}plan/ostergotland-2019> }}"
    )
    slugs = {str(row[0]).rsplit("/", 1)[-1] for row in areas.rows()}
    assert len(slugs) == 17
    assert set(considered) == {(goal, area) for goal in GOALS for area in slugs}
    assert all(0 <= score <= 1 for score in considered.values())


def test_rows_and_matrix_say_the_same(
    root: Path, considered: dict[tuple[str, str], Decimal]
) -> None:
    linked = set()
    for row in rows(root, "goal-area"):
        if row.slots["object_id"] == NOTHING:
            continue
        pair = tuple(row.slots[slot].rsplit("/", 1)[-1] for slot in ("subject_id", "object_id"))
        assert Decimal(row.slots["similarity_score"]) == considered[pair]  # type: ignore[index]
        assert row.slots["predicate_id"] == "skos:relatedMatch"
        if row.slots["predicate_modifier"] != "Not":
            linked.add(pair)
    assert linked == {pair for pair, score in considered.items() if score >= ROW_FROM}


def test_a_goal_without_counterpart_says_so(
    root: Path, considered: dict[tuple[str, str], Decimal]
) -> None:
    said = {
        row.slots["subject_id"].rsplit("/", 1)[-1]
        for row in rows(root, "goal-area")
        if row.slots["object_id"] == NOTHING
    }
    best = {goal: max(s for (g, _), s in considered.items() if g == goal) for goal in GOALS}
    assert said == {goal for goal, score in best.items() if score < COUNTERPART_FROM}


def test_rows_have_reasons_in_both_languages_and_claim_no_review(root: Path) -> None:
    seen = 0
    for path in (root / "data" / "links").glob("*.sssom.tsv"):
        found = rows(root, path.name.removesuffix(".sssom.tsv"))
        ids = [row.slots["record_id"] for row in found]
        assert len(ids) == len(set(ids)), path.name
        for row in found:
            seen += 1
            assert row.slots["comment"] != row.slots["comment_en"]
            assert row.slots["mapping_justification"] in (
                "semapv:BackgroundKnowledgeBasedMatching",
                "semapv:CompositeMatching",
            )
    assert seen > 150


def test_relations_of_sameness_stand_within_one_kind_only(root: Path) -> None:
    for path in (root / "data" / "links").glob("*.sssom.tsv"):
        for row in rows(root, path.name.removesuffix(".sssom.tsv")):
            if row.slots["predicate_id"] in SAME_KIND_ONLY and row.slots["object_id"] != NOTHING:
                kinds = {
                    row.slots[slot].split("/")[0].removeprefix("pgid:national-")
                    for slot in ("subject_id", "object_id")
                }
                kinds = {kind.removeprefix("pgid:") for kind in kinds}
                assert len(kinds) == 1 or kinds == {"indicator", "series"}, (path.name, row)


def test_everything_that_is_linked_exists(filled: EmbeddedStore) -> None:
    missing = filled.query(
        f"PREFIX sssom: <{PREFIXES['sssom']}> PREFIX owl: <{PREFIXES['owl']}> "
        "SELECT ?m ?thing WHERE { ?m a sssom:Mapping ; "
        "owl:annotatedSource|owl:annotatedTarget ?thing "
        f'FILTER(STRSTARTS(STR(?thing), "{PGID}")) FILTER NOT EXISTS {{ ?thing a ?kind }} }}'
    )
    assert list(missing.rows()) == []
