"""What the editor asks for: vocabulary, examples, and a check that reads and does not run."""

import json
from typing import Any
from urllib.parse import quote

import pytest

from tests.web.serving import Reply, Server


@pytest.fixture(scope="module")
def vocabulary(whole: Server) -> dict[str, Any]:
    reply = whole.ask("/editor/vocabulary.json?lang=sv")
    assert reply.status == 200
    assert reply.type == "application/json"
    return dict(json.loads(reply.body))


def check(server: Server, text: str, language: str = "sv") -> Reply:
    return server.ask(
        f"/editor/check?lang={language}",
        method="POST",
        headers={"Content-Type": "application/sparql-query"},
        body=text.encode(),
    )


def test_our_classes_come_first_with_label_and_definition(vocabulary: dict[str, Any]) -> None:
    classes = {each["name"]: each for each in vocabulary["classes"]}
    assert vocabulary["classes"][0]["name"].startswith("pg:")
    assert classes["pg:Goal"]["label"].startswith("mål")
    assert classes["pg:Goal"]["definition"]
    assert classes["skos:Concept"]["label"] == "begrepp"


def test_uses_say_what_must_be_there(vocabulary: dict[str, Any]) -> None:
    uses = {each["property"]: each for each in vocabulary["uses"]["pg:Goal"]}
    assert uses["pg:inPlan"]["need"] == "must"
    assert uses["dcterms:subject"]["need"] == "should"
    assert uses["pg:targetGroup"] == {
        "property": "pg:targetGroup",
        "need": "may",
        "values": "pgid:scheme/target-group",
        "label": "målgrupp",
    }
    needs = [each["need"] for each in vocabulary["uses"]["pg:Goal"]]
    assert needs == sorted(needs, key=["must", "should", "may"].index)


def test_a_class_has_the_uses_of_the_class_above_it(vocabulary: dict[str, Any]) -> None:
    activity = {each["property"]: each for each in vocabulary["uses"]["pg:Activity"]}
    sub = {each["property"] for each in vocabulary["uses"]["pg:SubActivity"]}
    assert activity["pg:responsibleActor"]["values"] == "org:Organization"
    assert "pg:responsibleActor" in sub
    assert "pg:contributesTo" not in sub  # what a shape forbids is not offered


def test_values_have_labels_in_the_language_asked_for(
    whole: Server, vocabulary: dict[str, Any]
) -> None:
    adults = "https://w3id.org/plangraf/id/target-group/adults"
    swedish = {v["iri"]: v["label"] for v in vocabulary["values"]["pgid:scheme/target-group"]}
    english = json.loads(whole.ask("/editor/vocabulary.json?lang=en").body)
    labels = {v["iri"]: v["label"] for v in english["values"]["pgid:scheme/target-group"]}
    assert (swedish[adults], labels[adults]) == ("Vuxna", "Adults")
    assert len(vocabulary["values"]["pg:ActionPlan"]) == 3
    assert "pg:Activity" not in vocabulary["values"]  # too many to choose from


def test_the_vocabulary_is_kept_by_its_tag(whole: Server) -> None:
    tag = whole.ask("/editor/vocabulary.json").headers["ETag"]
    again = whole.ask("/editor/vocabulary.json", headers={"If-None-Match": tag})
    assert again.status == 304


def test_every_example_can_be_read_by_the_engine(whole: Server) -> None:
    groups = json.loads(whole.ask("/editor/examples.json?lang=sv").body)
    examples = [each for group in groups for each in group["queries"]]
    assert len(examples) >= 50
    for example in examples:
        checked = json.loads(check(whole, example["query"]).body)
        assert checked == {"problem": None, "unknown": []}, example["name"]


def test_a_check_tells_place_cause_and_way_out(whole: Server) -> None:
    checked = json.loads(check(whole, "SELECT * WHERE {\n  ?g a pg:Goal }").body)
    assert (checked["problem"]["line"], checked["problem"]["column"]) == (2, 8)
    assert "PREFIX pg: <https://w3id.org/plangraf/ns#>" in checked["problem"]["message"]
    told = json.loads(check(whole, "SELECT * WHERE {", "en").body)["problem"]["message"]
    assert "line 1" in told
    assert "The query ends here" in told


def test_a_check_names_what_does_not_fit_and_no_list_of_tokens(whole: Server) -> None:
    told = json.loads(check(whole, "SELECT * WHERE { ?s ?p v ?o }").body)["problem"]["message"]
    assert told.startswith("”v” passar inte här (rad 1, kolumn 24).")


def test_a_check_names_terms_that_do_not_exist(whole: Server) -> None:
    text = "PREFIX pg: <https://w3id.org/plangraf/ns#> SELECT * { ?g a pg:Gaol }"
    assert json.loads(check(whole, text).body) == {
        "problem": None,
        "unknown": [{"name": "pg:Gaol", "nearest": ["pg:Goal"]}],
    }


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { GRAPH ?g { ?a ?b ?c . ?d ?e ?f . ?h ?i ?j } }",
    ],
)
def test_a_check_does_not_run_the_query(whole: Server, text: str) -> None:
    reply = check(whole, text)
    assert json.loads(reply.body)["problem"] is None


def test_a_check_refuses_what_the_endpoint_refuses(whole: Server) -> None:
    outside = "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    assert "SERVICE" in json.loads(check(whole, outside).body)["problem"]["message"]
    update = json.loads(check(whole, "INSERT DATA { <a:b> <a:c> 1 }").body)
    assert update["problem"] is not None


def test_bytes_that_are_no_text_are_no_fault(whole: Server) -> None:
    reply = whole.ask("/editor/check", method="POST", body=b"\xff\xfe\x00")
    assert reply.status == 200
    assert json.loads(reply.body)["problem"] is not None


@pytest.mark.parametrize("path", ["/sparql", "/queries/items-per-area"])
def test_pages_name_bundles_that_are_there_or_none(whole: Server, path: str) -> None:
    page = whole.ask(path, headers={"Accept": "text/html"}).text
    for line in page.splitlines():
        if "<script" in line:
            address = line.split('src="')[1].split('"')[0]
            script = whole.ask(address)
            assert script.status == 200
            assert script.type in ("text/javascript", "application/javascript")


def test_bundles_stand_below_a_prefix_and_are_kept_for_good(whole: Server) -> None:
    below = {"X-Forwarded-Prefix": "/plan", "Accept": "text/html"}
    page = whole.ask("/sparql", headers=below).text
    assert 'data-root="/plan"' in page
    (address,) = [
        line.split('src="')[1].split('"')[0] for line in page.splitlines() if "<script" in line
    ]
    assert address.startswith("/plan/static/built/editor-")
    script = whole.ask(address.removeprefix("/plan"))
    assert script.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def names(server: Server, body: str, language: str = "sv") -> Reply:
    return server.ask(
        f"/editor/names?lang={language}",
        method="POST",
        headers={"Content-Type": "application/json"},
        body=body.encode(),
    )


def test_names_are_told_in_the_language_of_the_page(whole: Server) -> None:
    pgid = "https://w3id.org/plangraf/id"
    goal = f"{pgid}/goal/harryda-2019-2022/adults-1.1"
    asked = json.dumps([goal, f"{pgid}/actor/nobody", "https://example.org/x"])
    assert json.loads(names(whole, asked).body) == {
        goal: ["Nollvision om suicid i Västra Götaland", "sv"]
    }
    assert json.loads(names(whole, asked, "en").body)[goal][1] == "en"


@pytest.mark.parametrize("body", ["", "{}", "[1]", "<x>", json.dumps(["x"] * 501)])
def test_a_list_of_names_that_is_none_is_refused(whole: Server, body: str) -> None:
    assert names(whole, body).status in (400, 413)


def test_a_page_without_script_has_names_too(whole: Server) -> None:
    query = "SELECT ?g { BIND(pgid:goal\\/harryda-2019-2022\\/adults-1.1 AS ?g) }"
    reply = whole.ask(
        f"/sparql?lang=sv&query={quote('PREFIX pgid: <https://w3id.org/plangraf/id/> ' + query)}",
        headers={"Accept": "text/html"},
    )
    assert ">Nollvision om suicid i Västra Götaland</a>" in reply.text
    assert '<small class="name">pgid:goal/harryda-2019-2022/adults-1.1</small>' in reply.text
