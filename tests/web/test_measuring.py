"""What two plans measure alike: a judged pair, a shared series, and one that only one follows."""

from decimal import Decimal
from typing import cast

import pytest
from rdflib import Literal, URIRef

from plangraf.language import Language
from plangraf.store.interface import Term
from plangraf.vocabulary import PG, PGID
from plangraf.web.pages.comparing import Comparison
from plangraf.web.pages.measuring import Measures
from plangraf.web.things.labels import Labels
from plangraf.web.things.statements import Statements, expanded

ONE, OTHER = (URIRef(f"{PGID}plan/{name}") for name in ("one", "other"))
TOPIC = URIRef(f"{PGID}topic/school")
SERIES = URIRef(f"{PGID}series/x/1")
ALONE = URIRef(f"{PGID}series/x/2")
Row = dict[str, Term]


def thing(name: str, plan: URIRef, kind: str, *topics: URIRef) -> list[Row]:
    iri = URIRef(PGID + name)
    said = [
        (expanded("rdf:type"), URIRef(PG + kind)),
        (expanded("pg:inPlan"), plan),
        *((expanded("dcterms:subject"), topic) for topic in topics),
    ]
    return [{"thing": iri, "property": p, "value": v} for p, v in said]


def record(number: int, source: str, target: URIRef, *, typed: bool = False) -> list[Row]:
    iri = URIRef(f"{PGID}mapping/m/{number}")
    said: list[tuple[Term, Term]] = [
        (expanded("owl:annotatedSource"), URIRef(PGID + source)),
        (expanded("owl:annotatedProperty"), expanded("skos:closeMatch")),
        (expanded("owl:annotatedTarget"), target),
        (expanded("sssom:confidence"), Literal(Decimal("0.9"))),
    ]
    if typed:
        said.append((expanded("rdf:type"), expanded("sssom:Mapping")))
    return [{"thing": iri, "property": p, "value": v} for p, v in said]


class Named:
    """Labels that are the ends of IRIs."""

    def sorted(self, terms: set[Term] | list[Term]) -> list[Term]:
        return sorted(terms, key=str)


def measures(*rows: list[Row], language: Language = "sv") -> Measures:
    about = Statements([row for group in rows for row in group])
    return Measures(Comparison(ONE, OTHER, about, cast(Labels, Named()), language))


BOTH = (
    thing("indicator/one/a", ONE, "Indicator", TOPIC),
    thing("indicator/other/b", OTHER, "Indicator", TOPIC),
    thing("goal/other/g", OTHER, "Goal", TOPIC),
)


def test_a_series_of_both_is_shared() -> None:
    found = measures(
        *BOTH, record(1, "indicator/one/a", SERIES), record(2, "indicator/other/b", SERIES)
    )
    (shared,) = found.shared
    assert shared.series == SERIES
    assert [str(k.one) for k in (*shared.one, *shared.other)] == [
        f"{PGID}indicator/one/a",
        f"{PGID}indicator/other/b",
    ]
    assert not found.judged
    assert not found.lent(ONE)


def test_a_judged_pair_is_told_apart_from_a_series() -> None:
    pair = record(3, "indicator/one/a", URIRef(f"{PGID}indicator/other/b"), typed=True)
    found = measures(*BOTH, pair)
    assert [str(k.other) for k in found.judged] == [f"{PGID}indicator/other/b"]
    assert not found.shared


@pytest.mark.parametrize(("giver", "topics"), [(ONE, [TOPIC]), (OTHER, [])])
def test_a_topic_that_only_one_measures_is_lent(giver: URIRef, topics: list[URIRef]) -> None:
    found = measures(
        thing("indicator/one/a", ONE, "Indicator", TOPIC),
        thing("goal/other/g", OTHER, "Goal", TOPIC),
        record(1, "indicator/one/a", ALONE),
    )
    lent = found.lent(giver)
    assert [row.topic for row in lent] == topics
    assert [(str(k.other), [str(t) for t in row.things]) for row in lent for k in row.links] == [
        (str(ALONE), [f"{PGID}goal/other/g"]) for _ in topics
    ]
