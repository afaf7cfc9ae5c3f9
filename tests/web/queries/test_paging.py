"""Pages of rows, and answers that are kept."""

import re

from flask import Flask
from flask.testing import FlaskClient

from tests.web.queries.conftest import MANY, rows


def test_pages_follow_each_other_by_links(client: FlaskClient) -> None:
    address: str | None = "/queries/numbers.csv?page=1"
    seen: list[str] = []
    while address:
        response = client.get(address)
        seen += [row["n"] for row in rows(response.text)]
        found = re.search(r'<http://localhost([^>]+)>; rel="next"', response.headers["Link"])
        address = found[1] if found else None
    assert seen == [str(n) for n in range(1, 26)]
    last = client.get("/queries/numbers.csv?page=3").headers["Link"]
    assert 'page=2>; rel="prev"' in last
    assert 'rel="next"' not in last
    assert len(rows(client.get("/queries/numbers.csv").text)) == 25
    assert len(rows(client.get("/queries/numbers.csv?size=7&page=4").text)) == 4


def test_the_page_tells_where_one_is(client: FlaskClient) -> None:
    page = client.get("/queries/numbers.html?page=2").text
    assert "11–20 av 25" in page
    assert '<a rel="prev" href="/queries/numbers">' in page
    assert '<a rel="next" href="/queries/numbers?page=3">' in page


def test_a_large_answer_is_paged_by_the_engine(client: FlaskClient) -> None:
    last = client.get("/queries/many.csv?size=1000&page=7")
    assert [row["n"] for row in rows(last.text)] == [str(MANY)]
    assert 'rel="next"' in client.get("/queries/many.csv?size=1000&page=6").headers["Link"]
    assert len(rows(client.get("/queries/many.csv").text)) == MANY
    assert "Rad 1–10" in " ".join(client.get("/queries/many.html").text.split())


def test_an_answer_is_kept(app: Flask, client: FlaskClient) -> None:
    client.get("/queries/numbers.csv")
    before = app.extensions["counting"].asked
    for path in ("numbers.csv", "numbers.json", "numbers.xlsx", "numbers?page=2", "numbers.html"):
        client.get(f"/queries/{path}")
    assert app.extensions["counting"].asked == before
