"""A protocol request in, a query, an update or the wish for the service description out.

SPARQL 1.1 Protocol §2.1 (query by GET, form and direct POST), §2.2 (update), §2.1.4 and §2.2.3
(datasets), and HTTP QUERY as in the 1.2 draft. Parameters that are not known are ignored, because
clients send their own. Raises for every misuse, naming it; does not look into the SPARQL text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from plangraf.errors import ParameterError, UnsupportedMedia
from plangraf.language import Text
from plangraf.store.binding import is_iri
from plangraf.store.interface import EVERYTHING, Dataset

QUERY_BODY = "application/sparql-query"
UPDATE_BODY = "application/sparql-update"
FORM_BODY = "application/x-www-form-urlencoded"
ACCEPTED_BODIES = (FORM_BODY, QUERY_BODY, UPDATE_BODY)

_UTF8 = ("utf-8", "utf8", "us-ascii", "ascii")
_FIELDS = 2000
_MARK = "\ufeff"  # which some editors write before a text

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """What a request asks for. `text` None with operation `describe`: the service description."""

    operation: str
    text: str = ""
    dataset: Dataset = EVERYTHING
    parameters: tuple[tuple[str, str], ...] = ()

    def parameter(self, *names: str) -> str | None:
        """Return the first value of the first of these parameters that is there and not empty."""
        for name in names:
            for key, value in self.parameters:
                if key == name and value:
                    return value
        return None


def read_request(method: str, query_string: bytes, content_type: str | None, body: bytes) -> Asked:
    """Read one request to the endpoint; `method` has been found to be one that it knows."""
    url = _pairs(query_string, "URL")
    if method in ("GET", "HEAD"):
        return _asked(url, (), method)
    media, utf8 = media_of(content_type)
    if media not in ACCEPTED_BODIES or not utf8:
        raise _unsupported(content_type)
    if media == FORM_BODY:
        return _asked(url, _pairs(body, "POST"), method)
    name = "query" if media == QUERY_BODY else "update"
    return _asked(url, ((name, _decoded(body)),), method)


def iris_of(pairs: Pairs, name: str) -> tuple[str, ...] | None:
    """Return the IRIs given for a dataset parameter, None when it is not given."""
    values = tuple(value for key, value in pairs if key == name and value)
    for value in values:
        if not is_iri(value):
            raise ParameterError(
                name,
                Text(
                    f"Parametern {name} ska vara en absolut IRI; ”{value[:100]}” är det inte.",
                    f"The parameter {name} must be an absolute IRI; “{value[:100]}” is not.",
                ),
            )
    return values or None


def _asked(url: Pairs, body: Pairs, method: str) -> Asked:
    """Decide the operation from the parameters of URL and body together."""
    pairs = (*url, *body)
    queries = [value.removeprefix(_MARK) for key, value in pairs if key == "query"]
    updates = [value.removeprefix(_MARK) for key, value in pairs if key == "update"]
    if queries and updates:
        raise ParameterError(
            "update",
            Text("Både query och update är givna.", "Both query and update are given."),
            remedy=Text("Skicka en av dem.", "Send one of them."),
        )
    for name, values in (("query", queries), ("update", updates)):
        if len(values) > 1:
            raise ParameterError(
                name,
                Text(
                    f"Parametern {name} är given {len(values)} gånger.",
                    f"The parameter {name} is given {len(values)} times.",
                ),
                remedy=Text("Skicka en i taget.", "Send one at a time."),
            )
    if updates:
        return _update(url, body, updates[0], method)
    if not queries:
        if method in ("GET", "HEAD"):
            return Asked("describe", parameters=tuple(pairs))
        raise ParameterError(
            "query",
            Text("Frågan saknas.", "The query is missing."),
            remedy=Text(
                "Skicka den som parametern query eller som en kropp av typen "
                "application/sparql-query.",
                "Send it as the parameter query, or as a body of type application/sparql-query.",
            ),
        )
    dataset = Dataset(iris_of(pairs, "default-graph-uri"), iris_of(pairs, "named-graph-uri"))
    return Asked("query", queries[0], dataset, tuple(pairs))


def _update(url: Pairs, body: Pairs, text: str, method: str) -> Asked:
    """An update: by POST only, never in the URL (SPARQL 1.1 Protocol §2.2)."""
    if method != "POST" or any(key == "update" for key, _ in url):
        raise ParameterError(
            "update",
            Text(
                "En uppdatering ska skickas med POST, i kroppen.",
                "An update must be sent with POST, in the body.",
            ),
        )
    pairs = (*url, *body)
    dataset = Dataset(iris_of(pairs, "using-graph-uri"), iris_of(pairs, "using-named-graph-uri"))
    return Asked("update", text, dataset, tuple(pairs))


def media_of(content_type: str | None) -> tuple[str, bool]:
    """Tell the media type of a Content-Type in lower case, and whether its charset is ours."""
    media, *parameters = (content_type or "").lower().split(";")
    charset = None
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset":
            charset = value.strip().strip('"')
    return media.strip(), charset in (None, *_UTF8)


def _pairs(data: bytes, where: str) -> tuple[tuple[str, str], ...]:
    """Decode `a=b&c=d`, strictly as UTF-8."""
    try:
        text = data.decode("utf-8" if where == "POST" else "ascii")
        return tuple(
            parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
        )
    except UnicodeDecodeError:
        raise _not_utf8() from None
    except ValueError:
        raise ParameterError(
            where, Text("För många parametrar.", "Too many parameters."), place=where
        ) from None


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise _not_utf8() from None


def _not_utf8() -> ParameterError:
    return ParameterError(
        "query",
        Text("Texten är inte UTF-8.", "The text is not UTF-8."),
        remedy=Text("Skicka den som UTF-8.", "Send it as UTF-8."),
    )


def _unsupported(content_type: str | None) -> UnsupportedMedia:
    bodies = ", ".join(ACCEPTED_BODIES)
    said = content_type or "–"
    return UnsupportedMedia(
        Text(
            f"Kroppens typ, ”{said[:100]}”, läses inte här.",
            f"The body's type, “{said[:100]}”, is not read here.",
        ),
        remedy=Text(f"Skicka någon av: {bodies}; UTF-8.", f"Send one of: {bodies}; UTF-8."),
    )
