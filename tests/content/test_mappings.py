"""A mapping set becomes RDF as SSSOM says, and a mistake in it is told with file and line."""

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from plangraf.content.mappings import mapping_set_as_turtle
from plangraf.errors import ContentError
from plangraf.vocabulary import PGID, SSSOM

COLUMNS = [
    *("record_id", "subject_id", "predicate_id", "predicate_modifier", "object_id"),
    *("mapping_justification", "confidence", "similarity_score", "comment", "comment_en"),
]
ROW = {
    "record_id": "pgid:mapping/trial/1",
    "subject_id": "pgid:goal/a/1",
    "predicate_id": "skos:relatedMatch",
    "predicate_modifier": "",
    "object_id": "pgid:focus-area/b/2",
    "mapping_justification": "semapv:BackgroundKnowledgeBasedMatching",
    "confidence": "0.9",
    "similarity_score": "0.75",
    "comment": "Samma syfte: ”nollvision”.",
    "comment_en": 'The same aim: "zero".',
}


def written(**changes: str) -> str:
    """A set of one row, with some cells changed."""
    row = ROW | changes
    table = "\t".join(COLUMNS) + "\n" + "\t".join(row[c] for c in COLUMNS) + "\n"
    return "# mapping_set_title: Prov\n# license: https://example.org/l\n" + table


def graph_of(**changes: str) -> Graph:
    turtle = mapping_set_as_turtle(written(**changes), "data/links/trial.sssom.tsv")
    return Graph().parse(data=turtle, format="turtle")


GOAL, AREA = PGID["goal/a/1"], PGID["focus-area/b/2"]


def test_a_row_is_a_record_and_a_plain_triple() -> None:
    graph = graph_of()
    record = PGID["mapping/trial/1"]
    assert (GOAL, SKOS.relatedMatch, AREA) in graph
    assert (record, RDF.type, SSSOM.Mapping) in graph
    assert (record, OWL.annotatedSource, GOAL) in graph
    assert graph.value(record, SSSOM.similarity_score) == Literal("0.75", datatype=SCORE)
    assert set(graph.objects(record, RDFS.comment)) == {
        Literal(ROW["comment"], lang="sv"),
        Literal(ROW["comment_en"], lang="en"),
    }


SCORE = URIRef("http://www.w3.org/2001/XMLSchema#decimal")


def test_a_denied_row_claims_no_link() -> None:
    graph = graph_of(predicate_modifier="Not")
    assert (GOAL, SKOS.relatedMatch, AREA) not in graph
    assert (PGID["mapping/trial/1"], SSSOM.predicate_modifier, SSSOM.NegatedPredicate) in graph


def test_a_gap_is_a_record_without_a_link() -> None:
    graph = graph_of(object_id="sssom:NoTermFound", similarity_score="")
    assert (GOAL, SKOS.relatedMatch, None) not in graph
    assert (PGID["mapping/trial/1"], OWL.annotatedTarget, SSSOM.NoTermFound) in graph


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"confidence": "1,5"}, "confidence"),
        ({"confidence": "1.5"}, "confidence"),
        ({"subject_id": "nobody:x"}, "unknown prefix nobody:"),
        ({"comment_en": " "}, "empty comment_en"),
        ({"comment": "one\ttoo many"}, "11 cells under 10 columns"),
    ],
)
def test_a_mistake_has_its_line(changes: dict[str, str], words: str) -> None:
    with pytest.raises(ContentError) as caught:
        graph_of(**changes)
    assert caught.value.place == "data/links/trial.sssom.tsv:4"
    assert words in caught.value.message.en
