"""Reads the cells that become things of their own: times, actors, statuses, costs, target values.

The other half of building a plan's graph: each function takes a cell and states a node about it.
Where a cell cannot be read, its words are kept as a note and a warning tells the place.
"""

import datetime
import re
from decimal import Decimal
from typing import Final

from rdflib import ORG, RDF, SKOS, XSD, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS

from plangraf.iris import slug
from plangraf.language import Text
from plangraf.plans.actors import Role, says_nobody, split_actors
from plangraf.plans.amounts import Amount, read_amount, says_no_amount
from plangraf.plans.building import Building
from plangraf.plans.cleaning import list_items, tidy
from plangraf.plans.dates import Period, read_periods
from plangraf.plans.lookups import folded
from plangraf.plans.records import Cell
from plangraf.plans.register import Actor
from plangraf.plans.status import read_status
from plangraf.plans.targets import Value, read_value
from plangraf.vocabulary import PG, PGID, PREFIXES, SCHEMA

_ROLES: Final[dict[Role, URIRef]] = {
    "lead": PG.responsibleActor,
    "support": PG.supportingActor,
    "involved": PG.involvesActor,
}
_CV: Final = URIRef(PREFIXES["cv"] + "PublicOrganisation")
_EMPTY: Final = re.compile(r"[-–—?. ]*|n/?a|tbd|saknas|ej bestämt|ej beslutat", re.IGNORECASE)


# --- actors ------------------------------------------------------------------------------------


def actors(b: Building, node: URIRef, path: URIRef, cell: Cell, role: Role | None = None) -> None:
    """State the actors of a cell; with a role, marks such as "(stöd)" choose the property."""
    register = b.lookups.register
    exact = actor_node(b, cell.text)
    if exact is not None:
        b.add(node, path, exact, cell.location)
        return
    named = split_actors(cell.text, register, role or "lead")
    if not named and not says_nobody(cell.text):
        keep(b, node, cell, "actor-unread")
    if not named and says_nobody(cell.text):
        b.notes.leave(
            "nobody", cell.text, Text("cellen nämner ingen", "the cell names nobody"), cell.location
        )
    for one in named:
        if not one.sure:
            b.notes.warn(
                "actor-split-unsure",
                Text(
                    f"Osäkert om ”{cell.text}” är en eller flera aktörer; läst: ”{one.name}”.",
                    f"Unsure whether “{cell.text}” is one actor or more; read: “{one.name}”.",
                ),
                cell.location,
            )
        here = path if role is None else _ROLES[one.role]
        b.add(node, here, actor(b, cell.with_text(one.name)), cell.location)


def actor_node(b: Building, text: str) -> URIRef | None:
    """Return the actor that a cell names as a whole, by id or by name; None for a new one."""
    if re.fullmatch(r"(?:actor|area)/[a-z0-9-]+", text):
        return URIRef(PGID + text)
    if re.fullmatch(r"https?://\S+", text):
        return URIRef(text)
    own = b.names["actor"].get(folded(text))
    if own:
        return own[0]
    known = b.lookups.register.find(text)
    if known is None:
        return None
    return _known(b, known, text)


def _known(b: Building, known: Actor, text: str) -> URIRef:
    node = URIRef(known.iri)
    if known.known == "register" or known.iri.startswith(f"{PGID}area/"):
        return node
    if node not in b.names["actor"][folded(known.name)]:
        b.register("actor", node, known.name)
        b.add(node, RDF.type, ORG.Organization)
        b.add(node, RDF.type, _CV)
        b.add(node, SKOS.prefLabel, Literal(known.name, lang="sv"))
        b.add(node, PG.assertionStatus, URIRef(PGID + "assertion-status/stated"))
        if known.area:
            b.add(node, DCTERMS.spatial, URIRef(known.area))
    if tidy(text).lower() != known.name.lower():
        b.add(node, SKOS.altLabel, Literal(tidy(text), lang="sv"))
    return node


def actor(b: Building, cell: Cell) -> URIRef:
    """Return the actor of one name, made new where the register has none."""
    found = actor_node(b, cell.text)
    if found is not None:
        return found
    name = tidy(cell.text)
    near = b.lookups.register.near(name)
    if near is not None:
        b.notes.warn(
            "actor-near",
            Text(
                f"”{name}” liknar ”{near.name}”. Är det samma aktör, skriv namnet så.",
                f"“{name}” is like “{near.name}”. If they are the same, write it so.",
            ),
            cell.location,
        )
    owner = re.sub(r"-\d{4}.*$", "", b.plan)
    local = slug(name)
    node = URIRef(f"{PGID}actor/{local if local.startswith(owner) else f'{owner}-{local}'}")
    b.register("actor", node, name)
    unit = re.search(
        r"(?i)(?:nämnd|förvaltning|avdelning|enhet|sektor|kontor|utskott)\w*(?:$| för)", name
    )
    b.add(node, RDF.type, ORG.OrganizationalUnit if unit else ORG.Organization)
    b.add(node, SKOS.prefLabel, Literal(name, lang="sv"), cell.location)
    b.stated(node, cell)
    b.places.setdefault((node, None), cell.location)
    b.notes.note(
        "actor-new",
        Text(f"Ny aktör: ”{name}”.", f"New actor: “{name}”."),
        cell.location,
    )
    return node


# --- times -------------------------------------------------------------------------------------


def times(b: Building, node: URIRef, path: URIRef, cell: Cell, kind: str = "") -> None:
    """State the times of a cell. `kind` "plan" makes shared years, "start" an open beginning."""
    known = period_node(b, cell.text)
    if known is not None:
        b.add(node, path, known, cell.location)
        return
    read = read_periods(cell.text)
    if read is None:
        if _EMPTY.fullmatch(cell.text.strip()):
            b.notes.leave(
                "no-time", cell.text, Text("ingen tid angiven", "no time given"), cell.location
            )
        else:
            keep(b, node, cell, "time-unread")
        return
    for period in read:
        b.add(node, path, period_of(b, period, cell, kind), cell.location)


def period_node(b: Building, text: str) -> URIRef | None:
    """Return the period that a cell names as a whole: by id, or by a label of the plan's own."""
    if re.match(r"period/|https?://", text):
        return URIRef(text if text.startswith("http") else PGID + text)
    own = b.names["period"].get(folded(text))
    return own[0] if own else None


def period_of(b: Building, period: Period, cell: Cell, kind: str = "") -> URIRef:
    """Return the node of a period as read, made where it is new."""
    edtf, first, last = period.edtf, period.first, period.last
    if kind == "plan":
        shared = b.lookups.shared("period").get(folded(period.label))
        if shared and b.lookups.edtf(shared) == edtf:
            return URIRef(shared)
    if kind == "start" and edtf and first:
        edtf, last = f"{edtf.split('/')[0]}/..", None
    label = period.label
    local = slug(f"{'fran ' if kind == 'start' else ''}{label}")
    node = URIRef(f"{PGID}period/{slug(edtf.replace('/', '-'))}") if kind == "plan" else None
    node = node or URIRef(f"{PGID}period/{b.plan}/{local}")
    if (node, RDF.type, DCTERMS.PeriodOfTime) in b.graph:
        return node
    b.add(node, RDF.type, DCTERMS.PeriodOfTime)
    b.add(node, SKOS.prefLabel, Literal(label, lang="sv"), cell.location)
    if kind != "plan":
        b.add(node, PG.inPlan, b.plan_node)
        named = period.kind if period.kind in ("due", "completed") else ""
        by_span = "due" if first == last and first is not None else "period"
        if edtf:
            sort = "period" if kind == "start" else named or by_span
            b.add(node, DCTERMS.type, URIRef(f"{PGID}date-kind/{sort}"))
        b.evidence(node, cell)
    if edtf:
        b.add(node, PG.edtf, Literal(edtf))
    for predicate, day in ((DCAT.startDate, first), (DCAT.endDate, last)):
        if day is not None:
            b.add(node, predicate, Literal(day.isoformat(), datatype=XSD.date, normalize=False))
    if period.frequency:
        b.add(node, DCTERMS.accrualPeriodicity, URIRef(f"{PGID}frequency/{period.frequency}"))
    b.places.setdefault((node, None), cell.location)
    return node


def _year(b: Building, target: URIRef, cell: Cell | None, year: int | None) -> None:
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
        if _EMPTY.fullmatch(raw.text.strip()):
            b.notes.leave(
                "no-status", raw.text, Text("inget läge angivet", "no status given"), raw.location
            )
        else:
            keep(b, node, raw, "status-unread")
        for cell in (*reasons, *mitigation):
            b.add(node, SKOS.note, Literal(tidy(cell.text), lang="sv"), cell.location)
        return
    level, comment = read
    report = b.mint("status", _local(b, node))
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
        read = read_periods(date.text)
        if read and read[0].last:
            return read[0].last
        b.notes.warn(
            "date-unread",
            Text(f"”{date.text}” är inget datum.", f"“{date.text}” is no date."),
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
    lines = [raw.text] if read_amount(raw.text) else [
        part for item in list_items(raw.text) for part in re.split(r";|,\s(?=[^\d]*\d{4}:)", item)
    ]  # fmt: skip
    amounts = [read_amount(line) for line in lines]
    if not amounts or not all(amounts):
        if _EMPTY.fullmatch(raw.text.strip()):
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
    for amount in amounts:
        assert amount is not None
        money = b.mint("cost", _local(b, node))
        b.add(node, PG.cost, money, raw.location)
        b.add(money, RDF.type, SCHEMA.MonetaryAmount)
        b.add(money, PG.inPlan, b.plan_node)
        b.add(money, SKOS.prefLabel, Literal(amount.label, lang="sv"))
        _numbers(b, money, amount.value, amount.least, amount.most)
        b.add(money, SCHEMA.currency, Literal(amount.currency))
        _year(b, money, period, amount.year)
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
    read = read_value(text, _unit(unit.text) if unit else "")
    if read is None:
        if _EMPTY.fullmatch(text.strip()):
            b.notes.leave(
                "no-value", text, Text("inget värde angivet", "no value given"), raw.location
            )
        else:
            label = "Startvärde" if role == "baseline" else "Målvärde"
            b.add(node, SKOS.note, Literal(f"{label}: {tidy(text)}", lang="sv"), raw.location)
            b.notes.warn(
                "value-unread",
                Text(
                    f"Inget tal i ”{tidy(text)}”; orden behålls.",
                    f"No number in “{tidy(text)}”; the words are kept.",
                ),
                raw.location,
            )
        return
    made = _value_node(b, node, read, raw, role)
    _year(b, made, year, read.year)
    if read.start is not None:
        start = Value(read.label, "exact", read.start, unit=read.unit)
        _value_node(b, node, start, raw, "baseline")


def _unit(text: str) -> str:
    return {"%": "procent", "andel": "procent", "andel (%)": "procent", "st": "stycken"}.get(
        text.strip().lower(), tidy(text)
    )


def _value_node(b: Building, node: URIRef, read: Value, raw: Cell, role: str) -> URIRef:
    local = _local(b, node) + ("-start" if role == "baseline" else "")
    made = b.mint("target", local)
    b.add(node, PG.hasBaseline if role == "baseline" else PG.hasTarget, made, raw.location)
    b.add(made, RDF.type, PG.Target)
    b.add(made, PG.inPlan, b.plan_node)
    b.add(made, SKOS.prefLabel, Literal(read.label, lang="sv"))
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
        b.add(node, SKOS.note, Literal("ungefärligt värde", lang="sv"))
    if isinstance(read, Amount) and read.yearly:
        b.add(node, SKOS.note, Literal("per år", lang="sv"))
    if isinstance(read, Value) and read.kind == "direction":
        b.add(node, SKOS.note, Literal("endast riktning", lang="sv"))


def keep(b: Building, node: URIRef, cell: Cell, code: str) -> None:
    """Keep the words of a cell that could not be read, and tell the place."""
    b.add(node, SKOS.note, Literal(tidy(cell.text), lang="sv"), cell.location)
    b.notes.warn(
        code,
        Text(
            f"”{tidy(cell.text)}” går inte att läsa; orden behålls som anmärkning.",
            f"“{tidy(cell.text)}” cannot be read; the words are kept as a note.",
        ),
        cell.location,
    )


def _local(b: Building, node: URIRef) -> str:
    return str(node).rpartition("/")[2]
