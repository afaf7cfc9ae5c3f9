"""The empty workbook for a new plan, made from the form, the shapes and the concept schemes.

What a column is called and whether it must be filled comes from the shapes' names and counts, what
may be chosen from the schemes, help from the shapes' messages, so that a change there is a change
here. An example of every column stands on the help sheet, never among the rows to be filled.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from plangraf.language import Language, Text
from plangraf.plans.files.workbook_writing import Sheet, SheetColumn, write_template
from plangraf.plans.forms.form import Column, Kind, kinds
from plangraf.plans.registers.lookups import Lookups
from plangraf.store.parsing import parse_triples, plain_graph
from plangraf.vocabulary import PG

_REQUIRED: Final = {
    ("plan", "title"), ("plan", "level"), ("plan", "period"),
    ("focus_area", "text"),
    ("goal", "text"), ("goal", "area"),
    ("activity", "text"),
    ("sub_activity", "text"), ("sub_activity", "activity"),
    ("indicator", "text"), ("indicator", "scope"),
    ("need", "text"), ("actor", "text"), ("reference", "text"),
    ("governance", "actor"), ("governance", "role"),
}  # fmt: skip
_READ_AS: Final = {
    "actor": Text(
        "Namn på den som avses; flera skiljs med semikolon.",
        "Who is meant, by name; several are separated by semicolons.",
    ),
    "area": Text(
        "Namn eller kod, till exempel Härryda eller 1401.",
        "Name or code, for example Härryda or 1401.",
    ),
    "baseline": Text(
        "Värdet i dag, med år: 72 % (2023), ca 200 (2024).",
        "The value today, with its year: 72 % (2023), about 200 (2024).",
    ),
    "cost": Text(
        "Belopp med enhet: 250 tkr, 1,5 mnkr, 50 000 kr.", "Amount with unit: 250 tkr, 1.5 mnkr."
    ),
    "cost-year": Text("Vilket år kostnaden avser.", "The year of the cost."),
    "funding": Text("Vem som betalar, eller hur.", "Who pays, or how."),
    "id": Text(
        "Lämna tomt: ett id ges vid importen. Fyll i för att peka ut något som redan finns.",
        "Leave empty: an id is given on import. Fill in to refer to something that already exists.",
    ),
    "indicator-ref": Text(
        "Numret eller texten för det mål som följs upp.",
        "Number or text of the goal that is followed up.",
    ),
    "period": Text(
        "Datum eller tid: 2025-06-30, hösten 2025, kv 2 2025, 2024–2027, löpande.",
        "Date or time: 2025-06-30, autumn 2025, Q2 2025, 2024–2027, ongoing.",
    ),
    "plan": Text("Id för en plan som redan finns.", "The id of a plan that already exists."),
    "start": Text(
        "När arbetet börjar, till exempel 2024-01-01.", "When work begins, e.g. 2024-01-01."
    ),
    "status": Text("Läget i dag.", "The status today."),
    "status-date": Text(
        "Vilken dag läget gäller, ÅÅÅÅ-MM-DD.", "The day of the status, YYYY-MM-DD."
    ),
    "status-note": Text(
        "Vad som görs när arbetet inte går som tänkt.",
        "What is done when work does not go as planned.",
    ),
    "status-text": Text("Kommentar till läget.", "Comment on the status."),
    "target": Text(
        "Värde att nå: minst 90 %, 4 utbildningar, minska med 10 %, öka.",
        "Value to reach: at least 90 %, 4 courses, reduce by 10 %, increase.",
    ),
    "target-year": Text(
        "Året då värdet ska vara nått.", "The year by which the value is to be reached."
    ),
    "unit": Text("Enhet, till exempel procent eller personer.", "Unit, e.g. per cent or persons."),
}
_TRANSLATED: Final = Text("Översättning, om det finns en.", "A translation, if there is one.")
_NAMED: Final = Text("Namnet, så som det brukar skrivas.", "The name, as it is usually written.")
_ADVISED: Final = ("label", "concept", "string", "integer")
_SEVERAL: Final = Text(
    "Flera värden skiljs med semikolon.", "Several values are separated by semicolons."
)
_INTRODUCTION: Final = Text(
    "Fyll i bladen från vänster till höger; ett blad som planen inte behöver får vara tomt. Gula "
    "rubriker med * krävs. Sedan: plangraf plan import FIL, eller ladda upp filen på sidan "
    "/validate.",
    "Fill in the sheets from left to right; a sheet that the plan does not need may be empty. "
    "Yellow headings with * are required. Then: plangraf plan import FILE, or upload the file on "
    "the page /validate.",
)


def write_plan_template(root: Path, language: Language) -> bytes:
    """Return the template as .xlsx in a language."""
    shapes = plain_graph(
        triple
        for path in sorted((root / "shapes").glob("*.ttl"))
        for triple in parse_triples(path.read_bytes(), "ttl")
    )
    lookups = Lookups(root)
    data = [
        Sheet(
            kind.label.in_(language),
            [_column(kind, c, shapes, lookups, language) for c in _in_order(kind)],
        )
        for kind in kinds().values()
        if kind.template
    ]
    text = Text("Välj i listan, eller lämna tomt.", "Choose from the list, or leave empty.")
    wrong = Text("Värdet finns inte i listan.", "The value is not in the list.")
    lists = Text("Listor", "Lists")
    return write_template(
        [*data, _help(data, language)], lists.in_(language), text.in_(language), wrong.in_(language)
    )


def _in_order(kind: Kind) -> list[Column]:
    """The columns of the template; the id, which nobody needs at first, comes last."""
    return sorted((c for c in kind.columns if c.template), key=lambda c: c.key == "id")


def _column(
    kind: Kind, column: Column, shapes: Graph, lookups: Lookups, language: Language
) -> SheetColumn:
    shape = _property_shape(shapes, kind, column)
    choices: list[str] = []
    if column.reading == "concept":
        choices = lookups.labels(column.of, language)
    elif column.reading == "status":
        choices = lookups.labels("status-level", language)
    wide = column.reading in ("label", "text", "status-text")
    return SheetColumn(
        column.heading(language),
        "\n".join(_helped(column, shapes, shape, language)),
        (kind.key, column.key) in _REQUIRED or _must(shapes, shape),
        choices,
        40 if wide else 22,
        column.many,
    )


def _helped(column: Column, shapes: Graph, shape: Node | None, language: Language) -> Iterator[str]:
    """What a person needs to fill in a column: how it is read, and an example."""
    if column.language == "en":
        yield _TRANSLATED.in_(language)
    elif column.reading in _READ_AS:
        yield _READ_AS[column.reading].in_(language)
    elif column.reading == "ref":
        known = kinds()[column.of]
        there = Text(
            f"Nummer eller text från bladet {known.label.sv}.",
            f"Number or text from the sheet {known.label.en}.",
        )
        yield (there if known.template else _NAMED).in_(language)
    elif column.reading in _ADVISED and shape is not None:
        yield _advice(shapes, shape, language)
    if column.key == "responsible":
        yield Text(
            "Skriv (stöd) efter en aktör som medverkar.",
            "Write (stöd) after an actor that supports.",
        ).in_(language)
    if column.many and column.reading in ("concept", "ref"):
        yield _SEVERAL.in_(language)
    if column.example:
        word = Text("Exempel", "Example").in_(language)
        yield f"{word}: {column.example.in_(language)}"


def _advice(shapes: Graph, shape: Node, language: Language) -> str:
    """What a shape's message says to do: the sentence after what is wrong, or the only one."""
    _, _, advice = _told(shapes, shape, SH.message, language).partition(". ")
    return advice or _told(shapes, shape, SH.message, language)


def _property_shape(shapes: Graph, kind: Kind, column: Column) -> Node | None:
    """Return the shape of the column's property on the kind's class, the strictest first."""
    if column.path is None or not kind.types:
        return None
    found = [
        shape
        for node in shapes.subjects(SH.targetClass, kind.types[0])
        for shape in shapes.objects(node, SH.property)
        if shapes.value(shape, SH.path) == column.path
    ]
    classes = [PG.PlannedAction] if kind.key in ("activity", "sub_activity") else []
    for class_ in classes:
        for node in shapes.subjects(SH.targetClass, class_):
            found += [
                s
                for s in shapes.objects(node, SH.property)
                if shapes.value(s, SH.path) == column.path
            ]
    return min(found, key=lambda s: (not _must(shapes, s), str(s))) if found else None


def _must(shapes: Graph, shape: Node | None) -> bool:
    if shape is None or shapes.value(shape, SH.severity) not in (None, SH.Violation):
        return False
    counts = (shapes.value(shape, path) for path in (SH.minCount,))
    return any(count is not None and int(str(count)) > 0 for count in counts)


def _told(shapes: Graph, shape: Node, path: URIRef, language: Language) -> str:
    texts = {getattr(o, "language", ""): str(o) for o in shapes.objects(shape, path)}
    return texts.get(language) or texts.get("sv") or ""


def _help(data: list[Sheet], language: Language) -> Sheet:
    """One row per column: where it is, whether it must be filled, what goes there."""
    headings = (
        Text("Blad", "Sheet"),
        Text("Kolumn", "Column"),
        Text("Krävs", "Required"),
        Text("Hjälp", "Help"),
    )
    yes = Text("ja", "yes").in_(language)
    rows = [["", "", "", _INTRODUCTION.in_(language)]]
    rows += [
        [sheet.name, column.heading, yes if column.required else "", column.help]
        for sheet in data
        for column in sheet.columns
    ]
    columns = [
        SheetColumn(h.in_(language), width=90 if n == 3 else 26) for n, h in enumerate(headings)
    ]
    return Sheet(Text("Hjälp", "Help").in_(language), columns, rows)
