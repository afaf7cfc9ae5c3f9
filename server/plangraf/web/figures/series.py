"""National figures beside an indicator: for each series a table, a chart, and small charts.

Places are those of the plan (of every plan, on a series' own page) with their county, its region
and the country; the small charts are the municipalities of the county. A figure that is missing or
suppressed has no number but a status, which the table writes out; nothing is filled in.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from plangraf.catalogue.answer import rounded
from plangraf.language import swedish_order
from plangraf.store.binding import bind
from plangraf.store.interface import Term
from plangraf.web.context import Row, Visit
from plangraf.web.figures.charts import Curve, Mark, line_chart, small_chart
from plangraf.web.things import asking
from plangraf.web.things.labels import Labels
from plangraf.web.things.links import Link
from plangraf.web.things.thing import Thing

MOST_SERIES: Final = 4
_MOST_CURVES: Final = 4
_TOTAL: Final = "T"
_CALCULATED: Final = "figure-kind/calculated"


@dataclass(frozen=True)
class Value:
    """One figure: its number and the source's own text of it, or the status in its place."""

    figure: Term
    number: Decimal | None
    text: str
    status: Term | None
    calculated: bool

    @property
    def shown(self) -> Decimal | None:
        """The number for the table, rounded for reading; the text has all."""
        return None if self.number is None else rounded(self.number)


@dataclass(frozen=True)
class Small:
    """The small chart of one municipality; `own` has a plan here, `last` is its newest number."""

    area: Term
    svg: str
    last: Decimal | None
    own: bool


@dataclass(frozen=True)
class Series:
    """A series with its link from the indicator (None on its own page), table and charts.

    `rows` are places with a sex each; `path` is the series' name in addresses.
    """

    series: Term
    path: str
    link: Link | None
    unit: Term | None
    age: Term | None
    dataset: Term | None
    citation: str
    periods: tuple[Term, ...]
    rows: tuple[tuple[Term, Term], ...]
    by_sex: bool
    cells: dict[tuple[Term, Term, Term], Value]
    chart: str
    windows: bool
    smalls: tuple[Small, ...] = ()

    @property
    def calculated(self) -> bool:
        """Whether some figure was worked out by somebody else than the source."""
        return any(value.calculated for value in self.cells.values())


def national(visit: Visit, thing: Thing) -> list[Series]:
    """Return the series that answer to an indicator, most alike first; a series has itself."""
    linked: dict[Term, Link | None] = {
        k.other: k for k in thing.links if k.positive and "/series/" in str(k.other)
    }
    if "/series/" in str(thing.iri):
        linked = {thing.iri: None}
    return read_series(visit, thing.labels, linked, thing.plan)


def read_series(
    visit: Visit, labels: Labels, linked: dict[Term, Link | None], plan: Term | None = None
) -> list[Series]:
    """Return those of `linked` that have figures, MOST_SERIES at most, in their order."""
    rows = _asked(visit, "series-values", linked, plan)
    known = {row["series"] for row in rows}
    chosen = [series for series in linked if series in known][:MOST_SERIES]
    rows = [row for row in rows if row["series"] in chosen]
    places = _asked(visit, "series-places", chosen[:1], plan)
    labels.learn(
        str(row[name])
        for row in (*rows, *places)
        for name in ("series", "area", "age", "period", "status", "unit", "dataset")
        if name in row
    )
    return [
        _series(
            visit,
            labels,
            linked[s],
            [row for row in rows if row["series"] == s],
            [row for row in places if row["series"] == s],
        )
        for s in chosen
    ]


def _asked(visit: Visit, name: str, series: Iterable[Term], plan: Term | None) -> list[Row]:
    terms: dict[str, list[Term]] = {"series": list(series)}
    if not terms["series"]:
        return []
    if plan is not None:
        terms["plan"] = [plan]
    return visit.ask(bind(asking.question(name), terms))


def _series(
    visit: Visit, labels: Labels, link: Link | None, rows: list[Row], places: list[Row]
) -> Series:
    ages = Counter(row.get("age") for row in rows)
    age = max(ages, key=lambda a: (ages[a], str(a)))
    rows = [row for row in rows if row.get("age") == age]
    first = rows[0]
    series = first["series"]
    spans = {row["period"]: _days(row) for row in rows}
    periods = tuple(sorted(spans, key=lambda p: (spans[p][1], str(p))))
    codes = {row["sex"]: str(row["code"]) for row in rows}
    keys = sorted(
        {(row["area"], row["sex"]) for row in rows},
        key=lambda k: (*_rank(labels, k[0]), codes[k[1]] != _TOTAL, codes[k[1]]),
    )
    cells = {(row["area"], row["sex"], row["period"]): _value(row) for row in rows}
    curves = [
        Curve(
            _name(labels, area, sex, codes),
            tuple(_mark(spans[p], cells.get((area, sex, p))) for p in periods),
        )
        for area, sex in _drawn(keys, codes)
    ]
    title = str(labels.of(series))
    return Series(
        series,
        str(series).partition("/series/")[2],
        link,
        first.get("unit"),
        age,
        first.get("dataset"),
        _cited(visit, first),
        periods,
        tuple(keys),
        any(code != _TOTAL for code in codes.values()),
        cells,
        line_chart(curves, title, _unit(labels, first), _source(visit, rows), visit.language),
        any((last - start).days > 366 for start, last in spans.values()),
        _smalls(labels, [row for row in places if row.get("age") == age]),
    )


def _drawn(keys: list[tuple[Term, Term]], codes: dict[Term, str]) -> list[tuple[Term, Term]]:
    """Choose what is drawn: each place as a whole, and the sexes of the nearest one."""
    whole = [key for key in keys if codes[key[1]] == _TOTAL][:_MOST_CURVES]
    nearest = (whole or keys)[0][0]
    return [*whole, *(key for key in keys if key[0] == nearest and key not in whole)]


def _smalls(labels: Labels, rows: list[Row]) -> tuple[Small, ...]:
    """Return a small chart for each municipality, all on the same scale; one alone is none."""
    spans = {row["period"]: _days(row) for row in rows}
    periods = sorted(spans, key=lambda p: spans[p][1])
    numbers = {(row["area"], row["period"]): _number(row) for row in rows}
    known = [n for n in numbers.values() if n is not None]
    own = {row["area"] for row in rows if "home" in row}
    areas = labels.sorted({row["area"] for row in rows})
    if len(areas) < 2 or not known:
        return ()
    smalls = []
    for area in areas:
        row = [(spans[p], numbers.get((area, p))) for p in periods]
        last = next((n for _, n in reversed(row) if n is not None), None)
        if last is not None:
            marks = [Mark(*span, number) for span, number in row]
            smalls.append(Small(area, small_chart(marks, known), last, area in own))
    return tuple(smalls)


def _rank(labels: Labels, area: Term) -> tuple[int, str, str]:
    """Place a place: municipalities, regions, counties, the country; then by name."""
    code = str(area).rpartition("/")[2]
    kind = 3 if code == "00" else 2 if len(code) == 2 else 1 if code.startswith("00") else 0
    return kind, swedish_order(str(labels.of(area))), code


def _name(labels: Labels, area: Term, sex: Term, codes: dict[Term, str]) -> str:
    name = str(labels.of(area))
    return name if codes[sex] == _TOTAL else f"{name}, {labels.of(sex)}"


def _unit(labels: Labels, row: Row) -> str:
    return str(labels.of(row["unit"])) if "unit" in row else ""


def _cited(visit: Visit, row: Row) -> str:
    """Return the source's name as its licence wants it, the word before it in our language."""
    text = str(row.get("citation", ""))
    name = text.removeprefix("Källa: ")
    return text if name == text else f"{visit.t('Källa', 'Source')}: {name}"


def _source(visit: Visit, rows: list[Row]) -> str:
    """Name the source, and that some of what is drawn was worked out by others, where it was."""
    named = _cited(visit, rows[0])
    if not any(_value(row).calculated for row in rows):
        return named
    more = visit.t("delvis beräknat av andra", "partly calculated by others")
    return f"{named}; {more}" if named else more


def _mark(span: tuple[date, date], value: Value | None) -> Mark:
    return Mark(*span, value.number if value else None)


def _days(row: Row) -> tuple[date, date]:
    return date.fromisoformat(str(row["starts"])), date.fromisoformat(str(row["ends"]))


def _number(row: Row) -> Decimal | None:
    return Decimal(str(row["number"])) if "number" in row else None


def _value(row: Row) -> Value:
    return Value(
        row["figure"],
        _number(row),
        str(row.get("text", "")),
        row.get("status"),
        str(row.get("kind", "")).endswith(_CALCULATED),
    )
