"""The reconciliation service as specified (0.2): manifest, batches, suggestions, preview."""

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from plangraf.web.discovery.reconciling import TYPES
from plangraf.web.things.kinds import kind
from tests.web.serving import Server


def batch(server: Server, queries: dict[str, Any], language: str = "sv") -> dict[str, Any]:
    reply = server.ask(
        f"/reconcile?lang={language}",
        method="POST",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        body=urlencode({"queries": json.dumps(queries)}).encode(),
    )
    assert reply.status == 200
    assert reply.type == "application/json"
    return dict(json.loads(reply.body))


def best(server: Server, query: dict[str, Any]) -> dict[str, Any]:
    return dict(batch(server, {"q": query})["q"]["result"][0])


def test_the_manifest_says_who_answers_and_where(whole: Server) -> None:
    reply = whole.ask("/reconcile?lang=sv")
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    manifest = json.loads(reply.body)
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == "https://w3id.org/plangraf/id/"
    assert manifest["schemaSpace"]
    assert manifest["name"]
    assert [each["id"] for each in manifest["defaultTypes"]] == list(TYPES)
    assert all(kind(key).key == key for key in TYPES)
    view = manifest["view"]["url"].replace("{{id}}", "actor/harryda-kommun")
    seen = whole.ask(view.removeprefix(whole.address), headers={"Accept": "text/html"})
    assert "Härryda kommun" in seen.text


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ({"query": "Härryda", "type": "area"}, "area/1401"),
        ({"query": "1401", "type": "area"}, "area/1401"),
        ({"query": "harryda kommun", "type": "actor"}, "actor/harryda-kommun"),
        ({"query": "Region Ostergotland", "type": ["actor"]}, "actor/region-ostergotland"),
        ({"query": "Suicidprevention", "type": "topic"}, "topic/suicide-prevention"),
        ({"query": "Suicide prevention", "type": "topic"}, "topic/suicide-prevention"),
        ({"query": "sip"}, "method/sip"),
    ],
)
def test_a_name_finds_its_thing(whole: Server, query: dict[str, Any], meant: str) -> None:
    found = [one for one in batch(whole, {"q": query})["q"]["result"] if one["score"] == 100]
    assert meant in [one["id"] for one in found]


def test_a_match_is_the_only_one_with_that_name(whole: Server) -> None:
    assert best(whole, {"query": "Härryda", "type": "area"})["match"] is True
    vague = best(whole, {"query": "Härryda", "type": "actor"})
    assert vague["match"] is False
    assert vague["score"] < 100


def test_a_batch_answers_each_of_its_queries(whole: Server) -> None:
    asked = {"a": {"query": "Härryda", "limit": 2}, "b": {"query": "zzzzqqq"}, "c": {"query": ""}}
    found = batch(whole, asked)
    assert set(found) == {"a", "b", "c"}
    assert len(found["a"]["result"]) == 2
    assert found["b"] == found["c"] == {"result": []}
    for one in found["a"]["result"]:
        assert {"id", "name", "type", "score", "match"} <= set(one)
        assert all(set(each) == {"id", "name"} for each in one["type"])


def test_a_batch_may_come_in_the_address_and_be_called_back(whole: Server) -> None:
    queries = quote(json.dumps({"q": {"query": "SIP"}}))
    plain = whole.ask(f"/reconcile?queries={queries}")
    called = whole.ask(f"/reconcile?queries={queries}&callback=done.with")
    assert called.type == "text/javascript"
    assert called.text == f"/**/done.with({plain.text});"


@pytest.mark.parametrize(
    "asked",
    [
        "queries=x",
        "queries=[]",
        "queries=%7B%22a%22%3A1%7D",
        "callback=alert(1)",
        f"queries={quote(json.dumps({str(n): {'query': 'x'} for n in range(101)}))}",
    ],
)
def test_what_is_no_batch_is_refused(whole: Server, asked: str) -> None:
    assert whole.ask(f"/reconcile?{asked}").status in (400, 413)


def test_suggestions_begin_with_what_is_typed(whole: Server) -> None:
    found = json.loads(whole.ask("/reconcile/suggest?prefix=suicidprev").body)["result"]
    assert "topic/suicide-prevention" in [one["id"] for one in found]
    assert all(set(one) == {"id", "name", "description"} for one in found)


def test_the_preview_may_stand_in_a_frame(whole: Server) -> None:
    reply = whole.ask("/reconcile/preview?id=topic/suicide-prevention&lang=sv")
    assert "Suicidprevention" in reply.text
    assert "frame-ancestors *" in (reply.headers["Content-Security-Policy"] or "")
    assert whole.ask("/reconcile/preview?id=nothing/here").status == 404
