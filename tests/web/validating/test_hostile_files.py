"""Files that are made to hurt are answered with one sentence, and leave nothing behind."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.web.serving import Server, serving
from tests.web.validating.conftest import (
    AS_TURTLE,
    BROKEN,
    EXAMPLE,
    HTML,
    form,
    post,
)

MEGABYTE = b" " * 1_000_000


def zipped(name: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open(name, "w") as inside:
            for _ in range(size // len(MEGABYTE)):
                inside.write(MEGABYTE)
            inside.write(MEGABYTE[: size % len(MEGABYTE)])
    return out.getvalue()


CONTEXT = b'{"@context": "http://127.0.0.1:9/c.jsonld", "@id": "https://example.org/x", "p": 1}'
HOSTILE = {
    "word.ttl": (zipped("word/document.xml", 10_000), 422, "Word"),
    "utf16.ttl": (EXAMPLE.encode("utf-16"), 422, "UTF-16"),
    "latin.ttl": (EXAMPLE.encode("latin-1", "replace"), 422, "UTF-8"),
    "half.ttl": (EXAMPLE.encode()[: len(EXAMPLE) // 2], 422, "half.ttl:"),
    "empty.ttl": (b"", 422, "tom"),
    "blank.ttl": (b"\n\n", 422, "tom"),
    "nothing.ttl": (b"# only a comment\n", 422, "inga uppgifter"),
    "doctype.rdf": (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><rdf:RDF/>',
        422,
        "DOCTYPE",
    ),
    "remote.jsonld": (CONTEXT, 422, "inget h"),
    "deep.jsonld": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 422, "deep.jsonld"),
    "list.jsonld": (b"[" * 500_000, 422, "list.jsonld"),
    "deep.yaml": (b"[" * 100_000, 422, "deep.yaml"),
    "bomb.xlsx": (b"", 413, "bomb.xlsx"),
    "word.xlsx": (zipped("word/document.xml", 10_000), 422, "word.xlsx"),
    "half.xlsx": (zipped("xl/workbook.xml", 10_000)[:100], 422, "half.xlsx"),
    "page.ttl": (b"<!DOCTYPE html><html></html>", 422, "webbsida"),
    "triples.nt": (b"<a:a> <a:b> <a:c> .\n" * 60_000, 422, "50000"),
    "large.ttl": (b"#" * 2_500_000, 413, "2 MB"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_sentence(site: Server, name: str) -> None:
    data, status, said = HOSTILE[name]
    if name == "bomb.xlsx":
        data = zipped("xl/worksheets/sheet1.xml", 900_000_000)
    reply = form(site, {"file": (name, data)}, "application/json")
    told = json.loads(reply.body)
    assert (reply.status, told["status"]) == (status, status), told
    assert said in told["detail"]
    assert len(told["detail"]) < 500
    assert "Traceback" not in reply.text
    page = form(site, {"file": (name, data)})
    assert page.status == status
    assert "<form" in page.text


def test_more_than_the_server_takes_is_told_in_words(site: Server) -> None:
    """The server itself refuses it, before the application is asked."""
    large = {**AS_TURTLE, "Content_Length": "5000000"}
    text = post(site, b"#", Accept="*/*", **large)
    assert (text.status, text.type) == (413, "text/plain")
    assert "2 MB" in text.text
    assert "Dela filen" in text.text
    page = post(site, b"#", Accept=HTML, Accept_Language="en", **large)
    assert (page.status, page.type) == (413, "text/html")
    assert "Split the file" in page.text


@pytest.mark.parametrize(
    "body",
    [
        b"<a:a> <a:b> " + b"[<a:c> " * 20_000 + b"1" + b"]" * 20_000 + b" .",
        b"<a:a> <a:b> " + b"(" * 20_000 + b")" * 20_000 + b" .",
    ],
    ids=["blank nodes", "lists"],
)
def test_deep_nesting_is_answered(site: Server, body: bytes) -> None:
    assert post(site, body, Accept="application/json", **AS_TURTLE).status in (200, 422, 503)


def test_one_long_line(root: Path) -> None:
    """Five megabytes of statements without a line break, and one value that is too long."""
    line = EXAMPLE.partition("\n\n")[0].encode() + b"<goal/a/b> a pg:Goal . " * 215_000
    value = b'<https://example.org/a> <https://example.org/p> "' + b"x" * 19_900_000 + b'" .'
    with serving(root, check_triples=2_000_000, check_memory=4_000_000_000) as server:
        reply = post(server, line, Accept=HTML, **AS_TURTLE)
        assert reply.status == 200
        assert len(reply.body) < 100_000
        assert post(server, value, Accept="application/json", **AS_TURTLE).status == 422


def test_nothing_is_left_behind(site: Server, temporary: Path) -> None:
    """Neither a file among the temporary ones nor anything about it in the answers to others."""
    before = set(temporary.rglob("*"))
    secret = "hemligt-om-exempelby"
    form(site, {"file": (f"{secret}.ttl", BROKEN + b"# " + b"x" * 1_000_000)})
    new = [path for path in temporary.rglob("*") if path not in before and path.is_file()]
    assert not [path for path in new if secret in path.name or _holds(path, b"styrgrupp")]
    assert secret not in site.ask("/validate", headers={"Accept": HTML}).text


def _holds(path: Path, words: bytes) -> bool:
    try:
        return words in path.read_bytes()
    except OSError:
        return False
