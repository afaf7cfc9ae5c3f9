"""Turns a file of observed figures (YAML header in comments, then CSV) into an RDF Data Cube.

One file holds one series of one source and becomes one named graph. A row is a figure for area,
period, sex and, where the series has them, age. The value is a decimal to count with and, since
engines write decimals in their shortest form, the source's own text beside it. The status is kept
as the source's own word and as the SDMX code that the word means. A period keeps its label and its
bounds: a five-year window is five years, whatever year it is called by. Two rows with the same key
are a figure and its revisions: the highest `revision` is the observation, the others are kept
beside it under `…/v/{n}` and are not observations. Knows nothing of what the series measures.

A suppressed or missing figure has no `sdmx-measure:obsValue`, so that an average over a column does
not stumble; that is the one integrity constraint of the vocabulary (IC-14) that is not met.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import yaml
from rdflib import Literal

from plangraf.content.fast_yaml import LOADER
from plangraf.content.figure_extent import ends, extent, names
from plangraf.errors import ContentError
from plangraf.iris import slug
from plangraf.language import Text
from plangraf.vocabulary import PGID, PREFIXES

SUFFIX = ".observations.csv"
COLUMNS = (
    *("id", "area", "period", "start", "end", "sex", "age", "value", "status"),
    *("calculated", "revision", "retrieval", "comment"),
)
KEY = ("area", "period", "start", "end", "sex", "age")
STATUSES: Mapping[str, tuple[str, str]] = {
    "ok": ("ok", "sdmx-code:obsStatus-A"),
    "Missing": ("missing", "sdmx-code:obsStatus-M"),
    "Privacy": (
        "privacy",
        "sdmx-code:obsStatus-M ; sdmx-attribute:confStatus sdmx-code:confStatus-C",
    ),
    "Not applicable": ("not-applicable", "sdmx-code:obsStatus-M"),
    "Preliminary": ("preliminary", "sdmx-code:obsStatus-P"),
    "Break": ("break", "sdmx-code:obsStatus-B"),
    "Unstated": ("unstated", "sdmx-code:obsStatus-M"),
}
"""The source's word → (our concept, the SDMX code and, for suppressed figures, confidentiality)."""

SEXES: Mapping[str, str] = {"K": "F", "M": "M", "T": "T"}
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_YEAR, _MONTH, _SCHOOL_YEAR = (
    re.compile(pattern) for pattern in (r"[0-9]{4}", r"[0-9]{4}-[0-9]{2}", r"[0-9]{4}/[0-9]{2,4}")
)
_PREFIXES = PREFIXES | {
    "adms": "http://www.w3.org/ns/adms#",
    "sosa": "http://www.w3.org/ns/sosa/",
}


@dataclass(frozen=True)
class ObservationSet:
    """One file: its header and its rows, each a mapping of COLUMNS to text, in file order."""

    header: dict[str, Any]
    rows: tuple[dict[str, str], ...]

    @property
    def series(self) -> str:
        """The series' path below `series/`: `kolada/N61603`."""
        return str(self.header["series"])


def read_observations(text: str, place: str) -> ObservationSet:
    """Read header and rows; ContentError names file, line and column of the first mistake."""
    lines = text.splitlines()
    start = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    try:
        header = yaml.load("\n".join(line[1:] for line in lines[:start]), LOADER) or {}
    except yaml.YAMLError as error:
        raise _broken(place, 1, f"{error}") from None
    if missing := [name for name in ("series", "unit", "retrievals") if name not in header]:
        raise _broken(place, 1, f"no {', '.join(missing)} in the header")
    table = list(csv.reader(io.StringIO("\n".join(lines[start:]))))
    if not table or tuple(table[0]) != COLUMNS:
        raise _broken(place, start + 1, f"the columns are not {','.join(COLUMNS)}")
    rows = []
    for line, cells in enumerate(table[1:], start + 2):
        if len(cells) != len(COLUMNS):
            raise _broken(place, line, f"{len(cells)} cells under {len(COLUMNS)} columns")
        row = dict(zip(COLUMNS, cells, strict=True))
        _check(row, header, place, line)
        rows.append(row)
    return ObservationSet(header, tuple(rows))


def write_observations(found: ObservationSet) -> str:
    """Return the file's text, rows sorted by key and revision; reading it gives the same set."""
    out = io.StringIO()
    head = yaml.safe_dump(found.header, allow_unicode=True, sort_keys=False, width=10_000)
    out.write("".join(f"#{line}\n" for line in head.splitlines()))
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    order = ("area", "start", "end", "period", "sex", "age", "revision")
    writer.writerows(sorted(found.rows, key=lambda row: tuple(row[name] for name in order)))
    return out.getvalue()


def observations_as_turtle(text: str, place: str) -> str:
    """Return the whole file as Turtle: the data set, its periods and readings, its figures."""
    found = read_observations(text, place)
    series, ages = found.series, any(row["age"] for row in found.rows)
    out = [f"@base <{PGID}> ."]
    out += [f"@prefix {name}: <{iri}> ." for name, iri in _PREFIXES.items()]
    out.append(
        f"<dataset/{series}> a qb:DataSet ; sosa:observedProperty <series/{series}> ;"
        f" qb:structure <structure/{'figures-by-age' if ages else 'figures'}> ;"
        f" sdmx-attribute:unitMeasure <unit/{found.header['unit']}> ."
    )
    if found.header.get("snapshot"):
        out.append(f"<dataset/{series}> dcterms:type <figure-kind/snapshot> .")
    if note := found.header.get("comment"):
        out.append(f"<dataset/{series}> rdfs:comment {Literal(note, lang='en').n3()} .")
    figures = _by_key(found.rows).values()
    latest = [rows[-1] for rows in figures]
    bounds = {(row["period"], row["start"], row["end"]) for row in latest if row["value"]}
    out += extent(series, latest, sorted({period_slug(*each) for each in bounds}))
    title = str(found.header.get("title") or series)
    out += ends(
        series,
        title,
        (
            (f"{row['area']} {row['age']}", _days(row)[1], _name(series, row))
            for row in latest
            if row["value"] and row["sex"] == "T"
        ),
    )
    out += names(series, title, found.header["retrievals"])
    out += _retrievals(series, found.header["retrievals"])
    out += _periods(found.rows)
    for rows in figures:
        out += _figures(series, rows)
    return "\n".join(out) + "\n"


@lru_cache(maxsize=4096)
def period_slug(label: str, start: str, end: str) -> str:
    """Name a period by its label, and by its bounds too where the label alone would mislead."""
    name = slug(label)
    bounds = slug(start) if start == end else slug(f"{start}-{end}")
    return name if name == bounds or "/" in label else f"{name}-for-{bounds}"


@lru_cache(maxsize=4096)
def bounds_as_days(label: str, start: str, end: str) -> tuple[date, date]:
    """Return first and last day. A school year (2020/21) runs from July to June."""
    if _SCHOOL_YEAR.fullmatch(label):
        return date(int(start[:4]), 7, 1), date(int(end[:4]), 6, 30)
    first = date(int(start[:4]), int(start[5:7] or 1), 1)
    year, month = int(end[:4]), int(end[5:7] or 12)
    return first, date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _check(row: dict[str, str], header: dict[str, Any], place: str, line: int) -> None:
    """Refuse a row that could not be told apart from another kind of row."""
    if row["value"] and not _NUMBER.fullmatch(row["value"]):
        raise _broken(place, line, f"value: {row['value']} is not a number")
    if row["status"] not in STATUSES:
        raise _broken(place, line, f"status: {row['status']} is none of {', '.join(STATUSES)}")
    if not row["value"] and row["status"] == "ok":
        raise _broken(place, line, "neither value nor a reason for its absence")
    if row["sex"] not in SEXES:
        raise _broken(place, line, f"sex: {row['sex']} is none of K, M, T")
    if row["retrieval"] not in header["retrievals"]:
        raise _broken(place, line, f"retrieval: {row['retrieval']} is not in the header")
    for name in ("start", "end"):
        if not (_YEAR.fullmatch(row[name]) or _MONTH.fullmatch(row[name])):
            raise _broken(place, line, f"{name}: {row[name]} is neither a year nor a month")


def _by_key(rows: tuple[dict[str, str], ...]) -> Mapping[tuple[str, ...], list[dict[str, str]]]:
    """Group the rows by what they are a figure for; revisions in order."""
    groups: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in KEY)].append(row)
    for group in groups.values():
        group.sort(key=lambda row: int(row["revision"] or 1))
    return groups


def _retrievals(series: str, retrievals: dict[str, dict[str, str]]) -> Iterator[str]:
    """Write where and when the figures were read."""
    terms = {
        "source": ("dcterms:source", None),
        "read": ("dcterms:date", None),
        "precision": ("dcterms:description", "en"),
        "request": ("prov:used", None),
        "at": ("prov:endedAtTime", None),
        "sha256": ("schema:sha256", None),
        "client": ("schema:instrument", None),
        "http_status": ("schema:status", None),
        "received": ("schema:size", None),
    }
    for name, facts in retrievals.items():
        parts = [f"<retrieval/{series}/{name}> a prov:Activity"]
        for key, value in facts.items():
            term, language = terms[key]
            if key == "at":
                parts.append(f'{term} "{value}"^^xsd:dateTime')
            elif str(value):
                parts.append(f"{term} {Literal(str(value), lang=language).n3()}")
        yield " ; ".join(parts) + " ."


def _periods(rows: tuple[dict[str, str], ...]) -> Iterator[str]:
    """Write every period once, with the source's label and first and last day."""
    for label, start, end in sorted({(row["period"], row["start"], row["end"]) for row in rows}):
        first, last = bounds_as_days(label, start, end)
        name = Literal(label, lang="sv").n3()
        yield (
            f"<period/observed/{period_slug(label, start, end)}> a dcterms:PeriodOfTime ;"
            f" skos:prefLabel {name} ; skos:notation {Literal(label).n3()} ;"
            f' pg:edtf "{start if start == end else f"{start}/{end}"}" ;'
            f' dcat:startDate "{first}"^^xsd:date ; dcat:endDate "{last}"^^xsd:date .'
        )


def _name(series: str, row: dict[str, str]) -> str:
    """Name a figure by what it is for."""
    period = period_slug(row["period"], row["start"], row["end"])
    age = f"/{slug(row['age'])}" if row["age"] else ""
    return f"obs/{series}/{row['area']}/{period}/{row['sex']}{age}"


def _days(row: dict[str, str]) -> tuple[date, date]:
    """Return first and last day of a figure's period."""
    return bounds_as_days(row["period"], row["start"], row["end"])


def _figures(series: str, rows: list[dict[str, str]]) -> Iterator[str]:
    """Write the figure of one key and, beside it, what it replaced."""
    row = rows[-1]
    name, period = _name(series, row), period_slug(row["period"], row["start"], row["end"])
    age = f" ; sdmx-dimension:age <age/{slug(row['age'])}>" if row["age"] else ""
    revised = f" ; prov:wasRevisionOf <{name}/v/{len(rows) - 1}>" if len(rows) > 1 else ""
    yield (
        f"<{name}> a qb:Observation ; qb:dataSet <dataset/{series}> ;"
        f" sosa:observedProperty <series/{series}> ;"
        f" sdmx-dimension:refArea <area/{row['area']}> ;"
        f" sdmx-dimension:refPeriod <period/observed/{period}> ;"
        f" sdmx-dimension:sex sdmx-code:sex-{SEXES[row['sex']]}{age} ; "
        f"{_content(series, row)}{revised} ."
    )
    for number, old in enumerate(rows[:-1], 1):
        before = f" ; prov:wasRevisionOf <{name}/v/{number - 1}>" if number > 1 else ""
        yield f"<{name}/v/{number}> a prov:Entity ; {_content(series, old)}{before} ."


def _content(series: str, row: dict[str, str]) -> str:
    """Write what was read for a key: value, status, how it came about."""
    concept, codes = STATUSES[row["status"]]
    parts = []
    if value := row["value"]:
        parts = [f'sdmx-measure:obsValue "{value}"^^xsd:decimal ; sosa:hasSimpleResult "{value}"']
    parts += [
        f"adms:status <observation-status/{concept}>",
        f"sdmx-attribute:obsStatus {codes}",
        f"prov:wasGeneratedBy <retrieval/{series}/{row['retrieval']}>",
    ]
    if row["id"]:
        parts.append(f"dcterms:identifier {Literal(row['id']).n3()}")
    if row["calculated"]:
        parts.append("dcterms:type <figure-kind/calculated>")
        parts.append(f"skos:note {Literal(row['calculated'], lang='en').n3()}")
    if row["comment"]:
        parts.append(f"rdfs:comment {Literal(row['comment'], lang='en').n3()}")
    return " ; ".join(parts)


def _broken(place: str, line: int, reason: str) -> ContentError:
    """Tell a mistake in a file of figures."""
    return ContentError(
        Text(f"Siffrorna går inte att läsa: {reason}.", f"The figures cannot be read: {reason}."),
        place=f"{place}:{line}",
    )
