"""`/shapes`: everything that is asked of a plan, as a page and as Turtle."""

from pathlib import Path

import pytest

from plangraf.validation.guide import read_guide
from tests.web.markup import Markup
from tests.web.serving import Server
from tests.web.validating.conftest import HTML, assert_whole


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_of_shapes_says_all_there_is(site: Server, root: Path, language: str) -> None:
    reply = site.ask(f"/shapes?lang={language}", headers={"Accept": HTML})
    assert (reply.status, reply.type) == (200, "text/html")
    assert_whole(reply.text)
    page = Markup(reply.text)
    for entry in read_guide(root).entries:
        assert entry.passes
        assert entry.name in page.ids
        for rule in entry.rules:
            assert rule.fails
            assert rule.name in page.ids
            said = rule.message.sv if language == "sv" else rule.message.en
            assert " ".join(said.split()) in page.text


def test_shapes_are_turtle_for_programs(site: Server) -> None:
    reply = site.ask("/shapes", headers={"Accept": "text/turtle"})
    assert reply.type == "text/turtle"
    assert site.ask("/shapes.ttl").type == "text/turtle"
