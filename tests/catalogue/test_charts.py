"""Charts: what may be declared, and what is drawn of a table."""

import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Literal
from tests.conftest import ROOT

from plangraf.catalogue.answer import Table, cells
from plangraf.catalogue.charts.drawing import draw
from plangraf.catalogue.charts.gathering import MOST_NAMES
from plangraf.catalogue.charts.svg import numeral, scale, wrapped
from plangraf.catalogue.definition import SavedQuery
from plangraf.catalogue.parameters import Values
from plangraf.catalogue.reading import parse_query, read_catalogue
from plangraf.language import Language

SVG = "{http://www.w3.org/2000/svg}"
HEAD = """#+ title: {sv: Tal <och> & namn, en: Numbers}
#+ summary: Tal
#+ sentence: {sv: "Vilka tal?", en: "Which numbers?"}
#+ columns:
#+   name: {label: {sv: Namn, en: Name}}
#+   kind: {label: {sv: Slag, en: Kind}}
#+   n: {label: {sv: Antal, en: Number}, type: integer, unit: st}
"""
BODY = "SELECT ?name ?kind ?n WHERE { ?name ?kind ?n } ORDER BY ?name"
BAR = "#+ chart: {mark: bar, encoding: {x: {field: n, type: quantitative}, y: {field: name}}}\n"


def query(chart: str) -> SavedQuery:
    found, problems = parse_query(HEAD + chart + BODY, "tal", "x", "queries/x/tal.rq", {})
    assert problems == []
    assert found is not None
    return found


def table(chart: str, *rows: tuple[str, str, float | None], language: Language = "sv") -> Table:
    asked = query(chart)
    terms = [
        (Literal(name), Literal(kind), None if n is None else Literal(Decimal(str(n))))
        for name, kind, n in rows
    ]
    made = tuple(cells(asked.columns, row) for row in terms)
    return Table(asked, Values(language), asked.columns, made, total=len(made))


def drawn(*arguments: object, **named: object) -> ET.Element:
    """Return the drawing as XML: whatever is in a label, it must be well-formed."""
    return ET.fromstring(draw(table(*arguments, **named)))  # type: ignore[arg-type]


def texts(picture: ET.Element) -> list[str]:
    return [each.text or "" for each in picture.iter(f"{SVG}text")]


def test_a_bar_for_each_name_with_its_number() -> None:
    picture = drawn(BAR, ("a", "x", 1), ("b", "x", 49), ("c", "x", None))
    bars = list(picture.iter(f"{SVG}rect"))
    assert len(bars) == 2
    assert float(bars[1].attrib["width"]) > 40 * float(bars[0].attrib["width"])
    assert {"a", "b", "1", "49", "Antal (st) →"} <= set(texts(picture))


ROWS = (
    "#+ chart: {mark: line, encoding: {x: {field: name, type: ordinal}, "
    "y: {field: n, type: quantitative}, row: {field: kind}}}\n"
)


def test_what_is_counted_differently_stands_beneath_each_other() -> None:
    """Each row has its own scale: 2 and 20 000 both reach to the top of their drawing."""
    many = [("2016", "persons", 10000), ("2017", "persons", 20000)]
    few = [("2016", "share", 1), ("2017", "share", 2)]
    picture = drawn(ROWS, *many, *few)
    said = texts(picture)
    assert said.index("persons") < said.index("share")
    assert {"20\u202f000", "2"} <= set(said)
    groups = picture.findall(f"{SVG}g")
    assert len(groups) == 2
    tops = [min(float(c.attrib["cy"]) for c in g.iter(f"{SVG}circle")) for g in groups]
    assert tops[0] == tops[1]
    assert "2 diagram under varandra" in picture.findtext(f"{SVG}desc", "")


def test_a_single_value_is_no_curve_where_there_are_others() -> None:
    curve = [("2016", "share", 1), ("2017", "share", 2)]
    picture = drawn(ROWS, ("2019", "alone", 7), *curve)
    assert "alone" not in texts(picture)
    assert "alone" in texts(drawn(ROWS, ("2019", "alone", 7)))


def test_no_bar_and_no_number_leaves_the_picture() -> None:
    picture = drawn(BAR, ("a", "x", 49), ("b", "x", 1234.5))
    width = float(picture.attrib["viewBox"].split()[2])
    for bar in picture.iter(f"{SVG}rect"):
        assert float(bar.attrib["x"]) + float(bar.attrib["width"]) < width
    assert "1\u202f234,5" in texts(picture)


def test_names_and_titles_are_text_and_never_markup() -> None:
    picture = drawn(BAR, ("<script>alert('1')</script> \"&\"", "x", 1))
    assert picture.find(f".//{SVG}script") is None
    assert picture.find(f"{SVG}title").text == "Tal <och> & namn"  # type: ignore[union-attr]
    assert picture.attrib["role"] == "img"
    assert "style" not in ET.tostring(picture, encoding="unicode")


def test_series_have_a_key_and_bars_of_their_own() -> None:
    chart = BAR.replace("y: {field: name}", "y: {field: name}, color: {field: kind}")
    picture = drawn(chart, ("a", "x", 1), ("a", "y", 2), ("b", "x", 3))
    assert {each.attrib["class"] for each in picture.iter(f"{SVG}rect")} == {"c0", "c1"}
    assert {"x", "y"} <= set(texts(picture))


def test_rows_are_counted_where_the_declaration_says_so() -> None:
    chart = (
        '#+ chart: {mark: bar, encoding: {x: {aggregate: count}, y: {field: name, sort: "-x"}}}\n'
    )
    picture = drawn(chart, ("a", "x", None), ("b", "x", None), ("b", "x", 1), ("", "x", 1))
    said = texts(picture)
    assert said.index("b") < said.index("a")
    assert "2" in said
    assert "anges inte" in said
    assert "antal →" in said


LINE = (
    "#+ chart: {mark: line, encoding: {x: {field: name, type: ordinal}, "
    "y: {field: n, type: quantitative}, color: {field: kind}}}\n"
)


def test_a_line_runs_in_order_and_stops_where_a_value_is_missing_from_it() -> None:
    rows = [("2021", "x", 3), ("2019", "x", 1), ("2020", "x", None), ("2019", "y", 2)]
    picture = drawn(LINE, *rows)
    dots = [(float(e.attrib["cx"]), e.attrib["class"]) for e in picture.iter(f"{SVG}circle")]
    assert len(dots) == 3
    lines = [
        e
        for e in picture.iter(f"{SVG}path")
        if e.attrib.get("class") == "s0" and "L" in e.attrib["d"]
    ]
    assert len(lines) == 1


def test_two_values_at_one_place_make_two_lines_and_no_mean() -> None:
    rows = [("2019", "x", 1), ("2019", "x", 5), ("2020", "x", 2), ("2020", "x", 6)]
    picture = drawn(LINE, *rows)
    assert len([e for e in picture.iter(f"{SVG}path") if "L" in e.attrib["d"]]) == 2


RECT = (
    "#+ chart: {mark: rect, encoding: {x: {field: kind}, y: {field: name}, "
    "color: {field: n, type: quantitative}}}\n"
)


def test_a_matrix_has_a_cell_for_each_pair_with_its_number() -> None:
    picture = drawn(RECT, ("a", "x", 0), ("a", "y", 32), ("b", "x", 7))
    shades = [float(e.attrib["fill-opacity"]) for e in picture.iter(f"{SVG}rect")]
    assert len(shades) == 3
    assert shades[0] < shades[2] < shades[1]
    assert {"0", "32", "7", "x", "y", "a", "b"} <= set(texts(picture))


def test_what_is_left_out_is_said() -> None:
    rows = [(f"n{i:03}", "x", i) for i in range(MOST_NAMES + 5)]
    picture = drawn(BAR, *rows)
    assert len(list(picture.iter(f"{SVG}rect"))) == MOST_NAMES
    assert "5 till visas bara i tabellen" in (picture.find(f"{SVG}desc").text or "")  # type: ignore[union-attr]


def test_nothing_to_draw_is_an_empty_text() -> None:
    assert draw(table(BAR)) == ""
    assert draw(table(BAR, ("a", "x", None))) == ""
    assert draw(table("", ("a", "x", 1))) == ""


@pytest.mark.parametrize(
    ("chart", "told"),
    [
        (
            "{mark: pie, encoding: {x: {field: n}, y: {field: name}}}",
            "”pie” går inte att använda: bar",
        ),
        ("{mark: bar, encoding: {x: {field: n}}}", "saknar y"),
        ("{mark: bar, encoding: {x: {field: m}, y: {field: name}}}", "väljer inte ?m"),
        ("{mark: bar, encoding: {x: {}, y: {field: name}}}", "x har inget field"),
        ("{mark: bar, encoding: {x: {field: n, typ: nominal}, y: {field: name}}}", "Okänd nyckel"),
        ("{mark: bar, encoding: {x: {field: n, sort: up}, y: {field: name}}}", "”up” går inte"),
        ("{mark: bar, encoding: {x: {field: n}, y: {field: name}, size: {field: n}}}", "Okänd"),
    ],
)
def test_a_wrong_declaration_is_refused_with_its_line(chart: str, told: str) -> None:
    _, problems = parse_query(
        f"{HEAD}#+ chart: {chart}\n{BODY}", "tal", "x", "queries/x/tal.rq", {}
    )
    assert problems
    assert any(told in problem.render("sv") for problem in problems)
    assert all((problem.place or "").startswith("queries/x/tal.rq:8") for problem in problems)


@pytest.mark.parametrize(
    ("least", "most", "marks"),
    [
        (0, 49, ["0", "10", "20", "30", "40", "50"]),
        (-3, 4, ["-4", "-2", "0", "2", "4"]),
        (0, 0, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (12, 1000, ["0", "200", "400", "600", "800", "1000"]),
    ],
)
def test_a_scale_is_round_and_covers_all(least: int, most: int, marks: list[str]) -> None:
    _, found = scale(Decimal(least), Decimal(most))
    assert [Decimal(mark) for mark in marks] == found


def test_numbers_and_lines_are_written_as_people_do() -> None:
    assert numeral(Decimal("1234.50"), "sv") == "1\u202f234,5"
    assert numeral(Decimal("-0.25"), "sv") == "−0,25"
    assert numeral(Decimal("1E+3"), "en") == "1,000"
    assert wrapped("ett två tre fyra fem", 80, 13, 2) == ["ett två", "tre fyra…"]


def test_the_shipped_queries_declare_charts() -> None:
    with_charts = {q.name for q in read_catalogue(Path(ROOT) / "queries").queries if q.chart}
    assert {
        "work-category-matrix",
        "items-per-area",
        "activities-per-goal",
        "indicator-measurement-type",
        "topic-matrix",
        "indicator-series-figures",
    } <= with_charts
