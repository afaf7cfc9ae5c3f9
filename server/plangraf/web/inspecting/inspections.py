"""One inspection: an Order (an upload and how it is to be answered) → the answer's bytes.

Reads the upload as what it is, checks it against a profile and perhaps the sender's own shapes, and
writes the report in a format. Runs in a child of `plangraf.web.inspecting.inspector`; knows no
request.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from plangraf.errors import LimitReached, ParameterError, TooLarge, UnreadableInput
from plangraf.language import Language, Text
from plangraf.plans.findings_workbook import findings_workbook, marked_workbook
from plangraf.plans.publishing.checkable import Checkable, grids_of, is_sheet, parse_sheet
from plangraf.store.parsing import plain_graph
from plangraf.validation.causes import read_and_found
from plangraf.validation.checking import ALONE, Checker
from plangraf.validation.engines.interface import EngineFailure
from plangraf.validation.findings import Report, Severity
from plangraf.validation.reading import parse_document
from plangraf.validation.rendering.beside import Beside
from plangraf.validation.rendering.choosing import render
from plangraf.validation.shapes_lint import Complaint, lint_shapes
from plangraf.web.inspecting.excerpts import sheet_excerpts, text_excerpt

BESIDE: Final = "beside"
"""The form of an answer that a page is made from: plain values as JSON."""
_MOST_FINDINGS: Final = 5_000
_MOST_COMPLAINTS: Final = 5
_PIECE: Final = 1 << 16


@dataclass(frozen=True)
class Bounds:
    """What one check may take. Bytes and triples of an upload, seconds, bytes of memory."""

    upload: int
    triples: int
    seconds: float
    memory: int


@dataclass(frozen=True)
class Post:
    """What the inspector is to know: the content, and the bounds of one check."""

    root: Path
    bounds: Bounds


@dataclass(frozen=True)
class Upload:
    """What was sent. Its name's suffix says what it is, unless its content shows something else."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Order:
    """One check to make. Without `profile` it is "core", or with shapes nothing but these."""

    upload: Upload
    form: str
    language: Language
    profile: str | None = None
    shapes: Upload | None = None


def inspect(
    order: Order, checker: Checker, bounds: Bounds, write: Callable[[bytes], object]
) -> dict[str, Any]:
    """Make the check and write the answer; returns what its headers say."""
    asked, notes = _asked(order, checker, bounds)
    checkable = _read(order.upload, checker, bounds)
    try:
        report = asked.check([checkable.document])
    except EngineFailure as failure:
        if order.shapes is None:
            raise
        told = UnreadableInput(failure.message, place=order.shapes.name)
        raise told from None
    report = replace(
        report,
        findings=read_and_found(checkable.told, report.findings),
        notes=(*report.notes, *notes),
    )
    counts = {s.name.lower(): report.count(s) for s in sorted(Severity, reverse=True)}
    told_headers = {"conforms": report.conforms, "counts": counts}
    body = _written(_cut(report), order, checkable)
    for start in range(0, len(body), _PIECE):
        write(body[start : start + _PIECE])
    return told_headers


def _asked(order: Order, checker: Checker, bounds: Bounds) -> tuple[Checker, list[Text]]:
    """The checker that knows all shapes of an order, and what there is to note about them."""
    if order.profile is not None and order.profile not in (*checker.book.profiles, ALONE):
        names = ", ".join(checker.book.profiles)
        raise ParameterError(
            "profile",
            Text(f"Det finns ingen profil ”{order.profile}”.", f"No profile “{order.profile}”."),
            remedy=Text(f"Välj en av {names}.", f"Choose one of {names}."),
        )
    if order.shapes is None:
        if order.profile == ALONE:
            raise ParameterError(
                "shapes",
                Text("Inga egna regler skickades.", "No shapes of your own were sent."),
                remedy=Text(
                    "Välj en fil med regler, eller profilen core.",
                    "Choose a file of shapes, or the profile core.",
                ),
            )
        if order.profile in (None, checker.profile):
            return checker, []
        return Checker(checker.context, checker.book, str(order.profile), checker.engine), []
    shapes = parse_document(
        order.shapes.data,
        order.shapes.name,
        most_bytes=bounds.upload,
        most_triples=bounds.triples,
    )
    own = plain_graph(shapes.triples)
    complaints = lint_shapes(own, stranger=True)
    _refuse_unusable(complaints, order.shapes.name)
    notes = [complaint.message for complaint in complaints]
    if order.profile in (None, ALONE):
        return checker.with_shapes(own, alone=True), notes
    base = Checker(checker.context, checker.book, str(order.profile), checker.engine)
    return base.with_shapes(own, alone=False), notes


def _refuse_unusable(complaints: Sequence[Complaint], name: str) -> None:
    heavy = [c.message for c in complaints if c.severity is Severity.VIOLATION]
    if not heavy:
        return
    first = list(dict.fromkeys(heavy))[:_MOST_COMPLAINTS]
    raise UnreadableInput(
        Text(
            "Formerna kan inte användas: " + " ".join(text.sv for text in first),
            "The shapes cannot be used: " + " ".join(text.en for text in first),
        ),
        place=name,
    )


def _read(upload: Upload, checker: Checker, bounds: Bounds) -> Checkable:
    if is_sheet(upload.name):
        try:
            return parse_sheet(upload.data, upload.name, checker.context.root)
        except LimitReached as reached:
            raise TooLarge(reached.message, place=reached.place, remedy=reached.remedy) from None
    return Checkable(
        parse_document(
            upload.data,
            upload.name,
            most_bytes=bounds.upload,
            most_triples=bounds.triples,
            bundled_context=checker.context.context_jsonld,
        )
    )


def _cut(report: Report) -> Report:
    """A report of bounded length, the heaviest findings first where something is left out."""
    number = len(report.findings)
    if number <= _MOST_FINDINGS:
        return report
    kept = sorted(report.findings, key=lambda finding: -finding.severity)[:_MOST_FINDINGS]
    note = Text(
        f"Bara {_MOST_FINDINGS} av {number} anmärkningar är med, de allvarligaste.",
        f"Only {_MOST_FINDINGS} of {number} findings are given, the most serious.",
    )
    return replace(report, findings=tuple(kept), notes=(*report.notes, note))


def _written(report: Report, order: Order, checkable: Checkable) -> bytes:
    if order.form == "xlsx":
        own = order.upload.name.lower().endswith(".xlsx")
        if own and checkable.document.format == "cells":
            return marked_workbook(order.upload.data, report, order.language)
        return findings_workbook(report, order.language)
    if order.form != BESIDE:
        return render(report, order.form, order.language).encode()
    beside = Beside(report, order.language)
    values = beside.values()
    upload = order.upload
    grids = grids_of(upload.data, upload.name) if checkable.document.format == "cells" else []
    if grids:
        values["sheets"] = sheet_excerpts(grids, beside.marks)
    else:
        values["pieces"] = text_excerpt(upload.data.decode("utf-8-sig", "replace"), beside.marks)
    return json.dumps(values, ensure_ascii=False).encode()
