"""Why no rows, on pages and in the API: asks the pool in short questions, and tells it as JSON.

`explain=empty` answers not the query but the question about it: is the answer empty, which step
empties it, which values are nearest.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from flask import Response, current_app, make_response

from plangraf.catalogue.definition import SavedQuery
from plangraf.catalogue.parameters import Values
from plangraf.catalogue.running import bound_text
from plangraf.sparql.emptiness import Emptiness, explain
from plangraf.sparql.pooled import PooledStore
from plangraf.store.interface import EVERYTHING, Answer, Dataset
from plangraf.web.site import EXTENSION, site

_SECONDS: Final = 4.0
_ONE: Final = {"rows": 2_000, "size": 4_000_000, "seconds": 2.0}


class _Short:
    """The pool, within bounds of seconds, and within the query's own dataset."""

    def __init__(self, dataset: Dataset):
        self._store = PooledStore(site().runner, **_ONE)  # type: ignore[arg-type]
        self._dataset = dataset

    def query(self, text: str) -> Answer:
        """Answer one short question."""
        return self._store.query(text, dataset=self._dataset)


def why_empty(text: str, dataset: Dataset = EVERYTHING) -> Emptiness | None:
    """Tell why a query has no rows; None when that cannot be told in time."""
    if EXTENSION not in current_app.extensions:
        return None
    return explain(text, _Short(dataset), _SECONDS)


def asked_why(parameters: Mapping[str, str]) -> bool:
    """Whether a request has `explain=empty`."""
    return parameters.get("explain") == "empty"


def saved_why(query: SavedQuery, values: Values, dataset: Dataset, *, empty: bool) -> Response:
    """Answer `explain=empty` for a saved query with its values, on the dataset it was asked on."""
    why = why_empty(bound_text(query, values), dataset) if empty else None
    response = make_response(told_as_json(empty, why, values.language))
    response.headers["Content-Type"] = "application/json"
    response.headers["Cache-Control"] = "no-store"
    return response


def told_as_json(empty: bool, why: Emptiness | None, language: str) -> bytes:
    """Return the answer to `explain=empty`."""
    content: Mapping[str, Any] = {"empty": empty}
    if empty and why is None:
        content = {"empty": True, "explained": False}
    elif empty and why is not None:
        content = {
            "empty": True,
            "explained": True,
            "step": why.step,
            "line": why.line,
            "column": why.column,
            "cause": why.cause.key,
            "message": why.cause.message.sv if language == "sv" else why.cause.message.en,
            "nearest": list(why.cause.nearest),
        }
    return (json.dumps(content, ensure_ascii=False) + "\n").encode()
