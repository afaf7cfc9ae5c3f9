"""Files nobody prepared for: one clear sentence each, in both languages, and nothing is fetched."""

import json
from pathlib import Path

import pytest

from plangraf.errors import PlangrafError, UnreadableInput
from plangraf.validation.reading import parse_document, read_document

PLAN = (Path(__file__).parent / "plans" / "exempelby.ttl").read_bytes()
DOCTYPE = b"""<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [<!ENTITY a "aaaaaaaa">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>"""

BROKEN: dict[str, tuple[str, bytes, str]] = {
    "a Word file": ("plan.ttl", b"PK\x03\x04\x14\x00\x06\x00", "Word"),
    "an old Word file": ("plan.ttl", b"\xd0\xcf\x11\xe0\xa1\xb1", "Word"),
    "a PDF": ("plan.ttl", b"%PDF-1.7 ...", "PDF"),
    "UTF-16 with a mark": ("plan.ttl", PLAN.decode().encode("utf-16"), "UTF-16"),
    "UTF-16 without a mark": ("plan.ttl", PLAN.decode().encode("utf-16-le"), "UTF-16"),
    "Latin-1": ("plan.ttl", "<a> <b> 'åäö' .".encode("latin-1"), "UTF-8"),
    "half a file": ("plan.ttl", PLAN[:5000], "117"),
    "an empty file": ("plan.ttl", b"", "tom"),
    "only blanks": ("plan.ttl", b" \n\n", "tom"),
    "only comments": ("plan.ttl", b"# ingenting\n", "inga uppgifter"),
    "one long line": ("plan.ttl", b"a" * 1_000_000, "1:1"),
    "a web page": ("plan.ttl", b"<!doctype html><html>", "webbsida"),
    "a DOCTYPE": ("plan.rdf", DOCTYPE, "DOCTYPE"),
    "a remote context": (
        "plan.jsonld",
        b'{"@context": "https://example.org/c", "@id": "https://example.org/a"}',
        "https://example.org/c",
    ),
    "a remote import": (
        "plan.jsonld",
        b'{"@context": {"@version": 1.1, "@import": "https://example.org/c"}}',
        "https://example.org/c",
    ),
    "half of JSON": ("plan.jsonld", b'{"@id": "x",\n ', "2"),
    "deep JSON": ("plan.jsonld", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "JSON-LD"),
    "half of XML": ("plan.rdf", b'<rdf:RDF xmlns:rdf="urn:x"><a', "RDF/XML"),
    "a prefix too few": (
        "plan.ttl",
        b"@prefix e: <http://e/> .\ne:a e:p skos:x .",
        "@prefix skos:",
    ),
    "no base": ("plan.ttl", b"<a> <b> <c> .", "@base"),
    "an unknown format": ("plan.txt", b"bara ord", "format"),
}


@pytest.mark.parametrize(("name", "data", "said"), BROKEN.values(), ids=BROKEN)
def test_one_clear_sentence(name: str, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        parse_document(data, name)
    swedish, english = caught.value.render("sv"), caught.value.render("en")
    assert said in swedish
    assert swedish.startswith(name)
    assert swedish != english
    assert len(swedish) < 400
    assert "Traceback" not in swedish


def test_too_large_is_said_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "stor.ttl"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(UnreadableInput, match="100 MB"):
        read_document(path)


def test_too_many_triples_is_said_with_its_number() -> None:
    with pytest.raises(UnreadableInput, match="more than 10 triples"):
        parse_document(PLAN, "plan.ttl", most_triples=10)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        read_document(tmp_path / "ingen.ttl")
    with pytest.raises(UnreadableInput, match="folder"):
        read_document(tmp_path)


def test_content_wins_over_the_suffix() -> None:
    document = parse_document(b'{"@id": "http://e/a", "http://e/p": 1}', "plan.ttl")
    assert document.format == "jsonld"


def test_a_byte_order_mark_is_no_harm() -> None:
    assert len(parse_document(b"\xef\xbb\xbf" + PLAN, "plan.ttl").triples) > 200


def test_the_own_context_is_bundled() -> None:
    context = {"@context": {"label": "http://www.w3.org/2004/02/skos/core#prefLabel"}}
    body = {"@context": "https://w3id.org/plangraf/context.jsonld", "@id": "urn:a", "label": "x"}
    document = parse_document(
        json.dumps(body).encode(), "plan.jsonld", bundled_context=lambda: json.dumps(context)
    )
    assert len(document.triples) == 1


def test_literals_stay_as_written() -> None:
    document = parse_document(b"<http://e/a> <http://e/p> 01 .", "x.ttl")
    assert str(document.triples[0][2]) == "01"


def test_every_refusal_is_an_error_of_ours() -> None:
    assert issubclass(UnreadableInput, PlangrafError)
