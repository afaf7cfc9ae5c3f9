"""Why no rows: forty queries that are empty for a reason each, and the step that must be told."""

import time
from pathlib import Path
from typing import NamedTuple

import pytest

from plangraf.catalogue.parameters import read_values
from plangraf.catalogue.reading import read_catalogue
from plangraf.catalogue.running import bound_text, options_of, run
from plangraf.content.files import content_files
from plangraf.errors import StoreError
from plangraf.language import Text
from plangraf.sparql.emptiness import explain
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.interface import Answer
from plangraf.store.loading import load_files
from plangraf.vocabulary import GRAPHS, PREFIXES

HEAD = "".join(
    f"PREFIX {name}: <{PREFIXES[name]}>\n"
    for name in ("pg", "pgid", "skos", "schema", "xsd", "graph", "rdfs")
)
DATA = """@base <https://w3id.org/plangraf/id/> .
@prefix pg: <https://w3id.org/plangraf/ns#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<plan/harryda-2019-2022> a pg:ActionPlan ; skos:prefLabel "Härrydas plan"@sv .
<plan/ostergotland-2019> a pg:ActionPlan ; skos:prefLabel "Östergötlands plan"@sv .
<topic/housing> skos:prefLabel "Boende"@sv, "Housing"@en .
<goal/a> a pg:Goal ; pg:inPlan <plan/harryda-2019-2022> ; skos:prefLabel "Färre köar"@sv ;
    schema:position 1 ; skos:notation "1.1" ; schema:value "12" ; pg:topic <topic/housing> .
<goal/b> a pg:Goal ; pg:inPlan <plan/ostergotland-2019> ; skos:prefLabel "Tryggt boende"@sv ;
    schema:position 2 ; skos:notation "2.1" .
<activity/c> a pg:Activity ; pg:contributesTo <goal/a> ; pg:deadline "2020-06-30" .
"""
OTHER = """@prefix pg: <https://w3id.org/plangraf/ns#> .
<https://w3id.org/plangraf/id/area/1401> pg:population 38000 .
"""


class Case(NamedTuple):
    name: str
    where: str
    step: str
    key: str
    near: str = ""


GOAL = "?g a pg:Goal . "
CASES = [
    Case("misspelt label", f'{GOAL}?g skos:prefLabel "Färre köer"@sv',
         "prefLabel", "value-unknown", '"Färre köar"@sv'),
    Case("wrong case and accents", f'{GOAL}?g skos:prefLabel "farre koar"@sv',
         "prefLabel", "value-unknown", '"Färre köar"@sv'),
    Case("no language tag", f'{GOAL}?g skos:prefLabel "Färre köar"',
         "prefLabel", "wrong-language", '"Färre köar"@sv'),
    Case("wrong language tag", f'{GOAL}?g skos:prefLabel "Färre köar"@en',
         "prefLabel", "wrong-language", '"Färre köar"@sv'),
    Case("language that no label has", f'{GOAL}?g skos:prefLabel ?l FILTER(LANG(?l) = "en")',
         'LANG(?l) = "en"', "filter-language", '"sv"'),
    Case("langMatches", f'{GOAL}?g skos:prefLabel ?l FILTER(langMatches(LANG(?l), "fi"))',
         "langMatches", "filter-language", '"sv"'),
    Case("wrong plan", f"{GOAL}?g pg:inPlan <{PREFIXES['pgid']}plan/harryda-2019>",
         "inPlan", "value-unknown", "plan/harryda-2019-2022"),
    Case("wrong plan in a filter",
         f"{GOAL}?g pg:inPlan ?p FILTER(?p = <{PREFIXES['pgid']}plan/ostergotland-2020>)",
         "?p =", "filter-never", "plan/ostergotland-2019"),
    Case("wrong plan in VALUES",
         f"VALUES ?p {{ <{PREFIXES['pgid']}plan/harryda>  }} {GOAL}?g pg:inPlan ?p",
         "inPlan", "value-unknown", "plan/harryda-2019-2022"),
    Case("property that is not there", f"{GOAL}?g pg:inPlann ?p",
         "inPlann", "property-unknown", "pg:inPlan"),
    Case("property of another vocabulary", f"{GOAL}?g rdfs:prefLabel ?l",
         "rdfs:prefLabel", "property-unknown", "skos:prefLabel"),
    Case("property in a path", f"{GOAL}?g pg:inPlan/skos:preflabel ?l",
         "inPlan/skos:preflabel", "property-unknown", "skos:prefLabel"),
    Case("property of other things", f"{GOAL}?g pg:deadline ?d",
         "deadline", "property-not-here"),
    Case("backwards", f"{GOAL}?g pg:contributesTo ?a", "contributesTo", "property-not-here"),
    Case("class that is not there", "?g a pg:Gaol ; pg:inPlan ?p", "a pg:Gaol",
         "class-unknown", "pg:Goal"),
    Case("thing that is not there", f"<{PREFIXES['pgid']}goal/aa> pg:inPlan ?p",
         "inPlan", "thing-unknown", "goal/a>"),
    Case("thing without the property", f"<{PREFIXES['pgid']}topic/housing> pg:inPlan ?p",
         "inPlan", "thing-lacks", "skos:prefLabel"),
    Case("value of other things", f"{GOAL}?g skos:prefLabel \"Boende\"@sv",
         "prefLabel", "value-not-here", '"Tryggt boende"@sv'),
    Case("number for a text", f"{GOAL}?g skos:notation 1.1", "notation",
         "wrong-datatype", '"1.1"'),
    Case("text for a number", f'{GOAL}?g schema:position "1"', "position", "wrong-datatype", "1"),
    Case("number as text compared", f"{GOAL}?g schema:value ?v FILTER(?v > 10)",
         "?v > 10", "number-as-text", '"12"'),
    Case("number beyond all", f"{GOAL}?g schema:position ?n FILTER(?n > 10)",
         "?n > 10", "filter-range", "2"),
    Case("second of two conditions",
         f"{GOAL}?g schema:position ?n FILTER(?n > 0 && ?n > 10)", "?n > 10", "filter-range", "2"),
    Case("condition before its variable", f"FILTER(?n > 10) {GOAL}?g schema:position ?n",
         "?n > 10", "filter-range", "2"),
    Case("text that nothing contains",
         f'{GOAL}?g skos:prefLabel ?l FILTER(CONTAINS(?l, "köer"))', "CONTAINS", "filter-never",
         '"Färre köar"@sv'),
    Case("regex in the wrong case", f'{GOAL}?g skos:prefLabel ?l FILTER(REGEX(?l, "^färre"))',
         "REGEX", "filter-never", '"Färre köar"@sv'),
    Case("text with tag compared without", f'{GOAL}?g skos:prefLabel ?l FILTER(?l = "Färre köar")',
         '?l =', "wrong-language", '"Färre köar"@sv'),
    Case("misspelt variable", f'{GOAL}?g skos:prefLabel ?label FILTER(STRLEN(?labl) > 3)',
         "STRLEN", "variable-unknown", "?label"),
    Case("graph that is not there", "GRAPH graph:plan { ?g a pg:Goal }",
         "GRAPH", "graph-unknown", "graph:plans"),
    Case("wrong graph", "GRAPH graph:areas { ?g a pg:Goal }", "GRAPH", "graph-elsewhere",
         "graph:plans"),
    Case("value within the right graph", 'GRAPH graph:plans { ?g skos:prefLabel "Boenda"@sv }',
         "prefLabel", "value-unknown", '"Boende"@sv'),
    Case("all branches of a union",
         "{ ?g a pg:Gaol } UNION { ?g pg:inPlann ?p }", "pg:Gaol", "class-unknown", "pg:Goal"),
    Case("a sub-select", "{ SELECT ?g WHERE { ?g a pg:Goal ; pg:inPlann ?p } } ?g ?q ?r",
         "inPlann", "property-unknown", "pg:inPlan"),
    Case("minus everything", f"{GOAL}MINUS {{ ?g pg:inPlan ?p }}", "MINUS", "removed"),
    Case("not exists", f"{GOAL}FILTER NOT EXISTS {{ ?g pg:inPlan ?p }}", "NOT EXISTS", "removed"),
    Case("exists", f"{GOAL}FILTER EXISTS {{ ?g pg:deadline ?d }}", "EXISTS", "exists-none"),
    Case("an optional is not to blame",
         f"{GOAL}OPTIONAL {{ ?g pg:inPlann ?p }} ?g pg:topik ?t", "topik", "property-unknown",
         "pg:topic"),
    Case("two that never meet",
         f"{GOAL}?g pg:topic ?t . ?g pg:inPlan ?p . ?p skos:prefLabel \"Östergötlands plan\"@sv",
         "prefLabel", "value-not-here", '"Härrydas plan"@sv'),
]  # fmt: skip


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    filled = EmbeddedStore()
    filled.replace(f"{GRAPHS}plans", DATA.encode(), "ttl")
    filled.replace(f"{GRAPHS}areas", OTHER.encode(), "ttl")
    return filled


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_step_and_the_nearest(store: EmbeddedStore, case: Case) -> None:
    text = f"{HEAD}SELECT * WHERE {{ {case.where} }}"
    assert not list(store.query(text).rows())
    told = explain(text, store)
    assert told is not None
    assert case.step in told.step
    assert told.cause.key == case.key
    if case.near:
        assert case.near in " ".join(told.cause.nearest)
    assert all(told.cause.message)
    assert "{" not in told.cause.message.sv.replace(told.step, "")


@pytest.mark.parametrize(
    ("tail", "key"),
    [
        ("LIMIT 0", "limit"),
        ("ORDER BY ?g LIMIT 5 OFFSET 10", "offset"),
        ("VALUES ?g { pg:none }", "values"),
        ("GROUP BY ?g HAVING (COUNT(*) > 9)", "having"),
    ],
)
def test_what_stands_behind_the_pattern(store: EmbeddedStore, tail: str, key: str) -> None:
    told = explain(f"{HEAD}SELECT ?g WHERE {{ ?g a pg:Goal }} {tail}", store)
    assert told is not None
    assert told.cause.key == key


def test_a_dataset_that_holds_nothing(store: EmbeddedStore) -> None:
    told = explain(f"{HEAD}SELECT * FROM graph:plan WHERE {{ ?g a pg:Goal }}", store)
    assert told is not None
    assert told.cause.key == "dataset"
    assert "graph:plans" in told.cause.nearest


def test_an_empty_store() -> None:
    told = explain(f"{HEAD}SELECT * WHERE {{ ?g a pg:Goal }}", EmbeddedStore())
    assert told is not None
    assert told.cause.key == "empty-store"


def test_a_graph_that_is_built_and_a_question_of_yes_or_no(store: EmbeddedStore) -> None:
    for form in ("CONSTRUCT { ?g a ?t } WHERE", "CONSTRUCT WHERE", "ASK"):
        told = explain(f"{HEAD}{form} {{ ?g a pg:Gaol }}", store)
        assert told is not None
        assert told.cause.nearest == ("pg:Goal",)


def test_the_place_is_that_of_the_step(store: EmbeddedStore) -> None:
    told = explain(f"{HEAD}SELECT *\nWHERE {{\n  ?g a pg:Goal ;\n    pg:inPlann ?p }}", store)
    assert told is not None
    assert (told.line, told.column) == (HEAD.count("\n") + 4, 5)


@pytest.mark.parametrize(
    "text", ["", "SELECT", "SELECT * WHERE {", "SELECT * WHERE { ?s ?p }", "DESCRIBE <a:b>", "}{"]
)
def test_what_is_not_understood_is_not_explained(store: EmbeddedStore, text: str) -> None:
    assert explain(text, store) is None


def test_saved_queries_that_are_empty_are_explained(root: Path, filled: EmbeddedStore) -> None:
    """Without one plan and without mappings more than half of them are."""
    poorer = EmbeddedStore()
    files = content_files(root)
    load_files(poorer, [f for f in files if "harryda-2019" not in f.name and "links" not in f.name])
    told = 0
    for query in read_catalogue(root / "queries").queries:
        values = read_values(query, query.tests.params, lambda p: options_of(p, filled, "sv"))
        if not run(query, values, poorer).rows:
            assert explain(bound_text(query, values), poorer, 20) is not None, query.name
            told += 1
    assert told > 40


class Slow:
    """Whoever answers slowly, or fails."""

    def __init__(self, store: EmbeddedStore, seconds: float = 0.0):
        self._store, self._seconds = store, seconds
        self.asked = 0

    def query(self, text: str) -> Answer:
        self.asked += 1
        if not self._seconds:
            raise StoreError(Text("nej", "no"))
        time.sleep(self._seconds)
        return self._store.query(text)


def test_time_is_bounded(store: EmbeddedStore) -> None:
    slow = Slow(store, 0.1)
    assert explain(f"{HEAD}SELECT * WHERE {{ {CASES[0].where} }}", slow, seconds=0.25) is None
    assert slow.asked <= 3


def test_a_store_that_fails_is_no_fault_of_the_explanation(store: EmbeddedStore) -> None:
    assert explain(f"{HEAD}SELECT * WHERE {{ {CASES[0].where} }}", Slow(store)) is None
