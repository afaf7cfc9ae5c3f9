"""Where things stand: mistakes are placed in every format, and positions agree with the text."""

from pathlib import Path

import pytest
from rdflib import RDF, BNode, Graph, Literal, URIRef

from plangraf.store.parsing import parse_triples
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Finding
from plangraf.validation.locating import Locator
from plangraf.validation.reading import Document, parse_document
from plangraf.validation.turtle_positions import triple_spans

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TURTLE = sorted([*ROOT.glob("ontology/**/*.ttl"), *ROOT.glob("shapes/*.ttl"), *HERE.rglob("*.ttl")])
PLAN = (HERE / "plans" / "exempelby.ttl").read_text("utf-8")
MISTAKES = (
    PLAN.replace('"Tidigt stöd"@sv', '"Tidigt stöd"@se')
    .replace("<topic/workforce-competence>", "<topic/kompetens>")
    .replace("schema:minValue 90", 'schema:minValue "minst 90 %"')
    .replace("dcat:hadRole <actor-role/steering-group>", "dcat:hadRole <actor-role/styrgrupp>")
    .replace("<measurement-type/count>", "<measurement-type/antal>")
)
CONTEXT = {
    "pg": "https://w3id.org/plangraf/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
}


def stated(document: Document) -> int:
    return sum(
        not (isinstance(s, BNode) and p in (RDF.first, RDF.rest)) for s, p, _ in document.triples
    )


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: path.name)
def test_every_triple_has_its_place(path: Path) -> None:
    document = parse_document(path.read_bytes(), str(path))
    text = document.data.decode()
    spans = Locator(document).spans()
    assert len(spans) == stated(document)
    for (_, _, value), span in spans:
        token = text[span.object : span.end]
        if isinstance(value, BNode):
            assert token[0] in "[(_", token
        elif isinstance(value, Literal):
            assert token == str(value) or token[0] in "\"'", token
        elif token[0] != "<" and token not in ("a", "()"):
            assert str(value).endswith(token.split(":", 1)[1].replace("\\", "")), token


STRUCTURES = (
    'e:a e:p [ e:q "s" ] , [ e:q "s"@sv ; e:r [ e:z "t" ] ] ; e:w 5 .',
    'e:a e:p ( [ e:q 1 ] ( 1 "två" ) () [ e:z ( [ e:k "u" ] ) ] ) , 3 .',
    '( [ e:q 1 ] 2 ) e:p 4 . [ e:m 1 ] e:n 2 . [ e:q "s" ] . e:a e:p () .',
    "e:a a e:C ; e:p true , -1.5e3 , .5 , 'x', '''a'b''' , \"\"\"c\"d\"\"\"^^e:t .",
    "PREFIX f: <http://f/>\nBASE <http://b/>\nf:a\\,b f:p f:x.y, <c> . # e:a e:b e:c .",
)


@pytest.mark.parametrize("body", STRUCTURES)
def test_structures_of_turtle(body: str) -> None:
    text = f"@prefix e: <http://e/> .\n{body}"
    document = parse_document(text.encode(), "x.ttl")
    assert len(triple_spans(text)) == stated(document)
    for (_, _, value), span in Locator(document).spans():
        token = text[span.object : span.end]
        kinds = "[(_" if isinstance(value, BNode) else "\"'<-.0123456789tefa("
        assert token[0] in kinds, (token, value)


@pytest.mark.parametrize(
    ("format", "body"),
    [
        (
            "trig",
            "e:g { e:a e:p 1, 2 . e:b e:q [ e:r 1 ] } GRAPH e:h { e:a e:b e:c } e:x e:y e:z .",
        ),
        ("nq", '<http://a> <http://b> "x"@sv <http://g> .\n<http://a> <http://b> _:x .\n'),
        ("nt", "# först\n<http://a> <http://b> <http://c> .\n"),
    ],
)
def test_other_line_formats(format: str, body: str) -> None:
    head = "@prefix e: <http://e/> .\n" if format == "trig" else ""
    document = parse_document((head + body).encode(), f"x.{format}")
    assert len(Locator(document).spans()) == len(document.triples)


def findings(text: str | bytes, name: str) -> list[Finding]:
    data = text.encode() if isinstance(text, str) else text
    return list(Checker.of(ROOT).check([parse_document(data, name)]).findings)


def rewritten(format: str) -> tuple[bytes, str]:
    graph = Graph()
    for triple in parse_triples(MISTAKES.encode(), "ttl"):
        graph.add(triple)
    if format == "jsonld":
        return graph.serialize(format="json-ld", context=CONTEXT, encoding="utf-8"), "plan.jsonld"
    name = {"nt": "nt", "rdf": "pretty-xml"}[format]
    return graph.serialize(format=name, encoding="utf-8"), f"plan.{format}"


MARKS = {
    "need-label-once": "Tidigt stöd",
    "activity-topic": "topic/kompetens",
    "target-least": "minst 90 %",
    "governance-role-role": "actor-role/styrgrupp",
    "indicator-type": "measurement-type/antal",
}


def test_mistakes_are_placed_in_turtle() -> None:
    found = findings(MISTAKES, "plan.ttl")
    assert {f.rule for f in found} == set(MARKS)
    for finding in found:
        assert finding.location is not None
        line, column = finding.location.line, finding.location.column
        assert line is not None
        assert column is not None
        row = MISTAKES.splitlines()[line - 1]
        assert finding.location.excerpt == row
        assert MARKS[finding.rule] in row[column - 1 : (finding.location.end_column or 0) - 1]


@pytest.mark.parametrize("format", ["nt", "jsonld", "rdf"])
def test_mistakes_are_placed_in_other_formats(format: str) -> None:
    data, name = rewritten(format)
    found = findings(data, name)
    assert {f.rule for f in found} == set(MARKS)
    for finding in found:
        assert finding.location is not None
        assert finding.location.line is not None
        row = data.decode().splitlines()[finding.location.line - 1]
        assert MARKS[finding.rule] in row, (finding.rule, row)


def test_a_missing_value_points_at_the_thing() -> None:
    without = PLAN.replace('skos:prefLabel "Skolförvaltningen"@sv ;\n    ', "")
    (finding,) = findings(without, "plan.ttl")
    assert finding.location is not None
    assert finding.location.excerpt.startswith("<actor/exempelby-skola>")


def test_positions_count_characters_not_bytes() -> None:
    text = '<http://e/å> <http://e/p> "åäö" , "x" .'
    document = parse_document(text.encode(), "x.ttl")
    place = Locator(document).locate(URIRef("http://e/å"), "<http://e/p>", Literal("x"))
    assert (place.line, place.column, place.end_column) == (1, text.index('"x"') + 1, 38)
