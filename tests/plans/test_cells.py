"""How single cells are read: times, amounts, values, statuses, actors."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from plangraf.content.locating import content_root
from plangraf.plans.cells.actors import split_actors
from plangraf.plans.cells.amounts import Amount, read_amount, typed_amount
from plangraf.plans.cells.dates import read_periods
from plangraf.plans.cells.status import read_status
from plangraf.plans.cells.targets import read_value
from plangraf.plans.files.cleaning import harmless, repair_mojibake, unharmed
from plangraf.plans.files.numbers_shown import shown
from plangraf.plans.registers.register import read_register

ROOT: Path = content_root()


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("hösten 2021", "2021-23"),
        ("Q3 2020", "2020-35"),
        ("kv 2", "2021-34"),
        ("vecka 40", "2021-10-04/2021-10-10"),
        ("2019–2022", "2019/2022"),
        ("senast 1 mars 2026", "2026-03-01"),
        ("2-3 oktober 2019", "2019-10-02/2019-10-03"),
        ("fr.o.m. 2021", "2021/.."),
        ("1/3 2021", "2021-03-01"),
        ("ht 2021 - vt 2022", "2021-41/2022-40"),
        ("by the end of 2024", "2024"),
        ("löpande", ""),
        ("årligen", ""),
    ],
)
def test_a_time_is_read(text: str, edtf: str) -> None:
    read = read_periods(text, 2021)
    assert read is not None
    assert [period.edtf for period in read] == [edtf]


def test_a_date_shown_without_its_day_is_a_month() -> None:
    """A spreadsheet keeps "jan-26" as the first of January, and shows the month."""
    assert shown(datetime.date(2026, 1, 1), "mmm\\-yy;@") == "2026-01"
    assert shown(datetime.date(2026, 1, 1), "yyyy") == "2026"
    assert shown(datetime.date(2026, 1, 1), "yyyy-mm-dd") == "2026-01-01"


def test_words_that_are_no_time_are_not_read() -> None:
    assert read_periods("när medel finns") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,5 mnkr", "1500000"),
        ("500 tkr", "500000"),
        ("1 200 000 kr", "1200000"),
        ("1.200.000", "1200000"),
        ("ca 2 milj", "2000000"),
        ("50 000:-", "50000"),
    ],
)
def test_an_amount_is_read(text: str, value: str) -> None:
    read = read_amount(text)
    assert read is not None
    assert read.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value", "years"),
    [
        ("12000", "12000", ""),
        ("32020", "32020", ""),
        ("12000 kr 2020", "12000", "2020"),
        ("2020: 12000", "12000", "2020"),
        ("12 000", "12000", ""),
        ("1.200.000", "1200000", ""),
        ("150 tkr 2021–2022", "150000", "2021-2022"),
        ("12000 kr (2020)", "12000", "2020"),
        ("250 tkr, 2021", "250000", "2021"),
        ("2000", "2000", ""),
        ("12002020 kr", "12002020", ""),
    ],
)
def test_a_year_stands_apart_from_the_amount(text: str, value: str, years: str) -> None:
    read = read_amount(text)
    assert read is not None
    assert (read.value, read.years) == (Decimal(value), years)


def test_mere_years_are_no_amount() -> None:
    assert read_amount("2019–2022") is None


def test_a_cell_that_holds_a_number_is_that_number() -> None:
    assert typed_amount(Decimal("1.125"), "1.125 mnkr").value == 1_125_000
    assert typed_amount(Decimal(32020), "32020") == Amount("32020", Decimal(32020))


@pytest.mark.parametrize(
    ("text", "kind", "numbers"),
    [
        ("minskning med 40 %", "change", ("-40", None, None)),
        ("≥ 90 %", "least", (None, "90", None)),
        ("från 40 till 20", "exact", ("20", None, None)),
        ("alla", "all", ("100", None, None)),
        ("öka", "direction", (None, None, None)),
        ("ca 200", "exact", ("200", None, None)),
        ("50-60 %", "range", (None, "50", "60")),
    ],
)
def test_a_value_is_read(text: str, kind: str, numbers: tuple[str | None, ...]) -> None:
    read = read_value(text)
    assert read is not None
    assert read.kind == kind
    assert (read.value, read.least, read.most) == tuple(n and Decimal(n) for n in numbers)


def test_a_bare_year_is_no_value() -> None:
    assert read_value("2025") is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Ja", "completed"),
        ("Nej", "not-started"),
        ("pågår", "in-progress"),
        ("Ej påbörjad", "not-started"),
        ("Försenad - pga covid", "delayed"),
    ],
)
def test_a_status_is_read(text: str, level: str) -> None:
    read = read_status(text)
    assert read is not None
    assert read[0] == level


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Inspektionen för vård och omsorg, Sveriges Kommuner och Regioner",
            ["Inspektionen för vård och omsorg", "Sveriges Kommuner och Regioner"],
        ),
        ("Sektor för utbildning, kultur och fritid", ["Sektor för utbildning, kultur och fritid"]),
        ("Socialnämnden och Region Skåne (stöd)", ["Socialnämnden", "Region Skåne"]),
        ("Vård- och\nomsorgsförvaltningen", ["Vård- och omsorgsförvaltningen"]),
        ("-", []),
    ],
)
def test_actors_are_split(text: str, names: list[str]) -> None:
    register = read_register(ROOT, "lerum-2023-2026")
    assert [named.name for named in split_actors(text, register)] == names


def test_support_is_told_from_lead() -> None:
    register = read_register(ROOT, "lerum-2023-2026")
    text = "Ansvarig: Socialförvaltningen. Medverkande: BUP, Elevhälsan och skolan"
    assert [n.role for n in split_actors(text, register)] == ["lead"] + 3 * ["support"]


def test_a_short_name_means_the_plans_own_municipality() -> None:
    register = read_register(ROOT, "lerum-2023-2026")
    found = register.find("Kommunen")
    assert found is not None
    assert found.name == "Lerums kommun"
    assert read_register(ROOT, "").find("Kommunen") is None


def test_municipalities_of_nearly_one_name_are_two_bodies() -> None:
    register = read_register(ROOT)
    found = {name: register.find(f"{name} kommun") for name in ("Habo", "Håbo")}
    areas = {
        name: actor.area.rpartition("/")[2] for name, actor in found.items() if actor and actor.area
    }
    assert areas == {"Habo": "0643", "Håbo": "0305"}, "codes as Statistics Sweden has them"
    assert len({actor.iri for actor in found.values() if actor}) == 2


def test_double_encoding_is_repaired() -> None:
    assert repair_mojibake("Ã…tgÃ¤rd fÃ¶r hÃ¤lsa") == "Åtgärd för hälsa"


@pytest.mark.parametrize("text", ["=1+1", "-x", "@a", "'=x", "+46 8 1", "vanlig", "-5", "'"])
def test_no_cell_begins_a_live_formula(text: str) -> None:
    written = harmless(text)
    assert written[0] not in "=@"
    assert unharmed(written) == text
