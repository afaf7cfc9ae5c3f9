"""`/queries/NAME.svg`, and the figure on a query's page."""

import json
import re
import xml.etree.ElementTree as ET
from html import unescape

from tests.web.serving import Server

SVG = "{http://www.w3.org/2000/svg}"
HTML = {"Accept": "text/html"}


def test_a_chart_is_a_file_with_the_parameters_of_the_page(whole: Server) -> None:
    reply = whole.ask("/queries/items-per-area.svg?plan=harryda-2019-2022&lang=en")
    assert reply.status == 200
    assert reply.type == "image/svg+xml"
    picture = ET.fromstring(reply.text)
    assert picture.find(f"{SVG}title").text == "Activities per area"  # type: ignore[union-attr]
    # One bar for each of Härryda's five areas, and the ground.
    assert len(list(picture.iter(f"{SVG}rect"))) == 5 + 1
    tag = reply.headers["ETag"]
    address = "/queries/items-per-area.svg?plan=harryda-2019-2022&lang=en"
    assert whole.ask(address, headers={"If-None-Match": tag}).status == 304


def test_a_query_without_chart_and_a_wrong_parameter_are_told(whole: Server) -> None:
    missing = whole.ask("/queries/goals-overview.svg")
    assert missing.status == 404
    assert "inget diagram" in missing.text
    assert whole.ask("/queries/items-per-area.svg?plan=nowhere").status == 400
    assert whole.ask("/queries/no-such-query.svg").status == 404


def test_the_page_shows_the_chart_with_its_source_and_its_file(whole: Server) -> None:
    reply = whole.ask("/queries/items-per-area?lang=sv", headers=HTML)
    figure = re.search(r'<figure class="diagram".*?</figure>', reply.text, re.DOTALL)
    assert figure is not None
    assert "dataversion" in figure[0]
    assert 'href="/queries/items-per-area.svg?plan=ostergotland-2019"' in figure[0]
    assert "style=" not in figure[0]
    declared = json.loads(unescape(re.findall(r'data-chart="([^"]*)"', figure[0])[0]))
    assert declared["encoding"]["x"]["title"] == "Aktiviteter"
    assert 'rel="alternate"; type="image/svg+xml"' in reply.headers["Link"]


def test_the_chart_is_of_the_whole_answer_not_of_the_page_of_rows(whole: Server) -> None:
    page = whole.ask("/queries/items-per-area?lang=sv&size=5", headers=HTML).text
    assert page.count("<rect") == 17
    assert page.count("<tr>") == 5 + 1
    assert 'data-all="?plan=ostergotland-2019&amp;size=5000"' in page


def test_numbers_are_there_for_programs_too(whole: Server) -> None:
    page = whole.ask("/queries/items-per-area?lang=sv", headers=HTML).text
    assert re.search(r'<td class="number" data-value="17">(<a [^>]+>)?17<', page)


def test_a_query_without_chart_has_no_figure(whole: Server) -> None:
    assert "<figure" not in whole.ask("/queries/goals-overview", headers=HTML).text


def test_the_editor_opens_the_query_with_its_values(whole: Server) -> None:
    page = whole.ask("/queries/activities-per-goal?plan=ostergotland-2019", headers=HTML).text
    link = re.findall(r'href="(/sparql#query=[^"]*)"', page)[0]
    assert "plan%2Fostergotland-2019" in link
    assert "_plan_iri" not in link
