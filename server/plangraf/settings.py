"""What can be set, read once at the start and handed down; no layer below reads the environment.

Order for every setting: command line → environment (`PLANGRAF_…`) → the value given here.
"""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Final

from plangraf.errors import WrongUse
from plangraf.language import Text

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


@dataclass(frozen=True)
class Settings:
    """All settings of one run. `store` is a folder, a URL, or None for a store in memory.

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
