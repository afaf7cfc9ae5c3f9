"""Writes a plan in the form: as workbook rows, as one CSV, as YAML.

Turns a Form into bytes. Several values of a cell are joined by "; ", of texts by line breaks. No
cell begins a live formula: an apostrophe goes before one, which the readers take away again.
"""

import csv
import io
from collections.abc import Iterable
from typing import Final

import yaml

from plangraf.language import Language
from plangraf.plans.exporting.records_of import Form
from plangraf.plans.files.cleaning import harmless
from plangraf.plans.forms.form import Column, Kind, kinds

_ABOUT: Final = {"sv": "Om filen", "en": "About"}
_WIDE: Final = 32_000


def joined(column: Column | None, texts: Iterable[str]) -> str:
    """Join the values of one cell as the form's readers take them apart."""
    lines = column is not None and column.reading in ("text", "label")
    return ("\n" if lines else "; ").join(texts)


def form_columns(kind: Kind, rows: list[dict[str, list[str]]]) -> list[Column]:
    """Return the columns that any row uses, in the form's order."""
    return [c for c in kind.columns if any(c.key in row for row in rows)]


def about(form: Form, version: str) -> list[tuple[str, str]]:
    """Return what the file says of itself; "fullständig" makes an import take it at its word."""
    return [
        ("Plan", form.title),
        ("ID", form.plan),
        ("Innehåll", "fullständig"),
        ("Format", "plangraf 1"),
        ("Verktyg", f"plangraf {version}"),
    ]


def write_csv(form: Form, version: str) -> bytes:
    """Write the whole form as one CSV: `;`, UTF-8 with a mark, so that spreadsheets open it."""
    keys: list[str] = []
    for kind in kinds().values():
        for column in form_columns(kind, form.rows.get(kind.key, [])):
            if column.key not in keys:
                keys.append(column.key)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Slag", *keys])
    first = [_ABOUT["sv"], *[text for pair in about(form, version) for text in pair]]
    writer.writerow([harmless(text) for text in first])
    for kind in kinds().values():
        for row in form.rows.get(kind.key, []):
            cells = [harmless(joined(kind.column(key), row.get(key, ()))) for key in keys]
            writer.writerow([kind.key, *cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def write_yaml(form: Form, version: str) -> bytes:
    """Write the form as YAML, one list per kind; keys are the form's own."""
    document: dict[str, object] = {
        "about": {key.lower(): text for key, text in about(form, version)}
    }
    for kind in kinds().values():
        rows = form.rows.get(kind.key, [])
        if rows:
            document[kind.key] = [_row(kind, row) for row in rows]
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)
    return text.encode()


def _row(kind: Kind, row: dict[str, list[str]]) -> dict[str, object]:
    ordered: dict[str, object] = {}
    for column in kind.columns:
        texts = row.get(column.key)
        if texts:
            many = column.many and len(texts) > 1
            ordered[column.key] = texts if many else texts[0]
    return ordered


def sheets(form: Form, version: str, language: Language) -> list[tuple[str, list[list[str]]]]:
    """Return the sheets of the workbook: names, headings and rows of harmless texts."""
    made: list[tuple[str, list[list[str]]]] = []
    for kind in kinds().values():
        rows = form.rows.get(kind.key, [])
        if not rows:
            continue
        columns = form_columns(kind, rows)
        table = [[column.heading(language) for column in columns]]
        for row in rows:
            table.append([harmless(joined(c, row.get(c.key, ()))) for c in columns])
        made.append((kind.label.in_(language), table))
    made.append((_ABOUT[language], [[key, harmless(text)] for key, text in about(form, version)]))
    return made
