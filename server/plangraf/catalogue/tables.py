"""A table of cells written out: as csv, as tsv, for Swedish Excel, as JSON, as XML.

What a machine reads (csv, tsv, json, xml) follows SPARQL 1.1's result formats: every variable,
under its own name, terms as the store said them. What a person reads (`excel-sv`, and the terminal
in `plangraf.catalogue.terminal`) has the shown columns under their labels.
"""

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from rdflib import BNode, URIRef

from plangraf.catalogue.answer import Cell, Table, decimal
from plangraf.language import Language
from plangraf.store.binding import serialised
from plangraf.store.interface import Term

BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROLS = {n: "\ufffd" for n in range(32) if n not in (9, 10, 13)} | {
    0xFFFE: "\ufffd",
    0xFFFF: "\ufffd",
}


def write_csv(table: Table) -> bytes:
    """SPARQL 1.1 CSV: UTF-8, CRLF, IRIs and texts bare, an unbound cell empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.variable for column in table.columns)
    writer.writerows([_bare(cell.term) for cell in row] for row in table.rows)
    return out.getvalue().encode()


def write_tsv(table: Table) -> bytes:
    """SPARQL 1.1 TSV: variables with `?`, terms as in Turtle."""
    lines = ["\t".join(f"?{column.variable}" for column in table.columns)]
    lines += ["\t".join(_turtle(cell.term) for cell in row) for row in table.rows]
    return ("\n".join(lines) + "\n").encode()


def write_json(table: Table) -> bytes:
    """SPARQL 1.1 JSON; `head` first, an ASK as a boolean."""
    if table.query.form == "ASK":
        answer: dict[str, Any] = {"head": {}, "boolean": table.rows[0][0].value is True}
    else:
        answer = {
            "head": {"vars": [column.variable for column in table.columns]},
            "results": {
                "bindings": [
                    {
                        column.variable: _json(cell.term)
                        for column, cell in zip(table.columns, row, strict=True)
                        if cell.term is not None
                    }
                    for row in table.rows
                ]
            },
        }
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode()


def write_xml(table: Table) -> bytes:
    """SPARQL 1.1 XML results; signs that XML cannot hold become U+FFFD."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?>']
    parts.append('<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>')
    if table.query.form == "ASK":
        truth = "true" if table.rows[0][0].value is True else "false"
        parts.append(f"</head><boolean>{truth}</boolean></sparql>")
    else:
        parts += [f"<variable name={quoteattr(c.variable)}/>" for c in table.columns]
        parts.append("</head><results>")
        for row in table.rows:
            cells = (
                f"<binding name={quoteattr(column.variable)}>{_xml(cell.term)}</binding>"
                for column, cell in zip(table.columns, row, strict=True)
                if cell.term is not None
            )
            parts.append(f"<result>{''.join(cells)}</result>")
        parts.append("</results></sparql>")
    return ("\n".join(parts) + "\n").translate(_CONTROLS).encode()


def write_excel_csv(table: Table) -> bytes:
    """What Swedish Excel opens by itself: `;`, decimal comma, BOM, labels as headings.

    A text that Excel would take for a formula gets an apostrophe in front.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    language = table.values.language
    writer.writerow(heading(table, n, language) for n in table.shown)
    for row in table.rows:
        writer.writerow(_for_excel(row[n], language) for n in table.shown)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


WRITERS: Final[dict[str, Callable[[Table], bytes]]] = {
    "csv": write_csv,
    "tsv": write_tsv,
    "json": write_json,
    "xml": write_xml,
    "excel-sv": write_excel_csv,
}


def heading(table: Table, place: int, language: Language) -> str:
    """Return what stands above a column: its label, and its unit where it has one."""
    column = table.columns[place]
    unit = f" ({column.unit.in_(language)})" if column.unit else ""
    return column.label.in_(language) + unit


def _for_excel(cell: Cell, language: Language) -> str:
    value = cell.value
    if isinstance(value, bool):
        return cell.spoken(language)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return decimal(value, "sv")
    return f"'{cell.text}" if cell.text.startswith(_FORMULA) else cell.text


def _bare(term: Term | None) -> str:
    if term is None:
        return ""
    return f"_:{term}" if isinstance(term, BNode) else str(term)


def _turtle(term: Term | None) -> str:
    if term is None:
        return ""
    return f"_:{term}" if isinstance(term, BNode) else serialised(term)


def _json(term: Term | None) -> dict[str, str]:
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if isinstance(term, BNode) or term is None:
        return {"type": "bnode", "value": str(term)}
    said = {"type": "literal", "value": str(term)}
    if term.language:
        said["xml:lang"] = term.language
    elif term.datatype:
        said["datatype"] = str(term.datatype)
    return said


def _xml(term: Term | None) -> str:
    if isinstance(term, URIRef):
        return f"<uri>{escape(term)}</uri>"
    if isinstance(term, BNode) or term is None:
        return f"<bnode>{escape(str(term))}</bnode>"
    about = ""
    if term.language:
        about = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype:
        about = f" datatype={quoteattr(str(term.datatype))}"
    return f"<literal{about}>{escape(term)}</literal>"
