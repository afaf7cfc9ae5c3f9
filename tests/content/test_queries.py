"""Every saved query against the answer that was worked out from the source by reading.

Turns `tests/content/queries/NAME.csv` (docs/queries.md tells the form) into cases. A query without
an expected answer fails; so does an expected answer without a query, and too few of either.
"""

import csv
import faulthandler
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from plangraf.catalogue.answer import Cell, Table
from plangraf.catalogue.definition import Catalogue, SavedQuery
from plangraf.catalogue.openapi import openapi
from plangraf.catalogue.outline import outline
from plangraf.catalogue.parameters import Values, read_values, sentence
from plangraf.catalogue.reading import read_queries
from plangraf.catalogue.running import check, options_of, run, write_graph
from plangraf.language import LANGUAGES, Language, language_of
from plangraf.store.embedded import EmbeddedStore
from plangraf.vocabulary import PREFIXES

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = Path(__file__).parent / "queries"
CATALOGUE, PROBLEMS = read_queries(ROOT / "queries")
FEWEST = 97
"""Raise this with the catalogue: a collector that finds nothing must not pass."""

LONGEST = 120
"""Seconds for one test."""

_QUESTIONS = """
plans-overview focus-areas plan-counts matrix-counts plan-lineage goal-count-check
goals-by-target-group shared-goal-numbers shared-number-diff identical-goals
distinct-goal-wordings goals-per-focus-area inferred-target-groups
activities-of-goal activities-per-goal repeated-activities unlinked-repeats
repeated-subactivities activities-without-subs stated-purposes targets
actors-activities actor-hierarchy municipality-activities-rollup activities-by-actor
joint-activities governance mentioned-actors follow-up
indicators-of-goal indicator-scope goals-without-local-indicator goals-without-indicator
shared-indicators indicator-measurement-type starred-indicators age-limited-indicators
oj-indicators transposed-indicator-lists label-variants
deadlines-before-plan deadlines-after-plan by-month areas-without-long-term by-year
activities-by-reference reference-documents methods shared-methods needs
work-category-matrix areas-with-communication single-category-areas items-per-area
explicit-objectives derived-goals
counterparts strong-links goals-without-counterpart areas-without-counterpart shared-topics
alignment-quality national-focus-areas shared-goals compare-plans activities-same-topic
indicator-national-links unlinked-indicators sdg-links
source-of derived-statements source-anomalies validation-summary topic-comparison
"""
COMPETENCY_QUESTIONS = _QUESTIONS.split()


@pytest.fixture(autouse=True)
def ended_when_it_hangs() -> Iterator[None]:
    """The engine cannot be stopped: a query that never ends must end the run, with its trace."""
    faulthandler.dump_traceback_later(LONGEST, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@dataclass(frozen=True)
class Case:
    """One expected answer: what it asks, and the rows (or the graph) it expects."""

    path: Path
    query: str
    params: dict[str, list[str]]
    language: Language
    ordered: bool
    sourced: bool
    rows: list[dict[str, str]]


def read_case(path: Path) -> Case:
    """Read an expected answer with its header."""
    lines = path.read_text("utf-8").splitlines()
    head = [line[1:].strip() for line in lines if line.startswith("#")]
    said = dict(line.partition(":")[::2] for line in head)
    params: dict[str, list[str]] = {}
    for pair in filter(None, said.get("params", "").strip().split(" & ")):
        name, _, value = pair.partition("=")
        params.setdefault(name, []).append(value)
    body = "\n".join(line for line in lines if not line.startswith("#"))
    rows = list(csv.DictReader(io.StringIO(body), strict=True)) if path.suffix == ".csv" else []
    return Case(
        path=path,
        query=path.stem.partition("--")[0],
        params=params,
        language=language_of(said.get("lang", "sv").strip()),
        ordered="ordered" in head,
        sourced=bool(said.get("source", "").strip()),
        rows=rows,
    )


CASES = [read_case(path) for path in sorted(EXPECTED.glob("*")) if path.suffix in (".csv", ".ttl")]


def values_of(query: SavedQuery, case: Case, store: EmbeddedStore) -> Values:
    return read_values(
        query,
        case.params,
        lambda parameter: options_of(parameter, store, case.language),
        case.language,
    )


def written(cell: Cell) -> str:
    """Write a cell as an expected answer has it."""
    if isinstance(cell.term, URIRef):
        return str(cell.term)
    return "" if cell.term is None else str(cell.term)


def expanded(text: str) -> str:
    prefix, colon, local = text.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in ("pgid", "pg") else text


def picked(table: Table, names: list[str]) -> list[tuple[str, ...]]:
    places = [[c.variable for c in table.columns].index(name) for name in names]
    return [tuple(written(row[place]) for place in places) for row in table.rows]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)
def test_the_answer_is_what_the_source_says(case: Case, filled: EmbeddedStore) -> None:
    assert case.sourced, f"{case.path.name}: no `# source:` line"
    query = CATALOGUE.get(case.query)
    values = values_of(query, case, filled)
    if case.path.suffix == ".ttl":
        expected = Graph().parse(case.path)
        got = Graph().parse(data=write_graph(query, values, filled, "nt"), format="nt")
        assert isomorphic(got, expected)
        return
    table = run(query, values, filled)
    names = list(case.rows[0]) if case.rows else []
    if not names:
        assert not table.rows, "rows where none were expected"
        return
    needed = [c.variable for c in table.columns if not c.hidden and c.kind != "evidence"]
    assert set(needed) <= set(names), f"columns not told: {set(needed) - set(names)}"
    got_rows = picked(table, names)
    expected_rows = [tuple(expanded(row[name] or "") for name in names) for row in case.rows]
    if case.ordered:
        assert got_rows == expected_rows
    else:
        got_count, expected_count = Counter(got_rows), Counter(expected_rows)
        assert not (expected_count - got_count), "rows that are missing"
        assert not (got_count - expected_count), "rows too many"


def test_every_file_can_be_read() -> None:
    assert [problem.render("en") for problem in PROBLEMS] == []


def test_every_query_has_an_expected_answer_and_the_other_way_round() -> None:
    told = {case.query for case in CASES}
    assert told - set(CATALOGUE.by_name) == set(), "answers to no query"
    assert set(CATALOGUE.by_name) - told == set(), "queries without an expected answer"


def test_nothing_was_left_uncollected() -> None:
    files = [p for p in (ROOT / "queries").rglob("*.rq") if p.parent.name != "values"]
    assert len(CATALOGUE.queries) == len(files) >= FEWEST
    assert len(CASES) >= len(files)


def test_every_competency_question_is_there() -> None:
    assert len(COMPETENCY_QUESTIONS) == 74
    missing = [name for name in COMPETENCY_QUESTIONS if name not in CATALOGUE.by_name]
    assert missing == []


@pytest.mark.parametrize("query", CATALOGUE.queries, ids=lambda query: query.name)
class TestEachQuery:
    """What holds of every saved query, whatever it asks."""

    def test_it_runs_and_gives_what_its_header_promises(
        self, query: SavedQuery, filled: EmbeddedStore
    ) -> None:
        assert [problem.render("en") for problem in check(query, filled)] == []

    def test_it_speaks_both_languages(self, query: SavedQuery) -> None:
        texts = [query.title, query.sentence]
        texts += [column.label for column in query.shown]
        texts += [parameter.label for parameter in query.parameters]
        for text in texts:
            assert text.sv.strip()
            assert text.en.strip()
        assert query.sentence.sv != query.sentence.en

    def test_its_sentence_has_the_same_slots_in_both_languages(self, query: SavedQuery) -> None:
        slots = [sorted(re.findall(r"\{(\w+)\}", text)) for text in query.sentence]
        assert slots[0] == slots[1]

    def test_its_order_is_fixed(self, query: SavedQuery) -> None:
        assert query.form != "SELECT" or outline(query.text).ordered

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_opens_without_parameters(
        self, query: SavedQuery, filled: EmbeddedStore, language: Language
    ) -> None:
        values = read_values(query, {}, lambda p: options_of(p, filled, language), language)
        assert "{" not in sentence(query, values)
        run(query, values, filled)

    def test_its_drop_downs_have_values(self, query: SavedQuery, filled: EmbeddedStore) -> None:
        for parameter in query.parameters:
            if parameter.values or parameter.choices:
                options = options_of(parameter, filled, "sv")
                assert options
                keys = [option.key for option in options]
                assert len(keys) == len(set(keys))

    def test_its_labels_stand_beside_their_iris(
        self, query: SavedQuery, filled: EmbeddedStore
    ) -> None:
        values = read_values(query, query.tests.params, lambda p: options_of(p, filled, "sv"))
        table = run(query, values, filled)
        for place, column in enumerate(table.columns):
            if column.link:
                for row in table.rows:
                    assert row[place].iri or row[place].term is None


def test_values_lists_are_all_used_and_answer(filled: EmbeddedStore) -> None:
    for path in sorted((ROOT / "queries" / "values").glob("*.rq")):
        answer = filled.query(path.read_text("utf-8"))
        assert {"value", "label"} <= set(answer.variables), path.name
        assert next(answer.rows(), None) is not None, f"{path.name} lists nothing"


def test_catalogue_groups_cover_every_folder() -> None:
    catalogue: Catalogue = CATALOGUE
    grouped = sum(len(queries) for _, queries in catalogue.by_group())
    assert grouped == len(catalogue.queries)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_is_valid_openapi(language: Language) -> None:
    OpenAPIV31SpecValidator(json.loads(json.dumps(openapi(CATALOGUE, "", language)))).validate()
