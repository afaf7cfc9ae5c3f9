"""What two readers judged from the texts, pairs and topics, is what the data say, row by row.

The lists in tests/content/readings/ name the lines of the sources each judgement rests on, what
each reader had, and what was agreed. Expected answers of the saved queries are counted from them.
"""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from plangraf.content.mappings import read_mapping_set
from plangraf.store.embedded import EmbeddedStore
from plangraf.vocabulary import PGID, PREFIXES

SETS = ("goal-area", "goal-goal", "activity-activity", "area-national", "area-area")
HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


def reading(root: Path, name: str) -> list[dict[str, str]]:
    lines = (root / "tests/content/readings" / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def source(root: Path, plan: str) -> str:
    return (root / "data" / "sources" / f"{plan}.txt").read_text("utf-8")


def test_the_mapping_sets_hold_the_pairs_that_were_agreed(root: Path) -> None:
    agreed = {
        (p["set"], p["subject"], p["relation"], p["object"]): tuple(
            Decimal(p[number]) for number in ("agreed", "confidence")
        )
        for p in reading(root, "pairs.csv")
    }
    stored = {}
    for name in SETS:
        path = root / "data" / "links" / f"{name}.sssom.tsv"
        for row in read_mapping_set(path.read_text("utf-8"), path.name)[1]:
            slots = row.slots
            if slots["predicate_modifier"] == "Not" or slots["object_id"] == "sssom:NoTermFound":
                continue
            subject, relation, target = (
                slots[slot].partition(":")[2]
                for slot in ("subject_id", "predicate_id", "object_id")
            )
            stored[name, subject, relation, target] = (
                Decimal(slots["similarity_score"]),
                Decimal(slots["confidence"]),
            )
    assert stored == agreed


def test_the_plans_hold_the_topics_that_were_agreed(root: Path, filled: EmbeddedStore) -> None:
    rows = filled.query(
        HEAD + "SELECT ?thing ?topic (EXISTS { ?thing dcterms:type "
        f"<{PGID}activity-type/statement> }} AS ?statement) WHERE {{ ?thing a ?kind ; "
        f"pg:inPlan ?plan ; dcterms:subject ?topic . ?topic skos:inScheme <{PGID}scheme/topic> "
        "VALUES ?kind { pg:Goal pg:FocusArea pg:Activity pg:SubActivity pg:Indicator } }"
    ).rows()
    stored = {
        (str(thing).removeprefix(str(PGID)), str(topic).rsplit("/", 1)[-1], str(statement))
        for thing, topic, statement in rows
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
    path = root / "data" / "links" / f"{name}.sssom.tsv"
    quoted = [
        part.strip(" .").casefold()
        for row in read_mapping_set(path.read_text("utf-8"), path.name)[1]
        for quotation in re.findall("”([^”]+)”", row.slots["comment"])
        for part in quotation.split(" … ")
    ]
    assert quoted
    assert [part for part in quoted if not any(part in text for text in texts)] == []
