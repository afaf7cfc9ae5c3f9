"""What readers judged from the texts, pairs and topics, is what the data say, row by row.

The lists in tests/content/readings/ name the lines of the sources each judgement rests on, what
each reader had, and what was agreed by which rule; the rule is worked out again here. Expected
answers of the saved queries are counted from the lists.
"""

import csv
import re
from decimal import Decimal
from pathlib import Path
from statistics import median

import pytest
from tests.content.judged import reading

from plangraf.content.mappings import read_mapping_set
from plangraf.store.embedded import EmbeddedStore
from plangraf.vocabulary import PGID, PREFIXES

SETS = ("goal-area", "goal-goal", "activity-activity", "area-national", "area-area")
OTHERS = {"goal-goal": "third", "area-area": "third", "activity-activity": "second"}
"""Sets of two readings → whose the other one is."""
BOUNDS = (Decimal("0.30"), Decimal("0.50"), Decimal("0.75"))
NOTHING = "sssom:NoTermFound"
SETTLED_BY_RELATION = {
    ("activity-activity", "adults-4.2-a2", "overenskommelsen-analysis-2019-1"),
}
"""Numbers lowered with their relation, though the readings stood near (decision 9)."""
HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


def rows(root: Path, name: str) -> list[dict[str, str]]:
    path = root / "data" / "links" / f"{name}.sssom.tsv"
    return [row.slots for row in read_mapping_set(path.read_text("utf-8"), path.name)[1]]


def source(root: Path, plan: str) -> str:
    return (root / "data" / "sources" / f"{plan}.txt").read_text("utf-8")


def number(cell: str) -> Decimal:
    """A reading left empty is below 0.30, lower than any that has a number."""
    return Decimal(cell or 0)


def side(reading: Decimal) -> int:
    return sum(reading >= bound for bound in BOUNDS)


def slugs(*things: str) -> tuple[str, ...]:
    return tuple(thing.rsplit("/", 1)[-1] for thing in things)


def test_the_mapping_sets_hold_the_pairs_that_were_agreed(root: Path) -> None:
    agreed = {
        (p["set"], p["subject"], p["relation"], p["object"]): (
            Decimal(p["agreed"]),
            Decimal(p["confidence"]),
        )
        for p in reading(root, "pairs.csv")
        if p["relation"]
    }
    stored = {}
    for name in SETS:
        for slots in rows(root, name):
            if slots["object_id"] == NOTHING:
                continue
            subject, relation, target = (
                slots[slot].partition(":")[2]
                for slot in ("subject_id", "predicate_id", "object_id")
            )
            stored[name, subject, slots["predicate_modifier"] or relation, target] = (
                Decimal(slots["similarity_score"]),
                Decimal(slots["confidence"]),
            )
    assert stored == agreed


def test_a_pair_is_a_link_from_030_up(root: Path) -> None:
    for p in reading(root, "pairs.csv"):
        linked = p["relation"] not in ("", "Not")
        assert linked == (Decimal(p["agreed"]) >= BOUNDS[0]), p
        assert bool(p["confidence"]) == bool(p["relation"]), p


def test_goal_against_area_is_the_median_of_three(root: Path) -> None:
    with (root / "data" / "links" / "goal-area.considered.csv").open(encoding="utf-8") as file:
        considered = {
            (line["goal"], area): Decimal(score)
            for line in csv.DictReader(file)
            for area, score in line.items()
            if area != "goal"
        }
    for p in reading(root, "pairs.csv"):
        if p["set"] == "goal-area":
            three = [number(p[reader]) for reader in ("first", "second", "third")]
            agreed = median(three) if max(three) >= BOUNDS[0] else three[0]
            assert Decimal(p["agreed"]) == agreed, p
            assert considered.pop(slugs(p["subject"], p["object"])) == agreed, p  # type: ignore[arg-type]
    assert all(score < BOUNDS[0] for score in considered.values())


@pytest.mark.parametrize(("name", "other"), OTHERS.items())
def test_two_readings_agree_or_are_settled_between_them(root: Path, name: str, other: str) -> None:
    for p in reading(root, "pairs.csv"):
        if p["set"] == name:
            first, second, agreed = number(p["first"]), number(p[other]), Decimal(p["agreed"])
            alike = side(first) == side(second) and (
                side(first) == 0 or abs(first - second) <= Decimal("0.10")
            )
            settled = p["settled"].split()
            if (name, *slugs(p["subject"], p["object"])) in SETTLED_BY_RELATION:
                assert settled == ["number"]
            else:
                assert ("number" in settled) != alike, p
            assert min(first, second) <= agreed <= max(first, second), p
            assert agreed == first or "number" in settled, p
            differs = p["third_relation"] and f"{p['third_relation']}Match" != p["relation"]
            assert ("relation" in settled) == bool(differs and p["relation"] not in ("", "Not")), p


def test_the_national_areas_keep_the_first_number(root: Path) -> None:
    for p in reading(root, "pairs.csv"):
        if p["set"] == "area-national":
            assert p["agreed"] == p["first"]
            assert p["second"] in ("foremost", "also", "")


def test_who_finds_no_counterpart_at_050_says_so(root: Path) -> None:
    pairs = [p for p in reading(root, "pairs.csv") if p["relation"] not in ("", "Not")]
    for name, end, kind in (
        ("goal-area", "subject", "goal/harryda"),
        ("goal-goal", "subject", "goal/harryda"),
        ("area-goal-gaps", "object", "focus-area/ostergotland"),
    ):
        among = "goal-area" if name == "area-goal-gaps" else name
        met = {p[end] for p in pairs if p["set"] == among and Decimal(p["agreed"]) >= BOUNDS[1]}
        every = {p[end] for p in reading(root, "pairs.csv") if p[end].startswith(kind)}
        said = {
            slots["subject_id"].partition(":")[2]
            for slots in rows(root, name)
            if slots["object_id"] == NOTHING
        }
        assert said == every - met, name


def test_the_plans_hold_the_topics_that_were_agreed(root: Path, filled: EmbeddedStore) -> None:
    topics = filled.query(
        HEAD + "SELECT ?thing ?topic (EXISTS { ?thing dcterms:type "
        f"<{PGID}activity-type/statement> }} AS ?statement) WHERE {{ ?thing a ?kind ; "
        f"pg:inPlan ?plan ; dcterms:subject ?topic . ?topic skos:inScheme <{PGID}scheme/topic> "
        "VALUES ?kind { pg:Goal pg:FocusArea pg:Activity pg:SubActivity pg:Indicator } }"
    ).rows()
    stored = {
        (str(thing).removeprefix(str(PGID)), str(topic).rsplit("/", 1)[-1], str(statement))
        for thing, topic, statement in topics
    }
    agreed = {
        (row["thing"], topic, "true" if row["statement"] else "false")
        for row in reading(root, "topics.csv")
        for topic in row["topics"].split()
    }
    assert stored == agreed


def test_the_lines_named_are_lines_with_words(root: Path) -> None:
    named: dict[str, set[str]] = {"harryda-2019-2022": set(), "ostergotland-2019": set()}
    for pair in reading(root, "pairs.csv"):
        assert pair["harryda"] or pair["ostergotland"]
        named["harryda-2019-2022"] |= set(pair["harryda"].split())
        named["ostergotland-2019"] |= set(pair["ostergotland"].split())
    for row in reading(root, "topics.csv"):
        assert row["lines"]
        named[row["thing"].split("/")[1]] |= set(row["lines"].split())
    for plan, spans in named.items():
        lines = source(root, plan).split("\n")
        for span in spans:
            ends = [int(number) for number in span.split("-")]
            assert ends == sorted(ends), (plan, span)
            assert all(lines[number - 1].strip() for number in ends), (plan, span)


@pytest.mark.parametrize("name", [*SETS, "area-goal-gaps"])
def test_a_rationale_quotes_what_a_source_says(root: Path, name: str) -> None:
    texts = [
        re.sub(r"\s+", " ", source(root, plan)).casefold()
        for plan in ("harryda-2019-2022", "ostergotland-2019")
    ]
    texts += [re.sub(r"(\w)- (\w)", r"\1-\2", text) for text in texts]
    quoted = [
        part.strip(" .").casefold()
        for slots in rows(root, name)
        for quotation in re.findall("”([^”]+)”", slots["comment"])
        for part in quotation.split(" … ")
    ]
    assert quoted
    assert [part for part in quoted if not any(part in text for text in texts)] == []
