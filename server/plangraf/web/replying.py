"""What every answer carries: validators, CORS, safety headers, compression.

Bodies come as bytes or as a query's result that is read in pieces; this module knows nothing of
what is in them. An entity tag names the state of the data and what was asked of it, so that it is
known before anything is run; it is weak, because a compressed answer bears the same.
"""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from flask import Flask, Response, make_response, request

from plangraf import __version__
from plangraf.sparql.exchange import QueryResult
from plangraf.web.site import address, site
from plangraf.web.speaking import language

_PIECE: Final = 1 << 16
_WORTH_COMPRESSING: Final = 1_000
_COMPRESSED: Final = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/sparql-results",
    "application/rdf+xml",
    "application/n-",
    "application/trig",
    "application/problem+json",
    "image/svg+xml",
)
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors {who}"
)
_SAFETY: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Content-Security-Policy": _POLICY.format(who="'self'"),
}
METHODS: Final = "GET, HEAD, POST, QUERY, PUT, DELETE, OPTIONS"
_CROSS_ORIGIN: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Link, ETag, Content-Disposition, Retry-After, Allow, Location, Plangraf-Cut, "
        "Plangraf-Hint, Plangraf-Version"
    ),
}
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": (
        "Accept, Accept-Language, Content-Type, Authorization, If-Match, If-None-Match"
    ),
    "Access-Control-Max-Age": "86400",
}
_VARY: Final = ("Accept", "Accept-Language", "Accept-Encoding", "Origin")


def tag(*parts: object) -> str:
    """Return an entity tag for what these parts name, in this state of the data."""
    named = "\0".join(str(part) for part in (__version__, site().version, address(), *parts))
    return hashlib.sha256(named.encode()).hexdigest()[:24]


def not_modified(etag: str, fresh: int = 0) -> Response | None:
    """Return the 304 answer when the caller has what the tag names; `fresh` as in `reply`."""
    if not request.if_none_match.contains_weak(etag):
        return None
    response = make_response("", 304)
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = _kept(fresh)
    return response


def reply(
    body: str | bytes | QueryResult,
    content_type: str,
    *,
    etag: str | None = None,
    file: str = "",
    links: Iterable[str] = (),
    fresh: int = 0,
) -> Response:
    """Return an answer; `fresh` is how many seconds it may be kept without asking again."""
    response = make_response("" if isinstance(body, QueryResult) else body)
    if isinstance(body, QueryResult):
        response.response = _pieces(body)
        response.headers["Content-Length"] = str(body.size)
        if body.cut:
            limits = site().settings.limits
            bound = limits.result_rows if body.cut == "rows" else limits.result_bytes
            response.headers["Plangraf-Cut"] = f"{body.cut}; limit={bound}"
    response.headers["Content-Type"] = content_type
    response.headers["Cache-Control"] = _kept(fresh) if etag else "no-store"
    response.headers["Plangraf-Version"] = site().version
    if content_type.startswith("text/html"):
        response.headers["Content-Language"] = language()
    if file:
        how = "attachment" if request.args.get("download") else "inline"
        response.headers["Content-Disposition"] = f'{how}; filename="{file}"'
    if etag:
        response.set_etag(etag, weak=True)
    for link in links:
        response.headers.add("Link", link)
    return response


def _kept(fresh: int) -> str:
    """For how many seconds an answer may be kept without asking again."""
    return f"public, max-age={fresh}, must-revalidate"


def framed_anywhere(response: Response) -> Response:
    """Let other sites show this page in a frame: only for pages that nobody can act on."""
    response.headers["Content-Security-Policy"] = _POLICY.format(who="*")
    return response


def _pieces(result: QueryResult) -> Iterator[bytes]:
    with result.body as body:
        while piece := body.read(_PIECE):
            yield piece


def _compressed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    for piece in pieces:
        if packed := packer.compress(piece):
            yield packed
    yield packer.flush()


def _compress(response: Response) -> None:
    """Compress an answer that is worth it for a caller who can read it."""
    length = response.headers.get("Content-Length", type=int)
    if (
        request.method == "HEAD"
        or response.status_code in (204, 206, 304)
        or "Content-Encoding" in response.headers
        or (length is not None and length < _WORTH_COMPRESSING)
        or not response.headers.get("Content-Type", "").startswith(_COMPRESSED)
        or not request.accept_encodings["gzip"]
    ):
        return
    response.direct_passthrough = False
    response.response = _compressed(response.iter_encoded())
    response.headers.pop("Content-Length", None)
    response.headers["Content-Encoding"] = "gzip"


def install(app: Flask) -> None:
    """Finish every answer of an application."""

    @app.after_request
    def finish(response: Response) -> Response:
        for name, value in (*_SAFETY.items(), *_CROSS_ORIGIN.items()):
            response.headers.setdefault(name, value)
        if request.method == "OPTIONS":
            for name, value in _PREFLIGHT.items():
                response.headers.setdefault(name, value)
        if response.status_code in (201, 204) and not response.content_length:
            response.headers.pop("Content-Type", None)
        response.vary.update(_VARY)
        _compress(response)
        return response
