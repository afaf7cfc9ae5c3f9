"""An answer sorted, and crossed to a table of rows by columns."""

import io
import re

import openpyxl
import pytest
from flask.testing import FlaskClient

from tests.web.queries.conftest import MANY, rows


@pytest.mark.parametrize(
    ("sort", "goals"),
    [
        (
            "goalLabel",
            ["=Färre köar", "Fler; &#34;trygga&#34; &amp; &lt;glada&gt;", "Stöd åt alla"],
        ),
        (
            "-position",
            ["Stöd åt alla", "Fler; &#34;trygga&#34; &amp; &lt;glada&gt;", "=Färre köar"],
        ),
        # One goal has a share; those without come last in both directions, as they stood.
        ("share", ["=Färre köar", "Fler; &#34;trygga&#34; &amp; &lt;glada&gt;", "Stöd åt alla"]),
        ("-share", ["=Färre köar", "Fler; &#34;trygga&#34; &amp; &lt;glada&gt;", "Stöd åt alla"]),
    ],
)
def test_a_column_sorts_by_its_address(client: FlaskClient, sort: str, goals: list[str]) -> None:
    page = client.get(f"/queries/goals-of-plan.html?sort={sort}").text
    assert re.findall(r'<a href="/id/goal/[^"]+">([^<]+)</a>', page) == goals
    direction = "descending" if sort.startswith("-") else "ascending"
    assert f'data-field="{sort.removeprefix("-")}"' in page
    assert page.count("aria-sort=") == 1
    assert f'aria-sort="{direction}"' in page


def test_an_answer_too_large_to_keep_is_sorted_by_the_engine(client: FlaskClient) -> None:
    page = client.get("/queries/many.html?sort=-n&page=2").text
    numbers = re.findall(r'data-value="(\d+)"', page)
    assert numbers == [str(n) for n in range(MANY - 10, MANY - 20, -1)]
    assert 'href="/queries/many?sort=-n&amp;page=3"' in page
    assert rows(client.get("/queries/many.csv?sort=-n").text)[0] == {"n": str(MANY)}


def test_a_cross_table_counts_and_sums(client: FlaskClient) -> None:
    at = "/queries/goals-of-plan"
    asked = "rows=goalLabel&columns=due"
    table = rows(client.get(f"{at}.csv?{asked}").text)
    assert table == [
        {"goalLabel": "=Färre köar", "2022-12-31": "1", "–": "0", "total": "1"},
        {"goalLabel": 'Fler; "trygga" & <glada>', "2022-12-31": "0", "–": "1", "total": "1"},
        {"goalLabel": "Stöd åt alla", "2022-12-31": "0", "–": "1", "total": "1"},
        {"goalLabel": "Summa", "2022-12-31": "1", "–": "2", "total": "3"},
    ]
    summed = rows(client.get(f"{at}.csv?{asked}&show=position").text)
    assert [row["total"] for row in summed] == ["1", "2", "3", "6"]
    said = rows(client.get(f"{at}.csv?{asked}&show=share").text)
    assert said[0] == {"goalLabel": "=Färre köar", "2022-12-31": "0.5", "–": ""}
    page = client.get(f"{at}.html?{asked}&lang=sv").text
    assert '<a href="/id/goal/harryda-2019/g1">=Färre köar</a>' in page
    assert f'href="{at}.xlsx?rows=goalLabel&amp;columns=due&amp;show=count"' in page
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{at}.xlsx?{asked}").data))["Svar"]
    assert [cell.value for cell in sheet[1]] == ["Mål", "2022-12-31", "–", "Summa"]
    assert [cell.value for cell in sheet[5]] == ["Summa", 1, 2, 3]


@pytest.mark.parametrize(
    "asked",
    ["sort=nothing", "rows=goalLabel", "rows=goalLabel&columns=goalLabel", "rows=a&columns=b"],
)
def test_a_layout_that_cannot_be_is_told(client: FlaskClient, asked: str) -> None:
    assert client.get(f"/queries/goals-of-plan.csv?{asked}").status_code == 400
    page = client.get(f"/queries/goals-of-plan.html?{asked}")
    assert page.status_code == 400
    assert 'role="alert"' in page.text


def test_a_cross_table_has_no_rdf(client: FlaskClient) -> None:
    asked = "rows=goalLabel&columns=due"
    assert client.get(f"/queries/goals-of-plan.ttl?{asked}").status_code == 400
