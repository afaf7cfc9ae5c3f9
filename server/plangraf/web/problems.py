"""Errors as answers: one table from the error tree to statuses, one document in three forms.

`application/problem+json` (RFC 9457) for those who name JSON, HTML for browsers, otherwise plain
text whose first line is a sentence: editors print it as it is. Nothing of a stack ever leaves.
"""

import json
import logging
from dataclasses import dataclass
from typing import Final

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from plangraf import errors
from plangraf.errors import PlangrafError
from plangraf.language import Text
from plangraf.sparql.exchange import ClientGone
from plangraf.sparql.formats import FORMATS
from plangraf.sparql.negotiation import choose
from plangraf.web.speaking import language

_LOG: Final = logging.getLogger(__name__)
_TYPES: Final = "https://w3id.org/plangraf/problem/"


@dataclass(frozen=True)
class Row:
    """One row of the table: an error class, its status, the name of the problem and its title."""

    kind: type[PlangrafError]
    status: int
    name: str
    title: Text


TABLE: Final = (
    Row(errors.BadQuery, 400, "bad-query", Text("Frågan går inte att läsa", "Unreadable query")),
    Row(errors.ParameterError, 400, "bad-parameter", Text("Fel parameter", "Wrong parameter")),
    Row(errors.NotAuthorised, 401, "no-token", Text("Ogiltig nyckel", "No valid token")),
    Row(errors.Refused, 403, "refused", Text("Inte tillåtet", "Not allowed")),
    Row(errors.UnknownName, 404, "unknown", Text("Finns inte", "Not found")),
    Row(errors.Outdated, 412, "outdated", Text("Ändrad av någon annan", "Changed by someone else")),
    Row(errors.Superseded, 410, "superseded", Text("Data har ändrats", "The data have changed")),
    Row(errors.NotAcceptable, 406, "no-such-format", Text("Formatet finns inte", "No such format")),
    Row(errors.TooLarge, 413, "too-large", Text("För stort", "Too large")),
    Row(errors.UnsupportedMedia, 415, "unread-type", Text("Okänd typ", "Unsupported type")),
    Row(errors.Misplaced, 422, "misplaced", Text("Hör inte hemma här", "Does not belong here")),
    Row(errors.UnreadableInput, 400, "unreadable", Text("Går inte att läsa", "Unreadable input")),
    Row(errors.WrongUse, 400, "wrong-use", Text("Felaktigt anrop", "Incorrect request")),
    Row(
        errors.QueryTimeout, 503, "query-timeout", Text("Frågan tog för lång tid", "Query timeout")
    ),
    Row(errors.MemoryExceeded, 503, "query-too-big", Text("Frågan är för stor", "Query too large")),
    Row(errors.TooManyRequests, 429, "too-many", Text("För många frågor", "Too many requests")),
    Row(errors.Overloaded, 503, "busy", Text("Servern är upptagen", "The server is busy")),
    Row(errors.LimitReached, 503, "limit", Text("En gräns är nådd", "A limit was reached")),
    Row(ClientGone, 499, "gone", Text("Avbruten", "Cancelled")),
    Row(errors.StoreError, 500, "store", Text("Fel i lagret", "The store failed")),
    Row(errors.PlangrafError, 500, "fault", Text("Fel hos oss", "Error on our side")),
)
_STORE_STATUS: Final = {
    "refused": 502,
    "unreachable": 503,
    "busy": 503,
    "undone": 503,
    "unsure": 503,
    "slow": 504,
    "full": 507,
}
_DETAILS: Final = ("line", "column", "excerpt", "engine", "name", "nearest", "retry_after", "kind")
_RETRY: Final = {429: 2, 503: 10}
_OFFERS: Final = (FORMATS["text"], FORMATS["problem"], FORMATS["html"])
_HTTP: Final = {
    404: Text("Sidan finns inte.", "There is no such page."),
    405: Text("Metoden {method} går inte här.", "The method {method} cannot be used here."),
    413: Text("Kroppen är för stor.", "The body is too large."),
}
_HTTP_TITLES: Final = {
    400: Text("Felaktigt anrop", "Incorrect request"),
    401: Text("Ogiltig nyckel", "No valid token"),
    403: Text("Inte tillåtet", "Not allowed"),
    404: Text("Sidan finns inte", "Page not found"),
    405: Text("Metoden går inte här", "Method not allowed"),
    406: Text("Formatet finns inte", "No such format"),
    408: Text("Anropet tog för lång tid", "Request timeout"),
    410: Text("Sidan finns inte längre", "Page gone"),
    411: Text("Längden saknas", "Length required"),
    412: Text("Villkoret är inte uppfyllt", "Precondition failed"),
    413: Text("För stort", "Too large"),
    414: Text("Adressen är för lång", "Address too long"),
    415: Text("Okänd typ", "Unsupported type"),
    416: Text("Delen finns inte", "No such part"),
    417: Text("Förväntan går inte att uppfylla", "Expectation failed"),
    422: Text("Går inte att läsa", "Unreadable input"),
    429: Text("För många frågor", "Too many requests"),
    431: Text("Huvudet är för stort", "Header too large"),
    501: Text("Metoden är okänd", "Unknown method"),
    503: Text("Servern är upptagen", "The server is busy"),
}
_OTHER_TITLES: Final = (
    Text("Felaktigt anrop", "Incorrect request"),
    Text("Fel hos oss", "Error on our side"),
)


def row_of(error: PlangrafError) -> Row:
    """Return the first row that fits an error."""
    return next(row for row in TABLE if isinstance(error, row.kind))


def status_of(error: PlangrafError) -> int:
    """Return the status of an error."""
    row = row_of(error)
    if isinstance(error, errors.StoreError):
        return _STORE_STATUS.get(error.kind, row.status)
    return int(getattr(error, "status", row.status))


def answer_error(error: PlangrafError) -> Response:
    """Turn an error into an answer in the form that the caller reads."""
    row, status = row_of(error), status_of(error)
    if status >= 500 and not isinstance(error, errors.LimitReached):
        _LOG.error("%s %s: %s", request.method, request.path, error.render("en"))
    response = _document(error, status, row.name, row.title)
    if status in _RETRY:
        response.headers["Retry-After"] = str(getattr(error, "retry_after", _RETRY[status]))
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="plangraf"'
    return response


def _answer_http(error: HTTPException) -> Response:
    """Turn a status of the framework into the same document."""
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    title = _HTTP_TITLES.get(status, _OTHER_TITLES[status >= 500])
    known = _HTTP.get(status, Text(f"{title.sv}.", f"{title.en}."))
    told = PlangrafError(known.format(method=request.method))
    response = _document(told, status, f"http-{status}", title)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _answer_fault(error: Exception) -> Response:
    """Tell a fault of ours without telling how it looks inside; the log has the rest."""
    if isinstance(error, HTTPException):
        return _answer_http(error)
    _LOG.exception("%s %s", request.method, request.path)
    told = PlangrafError(
        Text("Något gick fel hos oss.", "Something went wrong on our side."),
        remedy=Text("Felet är loggat.", "The fault has been logged."),
    )
    return _document(told, 500, "fault", Text("Fel hos oss", "Error on our side"))


def _document(error: PlangrafError, status: int, name: str, title: Text) -> Response:
    spoken = language()
    detail, excerpt = error.render(spoken), str(getattr(error, "excerpt", ""))
    try:
        key = choose(_OFFERS, request.headers.get("Accept")).format.key
    except errors.NotAcceptable:
        key = "text"
    if key == "problem":
        extras = {field: getattr(error, field) for field in _DETAILS if getattr(error, field, None)}
        body = json.dumps(
            {
                "type": _TYPES + name,
                "title": title.in_(spoken),
                "status": status,
                "detail": detail,
                **extras,
            },
            ensure_ascii=False,
        )
    elif key == "html":
        body = render_template(
            "problem.html", title=title.in_(spoken), detail=detail, excerpt=excerpt, status=status
        )
    else:
        body = f"{detail}\n" + (f"\n{excerpt}\n" if excerpt else "")
    response = make_response(body, status)
    response.headers["Content-Type"] = f"{FORMATS[key].media}; charset=utf-8"
    if key == "problem":
        response.headers["Content-Type"] = FORMATS[key].media
    response.headers["Content-Language"] = spoken
    response.headers["Cache-Control"] = "no-store"
    return response


def install(app: Flask) -> None:
    """Answer every error of an application this way."""
    app.register_error_handler(PlangrafError, answer_error)
    app.register_error_handler(RequestEntityTooLarge, _answer_http)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_fault)
