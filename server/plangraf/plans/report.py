"""What an import tells: tables, columns with certainty, rows, problems with places, unused cells.

Turns an Imported into text for people or JSON for machines; both hold every cell that was not used,
with its reason. `read` in the JSON is the reading of each time, amount, actor, value and status,
and of each cell that was kept as a note, at the cell it stood in.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import Final

from rdflib import RDF, SKOS, Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS
from rdflib.term import Node

from plangraf.language import Language, Text
from plangraf.plans.building.importing import Imported
from plangraf.plans.building.valuing import APPROXIMATE
from plangraf.plans.files.grids import cell_name
from plangraf.plans.forms.form import kinds
from plangraf.plans.found.columns import ColumnMap
from plangraf.plans.found.field_names import field_name
from plangraf.plans.found.left_over import LEFT
from plangraf.plans.readings import TableRead
from plangraf.plans.records import Unused
from plangraf.validation.findings import Location, Severity
from plangraf.vocabulary import PG, SCHEMA

_PARTS: Final = (
    (Severity.VIOLATION, Text("Att rätta", "To correct")),
    (Severity.WARNING, Text("Att kontrollera", "To check")),
    (Severity.INFO, Text("Bra att veta", "Good to know")),
)
_COUNTED: Final = (
    "focus_area", "goal", "activity", "sub_activity", "indicator", "need", "target", "status",
    "cost",
)  # fmt: skip


def counts(graph: Graph) -> dict[str, int]:
    """How many things of each kind a plan has."""
    numbers = {
        key: len(set(graph.subjects(RDF.type, kinds()[key].types[0])))
        for key in kinds()
        if key in _COUNTED
    }
    return {key: number for key, number in numbers.items() if number}


def render_text(imported: Imported, language: Language, *, most: int = 200) -> str:
    """Tell an import in sentences, problems and unused cells at their places."""
    reading, notes = imported.reading, imported.notes
    lines = [f"{reading.source.name} → plan/{imported.plan}"]
    for table in reading.tables:
        lines += ["", *_table(table, reading.source.name, language)]
    made = ", ".join(
        f"{kinds()[k].label.in_(language).lower()} {n}" for k, n in counts(imported.graph).items()
    )
    lines.append(f"\n{Text('Inläst', 'Imported').in_(language)}: {made or 0}")
    for severity, head in _PARTS:
        told = [p for p in notes.problems if p.severity is severity]
        if told:
            lines.append(f"\n{head.in_(language)} ({len(told)}):")
        for problem in told[:most]:
            place = f"{_at(problem.location, language)}: " if problem.location else ""
            lines.append(f"  {place}{problem.message.in_(language)}")
        lines += _rest(len(told) - most, language)
    lines += _noted(imported, language, most)
    lines += _unused(notes.unused, language, most)
    if any(c.doubt for t in reading.tables for c in t.mapping.columns):
        lines.append(
            Text(
                "\nFel kolumn? Skriv mappningen med --write-mapping kolumner.yaml, rätta den och "
                "läs in igen med --mapping kolumner.yaml.",
                "\nA wrong column? Write the mapping with --write-mapping columns.yaml, correct "
                "it and import again with --mapping columns.yaml.",
            ).in_(language)
        )
    return "\n".join(lines) + "\n"


def _at(location: Location, language: Language) -> str:
    """Name a place: a cell as spreadsheets do, a row in words."""
    if location.line is None or location.column is not None:
        return cell_name(location)
    row = Text(f"rad {location.line}", f"row {location.line}").in_(language)
    return f"{location.sheet}, {row}" if location.sheet else row


def _table(table: TableRead, file: str, language: Language) -> list[str]:
    rows = ", ".join(map(str, table.mapping.header))
    head = Text(f"rubriker på rad {rows}", f"headings in row {rows}")
    if not rows:
        head = Text("utan rubriker", "without headings")
    elif any(column.row for column in table.mapping.columns):
        head = Text("rubriker i första kolumnen", "headings in the first column")
    told = Text(f"lästa rader: {table.rows}", f"rows read: {table.rows}").in_(language)
    if table.sections:
        told += Text(
            f", {table.sections} mellanrubriker", f", {table.sections} section headings"
        ).in_(language)
    left = ", ".join(f"{LEFT[why].in_(language)} {n}" for why, n in table.left.items())
    lines = [
        f"{table.mapping.sheet or file}, {head.in_(language)}: {told}"
        + (f" ({Text('utelämnat', 'left out').in_(language)}: {left})" if left else "")
    ]
    return lines + [_column(column, language) for column in table.mapping.columns]


def _column(column: ColumnMap, language: Language) -> str:
    name = field_name(column.field, column.of, language)
    extra = ", ".join(part for part in (column.unit, column.date) if part)
    mark = "  " if column.doubt is None else "? "
    heading = f"”{column.heading[:40]}”" if column.heading else "–"
    shown = f"{name} [{extra}]" if extra else name
    return f"  {mark}{column.letter:>3} {heading:<43} {shown:<32} {column.certainty:.0%}"


def _noted(imported: Imported, language: Language, most: int) -> list[str]:
    """Tell, column by column, which cells have no property and are kept as words."""
    columns: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for _, path, _, location in imported.read:
        if path == SKOS.note and location.line and not imported.reading.form:
            columns[location.sheet or "", location.column or 0][cell_name(location)] = (
                location.excerpt
            )
    if not columns:
        return []
    total = sum(map(len, columns.values()))
    head = Text("Behållet som text i en anmärkning", "Kept as text in a note").in_(language)
    lines = []
    for cells in columns.values():
        words = [f"{at} ”{' '.join(text.split())[:40]}”" for at, text in cells.items()]
        lines.append(f"  {', '.join(words[:8])}" + (f" … +{len(words) - 8}" if words[8:] else ""))
    return [f"\n{head} ({total}):", *lines[:most], *_rest(len(lines) - most, language)]


def _unused(unused: list[Unused], language: Language, most: int) -> list[str]:
    """List what was not used, the cells of a row that share a reason on one line."""
    if not unused:
        return []
    lines, listed = [f"\n{Text('Används inte', 'Not used').in_(language)} ({len(unused)}):"], 0

    def together(left: Unused) -> tuple[str, str, int | None]:
        return left.code, left.location.sheet or "", left.location.line

    for _, group in groupby(unused, together):
        if len(lines) > most:
            break
        cells = list(group)
        words = ", ".join(f"”{' '.join(c.text.split())[:60]}”" for c in cells)
        place = cell_name(cells[0].location)
        if len(cells) > 1:
            place += f"–{cell_name(cells[-1].location).rpartition('!')[2]}"
        lines.append(f"  {place}: {words} ({cells[0].reason.in_(language)})")
        listed += len(cells)
    return lines + _rest(len(unused) - listed, language)


def _rest(number: int, language: Language) -> list[str]:
    if number <= 0:
        return []
    text = Text(
        f"  … {number} till: allt finns i --report FIL.json",
        f"  … {number} more: all are in --report FILE.json",
    )
    return [text.in_(language)]


def render_json(imported: Imported) -> str:
    """Tell an import to a machine; nothing is cut."""
    reading, notes = imported.reading, imported.notes
    document = {
        "plan": imported.plan,
        "source": {"file": reading.source.name, "sha256": reading.source.sha256},
        "form": reading.form,
        "counts": counts(imported.graph),
        "tables": [
            {
                "sheet": table.mapping.sheet,
                "header": list(table.mapping.header),
                "rows": table.rows,
                "sections": table.sections,
                "left": dict(table.left),
                "columns": [
                    {
                        "column": c.letter,
                        "heading": c.heading,
                        "field": c.field,
                        "certainty": round(c.certainty, 2),
                        **({"of": c.of} if c.of else {}),
                        **({"unit": c.unit} if c.unit else {}),
                        **({"date": c.date} if c.date else {}),
                    }
                    for c in table.mapping.columns
                ],
            }
            for table in reading.tables
        ],
        "read": list(_readings(imported)),
        "problems": [
            {
                "code": p.code,
                "severity": p.severity.name.lower(),
                "place": _place(p.location),
                "sv": p.message.sv,
                "en": p.message.en,
            }
            for p in notes.problems
        ],
        "unused": [
            {
                "code": u.code,
                "place": _place(u.location),
                "text": u.text,
                "sv": u.reason.sv,
                "en": u.reason.en,
            }
            for u in notes.unused
        ],
        "codes": dict(Counter(p.code for p in notes.problems)),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _place(location: Location | None) -> dict[str, object] | None:
    if location is None:
        return None
    return {
        "sheet": location.sheet,
        "row": location.line,
        "column": location.column,
        "cell": cell_name(location),
    }


_READ: Final[dict[Node, str]] = {
    PG.deadline: "edtf", PG.responsibleActor: "responsible", PG.supportingActor: "supporting",
    PG.involvesActor: "involved", PG.targetGroup: "target_group", PG.cost: "amount",
    PG.hasTarget: "target", PG.hasBaseline: "baseline", PG.hasStatus: "status",
    DCTERMS.date: "status_date", DCTERMS.temporal: "period", SKOS.note: "note",
}  # fmt: skip
_NUMBERS: Final = (
    ("least", SCHEMA.minValue),
    ("most", SCHEMA.maxValue),
    ("unit", SCHEMA.unitText),
    ("first", DCAT.startDate),
    ("last", DCAT.endDate),
)


def _readings(imported: Imported) -> Iterable[dict[str, object]]:
    """Yield, cell by cell, what times, actors, amounts, values and statuses were read as."""
    graph = imported.graph
    for node, path, value, location in imported.read:
        what = _READ.get(path)
        if what is None:
            continue
        entry: dict[str, object] = {
            "what": what,
            "of": str(node),
            "is": str(value),
            "place": _place(location),
            "text": location.excerpt,
        }
        said = _said(imported, what, value)
        if said:
            entry["value"] = said
        for name, term in _NUMBERS:
            found = graph.value(value, term) if isinstance(value, URIRef) else None
            if found is not None:
                entry[name] = str(found)
        if (value, SKOS.note, APPROXIMATE) in graph:
            entry["approximate"] = True
        yield entry


def _said(imported: Imported, what: str, value: Node) -> str:
    graph = imported.graph
    if what in ("note", "status_date"):
        return str(value)
    if what in ("responsible", "supporting", "involved"):
        return str(graph.value(value, SKOS.prefLabel) or imported.names.get(str(value), ""))
    if what == "status":
        return str(graph.value(value, DCTERMS.type) or "").rpartition("/")[2]
    if what == "edtf":
        return str(graph.value(value, PG.edtf) or "")
    number = graph.value(value, SCHEMA.value)
    if number is not None:
        return str(number)
    return str(graph.value(value, DCTERMS.type) or "").rpartition("/")[2]
