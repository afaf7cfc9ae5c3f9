"""Keeps the answers of services on disk, so that a run that was cut short goes on where it stopped.

Turns (request, answer) into a row of an SQLite file and a body named by its hash: the same body is
kept once. A body is written beside its name and moved there, and its row follows after, so that a
process killed at any moment leaves nothing half. Knows nothing of what is in the answers.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plangraf.statistics.exchange import Received, Request

_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
  key TEXT PRIMARY KEY, method TEXT NOT NULL, url TEXT NOT NULL, status INTEGER NOT NULL,
  at TEXT NOT NULL, sha256 TEXT NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL
)"""


@dataclass(frozen=True)
class Kept:
    """What is kept of one answer, with what it takes to ask whether it still holds."""

    received: Received
    etag: str
    modified: str


class Keeper:
    """A folder of kept answers; safe to be killed at any time, one writer."""

    def __init__(self, folder: Path):
        self._bodies = folder / "bodies"
        self._bodies.mkdir(parents=True, exist_ok=True)
        self._rows = sqlite3.connect(folder / "answers.sqlite", isolation_level=None)
        self._rows.execute("PRAGMA journal_mode=WAL")
        self._rows.execute(_TABLE)

    def find(self, request: Request) -> Kept | None:
        """Return the kept answer to a request; None too when its body is gone."""
        row = self._rows.execute(
            "SELECT status, at, sha256, etag, modified FROM answers WHERE key = ?", (request.key,)
        ).fetchone()
        if row is None:
            return None
        status, at, sha256, etag, modified = row
        path = self._path(sha256)
        if not path.exists():
            return None
        received = Received(request, status, path.read_bytes(), at, kept=True)
        return Kept(received, etag, modified) if received.sha256 == sha256 else None

    def keep(self, received: Received, etag: str = "", modified: str = "") -> None:
        """Keep an answer in the place of an earlier one to the same request."""
        path = self._path(received.sha256)
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            beside = path.with_suffix(".part")
            beside.write_bytes(received.content)
            beside.replace(path)
        request = received.request
        self._rows.execute(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(request.key, request.method, request.url, received.status),
                *(received.at, received.sha256, etag, modified),
            ),
        )

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()

    def _path(self, sha256: str) -> Path:
        return self._bodies / sha256[:2] / sha256


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Return where answers are kept between runs, after the XDG base directories."""
    home = environment.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "plangraf" / "answers"
