"""Makes the messy workbooks in workbooks/: made-up plans, as people keep them.

Run by hand when they are to change: `python tests/plans/make_workbooks.py`.
"""

import datetime
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

HERE = Path(__file__).parent / "workbooks"
EPOCH = datetime.datetime(2026, 1, 15)  # noqa: DTZ001  (a workbook has no time zone)


def nydala(path: Path) -> None:
    """Two-row merged headings, sections, status by colour, a hidden row, a hidden sheet."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": EPOCH})
    page = book.add_worksheet("Handlingsplan")
    bold = book.add_format({"bold": True})
    fills = [book.add_format({"bg_color": c}) for c in ("#92D050", "#FFFF00", "#FF0000")]
    percent = book.add_format({"num_format": "0%"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    page.merge_range(
        "A1:K1", "Handlingsplan psykisk hälsa 2023–2026, Nydala kommun (påhittad)", bold
    )
    page.write("A2", "Beslutad av kommunstyrelsen 2023-01-12")
    for column, text in (("A", "Nr"), ("B", "Mål"), ("C", "Åtgärd"), ("F", "Tidplan")):
        page.merge_range(f"{column}4:{column}5", text, bold)
    for column, text in (("G", "Indikator"), ("J", "Kostnad (tkr)"), ("K", "Status")):
        page.merge_range(f"{column}4:{column}5", text, bold)
    page.merge_range("D4:E4", "Ansvar", bold)
    page.write_row("D5", ["Huvudansvarig", "Medverkande"])
    page.merge_range("H4:I4", "Målvärde", bold)
    page.write_row("H5", ["2025", "Nuläge"])
    page.merge_range("A6:K6", "Fokusområde 1: Tidiga insatser", bold)
    page.merge_range("B7:B9", "1.1 Alla barn får hjälp i tid")
    _row(page, 6, [1.1, None, "Utbilda personal i MHFA", "Socialnämnden och Utbildningsnämnden"])
    page.write_row("E7", ["BUP, Elevhälsan", "hösten 2023", "Andel elever som trivs"])
    page.write("H7", 0.9, percent)
    page.write("I7", 0.72, percent)
    page.write("J7", 250)
    _row(page, 7, [1.2, None, "Föräldra\u00adstöd", "Vård- och omsorgsnämnden", None, "Q3 2024"])
    page.write("J8", "1,5 mnkr")
    _row(page, 8, [1.3, None, "Ta fram rutin", "Regionen (stöd: kommunen)"])
    page.write_datetime("F9", datetime.datetime(2024, 12, 31), day)  # noqa: DTZ001
    for row, fill in enumerate(fills, start=6):
        page.write_blank(row, 10, None, fill)
    page.merge_range("A11:K11", "Fokusområde 2: Delaktighet", bold)
    _row(page, 11, [None, "Ökad delaktighet", "Brukarråd", "SKR, Inspektionen för vård och omsorg"])
    page.write("F12", "löpande")
    page.write("J12", "ryms inom ram")
    page.write("D13", "Region Skåne")
    page.write("A14", "Summa")
    page.write("J14", 1750)
    page.write("A16", "* Kostnad avser hela perioden")
    page.write("M7", "okänd cell")
    page.set_row(7, None, None, {"hidden": True})
    hidden = book.add_worksheet("Gamla listor")
    hidden.write("A1", "x")
    hidden.hide()
    book.close()


def aspvik(path: Path) -> None:
    """A status-and-cost plan in English, dated statuses, years as columns, repeated heading."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": EPOCH})
    page = book.add_worksheet("Follow-up")
    page.write("A1", "Action plan for mental health 2024-2027, Aspvik (made up)")
    head = [
        "No",
        "Objective",
        "Action",
        "Lead",
        "Partners",
        "Due",
        "Status 2024-12-31",
        "Comment",
        "Budget 2024 (tkr)",
    ]
    rows = [
        ["1", "Fewer young people feel lonely", "Open a youth café", (
            "Culture and leisure department"
        ), "Police; Church of Sweden", "Q2 2025", "In progress", "Premises rented", 400],
        ["2", "", "Train school staff", "Education board", "", "by the end of 2024", "Completed", (
            ""
        ), "1,200"],
        ["3", "Safe relatives", "Support groups for relatives", "Social services", "RSMH", (
            "ongoing"
        ), "Delayed", "No leader yet", "within budget"],
    ]  # fmt: skip
    page.write_row("A3", head)
    for number, row in enumerate(rows[:2]):
        page.write_row(3 + number, 0, row)
    page.write_row("A6", head)
    page.write_row("A7", rows[2])
    page.write("A8", "Total")
    page.write("I8", 1600)
    book.close()


def _row(page: Any, row: int, values: list[object]) -> None:
    for column, value in enumerate(values):
        if value is not None:
            page.write(row, column, value)


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    nydala(HERE / "nydala.xlsx")
    aspvik(HERE / "aspvik.xlsx")
