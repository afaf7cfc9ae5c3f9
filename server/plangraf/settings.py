"""What can be set, read once at the start and handed down; no layer below reads the environment.

Order for every setting: command line → environment (`PLANGRAF_…`) → the value given here.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Final

from plangraf.errors import WrongUse
from plangraf.language import Text

Network = IPv4Network | IPv6Network
LOOPBACK: Final[tuple[Network, ...]] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
_FORMS: Final = (
    (
        "publisher_uri",
        re.compile(r"https?://[^\s<>\"{}|\\^`]+"),
        Text("”{value}” är ingen webbadress.", "“{value}” is not a web address."),
    ),
    (
        "contact_email",
        re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII),
        Text("”{value}” är ingen e-postadress.", "“{value}” is not an e-mail address."),
    ),
)


def hash_of(token: str) -> str:
    """Return what the settings keep of a token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True)
class Limits:
    """Bounds of one query, of one check and of one client. Seconds, bytes, rows, counts."""

    query_seconds: float = 20.0
    query_memory: int = 2_000_000_000
    query_length: int = 1_000_000
    result_rows: int = 1_000_000
    result_bytes: int = 200_000_000
    upload_bytes: int = 20_000_000
    check_seconds: float = 20.0
    check_memory: int = 1_000_000_000
    check_triples: int = 200_000
    queue_length: int = 64
    per_client: int = 8
    requests_per_minute: int = 1_200
    service_seconds: float = 10.0
    service_bytes: int = 10_000_000
    service_rows: int = 10_000


@dataclass(frozen=True)
class Settings:
    """All settings of one run. `store` is a folder, a URL, or None for a store in memory.

    `trusted_proxies` are the networks whose X-Forwarded-… headers are believed. `services` are the
    addresses that SERVICE may ask; `services_nearby` lets them be on this machine or its network.
    Who publishes and whom to write to are for whoever runs the site to set; nobody is made up.
    """

    content: Path | None = None
    store: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = field(default_factory=lambda: max(2, os.cpu_count() or 2))
    writable: bool = False
    base: str = ""
    token_hash: str = ""
    publisher_name: str = ""
    publisher_uri: str = ""
    contact_email: str = ""
    trusted_proxies: tuple[Network, ...] = LOOPBACK
    services: tuple[str, ...] = ()
    services_nearby: bool = False
    limits: Limits = field(default_factory=Limits)

    def with_(self, **changes: object) -> "Settings":
        """Return a copy with the given fields changed; None is "not given" and changes nothing."""
        return replace(self, **{k: v for k, v in changes.items() if v is not None})  # type: ignore[arg-type]


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Read settings from `PLANGRAF_…` variables; WrongUse names a value that is not right."""
    found: dict[str, object] = {}
    if "PLANGRAF_CONTENT" in environment:
        found["content"] = Path(environment["PLANGRAF_CONTENT"])
    for name in ("store", "host", "base", "token_hash", "publisher_name"):
        value = environment.get(f"PLANGRAF_{name.upper()}")
        if value is not None:
            found[name] = value
    for name, form, text in _FORMS:
        value = environment.get(f"PLANGRAF_{name.upper()}", "").strip()
        if value and not form.fullmatch(value):
            raise WrongUse(text.format(value=value), place=f"PLANGRAF_{name.upper()}")
        found[name] = value
    if services := environment.get("PLANGRAF_SERVICES"):
        found["services"] = services_of(services.split(","), "PLANGRAF_SERVICES")
    nearby = environment.get("PLANGRAF_SERVICES_NEARBY", "")
    found["services_nearby"] = nearby.strip().lower() in ("1", "true", "yes", "ja")
    if proxies := environment.get("PLANGRAF_TRUSTED_PROXIES"):
        found["trusted_proxies"] = _networks("PLANGRAF_TRUSTED_PROXIES", proxies)
    for name in ("port", "workers"):
        value = environment.get(f"PLANGRAF_{name.upper()}")
        if value is not None:
            found[name] = _number(f"PLANGRAF_{name.upper()}", value, int)
    limits = {
        f.name: _number(
            f"PLANGRAF_{f.name.upper()}", environment[f"PLANGRAF_{f.name.upper()}"], f.type
        )
        for f in fields(Limits)
        if f"PLANGRAF_{f.name.upper()}" in environment
    }
    return Settings(limits=Limits(**limits), **found)  # type: ignore[arg-type]


def services_of(values: Iterable[str], place: str) -> tuple[str, ...]:
    """Read the addresses that SERVICE may ask."""
    addresses = tuple(value.strip() for value in values if value.strip())
    for address in addresses:
        if not re.fullmatch(
            r"https?://(?:[\w.-]+|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?/[^\s<>#]*", address
        ):
            raise WrongUse(
                Text(
                    f"”{address}” är ingen fullständig webbadress.",
                    f"“{address}” is not a complete web address.",
                ),
                place=place,
                remedy=Text(
                    "Skriv den som i frågan: https://värd/sökväg, utan användare och #.",
                    "Write it as in the query: https://host/path, without user and #.",
                ),
            )
    return addresses


def _networks(name: str, value: str) -> tuple[Network, ...]:
    """Read addresses and networks, separated by commas; `none` for none at all."""
    if value.strip().lower() == "none":
        return ()
    networks: list[Network] = []
    for part in value.split(","):
        try:
            networks.append(ip_network(part.strip(), strict=False))
        except ValueError:
            raise WrongUse(
                Text(
                    f"”{part.strip()}” är varken en IP-adress eller ett nät.",
                    f"“{part.strip()}” is neither an IP address nor a network.",
                ),
                place=name,
                remedy=Text(
                    "Skriv till exempel 10.0.0.5, 172.16.0.0/12 eller none.",
                    "Write, for example, 10.0.0.5, 172.16.0.0/12 or none.",
                ),
            ) from None
    return tuple(networks)


def _number(name: str, value: str, kind: object) -> float:
    """Read a positive number."""
    try:
        number = float(value) if kind is float else int(value)
        if number > 0:
            return number
    except ValueError:
        pass
    raise WrongUse(
        Text(f"”{value}” är inget positivt tal.", f"“{value}” is not a positive number."),
        place=name,
    )
