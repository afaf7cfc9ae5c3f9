"""What an import tells: tables, columns with certainty, rows, problems with places, unused cells.

Turns an Imported into text for people or JSON for machines; both hold every cell that was not used,
with its reason. `read` in the JSON is the reading of each time, amount, actor and status cell.
"""

import json
from collections import Counter
from typing import Final

from rdflib import RDF, SKOS, Graph, URIRef
from rdflib.namespace import DCAT
from rdflib.term import Node

from plangraf.language import Language, Text
from plangraf.plans.form import kinds
from plangraf.plans.grids import cell_name
from plangraf.plans.importing import Imported
from plangraf.plans.records import Problem
from plangraf.validation.findings import Location
from plangraf.vocabulary import PG, PREFIXES, SCHEMA

_HEAD: Final = {
    "left": Text("Används inte", "Not used"),
    "columns": Text("Kolumner", "Columns"),
    "made": Text("Inläst", "Imported"),
}


def counts(graph: Graph) -> dict[str, int]:
    """How many things of each kind a plan has."""
    found = {}
    for key, kind in kinds().items():
        if kind.types and key in (
            "focus_area",
            "goal",
            "activity",
            "sub_activity",
            "indicator",
            "need",
            "target",
            "status",
            "cost",
        ):
            number = len(set(graph.subjects(RDF.type, kind.types[0])))
            if number:
                found[key] = number
    return found


def render_text(imported: Imported, language: Language, *, most: int = 200) -> str:
    """Tell an import in sentences, problems and unused cells at their places."""
    reading, notes = imported.reading, imported.notes
    lines = [f"{reading.source.name} → plan/{imported.plan}"]
    for table in reading.tables:
        rows = Text(f"{table.rows} rader", f"{table.rows} rows").in_(language)
        sheet = table.mapping.sheet or reading.source.name
        lines.append(f"\n{sheet}: {rows}")
        for column in table.mapping.columns:
            field = column.field or "?"
            mark = "  " if column.doubt is None else "? "
            lines.append(
                f"  {mark}{column.letter:>3} {column.heading[:40]!r:<44} {field:<16} "
                f"{column.certainty:.0%}"
            )
    made = ", ".join(
        f"{kinds()[k].label.in_(language).lower()} {n}" for k, n in counts(imported.graph).items()
    )
    lines.append(f"\n{_HEAD['made'].in_(language)}: {made or 0}")
    for problem in sorted(notes.problems, key=lambda p: -p.severity)[:most]:
        lines.append(_told(problem, language))
    if len(notes.problems) > most:
        lines.append(_rest(len(notes.problems) - most, language))
    if notes.unused:
        lines.append(f"\n{_HEAD['left'].in_(language)} ({len(notes.unused)}):")
        for left in notes.unused[:most]:
            words = " ".join(left.text.split())
            lines.append(
                f"  {cell_name(left.location)}: {words[:60]!r} ({left.reason.in_(language)})"
            )
        if len(notes.unused) > most:
            lines.append(_rest(len(notes.unused) - most, language))
    return "\n".join(lines) + "\n"


def _rest(number: int, language: Language) -> str:
    return Text(
        f"  … {number} till: allt står i --report FIL.json",
        f"  … {number} more: all are in --report FILE.json",
    ).in_(language)


def _told(problem: Problem, language: Language) -> str:
    place = f"{cell_name(problem.location)}: " if problem.location else ""
    return f"{place}{problem.severity.text.in_(language)}: {problem.message.in_(language)}"


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
        "read": _readings(imported),
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


def _readings(imported: Imported) -> list[dict[str, object]]:
    """Return, cell by cell, what times, actors, amounts, values and statuses were read as."""
    graph, found = imported.graph, []
    shown: dict[Node | None, tuple[str, URIRef | None]] = {
        PG.deadline: ("edtf", PG.edtf),
        PG.responsibleActor: ("responsible", SKOS.prefLabel),
        PG.supportingActor: ("supporting", SKOS.prefLabel),
        PG.involvesActor: ("involved", SKOS.prefLabel),
        PG.cost: ("amount", SCHEMA.value),
        PG.hasTarget: ("target", SCHEMA.value),
        PG.hasBaseline: ("baseline", SCHEMA.value),
        PG.hasStatus: ("status", None),
    }
    for (node, path), location in imported.places.items():
        if path not in shown:
            continue
        name, inner = shown[path]
        for value in sorted(graph.objects(node, path), key=str):
            entry: dict[str, object] = {
                "what": name,
                "of": str(node),
                "is": str(value),
                "place": _place(location),
                "text": location.excerpt,
            }
            if inner is not None and graph.value(value, inner) is not None:
                entry["value"] = str(graph.value(value, inner))
            for extra, term in (
                ("least", SCHEMA.minValue),
                ("most", SCHEMA.maxValue),
                ("first", DCAT.startDate),
                ("last", DCAT.endDate),
            ):
                if graph.value(value, term) is not None:
                    entry[extra] = str(graph.value(value, term))
            if name == "status":
                entry["value"] = str(graph.value(value, _TYPE) or "").rpartition("/")[2]
            if (
                name not in ("edtf", "amount", "target", "baseline", "status")
                and "value" not in entry
            ):
                entry["value"] = str(value).rpartition("/")[2]
            found.append(entry)
    return found


_TYPE: Final = URIRef(PREFIXES["dcterms"] + "type")
