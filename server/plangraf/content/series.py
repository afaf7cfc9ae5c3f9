"""Reads what national series there are: Kolada's catalogue as pinned, tables of data/sources.toml.

Turns `data/statistics/catalogue/kolada.tsv` and `data/sources.toml` into entries and providers. A
series that was in an earlier snapshot of the catalogue but not in the last is withdrawn. Opens no
socket and judges nothing: what fits a plan's indicator is for `plangraf.linking` to say.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from plangraf.errors import ContentError
from plangraf.language import Text

State = Literal["listed", "withdrawn"]
CATALOGUE = Path("data/statistics/catalogue/kolada.tsv")
SOURCES = Path("data/sources.toml")
_LEVELS = {"K": ("municipality",), "L": ("region",), "A": ("municipality", "region")}
_HEADER = ["id", "title", "level", "sex", "area", "perspective", "units", "first", "last"]


@dataclass(frozen=True)
class SeriesEntry:
    """One series that can be found. `path` is its IRI below `series/`; `words` are other names."""

    path: str
    code: str
    title: str
    levels: tuple[str, ...]
    by_sex: bool = False
    words: str = ""
    area: str = ""
    perspective: str = ""
    first_seen: str = ""
    last_seen: str = ""
    state: State = "listed"

    @property
    def source(self) -> str:
        """The first part of the path: kolada, folkhalsodata, socialstyrelsen, skolverket."""
        return self.path.partition("/")[0]


@dataclass(frozen=True)
class Provider:
    """A service with its declared limits. `calls` per `seconds`; limits are None when unknown."""

    name: str
    title: Text
    protocol: str
    base: str
    dataset: str
    checked: date
    calls: int
    seconds: float
    list_limit: int | None = None
    page_size: int | None = None
    cell_limit: int | None = None
    value_limit: int | None = None
    quirks: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Table:
    """Where a series that is not Kolada's is read: provider, table, and what is selected in it."""

    series: str
    provider: str
    title: str
    table: str
    levels: tuple[str, ...]
    select: Mapping[str, list[str]]
    words: str = ""
    region: str = ""
    time: str = ""
    sex: str = ""
    sexes: Mapping[str, str] = field(default_factory=dict)
    age: str = ""
    fetched: bool = True


@dataclass(frozen=True)
class Sources:
    """Providers by name and tables by series path."""

    providers: Mapping[str, Provider]
    tables: Mapping[str, Table]


def read_kolada_catalogue(root: Path) -> tuple[SeriesEntry, ...]:
    """Read the pinned snapshots, in the file's order."""
    place = root / CATALOGUE
    lines = _text(place).splitlines()
    head = [line[2:] for line in lines if line.startswith("# ")]
    snapshots = next(line for line in head if line.startswith("snapshots: ")).split()[1:]
    codes: dict[str, dict[str, str]] = {"area": {}, "perspective": {}}
    for line in head:
        kind, _, rest = line.partition(" ")
        if kind in codes:
            number, _, text = rest.partition(":")
            codes[kind][number] = text.strip()
    body = [line.split("\t") for line in lines if not line.startswith("# ")]
    if not body or body[0] != _HEADER:
        raise _broken(place, "the columns are not " + ", ".join(_HEADER))
    return tuple(
        SeriesEntry(
            path=f"kolada/{code}",
            code=code,
            title=title,
            levels=_LEVELS[level],
            by_sex=sex == "y",
            area=codes["area"][area],
            perspective=codes["perspective"][perspective],
            first_seen=snapshots[int(first)],
            last_seen=snapshots[int(last)],
            state="listed" if int(last) == len(snapshots) - 1 else "withdrawn",
        )
        for code, title, level, sex, area, perspective, _units, first, last in body[1:]
    )


def read_sources(root: Path) -> Sources:
    """Read providers and tables; ContentError when one names what is not there."""
    place = root / SOURCES
    try:
        found: dict[str, Any] = tomllib.loads(_text(place))
        providers = {
            name: Provider(
                **{
                    **facts,
                    "name": name,
                    "title": Text(**facts["title"]),
                    "quirks": tuple(Text(**quirk) for quirk in facts.get("quirks", ())),
                }
            )
            for name, facts in found["provider"].items()
        }
        tables = {
            facts["series"]: Table(**{**facts, "levels": tuple(facts["levels"])})
            for facts in found["table"]
        }
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise _broken(place, str(error)) from None
    if unknown := {table.provider for table in tables.values()} - set(providers):
        raise _broken(place, f"no provider {', '.join(sorted(unknown))}")
    return Sources(providers, tables)


def all_series(root: Path) -> tuple[SeriesEntry, ...]:
    """Return every series that can be found: Kolada's and those of the tables."""
    tables = read_sources(root).tables.values()
    return read_kolada_catalogue(root) + tuple(
        SeriesEntry(
            path=table.series,
            code=table.table,
            title=table.title,
            levels=table.levels,
            by_sex=bool(table.sex) or table.provider == "socialstyrelsen",
            words=table.words,
        )
        for table in tables
    )


def _text(place: Path) -> str:
    try:
        return place.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(place, str(error)) from None


def _broken(place: Path, reason: str) -> ContentError:
    """Tell a catalogue that cannot be read."""
    return ContentError(
        Text(
            f"Statistikens källförteckning går inte att läsa: {reason}.",
            f"The register of statistical sources cannot be read: {reason}.",
        ),
        place=str(place),
    )
