"""Reads the cells that become things of their own: times, actors, statuses, costs, target values.

The other half of building a plan's graph: each function takes a cell and states a node about it.
Where a cell cannot be read, its words are kept as a note and a warning tells the place.
"""

import re
from typing import Final

from rdflib import ORG, RDF, SKOS, XSD, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS

from plangraf.iris import slug
from plangraf.language import Text
from plangraf.plans.building.graphs import Building
from plangraf.plans.cells.actors import Role, says_nobody, split_actors
from plangraf.plans.cells.dates import Period, day_of_number, read_periods
from plangraf.plans.files.cleaning import tidy
from plangraf.plans.records import Cell
from plangraf.plans.registers.lookups import folded
from plangraf.plans.registers.register import Actor
from plangraf.plans.registers.unmatched import near_actor
from plangraf.vocabulary import PG, PGID, PREFIXES

_ROLES: Final[dict[Role, URIRef]] = {
    "lead": PG.responsibleActor,
    "support": PG.supportingActor,
    "involved": PG.involvesActor,
}
_CV: Final = URIRef(PREFIXES["cv"] + "PublicOrganisation")
EMPTY: Final = re.compile(r"[-–—?. ]*|n/?a|tbd|saknas|ej bestämt|ej beslutat", re.IGNORECASE)


_WANTED: Final = {
    "actor-unread": Text("en aktör", "an actor"),
    "time-unread": Text("en tid (till exempel 2026-06-30)", "a time (for example 2026-06-30)"),
    "status-unread": Text("ett läge (till exempel pågår)", "a status (for example in progress)"),
    "amount-unread": Text("ett belopp (till exempel 250 tkr)", "an amount (for example 250 tkr)"),
}


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
    known = b.lookups.register.near(name)
    near = known.name if known else near_actor(name, b.listed["actor"])
    if near is not None:
        b.notes.warn(
            "actor-near",
            Text(
                f"”{name}” liknar ”{near}”. Om det är samma aktör: skriv namnet så.",
                f"“{name}” is like “{near}”. If they are the same actor, write the name that way.",
            ),
            cell.location,
        )
    b.listed["actor"].append(name)
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
    cell = dated(b, cell)
    known = period_node(b, cell.text)
    if known is not None:
        b.add(node, path, known, cell.location)
        return
    read = read_periods(cell.text)
    if read is None:
        if EMPTY.fullmatch(cell.text.strip()):
            b.notes.leave(
                "no-time", cell.text, Text("ingen tid angiven", "no time given"), cell.location
            )
        else:
            keep(b, node, cell, "time-unread")
        return
    for period in read:
        if period.part:
            b.notes.warn(
                "time-part",
                Text(
                    f"Ur ”{tidy(cell.text)}” läses tidpunkten ”{period.part}”.",
                    f"From “{tidy(cell.text)}” the time “{period.part}” is read.",
                ),
                cell.location,
            )
        b.add(node, path, period_of(b, period, cell, kind), cell.location)


def dated(b: Building, cell: Cell) -> Cell:
    """Read the number that a spreadsheet keeps for a day (45838) as that day, and tell."""
    day = day_of_number(cell.text)
    if day is None:
        return cell
    b.notes.warn(
        "date-serial",
        Text(
            f"Talet {cell.text} läses som datumet {day}, som kalkylprogram räknar dagar.",
            f"The number {cell.text} is read as the day {day}, as spreadsheets count days.",
        ),
        cell.location,
    )
    return cell.with_text(day.isoformat())


def tell_turned(b: Building, node: URIRef, cell: Cell) -> None:
    """Tell that a thing begins after it has ended."""
    begins, ends = [], []
    for period in b.graph.objects(node, PG.deadline):
        first, last = (b.graph.value(period, path) for path in (DCAT.startDate, DCAT.endDate))
        if last is not None:
            ends.append(str(last))
        elif first is not None:
            begins.append(str(first))
    if begins and ends and min(begins) > max(ends):
        b.notes.warn(
            "start-after-end",
            Text(
                f"Starten {min(begins)} är senare än slutet {max(ends)}.",
                f"The start {min(begins)} is later than the end {max(ends)}.",
            ),
            cell.location,
        )


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
    within_week = first and last and (last - first).days < 7
    if kind == "start" and edtf and first and ("/" not in edtf or within_week):
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


def keep(b: Building, node: URIRef, cell: Cell, code: str) -> None:
    """Keep the words of a cell that could not be read, and tell the place."""
    b.add(node, SKOS.note, Literal(tidy(cell.text), lang="sv"), cell.location)
    words = _WANTED[code]
    b.notes.warn(
        code,
        Text(
            f"”{tidy(cell.text)}” går inte att läsa som {words.sv}; orden behålls som anmärkning.",
            f"“{tidy(cell.text)}” cannot be read as {words.en}; the words are kept as a note.",
        ),
        cell.location,
    )
