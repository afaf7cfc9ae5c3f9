"""The usual mistakes are told in the reader's language: what is there, what could stand there."""

from pathlib import Path

import pytest

from plangraf.errors import BadQuery
from plangraf.sparql.mistakes import mistake_of, unclosed_text
from plangraf.sparql.scanning import Scan
from plangraf.sparql.teaching import explained
from plangraf.store.opening import OpenedStore, open_store

QUERIES = Path(__file__).parents[2] / "queries"
ORG = "PREFIX org: <http://www.w3.org/ns/org#>\n"
MISTAKES = {
    "": "Frågan är tom",
    "# bara en kommentar\n": "Frågan är tom",
    ORG: "har bara en inledning",
    "hello world": "En fråga börjar med",
    "SELCT * WHERE { ?s ?p ?o }": "Menade du SELECT?",
    "SELECT {": "Efter SELECT saknas variabler; här står ”{”",
    "SELECT": "efter SELECT saknas variabler",
    "SELECT ?a, ?b WHERE { ?a ?p ?b }": "Oväntat ”,”",
    "SELECT (COUNT(*)) WHERE { ?s ?p ?o }": "saknas AS ?namn",
    "SELECT ?s": "den har inget mönster",
    "SELECT * FROM plans WHERE id = 1": "Efter FROM står en grafs adress",
    "SELECT * WHERE { ?s ?p ?o": "”{” på rad 1, kolumn 16 är inte stängd",
    "SELECT * WHERE { ?s ?p ?o } }": "Oväntat ”}”",
    "SELECT * WHERE { ?s ?p ?o FILTER(?o > 1 }": "sätt ”)” före",
    'SELECT * WHERE { ?s ?p "abc }': "stängs aldrig",
    "SELECT * WHERE { ?s <http://x ?o }": "saknar >",
    "SELECT * WHERE {\n ?s ?p ?o\n ?a ?b ?c }": "rad 3, kolumn 2). Oväntat ”?a”",
    "SELECT * WHERE { ?s ?p }": "Efter ”?p” saknas ett objekt",
    ORG + "SELECT ?l { ?a org:a|org:X ; org:b ?l}": "Efter ”org:X” saknas ett objekt",
    ORG + "SELECT ?l { ?a a org:a|org:X ; org:b ?l}": "Oväntat ”|”",
    "SELECT * { ?s ?p ?o . OPTINAL { ?s ?p ?x } }": "Menade du OPTIONAL?",
    "SELECT * { ?s ?p ?o } ORDER ?s": "Efter ORDER ska BY stå",
    "SELECT * { ?s ?p ?o } LIMIT": "Efter LIMIT ska ett tal stå",
    "SELECT * { ?s ?p ?o FILTER(FOO(?o)) }": "”FOO” är ingen funktion",
    "SELECT * { ?s ?p ?o FILTER ?o > 1 }": "Efter FILTER ska ”(” stå",
    "SELECT * { ?s ?p ?o BIND(1 AS ?o) }": "?o har redan ett värde",
    "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }": "varken är grupperad eller sammanräknad",
    "SELECT * { VALUES ?x { ?y } }": "Vanliga orsaker",
    "SELECT ?g { ?g a pg:Goal }": "PREFIX pg: <https://w3id.org/plangraf/ns#>",
}


@pytest.fixture(scope="module")
def store() -> OpenedStore:
    return open_store(None, ())


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_told_in_words_of_ours(store: OpenedStore, text: str) -> None:
    with pytest.raises(BadQuery) as raised:
        store.query(text)
    told = explained(raised.value, Scan(text))
    assert MISTAKES[text] in told.render("sv")
    assert told.line
    assert told.column
    for language in ("sv", "en"):
        assert "expected [" not in told.render(language).lower().replace("unexpected", "")
        assert "[_]" not in told.render(language)


def test_the_engine_s_words_are_kept_as_a_detail(store: OpenedStore) -> None:
    with pytest.raises(BadQuery) as raised:
        store.query("SELECT {")
    assert explained(raised.value, Scan("SELECT {")).engine


def test_any_beginning_of_a_query_is_explained(store: OpenedStore) -> None:
    """Cut anywhere, the text gets an explanation and never another error."""
    text = (
        'PREFIX x: <http://x/> SELECT DISTINCT ?a (COUNT(?b) AS ?n) WHERE { ?a x:p/x:q|^x:r "s"@sv '
        '; x:d "1"^^x:i , [ x:e ( 1 2 ) ] . OPTIONAL { ?a !x:p+ ?b FILTER(REGEX(?b, "c")) } '
        "{ SELECT ?z { ?z a x:C } } UNION { GRAPH ?g { ?z x:k -1 } } VALUES (?a) { (x:v) } "
        "FILTER NOT EXISTS { ?a x:n ?m } BIND(1+2 AS ?k) } GROUP BY ?a HAVING(?n>1) ORDER BY "
        "DESC(?n) LIMIT 3"
    )
    store.query(text)
    assert mistake_of(Scan(text)) is None
    told = []
    for end in range(len(text)):
        try:
            store.query(text[:end])
        except BadQuery as error:
            told.append(explained(error, Scan(text[:end])).message.sv)
    assert len(told) > 300
    assert all(told)


@pytest.mark.parametrize("file", sorted(QUERIES.rglob("*.rq")), ids=lambda file: file.stem)
def test_in_a_right_query_no_mistake_is_found(file: Path) -> None:
    scan = Scan(file.read_text("utf-8"))
    assert unclosed_text(scan) is None
    assert mistake_of(scan) is None
