"""Everything that a page may write has a name in both languages."""

import pytest
from rdflib import Literal, URIRef

from plangraf.store.embedded import EmbeddedStore
from plangraf.vocabulary import PG, PGID
from plangraf.web.things.outside import OUTSIDE

_ONTOLOGY = "https://w3id.org/plangraf/graph/ontology/plangraf"


def iris(store: EmbeddedStore, pattern: str) -> list[str]:
    rows = store.query(
        f"SELECT DISTINCT ?x WHERE {{ {pattern} FILTER(isIRI(?x)) }} ORDER BY ?x"
    ).rows()
    return [str(row[0]) for row in rows]


@pytest.mark.parametrize("pattern", ["?s ?x ?o", "?s a ?x"])
def test_every_property_and_class_has_a_name(filled: EmbeddedStore, pattern: str) -> None:
    own = set(
        iris(
            filled,
            f"GRAPH <{_ONTOLOGY}> {{ ?x <http://www.w3.org/2000/01/rdf-schema#label> ?l }}",
        )
    )
    used = iris(filled, pattern)
    assert len(used) > 20
    assert not [iri for iri in used if iri not in OUTSIDE and iri not in own]


def test_every_outside_value_of_the_kinds_we_name_has_a_name(filled: EmbeddedStore) -> None:
    used = iris(
        filled,
        "?s ?p ?x FILTER(STRSTARTS(STR(?x), 'http://purl.org/linked-data/') || "
        "STRSTARTS(STR(?x), 'http://www.w3.org/ns/oa#') || "
        "STRSTARTS(STR(?x), 'https://w3id.org/semapv/') || STRSTARTS(STR(?x), 'https://w3id.org/sssom/'))",
    )
    assert used
    assert not [iri for iri in used if iri not in OUTSIDE]


def test_names_of_outside_terms_are_there_in_both_languages() -> None:
    assert all(text.sv and text.en for text in OUTSIDE.values())
    assert not [iri for iri in OUTSIDE if iri.startswith((str(PG), str(PGID)))]


def test_concepts_have_swedish_and_english_names(filled: EmbeddedStore) -> None:
    rows = filled.query(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?x ?l WHERE { "
        "?x skos:inScheme ?scheme ; skos:prefLabel ?l "
        "FILTER(STRSTARTS(STR(?scheme), 'https://w3id.org/plangraf/id/scheme/')) }"
    ).rows()
    tags: dict[str, set[str | None]] = {}
    for thing, label in rows:
        assert isinstance(thing, URIRef)
        assert isinstance(label, Literal)
        tags.setdefault(str(thing), set()).add(label.language)
    assert len(tags) > 100
    assert not [iri for iri, found in tags.items() if not found >= {"sv", "en"}]
