"""What every answer about saved queries shares: its formats, its headers, its validator."""

import hashlib
from collections.abc import Callable
from typing import Final, cast

from flask import Response, make_response, request

from plangraf import __version__
from plangraf.catalogue.definition import SavedQuery
from plangraf.language import Language, Text
from plangraf.web.queries.requests import asked_queries

GRAPHS: Final = ("ttl", "nt", "rdf", "jsonld")
CROSSED: Final = ("xlsx", "csv")
"""Formats that a cross table has."""

_ROWS: Final = ("json", "csv", "tsv", "xml", "xlsx", "ttl", "jsonld", "nt", "rdf", "html")
_TRIPLES: Final = ("ttl", "nt", "rdf", "jsonld", "json", "csv", "tsv", "xml", "xlsx", "html")
_TRUTH: Final = ("json", "xml", "csv", "tsv", "xlsx", "html")
_FRESH: Final = "public, max-age=60, must-revalidate"


def formats_of(query: SavedQuery) -> tuple[str, ...]:
    """Return the formats of a query's answer, the one for those who do not say first."""
    return {"ASK": _TRUTH, "SELECT": _ROWS}.get(query.form, _TRIPLES)


def spoken(language: Language) -> Callable[[str, str], str]:
    """Return the `t("svenska", "English")` of templates."""
    return lambda sv, en: Text(sv, en).in_(language)


def sent(
    body: bytes,
    content_type: str,
    key: str,
    language: Language,
    *,
    file: str = "",
    links: list[str] | None = None,
    status: int = 200,
) -> Response:
    """Return a response with its validator, its language and its place among others."""
    response = make_response(body, status)
    response.headers["Content-Type"] = content_type
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = _FRESH
    response.vary.update(("Accept", "Accept-Language"))
    if file:
        how = "attachment" if request.args.get("download") else "inline"
        response.headers["Content-Disposition"] = f'{how}; filename="{file}"'
    if links:
        response.headers["Link"] = ", ".join(links)
    if status != 200:
        return response
    version = asked_queries().data_version()
    parts = f"{__version__}|{version}|{content_type}|{language}|{request.url_root}|{key}"
    response.set_etag(hashlib.sha256(parts.encode()).hexdigest()[:24])
    return cast(Response, response.make_conditional(request))
