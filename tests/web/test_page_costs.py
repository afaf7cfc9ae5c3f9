"""What a page costs: few questions to the store, whatever stands on it, and few bytes."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from plangraf.settings import Settings
from plangraf.sparql import service
from plangraf.sparql.changing import Change
from plangraf.sparql.exchange import QueryResult, never
from plangraf.sparql.service import QueryRequest
from plangraf.store.embedded import EmbeddedStore
from plangraf.web.app import create_app
from plangraf.web.pages import finding
from plangraf.workspace import Workspace
from tests.browser.visits import visits

_MOST_QUESTIONS = 9
_MOST_BYTES = 400_000


@dataclass
class Counting:
    """Stands in for the pool: answers in this process and counts."""

    store: EmbeddedStore
    asked: list[str] = field(default_factory=list)
    version: str = "one"

    @property
    def graphs(self) -> tuple[str, ...]:
        return tuple(self.store.graphs())

    def run(
        self,
        request: QueryRequest,
        gone: Callable[[], bool] = never,
        client: str | None = None,
    ) -> QueryResult:
        self.asked.append(request.text)
        out = io.BytesIO()
        outcome = service.answer(self.store, request, out)
        out.seek(0)
        return QueryResult(out, out.getbuffer().nbytes, outcome.kind, outcome.cut, 0.0)

    def change(self, change: Change, seconds: float | None = None) -> str:
        raise NotImplementedError

    def figures(self) -> dict[str, int]:
        return {}


@pytest.fixture(scope="module")
def counting(filled: EmbeddedStore) -> Counting:
    return Counting(filled)


@pytest.fixture(scope="module")
def client(root: Path, counting: Counting) -> Iterator[FlaskClient]:
    app = create_app(Workspace.open(Settings(content=root)), counting)
    finding.prepare(app)  # as `plangraf serve` does beside the first requests
    with app.test_client() as client:
        yield client


@pytest.mark.parametrize("path", [p for p in visits() if not p.startswith(("/queries", "/sparql"))])
def test_a_page_asks_few_questions(client: FlaskClient, counting: Counting, path: str) -> None:
    counting.asked.clear()
    reply = client.get(path, headers={"Accept": "text/html"})
    assert reply.status_code in (200, 404)
    assert len(counting.asked) <= _MOST_QUESTIONS
    assert len(reply.data) < _MOST_BYTES


def test_nobody_who_searches_waits_for_the_index(client: FlaskClient, counting: Counting) -> None:
    counting.asked.clear()
    client.get("/search?q=suicid", headers={"Accept": "text/html"})
    client.get("/search?q=housing", headers={"Accept": "text/html"})
    assert not [text for text in counting.asked if "VALUES ?property" in text]


def test_the_index_follows_the_data(client: FlaskClient, counting: Counting) -> None:
    counting.version = "two"
    counting.asked.clear()
    client.get("/search?q=suicid", headers={"Accept": "text/html"})
    assert [text for text in counting.asked if "VALUES ?property" in text]


def test_nothing_given_is_pasted_into_a_query(client: FlaskClient, counting: Counting) -> None:
    hostile = '"} ; DROP ALL #'
    counting.asked.clear()
    for path in ("/search?q={}", "/search?q=suicid&topic={}", "/compare?a={}", "/id/goal/{}"):
        client.get(path.format(hostile), headers={"Accept": "text/html"})
    assert not [text for text in counting.asked if "DROP ALL" in text]
