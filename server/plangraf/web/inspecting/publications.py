"""One plan handed in over HTTP: an order → what is to be written, and the report, as JSON.

Reads the upload, checks it, compares it with what stands and makes the graphs of the new version;
writes nothing. Runs in a child of `plangraf.web.inspecting.inspector`; knows no request and no
store.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from plangraf.content.formatting import format_turtle
from plangraf.errors import UnreadableInput
from plangraf.language import Language, Text
from plangraf.plans import report
from plangraf.plans.comparing import diff_rendering
from plangraf.plans.comparing.differ import summary
from plangraf.plans.exporting.documents import PlanText, write_markdown
from plangraf.plans.forms.form import kinds
from plangraf.plans.publishing.storing import (
    Signature,
    Standing,
    prepare,
    require_plan,
    require_same_plan,
)
from plangraf.plans.publishing.submissions import Submission, parse_submission
from plangraf.plans.readings import Source, Wishes
from plangraf.plans.registers.lookups import Lookups
from plangraf.store.interface import Triple
from plangraf.store.parsing import ntriples_of, parse_triples, plain_graph
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Severity
from plangraf.validation.rendering.beside import Beside
from plangraf.validation.rendering.choosing import render
from plangraf.web.inspecting.inspections import BESIDE, Bounds, Upload

_PIECE: Final = 1 << 16
_LONGEST_PREVIEW: Final = 200_000
_THINGS: Final = "id/"  # as seen from the page /publish


@dataclass(frozen=True)
class PublishOrder:
    """One plan to make ready. `plan` "" is whichever the file describes; `form` the report's.

    `standing` and `log` are the plan and its record as N-Triples; with `added` the upload is put to
    what stands, not in its place. `source` is the file when the upload is only what was made of it;
    `derived` says that nobody named the plan's id.
    """

    upload: Upload
    plan: str
    form: str
    language: Language
    who: str
    when: datetime
    standing: bytes = b""
    log: bytes = b""
    added: bool = False
    source: Source | None = None
    profile: str | None = None
    derived: bool = False


def make_ready(
    order: PublishOrder, checker: Checker, bounds: Bounds, write: Callable[[bytes], object]
) -> dict[str, Any]:
    """Make what is to be written, and write it as JSON; returns what its headers say."""
    handed = parse_submission(
        order.upload.data,
        order.upload.name,
        checker.context.root,
        Wishes(plan=order.plan),
        most_bytes=bounds.upload,
        most_triples=bounds.triples,
        bundled_context=checker.context.context_jsonld,
    )
    if order.added:
        handed = _added(handed, order)
    require_plan(handed.plan, handed.graph)
    asked = _asked(order, checker)
    found = handed.report(asked)
    counts = {s.name.lower(): found.count(s) for s in sorted(Severity, reverse=True)}
    told: dict[str, Any] = {
        "plan": handed.plan,
        "derived": handed.derived,
        "conforms": found.conforms,
    }
    if order.form == BESIDE:
        told["report"] = Beside(found, order.language).values()
        told["preview"] = _preview(handed, order.language, checker.context.root)
    elif not found.conforms:
        told["report"] = render(found, order.form, order.language)
    if found.conforms:
        told |= _made(handed, order, checker.context.root)
    body = json.dumps(told, ensure_ascii=False).encode()
    for start in range(0, len(body), _PIECE):
        write(body[start : start + _PIECE])
    return {"conforms": found.conforms, "counts": counts}


def _asked(order: PublishOrder, checker: Checker) -> Checker:
    if order.profile in (None, checker.profile):
        return checker
    if order.profile not in checker.book.profiles:
        raise UnreadableInput(
            Text(f"Det finns ingen profil ”{order.profile}”.", f"No profile “{order.profile}”.")
        )
    return Checker(checker.context, checker.book, str(order.profile), checker.engine)


def _triples(data: bytes) -> list[Triple]:
    return list(parse_triples(data, "nt"))


def _added(handed: Submission, order: PublishOrder) -> Submission:
    """Put what was sent to what stands."""
    both = plain_graph([*_triples(order.standing), *handed.graph])
    return handed.with_graph(both)


def _made(handed: Submission, order: PublishOrder, root: Path) -> dict[str, Any]:
    standing = Standing(plain_graph(_triples(order.standing)), plain_graph(_triples(order.log)))
    if order.derived:
        require_same_plan(handed.plan, standing.plan, handed.graph)
    lookups = Lookups(root, handed.plan)
    signature = Signature(order.who, order.when, order.source or handed.source)
    shown = order.form == BESIDE
    file = handed.checkable.document if shown else None
    done = prepare(handed.plan, handed.graph, standing, lookups, signature, file)
    return {
        "version": done.version,
        "replaced": done.replaced,
        "changed": done.changed,
        "contents": {name: data.decode() for name, data in done.contents.items()},
        "seen": done.seen,
        "summary": summary(done.diff, order.language),
        "diff": diff_rendering.render_html(done.diff, order.language, _THINGS) if shown else "",
        "ntriples": ntriples_of(handed.graph).decode() if shown else "",
        "source": [handed.source.name, handed.source.sha256, handed.source.size],
    }


def _preview(handed: Submission, language: Language, root: Path) -> dict[str, Any]:
    """What was read, for the eye: numbers, the plan as text, how cells were read."""
    imported = handed.imported
    text = PlanText(handed.graph, handed.plan, Lookups(root, handed.plan), language)
    return {
        "counts": [
            (kinds()[key].label.in_(language), number)
            for key, number in report.counts(handed.graph).items()
        ],
        "plan": write_markdown(text)[:_LONGEST_PREVIEW],
        "turtle": format_turtle(handed.graph)[:_LONGEST_PREVIEW],
        "reading": report.render_text(imported, language) if imported else "",
    }
