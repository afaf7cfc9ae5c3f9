"""Holds the importer against tables whose reading was written down by hand before it was run.

A table is described in YAML as the rows of its sheets and built here as a workbook or a text; then
it is imported as a user would, and what the report and the graph say is compared with `read`.
A miss is told where the report names its cell (as doubtful, not used, or kept as words in a note)
or doubts its column; else it is silent.

In `rows` a cell ends at `|`. `#250` is a number, `#0.8%` one with a percent format, `@2025-06-30` a
date; `\\n`, `\\t` and `\\uXXXX` stand for themselves. In `read`, `a|b` are two right answers;
`+name` is an actor beside the responsible ones; a time is first/last day, `..` where it is open,
`a/b+c/d` two times, `text` words without a date; an amount is kronor, `low..high`, `text` for
words kept, `none` for nothing said, `warn` for one that has to be asked about; a status is a level.
"""

import csv
import datetime
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import column_index_from_string
from rdflib import RDF, SKOS, Graph
from rdflib.term import Node

from plangraf.plans.building.importing import import_plan
from plangraf.plans.reading import parse_plan
from plangraf.plans.report import render_json
from plangraf.vocabulary import PG

Found = dict[str, Any]
_KINDS = {
    "actions": (PG.Activity, PG.SubActivity),
    "goals": (PG.Goal,),
    "areas": (PG.FocusArea,),
    "indicators": (PG.Indicator,),
}
_ACTORS = ("responsible", "supporting", "involved")


@dataclass
class Outcome:
    """One thing that was expected, whether it came out, and whether a miss is told."""

    measure: str
    what: str
    right: bool
    told: bool
    got: object = ""


# --- building ----------------------------------------------------------------------------------


def cells_of(rows: str) -> list[list[str]]:
    """The cells of a table as described."""
    return [[_meant(cell.strip(" ")) for cell in line.split("|")] for line in rows.split("\n")]


def _meant(text: str) -> str:
    text = text.replace("\\n", "\n").replace("\\t", "\t")
    return re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)


def sheets_of(table: Found) -> list[Found]:
    """The sheets of a table; one that is not named is the only one."""
    only = {**table, "name": table.get("sheet", "Blad1")}
    return list(table.get("sheets") or [only])


def build(table: Found) -> tuple[bytes, str]:
    """Return the file and its name."""
    kind = table.get("file") or {"kind": "xlsx"}
    if kind["kind"] != "xlsx":
        out = io.StringIO()
        writer = csv.writer(out, delimiter=_meant(kind["delimiter"]), lineterminator="\r\n")
        writer.writerows(cells_of(table["rows"].rstrip("\n")))
        if kind["encoding"] == "double":
            data = out.getvalue().encode().decode("cp1252", "replace").encode()
        else:
            data = out.getvalue().encode(kind["encoding"])
        return data, f"plan.{kind['kind']}"
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for sheet in sheets_of(table):
        page = book.create_sheet(sheet["name"])
        for row, cells in enumerate(cells_of(sheet["rows"].rstrip("\n")), start=1):
            for column, text in enumerate(cells, start=1):
                _put(page.cell(row, column), text)
        for cell, colour in sheet.get("fill", {}).items():
            page[cell].fill = PatternFill("solid", fgColor=colour)
        for area in sheet.get("merge", []):
            page.merge_cells(area)
        for row in sheet.get("hidden_rows", []):
            page.row_dimensions[row].hidden = True
        for letter in sheet.get("hidden_columns", []):
            page.column_dimensions[letter].hidden = True
        if sheet.get("hidden"):
            page.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), "plan.xlsx"


def _put(cell: Any, text: str) -> None:
    number = re.fullmatch(r"#(-?[\d,.]+)(%?)", text)
    if number:
        cell.value = float(number[1].replace(",", "."))
        cell.number_format = "0%" if number[2] else "General"
    elif text.startswith("@"):
        cell.value = datetime.datetime.fromisoformat(text[1:])
        cell.number_format = "yyyy-mm-dd"
    elif text:
        cell.value = text


# --- comparing ---------------------------------------------------------------------------------


@dataclass
class Measured:
    """One table, imported, beside what it should have been read as."""

    table: Found
    root: Path
    outcomes: list[Outcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        data, name = build(self.table)
        imported = import_plan(parse_plan(data, name, self.root), self.root)
        self.graph = imported.graph
        self.report: Found = json.loads(render_json(imported))
        self.wanted: Found = self.table["read"]
        self.names: dict[str, set[str]] = {}
        for graph in (self.graph, _known_actors(self.root)):
            for path in (SKOS.prefLabel, SKOS.altLabel):
                for node, label in graph.subject_objects(path):
                    self.names.setdefault(str(node), set()).add(plain(label))
        for look in (self._rows, self._columns, self._actors, self._times, self._amounts,
                     self._values, self._statuses, self._notes, self._cells):  # fmt: skip
            self.outcomes += look()

    def _told(self, place: tuple[str | None, int, int]) -> bool:
        notes = [one for one in self.report["read"] if one["what"] == "note"]
        said = self.report["problems"] + self.report["unused"] + notes
        return any(_at(one["place"], place) for one in said)

    def _read(self, key: str, *whats: str) -> tuple[tuple[str | None, int, int], list[Found]]:
        sheet, _, cell = key.rpartition("!")
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
        place = (sheet or None, int(row), column_index_from_string(letters))
        found = {
            (one["what"], one["is"]): one
            for one in self.report["read"]
            if one["what"] in whats and _at(one["place"], place)
        }
        return place, list(found.values())

    def _rows(self) -> Iterator[Outcome]:
        listed = " ".join(
            plain(one.get("text") or one.get("sv") or "")
            for one in self.report["unused"] + self.report["problems"]
        )
        listed += " ".join(plain(o["value"]) for o in self.report["read"] if o["what"] == "note")
        for key, types in _KINDS.items():
            if key not in self.wanted:
                continue
            nodes = {n for type_ in types for n in self.graph.subjects(RDF.type, type_)}
            have = {name for node in nodes for name in self.names.get(str(node), ())}
            answers = [[plain(a) for a in text.split("|")] for text in self.wanted[key]]
            for text, right in zip(self.wanted[key], answers, strict=True):
                there = any(answer in have for answer in right)
                told = any(answer in listed for answer in right)
                yield Outcome("rows", f"{key}: {text}", there, there or told)
            if key in ("actions", "goals"):
                wanted = {answer for right in answers for answer in right}
                for node in nodes:
                    if not self.names.get(str(node), set()) & wanted:
                        extra = self.names.get(str(node))
                        yield Outcome("rows", f"{key} that are none: {extra}", False, False)

    def _columns(self) -> Iterator[Outcome]:
        for key, fields in self.wanted["columns"].items():
            sheet, _, column = key.rpartition("!")
            read = [
                c
                for table in self.report["tables"]
                if not sheet or table["sheet"] == sheet
                for c in table["columns"]
                if c["column"] == column or (len(column) > 2 and c["heading"] == column)
            ]
            got = [str(c["field"]) for c in read]
            right = bool(got) and all(one in fields.split("|") for one in got)
            told = not read or any(c["certainty"] < 0.8 for c in read)
            yield Outcome("columns", f"{key} is {fields}", right, right or told, got)

    def _actors(self) -> Iterator[Outcome]:
        for key, wanted in self.wanted.get("actors", {}).items():
            place, read = self._read(key, *_ACTORS)
            got = [
                ("+" if o["what"] != "responsible" else "",
                 self.names.get(o["is"], set()) | {plain(o.get("value", ""))})
                for o in read
            ]  # fmt: skip
            right = len(got) == len(wanted) and all(
                any(
                    role == ("+" if one.startswith("+") else "")
                    and any(plain(a.lstrip("+")) in names for a in one.split("|"))
                    for role, names in got
                )
                for one in wanted
            )
            yield Outcome("actors", f"{key} are {wanted}", right, right or self._told(place), got)

    def _times(self) -> Iterator[Outcome]:
        for key, wanted in self.wanted.get("dates", {}).items():
            place, read = self._read(key, "edtf")
            got = {(o.get("first", ".."), o.get("last", "..")) for o in read}
            right = any(_times_are(got, answer) for answer in str(wanted).split("|"))
            yield Outcome("times", f"{key} is {wanted}", right, right or self._told(place), got)

    def _amounts(self) -> Iterator[Outcome]:
        for key, wanted in self.wanted.get("amounts", {}).items():
            place, read = self._read(key, "amount")
            got = {
                o.get("value") or "..".join(o[k] for k in ("least", "most") if k in o)
                for o in read
            }  # fmt: skip
            if wanted == "warn":
                right = not got and self._told(place)
            else:
                right = got == (set() if wanted in ("text", "none") else {str(wanted)})
            yield Outcome("amounts", f"{key} is {wanted}", right, right or self._told(place), got)

    def _values(self) -> Iterator[Outcome]:
        for key, wanted in self.wanted.get("targets", {}).items():
            place, read = self._read(key, "target", "baseline", "note")
            got = {_value(o) for o in read}
            right = plain(wanted) in got
            yield Outcome("values", f"{key} is {wanted}", right, right or self._told(place), got)

    def _statuses(self) -> Iterator[Outcome]:
        for key, wanted in self.wanted.get("statuses", {}).items():
            place, read = self._read(key, "status")
            got = {o.get("value") for o in read}
            right = any(got == {level} for level in wanted.split("|")) or (
                wanted == "text" and not got
            )
            yield Outcome("statuses", f"{key} is {wanted}", right, right or self._told(place), got)

    def _notes(self) -> Iterator[Outcome]:
        for key in self.wanted.get("notes", ()):
            _, read = self._read(key, "note")
            yield Outcome("notes", f"{key} is kept", bool(read), False)

    def _cells(self) -> Iterator[Outcome]:
        """Every cell's text is in the graph, or its place is named."""
        said = plain(" ".join(str(value) for value in self.graph.objects()))
        heads = {(t["sheet"], row) for t in self.report["tables"] for row in t["header"]}
        headings = {plain(c["heading"]) for t in self.report["tables"] for c in t["columns"]}
        for sheet in sheets_of(self.table):
            name = sheet["name"] if self.table.get("sheets") else None
            for row, cells in enumerate(cells_of(sheet["rows"]), start=1):
                for column, text in enumerate(cells, start=1):
                    place = (name, row, column)
                    if not text or sheet.get("hidden") or plain(text) in headings:
                        continue
                    if any(r == row and (name in (None, s)) for s, r in heads):
                        continue
                    parts = [plain(p).lstrip("#@-•– ") for p in text.split("\n")]
                    known = self._told(place) or any(
                        _at(o["place"], place) for o in self.report["read"]
                    )
                    here = known or all(re.sub(r"^\d\d?[.)] ", "", p) in said for p in parts)
                    here = here or plain(text).strip(". ") in said or text == "%"
                    label = text.rstrip(":").lower() in ("mål", "fokusområde")  # of a section
                    yield Outcome("cells", f"{place} {text!r}", here or label, False)


@cache
def _known_actors(root: Path) -> Graph:
    return Graph().parse(root / "data/actors.ttl")


def plain(text: Node | str) -> str:
    """A text without what readings may differ in."""
    bare = str(text).replace("\u00ad", "").replace("\u00a0", " ")
    return re.sub(r"\s+", " ", bare).strip().casefold()


def _at(place: Found | None, wanted: tuple[str | None, int, int]) -> bool:
    if not place:
        return False
    sheet, row, column = wanted
    same = sheet is None or place["sheet"] == sheet
    return bool(same and place["row"] == row and place["column"] == column)


def _times_are(got: set[tuple[str, str]], wanted: str) -> bool:
    if wanted == "text":
        return got <= {("..", "..")}
    if "+" in wanted:
        return got == {tuple(span.split("/")) for span in wanted.split("+")}
    first, last = wanted.split("/")
    return len(got) == 1 and all(
        first in ("..", begins) and last == ends for begins, ends in got
    )  # fmt: skip


def _value(read: Found) -> str:
    """A value as it is written in `read`: a number, its unit, a bound, a way to go."""
    if read["what"] == "note":
        return plain(read["value"].partition(": ")[2].replace(",", "."))
    share = " %" if read.get("unit", "").startswith("procent") else ""
    way = {"higher-is-better": "up", "lower-is-better": "down"}.get(read.get("value", ""))
    if way:
        return way
    if "least" in read or "most" in read:
        sign = ">=" if "least" in read else "<="
        return f"{sign}{read.get('least') or read['most']}{share}"
    about = "ca " if read.get("approximate") else ""
    return f"{about}{read.get('value')}{share}"
