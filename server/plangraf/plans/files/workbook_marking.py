"""Puts notes on cells and a sheet of text into somebody's own workbook, and leaves all else alone.

Works on the parts of the zip archive, as texts: a library that reads and writes workbooks would
lose what it does not know (drawings, filters, extensions), and would write temporary files. Knows
cells and texts, nothing of findings. Every text is written as an inline string, never a formula.
The workbook was looked at by `plangraf.plans.files.workbook` before it comes here.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from plangraf.plans.files.grids import column_letters

Notes = Mapping[str, Mapping[tuple[int, int], str]]
"""Sheet → (row, column) → what the note says."""

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_AFTER_DRAWING: Final = re.compile(
    "<(legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\\b"
    "|</worksheet>"
)
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_NOTE: Final = 4_000
_LONGEST_CELL: Final = 32_000


@dataclass(frozen=True)
class Line:
    """A row of the added sheet; `place` (sheet, row, column) makes its first cell a link."""

    cells: Sequence[str]
    place: tuple[str, int, int] | None = None


def mark_workbook(data: bytes, notes: Notes, title: str, lines: Sequence[Line]) -> bytes:
    """Return the workbook with notes on its cells and `lines` on a new last sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
        order = [info.filename for info in archive.infolist()]
    book = _Book(parts)
    for sheet, cells in notes.items():
        if cells and sheet in book.sheets:
            book.annotate(book.sheets[sheet], cells)
    book.add_sheet(title, lines)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (*order, *(name for name in book.parts if name not in order)):
            archive.writestr(name, book.parts[name])
    return out.getvalue()


class _Book:
    """The parts of a workbook by name, and where its sheets are."""

    def __init__(self, parts: dict[str, bytes]):
        self.parts = parts
        targets = {
            relation.get("Id"): posixpath.normpath(
                posixpath.join("xl", relation.get("Target") or "").lstrip("/")
                if not (relation.get("Target") or "").startswith("/")
                else (relation.get("Target") or "").lstrip("/")
            )
            for relation in ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
        }
        self.sheets: dict[str, str] = {}
        for element in ElementTree.fromstring(parts["xl/workbook.xml"]).iter():
            if element.tag.endswith("}sheet"):
                key = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
                path = targets.get(key, "")
                if path in parts:
                    self.sheets[element.get("name") or ""] = path

    def annotate(self, path: str, cells: Mapping[tuple[int, int], str]) -> None:
        """Add notes to the cells of a sheet; one that is there already is kept and continued."""
        related = self._related(path)
        comments = next((p for kind, p in related.items() if kind.endswith("/comments")), "")
        drawing = next((p for kind, p in related.items() if kind.endswith("/vmlDrawing")), "")
        if (comments and not self._has(comments, "</commentList>")) or bool(comments) != bool(
            drawing
        ):
            return
        if not comments:
            comments, drawing = self._new_notes(path)
            if not comments:
                return
        text = self._text(comments)
        author = text.count("<author>") + text.count("<author/>")
        text = text.replace("</authors>", "<author>plangraf</author></authors>", 1)
        shapes = []
        for (row, column), said in sorted(cells.items()):
            ref = f"{column_letters(column)}{row}"
            run = f'<r><t xml:space="preserve">{_xml(said[:_LONGEST_NOTE])}</t></r>'
            there = re.search(rf'<comment\b[^>]*\bref="{ref}".*?</comment>', text, re.DOTALL)
            if there is not None:
                longer = there[0].replace("</text>", f"{run}</text>", 1)
                text = text[: there.start()] + longer + text[there.end() :]
                continue
            comment = f'<comment ref="{ref}" authorId="{author}"><text>{run}</text></comment>'
            text = text.replace("</commentList>", f"{comment}</commentList>", 1)
            shapes.append(_shape(row, column, len(said)))
        self.parts[comments] = text.encode()
        drawn = self._text(drawing)
        end = drawn.rfind("</xml>")
        self.parts[drawing] = (drawn[:end] + "".join(shapes) + drawn[end:]).encode()

    def add_sheet(self, title: str, lines: Sequence[Line]) -> None:
        """Add a last sheet of text, with links to the cells that its lines are about."""
        name = _free(title[:31], set(self.sheets))
        path = self._free_part("xl/worksheets/sheet{}.xml")
        key = self._relate("xl/workbook.xml", "worksheet", "/" + path)
        book = self._text("xl/workbook.xml")
        number = max((int(n) for n in re.findall(r'\bsheetId="(\d+)"', book)), default=0) + 1
        element = (
            f'<sheet xmlns="{_MAIN}" xmlns:pgr="{_OFFICE}" name={quoteattr(name)} '
            f'sheetId="{number}" pgr:id="{key}"/>'
        )
        self.parts["xl/workbook.xml"] = re.sub(
            r"</(\w+:)?sheets>", lambda end: element + end[0], book, count=1
        ).encode()
        self._declare(path, "worksheet+xml")
        self.parts[path] = _sheet(lines).encode()

    def _new_notes(self, path: str) -> tuple[str, str]:
        """Give a sheet parts for notes; two empty names where its form is not the usual one."""
        sheet = self._text(path)
        end = _AFTER_DRAWING.search(sheet)
        if end is None or "<legacyDrawing " in sheet:
            return "", ""
        comments = self._free_part("xl/commentsPlangraf{}.xml")
        self.parts[comments] = (
            f'{_HEAD}<comments xmlns="{_MAIN}"><authors></authors>'
            "<commentList></commentList></comments>"
        ).encode()
        self._declare(comments, "comments+xml")
        drawing = self._free_part("xl/drawings/vmlDrawingPlangraf{}.vml")
        self.parts[drawing] = _EMPTY_DRAWING.encode()
        self._default("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        self._relate(path, "comments", "/" + comments)
        key = self._relate(path, "vmlDrawing", "/" + drawing)
        element = f'<legacyDrawing xmlns:pgr="{_OFFICE}" pgr:id="{key}"/>'
        self.parts[path] = (sheet[: end.start()] + element + sheet[end.start() :]).encode()
        return comments, drawing

    def _related(self, path: str) -> dict[str, str]:
        """What a part refers to: kind → part."""
        relations = self.parts.get(_relations_of(path))
        found = {}
        for relation in ElementTree.fromstring(relations) if relations else ():
            target = relation.get("Target") or ""
            whole = target[1:] if target.startswith("/") else posixpath.join(
                posixpath.dirname(path), target
            )  # fmt: skip
            found[relation.get("Type") or ""] = posixpath.normpath(whole)
        return {kind: part for kind, part in found.items() if part in self.parts}

    def _relate(self, path: str, kind: str, target: str) -> str:
        """Have a part refer to another; returns the name of the reference."""
        relations = _relations_of(path)
        text = (
            self._text(relations)
            if relations in self.parts
            else f'{_HEAD}<Relationships xmlns="{_PACKAGE}"></Relationships>'
        )
        key = _free("rIdPlangraf", set(re.findall(r'\bId="([^"]+)"', text)))
        element = (
            f'<Relationship xmlns="{_PACKAGE}" Id="{key}" Type="{_OFFICE}/{kind}" '
            f"Target={quoteattr(target)}/>"
        )
        text = re.sub(r"<((?:\w+:)?Relationships)([^>]*)/>", r"<\1\2></\1>", text)
        self.parts[relations] = re.sub(
            r"</(\w+:)?Relationships>", lambda end: element + end[0], text, count=1
        ).encode()
        return key

    def _declare(self, path: str, kind: str) -> None:
        self._type(f"<Override PartName={quoteattr('/' + path)} ContentType={_quoted(kind)}/>")

    def _default(self, extension: str, media: str) -> None:
        if not re.search(rf'Extension="{extension}"', self._text("[Content_Types].xml"), re.I):
            self._type(f'<Default Extension="{extension}" ContentType="{media}"/>')

    def _type(self, element: str) -> None:
        """Add to the types; a default has to stand before what overrides it."""
        text = self._text("[Content_Types].xml")
        named = element.replace(" ", ' xmlns="http://schemas.openxmlformats.org/package/2006/'
                                'content-types" ', 1)  # fmt: skip
        self.parts["[Content_Types].xml"] = re.sub(
            r"</(\w+:)?Types>", lambda end: named + end[0], text, count=1
        ).encode()

    def _free_part(self, pattern: str) -> str:
        return next(p for n in range(1, 10_000) if (p := pattern.format(n)) not in self.parts)

    def _has(self, path: str, words: str) -> bool:
        return words in self._text(path)

    def _text(self, path: str) -> str:
        return self.parts[path].decode("utf-8-sig")


def _relations_of(path: str) -> str:
    folder, name = posixpath.split(path)
    return f"{folder}/_rels/{name}.rels"


def _free(name: str, taken: set[str]) -> str:
    """A name that is not taken: with a number where it is. Case does not tell sheets apart."""
    lowered = {each.lower() for each in taken}
    names = (name, *(f"{name[:27]} {n}" for n in range(2, 1_000)))
    plain = (name, *(f"{name[:27]}{n}" for n in range(2, 1_000)))
    return next(n for n in (plain if name.startswith("rId") else names) if n.lower() not in lowered)


def _quoted(kind: str) -> str:
    return quoteattr(_TYPES + kind)


def _xml(text: str) -> str:
    return escape(_CONTROL.sub("", text))


def _sheet(lines: Sequence[Line]) -> str:
    rows, links = [], []
    for number, line in enumerate(lines, start=1):
        cells = "".join(
            f'<c r="{column_letters(at)}{number}" t="inlineStr"><is>'
            f'<t xml:space="preserve">{_xml(text[:_LONGEST_CELL])}</t></is></c>'
            for at, text in enumerate(line.cells, start=1)
            if text
        )
        rows.append(f'<row r="{number}">{cells}</row>')
        if line.place is not None:
            sheet, row, column = line.place
            there = "'" + sheet.replace("'", "''") + f"'!{column_letters(column)}{row}"
            links.append(f'<hyperlink ref="A{number}" location={quoteattr(there)}/>')
    width = max((len(line.cells) for line in lines), default=1)
    last = f"{column_letters(width)}{max(len(lines), 1)}"
    filtered = f'<autoFilter ref="A1:{last}"/>' if len(lines) > 1 else ""
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
        f'</sheetViews><cols><col min="1" max="{width}" width="32" customWidth="1"/></cols>'
        f"<sheetData>{''.join(rows)}</sheetData>{filtered}{linked}</worksheet>"
    )


_EMPTY_DRAWING: Final = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)


def _shape(row: int, column: int, length: int) -> str:
    """The box of a note, as Excel draws it beside its cell, as high as its text needs."""
    height = min(20, 4 + length // 45)
    anchor = f"{column}, 15, {row - 1}, 2, {column + 4}, 15, {row - 1 + height}, 4"
    return (
        f'<v:shape id="_plangraf_{row}_{column}" type="#_x0000_t202" '
        'style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:textbox/>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}'
        f"</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
        f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )
