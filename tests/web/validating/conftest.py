"""A whole site that checks plans, a plan with a mistake, and ways of sending one."""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.markup import Markup
from tests.web.serving import Reply, Server, serving

ROOT = Path(__file__).parents[3]
EXAMPLE = (ROOT / "tests" / "validation" / "plans" / "exempelby.ttl").read_text("utf-8")
BROKEN = EXAMPLE.replace("actor-role/steering-group", "actor-role/styrgrupp").encode()
CSV = "Fokusområde;Mål;Aktivitet;Ansvarig\nSkola;Alla klarar skolan;Anställ kuratorer;\n".encode()
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
TURTLE = {"Content-Type": "text/turtle"}


@pytest.fixture(scope="package")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the site keeps what is temporary: a folder in which nobody else writes."""
    folder = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        patch.setattr(tempfile, "tempdir", str(folder))
        yield folder


@pytest.fixture(scope="package")
def site(root: Path, temporary: Path) -> Iterator[Server]:
    with serving(root, upload_bytes=2_000_000, check_triples=50_000) as server:
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


AS_TURTLE = {"Content_Type": "text/turtle"}


def assert_whole(text: str) -> None:
    """Every link within the page leads somewhere, and no id is there twice."""
    page = Markup(text)
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
