"""What the editor on `/sparql` asks for: words to complete from, examples, a check, names.

A check reads a text with the engine that would run it, over no data: the same refusals, in the same
words, but for the list of signs that an engine would rather have read.
"""

import json
from typing import Any, Final

from flask import Blueprint, Response, request

from plangraf.catalogue.definition import SavedQuery
from plangraf.catalogue.parameters import Values, read_values
from plangraf.errors import BadQuery, ParameterError, PlangrafError, TooLarge, WrongUse
from plangraf.language import Language, Text
from plangraf.sparql.exchange import never
from plangraf.sparql.scanning import Scan, Token
from plangraf.sparql.service import QueryRequest
from plangraf.sparql.teaching import unknown_terms
from plangraf.store.binding import bind
from plangraf.store.interface import Dataset
from plangraf.web.context import current
from plangraf.web.queries.catalogue import catalogue
from plangraf.web.queries.querying import Queries
from plangraf.web.replying import not_modified, reply, tag
from plangraf.web.site import address, client, site
from plangraf.web.sparql.completing import vocabulary_in
from plangraf.web.sparql.describing import kept, vocabulary_terms
from plangraf.web.speaking import language
from plangraf.web.things.labels import Labels

blueprint = Blueprint("editing", __name__)

_JSON: Final = "application/json"
_NOTHING: Final = Dataset(default=("urn:x-plangraf:nothing",), named=())
_SECONDS: Final = 2.0
_MOST_NAMES: Final = 500
_LONGEST_IRI: Final = 2_000


@blueprint.get("/editor/vocabulary.json")
def vocabulary() -> Response:
    """What to complete from, in the visitor's language."""
    spoken = language()
    return _kept_json(f"editor {spoken}", lambda: vocabulary_in(spoken))


@blueprint.get("/editor/examples.json")
def examples() -> Response:
    """The saved queries in their groups, with their first values bound."""
    spoken = language()
    return _kept_json(f"examples {spoken}", lambda: _examples(spoken))


@blueprint.post("/editor/check")
def check() -> Response:
    """Say where the parser stops, and which of our terms do not exist; asks no data."""
    limit = site().settings.limits.query_length
    request.max_content_length = limit * 4
    text = request.get_data(cache=False).decode("utf-8", errors="replace")
    if len(text) > limit:
        raise TooLarge(Text("Frågan är för lång.", "The query is too long."))
    scan = Scan(text)
    problem: dict[str, Any] | None = None
    try:
        with site().asking(f"check {client()}"):
            # Over no data, so that only its reading takes time.
            asked = QueryRequest(
                text, "json", _NOTHING, address("/sparql"), rows=1, seconds=_SECONDS
            )
            with site().runner.run(asked, never).body:
                pass
    except BadQuery as error:
        problem = _told(error, scan)
    except PlangrafError as error:
        problem = {"message": error.render(language()), "line": None, "column": None}
    unknown = [
        {"name": name, "nearest": nearest}
        for name, nearest in unknown_terms(scan, vocabulary_terms())
    ]
    return reply(json.dumps({"problem": problem, "unknown": unknown}), _JSON)


@blueprint.post("/editor/names")
def names() -> Response:
    """Say what things are called: a JSON list of IRIs in; names with their language out."""
    request.max_content_length = _MOST_NAMES * _LONGEST_IRI
    try:
        asked = json.loads(request.get_data(cache=False))
    except ValueError:
        asked = None
    if not isinstance(asked, list) or not all(isinstance(iri, str) for iri in asked):
        raise WrongUse(Text("En JSON-lista med IRI:er väntas.", "A JSON list of IRIs is expected."))
    if len(asked) > _MOST_NAMES:
        raise TooLarge(
            Text(
                f"Gränsen är {_MOST_NAMES} namn på en gång.",
                f"The limit is {_MOST_NAMES} names at once.",
            )
        )
    found = Labels(current()).named(asked)
    content = {iri: [str(name), name.language or ""] for iri, name in found.items()}
    return reply(json.dumps(content, ensure_ascii=False), _JSON)


def _told(error: BadQuery, scan: Scan) -> dict[str, Any]:
    """Say what stands where reading stops; what could have stood there is a long list of signs."""
    spoken, line, column = language(), error.line, error.column or 1
    if "expected" not in error.message.en or line is None:
        return {"message": error.render(spoken), "line": line, "column": error.column}
    there = _culprit(scan, (line, column))
    if there is not None:
        line, column = scan.place(there.start)
    where = Text(f"rad {line}, kolumn {column}", f"line {line}, column {column}")
    message = Text(
        f"Frågan tar slut för tidigt ({where.sv}).", f"The query ends too early ({where.en})."
    )
    if there is not None:
        name = there.text[:40]
        message = Text(
            f"”{name}” passar inte här ({where.sv}).",
            f"“{name}” does not fit here ({where.en}).",
        )
    remedy = f" {error.remedy.in_(spoken)}" if error.remedy else ""
    return {"message": message.in_(spoken) + remedy, "line": line, "column": column}


def _culprit(scan: Scan, place: tuple[int, int]) -> Token | None:
    """Return the token that reading stopped at: a bare word just before it was read in vain."""
    before = [token for token in scan.tokens if scan.place(token.start) < place]
    last = before[-1] if before and before[-1].kind == "word" else None
    if last is not None and last.text.islower() and last.text not in ("a", "true", "false"):
        return last
    return next((token for token in scan.tokens if scan.place(token.start) >= place), None)


def _kept_json(key: str, make: Any) -> Response:
    etag = tag(key)
    body = kept(key, lambda: json.dumps(make(), ensure_ascii=False, separators=(",", ":")))
    return not_modified(etag, fresh=60) or reply(body, _JSON, etag=etag, fresh=60)


def _examples(spoken: Language) -> list[dict[str, Any]]:
    queries = Queries(catalogue(), site().store, lambda: site().version)
    return [
        {
            "title": title,
            "queries": [
                {
                    "name": query.name,
                    "title": query.title.in_(spoken),
                    "sentence": query.summary if spoken == "sv" else "",
                    "query": _bound(query, queries, spoken),
                }
                for query in members
            ],
        }
        for title, members in catalogue().by_group(spoken)
    ]


def _bound(query: SavedQuery, queries: Queries, spoken: Language) -> str:
    """Return the query as it stands with its defaults, ready to run."""
    try:
        values = read_values(query, {}, lambda p: queries.options(p, spoken), spoken)
    except ParameterError:
        values = Values(spoken)
    return bind(query.body, values.terms(query))
