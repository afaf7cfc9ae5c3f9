"""A statistics service on loopback that speaks Kolada v3 and misbehaves when told to.

It answers for any series and area with figures that can be worked out from the key, in pages. How
it misbehaves is a plan by number of call, so that a run is the same every time.
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice, product
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

from tests.waiting import PATIENCE

Fault = str
"""A status (429, 500, 403, 204), or what is wrong with the connection (cut-connection, slow), with
the body (cut-body, page, gzip, latin-1), with the rows (empty, other-area, renamed, type, nan,
no-flag, bare, twice), or with where it leads (redirect, loop, elsewhere, later, much-later).
"""


def value_of(series: str, area: str, year: int, sex: str) -> str:
    """The one right figure for a key, as the source would write it."""
    number = sum(map(ord, series + area + sex)) * year % 9973
    return f"{number // 100}.{number % 100:02d}"


@dataclass
class FakeService:
    """Start with `with`; `faults` maps the number of a call (from 1) to what goes wrong in it."""

    faults: Mapping[int, Fault] = field(default_factory=dict)
    etags: bool = False
    on_call: Callable[[int], None] = lambda number: None
    clock: Callable[[], float] = time.monotonic
    calls: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    served: list[str] = field(default_factory=list)
    revised: set[str] = field(default_factory=set)

    def __enter__(self) -> "FakeService":
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                service.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v3"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        with self._lock:
            self.calls.append(handler.path)
            self.times.append(self.clock())
            number = len(self.calls)
        self.on_call(number)
        fault = self.faults.get(number, "")
        if fault in ("429", "500", "403"):
            self._send(handler, int(fault), b"busy", {"Retry-After": "2"} if fault == "429" else {})
            return
        if fault in ("later", "much-later"):
            seconds = 90 if fault == "later" else 86400
            when = formatdate(time.time() + seconds, usegmt=True)
            self._send(handler, 503, b"closed", {"Retry-After": when})
            return
        if fault == "204":
            self._send(handler, 204, b"", {})
            return
        if fault == "redirect":
            self._send(handler, 302, b"", {"Location": "https://elsewhere.example/v3/data"})
            return
        if fault == "gzip":
            self._send(handler, 200, b"\x1f\x8bnot at all", {"Content-Encoding": "gzip"})
            return
        if fault == "cut-connection":
            handler.close_connection = True
            handler.connection.close()
            return
        if fault == "slow":
            self._ended.wait(PATIENCE)
        if fault == "page":
            self._send(handler, 200, b"<!DOCTYPE html><title>Underhall</title>", {})
            return
        page = json.dumps(self._page(handler.path, fault), ensure_ascii=False)
        body = page.encode("latin-1" if fault == "latin-1" else "utf-8")
        tag = f'"{hash(body) & 0xFFFFFFFF:x}"'
        if self.etags and handler.headers.get("If-None-Match") == tag:
            self._send(handler, 304, b"", {"ETag": tag})
            return
        if fault == "cut-body":
            self._send(handler, 200, body[: len(body) // 2], {})
            return
        self._send(handler, 200, body, {"ETag": tag} if self.etags else {})
        with self._lock:
            self.served.append(handler.path)

    def _page(self, path: str, fault: Fault) -> dict[str, object]:
        parts = urlsplit(path)
        asked = parse_qs(parts.query)
        per_page, page = int(asked["per_page"][0]), int(asked.get("page", ["1"])[0])
        names = parts.path.split("/")
        series, areas, years = (
            names[names.index(name) + 1].split(",") for name in ("kpi", "municipality", "year")
        )
        for some in (series, areas, years):
            assert len(some) <= 25, "a list of more than 25"
        whole = len(series) * len(areas) * len(years)
        keys = islice(product(series, areas, years), (page - 1) * per_page, page * per_page)
        shown = [
            self._row(one, "9999" if fault == "other-area" else area, int(year), fault)
            for one, area, year in keys
            if fault != "empty"
        ]
        following = (
            f"{self.base}{parts.path.removeprefix('/v3')}?per_page={per_page}&page={page + 1}"
        )
        more = page * per_page < whole and fault != "empty"
        if fault in ("loop", "elsewhere"):
            more = True
            here = f"{self.base}{path.removeprefix('/v3')}"
            following = here if fault == "loop" else "https://elsewhere.example/v3/data?page=2"
        if fault == "twice":
            shown += [self._row(series[0], areas[0], int(years[0]), "other-value")]
        return {
            "count": len(shown),
            "values": shown,
            "next_url": following if more else None,
            "previous_url": None,
        }

    def _row(self, series: str, area: str, year: int, fault: Fault) -> dict[str, object]:
        name = "sex" if fault == "renamed" else "gender"
        period: object = "2019" if fault == "type" else year
        odd = {"nan": float("nan"), "latin-1": "å"}.get(fault)
        if fault == "bare":
            return {"kpi": series, "municipality": area, "period": year, "values": ["T", 1.0]}
        return {
            "kpi": series,
            "municipality": area,
            "period": period,
            "values": [
                {
                    name: sex,
                    "status": "",
                    "value": float(value_of(series, area, year, sex))
                    + (1 if series in self.revised or fault == "other-value" else 0)
                    if odd is None
                    else odd,
                    "count": 1,
                }
                | ({} if fault == "no-flag" else {"isdeleted": False})
                for sex in ("T", "K", "M")
            ],
        }

    def _send(
        self, handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: Mapping[str, str]
    ) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        with suppress(ConnectionError):
            handler.end_headers()
            handler.wfile.write(body)
