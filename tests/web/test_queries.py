"""Saved queries over HTTP: page, files, parameters, pages of rows, validators, refusals."""

import csv
import html
import io
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote
from wsgiref.simple_server import WSGIRequestHandler, make_server

import openpyxl
import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, DictLoader
from openapi_spec_validator import OpenAPIV31SpecValidator
from rdflib import Graph

from plangraf.errors import NotAcceptable, PlangrafError, UnknownName
from plangraf.language import language_of
from plangraf.settings import Settings
from plangraf.store.interface import Answer
from plangraf.vocabulary import PGID
from plangraf.web import queries
from plangraf.workspace import Workspace
from tests.catalogue.conftest import DATA, FILES, GOALS, lay
from tests.catalogue.test_parameters import INJECTIONS
from tests.packaging.frontend import fetch, load

MANY = 6_001
GRAMMARS = Path(__file__).parents[1] / "grammars"
BASE = (
    "<!doctype html><title>{% block title %}{% endblock %}</title>{% block content %}{% endblock %}"
)
NUMBERS = """#+ title: {sv: Tal, en: Numbers}
#+ summary: Tal
#+ sentence: {sv: "Vilka tal?", en: "Which numbers?"}
#+ columns: {n: {label: {sv: Tal, en: Number}, type: integer}}
#+ pagination: 10
SELECT ?n WHERE { VALUES ?n { %s } } ORDER BY ?n
"""
REQUIRED = """#+ title: {sv: Ord, en: Word}
#+ summary: Ord
#+ sentence: {sv: "Vilket ord är {word}?", en: "Which word is {word}?"}
#+ params: {word: {label: {sv: Ord, en: Word}}}
#+ columns: {w: {label: {sv: Ord, en: Word}}}
SELECT ?w WHERE { BIND(?_word AS ?w) } ORDER BY ?w
"""


class Counting:
    """A runner that counts what it is asked."""

    def __init__(self, workspace: Workspace):
        self.asked = 0
        self._inner = workspace.store

    def query(self, text: str) -> Answer:
        self.asked += 1
        return self._inner.query(text)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    root = tmp_path_factory.mktemp("content")
    for folder in ("ontology", "shapes", "data/plans"):
        (root / folder).mkdir(parents=True)
    (root / "data" / "plans" / "all.ttl").write_text(DATA, "utf-8")
    some, many = (" ".join(map(str, range(1, n + 1))) for n in (25, MANY))
    extra = {
        "goals/numbers.rq": NUMBERS % some,
        "goals/many.rq": NUMBERS % many,
        "goals/word.rq": REQUIRED,
    }
    lay(root, FILES | extra)
    workspace = Workspace(Settings(), root)
    made = Flask("plangraf.web")
    assert made.jinja_loader is not None
    made.jinja_loader = ChoiceLoader([DictLoader({"base.html": BASE}), made.jinja_loader])
    made.extensions["counting"] = Counting(workspace)
    queries.install(made, workspace, runner=made.extensions["counting"])

    @made.errorhandler(PlangrafError)
    def told(error: PlangrafError) -> Response:
        status = {UnknownName: 404, NotAcceptable: 406}.get(type(error), 400)
        words = error.render(language_of(request.args.get("lang")))
        return Response(words, status, content_type="text/plain; charset=utf-8")

    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


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


def test_languages_and_parameters_have_validators_of_their_own(client: FlaskClient) -> None:
    paths = ("", "?lang=en", "?plan=1401", "?page=1", "?profile=excel-sv")
    tags = {client.get(f"/queries/goals-of-plan.csv{p}").headers["ETag"] for p in paths}
    assert len(tags) == len(paths)
    one, other = (client.get(f"/queries/goals-of-plan.csv?plan={p}") for p in ("1401", "Härryda"))
    assert one.headers["ETag"] == other.headers["ETag"]


def test_a_permalink_tells_when_the_data_has_changed(client: FlaskClient) -> None:
    page = client.get("/queries/goals-of-plan.html?plan=1401").text
    found = re.search(r'href="http://localhost([^"]+version=(\w+))"', page)
    assert found
    assert (
        "har ändrats"
        not in client.get(found[1].replace("&amp;", "&"), headers={"Accept": "text/html"}).text
    )
    assert "har ändrats" in client.get("/queries/goals-of-plan.html?version=0000").text


def test_a_download_is_an_attachment(client: FlaskClient) -> None:
    headers = client.get("/queries/goals-of-plan.csv?download=1").headers
    assert headers["Content-Disposition"] == 'attachment; filename="goals-of-plan.csv"'


def test_links_keep_a_prefix(client: FlaskClient) -> None:
    page = client.get("/queries/goals-of-plan.html", base_url="http://host/below").text
    assert 'href="/below/id/goal/harryda-2019/g1"' in page
    assert 'href="/below/queries/goals-of-plan.csv"' in page
    assert "http://host/below/queries/goals-of-plan.csv" in page
    assert 'href="/queries' not in page


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


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(app: Flask) -> Iterator[str]:
    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def snippet(
    client: FlaskClient, served: str, key: str, path: str = "/queries/goals-of-plan.html?plan=1401"
) -> str:
    page = client.get(path, base_url=served).text
    found = re.search(rf'data-snippet="{key}"[^>]*><code>(.*?)</code>', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def test_the_curl_snippet_runs(client: FlaskClient, served: str, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    code = snippet(client, served, "curl")
    subprocess.run(["bash", "-c", code], cwd=tmp_path, check=True, timeout=30)
    text = (tmp_path / "svar.csv").read_bytes().decode()
    assert [row["goal"] for row in rows(text)] == [
        f"{PGID}goal/harryda-2019/{goal}" for goal in ("g1", "g2")
    ]


def test_the_python_snippet_runs(client: FlaskClient, served: str, tmp_path: Path) -> None:
    """With a stand-in where pandas is not installed: the line itself is what is tested."""
    code = snippet(client, served, "python")
    stand_in = (
        "import csv, io, urllib.request\n"
        "def read_csv(address):\n"
        "    text = urllib.request.urlopen(address).read().decode()\n"
        "    return list(csv.DictReader(io.StringIO(text)))\n"
    )
    (tmp_path / "pandas.py").write_text(stand_in, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
        env={"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
    )
    assert "harryda-2019/g1" in done.stdout


def test_the_javascript_snippet_runs(client: FlaskClient, served: str, tmp_path: Path) -> None:
    node, _ = load().find_node()
    path = tmp_path / "snippet.mjs"
    path.write_text(snippet(client, served, "javascript"), "utf-8")
    done = subprocess.run([node, path], capture_output=True, text=True, timeout=30, check=True)
    assert "harryda-2019/g1" in done.stdout


@pytest.fixture(scope="module")
def parse() -> Callable[[str, str], str]:
    """What a grammar has against a code: `r` for R, `m` for Power Query; empty is nothing."""
    missing = [
        p for p in ("@eagleoutice", "@microsoft", "web-tree-sitter") if not fetch(GRAMMARS, p)
    ]
    if missing:
        message = f"{missing} missing: npm ci --ignore-scripts in tests/grammars"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    node, _ = load().find_node()

    def parse(language: str, code: str) -> str:
        done = subprocess.run(
            [node, GRAMMARS / "parse.mjs", language],
            input=code,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert done.returncode == (1 if done.stderr else 0)
        return done.stderr

    return parse


@pytest.mark.parametrize(
    ("language", "key", "wrong"),
    [("r", "r", "answer <- read.csv("), ("m", "powerquery", "let Answer = 1 on Answer")],
)
def test_the_snippets_of_r_and_power_query_are_of_their_grammar(
    parse: Callable[[str, str], str],
    client: FlaskClient,
    served: str,
    language: str,
    key: str,
    wrong: str,
) -> None:
    assert parse(language, wrong)
    hard = f"/queries/goals-of-plan.html?word={quote(INJECTIONS[0])}"
    for path in ("/queries/goals-of-plan.html?plan=1401", hard):
        code = snippet(client, served, key, path)
        assert parse(language, code) == ""
        if language == "r" and shutil.which("Rscript"):
            subprocess.run(["Rscript", "-e", code], timeout=60, check=True)


def test_the_frame_of_the_html_snippet_may_stand_on_other_sites(
    client: FlaskClient, served: str
) -> None:
    code = snippet(client, served, "iframe")
    found = re.fullmatch(
        r'<iframe src="([^"]+)" title="Vilka mål har Handlingsplan Härryda\?"\s[^<>]*></iframe>',
        code,
    )
    assert found
    at = html.unescape(found[1]).removeprefix(served)
    shown = client.get(at, base_url=served, headers={"Accept": "text/html"})
    assert shown.status_code == 200
    assert "frame-ancestors *" in shown.headers["Content-Security-Policy"]
    assert "=Färre köar" in shown.text
    assert "<form" not in shown.text
    assert client.get("/queries/goals-of-plan.html").headers.get("Content-Security-Policy") is None


def test_the_markdown_snippet_leads_to_this_answer(client: FlaskClient, served: str) -> None:
    code = snippet(client, served, "markdown")
    picture, link = re.findall(r"\[([^]]*)\]\(([^()\s]+)\)", code)
    assert picture[0] == link[0] == "Vilka mål har Handlingsplan Härryda?"
    assert picture[1].startswith(f"{served}/queries/goals-of-plan.svg?")
    shown = client.get(link[1].removeprefix(served), headers={"Accept": "text/html"})
    assert "=Färre köar" in shown.text


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


def test_identities_stand_beside_the_labels(client: FlaskClient) -> None:
    page = client.get("/queries/goals-of-plan.html").text
    assert '<small class="name">pgid:goal/harryda-2019/g1</small>' in page
    assert '<input type="checkbox" id="names">' in page
