"""Negotiation: the names of these cases are its specification."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraf.errors import NotAcceptable, ParameterError
from plangraf.sparql.formats import FORMATS, GRAPHS, PAGE, SOLUTIONS, offered
from plangraf.sparql.negotiation import choose, choose_language, parse_accept
from tests.sparql.accepted import (
    CHROME,
    COMUNICA_GRAPHS,
    COMUNICA_ROWS,
    FIREFOX,
    GRLC,
    JENA,
    OWL_API,
    RDFLIB,
    WRAPPER_JSON,
    WRAPPER_RDF,
    YASGUI_GRAPHS,
    YASGUI_ROWS,
)

ROWS = offered("solutions", page=True)
GRAPH = offered("graph", page=True)
THING = (*GRAPHS, PAGE)
ERROR = (FORMATS["text"], FORMATS["problem"], FORMATS["html"])

# name: (offers, Accept, suffix, format=, chosen key)
CASES = {
    "no Accept gives JSON for rows": (ROWS, None, None, None, "json"),
    "no Accept gives Turtle for graphs": (GRAPH, None, None, None, "ttl"),
    "an empty Accept counts as none": (ROWS, "", None, None, "json"),
    "an unreadable Accept counts as none": (ROWS, ";;;,,,/", None, None, "json"),
    "curl gets JSON for rows": (ROWS, "*/*", None, None, "json"),
    "curl gets Turtle for graphs": (GRAPH, "*/*", None, None, "ttl"),
    "curl gets Turtle for a thing": (THING, "*/*", None, None, "ttl"),
    "a wildcard never gives a page": (ROWS, "*/*;q=0.1", None, None, "json"),
    "text/* gives CSV for rows": (ROWS, "text/*", None, None, "csv"),
    "text/* gives Turtle for graphs": (GRAPH, "text/*", None, None, "ttl"),
    "application/* gives JSON for rows": (ROWS, "application/*", None, None, "json"),
    "application/* gives N-Triples for graphs": (GRAPH, "application/*", None, None, "nt"),
    "the higher weight wins": (ROWS, "text/csv;q=0.5, text/html;q=0.4", None, None, "csv"),
    "the higher weight wins in any order": (
        ROWS,
        "text/csv;q=0.5,application/sparql-results+xml;q=0.9",
        None,
        None,
        "xml",
    ),
    "no weight is weight one": (
        ROWS,
        "text/csv;q=0.9, text/tab-separated-values",
        None,
        None,
        "tsv",
    ),
    "among equals the first named wins": (
        ROWS,
        "application/sparql-results+xml, application/sparql-results+json",
        None,
        None,
        "xml",
    ),
    "a named type beats a wildcard of the same weight": (ROWS, "*/*, text/csv", None, None, "csv"),
    "a wildcard of higher weight beats a named type": (
        ROWS,
        "text/csv;q=0.2, */*;q=0.9",
        None,
        None,
        "json",
    ),
    "weight zero excludes": (
        ROWS,
        "application/sparql-results+json;q=0, */*",
        None,
        None,
        "xml",
    ),
    "weight zero on a family excludes it": (GRAPH, "text/*;q=0, */*", None, None, "nt"),
    "a named type is not excluded by its family": (
        ROWS,
        "text/*;q=0, text/csv",
        None,
        None,
        "csv",
    ),
    "three decimals are read": (ROWS, "text/csv;q=0.001, text/html;q=0.002", None, None, "html"),
    "an ill-formed weight leaves its type out": (
        ROWS,
        "text/csv;q=x, text/tab-separated-values;q=0.1",
        None,
        None,
        "tsv",
    ),
    "a weight above one leaves its type out": (
        ROWS,
        "text/csv;q=7, text/tab-separated-values;q=0.1",
        None,
        None,
        "tsv",
    ),
    "space around parts is allowed": (
        ROWS,
        " text/csv ; q=0.9 , text/html ; q = 0.1",
        None,
        None,
        "csv",
    ),
    "case does not matter": (ROWS, "TEXT/CSV;Q=1", None, None, "csv"),
    "parameters of a type do not matter": (ROWS, "text/csv;header=present", None, None, "csv"),
    "a charset does not matter": (GRAPH, "text/turtle; charset=utf-8", None, None, "ttl"),
    "a version does not matter": (
        ROWS,
        'application/sparql-results+json; version="1.2"',
        None,
        None,
        "json",
    ),
    "a quoted comma does not split": (ROWS, 'text/html;a=",", text/csv;q=0.2', None, None, "html"),
    "unknown types are skipped": (ROWS, "application/x-nothing, text/csv;q=0.1", None, None, "csv"),
    "application/json means results for rows": (ROWS, "application/json", None, None, "json"),
    "application/json means JSON-LD for graphs": (GRAPH, "application/json", None, None, "jsonld"),
    "application/xml means results for rows": (ROWS, "application/xml", None, None, "xml"),
    "text/plain means N-Triples for graphs": (GRAPH, "text/plain", None, None, "nt"),
    "text/n3 means Turtle": (GRAPH, "text/n3", None, None, "ttl"),
    "application/x-turtle means Turtle": (GRAPH, "application/x-turtle", None, None, "ttl"),
    "N-Quads are given to who names them": (GRAPH, "application/n-quads", None, None, "nq"),
    "TriG is given to who names it": (GRAPH, "application/trig", None, None, "trig"),
    "XHTML means the page": (ROWS, "application/xhtml+xml", None, None, "html"),
    "a suffix beats format=": (ROWS, None, "csv", "json", "csv"),
    "a suffix beats Accept": (ROWS, FIREFOX, "tsv", None, "tsv"),
    "a suffix in capitals is read": (ROWS, None, "CSV", None, "csv"),
    "format= beats Accept": (ROWS, FIREFOX, None, "json", "json"),
    "format= takes a short name": (GRAPH, None, None, "nt", "nt"),
    "format= takes a media type": (ROWS, None, None, "application/sparql-results+xml", "xml"),
    "format= takes a media type whose plus became a space": (
        ROWS,
        None,
        None,
        "application/sparql-results xml",
        "xml",
    ),
    "format=xml means RDF/XML for graphs": (GRAPH, None, None, "xml", "rdf"),
    "format=json means JSON-LD for graphs": (GRAPH, None, None, "json", "jsonld"),
    "format=turtle is a long name": (GRAPH, None, None, "turtle", "ttl"),
    "format=json-ld is a long name": (GRAPH, None, None, "json-ld", "jsonld"),
    "format=html gives the page": (ROWS, "*/*", None, "html", "html"),
    "an empty format= counts as none": (ROWS, "text/csv", None, "", "csv"),
    "Firefox gets the page": (ROWS, FIREFOX, None, None, "html"),
    "Chrome gets the page": (THING, CHROME, None, None, "html"),
    "a browser is not given RDF/XML for application/xml": (GRAPHS, FIREFOX, None, None, "ttl"),
    "Protégé gets RDF/XML, never a page": (THING, OWL_API, None, None, "rdf"),
    "YASGUI gets JSON for rows": (
        ROWS,
        YASGUI_ROWS,
        None,
        None,
        "json",
    ),
    "YASGUI gets N-Triples for graphs": (
        GRAPH,
        YASGUI_GRAPHS,
        None,
        None,
        "nt",
    ),
    "SPARQLWrapper gets JSON behind a type nobody has": (ROWS, WRAPPER_JSON, None, None, "json"),
    "SPARQLWrapper gets XML by default": (
        ROWS,
        "application/sparql-results+xml",
        None,
        None,
        "xml",
    ),
    "SPARQLWrapper gets RDF/XML for graphs": (GRAPH, WRAPPER_RDF, None, None, "rdf"),
    "grlc gets CSV": (ROWS, GRLC, None, None, "csv"),
    "Comunica gets JSON for rows": (ROWS, COMUNICA_ROWS, None, None, "json"),
    "Comunica gets N-Quads for graphs": (GRAPH, COMUNICA_GRAPHS, None, None, "nq"),
    "R gets XML": (ROWS, "application/sparql-results+xml", None, None, "xml"),
    "rdflib gets RDF/XML": (GRAPHS, RDFLIB, None, None, "rdf"),
    "Jena gets Turtle": (GRAPH, JENA, None, None, "ttl"),
    "pandas gets CSV by suffix": (ROWS, None, "csv", None, "csv"),
    "Power Query gets CSV by suffix": (ROWS, None, "csv", None, "csv"),
    "fetch of a browser gets JSON": (ROWS, "application/json, text/plain, */*", None, None, "json"),
    "an error is text by default": (ERROR, "*/*", None, None, "text"),
    "an error is text for YASGUI": (
        ERROR,
        YASGUI_ROWS,
        None,
        None,
        "text",
    ),
    "an error is a problem document for JSON": (ERROR, "application/json", None, None, "problem"),
    "an error is a page for a browser": (ERROR, FIREFOX, None, None, "html"),
}

REFUSED = {
    "an unknown type alone is refused": (ROWS, "image/png", None, None),
    "a graph type for rows is refused": (ROWS, "text/turtle", None, None),
    "a rows type for graphs is refused": (GRAPH, "text/csv", None, None),
    "application/xml alone is refused for graphs": (GRAPHS, "application/xml", None, None),
    "everything excluded is refused": (ROWS, "*/*;q=0", None, None),
    "an unknown suffix is refused": (ROWS, "*/*", "ttl", None),
}


@pytest.mark.parametrize("name", CASES)
def test_chooses(name: str) -> None:
    offers, accept, suffix, form, key = CASES[name]
    assert choose(offers, accept, suffix=suffix, format=form).format.key == key


@pytest.mark.parametrize("name", REFUSED)
def test_refuses(name: str) -> None:
    offers, accept, suffix, form = REFUSED[name]
    with pytest.raises(NotAcceptable) as told:
        choose(offers, accept, suffix=suffix, format=form)
    assert offers[0].media in told.value.render("sv")


def test_there_are_at_least_sixty_cases() -> None:
    assert len(CASES) + len(REFUSED) >= 60


def test_an_unknown_format_parameter_lists_those_there_are() -> None:
    with pytest.raises(ParameterError) as told:
        choose(ROWS, "*/*", format="parquet")
    assert "parquet" in told.value.render("en")
    assert "text/csv (csv)" in told.value.render("en")


def test_the_answer_is_called_what_was_asked_for() -> None:
    assert choose(ROWS, "application/json").content_type == "application/json"
    assert choose(GRAPH, "text/n3").content_type == "text/n3; charset=utf-8"
    assert choose(GRAPH, "*/*").content_type == "text/turtle; charset=utf-8"
    assert choose(SOLUTIONS, "*/*").content_type == "application/sparql-results+json"


@given(st.text(max_size=200))
def test_any_header_gives_a_choice_or_a_refusal(header: str) -> None:
    for ranges in (parse_accept(header),):
        assert all(0 <= r.quality <= 1 for r in ranges)
    with suppress(NotAcceptable):
        assert choose(ROWS, header).format in ROWS
    assert choose_language(header, header) in ("sv", "en")


MEDIA = st.sampled_from(sorted({m for f in ROWS for m in f.medias} | {"*/*", "text/*", "a/b"}))
QUALITY = st.sampled_from(["", ";q=0", ";q=0.1", ";q=0.5", ";q=1", ";q=1.000", "; q=0.25"])


@given(st.lists(st.tuples(MEDIA, QUALITY), min_size=1, max_size=6))
def test_what_is_chosen_was_acceptable_and_nothing_weighed_more(
    parts: list[tuple[str, str]],
) -> None:
    header = ", ".join(media + quality for media, quality in parts)
    weights = {r.type + "/" + r.subtype: r.quality for r in reversed(parse_accept(header))}
    try:
        chosen = choose(ROWS, header)
    except NotAcceptable:
        assert not any(
            q > 0 and any(media in f.medias for f in ROWS) for media, q in weights.items()
        )
        return
    own = [
        weights[m] for m in (chosen.media, chosen.media.split("/")[0] + "/*", "*/*") if m in weights
    ]
    assert own
    assert own[0] > 0
    named = [q for media, q in weights.items() if any(media in f.medias for f in ROWS)]
    assert own[0] >= max(named, default=0)
