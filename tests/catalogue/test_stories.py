"""Stories read from Markdown: their parts, every mistake with its line, and nothing dangerous."""

from pathlib import Path

import pytest
from tests.catalogue.conftest import FILES, lay

from plangraf.catalogue.definition import Catalogue
from plangraf.catalogue.reading import read_queries
from plangraf.catalogue.stories import Live, Prose, Stories, read_stories

QUERY = "```query goals-of-plan\nplan: harryda-2019\n```\n"


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    lay(tmp_path, FILES)
    (tmp_path / "queries" / "stories").mkdir()
    return tmp_path / "queries"


def read(queries: Path, **texts: str) -> tuple[Stories, list[str]]:
    for name, text in texts.items():
        story, _, language = name.rpartition("_")
        (queries / "stories" / f"{story}.{language}.md").write_text(text, "utf-8")
    catalogue, _ = read_queries(queries)
    stories, problems = read_stories(queries, catalogue)
    return stories, [problem.render("sv") for problem in problems]


def test_prose_and_queries_follow_each_other(queries: Path) -> None:
    text = f"# Titeln\n\nFörst *ett* stycke.\n\n{QUERY}\n## Mer\n\nSist.\n"
    stories, problems = read(queries, one_sv=text, one_en=text)
    assert problems == []
    (story,) = stories.in_("sv")
    assert (story.name, story.title, story.lead) == ("one", "Titeln", "Först ett stycke.")
    first, query, last = story.parts
    assert isinstance(first, Prose)
    assert first.html(str) == "<p>Först <em>ett</em> stycke.</p>\n"
    assert isinstance(query, Live)
    assert (query.query.name, query.given) == ("goals-of-plan", {"plan": ["harryda-2019"]})
    assert (query.show, query.rows) == ("table", 10)
    assert isinstance(last, Prose)
    assert last.html(str) == "<h2>Mer</h2>\n<p>Sist.</p>\n"


def test_own_links_are_placed_each_time_anew(queries: Path) -> None:
    text = "# T\n\n[här](/plans) [där](https://example.org/a) [utanför](//example.org/)\n"
    stories, _ = read(queries, one_sv=text, one_en=text)
    part = stories.in_("sv")[0].parts[0]
    assert isinstance(part, Prose)
    for _ in range(2):
        shown = part.html(lambda path: f"/below{path}")
        assert '<a href="/below/plans">' in shown
        assert '<a href="https://example.org/a">' in shown
        assert '<a href="//example.org/">' in shown


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "text <b onclick=alert(1)>b</b>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://example.org/pixel.png)",
        "<javascript:alert(1)>",
        '[x](/plans "><script>alert(1)</script>")',
    ],
)
def test_nothing_dangerous_comes_through(queries: Path, hostile: str) -> None:
    text = f"# T\n\n{hostile}\n"
    stories, _ = read(queries, one_sv=text, one_en=text)
    part = stories.in_("sv")[0].parts[0]
    assert isinstance(part, Prose)
    shown = part.html(str)
    for sign in ("<script", "<img", "<b ", 'href="javascript', 'href="data:', "<javascript"):
        assert sign not in shown


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Ingen titel\n", 1, "titeln"),
        ("# T\n\n# Till\n", 3, "Bara titeln"),
        ("# T\n\n```query no-such\n```\n", 3, "no-such finns inte"),
        ("# T\n\n```query goals-of-plan\nplans: x\n```\n", 3, "ingen parameter plans"),
        ("# T\n\n```query goals-of-plan\nshow: pie\n```\n", 3, "show"),
        ("# T\n\n```query goals-of-plan\nrows: many\n```\n", 3, "rows"),
        ("# T\n\n```query goals-of-plan\n- a\n```\n", 3, "rader som"),
        ("# T\n\n```query goals-of-plan\na: [\n```\n", 3, "rader som"),
    ],
)
def test_every_mistake_has_its_line(queries: Path, text: str, line: int, words: str) -> None:
    _, problems = read(queries, one_sv=text, one_en=text)
    assert any(words in p and f"queries/stories/one.sv.md:{line}" in p for p in problems)


def test_a_story_stands_in_both_languages(queries: Path) -> None:
    _, problems = read(queries, one_sv="# T\n\nx\n")
    assert any("one finns inte på engelska" in problem for problem in problems)


def test_no_folder_is_no_story(tmp_path: Path) -> None:
    assert read_stories(tmp_path, Catalogue(())) == (Stories(), ())
