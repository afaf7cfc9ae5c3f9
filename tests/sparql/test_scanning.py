"""The scanner against those who would hide a keyword from it, and against its own mistakes."""

import signal
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plangraf.sparql.scanning import Scan

REACHING = {
    "plain": "SELECT * { SERVICE <http://x> { ?s ?p ?o } }",
    "in lower case": "select * { service silent ?x { } }",
    "behind a comparison that looks like an IRI": "ASK{FILTER(1<2)SERVICE?s#>\n{?a ?b ?c}}",
    "in what looks like a long string": "ASK{FILTER(1<2)#>'''\nSERVICE ?s {}\n#'''\n}",
    "behind an IRI with a bracket and a hash": (
        "ASK { ?s <http://a/)#> ?y . FILTER(1<2)SERVICE?s#>\n{?a ?b ?c} }"
    ),
    "as code points": "ASK { SERV\\u0049CE ?x {} }",
    "as long code points": "ASK { \\U00000053ERVICE ?x {} }",
    "behind an escaped quote in a name": "ASK { ex:a\\'b ?p ?o . SERVICE ?x {} # '\n}",
    "behind an escaped quote in a string": "ASK { ?s ?p 'a\\'b' . SERVICE ?x {} }",
    "behind an escaped backslash": 'ASK { ?s ?p "a\\\\" . SERVICE ?x {} . ?s ?p "b" }',
    "between two long strings": 'ASK { ?s ?p """a""" . SERVICE ?x {} . ?s ?p """b""" }',
    "behind a long string that ends in quotes": 'ASK { ?s ?p """a\\"""" . SERVICE ?x {} }',
    "behind a comment": "ASK { # '\n SERVICE ?x {} }",
    "behind a comment that ends with a carriage return": "ASK { # '\r SERVICE ?x {} }",
    "stuck to a number": "ASK{?s ?p 1.SERVICE<http://a>{}}",
    "stuck to a variable": "ASK{?s ?p ?o.SERVICE<a>{}}",
    "stuck to a language tag": "ASK{?s ?p 'x'@en.SERVICE<a>{}}",
    "stuck to a truth value": "ASK{?s ?p true.SERVICE<a>{}}",
    "stuck to brackets": "ASK{?s ?p [].SERVICE<a>{}}",
    "in a sub-select": "SELECT * { { SELECT * { SERVICE ?x {} } } }",
    "in a filter": "ASK { FILTER EXISTS { SERVICE ?x { ?a ?b ?c } } }",
    "LOAD": "LOAD <http://x>",
    "LOAD behind another update": "CLEAR ALL ; LOAD SILENT <file:///etc/passwd> INTO GRAPH <x>",
}
STAYING = {
    "in a string": 'SELECT * { ?s ?p "SERVICE" }',
    "in a long string": "ASK { ?s ?p '''x ' SERVICE '' ''' }",
    "behind an escape in a string": 'ASK { ?s ?p "a\\"SERVICE" }',
    "in an IRI": "ASK { ?s <http://e/service/#SERVICE> ?o }",
    "in an IRI with brackets": "ASK { ?s <http://e/a_(b)/service> ?o }",
    "in a urn": "ASK { ?s <urn:x:service#y> ?o }",
    "as a variable": "ASK { ?service $load ?SERVICE }",
    "as a local name": "ASK { ?s ex:SERVICE ex:load }",
    "as a prefix": "PREFIX service: <http://e/> ASK { ?s service:x ?o }",
    "in a comment": "ASK { # SERVICE\n }",
    "in a comment behind a name": "ASK { ex:a#SERVICE\n ?p ?o }",
    "as a language": "ASK { ?s ?p 'x'@service }",
    "as part of a word": "ASK { ?s ex:p ?services . BIND(ex:service2(1) AS ?a) }",
}


@pytest.mark.parametrize("name", REACHING)
def test_finds_outreach(name: str) -> None:
    assert Scan(REACHING[name]).reaches_out() in ("SERVICE", "LOAD")


@pytest.mark.parametrize("name", STAYING)
def test_does_not_mistake_for_outreach(name: str) -> None:
    assert Scan(STAYING[name]).reaches_out() is None


PIECES = st.sampled_from(
    [
        "SERVICE",
        "service",
        "LOAD",
        "<http://localhost:1/>",
        "<",
        ">",
        "<a>",
        "<=",
        "'",
        '"',
        "'''",
        '"""',
        "\\",
        "\\'",
        '\\"',
        "#",
        "\n",
        "\r",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ".",
        ";",
        ",",
        "?x",
        "$x",
        "a",
        "ex:",
        "ex:a",
        "ex:a\\'",
        "@en",
        "1",
        "1.0",
        "true",
        "ASK",
        "SELECT",
        "*",
        "FILTER",
        "FILTER(",
        "BIND(",
        "AS",
        "=",
        "!",
        "&&",
        "||",
        "+",
        "-",
        "/",
        "^",
        "|",
        ";",
        "~",
        "%",
        "%27",
        "\\u0027",
        "\\u0053",
        "é",
        "OPTIONAL",
        "UNION",
        "VALUES",
        "UNDEF",
        "_:b",
        "1<2",
        "1<2)",
        "?x<?y",
    ]
)


@settings(max_examples=1500)
@given(st.lists(PIECES, max_size=14))
def test_what_the_engine_would_call_was_found(pieces: list[str]) -> None:
    """Whatever the engine parses with a SERVICE in it, the scanner has seen."""
    body = "".join(pieces)
    text = f"PREFIX ex: <http://e/> ASK {{ {body} SERVICE <http://localhost:1/> {{}} {body} }}"
    if Scan(text).reaches_out():
        return
    store = ox.Store()
    try:
        bool(store.query(text, base_iri="http://e/"))
    except SyntaxError:
        return
    except OSError as error:
        pytest.fail(f"the engine reached out: {text!r}: {error}")


@given(st.text(max_size=300))
def test_every_character_belongs_to_a_token(text: str) -> None:
    scan = Scan(text)
    assert scan.tokens is not None
    for token in scan.tokens:
        assert text[token.start : token.end] == token.text
    scan.reaches_out()
    assert scan.depth >= 0


LONG = {
    "IRIs that may be comparisons": "<a#" * 300_000,
    "quotes": "'" * 900_000,
    "double quotes": '"' * 900_000,
    "less-than signs": "<" * 900_000,
    "ambiguous IRIs and quotes": "<x)'" * 200_000,
    "names without an end": "a.-" * 300_000,
    "local names": ":a." * 300_000,
    "backslashes": "\\" * 900_000,
    "ambiguous IRIs": "<a)>" * 200_000,
    "long strings": '"""' + 'a""' * 300_000,
    "brackets": "(" * 900_000,
    "dots": ":" + "." * 900_000,
    "blank nodes": "_:a" + "." * 900_000,
}


@pytest.fixture
def ended_when_it_hangs() -> Iterator[None]:
    """End what does not end: two minutes of work where a second is enough."""

    def end(*_: object) -> None:
        pytest.fail("it does not come to an end")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, 120)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.usefixtures("ended_when_it_hangs")
@pytest.mark.parametrize("name", LONG)
def test_a_text_at_the_bound_of_its_length_is_read_to_its_end(name: str) -> None:
    """Work that grew with the square of the length would take hours."""
    scan = Scan(LONG[name])
    scan.reaches_out()
    assert scan.form is None


FORMS = {
    "SELECT * {}": "SELECT",
    "# ASK\nselect ?x {}": "SELECT",
    "PREFIX ask: <http://e/ASK> BASE <http://e/> CONSTRUCT {} WHERE {}": "CONSTRUCT",
    "describe <x>": "DESCRIBE",
    'VERSION "1.2" ASK {}': "ASK",
    "PREFIX x: <a> INSERT DATA {}": "UPDATE",
    "WITH <g> DELETE {} WHERE {}": "UPDATE",
    "": None,
    "hello": None,
    "{ SELECT }": None,
}


@pytest.mark.parametrize("text", FORMS)
def test_form(text: str) -> None:
    assert Scan(text).form == FORMS[text]


def test_prefixes_names_and_places() -> None:
    scan = Scan('PREFIX ex: <http://e/>\nSELECT * {\r\n  ?a ex:b pg:Goal ; ?c "x:y"\r}')
    assert scan.declared == {"ex"}
    assert [t.text for t in scan.names] == ["ex:b", "pg:Goal"]
    assert scan.place(scan.names[1].start) == (3, 11)
    assert scan.variables == ("a", "c")
    assert scan.star is not None


@pytest.mark.parametrize(
    ("text", "volatile"),
    [
        ("SELECT (NOW() AS ?n) {}", True),
        ("SELECT (rand () AS ?n) {}", True),
        ("SELECT ?now { ?now ?rand ?uuid }", False),
    ],
)
def test_volatile(text: str, *, volatile: bool) -> None:
    assert Scan(text).volatile is volatile
