"""The page on which a plan is published: first what was read, then the writing."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from plangraf.plans.publishing.versions import plan_graph
from tests.web.serving import TOKEN, Reply, Server, authorised, serving

PLAN = "nydala-2023-2026"
WORKBOOK = Path(__file__).parents[1] / "plans" / "workbooks" / "nydala.xlsx"
MARK = "between-the-fields"
PAGE = {"Accept": "text/html"}
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">', re.DOTALL)


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[Server]:
    with serving(root, writable=True, check_seconds=60) as running:
        yield running


@pytest.fixture(autouse=True)
def nothing_published(server: Server) -> None:
    server.ask(f"/data?graph={plan_graph(PLAN)}", method="DELETE", headers=authorised())


def hand_in(
    server: Server, data: bytes, name: str, token: str = TOKEN, lang: str = "sv", **more: str
) -> Reply:
    fields = {"token": token, "who": "Kim", **more}
    parts = [
        f'--{MARK}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    ]
    head = f'--{MARK}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = "".join([*parts, head]).encode() + data + f"\r\n--{MARK}--\r\n".encode()
    kind = f"multipart/form-data; boundary={MARK}"
    headers = {**PAGE, "Content-Type": kind}
    return server.ask(f"/publish?lang={lang}", method="POST", headers=headers, body=body)


def confirm(server: Server, page: Reply, **changed: str) -> Reply:
    fields = {name: html.unescape(value) for name, value in HIDDEN.findall(page.text)}
    fields["ntriples"] = fields["ntriples"].replace("\n", "\r\n")  # as browsers send it
    return server.ask(
        "/publish",
        method="POST",
        headers={**PAGE, "Content-Type": "application/x-www-form-urlencoded"},
        body=urlencode({**fields, **changed}).encode(),
    )


def stands(server: Server) -> bool:
    return server.ask(f"/data?graph={plan_graph(PLAN)}").status == 200


def test_a_file_is_shown_and_then_published(server: Server) -> None:
    page = hand_in(server, WORKBOOK.read_bytes(), "nydala.xlsx")
    assert page.status == 200, page.text
    assert "Inget är publicerat än" in page.text
    assert "2 nya mål" in page.text
    assert "nydala.xlsx →" in page.text
    assert "nydala.xlsx:Handlingsplan!B7" in page.text, "where the new goal stands"
    assert TOKEN not in page.text
    assert not stands(server)
    done = confirm(server, page)
    assert done.status == 200, done.text
    assert "Planen är publicerad" in done.text
    assert f"/queries/plan-versions?plan={PLAN}" in done.text
    assert stands(server)
    log = server.ask(f"/data/publications/{PLAN}", headers={"Accept": "text/turtle"}).text
    assert '"Kim"' in log
    assert "nydala.xlsx" in log


def test_a_plan_that_stands_already_is_told_and_another_can_be_chosen(server: Server) -> None:
    assert confirm(server, hand_in(server, WORKBOOK.read_bytes(), "nydala.xlsx")).status == 200
    again = hand_in(server, WORKBOOK.read_bytes(), "nydala.xlsx").text
    assert "Planen är densamma som den som redan gäller" in again
    assert 'name="seal"' not in again
    assert 'type="file"' in again


def test_a_plan_of_the_same_id_but_another_body_is_not_replaced(server: Server) -> None:
    habo, other = (
        f"plan: {{title: Handlingsplan, publisher: {name} kommun, area: {name}, level: lokal, "
        "period: 2024–2027}\nfocus_area: [{text: Skola}]\n"
        "goal: [{number: '1.1', text: Alla barn trivs, area: Skola}]\n".encode()
        for name in ("Habo", "Håbo")
    )
    assert confirm(server, hand_in(server, habo, "habo.yaml")).status == 200
    page = hand_in(server, other, "håbo.yaml")
    assert "Det finns redan en plan habo-2024-2027" in page.text
    assert 'name="seal"' not in page.text
    page = hand_in(server, other, "håbo.yaml", plan="habo-2024-2027")
    assert 'name="seal"' in page.text, "who names the plan means it"


def test_the_page_speaks_english(server: Server) -> None:
    page = hand_in(server, WORKBOOK.read_bytes(), "nydala.xlsx", lang="en")
    assert "Nothing is published yet" in page.text
    assert "2 new goals" in page.text


def test_a_plan_with_errors_is_told_and_cannot_be_published(server: Server) -> None:
    broken = b"plan:\n  title: Plan\n  level: lokal\ngoals:\n- text: Ett\n  area: Saknas\n"
    page = hand_in(server, broken, "plan.yaml", plan=PLAN)
    assert "Planen publiceras inte" in page.text, page.text
    assert 'name="seal"' not in page.text


@pytest.mark.parametrize(
    "changed",
    [{"ntriples": "<x:a> <x:b> <x:c> ."}, {"plan": "annan"}, {"until": "9999999999"}],
)
def test_only_what_was_shown_is_published(server: Server, changed: dict[str, str]) -> None:
    page = hand_in(server, WORKBOOK.read_bytes(), "nydala.xlsx")
    refused = confirm(server, page, **changed)
    assert refused.status == 401
    assert not stands(server)


def test_what_was_shown_beside_an_older_version_is_refused(server: Server) -> None:
    page = hand_in(server, WORKBOOK.read_bytes(), "nydala.xlsx")
    other = WORKBOOK.read_bytes()
    put = server.ask(
        f"/data?graph={plan_graph(PLAN)}&name=a.xlsx",
        method="PUT",
        headers=authorised(
            Content_Type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        ),
        body=other,
    )
    assert put.status == 201, put.text
    assert confirm(server, page).status == 412


def test_without_the_token_nothing_is_read(server: Server) -> None:
    assert hand_in(server, WORKBOOK.read_bytes(), "nydala.xlsx", token="wrong").status == 401


def test_a_server_that_only_reads_has_no_such_page(reading: Server) -> None:
    assert reading.ask("/publish", headers=PAGE).status == 403
    assert "/publish" not in reading.ask("/about", headers=PAGE).text
