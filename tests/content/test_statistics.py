"""The statistics as shipped: areas, series, links and every figure, read back through SPARQL."""

import csv
import os
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import BNode

from plangraf.content.mappings import MappingRow, read_mapping_set
from plangraf.content.observations import (
    SUFFIX,
    ObservationSet,
    bounds_as_days,
    observations_as_turtle,
    read_observations,
    write_observations,
)
from plangraf.errors import ContentError
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.parsing import parse_triples
from plangraf.vocabulary import PGID, PREFIXES

FIGURES = 5815
PREFIX_LINES = "\n".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())
FIGURE_QUERY = """
PREFIX adms: <http://www.w3.org/ns/adms#>
PREFIX sosa: <http://www.w3.org/ns/sosa/>
SELECT ?id ?series ?area ?label ?edtf ?sex ?age ?value ?text ?status ?source ?unit ?calculated
WHERE {
  ?figure a qb:Observation ; dcterms:identifier ?id ; qb:dataSet ?set ;
    sosa:observedProperty ?series ; sdmx-dimension:refArea ?area ;
    sdmx-dimension:refPeriod ?period ; sdmx-dimension:sex/skos:notation ?sex ;
    adms:status/skos:notation ?status ; prov:wasGeneratedBy/dcterms:source ?source .
  ?set sdmx-attribute:unitMeasure ?unit .
  ?period skos:notation ?label ; pg:edtf ?edtf .
  OPTIONAL { ?figure sdmx-dimension:age/skos:notation ?age }
  OPTIONAL { ?figure sdmx-measure:obsValue ?value ; sosa:hasSimpleResult ?text }
  OPTIONAL { ?figure dcterms:type ?calculated }
}
"""


def select(store: EmbeddedStore, query: str) -> list[tuple[str | None, ...]]:
    answer = store.query(f"{PREFIX_LINES}\n{query}")
    return [tuple(None if cell is None else str(cell) for cell in row) for row in answer.rows()]


@pytest.fixture(scope="module")
def figures(filled: EmbeddedStore) -> dict[str, dict[str, str]]:
    names = re.findall(r"\?(\w+)", FIGURE_QUERY.split("WHERE")[0])
    rows = select(filled, FIGURE_QUERY)
    return {row[0] or "": dict(zip(names, (c or "" for c in row), strict=True)) for row in rows}


@pytest.fixture(scope="module")
def links(root: Path) -> list[MappingRow]:
    text = (root / "data" / "links" / "indicator-series.sssom.tsv").read_text("utf-8")
    return read_mapping_set(text, "x")[1]


def given_figures(root: Path) -> list[dict[str, str]]:
    """The figures as they were handed over, or none where they are not at hand."""
    folder = Path(os.environ.get("PLANGRAF_STATISTICS", root.parent / "shared" / "statistics"))
    path = folder / "observations.csv"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


# --- Figures --------------------------------------------------------------------------------------


def test_every_figure_comes_back_unchanged(root: Path, figures: dict[str, dict[str, str]]) -> None:
    given = given_figures(root)
    assert len(given) == len(figures) == FIGURES
    for row in given:
        found = figures[row["obs_id"]]
        start, end = row["period_start"], row["period_end"]
        assert found["area"] == f"{PGID}area/{row['region_code']}"
        assert found["label"] == row["period_label"]
        assert found["edtf"] == (start if start == end else f"{start}/{end}")
        assert (found["sex"], found["age"]) == (row["sex"], row["age"])
        assert found["status"] == row["status"]
        assert found["source"] == row["source"]
        assert bool(found["calculated"]) == (row["is_derived"] != "no")
        assert found["text"] == row["value"]
        assert bool(found["value"]) == bool(row["value"])
        if row["value"]:
            assert Decimal(found["value"]) == Decimal(row["value"])
        if row["source_system"].startswith("Kolada"):
            assert found["series"] == f"{PGID}series/kolada/{row['indicator_id']}"


def test_every_shipped_row_is_one_observation(
    root: Path, figures: dict[str, dict[str, str]]
) -> None:
    ids = [
        row["id"]
        for path in (root / "data" / "statistics").rglob(f"*{SUFFIX}")
        for row in read_observations(path.read_text("utf-8"), path.name).rows
        if row["id"]
    ]
    assert sorted(ids) == sorted(figures)
    assert len(ids) == FIGURES


def test_one_graph_per_source_and_series(filled: EmbeddedStore) -> None:
    rows = select(
        filled,
        "PREFIX sosa: <http://www.w3.org/ns/sosa/> SELECT ?g (COUNT(DISTINCT ?s) AS ?n) WHERE"
        " { GRAPH ?g { ?o a qb:Observation ; sosa:observedProperty ?s } } GROUP BY ?g",
    )
    assert len(rows) == 32
    assert {row[1] for row in rows} == {"1"}
    assert f"{PREFIXES['graph']}statistics/kolada/N15428" in {row[0] for row in rows}


INTEGRITY = {
    "IC-1 one data set": "SELECT ?o { ?o a qb:Observation FILTER NOT EXISTS { ?o qb:dataSet ?d } }",
    "IC-1 no two": "SELECT ?o { ?o qb:dataSet ?a, ?b FILTER(?a != ?b) }",
    "IC-2 one structure": "SELECT ?d { ?d a qb:DataSet FILTER NOT EXISTS { ?d qb:structure ?s } }",
    "IC-3 a measure": """SELECT ?s { ?s a qb:DataStructureDefinition
        FILTER NOT EXISTS { ?s qb:component/qb:measure ?m } }""",
    "IC-4 a range": """SELECT ?p { ?p a qb:DimensionProperty
        FILTER NOT EXISTS { ?p rdfs:range ?r } }""",
    "IC-5 a code list": """SELECT ?p { ?p a qb:CodedProperty
        FILTER NOT EXISTS { ?p qb:codeList ?l } }""",
    "IC-6 only attributes optional": """SELECT ?c { ?c qb:componentRequired false
        FILTER NOT EXISTS { ?c qb:attribute ?a } }""",
    "IC-11 every dimension": """SELECT ?o ?p { ?o qb:dataSet/qb:structure ?s .
        ?s qb:component/qb:dimension ?p FILTER NOT EXISTS { ?o ?p ?v } }""",
    "IC-12 no key twice": """PREFIX sosa: <http://www.w3.org/ns/sosa/>
        SELECT ?s ?a ?p ?x ?g (COUNT(?o) AS ?n) { ?o a qb:Observation ; sosa:observedProperty ?s ;
        sdmx-dimension:refArea ?a ; sdmx-dimension:refPeriod ?p ; sdmx-dimension:sex ?x
        OPTIONAL { ?o sdmx-dimension:age ?g } } GROUP BY ?s ?a ?p ?x ?g HAVING(COUNT(?o) > 1)""",
    "IC-13 required attributes": """SELECT ?o { ?o a qb:Observation
        FILTER NOT EXISTS { ?o sdmx-attribute:obsStatus ?s } }""",
    "IC-14 a measure, or a reason": """SELECT ?o { ?o a qb:Observation ;
        sdmx-attribute:obsStatus sdmx-code:obsStatus-A
        FILTER NOT EXISTS { ?o sdmx-measure:obsValue ?v } }""",
    "groups hold figures of their series": """PREFIX sosa: <http://www.w3.org/ns/sosa/>
        SELECT ?o { ?s qb:observationGroup/qb:observation ?o
        FILTER NOT EXISTS { ?o a qb:Observation ; sosa:observedProperty ?s } }""",
    "IC-19 codes are in their lists": """SELECT ?v { ?p qb:codeList ?list .
        ?o a qb:Observation ; ?p ?v FILTER NOT EXISTS { ?v skos:inScheme ?list } }""",
}


@pytest.mark.parametrize("constraint", INTEGRITY)
def test_integrity_constraints_hold(filled: EmbeddedStore, constraint: str) -> None:
    assert select(filled, INTEGRITY[constraint]) == []


# --- Areas and series -----------------------------------------------------------------------------


def test_all_areas_are_there(filled: EmbeddedStore) -> None:
    rows = select(
        filled,
        f"SELECT ?kind (COUNT(?a) AS ?n) WHERE {{ ?a skos:inScheme <{PGID}scheme/area> ;"
        " dcterms:type ?kind ; skos:notation ?code } GROUP BY ?kind",
    )
    assert {(row[0] or "").rsplit("/", 1)[-1]: row[1] for row in rows} == {
        "country": "1",
        "county": "21",
        "region": "21",
        "municipality": "290",
    }


def test_a_county_is_not_a_region(filled: EmbeddedStore) -> None:
    region, county = f"{PGID}area/0014", f"{PGID}area/14"
    kinds = select(
        filled, f"SELECT ?x ?k {{ VALUES ?x {{ <{region}> <{county}> }} ?x a ?k }} ORDER BY ?x ?k"
    )
    assert (region, PREFIXES["org"] + "Organization") in kinds
    assert (county, PREFIXES["org"] + "Organization") not in kinds
    assert select(filled, f"SELECT ?p {{ <{region}> dcterms:spatial ?p }}") == [(county,)]


def test_publishing_actors_are_tied_to_their_areas(filled: EmbeddedStore) -> None:
    rows = select(
        filled,
        "SELECT ?plan ?place { ?plan a pg:ActionPlan ; dcterms:publisher/dcterms:spatial ?place }",
    )
    assert (f"{PGID}plan/harryda-2019-2022", f"{PGID}area/1401") in rows


def test_every_series_is_described(filled: EmbeddedStore) -> None:
    series = f"?s skos:inScheme <{PGID}scheme/series>"
    whole = select(filled, f"SELECT ?s {{ {series} }}")
    assert len(whole) > 140
    for needed in (
        "a pg:Indicator",
        "skos:notation ?x",
        "sdmx-attribute:unitMeasure/skos:prefLabel ?x",
        "dcterms:isPartOf/dcterms:rights ?x",
        "dcterms:isPartOf/dcterms:bibliographicCitation ?x",
        "pg:measurementType ?x",
        "<http://www.w3.org/ns/adms#status>/skos:prefLabel ?x",
        f"dcterms:type/skos:inScheme <{PGID}scheme/direction>",
        "skos:prefLabel ?x FILTER(LANG(?x) = 'en')",
        "skos:definition ?x FILTER(LANG(?x) = 'sv')",
    ):
        lacking = select(filled, f"SELECT ?s {{ {series} FILTER NOT EXISTS {{ ?s {needed} }} }}")
        assert lacking == [], needed


# --- Links ----------------------------------------------------------------------------------------


def test_every_indicator_is_linked_or_said_to_have_nothing(
    filled: EmbeddedStore, links: list[MappingRow]
) -> None:
    indicators = select(filled, "SELECT ?i { ?i a pg:Indicator ; pg:inPlan ?p }")
    subjects = {row.slots["subject_id"].replace("pgid:", PGID) for row in links}
    assert len(indicators) == 45
    assert {row[0] for row in indicators} <= subjects


def test_only_indicators_match_others_are_related(links: list[MappingRow]) -> None:
    for row in links:
        slots = row.slots
        if not slots["subject_id"].startswith("pgid:indicator/"):
            none = slots["object_id"] == "sssom:NoTermFound"
            assert none or slots["predicate_id"] == "skos:relatedMatch", slots["record_id"]


def test_every_link_says_why_in_both_languages(links: list[MappingRow]) -> None:
    for row in links:
        assert row.slots["comment"] != row.slots["comment_en"]
        assert row.slots["comment"].endswith((".", "”"))
        assert 0 < float(row.slots["confidence"]) < 1
        assert ("Skiljer sig:" in row.slots["comment"]) == bool(row.slots["differs"])
    assert max(Counter(row.slots["record_id"] for row in links).values()) == 1


def test_a_withdrawn_series_is_said_to_be(links: list[MappingRow], filled: EmbeddedStore) -> None:
    withdrawn = {
        (row[0] or "").replace(PGID, "pgid:")
        for row in select(
            filled,
            f"SELECT ?s {{ ?s <http://www.w3.org/ns/adms#status> <{PGID}series-state/withdrawn> }}",
        )
    }
    for row in links:
        told = "borttagen ur Koladas katalog" in row.slots["comment"]
        assert told == (row.slots["object_id"] in withdrawn), row.slots["record_id"]


# --- The format of the files ----------------------------------------------------------------------

HEADER = "#series: x/y\n#unit: percent\n#retrievals:\n#  a:\n#    source: somewhere\n"
COLUMN_LINE = (
    "id,area,period,start,end,sex,age,value,status,calculated,revision,retrieval,comment\n"
)


def test_files_are_as_they_would_be_written(root: Path) -> None:
    for path in (root / "data" / "statistics").rglob(f"*{SUFFIX}"):
        text = path.read_text("utf-8")
        assert write_observations(read_observations(text, path.name)) == text, path.name


def test_a_data_set_says_how_much_it_holds(root: Path) -> None:
    """Counted again from the rows: figures, those with a value, areas, last day with a value."""
    rows = (
        ",1401,2019,2019,2019,T,,1.0,ok,,1,a,\n,1401,2019,2019,2019,T,,1.5,ok,,2,a,\n"
        ",1402,2019,2019,2019,T,,2.0,ok,,1,a,\n,1401,2020,2020,2020,T,,,Missing,,1,a,\n"
    )
    store = EmbeddedStore()
    turtle = observations_as_turtle(HEADER + COLUMN_LINE + rows, "x")
    assert not [q for q in parse_triples(turtle.encode(), "ttl") if isinstance(q[2], BNode)]
    store.load("https://w3id.org/plangraf/graph/g", turtle.encode(), "ttl", place="x")
    store.unite(["https://w3id.org/plangraf/graph/g"])
    (found,) = select(
        store,
        """SELECT ?n ?v ?a ?last { ?d void:entities ?n ; dcterms:temporal/dcat:endDate ?last ;
          void:propertyPartition [ void:property sdmx-measure:obsValue ; void:triples ?v ] ,
          [ void:property sdmx-dimension:refArea ; void:distinctObjects ?a ] }""",
    )
    assert found == ("3", "2", "2", "2019-12-31")


def test_a_series_names_its_latest_figures_and_where_they_began() -> None:
    """Of each place and age, both sexes together, with a value; by the last day of the period."""
    rows = (
        ",1401,2018,2018,2018,T,,1.0,ok,,1,a,\n,1401,2019,2019,2019,T,,2.0,ok,,1,a,\n"
        ",1401,2020,2020,2020,T,,,Missing,,1,a,\n,1401,2021,2021,2021,K,,3.0,ok,,1,a,\n"
        ",1402,2019,2019,2019,T,,4.0,ok,,1,a,\n,1402,2019,2015,2019,T,,5.0,ok,,1,a,\n"
        ",1403,2018,2018,2018,T,0-19,6.0,ok,,1,a,\n,1403,2019,2019,2019,T,0-19,7.0,ok,,1,a,\n"
        ",1403,2018,2018,2018,T,all,8.0,ok,,1,a,\n,1404,2019/20,2019,2020,T,,9.0,ok,,1,a,\n"
        ",1404,2020,2020,2020,T,,9.5,ok,,1,a,\n"
    )
    store = EmbeddedStore()
    turtle = observations_as_turtle(HEADER + COLUMN_LINE + rows, "x")
    store.load("https://w3id.org/plangraf/graph/g", turtle.encode(), "ttl", place="x")
    store.unite(["https://w3id.org/plangraf/graph/g"])
    found = select(
        store,
        f"SELECT ?figure ?first {{ <{PGID}series/x/y> qb:observationGroup ?group ."
        f" ?group a qb:ObservationGroup ; dcterms:type <{PGID}figure-group/latest> ;"
        " qb:observation ?figure ."
        " ?figure dcat:first ?first }",
    )
    assert {
        tuple((name or "").removeprefix(f"{PGID}obs/x/y/") for name in row) for row in found
    } == {
        ("1401/2019/T", "1401/2018/T"),
        ("1402/2019/T", "1402/2019/T"),
        ("1402/2019/T", "1402/2019-for-2015-2019/T"),
        ("1402/2019-for-2015-2019/T", "1402/2019/T"),
        ("1402/2019-for-2015-2019/T", "1402/2019-for-2015-2019/T"),
        ("1403/2019/T/0-19", "1403/2018/T/0-19"),
        ("1403/2018/T/all", "1403/2018/T/all"),
        ("1404/2020/T", "1404/2019-20/T"),
    }


def test_revisions_are_kept_beside_the_figure() -> None:
    rows = "".join(f",1401,2019,2019,2019,T,,{n}.0,ok,,{n},a,\n" for n in (1, 2, 3))
    store = EmbeddedStore()
    turtle = observations_as_turtle(HEADER + COLUMN_LINE + rows, "x")
    store.load("https://w3id.org/plangraf/graph/g", turtle.encode(), "ttl", place="x")
    store.unite(["https://w3id.org/plangraf/graph/g"])
    values = select(store, "SELECT ?o ?v { ?o a qb:Observation ; sdmx-measure:obsValue ?v }")
    assert [Decimal(row[1] or "") for row in values] == [3]
    chain = select(store, "SELECT ?v { ?o a qb:Observation ; prov:wasRevisionOf+ ?v }")
    assert sorted((row[0] or "").removeprefix(values[0][0] or "") for row in chain) == [
        "/v/1",
        "/v/2",
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",1401,2019,2019,2019,T,,x,ok,,1,a,", "x is not a number"),
        (",1401,2019,2019,2019,T,,,ok,,1,a,", "neither value nor a reason"),
        (",1401,2019,2019,2019,F,,1,ok,,1,a,", "F is none of K, M, T"),
        (",1401,2019,2019,2019,T,,1,fine,,1,a,", "fine is none of"),
        (",1401,2019,2019,2019,T,,1,ok,,1,b,", "b is not in the header"),
        (",1401,2019,19,2019,T,,1,ok,,1,a,", "neither a year nor a month"),
        (",1401,2019", "3 cells under 13 columns"),
    ],
)
def test_a_mistake_is_told_with_its_line(row: str, said: str) -> None:
    with pytest.raises(ContentError, match=said) as caught:
        read_observations(HEADER + COLUMN_LINE + row + "\n", "data/x.observations.csv")
    assert caught.value.place == "data/x.observations.csv:7"


def test_periods_have_days() -> None:
    assert [str(day) for day in bounds_as_days("2020/21", "2020", "2021")] == [
        "2020-07-01",
        "2021-06-30",
    ]
    assert str(bounds_as_days("2024-02", "2024-02", "2024-02")[1]) == "2024-02-29"
    assert str(bounds_as_days("2016", "2012", "2016")[0]) == "2012-01-01"
    assert isinstance(read_observations(HEADER + COLUMN_LINE, "x"), ObservationSet)
