"""What is made from definitions: RDF, OpenAPI, and code to copy."""

import ast
import html
import json
import shutil
import subprocess
from dataclasses import replace

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH

from plangraf.catalogue.definition import Catalogue
from plangraf.catalogue.describing import QUERIES_GRAPH, describe, describe_turtle
from plangraf.catalogue.openapi import openapi
from plangraf.catalogue.snippets import Addresses, snippets
from plangraf.language import LANGUAGES, Language
from plangraf.store.embedded import EmbeddedStore
from plangraf.vocabulary import PGID


def test_the_description_holds_what_runs(catalogue: Catalogue, store: EmbeddedStore) -> None:
    graph = describe(catalogue, "http://host/sparql")
    node = URIRef(PGID + "query/goals-of-plan")
    assert (node, RDF.type, SH.SPARQLSelectExecutable) in graph
    assert (node, RDFS.label, Literal("Goals", lang="en")) in graph
    assert len(list(graph.objects(node, SH.parameter))) == 3
    text = str(graph.value(node, SH.select))
    assert len(list(store.query(text).rows())) == 3
    ask = URIRef(PGID + "query/any-goals")
    assert (ask, RDF.type, SH.SPARQLAskExecutable) in graph


def test_the_description_loads_outside_the_default_graph(catalogue: Catalogue) -> None:
    store = EmbeddedStore()
    store.replace(QUERIES_GRAPH, describe_turtle(catalogue), "ttl")
    assert not store.query("ASK { ?s ?p ?o }").truth
    assert len(Graph().parse(data=store.graph(QUERIES_GRAPH, "nt"), format="nt")) == len(
        describe(catalogue)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_openapi_is_valid(catalogue: Catalogue, language: Language) -> None:
    document = openapi(catalogue, "http://host/below/", language)
    OpenAPIV31SpecValidator(json.loads(json.dumps(document))).validate()
    operation = document["paths"]["/queries/goals-of-plan.{format}"]["get"]
    own = {p["name"]: p for p in operation["parameters"] if "name" in p}
    assert own["plan"]["schema"]["type"] == "array"
    assert own["least"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 9}
    assert operation["summary"] == {"sv": "Mål", "en": "Goals"}[language]


def test_defaults_have_the_type_of_their_parameter(catalogue: Catalogue) -> None:
    query = catalogue.get("goals-of-plan")
    plan, least, word = query.parameters
    given = replace(plan, preset=("a", "b")), replace(least, preset=("2",)), word
    changed = Catalogue((replace(query, parameters=given),), catalogue.groups)
    document = json.loads(json.dumps(openapi(changed, "")))
    OpenAPIV31SpecValidator(document).validate()
    made = document["paths"]["/queries/goals-of-plan.{format}"]["get"]["parameters"]
    defaults = {p["name"]: p["schema"].get("default") for p in made if "name" in p}
    assert defaults == {"plan": ["a", "b"], "least": 2, "word": None}


ADDRESS = "http://127.0.0.1:1/queries/q.csv?plan=h%C3%A4r&x=a'b\"c`$d\\#"


AT = Addresses(ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS)


def test_snippets_hold_the_address_safely() -> None:
    made = {snippet.key: snippet.code for snippet in snippets(AT, 'Vad är "[det]" <här>?')}
    assert list(made) == ["curl", "python", "r", "powerquery", "javascript", "iframe", "markdown"]
    for key, code in made.items():
        text = html.unescape(code) if key == "iframe" else code
        assert "h%C3%A4r&x=a%27b%22c%60%24d%5C%23" in text
    assert 'title="Vad är &quot;[det]&quot; &lt;här&gt;?"' in made["iframe"]
    assert r'[Vad är "\[det\]" \<här\>?](' in made["markdown"]
    ast.parse(made["python"])
    with pytest.raises(ValueError, match="percent"):
        list(snippets(replace(AT, csv="http://x/å"), ""))


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_curl_line_is_one_command() -> None:
    code = next(s.code for s in snippets(AT, "") if s.key == "curl")
    shown = subprocess.run(
        ["bash", "-c", code.replace("curl", "printf '%s\\n'", 1)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.splitlines() == [
        "-fsS",
        "http://127.0.0.1:1/queries/q.csv?plan=h%C3%A4r&x=a%27b%22c%60%24d%5C%23",
        "-o",
        "svar.csv",
    ]
