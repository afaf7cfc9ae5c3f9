"""Files that are not what they seem get one sentence, before anything is unpacked."""

import io
import zipfile
from pathlib import Path

import pytest

from plangraf.errors import LimitReached, UnreadableInput
from plangraf.plans.reading import parse_plan
from plangraf.plans.template import write_plan_template

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.xlsx", b""),
        ("zeros.xlsx", b"\0" * 100_000),
        ("pdf.xlsx", b"%PDF-1.4"),
        ("old.xlsx", OLE + b"\0" * 600),
        ("locked.xlsx", OLE + "EncryptedPackage".encode("utf-16-le")),
        ("macro.xlsx", zipped({"xl/workbook.xml": b"<a/>", "xl/vbaProject.bin": b"x"})),
        ("other.xlsx", zipped({"a.txt": b"x"})),
        ("wrong.csv", zipped({"a.txt": b"x"})),
        ("alias.yaml", b"a: &a [x, x]\nb: [*a, *a]\n"),
        ("deep.yaml", b"[" * 100_000),
        ("binary.csv", bytes(range(256)) * 20),
    ],
)
def test_refused_with_a_sentence(name: str, data: bytes, root: Path) -> None:
    with pytest.raises(UnreadableInput) as refusal:
        parse_plan(data, name, root)
    assert refusal.value.render("sv").startswith(name)


def test_a_bomb_is_not_unpacked(root: Path) -> None:
    with pytest.raises(LimitReached):
        parse_plan(
            zipped({"xl/workbook.xml": b"<a/>", "x": b"\0" * 301_000_000}), "bomb.xlsx", root
        )


def test_entities_are_refused(root: Path) -> None:
    source = zipfile.ZipFile(io.BytesIO(write_plan_template(root, "sv")))
    parts = {name: source.read(name) for name in source.namelist()}
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b '
        b'"&a;&a;">]><worksheet>&b;</worksheet>'
    )
    with pytest.raises(UnreadableInput):
        parse_plan(zipped({**parts, "xl/worksheets/sheet1.xml": bomb}), "lol.xlsx", root)
