"""Gives every thing of a plan its IRI before anything refers to it.

A name comes from an id, a number, a known register, the thing above, or the wording, in that order.
"""

import re
from textwrap import shorten
from typing import Final

from rdflib import URIRef

from plangraf.iris import slug
from plangraf.language import Text
from plangraf.plans.building.graphs import Building
from plangraf.plans.forms.form import Kind, kinds
from plangraf.plans.records import Record
from plangraf.plans.registers.lookups import folded
from plangraf.vocabulary import PGID

_IN_ADDRESS: Final = re.compile(r'[^\x00-\x20<>"{}|\\^`]+')


def name_all(b: Building, records: list[Record]) -> None:
    """Name every thing, and make it findable by all its names."""
    goals: dict[str, int] = {}
    numbers: dict[tuple[str, ...], Record] = {}
    for wanted in kinds():
        for record in records:
            if record.kind != wanted or "raw" in record.fields or wanted == "statement":
                continue
            node = _named(b, kinds()[wanted], record, goals)
            b.nodes[id(record)] = node
            b.listed[wanted].append(record.text("text"))
            _tell_number_taken(b, record, numbers)
            b.taken.add(str(node))
            local = str(node).removeprefix(str(PGID))
            names = [record.text("key"), record.text("id"), local, local.rpartition("/")[2]]
            b.register(wanted, node, *names, record.text("number"), record.text("text"))
            if record.text("number"):
                b.register(wanted, node, f"{record.text('number')} {record.text('text')}")


def _tell_number_taken(b: Building, record: Record, numbers: dict[tuple[str, ...], Record]) -> None:
    """Numbers may begin anew for another target group; 1, 2, 3 (not 1.1) below another thing too.

    A complete workbook, written by this program, is taken at its word.
    """
    number, above = record.text("number"), ["target_group"]
    if not number or not record.text("text") or b.source is None:
        return
    if number.isalnum():
        above += ["area", "goal", "activity"]
    first = numbers.setdefault(
        (record.kind, number, *(folded(record.text(key)) for key in above)), record
    )
    if first is not record:
        called = shorten(first.text("text"), 60, placeholder=" …")
        b.notes.warn(
            "number-twice",
            Text(
                f"”{called}” har redan numret ”{number}”. Ange ett annat nummer.",
                f"“{called}” already has the number “{number}”. Give another number.",
            ),
            record.fields["number"][0].location,
        )


def _named(b: Building, kind: Kind, record: Record, goals: dict[str, int]) -> URIRef:
    if given := _given(b, record):
        return b.by_id(kind, given)
    number = _number_slug(record.text("number"))
    text = record.text("text")
    if kind.key == "plan":
        return b.plan_node
    if kind.key == "actor":
        known = b.lookups.register.find(text)
        owner = re.sub(r"-\d{4}.*$", "", b.plan)
        return URIRef(known.iri) if known else URIRef(f"{PGID}actor/{owner}-{slug(text)}")
    if kind.key in ("method", "reference"):
        shared = b.lookups.shared(kind.key)
        known_iri = shared.get(folded(text)) or shared.get(folded(record.text("identifier")) or "-")
        return URIRef(known_iri or f"{PGID}{kind.path}/{slug(text)}")
    if kind.key == "goal":
        group = b.lookups.concept("target-group", record.text("target_group")) or ""
        group = group.rpartition("/")[2].replace("children-and-young", "children")
        return b.mint(
            kind.path, "-".join(p for p in (group, number or f"g{_next(goals, 'goal')}") if p)
        )
    if kind.key in ("activity", "sub_activity"):
        if number:
            return b.mint(kind.path, number)
        parent = record.text("goal") if kind.key == "activity" else record.text("activity")
        over = b.names["goal" if kind.key == "activity" else "activity"].get(folded(parent), [])
        stem = str(over[0]).rpartition("/")[2] + "-" if parent and over else ""
        letter = "a" if kind.key == "activity" else "s"
        return b.mint(kind.path, f"{stem}{letter}{_next(goals, stem + letter)}")
    if kind.key == "indicator":
        scope = b.lookups.concept("indicator-scope", record.text("scope")) or "local"
        return b.mint(kind.path, f"{scope.rpartition('/')[2]}-{slug(text)}")
    if kind.key == "need":
        return b.mint(kind.path, number or str(_next(goals, "need")))
    return b.mint(kind.path, slug(text or record.text("title")) or str(_next(goals, kind.key)))


def _given(b: Building, record: Record) -> str:
    """Return the id that a row gives, "" for none; one that no address can hold is rewritten."""
    cell = record.first("id")
    if cell is None or _IN_ADDRESS.fullmatch(cell.text):
        return cell.text if cell else ""
    made = slug(cell.text)
    read = Text(made or "tomt", made or "empty")
    b.notes.warn(
        "id-rewritten",
        Text(
            f"ID:t ”{cell.text}” har tecken som inte är tillåtna i en adress; det läses som "
            f"{read.sv}.",
            f"The ID “{cell.text}” has characters that are not allowed in an address; it is read "
            f"as {read.en}.",
        ),
        cell.location,
    )
    return made


def _next(counts: dict[str, int], name: str) -> int:
    counts[name] = counts.get(name, 0) + 1
    return counts[name]


def _number_slug(number: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", number.lower().replace(":", ".")).strip("-.")
