"""What reading a file gives: records, notes, the mappings used, and where all of it came from."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from plangraf.plans.found.mapping import TableMapping
from plangraf.plans.records import Notes, Record


@dataclass(frozen=True)
class Source:
    """The file a plan was read from. `modified` is its own date (ISO), "" where it has none."""

    name: str
    sha256: str
    size: int
    modified: str = ""


def source_of(data: bytes, name: str, modified: str = "") -> Source:
    """Describe a file by its bytes."""
    return Source(name, hashlib.sha256(data).hexdigest(), len(data), modified)


@dataclass(frozen=True)
class TableRead:
    """What became of one table: its mapping, and its rows counted by what they were."""

    mapping: TableMapping
    rows: int
    sections: int
    left: Counter[str] = field(default_factory=Counter)


@dataclass
class Reading:
    """One file, read. `form` is true for the plan's own form, `complete` for a whole export."""

    source: Source
    records: list[Record]
    notes: Notes
    tables: list[TableRead] = field(default_factory=list)
    form: bool = False
    complete: bool = False
    titles: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Wishes:
    """What the caller says of the plan beside the file."""

    plan: str = ""
    title: str = ""
    publisher: str = ""
    period: str = ""
    level: str = ""
    area: str = ""
    on: date | None = None
    evidence: bool = True
