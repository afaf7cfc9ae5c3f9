"""Reading `.rq` files: what is right becomes a definition, every mistake is told with its line."""

from pathlib import Path

import pytest
from tests.catalogue.conftest import FILES, GOALS, HEAD, lay

from plangraf.catalogue.declaring import KEYS as PARAMETER_KEYS
from plangraf.catalogue.declaring import RESERVED
from plangraf.catalogue.definition import Catalogue
from plangraf.catalogue.outline import outline
from plangraf.catalogue.reading import COLUMN_KEYS, parse_query, read_catalogue, read_queries
from plangraf.catalogue.reading import KEYS as HEADER_KEYS
from plangraf.catalogue.variables import take_apart
from plangraf.errors import ContentError, UnknownName

MISTAKES = [
    (("title: {sv: Mål, en: Goals}", "title: {sv: Mål}"), 1, "title lacks its en text"),
    (("#+ summary", "#+ sumary"), 2, "Did you mean summary"),
    (("#+ tags: [goals]", "#+ tags: [goals"), 15, "not YAML"),
    (("{plan}?", "{plam}?"), 3, "No parameter is named plam"),
    (("link: goal}", "link: gaol}"), 9, "does not select ?gaol"),
    (("goalLabel: {label", "golLabel: {label"), 9, "does not select ?golLabel"),
    (("type: decimal", "type: float"), 11, "type is one of"),
    (("values: plans", "values: plnas"), 5, "Did you mean plans"),
    (("word: {label: {sv: Ord, en: Word}}", "word: {label: {sv: Ord}}"), 7, "lacks its en"),
    (("#+   word: {label: {sv: Ord, en: Word}}\n", ""), 27, "?__word is not under params"),
    (("least: {label", "leest: {label"), 6, "has no ?_leest"),
    (("ORDER BY ?position ?goal", ""), 19, "ORDER BY is missing"),
    (("SELECT ?goal (COALESCE(?asked, ?sv) AS ?goalLabel)", "SELECT *"), 19, "No SELECT *"),
    (("PREFIX schema: <https://schema.org/>\n", ""), 20, "schema: is undeclared"),
    (("<https://schema.org/>", "<http://schema.org/>"), 17, "schema: is <https://schema.org/>"),
    (("OPTIONAL { ?goal pg:due ?due }", "OPTIONAL { ?goal pg:due ?due"), 20, "no partner"),
    (('LANG(?sv) = "sv"', 'LANG(?sv) = "sv'), 22, "does not fit"),
    (("?__least_integer", "?_least_integer"), 27, "one name"),
    (("multiple: true", "multiple: maybe"), 5, "must be true or false"),
    (("min_rows: 3", "min_rows: many"), 14, "whole number"),
    (("any: {sv: alla, en: all}", "hint: {sv: a, en: b}"), 5, "any is missing"),
    (("field: position", "field: positions"), 13, "does not select ?positions"),
    (("?__word)", "?__w_o_r_d)"), 28, "not a parameter name"),
]


@pytest.mark.parametrize(("change", "line", "words"), MISTAKES, ids=lambda part: str(part)[:40])
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, change: tuple[str, str], line: int, words: str
) -> None:
    old, new = change
    assert old in GOALS
    changed = GOALS.replace(old, new, 1)
    folder = lay(tmp_path, {**FILES, "goals/goals-of-plan.rq": changed})
    _, problems = read_queries(folder)
    told = [problem.render("en") for problem in problems]
    assert any(
        words in one and one.startswith(f"queries/goals/goals-of-plan.rq:{line}: ") for one in told
    ), told


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    changed = GOALS.replace("type: decimal", "type: float").replace("tags:", "tagz:")
    folder = lay(tmp_path, {**FILES, "goals/a.rq": changed, "goals/b.rq": "SELECT ?x { }"})
    with pytest.raises(ContentError) as caught:
        read_catalogue(folder)
    told = caught.value.render("sv")
    assert told.count("queries/goals/a.rq:") == 2
    assert "queries/goals/b.rq:1: title saknas." in told


def test_two_files_of_one_name_and_a_group_without_title(tmp_path: Path) -> None:
    folder = lay(tmp_path, {**FILES, "other/any-goals.rq": FILES["goals/any-goals.rq"]})
    _, problems = read_queries(folder)
    told = " ".join(problem.render("en") for problem in problems)
    assert "any-goals is in queries/goals/any-goals.rq" in told
    assert "Group other has no title" in told


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    folder = lay(tmp_path, FILES)
    (folder / "goals" / "latin.rq").write_bytes("#+ title: Mål".encode("latin-1"))
    _, problems = read_queries(folder)
    assert [problem.place for problem in problems] == ["queries/goals/latin.rq"]


def test_no_folder_is_an_empty_catalogue(tmp_path: Path) -> None:
    assert read_catalogue(tmp_path / "none").queries == ()


def test_what_a_definition_holds(catalogue: Catalogue) -> None:
    query = catalogue.get("goals-of-plan")
    assert [p.name for p in query.parameters] == ["plan", "least", "word"]
    assert [p.kind for p in query.parameters] == ["iri", "integer", "literal"]
    assert [c.variable for c in query.shown] == ["goalLabel", "position", "share", "due"]
    assert query.column("goal").hidden
    assert query.speaks
    assert not query.limited
    assert query.chart is not None
    assert query.body.startswith("PREFIX")


def test_grlc_keys_are_read(tmp_path: Path) -> None:
    text = HEAD.replace("{plan}", "{year}") + (
        "#+ endpoint: http://example.org/sparql\n#+ method: GET\n#+ pagination: 25\n"
        "#+ params: {year: {label: {sv: År, en: Year}}}\n"
        "#+ defaults:\n#+   - year: 2019\n#+ enumerate:\n#+   - year: [2019, 2020]\n"
        "#+ columns: {x: {label: {sv: X, en: X}}}\n"
        "SELECT ?x { BIND(?_year_integer AS ?x) } ORDER BY ?x\n"
    )
    query = read_catalogue(lay(tmp_path, {"groups.yaml": "g: {sv: G, en: G}", "g/q.rq": text})).get(
        "q"
    )
    assert query.page_size == 25
    assert query.parameters[0].default == ("2019",)
    assert [choice.value for choice in query.parameters[0].choices] == ["2019", "2020"]


def test_an_unknown_name_offers_the_nearest(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownName) as caught:
        catalogue.get("goals-of-plans")
    assert caught.value.nearest[0] == "goals-of-plan"
    assert "goals-of-plan" in caught.value.render("sv")


@pytest.mark.parametrize(
    ("variable", "name", "required", "kind", "detail"),
    [
        ("_goal_iri", "goal", True, "iri", ""),
        ("__goal_iri", "goal", False, "iri", ""),
        ("_word", "word", True, None, ""),
        ("_word_sv", "word", True, "lang", "sv"),
        ("_n_number", "n", True, "number", ""),
        ("_d_xsd_date", "d", True, "prefix_datatype", "http://www.w3.org/2001/XMLSchema#date"),
    ],
)
def test_names_of_variables(
    variable: str, name: str, required: bool, kind: str | None, detail: str
) -> None:
    assert take_apart(variable) == (name, required, kind, detail)


@pytest.mark.parametrize(
    "variable", ["_", "__", "_1", "_a_b_c_d", "_a_nope_date", "___a", "_a_IRI"]
)
def test_names_that_are_none(variable: str) -> None:
    assert take_apart(variable) is None


def test_an_outline_looks_past_brackets_and_texts() -> None:
    drawn = outline(
        "SELECT ?a (COUNT(?b) AS ?n) (MAX((?c)) AS ?m) "
        "{ { SELECT ?z { ?z ?y 'LIMIT' } ORDER BY ?z LIMIT 3 } }"
    )
    assert drawn.selected == ("a", "n", "m")
    assert not drawn.ordered
    assert not drawn.limited


KEYS = sorted({*HEADER_KEYS, *COLUMN_KEYS, *PARAMETER_KEYS, *RESERVED})
DOCS = Path(__file__).resolve().parents[2] / "docs" / "queries.md"


def test_the_example_of_the_documentation_is_right() -> None:
    block = DOCS.read_text("utf-8").partition("```sparql\n")[2].partition("```")[0]
    query, problems = parse_query(block, "x", "activities", "docs", {"goals": "SELECT"})
    assert [problem.render("en") for problem in problems] == []
    assert query is not None
    assert query.parameters[0].default == ("adults-1.1",)


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_documented(key: str) -> None:
    assert f"`{key}`" in DOCS.read_text("utf-8")
