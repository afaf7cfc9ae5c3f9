"""The language of a request, and what every template is given to speak it."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from flask import Flask, g, request

from plangraf import __version__
from plangraf.language import Language, Text
from plangraf.sparql.negotiation import choose_language
from plangraf.web.site import site


def language() -> Language:
    """Return the language of this request: `?lang=` → Accept-Language → Swedish."""
    if "language" not in g:
        g.language = choose_language(
            request.args.get("lang"), request.headers.get("Accept-Language")
        )
    return cast(Language, g.language)


def t(sv: str, en: str) -> str:
    """Return one of two texts by the language of this request."""
    return Text(sv, en).in_(language())


def link(path: str, **parameters: str) -> str:
    """Return a link within the site: under its prefix, in the language that was asked for."""
    head, hash_, fragment = path.partition("#")
    asked = request.args.get("lang")
    if asked and "lang" not in parameters:
        parameters["lang"] = language()
    query = ("&" if "?" in head else "?") + urlencode(parameters) if parameters else ""
    return f"{request.script_root}{head}{query}{hash_}{fragment}"


def in_language(wanted: Language) -> str:
    """Return the address of this page in another language."""
    pairs = [(k, v) for k, v in request.args.items(multi=True) if k != "lang"]
    return f"{request.script_root}{request.path}?{urlencode([*pairs, ('lang', wanted)])}"


def install(app: Flask) -> None:
    """Give every template the words above."""

    @app.context_processor
    def words() -> dict[str, Any]:
        functions: dict[str, Callable[..., Any]] = {
            "t": t,
            "link": link,
            "in_language": in_language,
        }
        return {
            **functions,
            "language": language(),
            "root": request.script_root,
            "version": site().version,
            "release": __version__,
            "path": request.path,
        }
