"""The page of a saved query: sentence, form, table, links, permalink, in both languages."""

import html
import re

from flask.testing import FlaskClient


def test_the_library_lists_every_query_in_both_languages(client: FlaskClient) -> None:
    page = client.get("/queries").text
    for name in ("goals-of-plan", "any-goals", "goal-names"):
        assert f'href="/queries/{name}"' in page
    assert "Vilka mål har alla?" in page
    assert "Which goals has all?" in client.get("/queries?lang=en").text


def test_the_page_has_sentence_form_table_and_links(client: FlaskClient) -> None:
    response = client.get("/queries/goals-of-plan?plan=1401", headers={"Accept": "text/html"})
    page = response.text
    assert response.status_code == 200
    assert '<p class="sentence">Vilka mål har Handlingsplan Härryda?</p>' in page
    assert (
        '<input type="checkbox" name="plan" value="harryda-2019" checked> Handlingsplan Härryda'
        in page
    )
    assert '<a href="/id/goal/harryda-2019/g1">=Färre köar</a>' in page
    assert "Fler; &#34;trygga&#34; &amp; &lt;glada&gt;" in page
    assert 'href="/queries/goals-of-plan.xlsx?plan=harryda-2019"' in page
    assert "Stöd åt alla" not in page
    assert response.headers["Content-Language"] == "sv"
    assert 'rel="canonical"' in response.headers["Link"]


def test_the_page_speaks_english(client: FlaskClient) -> None:
    page = client.get("/queries/goals-of-plan?lang=en", headers={"Accept": "text/html"}).text
    assert "Fewer queue" in page
    assert '<a href="/id/goal/ale-2020/g1?lang=en" lang="sv">Stöd åt alla</a>' in page
    assert "Download" in page


def test_a_wrong_parameter_is_told_beside_its_field(client: FlaskClient) -> None:
    page = client.get("/queries/goals-of-plan.html?least=abc")
    assert page.status_code == 400
    assert 'role="alert"' in page.text
    assert re.search(r'name="least"[^>]*value="abc"[^>]*aria-invalid="true"', page.text)
    assert "<table>" not in page.text


def test_a_page_that_waits_for_a_value_is_no_mistake(client: FlaskClient) -> None:
    page = client.get("/queries/word.html")
    assert page.status_code == 200
    assert "<table>" not in page.text
    assert 'role="alert"' not in page.text
    assert "<td>hej</td>" in client.get("/queries/word.html?word=hej").text


def test_a_permalink_tells_when_the_data_has_changed(client: FlaskClient) -> None:
    page = client.get("/queries/goals-of-plan.html?plan=1401").text
    found = re.search(r'href="http://localhost([^"]+version=(\w+))"', page)
    assert found
    assert (
        "har ändrats"
        not in client.get(found[1].replace("&amp;", "&"), headers={"Accept": "text/html"}).text
    )
    assert "har ändrats" in client.get("/queries/goals-of-plan.html?version=0000").text


def test_the_page_is_a_citation(client: FlaskClient) -> None:
    """What was asked, of which version of the data, and where it is found again."""
    reply = client.get("/queries/goals-of-plan.html?plan=1401")
    permalink = re.search(r'<([^>]+)>; rel="cite-as"', reply.headers["Link"])
    assert permalink
    cited = re.search(r'<p class="citation">(.*?)</p>', reply.text, re.DOTALL)
    assert cited
    assert permalink[1] in html.unescape(cited[1])
    version = permalink[1].partition("version=")[2]
    assert f"dataversion {version}" in cited[1]
    assert "Källhänvisning" in cited[1]


def test_links_keep_a_prefix(client: FlaskClient) -> None:
    page = client.get("/queries/goals-of-plan.html", base_url="http://host/below").text
    assert 'href="/below/id/goal/harryda-2019/g1"' in page
    assert 'href="/below/queries/goals-of-plan.csv"' in page
    assert "http://host/below/queries/goals-of-plan.csv" in page
    assert 'href="/queries' not in page


def test_identities_stand_beside_the_labels(client: FlaskClient) -> None:
    page = client.get("/queries/goals-of-plan.html").text
    assert '<small class="name">pgid:goal/harryda-2019/g1</small>' in page
    assert '<input type="checkbox" id="names">' in page
