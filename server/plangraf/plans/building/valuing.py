"""Composes statuses, costs, target values and baselines: a cell → a node with its numbers.

Where a cell cannot be read, its words are kept as a note and a warning tells the place.
"""

import datetime
import re
from decimal import Decimal
from typing import Final

from rdflib import RDF, SKOS, XSD, Literal, URIRef
from rdflib.namespace import DCTERMS

from plangraf.language import Text
from plangraf.plans.building.composing import EMPTY, dated, keep, period_of
from plangraf.plans.building.graphs import Building
from plangraf.plans.cells.amounts import (
    Amount,
    read_amounts,
    says_no_amount,
    typed_amount,
)
from plangraf.plans.cells.dates import read_periods
from plangraf.plans.cells.status import read_status
from plangraf.plans.cells.targets import Value, read_values
from plangraf.plans.files.cleaning import tidy
from plangraf.plans.files.numbers_shown import spoken
from plangraf.plans.records import Cell
from plangraf.vocabulary import PG, PGID, SCHEMA

APPROXIMATE: Final = Literal("ungefärligt värde", lang="sv")


def _year(b: Building, target: URIRef, cell: Cell | None, year: int | str | None) -> None:
    text = cell.text if cell is not None else str(year or "")
    if not text:
        return
    at = cell or Cell(text, next(iter(b.places.values())))
    read = read_periods(text)
    if read is None or not read[0].edtf:
        keep(b, target, at, "time-unread")
        return
    b.add(
        target, DCTERMS.temporal, period_of(b, read[0], at, "plan"), cell.location if cell else None
    )


# --- status ------------------------------------------------------------------------------------


def status(b: Building, node: URIRef, raw: Cell, date: Cell | None, reasons: tuple[Cell, ...],
           mitigation: tuple[Cell, ...]) -> None:  # fmt: skip
    """State a dated status report of a thing."""
    known = b.lookups.concept("status-level", raw.text)
    read = (known.rpartition("/")[2], "") if known else read_status(raw.text)
    if read is None:
        if EMPTY.fullmatch(raw.text.strip()):
            b.notes.leave(
                "no-status", raw.text, Text("inget läge angivet", "no status given"), raw.location
            )
        else:
            keep(b, node, raw, "status-unread")
        for cell in (*reasons, *mitigation, *([date] if date else [])):
            b.add(node, SKOS.note, Literal(tidy(cell.text), lang="sv"), cell.location)
        return
    level, comment = read
    report = b.mint("status", _local(node))
    b.add(node, PG.hasStatus, report, raw.location)
    b.add(report, RDF.type, PG.StatusReport)
    b.add(report, PG.inPlan, b.plan_node)
    b.add(report, DCTERMS.type, URIRef(f"{PGID}status-level/{level}"), raw.location)
    day = _day(b, date, raw)
    b.add(report, DCTERMS.date, Literal(day.isoformat(), datatype=XSD.date, normalize=False),
          date.location if date else raw.location)  # fmt: skip
    for text, cell in [(comment, raw)] if comment else []:
        b.add(report, DCTERMS.description, Literal(tidy(text), lang="sv"), cell.location)
    for cell in reasons:
        b.add(report, DCTERMS.description, Literal(tidy(cell.text), lang="sv"), cell.location)
    for cell in mitigation:
        b.add(report, SKOS.note, Literal(tidy(cell.text), lang="sv"), cell.location)
    b.places.setdefault((report, None), raw.location)
    b.stated(report, raw)


def _day(b: Building, date: Cell | None, raw: Cell) -> datetime.date:
    """Return the day of a status: its own, else that of the file, else today, and say so."""
    if date is not None:
        date = dated(b, date)
        read = read_periods(date.text)
        if read and read[0].last:
            return read[0].last
        b.notes.warn(
            "date-unread",
            Text(f"”{date.text}” är inte ett datum.", f"“{date.text}” is not a date."),
            date.location,
        )
    if b.wishes.on is not None:
        return b.wishes.on
    known = b.source.modified if b.source else ""
    day = (
        datetime.date.fromisoformat(known) if known else datetime.datetime.now(datetime.UTC).date()
    )
    if not any(p.code == "status-date-assumed" for p in b.notes.problems):
        words = (
            ("filens eget datum", "the file's own date")
            if known
            else ("dagens datum", "today's date")
        )
        b.notes.warn(
            "status-date-assumed",
            Text(
                f"Läget saknar datum; {words[0]} {day} används.",
                f"The status has no date; {words[1]} {day} is used.",
            ),
            raw.location,
        )
    return day


# --- costs and values --------------------------------------------------------------------------


def cost(
    b: Building, node: URIRef, raw: Cell, period: Cell | None, notes: tuple[Cell, ...]
) -> None:
    """State what a thing costs; several lines are several amounts."""
    number = _typed(raw)
    amounts = read_amounts(raw.text) if number is None else [typed_amount(number, raw.text)]
    if amounts is None:
        if EMPTY.fullmatch(raw.text.strip()):
            b.notes.leave(
                "no-cost", raw.text, Text("ingen kostnad angiven", "no cost given"), raw.location
            )
        elif says_no_amount(raw.text):
            b.add(node, SKOS.note, Literal(f"Kostnad: {tidy(raw.text)}", lang="sv"), raw.location)
        else:
            keep(b, node, raw, "amount-unread")
        for cell in notes:
            b.add(
                node,
                SKOS.note,
                Literal(f"Finansiering: {tidy(cell.text)}", lang="sv"),
                cell.location,
            )
        return
    if re.fullmatch(r"(?:19|20)\d\d", raw.text.strip()):
        b.notes.warn(
            "amount-like-year",
            Text(
                f"”{raw.text}” läses som ett belopp. Om det är ett år: skriv beloppet bredvid.",
                f"“{raw.text}” is read as an amount. If it is a year, write the amount beside it.",
            ),
            raw.location,
        )
    for amount in amounts:
        money = b.mint("cost", _local(node))
        b.add(node, PG.cost, money, raw.location)
        b.add(money, RDF.type, SCHEMA.MonetaryAmount)
        b.add(money, PG.inPlan, b.plan_node)
        b.add(money, SKOS.prefLabel, Literal(_label(amount.label, raw), lang="sv"))
        _numbers(b, money, amount.value, amount.least, amount.most)
        b.add(money, SCHEMA.currency, Literal(amount.currency))
        _year(b, money, period, amount.years)
        for cell in notes:
            b.add(money, DCTERMS.description, Literal(tidy(cell.text), lang="sv"), cell.location)
        _remarks(b, money, amount)
        b.places.setdefault((money, None), raw.location)
        b.stated(money, raw)


def value(
    b: Building, node: URIRef, role: str, raw: Cell, unit: Cell | None, year: Cell | None
) -> None:
    """State a target value or a baseline of an indicator, a goal or an activity."""
    text = raw.text
    values = read_values(text, _unit(unit.text) if unit else "")
    if values is None:
        if EMPTY.fullmatch(text.strip()):
            b.notes.leave(
                "no-value", text, Text("inget värde angivet", "no value given"), raw.location
            )
        else:
            label = "Utgångsvärde" if role == "baseline" else "Målvärde"
            b.add(node, SKOS.note, Literal(f"{label}: {tidy(text)}", lang="sv"), raw.location)
            if unit is not None and unit.location != raw.location:
                b.add(node, SKOS.note, Literal(tidy(unit.text), lang="sv"), unit.location)
            b.notes.warn(
                "value-unread",
                Text(
                    f"Det finns inget tal i ”{tidy(text)}”; texten behålls.",
                    f"There is no number in “{tidy(text)}”; the text is kept.",
                ),
                raw.location,
            )
        return
    for read in values:
        made = _value_node(b, node, read, raw, role)
        _year(b, made, None if read.year and len(values) > 1 else year, read.year)
        if read.start is not None:
            start = Value(read.label, "exact", read.start, unit=read.unit)
            _value_node(b, node, start, raw, "baseline")


def _label(words: str, raw: Cell) -> str:
    """Return a value as a Swedish reader writes it, where the cell holds a bare number."""
    return words if _typed(raw) is None else spoken(words, "sv")


def _typed(raw: Cell) -> Decimal | None:
    """The number that a cell holds, where it holds one; its heading may have given it a year."""
    held = raw.value[2] if isinstance(raw.value, tuple) and len(raw.value) == 3 else raw.value
    if isinstance(held, bool) or not isinstance(held, int | float | Decimal):
        return None
    number = Decimal(repr(held) if isinstance(held, float) else held)
    return number if number.is_finite() else None


def _unit(text: str) -> str:
    return {"%": "procent", "andel": "procent", "andel (%)": "procent", "st": "stycken"}.get(
        text.strip().lower(), tidy(text)
    )


def _value_node(b: Building, node: URIRef, read: Value, raw: Cell, role: str) -> URIRef:
    local = _local(node) + ("-start" if role == "baseline" else "")
    made = b.mint("target", local)
    b.add(node, PG.hasBaseline if role == "baseline" else PG.hasTarget, made, raw.location)
    b.add(made, RDF.type, PG.Target)
    b.add(made, PG.inPlan, b.plan_node)
    b.add(made, SKOS.prefLabel, Literal(_label(read.label, raw), lang="sv"))
    _numbers(b, made, read.value, read.least, read.most)
    if read.unit:
        b.add(made, SCHEMA.unitText, Literal(read.unit, lang="sv"))
    _remarks(b, made, read)
    b.places.setdefault((made, None), raw.location)
    b.stated(made, raw)
    return made


def _numbers(
    b: Building, node: URIRef, value: Decimal | None, least: Decimal | None, most: Decimal | None
) -> None:
    for path, number in ((SCHEMA.value, value), (SCHEMA.minValue, least), (SCHEMA.maxValue, most)):
        if number is not None:
            whole = number == number.to_integral_value()
            text = f"{number.to_integral_value():f}" if whole else f"{number.normalize():f}"
            b.add(
                node,
                path,
                Literal(text, datatype=XSD.integer if whole else XSD.decimal, normalize=False),
            )


def _remarks(b: Building, node: URIRef, read: Amount | Value) -> None:
    if read.approximate:
        b.add(node, SKOS.note, APPROXIMATE)
    if isinstance(read, Amount) and read.yearly:
        b.add(node, SKOS.note, Literal("per år", lang="sv"))
    if isinstance(read, Value) and read.direction:
        b.add(node, DCTERMS.type, URIRef(f"{PGID}direction/{read.direction}"))


def _local(node: URIRef) -> str:
    return str(node).rpartition("/")[2]
