"""Ways of sending a plan to `/validate`: body, form, file, pasted text."""

import json
from http.client import HTTPConnection

from tests.web.serving import Server
from tests.web.validating.conftest import AS_TURTLE, BROKEN, CSV, TURTLE, form, post


def test_a_workbook_like_body_by_its_name(site: Server) -> None:
    reply = post(
        site, CSV, "/validate?name=plan.csv&format=json", Content_Type="application/octet-stream"
    )
    assert reply.status == 200
    places = [f["location"] for f in json.loads(reply.body)["findings"]]
    assert all(place["file"] == "plan.csv" for place in places)


def test_an_unread_type_is_415(site: Server) -> None:
    reply = post(site, b"x", Content_Type="image/png")
    assert reply.status == 415
    assert "text/turtle" in reply.text
    assert post(site, b"x", Content_Encoding="gzip", **AS_TURTLE).status == 415


def test_a_form_with_a_file(site: Server) -> None:
    reply = form(site, {"file": ("../fakepath/min plan.ttl", BROKEN), "profile": "core"})
    assert reply.status == 200
    assert "min plan.ttl" in reply.text
    assert "fakepath" not in reply.text


def test_pasted_text_stays_in_its_field(site: Server) -> None:
    reply = form(site, {"file": ("", b""), "text": BROKEN.decode(), "syntax": "ttl"})
    assert reply.status == 200
    assert "&lt;actor-role/styrgrupp&gt;" in reply.text.split("</textarea>")[0]


def test_pasted_json_is_seen_to_be_json(site: Server) -> None:
    text = '{"@id": "https://w3id.org/plangraf/id/plan/x", "@type": "https://schema.org/Thing"}'
    reply = form(site, {"text": text, "syntax": "ttl"}, accept="application/json")
    assert reply.status == 200
    assert json.loads(reply.body)["findings"][0]["rule"] == "nothing-to-check"


def test_nothing_sent_is_told(site: Server) -> None:
    reply = form(site, {"file": ("", b""), "text": " "})
    assert reply.status == 400
    assert "Välj en fil" in reply.text


def test_the_language_of_the_form(site: Server) -> None:
    reply = form(site, {"text": BROKEN.decode(), "lang": "en"})
    assert '<html lang="en">' in reply.text
    assert "Write: dcat:hadRole" in reply.text


def test_a_gone_client_ends_its_check_and_the_next_is_answered(site: Server) -> None:
    connection = HTTPConnection(site.host, site.port)
    connection.request("POST", "/validate", BROKEN, {**TURTLE, "Accept": "application/json"})
    connection.close()
    assert post(site, BROKEN, Accept="application/json", **AS_TURTLE).status == 200
