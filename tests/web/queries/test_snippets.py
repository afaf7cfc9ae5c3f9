"""Every snippet of copy-as is executed; where no interpreter is at hand, parsed."""

import html
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

import pytest
from flask import Flask
from flask.testing import FlaskClient

from plangraf.vocabulary import PGID
from tests.catalogue.test_parameters import INJECTIONS
from tests.packaging.frontend import fetch, load
from tests.waiting import PATIENCE
from tests.web.queries.conftest import rows

GRAMMARS = Path(__file__).parents[2] / "grammars"


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
    subprocess.run(["bash", "-c", code], cwd=tmp_path, check=True, timeout=PATIENCE)
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
        timeout=PATIENCE,
        check=True,
        env={"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
    )
    assert "harryda-2019/g1" in done.stdout


def test_the_javascript_snippet_runs(client: FlaskClient, served: str, tmp_path: Path) -> None:
    node, _ = load().find_node()
    path = tmp_path / "snippet.mjs"
    path.write_text(snippet(client, served, "javascript"), "utf-8")
    done = subprocess.run(
        [node, path], capture_output=True, text=True, timeout=PATIENCE, check=True
    )
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
            timeout=PATIENCE,
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
            subprocess.run(["Rscript", "-e", code], timeout=PATIENCE, check=True)


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
