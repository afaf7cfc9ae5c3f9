"""`/validate`: ways of sending, formats of answers, own shapes, the page, hostile files."""

import io
import json
import tempfile
import time
import zipfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import openpyxl
import pytest
from rdflib import RDF, SH, Graph

from plangraf.validation.guide import read_guide
from tests.web.markup import Markup
from tests.web.serving import Reply, Server, serving

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "tests" / "validation" / "plans" / "exempelby.ttl").read_text("utf-8")
BROKEN = EXAMPLE.replace("actor-role/steering-group", "actor-role/styrgrupp").encode()
CSV = "Fokusområde;Mål;Aktivitet;Ansvarig\nSkola;Alla klarar skolan;Anställ kuratorer;\n".encode()
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
TURTLE = {"Content-Type": "text/turtle"}
SLOW_QUERY = (
    "SELECT $this WHERE { $this ?a ?b . "
    + " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(6))
    + f" FILTER(STRLEN(CONCAT({', '.join(f'STR(?o{n})' for n in range(6))})) > 9999999) }}"
)


@pytest.fixture(scope="module")
def site(root: Path) -> Iterator[Server]:
    with serving(root, upload_bytes=2_000_000, check_seconds=8.0, check_triples=50_000) as server:
        yield server


def post(site: Server, body: bytes, path: str = "/validate", **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return site.ask(path, method="POST", headers=named, body=body)


def form(site: Server, fields: dict[str, str | tuple[str, bytes]], accept: str = HTML) -> Reply:
    """Send a form as a browser does; a pair is a file's name and content."""
    out = io.BytesIO()
    for name, value in fields.items():
        text, data = ("", value.encode()) if isinstance(value, str) else value
        file = f'; filename="{text}"' if isinstance(value, tuple) else ""
        kind = "Content-Type: application/octet-stream\r\n" if file else ""
        head = f'--xyz\r\nContent-Disposition: form-data; name="{name}"{file}\r\n{kind}\r\n'
        out.write(head.encode() + data + b"\r\n")
    out.write(b"--xyz--\r\n")
    return post(
        site, out.getvalue(), Accept=accept, Content_Type="multipart/form-data; boundary=xyz"
    )


# --- Answers -------------------------------------------------------------------------------------


def test_curl_gets_text(site: Server) -> None:
    reply = post(site, BROKEN, Accept="*/*", **TURTLE_)
    assert (reply.status, reply.type) == (200, "text/plain")
    assert "rad 26:102 fel" in reply.text
    assert "Närmast:" in reply.text
    assert reply.headers["Plangraf-Conforms"] == "false"
    assert reply.headers["Plangraf-Findings"] == "violation=1, warning=0, info=0"
    assert reply.headers["Cache-Control"] == "no-store"


TURTLE_ = {"Content_Type": "text/turtle"}


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json", "application/json"),
        ("application/sarif+json", "application/sarif+json"),
        ("application/xml", "application/xml"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        (HTML, "text/html"),
    ],
)
def test_the_answer_is_negotiated(site: Server, accept: str, kind: str) -> None:
    reply = post(site, BROKEN, Accept=accept, **TURTLE_)
    assert (reply.status, reply.type) == (200, kind)
    assert "governance-role-role" in reply.text


def test_format_wins_over_accept(site: Server) -> None:
    reply = post(site, BROKEN, "/validate?format=json&lang=en", Accept=HTML, **TURTLE_)
    told = json.loads(reply.body)
    assert told["counts"] == {"violation": 1, "warning": 0, "info": 0}
    assert told["findings"][0]["location"]["line"] == 26
    assert told["findings"][0]["location"]["file"] == "plan.ttl"


def test_the_shacl_report_is_read_by_others(site: Server) -> None:
    reply = post(site, BROKEN, Accept="text/turtle", **TURTLE_)
    report = Graph().parse(data=reply.text, format="turtle")
    assert len(list(report.subjects(RDF.type, SH.ValidationResult))) == 1


def test_an_unknown_format_is_406(site: Server) -> None:
    assert post(site, BROKEN, Accept="image/png", **TURTLE_).status == 406
    assert post(site, BROKEN, "/validate?format=pdf", **TURTLE_).status == 400


def test_a_profile_is_chosen(site: Server) -> None:
    core = post(site, EXAMPLE.encode(), "/validate?format=json", **TURTLE_)
    assert json.loads(core.body)["profile"] == "core"
    more = post(site, EXAMPLE.encode(), "/validate?format=json&profile=publishable", **TURTLE_)
    assert json.loads(more.body)["profile"] == "publishable"
    wrong = post(site, BROKEN, "/validate?profile=strikt", **TURTLE_)
    assert wrong.status == 400
    assert "core" in wrong.text


# --- Ways of sending -----------------------------------------------------------------------------


def test_a_workbook_like_body_by_its_name(site: Server) -> None:
    reply = post(
        site, CSV, "/validate?name=plan.csv&format=json", Content_Type="application/octet-stream"
    )
    assert reply.status == 200
    places = [f["location"] for f in json.loads(reply.body)["findings"]]
    assert all(place["file"] == "plan.csv" for place in places)


def test_an_unread_type_is_415(site: Server) -> None:
    reply = post(site, b"x", Content_Type="image/png")
    assert reply.status == 415
    assert "text/turtle" in reply.text
    assert post(site, b"x", Content_Encoding="gzip", **TURTLE_).status == 415


def test_a_form_with_a_file(site: Server) -> None:
    reply = form(site, {"file": ("../fakepath/min plan.ttl", BROKEN), "profile": "core"})
    assert reply.status == 200
    assert "min plan.ttl" in reply.text
    assert "fakepath" not in reply.text


def test_pasted_text_stays_in_its_field(site: Server) -> None:
    reply = form(site, {"file": ("", b""), "text": BROKEN.decode(), "syntax": "ttl"})
    assert reply.status == 200
    assert "&lt;actor-role/styrgrupp&gt;" in reply.text.split("</textarea>")[0]


def test_pasted_json_is_seen_to_be_json(site: Server) -> None:
    text = '{"@id": "https://w3id.org/plangraf/id/plan/x", "@type": "https://schema.org/Thing"}'
    reply = form(site, {"text": text, "syntax": "ttl"}, accept="application/json")
    assert reply.status == 200
    assert json.loads(reply.body)["findings"][0]["rule"] == "nothing-to-check"


def test_nothing_sent_is_told(site: Server) -> None:
    reply = form(site, {"file": ("", b""), "text": " "})
    assert reply.status == 400
    assert "Välj en fil" in reply.text


def test_the_language_of_the_form(site: Server) -> None:
    reply = form(site, {"text": BROKEN.decode(), "lang": "en"})
    assert '<html lang="en">' in reply.text
    assert "Write: dcat:hadRole" in reply.text


# --- The page ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page(site: Server, language: str) -> None:
    reply = site.ask(f"/validate?lang={language}", headers={"Accept": HTML})
    assert (reply.status, reply.type) == (200, "text/html")
    page = Markup(reply.text)
    assert [level for level, _ in page.headings][:2] == [1, 2]
    named = {given["for"] for tag, given in page.elements if tag == "label"}
    inputs = ("input", "select", "textarea")
    fields = {g["id"] for tag, g in page.elements if tag in inputs and g.get("type") != "hidden"}
    assert fields <= named
    assert 'enctype="multipart/form-data"' in reply.text


def test_a_finding_and_its_line_point_at_each_other(site: Server) -> None:
    page = form(site, {"text": BROKEN.decode()}).text
    assert 'href="#L26"' in page
    line = next(li for li in page.splitlines() if 'id="L26"' in li)
    assert "<mark>&lt;actor-role/styrgrupp&gt;</mark>" in line
    assert 'href="#f1"' in line
    assert 'id="f1"' in page
    assert_whole(page)


def assert_whole(text: str) -> None:
    """Every link within the page leads somewhere, and no id is there twice."""
    page = Markup(text)
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_a_cell_is_marked(site: Server) -> None:
    page = form(site, {"file": ("plan.csv", CSV)}).text
    assert "<mark>" in page
    assert "Anställ kuratorer" in page
    assert_whole(page)


def test_findings_are_grouped_by_goal(site: Server) -> None:
    text = EXAMPLE.replace("pg:focusArea <focus-area/", "pg:focusArea <omrade/")
    page = form(site, {"text": text}).text
    assert "<h4>Mål ”" in page


def test_an_unreadable_file_leaves_the_form(site: Server) -> None:
    reply = form(site, {"text": "<a> <b> .", "syntax": "ttl"})
    assert reply.status == 422
    assert 'role="alert"' in reply.text
    assert "&lt;a&gt; &lt;b&gt; .</textarea>" in reply.text


# --- Own shapes ----------------------------------------------------------------------------------

OWN = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix pg: <https://w3id.org/plangraf/ns#> .
@prefix ex: <https://example.org/> .
ex:Motto a sh:NodeShape ; sh:targetClass pg:ActionPlan ;
  sh:property [ sh:path ex:motto ; sh:minCount 1 ; sh:message "Motto saknas."@sv, "No motto."@en ] .
"""


def test_own_shapes_beside_and_alone(site: Server) -> None:
    fields: dict[str, str | tuple[str, bytes]] = {
        "file": ("plan.ttl", BROKEN),
        "shapes": ("egna.ttl", OWN.encode()),
    }
    alone = json.loads(form(site, fields, "application/json").body)
    assert [f["message"]["sv"] for f in alone["findings"]] == ["Motto saknas."] * 2
    beside = json.loads(form(site, {**fields, "profile": "core"}, "application/json").body)
    assert len(beside["findings"]) == 3


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        (OWN + "<https://example.org/> <http://www.w3.org/2002/07/owl#imports> ex:more .", "utifr"),
        (OWN.replace("minCount 1", "minCout 1"), "sh:minCount"),
        (OWN.replace("sh:minCount 1", "sh:js [ ]"), "sh:js"),
        (OWN.replace("sh:minCount 1", "sh:rule [ ]"), "sh:rule"),
        (
            OWN + 'ex:S a sh:NodeShape ; sh:targetClass pg:Goal ; sh:sparql [ sh:select "SELECT '
            '$this WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }" ] .',
            "utifr",
        ),
        (
            OWN + 'ex:S a sh:NodeShape ; sh:targetClass pg:Goal ; sh:sparql [ sh:select "SELECT '
            '$this WHERE { SERV\\\\u0049CE <http://127.0.0.1:9/> { $this ?p ?o } }" ] .',
            "utifr",
        ),
        (
            OWN + 'ex:S a sh:NodeShape ; sh:targetClass pg:Goal ; sh:sparql [ sh:select "SELECT '
            '$this FROM <http://127.0.0.1:9/> WHERE { $this ?p ?o }" ] .',
            "utifr",
        ),
        ("<a> <b> .", "egna.ttl"),
    ],
    ids=["imports", "misspelt", "script", "rule", "service", "escaped", "from", "syntax"],
)
def test_dangerous_shapes_are_refused(site: Server, shapes: str, said: str) -> None:
    fields: dict[str, str | tuple[str, bytes]] = {
        "file": ("plan.ttl", BROKEN),
        "shapes": ("egna.ttl", shapes.encode()),
    }
    reply = form(site, fields, "application/json")
    assert reply.status == 422, reply.text
    assert said in json.loads(reply.body)["detail"]


def test_a_check_that_never_ends_is_ended(root: Path) -> None:
    shapes = (
        OWN + f"ex:S a sh:NodeShape ; sh:targetClass pg:Goal ; "
        f'sh:sparql [ sh:select "{SLOW_QUERY}" ] .'
    )
    fields: dict[str, str | tuple[str, bytes]] = {
        "file": ("plan.ttl", BROKEN),
        "shapes": ("egna.ttl", shapes.encode()),
    }
    with serving(root, check_seconds=1.5) as server:
        started = time.monotonic()
        reply = form(server, fields, "application/json")
        assert time.monotonic() - started < 20
        assert reply.status == 503, reply.text
        assert reply.headers["Retry-After"]
        again = post(server, BROKEN, "/validate?format=json", **TURTLE_)
        assert again.status == 200


def test_memory_is_bounded(root: Path) -> None:
    data = b"".join(b"<a:%d> <a:p> <a:%d> .\n" % (n, n + 1) for n in range(150_000))
    with serving(root, check_memory=20_000_000, check_triples=10_000_000) as server:
        reply = post(server, data, Accept="application/json", **TURTLE_)
        assert reply.status == 503, reply.text
        assert "20 MB" in json.loads(reply.body)["detail"]


# --- Hostile files -------------------------------------------------------------------------------


def zipped(name: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, b" " * size)
    return out.getvalue()


CONTEXT = b'{"@context": "http://127.0.0.1:9/c.jsonld", "@id": "https://example.org/x", "p": 1}'
HOSTILE = {
    "word.ttl": (zipped("word/document.xml", 10_000), 422, "Word"),
    "utf16.ttl": (EXAMPLE.encode("utf-16"), 422, "UTF-16"),
    "latin.ttl": (EXAMPLE.encode("latin-1", "replace"), 422, "UTF-8"),
    "half.ttl": (EXAMPLE.encode()[: len(EXAMPLE) // 2], 422, "half.ttl:"),
    "empty.ttl": (b"", 422, "tom"),
    "blank.ttl": (b"\n\n", 422, "tom"),
    "nothing.ttl": (b"# only a comment\n", 422, "inga uppgifter"),
    "doctype.rdf": (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><rdf:RDF/>',
        422,
        "DOCTYPE",
    ),
    "remote.jsonld": (CONTEXT, 422, "inget h"),
    "deep.jsonld": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 422, "deep.jsonld"),
    "list.jsonld": (b"[" * 500_000, 422, "list.jsonld"),
    "deep.yaml": (b"[" * 100_000, 422, "deep.yaml"),
    "bomb.xlsx": (zipped("xl/worksheets/sheet1.xml", 900_000_000), 413, "bomb.xlsx"),
    "word.xlsx": (zipped("word/document.xml", 10_000), 422, "word.xlsx"),
    "half.xlsx": (zipped("xl/workbook.xml", 10_000)[:100], 422, "half.xlsx"),
    "page.ttl": (b"<!DOCTYPE html><html></html>", 422, "webbsida"),
    "triples.nt": (b"<a:a> <a:b> <a:c> .\n" * 60_000, 422, "50000"),
    "large.ttl": (b"#" * 2_500_000, 413, "2 MB"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_sentence(site: Server, name: str) -> None:
    data, status, said = HOSTILE[name]
    started = time.monotonic()
    reply = form(site, {"file": (name, data)}, "application/json")
    assert time.monotonic() - started < 10
    told = json.loads(reply.body)
    assert (reply.status, told["status"]) == (status, status), told
    assert said in told["detail"]
    assert len(told["detail"]) < 500
    assert "Traceback" not in reply.text
    page = form(site, {"file": (name, data)})
    assert page.status == status
    assert "<form" in page.text


def test_more_than_the_server_takes_is_told_in_words(site: Server) -> None:
    """The server itself refuses it, before the application is asked."""
    large = {**TURTLE_, "Content_Length": "5000000"}
    text = post(site, b"#", Accept="*/*", **large)
    assert (text.status, text.type) == (413, "text/plain")
    assert "2 MB" in text.text
    assert "Dela filen" in text.text
    page = post(site, b"#", Accept=HTML, Accept_Language="en", **large)
    assert (page.status, page.type) == (413, "text/html")
    assert "Split the file" in page.text


@pytest.mark.parametrize(
    "body",
    [
        b"<a:a> <a:b> " + b"[<a:c> " * 20_000 + b"1" + b"]" * 20_000 + b" .",
        b"<a:a> <a:b> " + b"(" * 20_000 + b")" * 20_000 + b" .",
    ],
    ids=["blank nodes", "lists"],
)
def test_deep_nesting_is_answered(site: Server, body: bytes) -> None:
    assert post(site, body, Accept="application/json", **TURTLE_).status in (200, 422, 503)


def test_one_long_line(root: Path) -> None:
    """Twenty megabytes of statements without a line break, and of one value."""
    line = EXAMPLE.partition("\n\n")[0].encode() + b"<goal/a/b> a pg:Goal . " * 860_000
    value = b'<https://example.org/a> <https://example.org/p> "' + b"x" * 19_900_000 + b'" .'
    with serving(root, check_triples=2_000_000, check_memory=4_000_000_000) as server:
        started = time.monotonic()
        reply = post(server, line, Accept=HTML, **TURTLE_)
        assert reply.status == 200
        assert len(reply.body) < 100_000
        assert time.monotonic() - started < 40
        assert post(server, value, Accept="application/json", **TURTLE_).status == 422


def test_a_gone_client_ends_its_check_and_the_next_is_answered(site: Server) -> None:
    connection = HTTPConnection(site.host, site.port)
    connection.request("POST", "/validate", BROKEN, {**TURTLE, "Accept": "application/json"})
    connection.close()
    assert post(site, BROKEN, Accept="application/json", **TURTLE_).status == 200


def test_nothing_is_left_behind(site: Server) -> None:
    """Neither a file among the temporary ones nor anything about it in the answers to others."""
    folder = Path(tempfile.gettempdir())
    before = {path.name for path in folder.iterdir()}
    secret = "hemligt-om-exempelby"
    form(site, {"file": (f"{secret}.ttl", BROKEN + b"# " + b"x" * 1_000_000)})
    new = [path for path in folder.iterdir() if path.name not in before and path.is_file()]
    assert not [path for path in new if secret in path.name or _holds(path, b"styrgrupp")]
    assert secret not in site.ask("/validate", headers={"Accept": HTML}).text


def _holds(path: Path, words: bytes) -> bool:
    try:
        return words in path.read_bytes()
    except OSError:
        return False


# --- The shapes ----------------------------------------------------------------------------------


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


def test_a_workbook_comes_back_marked(site: Server) -> None:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Fokusområde", "Mål", "Aktivitet", "Ansvarig"])
    page.append(["Skola", "Alla klarar skolan", "Anställ kuratorer", None])
    book.save(out)
    reply = form(site, {"file": ("plan.xlsx", out.getvalue()), "format": "xlsx"}, "*/*")
    assert reply.status == 200, reply.text
    marked = openpyxl.load_workbook(io.BytesIO(reply.body))
    assert marked.sheetnames[-1] == "Anmärkningar"
    shown = form(site, {"file": ("plan.xlsx", out.getvalue())})
    assert 'id="cell-Sheet.C2"' in shown.text
    assert_whole(shown.text)
    text = post(site, BROKEN, "/validate?format=xlsx", **TURTLE_)
    assert openpyxl.load_workbook(io.BytesIO(text.body)).sheetnames == ["Anmärkningar"]
