"""Figures on pages, in files and over SPARQL are those of the sources; charts hide no gap."""

import csv
import io
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import pytest

from plangraf.vocabulary import PGID
from plangraf.web.figures.charts import Curve, Mark, line_chart, small_chart, standing_alone
from plangraf.web.figures.figure_pages import COLUMNS
from tests.web.serving import Server

QUESTION = """
PREFIX adms: <http://www.w3.org/ns/adms#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX pg: <https://w3id.org/plangraf/ns#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sosa: <http://www.w3.org/ns/sosa/>
SELECT ?id ?figure ?area ?label ?bounds ?sex ?age ?value ?status ?source WHERE {
  ?figure a qb:Observation ; dcterms:identifier ?id ; sdmx-dimension:refArea/skos:notation ?area ;
    sdmx-dimension:refPeriod ?period ; sdmx-dimension:sex/skos:notation ?sex ;
    adms:status/skos:notation ?status ; prov:wasGeneratedBy/dcterms:source ?source .
  ?period skos:notation ?label ; pg:edtf ?bounds .
  OPTIONAL { ?figure sosa:hasSimpleResult ?value }
  OPTIONAL { ?figure sdmx-dimension:age/skos:notation ?age }
}
"""
SVG = re.compile(r"<(\w+)\b")


@pytest.fixture(scope="module")
def given(root: Path) -> list[dict[str, str]]:
    """The figures as they were handed over."""
    folder = Path(os.environ.get("PLANGRAF_STATISTICS", root.parent / "shared" / "statistics"))
    path = folder / "observations.csv"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def answered(whole: Server) -> dict[str, dict[str, str]]:
    """Every figure, as the endpoint gives it in CSV, by its identifier."""
    reply = whole.ask(f"/sparql?query={quote(QUESTION)}", headers={"Accept": "text/csv"})
    assert reply.status == 200
    return {row["id"]: row for row in csv.DictReader(io.StringIO(reply.text))}


def page_of(whole: Server, path: str) -> str:
    reply = whole.ask(path, headers={"Accept": "text/html"})
    assert (reply.status, reply.type) == (200, "text/html")
    return reply.text


def figures_of(whole: Server, series: str) -> list[dict[str, str]]:
    reply = whole.ask(f"/figures/{series}.csv")
    assert (reply.status, reply.type) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(reply.text, newline="")))


def test_every_figure_comes_back_unchanged_over_sparql(
    given: list[dict[str, str]], answered: dict[str, dict[str, str]]
) -> None:
    assert len(given) == len(answered) == 5815
    for row in given:
        found = answered[row["obs_id"]]
        start, end = row["period_start"], row["period_end"]
        assert found["value"] == row["value"]
        assert found["status"] == row["status"]
        assert (found["label"], found["bounds"]) == (
            row["period_label"],
            start if start == end else f"{start}/{end}",
        )
        assert (found["sex"], found["age"]) == (row["sex"], row["age"])
        assert (found["area"], found["source"]) == (row["region_code"], row["source"])


def test_every_figure_comes_back_unchanged_in_the_files(
    whole: Server, given: list[dict[str, str]], answered: dict[str, dict[str, str]]
) -> None:
    series = sorted(
        {row["figure"].split("/obs/")[1].rsplit("/", 1)[0] for row in answered.values()}
    )
    paths = sorted({"/".join(one.split("/")[:2]) for one in series})
    assert len(paths) == 32
    found = {row["figure"]: row for path in paths for row in figures_of(whole, path)}
    assert len(found) == len(given)
    for row in given:
        there = found[answered[row["obs_id"]]["figure"]]
        assert (there["value"], there["status"], there["sex"], there["age"], there["period"]) == (
            row["value"],
            row["status"],
            row["sex"],
            row["age"],
            row["period_label"],
        )
        assert (there["area"], there["source"]) == (row["region_code"], row["source"])
        assert (there["calculated"] == "no") == (row["is_derived"] == "no")


def test_a_page_has_the_figures_of_its_places_unchanged(
    whole: Server, given: list[dict[str, str]], answered: dict[str, dict[str, str]]
) -> None:
    page = page_of(whole, "/id/series/kolada/N02906?lang=sv")
    wanted = [r for r in given if r["indicator_id"] == "N02906" and r["region_code"] == "1401"]
    assert len(wanted) == 9
    for row in wanted:
        path = answered[row["obs_id"]]["figure"].removeprefix(str(PGID))
        assert re.search(
            rf'href="/id/{re.escape(path)}[^"]*"><data value="{re.escape(row["value"])}">', page
        )


def test_a_source_is_named_beside_its_own_figures_only(whole: Server) -> None:
    assert {row["citation"] for row in figures_of(whole, "kolada/U21449")} == {"Källa: Kolada"}
    calculated = figures_of(whole, "socialstyrelsen/lakemedel-n06a-patients")
    assert {row["calculated"] for row in calculated} == {"yes"}
    assert not [row for row in calculated if "Källa" in row["citation"]]
    page = page_of(whole, "/id/series/socialstyrelsen/lakemedel-n06a-patients?lang=sv")
    assert "delvis beräknat av andra" in page


def test_suppressed_and_missing_figures_are_told_apart_in_files(whole: Server) -> None:
    rows = figures_of(whole, "kolada/N15533")
    assert tuple(rows[0]) == COLUMNS
    without = [row for row in rows if not row["value"]]
    assert len(without) == 102
    assert {row["status"] for row in without} <= {"Missing", "Privacy"}


def test_a_chart_is_a_file(whole: Server) -> None:
    reply = whole.ask("/figures/kolada/U21449.svg?plan=harryda-2019-2022&lang=en&download=1")
    assert (reply.status, reply.type) == (200, "image/svg+xml")
    assert reply.headers["Content-Disposition"] == 'attachment; filename="kolada-U21449.svg"'
    assert "Härryda, women" in reply.text
    assert "Source: Kolada" in reply.text
    assert 'width="640"' in reply.text
    swedish = whole.ask("/figures/kolada/U21449.svg?plan=harryda-2019-2022&lang=sv")
    assert "Källa: Kolada" in swedish.text


@pytest.mark.parametrize(
    "path",
    [
        "/figures/kolada/U00000.csv",
        "/figures/kolada/U00000.svg",
        "/figures/folkhalsomyndigheten/suicid-15-rate.svg",
        "/figures/%22%3E.csv",
    ],
)
def test_what_has_no_figures_says_so(whole: Server, path: str) -> None:
    reply = whole.ask(path)
    assert reply.status == 404
    assert "/figures" in reply.text


def test_municipalities_stand_beside_each_other(whole: Server) -> None:
    page = page_of(whole, "/id/series/kolada/U21449?lang=sv")
    smalls = page.partition('<details class="smalls">')[2].partition("</details>")[0]
    assert smalls.count("<li>") == 62
    assert "<strong><a" in smalls
    of_one_plan = page_of(
        whole,
        "/id/indicator/harryda-2019-2022/county-andel-aldre-med-aldreomsorg-som-har-besvar-av",
    )
    assert of_one_plan.partition('<details class="smalls">')[2].count("<li>") >= 49


def test_how_the_figures_stand(whole: Server, answered: dict[str, dict[str, str]]) -> None:
    page = page_of(whole, "/figures?lang=sv")
    table = page.partition('id="series"')[2]
    assert table.count("<tr>") == 33
    assert sum(int(n) for n in re.findall(r'row">.*?</th><td class="number">(\d+)<', table)) == len(
        answered
    )
    assert "Lokal handlingsplan psykisk hälsa 2019–2022" in page
    assert "/figures" in page_of(whole, "/indicators?lang=sv")
    assert whole.ask("/figures?lang=en").headers["Content-Language"] == "en"


# --- Charts ---------------------------------------------------------------------------------------


def year(number: int, value: str | None) -> Mark:
    return Mark(
        date(number, 1, 1), date(number, 12, 31), Decimal(value) if value is not None else None
    )


def window(first: int, last: int, value: str) -> Mark:
    return Mark(date(first, 1, 1), date(last, 12, 31), Decimal(value))


def drawn(*marks: Mark) -> tuple[int, int, int]:
    """How many lines, windows and points a curve is drawn with."""
    svg = line_chart([Curve("x", marks)], "t", "u", "Källa: x", "sv")
    lines = len(re.findall(r'<path d="M[\d. ]+L', svg))
    return lines, svg.count('stroke-opacity="0.4"'), svg.count("<circle")


def test_years_that_follow_are_joined() -> None:
    assert drawn(year(2015, "1"), year(2016, "2"), year(2017, "3")) == (2, 0, 3)


def test_a_line_is_broken_where_a_figure_is_missing() -> None:
    assert drawn(year(2015, "1"), year(2016, None), year(2017, "3"), year(2018, "4")) == (1, 0, 3)


def test_a_line_is_broken_where_the_source_left_a_year_out() -> None:
    marks = [year(n, "1") for n in (2013, 2014, 2015, 2017, 2018)]
    assert drawn(*marks) == (3, 0, 5)


def test_every_second_year_is_no_gap() -> None:
    assert drawn(*(year(n, "1") for n in (2014, 2016, 2018))) == (2, 0, 3)


def test_windows_are_drawn_as_windows_and_joined_where_they_touch() -> None:
    marks = [window(2013, 2016, "1"), window(2015, 2018, "2"), window(2017, 2020, "2")]
    assert drawn(*marks, window(2018, 2021, "2"), window(2021, 2024, "2")) == (4, 5, 5)


def test_one_period_alone_is_no_chart() -> None:
    assert line_chart([Curve("x", (year(2015, "1"),))], "t", "u", "", "sv") == ""


def test_negative_numbers_have_room() -> None:
    svg = line_chart([Curve("x", (year(2015, "-2"), year(2016, "3")))], "t", "u", "", "en")
    assert "-2" in svg
    assert all(0 <= float(y) <= 400 for y in re.findall(r'cy="([-\d.]+)"', svg))


def test_a_file_of_its_own_has_a_size_and_a_ground() -> None:
    inline = line_chart([Curve("x", (year(2015, "1"), year(2016, "3")))], "t", "u", "s", "sv")
    alone = standing_alone(inline)
    assert alone.count("<svg") == 1
    assert re.search(r'<svg [^>]*width="640" height="\d+(\.\d)?">', alone)
    assert "#ffffff" in alone
    assert "#ffffff" not in inline


def test_small_charts_share_a_scale() -> None:
    low = small_chart([year(2015, "1"), year(2016, "1")], [Decimal(0), Decimal(10)])
    high = small_chart([year(2015, "10"), year(2016, "10")], [Decimal(0), Decimal(10)])
    assert re.findall(r"M[\d.]+ ([\d.]+)L", low) > re.findall(r"M[\d.]+ ([\d.]+)L", high)
    assert SVG.findall(low)[0] == "svg"
