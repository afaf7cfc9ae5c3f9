"""Records → the graph of a plan, with the place of every node and everything there is to tell.

First every thing gets its name, so that references find each other in any order; then columns
become triples (`building`) and cells that are things of their own are composed (`composing`). What
a person did not write (order, plan, evidence, the status "stated") is added here, except to a row
that carries an id in a whole export: such a row says all there is.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rdflib import RDF, SKOS, XSD, BNode, Graph, Literal, URIRef

from plangraf.language import Text
from plangraf.plans.building import composing, valuing
from plangraf.plans.building.finishing import ORDERED, finish
from plangraf.plans.building.graphs import Building, Mention, Places
from plangraf.plans.building.naming import name_all
from plangraf.plans.building.planning import plan_record, plan_slug
from plangraf.plans.forms.form import kinds
from plangraf.plans.forms.statements import apply_statements
from plangraf.plans.readings import Reading, Wishes
from plangraf.plans.records import Cell, Notes, Record
from plangraf.plans.registers.lookups import Lookups, folded
from plangraf.vocabulary import OA, PG, PGID

_IN_PLAN: Final = (*ORDERED, "passage", "term", "target", "status", "cost")
_ACTOR_ROLES: Final = {"responsible": "lead", "supporting": "support", "involved": "involved"}
_KEYS: Final = frozenset(["key"])
_EXTRA: Final = ("status", "cost", "value")


@dataclass(frozen=True)
class Imported:
    """A plan as a graph. `places` maps (node, property) and (node, None) to where it stood; `read`
    has every triple that a cell became, `names` those of known actors, which the graph has not.
    """

    plan: str
    graph: Graph
    places: Places
    notes: Notes
    reading: Reading
    read: list[Mention] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


def import_plan(reading: Reading, root: Path, wishes: Wishes = Wishes()) -> Imported:
    """Build the graph of the plan that a file holds; nothing is validated here."""
    records = list(reading.records)
    slug_ = plan_slug(records, reading, wishes)
    b = Building(
        slug_, Lookups(root, slug_), reading.notes, wishes,
        None if reading.complete else reading.source,
    )  # fmt: skip
    if not reading.complete or any(r.kind == "plan" for r in records):
        plans = [r for r in records if r.kind == "plan"]
        if not plans:
            records.insert(0, plan_record(reading, wishes, root))
    name_all(b, records)
    for record in records:
        if (
            record.kind in kinds()
            and record.kind not in ("statement",)
            and "raw" not in record.fields
        ):
            _state(b, record, reading.complete)
    _extras(b, records)
    finish(b, records, reading)
    apply_statements(b.graph, records)
    _place_empty(b, records)
    names = {iri: actor.name for iri, actor in b.lookups.register.actors.items()}
    return Imported(slug_, b.graph, b.places, reading.notes, reading, b.read, names)


# --- columns -----------------------------------------------------------------------------------


def _state(b: Building, record: Record, complete: bool) -> None:
    kind, node = kinds()[record.kind], b.nodes[id(record)]
    b.places.setdefault((node, None), record.location)
    whole = complete and bool(record.text("id"))
    bare = record.kind == "evidence"
    for type_ in kind.types:
        b.add(node, RDF.type, type_)
    for column in kind.columns:
        cells = record.fields.get(column.key, ())
        if not cells:
            continue
        if column.reading == "actor":
            role = _ACTOR_ROLES.get(column.key)
            for cell in cells:
                listed = whole or re.search(r"(?:actor|area)/", cell.text)
                for part in cell.text.split(";") if listed else [cell.text]:
                    at = Cell(part.strip(), cell.location, cell.value)
                    assert column.path is not None
                    composing.actors(b, node, column.path, at, role)  # type: ignore[arg-type]
        elif column.reading == "period":
            plan_like = column.key in ("period", "horizon")
            for cell in cells:
                parts = cell.text.split(";") if whole else [cell.text]
                for part in parts:
                    assert column.path is not None
                    at = Cell(part.strip(), cell.location, cell.value)
                    composing.times(b, node, column.path, at, "plan" if plan_like else "")
        elif column.path is not None:
            b.state(node, record, column)
    if b.source is not None and record.location.line:
        _tell_homeless(b, record)
    if bare:
        _evidence(b, node, record)
    if not whole and record.kind != "plan" and record.kind not in ("source", "evidence", "period"):
        _defaults(b, node, record)
    elif whole and record.kind in _IN_PLAN and record.kind not in ("target", "status", "cost"):
        b.add(node, PG.inPlan, b.plan_node)


def _place_empty(b: Building, records: list[Record]) -> None:
    """What a row of the form lacks is missed at the cell that was left empty."""
    for record in records:
        for column in kinds()[record.kind].columns if record.cells else ():
            if column.path is not None and column.key in record.cells and id(record) in b.nodes:
                at = record.cells[column.key]
                b.places.setdefault((b.nodes[id(record)], column.path), at)


def _tell_homeless(b: Building, record: Record) -> None:
    """List the cells of a thing that its kind has no column for: none is lost silently."""
    for key in record.fields.keys() - {c.key for c in kinds()[record.kind].columns} - _KEYS:
        for cell in record.fields[key]:
            reason = Text("saknar plats i planen", "has no place in the plan")
            b.notes.leave("no-place", cell.text, reason, cell.location)


def _evidence(b: Building, node: URIRef, record: Record) -> None:
    quote = record.first("quote")
    start, end, fragment = record.text("start"), record.text("end"), record.text("fragment")
    if start and end:
        position = BNode()
        b.add(node, OA.hasSelector, position)
        b.add(position, RDF.type, OA.TextPositionSelector)
        for path, text in ((OA.start, start), (OA.end, end)):
            b.add(position, path, Literal(text, datatype=XSD.integer, normalize=False))
    if fragment:
        cell = BNode()
        b.add(node, OA.hasSelector, cell)
        b.add(cell, RDF.type, OA.FragmentSelector)
        b.add(cell, RDF.value, Literal(fragment))
    if quote:
        exact = BNode()
        b.add(node, OA.hasSelector, exact)
        b.add(exact, RDF.type, OA.TextQuoteSelector)
        b.add(exact, OA.exact, Literal(quote.text))


def _defaults(b: Building, node: URIRef, record: Record) -> None:
    cell = next((c for key in ("text", "title") if (c := record.first(key))), None)
    cell = cell or next(cells[0] for cells in record.fields.values() if cells)
    if record.kind in _IN_PLAN:
        b.add(node, PG.inPlan, b.plan_node)
    if record.kind == "focus_area" and not record.fields.get("scheme"):
        b.add(node, SKOS.inScheme, URIRef(f"{PGID}scheme/{b.plan}-focus-areas"))
    if record.kind == "passage":
        b.add(node, OA.motivatedBy, OA.describing)
        b.add(node, OA.hasTarget, b.plan_node)
    if not record.fields.get("assertion"):
        b.stated(node, cell)


# --- what belongs to something -----------------------------------------------------------------


def _extras(b: Building, records: list[Record]) -> None:
    for record in records:
        raw = record.first("raw")
        if raw is not None and record.kind in _EXTRA:
            of = _find_key(b, record.text("of"))
            if of is None:
                continue
            if record.kind == "status":
                valuing.status(b, of, raw, record.first("date"), record.fields.get("reason", ()),
                                 record.fields.get("mitigation", ()))  # fmt: skip
            elif record.kind == "cost":
                valuing.cost(b, of, raw, record.first("period"), record.fields.get("note", ()))
            else:
                valuing.value(
                    b, of, record.text("role"), raw, record.first("unit"), record.first("year")
                )
        elif record.kind in kinds() and id(record) in b.nodes:
            _inline(b, record)


def _find_key(b: Building, key: str) -> URIRef | None:
    kind = key.removeprefix("#").rpartition("-")[0]
    found = b.names[kind].get(folded(key), [])
    return found[0] if found else None


def _inline(b: Building, record: Record) -> None:
    """Compose the cells of a form's row that are things of their own."""
    node = b.nodes[id(record)]
    for column in kinds()[record.kind].columns:
        for cell in record.fields.get(column.key, ()):
            if column.reading == "status":
                valuing.status(
                    b,
                    node,
                    cell,
                    record.first("status_date"),
                    record.fields.get("comment", ()),
                    record.fields.get("mitigation", ()),
                )
            elif column.reading == "cost":
                valuing.cost(
                    b, node, cell, record.first("cost_year"), record.fields.get("funding", ())
                )
            elif column.reading in ("target", "baseline"):
                year = record.first("target_year") if column.reading == "target" else None
                lines = cell.text.split(";")
                for line in lines:
                    one = cell.with_text(line.strip()) if len(lines) > 1 else cell
                    valuing.value(b, node, column.reading, one, record.first("unit"), year)
            elif column.reading == "start":
                composing.times(b, node, PG.deadline, cell, "start")
                composing.tell_turned(b, node, cell)
            elif column.reading == "indicator-ref":
                for part in re.split(r"\s*[;\n]\s*", cell.text):
                    goal = b.find("goal", cell.with_text(part))
                    if goal is None:
                        b.notes.fail(
                            "reference-unknown",
                            Text(f"Målet ”{part}” finns inte.", f"There is no goal “{part}”."),
                            cell.location,
                        )
                    else:
                        b.add(goal, PG.hasIndicator, node, cell.location)
            elif column.reading in ("status-text", "status-note") and "status" not in record.fields:
                b.add(node, SKOS.note, Literal(cell.text, lang="sv"), cell.location)
