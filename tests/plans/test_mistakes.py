"""What is usual to get wrong in the form: told at its cell, with what was looked for and meant."""

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from plangraf.plans.exporting.template import write_plan_template
from plangraf.plans.publishing.submissions import parse_submission
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Report
from plangraf.validation.rendering.choosing import render

Rows = Mapping[str, list[dict[str, object]]]
ROWS: Rows = {
    "Plan": [
        {
            "Planens namn": "Handlingsplan",
            "Nivå": "lokal",
            "Giltighetstid": "2025–2028",
            "Avsändare": "Mölndals stad",
            "Kommun, län eller region": "Möndal",
        }
    ],
    "Fokusområden": [
        {"Fokusområde": "Suicidprevention", "Nummer": 1, "Ämne": "Suicidpreventon"},
        {"Fokusområde": "Samverkan", "Nummer": 2, "Ämne": "Samverkan mellan huvudmän"},
    ],
    "Mål": [
        {"Nummer": 1.1, "Mål": "Ingen ska dö i suicid", "Fokusområde": "Suicid prevention"},
        {"Nummer": 1.1, "Mål": "Alla vågar fråga", "Fokusområde": "Suicidprevention"},
    ],
    "Aktiviteter": [
        {"Aktivitet": "Utbilda", "Mål": 9.1, "Ansvarig": "Socialförvaltningen"},
        {"Aktivitet": "Informera", "Mål": 9.2, "Ansvarig": "Socialförvaltningne"},
        {"Aktivitet": "Samla", "Mål": 9.3, "Arbetskategori": "Möten", "Klart senast": "nån gång"},
        {"Aktivitet": "Mäta", "Mål": 9.4},
        {"Aktivitet": "Ordna", "Mål": 9.5},
        {"Aktivitet": "Bjuda", "Mål": 9.6},
        {"Nummer": "7", "Ansvarig": "Socialförvaltningen"},
        {"Aktivitet": "Bygga", "Mål": 9.8, "Start": "2027-01-01", "Klart senast": 46203},
    ],
    "Indikatorer": [
        {"Indikator": "Suicid per 100 000", "Nivå": "lokal", "Utgångsvärde": "12 personer"},
        {"Indikator": "Andel som trivs", "Nivå": "lokal", "Målvärde": "90 %"},
    ],
}
TOLD = (
    ("Plan!F2", "Området ”Möndal” är okänt. Menade du ”Mölndal”?"),
    (
        "Fokusområden!D2",
        "”Suicidpreventon” finns inte i listan ”ämnen”. Menade du ”Suicidprevention”?",
    ),
    ("Mål!D2", "bland planens fokusområden och läggs till. Menade du ”Suicidprevention”?"),
    ("Mål!A3", "”Ingen ska dö i suicid” har redan numret ”1.1”."),
    ("Aktiviteter!H3", "”Socialförvaltningne” liknar ”Socialförvaltningen”"),
    ("Aktiviteter!O4", "i listan ”arbetskategorier”. Välj: Samverkan och styrning, "),
    ("Aktiviteter!M4", "”nån gång” går inte att läsa som en tid (till exempel 2026-06-30)"),
    ("Indikatorer!I3", "Målvärdet saknar år."),
    ("Aktiviteter!B8", "Aktiviteten har ingen formulering på svenska."),
    ("Aktiviteter!M9", "Talet 46203 läses som datumet 2026-06-30"),
    ("Aktiviteter!L9", "Starten 2027-01-01 är senare än slutet 2026-06-30."),
)


@pytest.fixture(scope="module")
def report(root: Path) -> Report:
    book = openpyxl.load_workbook(io.BytesIO(write_plan_template(root, "sv")))
    for name, rows in ROWS.items():
        columns = {str(c.value).removesuffix(" *"): c.column for c in book[name][1]}
        for line, row in enumerate(rows, 2):
            for heading, value in row.items():
                at = book[name].cell(line, columns[heading] or 1)
                at.value = value  # type: ignore[assignment]
    out = io.BytesIO()
    book.save(out)
    return parse_submission(out.getvalue(), "plan.xlsx", root).report(Checker.of(root))


@pytest.mark.parametrize(("cell", "words"), TOLD)
def test_a_mistake_is_told_at_its_cell(report: Report, cell: str, words: str) -> None:
    told = [f.message.sv for f in report.findings if f.location and f.location.cell == cell]
    assert any(words in message for message in told), told


def test_a_baseline_needs_no_year(report: Report) -> None:
    rules = {f.rule for f in report.findings if f.location and f.location.cell == "Indikatorer!H2"}
    assert "target-to-reach" not in rules


def test_references_to_different_things_are_not_told_as_one(report: Report) -> None:
    text = render(report, "text", "sv")
    for line in range(2, 8):
        assert f"Aktiviteter!E{line} fel" in text
        assert f"”9.{line - 1}” finns inte bland planens mål." in text
    assert text.count("[activity-topic]") == 1, "what reads the same is told once"
