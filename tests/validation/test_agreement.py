"""Three engines say the same of shipped plans, of the examples, and of plans made up and spoilt."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from plangraf.plans.publishing.checkable import read_sheet
from plangraf.store.interface import Triple
from plangraf.validation.checking import Checker
from plangraf.validation.comparing import Disagreement
from plangraf.validation.engines.choosing import installed_engines
from plangraf.validation.reading import Document, parse_document, read_document
from plangraf.vocabulary import PG, PGID
from tests.properties.test_plan_round_trip import plans

ROOT = Path(__file__).parents[2]
PLAN = parse_document((Path(__file__).parent / "plans" / "exempelby.ttl").read_bytes(), "plan.ttl")
SHIPPED = sorted((ROOT / "data" / "plans").glob("*.ttl"))
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.yaml"))
OTHERS = ("pyshacl", "shifty")
FEW = settings(max_examples=8, suppress_health_check=list(HealthCheck))
WRONG: list[Node] = [
    *(PGID[path] for path in ("goal/nowhere", "topic/equity", "plan/exempelby-2024-2027")),
    *(PG.Goal, URIRef("https://example.org/a%20b"), BNode("stray")),
    *(Literal(text) for text in ("", "1.1", "två\nrader", "2019-13-01")),
    *(Literal("text", lang=tag) for tag in ("sv", "en", "fi", "sv-FI", "SV")),
    *(Literal(text, datatype=XSD.integer) for text in ("1", "01", "-3", "tre")),
    *(Literal(text, datatype=XSD.decimal) for text in ("0.5", "1,5", "99.0")),
    *(Literal(text, datatype=XSD.date) for text in ("2024-02-30", "1999-01-01", "2024-05-01Z")),
    *(Literal(text, datatype=XSD.boolean) for text in ("true", "1")),
]


@cache
def checker() -> Checker:
    return Checker.of(ROOT, "publishable", "turbo")


def disagreements(document: Document) -> Iterator[Disagreement]:
    for other in OTHERS:
        yield from checker().disagreements([document], other)


@st.composite
def spoilt(draw: st.DrawFn) -> list[Triple]:
    """The example plan with a few statements left out, added with other values, or replaced."""
    triples: list[Triple] = list(PLAN.triples)
    for _ in range(draw(st.integers(1, 12))):
        place = draw(st.integers(0, len(triples) - 1))
        subject, predicate, _ = triples[place]
        other = draw(st.sampled_from(WRONG))
        properties = (predicate, PG.focusArea, SKOS.prefLabel, PG.nonsense)
        match draw(st.sampled_from(["leave out", "add", "replace"])):
            case "leave out":
                del triples[place]
            case "add":
                triples.append((subject, draw(st.sampled_from(properties)), other))  # type: ignore[arg-type]
            case _:
                triples[place] = (subject, predicate, other)  # type: ignore[assignment]
    return triples


def test_all_engines_are_here() -> None:
    assert {"turbo", *OTHERS} == set(installed_engines())
    assert len(SHIPPED) >= 2
    assert len(EXAMPLES) >= 2


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_of_the_shipped_plans(path: Path) -> None:
    assert list(disagreements(read_document(path))) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_of_the_third_and_fourth_plan(path: Path) -> None:
    assert list(disagreements(read_sheet(path, ROOT).document)) == []


@FEW
@given(plans())
def test_of_made_up_plans(graph: Graph) -> None:
    triples: tuple[Triple, ...] = tuple(graph)  # type: ignore[arg-type]
    assert list(disagreements(Document("plan.ttl", "ttl", b"", triples))) == []


@FEW
@given(spoilt())
def test_of_a_spoilt_plan(triples: list[Triple]) -> None:
    assert list(disagreements(Document("plan.ttl", "ttl", b"", tuple(triples)))) == []
