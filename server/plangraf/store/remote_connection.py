"""The connection to a SPARQL server: kept open, with a login and a deadline.

Sends what is made ready elsewhere; every way in which that can fail is one of ours. The name of the
host is looked up first, within the deadline.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx

from plangraf.store.dialects import Login
from plangraf.store.lookup import require_found
from plangraf.store.remote_faults import broken_off, late, refused, unreachable


class Connection:
    """Kept connections to the server at `place`, an address with user and password if need be."""

    def __init__(self, place: str, login: Login, seconds: float):
        parts = urlsplit(place)
        user, word = unquote(parts.username or ""), unquote(parts.password or "")
        auth: httpx.Auth | None = None
        headers = {"Accept-Language": "en"}  # places of errors are read from English words
        if word and login == "bearer":
            headers["Authorization"] = f"Bearer {word}"
        elif user:
            auth = (httpx.DigestAuth if login == "digest" else httpx.BasicAuth)(user, word)
        self._http = httpx.Client(timeout=seconds, auth=auth, headers=headers, trust_env=False)
        self._seconds = seconds

    def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        *,
        query_text: str = "",
        writing: bool = False,
        **more: Any,
    ) -> httpx.Response:
        """Send one request; errors show `query_text`, and tell a write that may have been made."""
        parts = urlsplit(url)
        place = f"{parts.hostname}:{parts.port or ''}".rstrip(":")
        try:
            require_found(parts.hostname or "", parts.port or 0, self._seconds)
            response = self._http.request(method, url, headers=dict(headers), **more)
        except httpx.ConnectTimeout:
            raise unreachable(place, "connect timeout") from None
        except httpx.TimeoutException:
            raise late(place, self._seconds, writing=writing) from None
        except httpx.HTTPError as error:
            broken = writing and not isinstance(error, httpx.ConnectError)
            raise (broken_off if broken else unreachable)(place, str(error)) from None
        except OSError as error:
            raise unreachable(place, str(error)) from None
        if response.status_code >= 400:
            raise refused(place, response.status_code, response.text, query_text)
        if response.headers.get("X-SQL-State") == "S1TAT":  # Virtuoso: what it had when time was up
            raise late(place, self._seconds)
        return response

    def close(self) -> None:
        """Let go of the connections."""
        self._http.close()
