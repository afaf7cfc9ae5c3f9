"""What services answer, made to their contracts: numbers keep their digits, absences stay apart."""

from collections.abc import Sequence
from math import prod
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangraf.content.series import Provider, Table, read_sources
from plangraf.errors import ChangedContract, CutAnswer
from plangraf.statistics import kolada, pxweb, socialstyrelsen
from plangraf.statistics.exchange import Figure, read_json
from plangraf.statistics.jsonstat import read_cells
from plangraf.statistics.merging import summed_over_ages
from plangraf.statistics.planning import Wish, selected


@pytest.fixture
def suicide(root: Path) -> Table:
    return read_sources(root).tables["folkhalsodata/suicid-25"]


@pytest.fixture
def antidepressants(root: Path) -> Table:
    return read_sources(root).tables["socialstyrelsen/lakemedel-n06a-patients-per-1000"]


def recorded(root: Path, name: str) -> bytes:
    return (root / "tests" / "recorded" / name).read_bytes()


def values(figures: Sequence[Figure]) -> list[tuple[str, str, str, str, str]]:
    return [(f.area, f.period, f.sex, f.value, f.status) for f in figures]


def test_kolada_keeps_every_digit(root: Path) -> None:
    asked = kolada.Asked(("N00217",), ("1280",), (2024,))
    page = kolada.read_page(recorded(root, "kolada-v3-N00217-1280-2024.json"), asked, "x")
    assert values(page.figures) == [("1280", "2024", "T", "0.86397284", "ok")]
    assert page.following is None


def test_kolada_value_and_status_are_independent(root: Path) -> None:
    figures = kolada.read_archived(recorded(root, "kolada-v2-archived.json"), "x")
    assert values(figures) == [
        ("1401", "2017", "K", "12.50", "Missing"),
        ("1401", "2017", "M", "", "Unstated"),
        ("1401", "2017", "T", "", "Privacy"),
        ("00", "2016", "T", "0", "ok"),
    ]


def test_kolada_lists_are_split_and_cover_all() -> None:
    areas = [f"{number:04}" for number in range(60)]
    lots = list(kolada.split(["N1", "N2"], areas, range(2000, 2030), 25))
    assert all(max(len(lot.series), len(lot.areas), len(lot.years)) <= 25 for lot in lots)
    asked = [(s, a, y) for lot in lots for s in lot.series for a in lot.areas for y in lot.years]
    assert len(asked) == len(set(asked)) == 2 * 60 * 30


def test_kolada_request_has_its_lists_in_the_path() -> None:
    request = kolada.data_request("https://b/v3", kolada.Asked(("N1",), ("0000",), (2019,)), 5000)
    assert request.url == "https://b/v3/data/kpi/N1/municipality/0000/year/2019?per_page=5000"
    assert (request.method, request.body) == ("GET", None)


def test_pxweb_windows_marks_and_register_sex(root: Path, suicide: Table) -> None:
    figures = pxweb.read_figures(recorded(root, "pxweb-v1-data.json"), suicide, ["00", "1401"], "x")
    found = values(figures)
    assert found[:4] == [
        ("00", "2015-2019", "T", "15.2", "ok"),
        ("00", "2016-2020", "T", "15.0", "ok"),
        ("00", "2015-2019", "M", "21.5", "ok"),
        ("00", "2016-2020", "M", "21.30", "ok"),
    ]
    assert found[7:] == [
        ("1401", "2016-2020", "T", "", "Privacy"),
        ("1401", "2015-2019", "M", "", "Privacy"),
        ("1401", "2016-2020", "M", "0", "ok"),
        ("1401", "2015-2019", "K", "0.0", "ok"),
        ("1401", "2016-2020", "K", "", "Not applicable"),
    ]
    assert {(f.start, f.end) for f in figures} == {("2015", "2019"), ("2016", "2020")}
    assert {f.age for f in figures} == {"25+"}


def test_sex_is_coded_the_opposite_way_in_surveys(root: Path) -> None:
    tables = read_sources(root).tables
    assert tables["folkhalsodata/suicid-25"].sexes["1"] == "M"
    assert tables["folkhalsodata/psykisk-pafrestning"].sexes["01"] == "K"


def test_an_area_that_was_not_asked_for_is_refused(root: Path, suicide: Table) -> None:
    with pytest.raises(ChangedContract, match="1401 was not asked for"):
        pxweb.read_figures(recorded(root, "pxweb-v1-data.json"), suicide, ["00"], "x")


def test_a_selection_is_made_from_the_table_as_it_is(root: Path, suicide: Table) -> None:
    title, variables = pxweb.read_metadata(recorded(root, "pxweb-v1-metadata.json"), "x")
    wish = Wish(("folkhalsodata/suicid-25",), ("00", "1401", "0509"), (2020,))
    assert title.startswith("Suicid")
    assert selected(suicide, wish, variables, "x") == {
        "Region": ["00", "1401"],
        "Ålder": ["25- åldersstandardiserad"],
        "Kön": ["1+2", "1", "2"],
        "År": ["2016-2020"],
    }


def test_a_value_that_is_gone_from_the_table_is_told(root: Path, suicide: Table) -> None:
    _, variables = pxweb.read_metadata(recorded(root, "pxweb-v1-metadata.json"), "x")
    fewer = [pxweb.Variable(v.code, v.values[:1], v.eliminated, v.time) for v in variables]
    wish = Wish(("folkhalsodata/suicid-25",), ("00",), (2015,))
    with pytest.raises(ChangedContract, match="lacks 25- åldersstandardiserad"):
        selected(suicide, wish, fewer, "x")


def test_both_versions_of_pxweb_are_asked_in_their_own_words() -> None:
    chosen = {"Region": ["1401"], "Tid": ["2019"]}
    first = pxweb.data_request("https://h/v1", "A/B.px", chosen)
    second = pxweb.data_request("https://h/v2", "TAB1", chosen, version=2)
    assert first.url == "https://h/v1/A/B.px"
    assert b'"filter": "item"' in (first.body or b"")
    assert b'"format": "json-stat2"' in (first.body or b"")
    assert second.url == "https://h/v2/tables/TAB1/data?lang=sv&outputFormat=json-stat2"
    assert b'"variableCode": "Region"' in (second.body or b"")
    assert pxweb.metadata_request("https://h/v2", "TAB1", version=2).url.endswith("?lang=sv")


@given(st.dictionaries(st.text(min_size=1), st.integers(1, 40), min_size=1, max_size=4), st.data())
def test_splitting_covers_every_cell_once(sizes: dict[str, int], data: st.DataObject) -> None:
    limit = data.draw(st.integers(1, 500))
    selection = {code: [str(n) for n in range(size)] for code, size in sizes.items()}
    whole = prod(sizes.values())
    if whole > 20_000:
        return
    parts = list(pxweb.split(selection, limit))
    assert all(prod(len(v) for v in part.values()) <= limit for part in parts)
    assert sum(prod(len(v) for v in part.values()) for part in parts) == whole
    assert all(set(part) == set(selection) for part in parts)


def test_older_json_stat_sparse_and_out_of_order(root: Path) -> None:
    cells = read_cells(recorded(root, "jsonstat-v1-sparse.json"), "x")
    assert [(c.codes["Region"], c.codes["Tid"], c.value, c.status) for c in cells] == [
        ("00", "2018", "1", "ok"),
        ("00", "2019", "", "Privacy"),
        ("14", "2018", "", "Missing"),
        ("14", "2019", "4.50", "ok"),
    ]


def test_a_table_that_lost_cells_is_refused(root: Path) -> None:
    text = recorded(root, "pxweb-v1-data.json").replace(b"[15.2, 15.0,", b"[15.2,")
    with pytest.raises(ChangedContract, match="11 values in a table of 12 cells"):
        read_cells(text, "x")


def test_socialstyrelsen_commas_suppression_and_next_page(
    root: Path, antidepressants: Table
) -> None:
    content = recorded(root, "socialstyrelsen-page-1.json")
    base = "https://sdb.socialstyrelsen.se/api/v1/sv"
    page = socialstyrelsen.read_page(content, antidepressants, ["00", "14"], base, "x")
    assert values(page.figures) == [
        ("00", "2023", "T", "1234.5", "ok"),
        ("14", "2023", "T", "", "Privacy"),
    ]
    assert page.following is not None
    assert page.following.url.startswith("https://sdb.socialstyrelsen.se/")


def test_an_absent_row_is_a_zero_that_says_so(antidepressants: Table) -> None:
    there = Figure(antidepressants.series, "14", "2023", "2023", "2023", "T", "", "Privacy")
    found = socialstyrelsen.with_zeros([there], antidepressants, ["14"], [2023])
    assert values(found) == [
        ("14", "2023", "T", "", "Privacy"),
        ("14", "2023", "M", "0", "ok"),
        ("14", "2023", "K", "0", "ok"),
    ]
    assert found[1].calculated == socialstyrelsen.ABSENT


def test_the_request_to_socialstyrelsen_is_the_same_every_time(antidepressants: Table) -> None:
    asked = [
        socialstyrelsen.data_request("https://b", antidepressants, ["05", "00"], [2023], 5000)
        for _ in range(2)
    ]
    assert asked[0].key == asked[1].key
    assert asked[0].url == (
        "https://b/lakemedel/resultat/atc/N06A/matt/2/region/5,0/ar/2023/kon/1,2,3"
        "?per_sida=5000&sida=1"
    )


def test_ages_are_added_up_and_one_suppressed_hides_the_sum() -> None:
    def band(sex: str, value: str, status: str = "ok") -> Figure:
        return Figure("s", "14", "2023", "2023", "2023", sex, value, status, "0-19")

    found = summed_over_ages([band("T", "1"), band("T", "2"), band("K", "", "Privacy")], "sum")
    assert [(f.sex, f.value, f.status, f.calculated) for f in found] == [
        ("T", "3", "ok", "sum"),
        ("K", "", "Privacy", "sum"),
    ]


@pytest.mark.parametrize(
    ("label", "bounds"),
    [
        ("2019", ("2019", "2019")),
        ("2018-2021", ("2018", "2021")),
        ("2020/21", ("2020", "2021")),
        ("2024M03", ("2024-03", "2024-03")),
    ],
)
def test_periods_keep_their_bounds(label: str, bounds: tuple[str, str]) -> None:
    assert pxweb.period_bounds(label, "x") == bounds


def test_what_is_no_json_says_what_it_is() -> None:
    with pytest.raises(ChangedContract, match="<html> Underhåll"):
        read_json("<html>\n Underhåll".encode(), "x")
    with pytest.raises(CutAnswer, match="breaks off"):
        read_json(b'{"values": [1, 2', "x")


def test_every_provider_says_when_it_was_last_known(root: Path) -> None:
    providers: Sequence[Provider] = tuple(read_sources(root).providers.values())
    assert {provider.protocol for provider in providers} == {
        "kolada-3",
        "pxweb-1",
        "pxweb-2",
        "socialstyrelsen-1",
    }
    assert all(provider.checked.year >= 2025 and provider.quirks for provider in providers)
