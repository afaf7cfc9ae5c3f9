"""Shapes are looked at before an engine is: what engines ignore in silence is told."""

from pathlib import Path

import pytest

from plangraf.store.parsing import parse_triples, plain_graph
from plangraf.validation.shapebook import read_shapes
from plangraf.validation.shapes_lint import lint_shapes, unspoken

ROOT = Path(__file__).parents[2]
HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def rules(body: str, *, stranger: bool = False) -> set[str]:
    graph = plain_graph(parse_triples((HEAD + body).encode(), "ttl"))
    return {complaint.rule for complaint in lint_shapes(graph, stranger=stranger)}


def test_the_shipped_shapes_are_clean() -> None:
    graph = read_shapes(ROOT / "shapes").graph
    assert lint_shapes(graph, stranger=True) == ()
    assert unspoken(graph) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("e:s sh:minCout 1 .", "shapes-unknown-term"),
        ("e:s a sh:NodShape .", "shapes-unknown-term"),
        ("e:s sh:singleLine true .", "shapes-later-term"),
        ("e:s sh:rule e:r .", "shapes-advanced-term"),
        ("e:s sh:js e:j .", "shapes-refused-term"),
        ('e:s sh:uniqueLang "1"^^xsd:boolean .', "shapes-loose-switch"),
        (r'e:s sh:pattern "^(?=a)" .', "shapes-risky-pattern"),
        (r'e:s sh:pattern "^\\d+$" .', "shapes-risky-pattern"),
        ('e:s sh:pattern "(" .', "shapes-broken-pattern"),
        ('e:s sh:message "bara svenska"@sv .', "shapes-message-language"),
        ('e:s sh:message "a"@sv , "b"@sv , "c"@en .', "shapes-message-language"),
        ("e:s sh:sparql [ sh:severity sh:Info ] .", "shapes-severity-ignored"),
    ],
)
def test_complaint(body: str, rule: str) -> None:
    assert rules(body) == {rule}


def test_a_pattern_that_some_engines_cannot_read() -> None:
    wanted = {"shapes-risky-pattern", "shapes-broken-pattern"}
    assert rules(r'e:s sh:pattern "^\\p{L}+$" .') == wanted


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("e:s sh:rule e:r .", "shapes-refused-term"),
        ("e:s owl:imports <http://elsewhere/> .", "shapes-import"),
        ('e:s sh:select "SELECT $this { SERVICE <http://x/> { ?s ?p ?o } }" .', "shapes-service"),
    ],
)
def test_what_strangers_may_not(body: str, rule: str) -> None:
    assert rule in rules(body, stranger=True)


def test_the_nearest_term_is_named() -> None:
    graph = plain_graph(parse_triples((HEAD + "e:s sh:minCout 1 .").encode(), "ttl"))
    (complaint,) = lint_shapes(graph)
    assert "sh:minCount" in complaint.message.sv
