"""What a request for a saved query holds: the query at work, its values, its language."""

from typing import Final, cast

from flask import current_app, request

from plangraf.catalogue.definition import SavedQuery
from plangraf.catalogue.parameters import Values, read_values
from plangraf.language import Language
from plangraf.sparql.negotiation import choose_language
from plangraf.web.querying import Queries

EXTENSION: Final = "plangraf.queries"
_RESERVED: Final = ("lang", "format", "page", "size", "profile", "download", "version", "explain")


def asked_queries() -> Queries:
    """Return the saved queries at work in this application."""
    return cast(Queries, current_app.extensions[EXTENSION])


def asked_language() -> Language:
    """Return the language that is asked for."""
    return choose_language(request.args.get("lang"), request.headers.get("Accept-Language"))


def given() -> dict[str, list[str]]:
    """Return what was given, without what is the same for all queries."""
    return {name: request.args.getlist(name) for name in request.args if name not in _RESERVED}


def asked_values(query: SavedQuery, language: Language) -> Values:
    """Return what was given, checked; ParameterError tells what is wrong."""
    return read_values(query, given(), lambda p: asked_queries().options(p, language), language)
