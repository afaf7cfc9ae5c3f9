"""Where the outside sees the application, and who asks: from the request, or from a proxy's words.

Below a prefix, at a host, over https: `base` of the settings says so, or a proxy does with
X-Forwarded-Prefix, -Host and -Proto; X-Forwarded-For then tells who asks. A proxy is believed when
its address is among `trusted_proxies`, nobody else: anyone can send a header. Of a list, the last
entry counts, which the nearest proxy wrote, and of addresses the last that is no proxy's.
"""

import re
from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from plangraf.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PREFIX: Final = re.compile(r"(?:/[A-Za-z0-9._~-]+)+/?")
_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")
_LONGEST: Final = 50


class Placed:
    """An application that is told where the outside sees it."""

    def __init__(self, app: "WSGIApplication", settings: Settings):
        self._app = app
        self._base = urlsplit(settings.base) if settings.base else None
        self._trusted = settings.trusted_proxies

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Set SCRIPT_NAME, scheme, host and REMOTE_ADDR, then go on."""
        prefix = scheme = host = ""
        if self._believes(str(environ.get("REMOTE_ADDR", ""))):
            prefix, scheme, host = (
                _entries(environ, name)[-1] for name in ("PREFIX", "PROTO", "HOST")
            )
            environ["REMOTE_ADDR"] = self._asking(environ)
        if self._base is not None:
            prefix, scheme, host = self._base.path, self._base.scheme, self._base.netloc
        if _PREFIX.fullmatch(prefix):
            prefix = prefix.rstrip("/")
            environ["SCRIPT_NAME"] = prefix
            path = environ.get("PATH_INFO", "")
            if path == prefix or path.startswith(prefix + "/"):
                environ["PATH_INFO"] = path[len(prefix) :] or "/"
        if scheme in ("http", "https"):
            environ["wsgi.url_scheme"] = scheme
        if _HOST.fullmatch(host):
            environ["HTTP_HOST"] = host
        elif not _HOST.fullmatch(str(environ.get("HTTP_HOST", ""))):
            environ.pop("HTTP_HOST", None)  # the address of the socket is used instead
        return self._app(environ, start_response)

    def _believes(self, address: str) -> bool:
        """Say whether an address is a proxy's of ours."""
        try:
            asked = ip_address(address)
        except ValueError:
            return False
        if isinstance(asked, IPv6Address) and asked.ipv4_mapped:
            asked = asked.ipv4_mapped
        return any(asked in network for network in self._trusted)

    def _asking(self, environ: "WSGIEnvironment") -> str:
        """The address of who asks: the last in the list that is no proxy's, or the first."""
        peer = str(environ["REMOTE_ADDR"])
        for address in reversed(_entries(environ, "FOR")[-_LONGEST:]):
            try:
                peer = str(ip_address(address))
            except ValueError:
                return peer
            if not self._believes(peer):
                return peer
        return peer


def _entries(environ: "WSGIEnvironment", name: str) -> list[str]:
    """The entries of a list header; one empty entry where there is none."""
    return [part.strip() for part in str(environ.get(f"HTTP_X_FORWARDED_{name}", "")).split(",")]
