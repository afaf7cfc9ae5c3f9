"""What a client is told whose request the server refuses before the application sees it.

The server holds whole requests and refuses one that is too large by its length. Its own answer is
in English and speaks of "max_body"; this is the same refusal as a person may read it.
"""

from html import escape
from typing import Any, Final

from waitress.task import ErrorTask
from waitress.utilities import RequestEntityTooLarge

from plangraf.language import Text, language_of

_PAGE: Final = (
    '<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><title>{title}</title>'
    "<p>{title} {remedy}</p></html>\n"
)

_ALWAYS: Final = (
    ("Access-Control-Allow-Origin", "*"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
)


class Refusal(ErrorTask):
    """The refusal of a request; of one that is too large, in the words of this site."""

    request: Any
    channel: Any
    response_headers: list[tuple[str, str]]

    def execute(self) -> None:
        """Answer."""
        if isinstance(self.request.error, RequestEntityTooLarge):
            limit = self.channel.server.adj.max_request_body_size // 2
            self.request.error = _TooLarge(limit, self.request.headers)
        self.response_headers.extend(_ALWAYS)
        super().execute()


class _TooLarge:
    def __init__(self, limit: int, headers: dict[str, str]):
        self._limit = limit
        self._headers = headers

    def to_response(self, _ident: str | None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Status, headers and body."""
        language = language_of(self._headers.get("ACCEPT_LANGUAGE"))
        megabytes = f"{self._limit / 1e6:g}"
        title = Text(
            f"Det som skickades är större än {megabytes} MB, som är gränsen.",
            f"What was sent is larger than {megabytes} MB, which is the limit.",
        ).in_(language)
        remedy = Text(
            "Dela filen, till exempel en plan i varje.",
            "Split the file, for example one plan in each.",
        ).in_(language)
        body, kind = f"{title} {remedy}\n", "text/plain"
        if "text/html" in self._headers.get("ACCEPT", ""):
            body = _PAGE.format(language=language, title=escape(title), remedy=escape(remedy))
            kind = "text/html"
        headers = [("Content-Type", f"{kind}; charset=utf-8"), ("Content-Language", language)]
        return "413 Request Entity Too Large", headers, body.encode()
