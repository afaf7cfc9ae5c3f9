"""A small catalogue on a small store as an application, and a client of it."""

import csv
import io

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, DictLoader

from plangraf.errors import NotAcceptable, PlangrafError, UnknownName
from plangraf.language import language_of
from plangraf.settings import Settings
from plangraf.store.interface import Answer
from plangraf.web.queries import library
from plangraf.workspace import Workspace
from tests.catalogue.conftest import DATA, FILES, lay

MANY = 6_001
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
    library.install(made, workspace, runner=made.extensions["counting"])

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
