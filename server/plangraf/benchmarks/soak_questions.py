"""What a soak asks: every saved query with its default values, and questions meant to hurt.

Saved queries and the content → requests. A saved query is asked in two ways: at its own address,
where the answer is kept from one time to the next, and as text at /sparql, where a worker runs it
every time. Knows nothing of who asks and when.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from plangraf.catalogue.parameters import read_values
from plangraf.catalogue.running import bound_text, options_of
from plangraf.workspace import Workspace

_RESULTS: Final = "application/sparql-results+json, application/problem+json;q=0.9, */*;q=0.1"
_ANY: Final = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
_DEEP: Final = 10_000
_LONG: Final = 5_000_000

HOSTILE: Final = {
    "regex": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f "
    'FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "^(([a-z])+.)+[A-Z]([a-z])+$")) }',
    "cross-product": f"SELECT (COUNT(*) AS ?n) {{ {_ANY} . ?j ?k ?l }}",
    "unbounded-path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?c (!<x:y>)* ?d }",
    "huge-sort": f"SELECT * {{ {_ANY} }} ORDER BY ?i ?f ?c ?a",
    "huge-construct": f"CONSTRUCT {{ ?a ?e ?i . ?d ?h ?c }} WHERE {{ {_ANY} }}",
    "nested-brackets": "ASK { FILTER " + "(" * _DEEP + "1" + ")" * _DEEP + " }",
    "long-text": "ASK { " + "?s ?p ?o . " * (_LONG // 11) + "}",
}
"""Each ends at a bound of its own: time, memory, nesting, length."""


@dataclass(frozen=True)
class Question:
    """One request. `way` is "kept", "run" or "hostile"; a text is POSTed, without one it is GET."""

    name: str
    way: str
    path: str
    text: str = ""

    @property
    def method(self) -> str:
        """The method of the request."""
        return "POST" if self.text else "GET"

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the request."""
        kind = {"Content-Type": "application/sparql-query"} if self.text else {}
        return {"Accept": _RESULTS, **kind}


def honest(workspace: Workspace) -> list[Question]:
    """Return every saved query with the values that its file tries it with, in both ways."""
    return list(_honest(workspace))


def hostile(names: Sequence[str] = tuple(HOSTILE)) -> list[Question]:
    """Return the hostile questions, in the order given."""
    return [Question(name, "hostile", "/sparql", HOSTILE[name]) for name in names]


def _honest(workspace: Workspace) -> Iterator[Question]:
    store = workspace.store
    for query in workspace.catalogue.queries:
        given = query.tests.params
        values = read_values(query, given, lambda parameter: options_of(parameter, store, "sv"))
        asked = urlencode(given, doseq=True)
        yield Question(query.name, "kept", f"/queries/{query.name}?format=json&{asked}")
        yield Question(query.name, "run", "/sparql", bound_text(query, values))
