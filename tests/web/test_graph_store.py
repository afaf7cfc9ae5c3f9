"""`/data`, the Graph Store Protocol: what its suite leaves open."""

import json
from urllib.parse import quote

import pytest

from plangraf.vocabulary import GRAPHS
from tests.web.serving import Reply, Server, authorised

TURTLE = "text/turtle"
ONE, OTHER, BROKEN = b"<x:a> <x:b> 1 .", b"<x:a> <x:b> 2 .", b"<x:a> <x:b> ."


def send(server: Server, path: str, body: bytes, kind: str | None, method: str = "PUT") -> Reply:
    headers = authorised(**({"Content_Type": kind} if kind else {}))
    return server.ask(path, method=method, headers=headers, body=body)


def true(server: Server, query: str) -> bool:
    reply = server.ask(f"/sparql?query={quote(query)}&format=json")
    assert reply.status == 200, reply.text
    return bool(json.loads(reply.body)["boolean"])


def form(*parts: tuple[bytes, str, str]) -> tuple[bytes, str]:
    """A form of files, each with its name and type, and the form's own type."""
    lines = []
    for body, name, kind in parts:
        lines += [
            b"--x",
            f'Content-Disposition: form-data; name="f"; filename="{name}"'.encode(),
            f"Content-Type: {kind}".encode(),
            b"",
            body,
        ]
    return b"\r\n".join([*lines, b"--x--", b""]), "multipart/form-data; boundary=x"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"<a:b> <c:d> .", "text/turtle", 400),
        (b"<a:b> <c:d> <e:f> .", "text/plain; charset=utf-8", 201),
        (b"x", "application/json", 415),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "application/rdf+xml", 400),
        (b'{"@context": "http://127.0.0.1:1/", "@id": "x:a"}', "application/ld+json", 400),
    ],
)
def test_uploads(writing: Server, body: bytes, kind: str, status: int) -> None:
    reply = writing.ask(
        "/data?graph=x:new", method="PUT", headers=authorised(Content_Type=kind), body=body
    )
    assert reply.status == status, reply.text


def test_a_write_over_a_newer_state_is_refused(writing: Server) -> None:
    path = "/data/numbers"
    etag = writing.ask(path, headers={"Accept": "text/turtle"}).headers["ETag"]
    body = b"<x:a> <x:b> <x:c> ."
    for status in (204, 412):
        reply = writing.ask(
            path,
            method="PUT",
            headers=authorised(Content_Type="text/turtle", If_Match=etag),
            body=body,
        )
        assert reply.status == status


def test_writing_without_permission(reading: Server) -> None:
    reply = reading.ask("/data?graph=x:a", method="DELETE")
    assert reply.status == 403


@pytest.mark.parametrize("path", ["/data/mine/one", f"/data?graph={quote(GRAPHS + 'mine/one')}"])
def test_relative_iris_are_relative_to_the_graph(writing: Server, path: str) -> None:
    assert send(writing, path, b"<> <#part> <two> .", TURTLE).status == 201
    assert true(writing, f"ASK {{ <{GRAPHS}mine/one> <{GRAPHS}mine/one#part> <{GRAPHS}mine/two> }}")


def test_relative_iris_of_the_default_graph_are_relative_to_the_request(writing: Server) -> None:
    assert send(writing, "/data?default", b"<> <#part> <two> .", TURTLE, "POST").status == 204
    asked, two = f"{writing.address}/data?default", f"{writing.address}/two"
    assert true(writing, f"ASK {{ <{asked}> <{asked}#part> <{two}> }}")


def test_relative_iris_of_a_new_graph_are_relative_to_its_name(writing: Server) -> None:
    made = send(writing, "/data", b"<> <#part> 1 .", TURTLE, "POST")
    assert made.status == 201
    name = GRAPHS + made.headers["Location"].removeprefix(f"{writing.address}/data/")
    assert true(writing, f"ASK {{ GRAPH <{name}> {{ <{name}> <{name}#part> 1 }} }}")


def test_a_body_without_a_type_is_read_as_rdf_xml(writing: Server) -> None:
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="x:a"><rdf:value>1</rdf:value></rdf:Description></rdf:RDF>"""
    assert send(writing, "/data?graph=x:new", body, None).status == 201
    assert send(writing, "/data?graph=x:new", ONE, None).status == 400


def test_an_empty_body_makes_no_graph(writing: Server) -> None:
    assert send(writing, "/data?graph=x:new", b"", TURTLE, "POST").status == 204
    assert writing.ask("/data?graph=x:new").status == 404


def test_a_file_without_a_type_of_its_own_is_read_by_its_name(writing: Server) -> None:
    body, kind = form((ONE, "a.ttl", "application/octet-stream"), (OTHER, "b.nq", TURTLE))
    assert send(writing, "/data?graph=x:new", body, kind, "POST").status == 201
    assert true(writing, "ASK { GRAPH <x:new> { <x:a> <x:b> 1, 2 } }")
    unknown, kind = form((ONE, "a.bin", "application/octet-stream"))
    assert send(writing, "/data?graph=x:new", unknown, kind, "POST").status == 415


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_of_several_files_none_is_kept_when_one_is_broken(writing: Server, method: str) -> None:
    body, kind = form((ONE, "a.ttl", TURTLE), (BROKEN, "b.ttl", TURTLE))
    assert send(writing, "/data?graph=x:new", body, kind, method).status == 400
    assert writing.ask("/data?graph=x:new").status == 404


def test_nodes_without_names_of_several_files_stay_apart(writing: Server) -> None:
    body, kind = form((b"_:x <x:b> 1 .", "a.ttl", TURTLE), (b"_:x <x:c> 2 .", "b.ttl", TURTLE))
    assert send(writing, "/data?graph=x:new", body, kind).status == 201
    assert not true(writing, "ASK { GRAPH <x:new> { ?x <x:b> 1 ; <x:c> 2 } }")


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16"])
def test_another_charset_is_refused(writing: Server, charset: str) -> None:
    reply = send(writing, "/data?graph=x:new", ONE, f"{TURTLE}; charset={charset}")
    assert reply.status == 415
    assert send(writing, "/data?graph=x:new", ONE, f'{TURTLE}; charset="UTF-8"').status == 201


def test_a_byte_order_mark_is_no_part_of_a_document(writing: Server) -> None:
    assert send(writing, "/data?graph=x:new", b"\xef\xbb\xbf" + ONE, TURTLE).status == 201


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_conditions_hold_for_every_way_of_writing(writing: Server, method: str) -> None:
    """RFC 9110 §13.1.1, §13.1.2."""
    path = "/data?graph=x:new"
    absent = authorised(Content_Type=TURTLE, If_Match="*")
    assert writing.ask(path, method=method, headers=absent, body=ONE).status == 412
    assert send(writing, path, ONE, TURTLE).status == 201
    for name, value in (
        ("If_None_Match", "*"),
        *(("If_Match", tag) for tag in ('"other"', '""', ",")),
    ):
        headers = authorised(Content_Type=TURTLE, **{name: value})
        assert writing.ask(path, method=method, headers=headers, body=OTHER).status == 412
    assert not true(writing, "ASK { GRAPH <x:new> { <x:a> <x:b> 2 } }")
    assert true(writing, "ASK { GRAPH <x:new> { <x:a> <x:b> 1 } }")
    headers = authorised(Content_Type=TURTLE, If_Match="*")
    assert writing.ask(path, method=method, headers=headers, body=OTHER).status == 204


def test_a_path_that_makes_no_iri_names_no_graph(writing: Server) -> None:
    for path in ("/data/mine/a%20b", "/data/mine/%3Cb%3E"):
        reply = send(writing, path, ONE, TURTLE)
        assert reply.status == 400
        assert "graph" in reply.text


def test_an_answer_without_a_body_has_no_type(writing: Server) -> None:
    for status in (201, 204):
        reply = send(writing, "/data?graph=x:new", ONE, TURTLE)
        assert (reply.status, reply.headers["Content-Type"]) == (status, None)
