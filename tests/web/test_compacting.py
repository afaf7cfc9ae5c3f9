"""JSON-LD in short words: what two readers make of it are the triples that went in."""

import json
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from plangraf.store.parsing import canonical_lines
from plangraf.web.things.compacting import Words, compacted, read_words

FIRST = "https://w3id.org/plangraf/id/a"
ODD = """@prefix pgid: <https://w3id.org/plangraf/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix pg: <https://w3id.org/plangraf/ns#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sssom: <https://w3id.org/sssom/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
pgid:a a pg:Goal, pg:Unheard, <http://e.example/y> ;
    skos:prefLabel "a"@sv, "b", 3 ;
    pg:evidence pgid:e, "text", 4, "x"@en, true ;
    pg:unheard 3, 3.50, true, "x"@sv, "2020-01-01"^^xsd:date, pgid:b, [ pg:unheard "q" ], (1 2) ;
    schema:position 4, "a", "4"^^xsd:int, 12345678901234567890, -7 ;
    sssom:confidence 0.90, 1 ;
    dcterms:created "2020-01-01"^^xsd:date, "2020", 3, false ;
    <http://nowhere.example/p> <urn:a:b>, <https://w3id.org/plangraf/id///c> .
pgid:e oa:hasSelector [ a oa:TextPositionSelector ; oa:start 1 ; oa:end 5 ] .
_:itself pg:unheard _:itself .
_:one pg:unheard _:two . _:two pg:unheard _:one .
pgid:c pg:unheard _:shared . pgid:d pg:unheard _:shared . _:shared pg:unheard "q" .
"""


@pytest.fixture
def words(root: Path) -> Words:
    return read_words(root / "ontology" / "context.jsonld")


def expanded(turtle: str) -> bytes:
    quads = pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE)
    written = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.JSON_LD)
    assert written is not None
    return written


def test_two_readers_find_the_same_triples(words: Words) -> None:
    text = compacted(expanded(ODD), words, FIRST)
    assert canonical_lines(text.encode(), "jsonld") == canonical_lines(ODD.encode(), "ttl")
    assert isomorphic(Graph().parse(data=text, format="json-ld"), Graph().parse(data=ODD))


def test_words_of_the_context_stand_for_terms_and_parts_stand_inside(words: Words) -> None:
    turtle = """@prefix pgid: <https://w3id.org/plangraf/id/> .
    @prefix oa: <http://www.w3.org/ns/oa#> . @prefix pg: <https://w3id.org/plangraf/ns#> .
    @prefix schema: <https://schema.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    pgid:a a pg:Goal ; skos:prefLabel "mål"@sv ; schema:position 4 ;
        pg:inPlan <https://w3id.org/plangraf/id/plan/x> ; oa:hasSelector [ oa:start 7 ] ."""
    document = json.loads(compacted(expanded(turtle), words, FIRST))
    context = document.pop("@context")
    assert document == {
        "id": "pgid:a",
        "type": "Goal",
        "prefLabel": {"@language": "sv", "@value": "mål"},
        "position": 4,
        "inPlan": "pgid:plan/x",
        "hasSelector": {"start": 7},
    }
    assert context["inPlan"] == {"@id": "pg:inPlan", "@type": "@id"}
    assert "usesMethod" not in context


def test_content_without_a_context_has_the_prefixes(tmp_path: Path) -> None:
    words = read_words(tmp_path / "context.jsonld")
    text = compacted(expanded(ODD), words, FIRST)
    assert canonical_lines(text.encode(), "jsonld") == canonical_lines(ODD.encode(), "ttl")
    assert json.loads(text)["@graph"][0]["@id"] == "pgid:a"
