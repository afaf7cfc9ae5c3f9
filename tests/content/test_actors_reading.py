"""The bodies the plans name, held against a list of them that was made blind from the texts.

`tests/content/readings/actors.csv` has that list unchanged, line by line, and beside each name the
actors in the data whose evidence stands there, or the reason why there is none.
"""

from collections import defaultdict
from pathlib import Path

import pytest
from tests.content.judged import reading

from plangraf.store.embedded import EmbeddedStore
from plangraf.vocabulary import PGID, PREFIXES

HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
SPANS = """
SELECT ?actor ?source ?start ?end {
  ?actor pg:evidence ?span ; a ?kind .
  VALUES ?kind { org:Organization org:OrganizationalUnit org:OrganizationalCollaboration }
  ?span oa:hasSource ?source ; oa:hasSelector ?place . ?place oa:start ?start ; oa:end ?end
}
"""
Row = dict[str, str]
Line = tuple[str, int]


@pytest.fixture(scope="module")
def named(root: Path) -> list[Row]:
    return reading(root, "actors.csv")


@pytest.fixture(scope="module")
def spans(root: Path, filled: EmbeddedStore) -> list[tuple[str, list[Line]]]:
    """Each actor with the lines of each of its spans."""
    found = []
    for actor, source, start, end in filled.query(HEAD + SPANS).rows():
        plan = str(source).rsplit("/", 1)[-1]
        text = (root / "data" / "sources" / f"{plan}.txt").read_text("utf-8")
        first, last = (text.count("\n", 0, int(str(offset))) + 1 for offset in (start, end))
        lines = [(plan, line) for line in range(first, last + 1)]
        found.append((str(actor).removeprefix(f"{PGID}actor/"), lines))
    return found


def test_every_line_that_names_a_body_has_its_evidence(
    named: list[Row], spans: list[tuple[str, list[Line]]]
) -> None:
    on: dict[Line, set[str]] = defaultdict(set)
    for actor, lines in spans:
        for line in lines:
            on[line].add(actor)
    assert len(named) > 200
    for row in named:
        plan, number = row["plan"], int(row["line"])
        here = on[plan, number] | on[plan, number + 1]
        assert row["held"] or row["reason"], row
        assert set(row["held"].split()) <= here, row


def test_no_evidence_of_an_actor_is_on_lines_the_list_lacks(
    named: list[Row], spans: list[tuple[str, list[Line]]]
) -> None:
    # A name goes on over the line's end.
    listed = {(row["plan"], int(row["line"]) + on) for row in named for on in (0, 1)}
    assert [(actor, lines) for actor, lines in spans if not listed & set(lines)] == []


def test_a_name_is_printed_on_its_line(named: list[Row], root: Path) -> None:
    for row in named:
        lines = (root / "data" / "sources" / f"{row['plan']}.txt").read_text("utf-8").split("\n")
        text = " ".join(lines[int(row["line"]) - 1 : int(row["line"]) + 2])
        assert row["actor"].split()[0] in text, row
