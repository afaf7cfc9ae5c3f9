"""A table reads the same however it is laid out, and none loses a cell without a word.

One plan of four actions is written out under every combination of layouts that hypothesis draws;
what is read (who, when, what it costs, how far) must be what was written. And where any
cell of `tests/plans/words` stands below any heading, its words are in the plan or its place told.
"""

import csv
import io
import itertools
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from rdflib import RDF, SKOS, Graph, URIRef
from rdflib.namespace import DCTERMS
from tests.plans.measuring import Measured
from tests.plans.test_words import listed

from plangraf.plans.building.importing import import_plan
from plangraf.plans.reading import parse_plan
from plangraf.vocabulary import PG, SCHEMA

AREA, GOAL, ACTION, WHO, WITH, WHEN, COST, HOW_FAR = range(8)
HEADINGS = (
    ("Fokusområde", "Utvecklingsområde", "Område"),
    ("Mål", "Målsättning", "Mål för perioden"),
    ("Aktivitet", "Åtgärd", "Insats"),
    ("Ansvarig", "Huvudansvarig", "Ansvarig nämnd"),
    ("Samverkan", "Samverkanspart", "Medverkande"),
    ("Tidplan", "Klart senast", "När"),
    ("Kostnad", "Budget", "Beräknad kostnad"),
    ("Status", "Läge", "Genomförandestatus"),
)
ROWS = (
    ("Uppväxt", "Fler unga mår bra", "Starta öppna kvällar", "Socialnämnden",
     "Polisen, Bris", "hösten 2024", "50 000", "Pågår"),
    ("Uppväxt", "Fler unga mår bra", "Utbilda personal i skolan", "Utbildningsnämnden",
     "Försäkringskassan", "2025–2026", "125 000", "Ej påbörjad"),
    ("Uppväxt", "Alla når gymnasiet", "Kartlägg frånvaro", "Utbildningsnämnden",
     "", "2024-12-31", "0", "Klar"),
    ("Äldre", "Ingen är ofrivilligt ensam", "Ordna mötesplatser", "Vård- och omsorgsnämnden",
     "Röda Korset och Svenska kyrkan", "Q2 2025", "1 200 000", "Försenad"),
)  # fmt: skip
MEANT = {
    "starta öppna kvällar": ("fler unga mår bra", "uppväxt", "socialnämnden", "bris, polisen",
                             "2024-23", "50000", "in-progress"),
    "utbilda personal i skolan": ("fler unga mår bra", "uppväxt", "utbildningsnämnden",
                                  "försäkringskassan", "2025/2026", "125000",
                                  "not-started"),
    "kartlägg frånvaro": ("alla når gymnasiet", "uppväxt", "utbildningsnämnden", "",
                          "2024-12-31", "0", "completed"),
    "ordna mötesplatser": ("ingen är ofrivilligt ensam", "äldre", "vård- och omsorgsnämnden",
                           "röda korset, svenska kyrkan", "2025-34", "1200000", "delayed"),
}  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """How the table is laid out."""

    kind: str
    encoding: str
    delimiter: str
    headings: tuple[int, ...]
    order: tuple[int, ...]
    titles: int
    repeated: bool
    merged: bool
    grouped: bool
    numbers: bool
    gaps: frozenset[int]
    empty: int
    total: bool
    breaks: bool


LAYOUTS = st.builds(
    Layout,
    kind=st.sampled_from(["xlsx", "csv", "tsv"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    delimiter=st.sampled_from([";", ",", "\t"]),
    headings=st.tuples(*[st.integers(0, 2)] * len(HEADINGS)),
    order=st.permutations([WHO, WITH, WHEN, COST, HOW_FAR]).map(
        lambda rest: (AREA, GOAL, ACTION, *rest)
    ),
    titles=st.integers(0, 2),
    repeated=st.booleans(),
    merged=st.booleans(),
    grouped=st.booleans(),
    numbers=st.booleans(),
    gaps=st.frozensets(st.integers(0, 4), max_size=2),
    empty=st.integers(0, 8),
    total=st.booleans(),
    breaks=st.booleans(),
)


def laid_out(layout: Layout) -> list[list[str | int]]:
    """Return the cells of the sheet; a blank column stands at `empty` below 8."""

    def line(cells: list[str | int]) -> list[str | int]:
        blank = [""] if layout.empty < 8 else []
        return cells[: layout.empty] + blank + cells[layout.empty :]

    titles = ["Handlingsplan för psykisk hälsa", "Fastställd av kommunstyrelsen"]
    rows: list[list[str | int]] = [[title] for title in titles[: layout.titles]]
    if layout.grouped:
        groups = {WHO: "Genomförande", COST: "Uppföljning"}
        rows.append(line([groups.get(c, "") for c in layout.order]))
    heads = [HEADINGS[c][layout.headings[c]] for c in layout.order]
    rows.append(line(list(heads)))
    above: dict[int, str] = {}
    for number, row in enumerate(ROWS):
        if number in layout.gaps:
            rows.append([])
        cells: list[str | int] = []
        for column in layout.order:
            text = row[column]
            if column in (AREA, GOAL) and not layout.repeated and above.get(column) == text:
                text = ""
            above[column] = row[column]
            typed = column == COST and layout.numbers and layout.kind == "xlsx"
            if column == WITH and layout.breaks:
                text = text.replace(", ", "\n")
            cells.append(int(text.replace(" ", "")) if typed else text)
        rows.append(line(cells))
    if layout.total:
        sums = ["Summa" if c == AREA else "1 375 000" if c == COST else "" for c in layout.order]
        rows.append(line(list(sums)))
    return rows


def written(layout: Layout) -> tuple[bytes, str]:
    """Return the file and its name."""
    rows = laid_out(layout)
    if layout.kind != "xlsx":
        out = io.StringIO()
        delimiter = "\t" if layout.kind == "tsv" else layout.delimiter
        csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
        return out.getvalue().encode(layout.encoding), f"plan.{layout.kind}"
    book = Workbook()
    page = book.active
    assert page is not None
    for number, cells in enumerate(rows, start=1):
        for column, value in enumerate(cells, start=1):
            if value != "":
                page.cell(number, column, value)
    first = HEADINGS[AREA][layout.headings[AREA]]
    head = next(n for n, cells in enumerate(rows, start=1) if first in cells)
    if layout.grouped:
        merge_groups(page, head - 1)
    if layout.merged and not layout.repeated and not layout.gaps:
        for column in (1, 2):
            merge_down(page, column + (layout.empty < column), head + 1, head + len(ROWS))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), "plan.xlsx"


def merge_groups(page: Worksheet, row: int) -> None:
    """Merge the texts of a row with the blank cells to their right."""
    texts = [c.column for c in page[row] if c.value] + [page.max_column + 1]
    for first, after in itertools.pairwise(texts):
        if after - first > 1:
            page.merge_cells(start_row=row, end_row=row, start_column=first, end_column=after - 1)


def merge_down(page: Worksheet, column: int, top: int, bottom: int) -> None:
    """Merge the texts of a column with the blank cells below them."""
    texts = [r for r in range(top, bottom + 1) if page.cell(r, column).value] + [bottom + 1]
    for first, after in itertools.pairwise(texts):
        if after - first > 1:
            page.merge_cells(
                start_row=first, end_row=after - 1, start_column=column, end_column=column
            )


def read(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return what is said of each action, in the order of MEANT."""

    def label(node: object) -> str:
        names = [str(o) for o in graph.objects(node, SKOS.prefLabel)]  # type: ignore[arg-type]
        return (names or [str(node).rpartition("/")[2].replace("-", " ")])[0].lower()

    def labels(node: URIRef, path: URIRef) -> str:
        return ", ".join(sorted(label(o) for o in graph.objects(node, path)))

    def values(node: URIRef, path: URIRef, deeper: URIRef) -> str:
        found = [graph.value(o, deeper) for o in graph.objects(node, path)]
        return ", ".join(sorted(str(v).rpartition("/")[2] if isinstance(v, URIRef) else str(v)
                                for v in found))  # fmt: skip

    said: dict[str, tuple[str, ...]] = {}
    for node in graph.subjects(RDF.type, PG.Activity):
        assert isinstance(node, URIRef)
        goals = list(graph.objects(node, PG.contributesTo))
        edtf = [str(v) for o in graph.objects(node, PG.deadline) for v in graph.objects(o, PG.edtf)]
        said[label(node)] = (
            labels(node, PG.contributesTo),
            labels(node, PG.focusArea) or ", ".join(labels(g, PG.focusArea) for g in goals),  # type: ignore[arg-type]
            labels(node, PG.responsibleActor),
            labels(node, PG.supportingActor),
            ", ".join(edtf),
            values(node, PG.cost, SCHEMA.value),
            values(node, PG.hasStatus, DCTERMS.type),
        )
    return said


@settings(max_examples=60)
@given(layout=LAYOUTS)
def test_a_table_reads_the_same_in_every_layout(layout: Layout, root: Path) -> None:
    data, name = written(layout)
    imported = import_plan(parse_plan(data, name, root), root)
    assert read(imported.graph) == MEANT


HEADS = [text for text, _ in listed("headings")]
CELLS = [
    text
    for kind in ("times", "amounts", "statuses", "values", "actors")
    for text, _ in listed(kind)
    if "\n" not in text and "|" not in text and not text.endswith("]")
] + ["Starta samtalsgrupp för unga", "Ökad trygghet i centrum", "Se bilaga 2", "Alla nås"]


@settings(max_examples=40)
@given(data=st.data())
def test_no_cell_is_lost_whatever_stands_below_what(data: st.DataObject, root: Path) -> None:
    heads = data.draw(st.lists(st.sampled_from(HEADS), min_size=2, max_size=7, unique=True))
    row = st.lists(st.sampled_from(CELLS), min_size=len(heads), max_size=len(heads))
    rows = data.draw(st.lists(row, min_size=2, max_size=4))
    lines = [["Vad ska göras", *heads]]
    lines += [[f"Ordna träff {n} för alla", *cells] for n, cells in enumerate(rows)]
    table = {"rows": "\n".join(" | ".join(line) for line in lines), "read": {"columns": {}}}
    lost = [o.what for o in Measured(table, root).outcomes if not o.right]
    assert lost == []
