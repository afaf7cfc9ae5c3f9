"""What may be given to a saved query, and that nothing can be injected."""

import json
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.catalogue.test_parameters import INJECTIONS
from tests.web.queries.conftest import rows


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/queries/goals-of-plans", 404, "goals-of-plan"),
        ("/queries/goals-of-plan.csv?paln=x", 400, "Menade du plan?"),
        ("/queries/goals-of-plan.csv?plan=Tjotahejti", 400, "Tillåtna: ale-2020"),
        ("/queries/goals-of-plan.csv?plan=Handlingsplan", 400, "flera"),
        ("/queries/goals-of-plan.csv?least=abc", 400, "heltal"),
        ("/queries/goals-of-plan.csv?least=10", 400, "högst 9"),
        ("/queries/goals-of-plan.csv?page=0", 400, "page"),
        ("/queries/goals-of-plan.csv?size=99999999999", 400, "size"),
        ("/queries/goals-of-plan.csv?profile=excel-fi", 400, "excel-sv"),
        ("/queries/word.csv", 400, "word saknas"),
        ("/queries/goals-of-plan.csv?plan=Tjotahejti&lang=en", 400, "Allowed:"),
    ],
)
def test_what_is_refused_says_why(client: FlaskClient, path: str, status: int, words: str) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert words in response.text
    assert "Traceback" not in response.text


@pytest.mark.parametrize("text", INJECTIONS, ids=lambda text: ascii(text)[:30])
@pytest.mark.parametrize("name", ["plan", "least", "word"])
def test_nothing_is_injected(client: FlaskClient, name: str, text: str) -> None:
    sent = quote(text, safe="", errors="surrogatepass")
    for path in (f"{name}={sent}", f"{name}={sent}&{name}={sent}", f"{name}=Ale&{name}={sent}"):
        response = client.get(f"/queries/goals-of-plan.csv?{path}")
        assert response.status_code in (200, 400)
        if response.status_code == 200:
            assert name == "word"
            assert all(text.strip() in row["goalLabel"] for row in rows(response.text))
        page = client.get(f"/queries/goals-of-plan.html?{path}")
        assert page.status_code in (200, 400)
        assert "<script" not in page.text


@pytest.mark.parametrize("text", INJECTIONS, ids=lambda text: ascii(text)[:30])
def test_a_text_that_is_echoed_is_the_text(client: FlaskClient, text: str) -> None:
    sent = quote(text, safe="", errors="surrogatepass")
    response = client.get(f"/queries/word.json?word={sent}")
    if response.status_code == 200 and "\ud800" not in text:
        value = json.loads(response.data)["results"]["bindings"][0]["w"]["value"]
        assert value == text.strip()


def test_markup_in_a_parameter_stays_text(client: FlaskClient) -> None:
    page = client.get("/queries/word.html?word=<script>alert(1)</script>").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
