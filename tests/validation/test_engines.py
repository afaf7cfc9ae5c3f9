"""Engines agree, leave the process as they found it, and tell failures as ours."""

from pathlib import Path

import pytest
import rdflib
from rdflib import Literal

from plangraf.errors import UnknownName
from plangraf.store.parsing import parse_triples, plain_graph
from plangraf.validation.checking import Checker
from plangraf.validation.comparing import compare, refuse
from plangraf.validation.engines.choosing import installed_engines, open_engine
from plangraf.validation.engines.interface import EngineFailure
from plangraf.validation.findings import Result, Severity
from plangraf.validation.reading import read_document

ROOT = Path(__file__).parents[2]
PLAN = Path(__file__).parent / "plans" / "exempelby.ttl"
HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ORDER = (
    HEAD
    + "e:s a sh:NodeShape ; sh:targetClass e:C ; sh:property e:p . "
    + ("e:p sh:path e:from ; sh:lessThanOrEquals e:to .")
)


def check(engine: str, shapes: str, data: str) -> tuple[Result, ...]:
    compiled = open_engine(engine).compile(plain_graph(parse_triples(shapes.encode(), "ttl")))
    return compiled.check(parse_triples((HEAD + data).encode(), "ttl"))


@pytest.mark.parametrize("engine", installed_engines())
@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ('e:a a e:C ; e:from "2019-13-01"^^xsd:date ; e:to "2020-01-01"^^xsd:date .', 1),
        ('e:a a e:C ; e:from "2019-01-01"^^xsd:date ; e:to 2020 .', 1),
        ('e:a a e:C ; e:from "2019-01-01"^^xsd:date ; e:to "2020-01-01"^^xsd:date .', 0),
        ("e:a a e:C ; e:from 1 ; e:to 1.0 .", 0),
        ("e:a a e:C ; e:from 2.5 ; e:to 1 .", 1),
        ('e:a a e:C ; e:from "b" ; e:to "a" .', 1),
    ],
)
def test_comparisons_are_those_of_sparql(engine: str, data: str, wrong: int) -> None:
    assert len(check(engine, ORDER, data)) == wrong


@pytest.mark.parametrize("engine", installed_engines())
def test_the_process_stays_as_it_was(engine: str) -> None:
    before = rdflib.NORMALIZE_LITERALS
    check(engine, ORDER, "e:a a e:C ; e:from 2 ; e:to 1 .")
    assert before == rdflib.NORMALIZE_LITERALS
    assert Literal("true", datatype=rdflib.XSD.boolean).value is True
    assert Literal("1", datatype=rdflib.XSD.boolean).value is True


@pytest.mark.parametrize("engine", installed_engines())
def test_unusable_shapes_are_a_failure_of_ours(engine: str) -> None:
    broken = HEAD + 'e:s a sh:NodeShape ; sh:targetClass e:C ; sh:sparql [ sh:select "SELEKT" ] .'
    with pytest.raises(EngineFailure) as caught:
        check(engine, broken, "e:a a e:C .")
    assert caught.value.render("sv") != caught.value.render("en")


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(UnknownName, match="snabb"):
        open_engine("snabb")


@pytest.mark.parametrize("engine", [name for name in installed_engines() if name != "turbo"])
def test_engines_agree_on_a_plan(engine: str) -> None:
    checker = Checker.of(ROOT, engine="turbo")
    assert checker.disagreements([read_document(PLAN)], engine) == ()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "data" / "plans").glob("*.ttl")), ids=lambda p: p.stem
)
def test_fast_engines_agree_on_the_shipped_plans(path: Path) -> None:
    checker = Checker.of(ROOT, "publishable", "turbo")
    assert checker.disagreements([read_document(path)], "shifty") == ()


@pytest.mark.parametrize(
    ("engine", "data"),
    [
        ("turbo", "e:a a e:C ; e:from e:x ; e:to e:x ."),
        ("pyshacl", "e:a a e:C ; e:from e:x ; e:to e:y ."),
    ],
)
def test_a_known_difference_is_none(engine: str, data: str) -> None:
    """IRIs have no order (SHACL 4.5.4); where they are given one, it is known which engine does."""
    right, wrong = check("shifty", ORDER, data), check(engine, ORDER, data)
    assert (len(right), len(wrong)) == (1, 0)
    assert compare(("shifty", right), (engine, wrong)) == []


def test_disagreements_are_told() -> None:
    one, other = (
        check("turbo", ORDER, "e:a a e:C ; e:from 2 ; e:to 1 ."),
        check("turbo", ORDER, "e:a a e:C ; e:from 1 ; e:to 1 ."),
    )
    found = compare(("turbo", one), ("shifty", other))
    assert [(d.found_by, d.missed_by) for d in found] == [("turbo", "shifty")]
    with pytest.raises(EngineFailure, match="1 result"):
        refuse(found, str)
    assert one[0].severity is Severity.VIOLATION
