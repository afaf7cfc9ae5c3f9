"""The files of a saved query: by suffix, by `format`, by Accept; validators; OpenAPI."""

import io
import json

import openpyxl
import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator
from rdflib import Graph

from tests.catalogue.conftest import GOALS
from tests.web.queries.conftest import rows


@pytest.mark.parametrize(
    ("suffix", "media"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("tsv", "text/tab-separated-values; charset=utf-8"),
        ("json", "application/sparql-results+json"),
        ("xml", "application/sparql-results+xml"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("ttl", "text/turtle; charset=utf-8"),
        ("jsonld", "application/ld+json"),
        ("rq", "application/sparql-query; charset=utf-8"),
        ("html", "text/html; charset=utf-8"),
    ],
)
@pytest.mark.parametrize("name", ["goals-of-plan", "any-goals", "goal-names"])
def test_every_format_by_suffix(client: FlaskClient, name: str, suffix: str, media: str) -> None:
    if name == "any-goals" and suffix in ("ttl", "jsonld"):
        assert client.get(f"/queries/{name}.{suffix}").status_code == 406
        return
    response = client.get(f"/queries/{name}.{suffix}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, media)
    assert response.data
    if suffix != "html":
        assert response.headers["Content-Disposition"] == f'inline; filename="{name}.{suffix}"'
    again = client.get(
        f"/queries/{name}.{suffix}", headers={"If-None-Match": response.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_formats_hold_the_answer(client: FlaskClient) -> None:
    at = "/queries/goals-of-plan"
    assert [row["position"] for row in rows(client.get(f"{at}.csv").text)] == ["1", "2", "3"]
    assert len(json.loads(client.get(f"{at}.json").data)["results"]["bindings"]) == 3
    assert len(Graph().parse(data=client.get(f"{at}.ttl").data, format="turtle")) > 10
    assert client.get(f"{at}.rq").text == GOALS
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{at}.xlsx?plan=1401").data))
    assert sheet["Svar"]["A2"].hyperlink.target == "http://localhost/id/goal/harryda-2019/g1"
    about = {row[0].value: row[1].value for row in sheet["Om"].iter_rows()}
    assert str(about["Adress"]).startswith(
        "http://localhost/queries/goals-of-plan?plan=harryda-2019"
    )
    excel = client.get(f"{at}.csv?profile=excel-sv").data.decode("utf-8-sig")
    assert excel.splitlines()[0] == "Mål;Nr (st);Andel;Klar"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv; q=1.0, */*; q=0.1", "text/csv"),
        ("application/json", "application/json"),
        ("text/turtle", "text/turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
    ],
)
def test_formats_by_accept(client: FlaskClient, accept: str | None, media: str) -> None:
    headers = {"Accept": accept} if accept else {}
    response = client.get("/queries/goals-of-plan", headers=headers)
    assert response.headers["Content-Type"].split(";")[0] == media
    assert "Accept" in response.headers["Vary"]


def test_suffix_beats_format_beats_accept(client: FlaskClient) -> None:
    html = {"Accept": "text/html"}
    by_suffix = client.get("/queries/goals-of-plan.csv?format=json", headers=html)
    assert by_suffix.mimetype == "text/csv"
    by_format = client.get("/queries/goals-of-plan?format=tsv", headers=html)
    assert by_format.mimetype == "text/tab-separated-values"
    assert client.get("/queries/goals-of-plan.docx").status_code == 406


def test_languages_and_parameters_have_validators_of_their_own(client: FlaskClient) -> None:
    paths = ("", "?lang=en", "?plan=1401", "?page=1", "?profile=excel-sv")
    tags = {client.get(f"/queries/goals-of-plan.csv{p}").headers["ETag"] for p in paths}
    assert len(tags) == len(paths)
    one, other = (client.get(f"/queries/goals-of-plan.csv?plan={p}") for p in ("1401", "Härryda"))
    assert one.headers["ETag"] == other.headers["ETag"]


def test_a_download_is_an_attachment(client: FlaskClient) -> None:
    headers = client.get("/queries/goals-of-plan.csv?download=1").headers
    assert headers["Content-Disposition"] == 'attachment; filename="goals-of-plan.csv"'


def test_openapi(client: FlaskClient) -> None:
    response = client.get("/openapi.json?lang=en", base_url="http://host/below")
    document = response.get_json()
    OpenAPIV31SpecValidator(document).validate()
    assert document["servers"] == [{"url": "http://host/below"}]
    explain = {"$ref": "#/components/parameters/explain"}
    assert document["components"]["parameters"]["explain"]["schema"]["enum"] == ["empty"]
    queries = [path for path in document["paths"] if path.startswith("/queries/")]
    assert all(explain in document["paths"][path]["get"]["parameters"] for path in queries)
    for path in queries:
        assert client.get(path.replace("{format}", "rq")).status_code == 200
