"""From what a caller typed to terms: accepted forms, and errors that say what to type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from plangraf.catalogue.definition import Catalogue, Choice, Parameter, SavedQuery
from plangraf.catalogue.parameters import Values, read_values, sentence
from plangraf.catalogue.running import bound_text, options_of, run
from plangraf.catalogue.values import options_of_choices
from plangraf.errors import ParameterError
from plangraf.language import Text
from plangraf.store.embedded import EmbeddedStore
from plangraf.vocabulary import PGID

HARRYDA = URIRef(PGID + "plan/harryda-2019")
LABEL = Text("Namn", "Name")
INJECTIONS = [
    '"',
    "'",
    '" } #',
    '"; DROP ALL; #',
    "}}}} UNION { ?s ?p ?o",
    "# comment",
    "\\",
    '\\" } #',
    "\\u0022 } ASK { #",
    "\u0022\u007d",
    "?__word",
    "{{plan}} {plan} ${plan} %(plan)s",
    "<http://x> . ?a ?b ?c",
    "http://x/ y",
    "https://x/> } #",
    "pgid:plan/x> } #",
    "<>",
    "_:b",
    "1; DROP ALL",
    "1e999",
    "٣",
    '2019-10-01T00:00:00" . #',
    "a" * 5000,
    "\x00",
    "\ud800",
    "a\u2028b",
    "VALUES ?x { 1 }",
    "SERVICE <http://127.0.0.1/> { }",
]


def read(catalogue: Catalogue, store: EmbeddedStore, **given: list[str]) -> Values:
    query = catalogue.get("goals-of-plan")
    return read_values(query, given, lambda p: options_of(p, store, "sv"))


def one(kind: str, text: str, **facts: object) -> object:
    """Read one text as the value of a lone parameter."""
    parameter = Parameter("x", "_x", kind, LABEL, True, **facts)  # type: ignore[arg-type]
    query = SavedQuery("q", "g", "", "", "SELECT", LABEL, "", LABEL, parameters=(parameter,))
    values = read_values(query, {"x": [text]}, lambda p: options_of_choices(p, "sv"))
    return values.by_name["x"][0].term


@pytest.mark.parametrize(
    "text",
    [
        str(HARRYDA),
        f"<{HARRYDA}>",
        "pgid:plan/harryda-2019",
        "plan/harryda-2019",
        "harryda-2019",
        "Härryda",
        "härryda",
        "HÄRRYDA",
        " Handlingsplan  Härryda ",
        "Plan of Härryda",
        "1401",
    ],
)
def test_ways_of_naming_a_plan(catalogue: Catalogue, store: EmbeddedStore, text: str) -> None:
    value = read(catalogue, store, plan=[text]).by_name["plan"][0]
    assert (value.term, value.text, value.label) == (
        HARRYDA,
        "harryda-2019",
        "Handlingsplan Härryda",
    )


def test_an_ambiguous_name_lists_what_it_can_mean(
    catalogue: Catalogue, store: EmbeddedStore
) -> None:
    with pytest.raises(ParameterError, match="several") as caught:
        read(catalogue, store, plan=["Handlingsplan"])
    assert "harryda-2019" in caught.value.render("sv")
    assert "ale-2020" in caught.value.render("sv")


def test_a_wrong_value_lists_nearest_and_allowed(
    catalogue: Catalogue, store: EmbeddedStore
) -> None:
    with pytest.raises(ParameterError) as caught:
        read(catalogue, store, plan=["harryda-2091"])
    assert caught.value.name == "plan"
    assert "Närmast: harryda-2019 (Handlingsplan Härryda)" in caught.value.render("sv")
    assert "Tillåtna: " in caught.value.render("sv")
    with pytest.raises(ParameterError):
        read(catalogue, store, plan=["https://example.org/another"])


def test_unknown_missing_and_too_many(catalogue: Catalogue, store: EmbeddedStore) -> None:
    with pytest.raises(ParameterError) as caught:
        read(catalogue, store, paln=["x"])
    assert "Menade du plan?" in caught.value.render("sv")
    with pytest.raises(ParameterError):
        read(catalogue, store, word=["a", "b"])
    with pytest.raises(ParameterError):
        read(catalogue, store, plan=["Härryda"] * 51)


def test_empty_texts_count_as_not_given(catalogue: Catalogue, store: EmbeddedStore) -> None:
    assert read(catalogue, store, plan=["", " "], word=[""]).by_name == {}


def test_the_sentence_is_filled(catalogue: Catalogue, store: EmbeddedStore) -> None:
    query = catalogue.get("goals-of-plan")
    assert sentence(query, read(catalogue, store)) == "Vilka mål har alla?"
    both = read(catalogue, store, plan=["Härryda", "Ale", "1401"])
    assert sentence(query, both) == "Vilka mål har Handlingsplan Härryda, Handlingsplan Ale?"
    assert both.pairs() == [("plan", "harryda-2019"), ("plan", "ale-2020")]


@pytest.mark.parametrize(
    ("kind", "facts", "text", "term"),
    [
        ("integer", {}, "-12", Literal("-12", datatype=XSD.integer)),
        ("number", {}, "0,75", Literal("0.75", datatype=XSD.decimal)),
        ("number", {}, "3", Literal("3", datatype=XSD.decimal)),
        ("literal", {}, 'a "b"', Literal('a "b"')),
        ("lang", {"detail": "sv"}, "ord", Literal("ord", lang="sv")),
        ("iri", {}, "pg:Goal", URIRef("https://w3id.org/plangraf/ns#Goal")),
        (
            "prefix_datatype",
            {"detail": str(XSD.date)},
            "2019-10-01",
            Literal("2019-10-01", datatype=XSD.date),
        ),
        ("integer", {"choices": (Choice("2019", LABEL),)}, "2019", Literal(2019)),
        ("literal", {"choices": (Choice("a", Text("Första", "First")),)}, "first", Literal("a")),
        ("literal", {"pattern": "[a-z]+"}, "abc", Literal("abc")),
    ],
)
def test_kinds(kind: str, facts: dict[str, object], text: str, term: object) -> None:
    assert one(kind, text, **facts) == term


@pytest.mark.parametrize(
    ("kind", "facts", "text", "words"),
    [
        ("integer", {}, "1.5", "heltal"),
        ("integer", {}, "٣", "heltal"),
        ("integer", {}, "9" * 30, "heltal"),
        ("number", {}, "1e9", "tal"),
        ("number", {}, "NaN", "tal"),
        ("iri", {}, "Härryda", "IRI"),
        ("iri", {}, "http://x/ y", "IRI"),
        ("iri", {}, "javascript", "IRI"),
        ("prefix_datatype", {"detail": str(XSD.date)}, "2019-13-01", "datum"),
        ("integer", {"minimum": "1"}, "0", "minst 1"),
        ("integer", {"maximum": "9"}, "10", "högst 9"),
        (
            "prefix_datatype",
            {"detail": str(XSD.date), "minimum": "2019-01-01"},
            "2018-12-31",
            "minst",
        ),
        ("literal", {"pattern": "[a-z]+"}, "ab1", "formen"),
        ("literal", {"choices": (Choice("a", LABEL),)}, "b", "Tillåtna: a (Namn)"),
        ("literal", {}, "x" * 2001, "2000"),
        ("literal", {}, "a\x00", "text"),
    ],
)
def test_what_is_refused(kind: str, facts: dict[str, object], text: str, words: str) -> None:
    with pytest.raises(ParameterError) as caught:
        one(kind, text, **facts)
    assert words in caught.value.render("sv")


@pytest.mark.parametrize("text", INJECTIONS, ids=lambda text: ascii(text)[:30])
@pytest.mark.parametrize("name", ["plan", "least", "word"])
def test_nothing_gets_through(
    catalogue: Catalogue, store: EmbeddedStore, name: str, text: str
) -> None:
    """Each attack is refused, or is a text that is looked for and not found."""
    query = catalogue.get("goals-of-plan")
    for texts in ([text], ["Härryda", text]):
        if name != "word":
            with pytest.raises(ParameterError) as caught:
                read(catalogue, store, **{name: texts})
            assert caught.value.name == name
        elif "\x00" not in text and "\ud800" not in text and len(text) < 2000 and len(texts) == 1:
            values = read(catalogue, store, word=texts)
            found = [row[1].text for row in run(query, values, store).rows]
            assert all(text.strip() in label for label in found)


@given(text=st.text(max_size=60))
def test_any_text_is_a_text(text: str) -> None:
    """Whatever is typed comes back from the engine as it was, or is refused before."""
    store = EmbeddedStore()
    try:
        term = one("literal", text)
    except (ParameterError, KeyError):
        return
    answer = store.query("SELECT ?x { BIND(?_x AS ?x) }", bindings={"_x": term})  # type: ignore[dict-item]
    assert [str(row[0]) for row in answer.rows()] == [text.strip()]


def test_the_text_that_is_run_keeps_its_lines(catalogue: Catalogue, store: EmbeddedStore) -> None:
    query = catalogue.get("goals-of-plan")
    values = read(catalogue, store, plan=["Härryda", "Ale"], word=["a\nb"])
    assert bound_text(query, values).count("\n") == query.text.count("\n")
