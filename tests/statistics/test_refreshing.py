"""Whole runs over the other protocols, from the first question to the file of the series."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from plangraf.content.observations import observations_as_turtle, read_observations
from plangraf.content.series import Sources, Table, all_series, read_sources
from plangraf.errors import ChangedContract
from plangraf.statistics.catalogue import fetch_titles, live_catalogue
from plangraf.statistics.fetching import Fetcher
from plangraf.statistics.keeping import Keeper
from plangraf.statistics.planning import Wish
from plangraf.statistics.refreshing import Outcome, refresh


@contextmanager
def serving(answers: Mapping[str, bytes], asked: list[str]) -> Iterator[str]:
    """A service that answers a path that contains a key of `answers`; 404 otherwise."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(self.path)
            asked.append(f"{self.command} {path}")
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            keys = [key for key in answers if key in f"{self.command} {path}"]
            body = answers[keys[0]] if keys else b"{}"
            self.send_response(200 if keys else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/api"
    server.shutdown()
    server.server_close()


def recorded(root: Path, name: str) -> bytes:
    return (root / "tests" / "recorded" / name).read_bytes()


def run(
    root: Path, folder: Path, base: str, table: Table, areas: tuple[str, ...], year: int
) -> Outcome:
    known = read_sources(root)
    provider = replace(known.providers[table.provider], base=base, calls=1000)
    sources = Sources({table.provider: provider}, {table.series: table})
    entries = {entry.path: entry for entry in all_series(root)}
    entry = entries.get(table.series, next(iter(entries.values())))
    keeper = Keeper(folder / "kept")
    wish = Wish((table.series,), areas, (year,))
    outcome = refresh(
        wish, sources, {table.series: entry}, {table.series: "percent"}, folder, keeper
    )
    keeper.close()
    return outcome


def figures(folder: Path, series: str) -> list[tuple[str, str, str, str, str]]:
    text = (folder / f"{series}.observations.csv").read_text("utf-8")
    assert observations_as_turtle(text, "x")
    keys = ("area", "period", "sex", "value", "status")
    found = [tuple(row[key] for key in keys) for row in read_observations(text, "x").rows]
    return sorted(found)  # type: ignore[arg-type]


def test_pxweb_from_metadata_to_file(root: Path, tmp_path: Path) -> None:
    table = read_sources(root).tables["folkhalsodata/suicid-25"]
    answers = {
        "GET /api/A_Mo8": recorded(root, "pxweb-v1-metadata.json"),
        "POST /api/A_Mo8": recorded(root, "pxweb-v1-data.json"),
    }
    asked: list[str] = []
    with serving(answers, asked) as base:
        outcome = run(root, tmp_path, base, table, ("00", "1401"), 2019)
    assert not outcome.errors
    assert [line.split()[0] for line in asked] == ["GET", "POST"]
    found = figures(tmp_path, table.series)
    assert len(found) == 12
    assert ("1401", "2015-2019", "T", "9.1", "ok") in found


def test_pxweb_2_asks_for_the_mandatory_variable(root: Path, tmp_path: Path) -> None:
    table = Table(
        series="scb/folkmangd",
        provider="scb",
        title="Folkmängd",
        table="TAB638",
        levels=("municipality",),
        select={"ContentsCode": ["BE0101N1"]},
        region="Region",
        time="Tid",
        sex="Kön",
        sexes={"1": "M", "2": "K"},
    )
    answers = {
        "/metadata": recorded(root, "pxweb-v2-metadata.json"),
        "/data": recorded(root, "pxweb-v2-data.json"),
    }
    asked: list[str] = []
    with serving(answers, asked) as base:
        assert not run(root, tmp_path, base, table, ("1401",), 2023).errors
        broken = replace(table, select={})
        outcome = run(root, tmp_path / "b", base, broken, ("1401",), 2023)
    assert ("1401", "2023", "K", "19750", "ok") in figures(tmp_path, table.series)
    assert isinstance(outcome.errors[table.series], ChangedContract)
    assert "ContentsCode" in outcome.errors[table.series].render("en")


def test_socialstyrelsen_pages_and_zeros(root: Path, tmp_path: Path) -> None:
    table = read_sources(root).tables["socialstyrelsen/lakemedel-n06a-patients-per-1000"]
    answers = {
        "per_sida": recorded(root, "socialstyrelsen-page-1.json"),
        "sida=2": recorded(root, "socialstyrelsen-page-2.json"),
    }
    asked: list[str] = []
    with serving(answers, asked) as base:
        outcome = run(root, tmp_path, base, table, ("00", "14"), 2023)
    assert not outcome.errors
    assert len(asked) == 2
    assert figures(tmp_path, table.series) == [
        ("00", "2023", "K", "0", "ok"),
        ("00", "2023", "M", "0", "ok"),
        ("00", "2023", "T", "1234.5", "ok"),
        ("14", "2023", "K", "0", "ok"),
        ("14", "2023", "M", "98.7", "ok"),
        ("14", "2023", "T", "", "Privacy"),
    ]


def test_nothing_at_all_is_an_error_not_zeros(root: Path, tmp_path: Path) -> None:
    """An absent row is a zero, but an empty answer may as well be a filter the service ignores."""
    table = read_sources(root).tables["socialstyrelsen/dodsorsaker-suicid-0-19-number"]
    with serving({}, []) as base:
        outcome = run(root, tmp_path, base, table, ("14",), 2023)
    assert "404" in outcome.errors[table.series].render("sv")
    assert not list(tmp_path.rglob("*.observations.csv"))


def test_the_live_catalogue_tells_what_was_withdrawn_and_retitled(
    root: Path, tmp_path: Path
) -> None:
    pinned = {entry.path: entry for entry in all_series(root)}
    rows = [
        {"id": "N15428", "title": pinned["kolada/N15428"].title},
        {"id": "N74900", "title": "En ny rubrik"},
    ]
    pages = {
        "page=2": json.dumps({"count": 1, "values": rows[1:], "next_url": None}).encode(),
        "per_page": b"",
    }
    with serving(pages, []) as base:
        following = f"{base}/kpi?page=2"
        first = {"count": 1, "values": rows[:1], "next_url": following}
        pages["per_page"] = json.dumps(first).encode()
        provider = replace(read_sources(root).providers["kolada"], base=base, calls=1000)
        with Fetcher(provider, Keeper(tmp_path)) as fetcher:
            titles = fetch_titles(fetcher, provider)
    found = live_catalogue(titles, pinned.values(), "2026-11-24")
    assert found["kolada/N15428"].state == "listed"
    assert found["kolada/N74900"].title == "En ny rubrik"
    gone = found["kolada/U21449"]
    assert (gone.state, gone.last_seen) == ("withdrawn", "2026-03-23")
    assert found["folkhalsodata/suicid-25"] == pinned["folkhalsodata/suicid-25"]
