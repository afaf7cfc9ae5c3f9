"""The template: what a newcomer meets, and that what it asks for can be given and read."""

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from rdflib import RDF, Graph

from plangraf.language import Language
from plangraf.plans.exporting.template import write_plan_template
from plangraf.plans.forms.form import kinds, names_of_columns
from plangraf.plans.publishing.submissions import Submission, parse_submission
from plangraf.plans.registers.lookups import Lookups, folded
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Severity
from plangraf.vocabulary import PG, PGID

SHEETS = {key: kind for key, kind in kinds().items() if kind.template}
JARGON = ("@sv", "IRI", "grafen", "rdf", "skos", "graph", "None")


@pytest.fixture(scope="module", params=["sv", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    return "en" if request.param == "en" else "sv"


@pytest.fixture
def book(language: Language, root: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_plan_template(root, language)))


def headings(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1] if cell.column}


def test_what_must_be_filled_in_is_marked_and_the_heading_stays(
    book: openpyxl.Workbook, language: Language
) -> None:
    help_sheet = book[{"sv": "Hjälp", "en": "Help"}[language]]
    for kind in SHEETS.values():
        sheet = book[kind.label.in_(language)]
        assert sheet.freeze_panes == "A2"
        assert sheet.max_row == 1, "examples stand in the help, not among the rows"
        marked = [cell for cell in sheet[1] if str(cell.value).endswith(" *")]
        assert marked, kind.key
        assert {c.fill.fgColor.rgb for c in marked}.isdisjoint(
            {c.fill.fgColor.rgb for c in sheet[1] if c not in marked}
        )
    told = [str(cell.value) for row in help_sheet.iter_rows() for cell in row]
    assert not [text for text in told for word in JARGON if word in text.split() and text != "None"]
    assert len(told) > 400


def test_lists_to_choose_from_hold_the_schemes_and_the_examples(
    book: openpyxl.Workbook, language: Language, root: Path
) -> None:
    lookups, offered = Lookups(root), 0
    for kind in SHEETS.values():
        sheet = book[kind.label.in_(language)]
        ranges = {str(v.sqref): v for v in sheet.data_validations.dataValidation}
        for column in kind.columns:
            if not column.template or column.reading not in ("concept", "status"):
                continue
            letter = get_column_letter(headings(sheet)[column.heading(language)])
            rule = ranges[f"{letter}2:{letter}501"]
            name, _, cells = str(rule.formula1).partition("!")
            listed = [row[0].value for row in book[name.strip("'")][cells.replace("$", "")]]
            scheme = column.of or "status-level"
            assert listed == lookups.labels(scheme, language)
            assert (rule.errorStyle == "information") == column.many
            if column.example:
                assert column.example.in_(language) in listed, (kind.key, column.key)
            offered += 1
    assert offered >= 20


def filled(book: openpyxl.Workbook, language: Language, root: Path, **more: str) -> Submission:
    """Every example in its column, and `kind__column` where there is none."""
    for key, kind in SHEETS.items():
        sheet = book[kind.label.in_(language)]
        for column in kind.columns:
            given = more.get(f"{key}__{column.key}")
            text = given or (column.example.in_(language) if column.example else "")
            if column.template and text:
                sheet.cell(2, headings(sheet)[column.heading(language)]).value = text
    out = io.BytesIO()
    book.save(out)
    return parse_submission(out.getvalue(), "plan.xlsx", root)


def test_its_own_examples_are_read_without_a_remark_and_conform(
    book: openpyxl.Workbook, language: Language, root: Path
) -> None:
    scopes = {"sv": "lokal", "en": "local"}
    read = filled(
        book,
        language,
        root,
        sub_activity__activity="1.1.1",
        indicator__scope=scopes[language],
        governance__description="Kommunstyrelsen är styrgrupp",
    )
    report = read.report(Checker.of(root))
    # Boards that no register has are new: that is told, and is no remark.
    told = [f.message.sv for f in report.findings if f.severity > Severity.INFO]
    assert told == []
    assert read.plan == "exempelby-2024-2027"
    counted = {
        kind: len(set(read.graph.subjects(RDF.type, kind)))
        for kind in (PG.FocusArea, PG.Goal, PG.Activity, PG.SubActivity, PG.Indicator, PG.Need)
    }
    assert set(counted.values()) == {1}, counted


def test_what_newcomers_write_is_read_as_they_mean_it(root: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_plan_template(root, "sv")))
    read = filled(
        book,
        "sv",
        root,
        sub_activity__activity="Utbilda personal i MHFA",
        activity__deadline="2026-12-31; löpande",
        activity__depends="1.1.1",
        governance__description="",
    )
    graph: Graph = read.graph
    activity = PGID["activity/exempelby-2024-2027/1.1.1"]
    assert len(set(graph.objects(activity, PG.deadline))) == 3, "two of the cell and the start"
    assert (PGID["sub-activity/exempelby-2024-2027/1.1.1"], PG.subActivityOf, activity) in graph
    assert read.report(Checker.of(root)).conforms, "a role without a quotation stands in its cell"


def test_a_workbook_of_before_is_read_by_the_names_that_its_columns_had() -> None:
    for kind, then, now in (
        ("indicator", "Startvärde", "Utgångsvärde"),
        ("activity", "Stödjande", "Medverkande"),
        ("plan", "Genomför planen", "Omsätter planen"),
    ):
        columns = names_of_columns(kind)
        assert columns[folded(then)] is columns[folded(now)]
