"""The one door through which a query reaches another server: for SERVICE, to those on a list.

    address on the list → host resolved → every address looked at → one of them asked, and no other

The connection goes to the address that was looked at, so that a name cannot lead elsewhere in
between; redirects are not followed, no proxy of the environment is used, no login is sent. Time,
bytes and rows have bounds. Addresses of this machine, of private networks and of a link (among
them those where clouds keep their secrets) are refused unless `nearby` says otherwise.
"""

import contextlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

import httpx

from plangraf.errors import Refused, StoreError, TooLarge
from plangraf.language import Text
from plangraf.store.lookup import addresses_of

_PORTS: Final = {"http": 80, "https": 443}
_ACCEPT: Final = "application/sparql-results+json"
_AGENT: Final = "plangraf (SERVICE)"
_NAT64: Final = 0x0064FF9B << 96


@dataclass(frozen=True)
class Elsewhere:
    """The servers that may be asked, and the bounds of one question."""

    services: tuple[str, ...]
    nearby: bool
    seconds: float
    size: int
    rows: int

    def ask(self, service: str, query: str, seconds: float) -> tuple[list[str], list[Any]]:
        """Ask a server for the rows of a SELECT: names, and bindings as JSON has them."""
        if service not in self.services:
            raise _not_listed(service)
        parts = urlsplit(service)
        end = time.monotonic() + min(seconds, self.seconds)
        body = self._fetched(parts, self._address(parts, end), query, end)
        try:
            content = json.loads(body)
            names = [str(name) for name in content["head"]["vars"]]
            rows = [{str(k): dict(v) for k, v in r.items()} for r in content["results"]["bindings"]]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise _failed(service, "no SPARQL results in JSON") from None
        if len(rows) > self.rows:
            raise _too_much(service, f"{self.rows} rader", f"{self.rows} rows")
        return names, rows

    def _address(self, parts: SplitResult, end: float) -> str:
        """Resolve a host; Refused when any of its addresses is nearby."""
        host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
        if not host or not port or parts.username or parts.password:
            raise _not_listed(parts.geturl())
        try:
            addresses = addresses_of(host, port, max(0.1, end - time.monotonic()))
        except TimeoutError as error:
            raise _failed(parts.geturl(), str(error), kind="slow") from None
        except OSError as error:
            raise _failed(parts.geturl(), str(error)) from None
        if not self.nearby and not all(far(address) for address in addresses):
            raise Refused(
                Text(
                    f"{host} är en adress på serverns egen maskin eller nät, och frågas inte.",
                    f"{host} is an address on the server's own machine or network and is not "
                    "asked.",
                )
            )
        return addresses[0]

    def _fetched(self, parts: SplitResult, address: str, query: str, end: float) -> bytes:
        """Send the question to that address; reads as much as is allowed, in the time there is."""
        shown = f"[{address}]" if ":" in address else address
        port = parts.port or _PORTS[parts.scheme]
        url = f"{parts.scheme}://{shown}:{port}{parts.path or '/'}"
        headers = {"Host": parts.netloc, "Accept": _ACCEPT, "User-Agent": _AGENT}
        headers["Accept-Encoding"] = "identity"  # a small packed answer may be a very large one
        left = max(0.1, end - time.monotonic())
        try:
            with (
                httpx.Client(timeout=left, trust_env=False, follow_redirects=False) as client,
                client.stream(
                    "POST",
                    url + (f"?{parts.query}" if parts.query else ""),
                    data={"query": query},
                    headers=headers,
                    extensions={"sni_hostname": parts.hostname},
                ) as response,
            ):
                if response.status_code != 200:
                    raise _failed(parts.geturl(), f"it answered {response.status_code}")
                return b"".join(self._pieces(response, parts.geturl(), end))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise _failed(parts.geturl(), str(error) or type(error).__name__) from None

    def _pieces(self, response: httpx.Response, service: str, end: float) -> Iterator[bytes]:
        size = 0
        for piece in response.iter_raw():
            size += len(piece)
            if size > self.size:
                raise _too_much(service, f"{self.size} byte", f"{self.size} bytes")
            if time.monotonic() > end:
                raise _failed(service, f"it took longer than {self.seconds:g} s", kind="slow")
            yield piece


def far(address: str) -> bool:
    """Whether an address is one of the open internet, however it is written."""
    asked: IPv4Address | IPv6Address
    with contextlib.suppress(ValueError):
        asked = ip_address(address.partition("%")[0])
        if isinstance(asked, IPv6Address):
            inner = asked.ipv4_mapped or asked.sixtofour or (asked.teredo and asked.teredo[1])
            if int(asked) >> 32 == _NAT64 >> 32:
                inner = IPv4Address(int(asked) & 0xFFFFFFFF)
            if inner and not far(str(inner)):
                return False
        return asked.is_global and not asked.is_multicast
    return False


def _not_listed(service: str) -> Refused:
    return Refused(
        Text(
            f"SERVICE <{service}> är inte tillåten här.",
            f"SERVICE <{service}> is not allowed here.",
        ),
        remedy=Text(
            "Den som driver servern kan tillåta adressen: PLANGRAF_SERVICES.",
            "Whoever runs the server can allow the address: PLANGRAF_SERVICES.",
        ),
    )


def _failed(service: str, words: str, kind: str = "refused") -> StoreError:
    return StoreError(
        Text(
            f"SERVICE <{service}> gav inget svar: {words}.",
            f"SERVICE <{service}> gave no answer: {words}.",
        ),
        kind=kind,
        remedy=Text(
            "Skriv SERVICE SILENT om frågan klarar sig utan svaret.",
            "Write SERVICE SILENT if the query can do without the answer.",
        ),
    )


def _too_much(service: str, sv: str, en: str) -> TooLarge:
    return TooLarge(
        Text(
            f"SERVICE <{service}> svarade med mer än {sv}, som är gränsen.",
            f"SERVICE <{service}> answered with more than {en}, which is the limit.",
        ),
        remedy=Text("Begränsa mönstret inom SERVICE.", "Narrow the pattern within SERVICE."),
    )
