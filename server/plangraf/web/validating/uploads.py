"""A request to `/validate` → an Upload, its shapes and its wishes, whichever way they were sent.

Three ways: a form with a file or pasted text (multipart or URL-encoded), or the file itself as the
body, its type in Content-Type or its name in `?name=`. What is too large or of a type that is not
read is refused before it is looked at. Nothing is kept.
"""

import re
from pathlib import PurePath
from typing import Final

from flask import request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from plangraf.errors import ParameterError, TooLarge, UnsupportedMedia
from plangraf.language import Text
from plangraf.plans.publishing.checkable import is_sheet
from plangraf.validation.reading import SUFFIXES
from plangraf.web.inspecting.inspections import Upload
from plangraf.web.site import site

FIELDS: Final = ("file", "text", "syntax", "name", "profile", "shapes", "format", "lang")
SYNTAXES: Final = {
    "ttl": ".ttl",
    "trig": ".trig",
    "nt": ".nt",
    "nq": ".nq",
    "jsonld": ".jsonld",
    "rdf": ".rdf",
    "csv": ".csv",
    "yaml": ".yaml",
}
MEDIA: Final = {
    "text/turtle": ".ttl",
    "application/x-turtle": ".ttl",
    "application/n-triples": ".nt",
    "application/n-quads": ".nq",
    "application/trig": ".trig",
    "application/ld+json": ".jsonld",
    "application/json": ".jsonld",
    "application/rdf+xml": ".rdf",
    "application/xml": ".rdf",
    "text/xml": ".rdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/yaml": ".yaml",
    "application/x-yaml": ".yaml",
    "text/yaml": ".yaml",
}
_FORMS: Final = ("multipart/form-data", "application/x-www-form-urlencoded")
_SLACK: Final = 1_000_000
_LONGEST_NAME: Final = 120
_STRANGE: Final = re.compile(r"[\x00-\x1f\x7f\u2028-\u202e\u2066-\u2069<>]")


def wished(name: str) -> str | None:
    """A parameter of the address, or a field of the form; None where it is empty."""
    given = request.args.get(name)
    if given is None and request.mimetype in _FORMS:
        given = request.form.get(name)
    return given or None


def open_request() -> None:
    """Set the bounds of a request and read its form; everything else is asked afterwards."""
    limit = site().settings.limits.upload_bytes
    request.max_content_length = 2 * limit + _SLACK
    request.max_form_memory_size = limit + _SLACK
    refuse_packed()
    try:
        if request.mimetype in _FORMS:
            _ = request.form
        elif (request.content_length or 0) > limit:
            raise _too_large(limit)
    except RequestEntityTooLarge:
        raise _too_large(limit) from None


def refuse_packed() -> None:
    """Refuse a body that is packed: a small one may be a very large one."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise UnsupportedMedia(
            Text("Packade uppladdningar läses inte.", "Compressed uploads are not read."),
            remedy=Text("Skicka filen som den är.", "Send the file as it is."),
        )


def read_upload() -> tuple[Upload, Upload | None, str]:
    """Return what is to be checked, own shapes, and the text that was pasted."""
    limit = site().settings.limits.upload_bytes
    upload, shapes, pasted = _from_form() if request.mimetype in _FORMS else _from_body()
    for sent in (upload, shapes):
        if sent is not None and len(sent.data) > limit:
            raise _too_large(limit)
    return upload, shapes, pasted


def _from_form() -> tuple[Upload, Upload | None, str]:
    shapes = _file("shapes", ".ttl")
    file = _file("file", "")
    if file is not None:
        return file, shapes, ""
    text = request.form.get("text", "")
    if not text.strip():
        raise ParameterError(
            "file",
            Text(
                "Det finns ingen fil och ingen text att granska.",
                "There is no file and no text to check.",
            ),
            remedy=Text(
                "Välj en fil, eller klistra in planen.", "Choose a file, or paste the plan."
            ),
        )
    syntax = wished("syntax") or "ttl"
    if syntax not in SYNTAXES:
        listed = ", ".join(SYNTAXES)
        raise ParameterError(
            "syntax",
            Text(
                f"Formatet ”{syntax[:40]}” läses inte.", f"The format “{syntax[:40]}” is not read."
            ),
            remedy=Text(f"Välj ett av {listed}.", f"Choose one of {listed}."),
        )
    # Browsers send line breaks as CRLF; what was typed is meant.
    data = text.replace("\r\n", "\n").encode()
    return Upload(f"text{SYNTAXES[syntax]}", data), shapes, text


def _from_body() -> tuple[Upload, None, str]:
    media = request.mimetype
    suffix = MEDIA.get(media, "")
    given = _safe(request.args.get("name", ""))
    if not suffix and not _known(given):
        listed = ", ".join(sorted(MEDIA))
        raise UnsupportedMedia(
            Text(
                f"Typen ”{media or 'ingen'}” läses inte.",
                f"The type “{media or 'none'}” is not read.",
            ),
            remedy=Text(
                f"Skicka Content-Type, en av {listed}; eller filens namn med ?name=plan.ttl.",
                f"Send a Content-Type, one of {listed}; or the file's name as ?name=plan.ttl.",
            ),
        )
    if suffix == ".tsv" and given.endswith(".sssom.tsv"):
        suffix = ""
    name = given if _known(given) and not suffix else f"{PurePath(given or 'plan').stem}{suffix}"
    return Upload(name, request.get_data(cache=False)), None, ""


def _file(field: str, suffix: str) -> Upload | None:
    """The file of a form's field; None where none was chosen."""
    sent: FileStorage | None = request.files.get(field)
    if sent is None or not sent.filename:
        return None
    name = _safe(sent.filename)
    by_type = "" if _known(name) else MEDIA.get(sent.mimetype or "", suffix)
    return Upload(f"{name}{by_type}", sent.read())


def _known(name: str) -> bool:
    return is_sheet(name) or PurePath(name).suffix.lower() in SUFFIXES


def _safe(name: str) -> str:
    """A file's own name, without folders and without what could fool a reader."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return _STRANGE.sub("", last).strip()[-_LONGEST_NAME:]


def _too_large(limit: int) -> TooLarge:
    megabytes = f"{limit / 1e6:g}"
    return TooLarge(
        Text(
            f"Filen är större än {megabytes} MB, som är gränsen.",
            f"The file is larger than {megabytes} MB, which is the limit.",
        ),
        remedy=Text(
            "Dela den, till exempel en plan i varje.", "Split it, for example one plan in each."
        ),
    )
