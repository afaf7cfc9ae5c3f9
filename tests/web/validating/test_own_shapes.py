"""Shapes that come along with a plan: beside ours or alone, and never dangerous."""

import json
from pathlib import Path

import pytest

from tests.web.serving import Server, serving
from tests.web.validating.conftest import AS_TURTLE, BROKEN, form, post

SLOW_QUERY = (
    "SELECT $this WHERE { $this ?a ?b . "
    + " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(6))
    + f" FILTER(STRLEN(CONCAT({', '.join(f'STR(?o{n})' for n in range(6))})) > 9999999) }}"
)
OWN = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix pg: <https://w3id.org/plangraf/ns#> .
@prefix ex: <https://example.org/> .
ex:Motto a sh:NodeShape ; sh:targetClass pg:ActionPlan ;
  sh:property [ sh:path ex:motto ; sh:minCount 1 ; sh:message "Motto saknas."@sv, "No motto."@en ] .
"""


def test_own_shapes_beside_and_alone(site: Server) -> None:
    fields: dict[str, str | tuple[str, bytes]] = {
        "file": ("plan.ttl", BROKEN),
        "shapes": ("egna.ttl", OWN.encode()),
    }
    alone = json.loads(form(site, fields, "application/json").body)
    assert [f["message"]["sv"] for f in alone["findings"]] == ["Motto saknas."] * 2
    beside = json.loads(form(site, {**fields, "profile": "core"}, "application/json").body)
    assert len(beside["findings"]) == 3


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        (OWN + "<https://example.org/> <http://www.w3.org/2002/07/owl#imports> ex:more .", "utifr"),
        (OWN.replace("minCount 1", "minCout 1"), "sh:minCount"),
        (OWN.replace("sh:minCount 1", "sh:js [ ]"), "sh:js"),
        (OWN.replace("sh:minCount 1", "sh:rule [ ]"), "sh:rule"),
        (
            OWN + 'ex:S a sh:NodeShape ; sh:targetClass pg:Goal ; sh:sparql [ sh:select "SELECT '
            '$this WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }" ] .',
            "utifr",
        ),
        (
            OWN + 'ex:S a sh:NodeShape ; sh:targetClass pg:Goal ; sh:sparql [ sh:select "SELECT '
            '$this WHERE { SERV\\\\u0049CE <http://127.0.0.1:9/> { $this ?p ?o } }" ] .',
            "utifr",
        ),
        (
            OWN + 'ex:S a sh:NodeShape ; sh:targetClass pg:Goal ; sh:sparql [ sh:select "SELECT '
            '$this FROM <http://127.0.0.1:9/> WHERE { $this ?p ?o }" ] .',
            "utifr",
        ),
        ("<a> <b> .", "egna.ttl"),
    ],
    ids=["imports", "misspelt", "script", "rule", "service", "escaped", "from", "syntax"],
)
def test_dangerous_shapes_are_refused(site: Server, shapes: str, said: str) -> None:
    fields: dict[str, str | tuple[str, bytes]] = {
        "file": ("plan.ttl", BROKEN),
        "shapes": ("egna.ttl", shapes.encode()),
    }
    reply = form(site, fields, "application/json")
    assert reply.status == 422, reply.text
    assert said in json.loads(reply.body)["detail"]


def test_a_check_that_never_ends_is_ended(root: Path) -> None:
    shapes = (
        OWN + f"ex:S a sh:NodeShape ; sh:targetClass pg:Goal ; "
        f'sh:sparql [ sh:select "{SLOW_QUERY}" ] .'
    )
    fields: dict[str, str | tuple[str, bytes]] = {
        "file": ("plan.ttl", BROKEN),
        "shapes": ("egna.ttl", shapes.encode()),
    }
    with serving(root, check_seconds=5.0) as server:
        reply = form(server, fields, "application/json")
        assert reply.status == 503, reply.text
        assert reply.headers["Retry-After"]
        again = post(server, BROKEN, "/validate?format=json", **AS_TURTLE)
        assert again.status == 200


def test_memory_is_bounded(root: Path) -> None:
    data = b"".join(b"<a:%d> <a:p> <a:%d> .\n" % (n, n + 1) for n in range(150_000))
    with serving(root, check_memory=20_000_000, check_triples=10_000_000) as server:
        reply = post(server, data, Accept="application/json", **AS_TURTLE)
        assert reply.status == 503, reply.text
        assert "20 MB" in json.loads(reply.body)["detail"]
