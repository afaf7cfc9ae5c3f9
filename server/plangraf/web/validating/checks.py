"""`/validate`: a plan in, what is to be mended out, as a page or in a format a program reads.

The upload goes to a child process of its own (`plangraf.web.inspecting.ordering`) and is kept
nowhere. The page works without script; a script only asks again while the text is being changed.
"""

import json
import re
from pathlib import Path
from typing import Any, Final, cast

from flask import Blueprint, Flask, Response, current_app, g, render_template, request

from plangraf.errors import NotAcceptable, PlangrafError, UnreadableInput
from plangraf.language import Language, language_of
from plangraf.settings import Settings
from plangraf.sparql.formats import FORMATS, PAGE, Format
from plangraf.sparql.negotiation import choose
from plangraf.web.inspecting.inspections import BESIDE, Order, Upload
from plangraf.web.inspecting.ordering import Inspected, Inspectors
from plangraf.web.problems import answer_error, status_of
from plangraf.web.replying import not_modified, reply, tag
from plangraf.web.site import address, client, client_gone, site
from plangraf.web.speaking import language
from plangraf.web.validating.profiles import profiles
from plangraf.web.validating.uploads import SYNTAXES, open_request, read_upload, wished

blueprint = Blueprint("validating", __name__)

_EXTENSION: Final = "plangraf.inspectors"
_UNREADABLE: Final = 422
_LONGEST_SHOWN_TEXT: Final = 2_000_000
FORMS: Final = (
    FORMATS["text"],
    Format("json", "application/json", "JSON", "plain", ("text/json",)),
    Format("sarif", "application/sarif+json", "SARIF", "plain"),
    Format("junit", "application/xml", "JUnit", "plain", ("text/xml", "application/junit+xml")),
    PAGE,
    FORMATS["ttl"],
    Format("jsonld", "application/ld+json", "JSON-LD", "graph"),
    FORMATS["xlsx"],
    Format("github", "text/x-github-commands", "GitHub", "plain"),
)
_EXTENSIONS: Final = {"text": "txt", "junit": "xml", "github": "txt"}
_NAMES: Final = {
    "ttl": "Turtle",
    "trig": "TriG",
    "nt": "N-Triples",
    "nq": "N-Quads",
    "jsonld": "JSON-LD",
    "rdf": "RDF/XML",
    "csv": "CSV",
    "yaml": "YAML",
}


def install(app: Flask, settings: Settings, root: Path) -> None:
    """Give the application its inspectors and the routes."""
    app.extensions[_EXTENSION] = Inspectors(settings, root)
    app.register_blueprint(blueprint)


def inspectors() -> Inspectors:
    """The inspectors of the application that handles this request."""
    return cast(Inspectors, current_app.extensions[_EXTENSION])


@blueprint.app_template_filter("cellname")
def cell_name(cell: str) -> str:
    """Return a cell's name as one that an anchor may have: `Mål!C12` → `Mål.C12`."""
    return re.sub(r"[^\w.-]+", ".", cell)


@blueprint.get("/validate")
def form() -> Response:
    """The page where a plan is chosen or pasted."""
    etag = tag("validate", language())
    return not_modified(etag) or reply(_page(), PAGE.content_type(), etag=etag)


@blueprint.post("/validate")
def validate() -> Response:
    """Check what was sent and answer in the form that was asked for."""
    wanted: Format | None = None
    pasted = ""
    try:
        wanted = _wanted(request.args.get("format"))
        open_request()
        if asked := wished("lang"):
            g.language = language_of(asked)
        wanted = _wanted(wished("format"))
        with site().asking(f"validate {client()}"):
            upload, shapes, pasted = read_upload()
            order = Order(upload, _form(wanted), language(), wished("profile"), shapes)
            inspected = inspectors().inspect(order, client_gone())
    except PlangrafError as error:
        if isinstance(error, UnreadableInput):
            error.status = _UNREADABLE  # type: ignore[attr-defined]
        if wanted is not PAGE or isinstance(error, NotAcceptable):
            raise
        return _refusal(error, pasted)
    return _answer(inspected, wanted, upload, pasted)


def _wanted(asked: str | None) -> Format:
    return choose(FORMS, request.headers.get("Accept"), format=asked).format


def _form(wanted: Format) -> str:
    return BESIDE if wanted is PAGE else wanted.key


def _answer(inspected: Inspected, wanted: Format, upload: Upload, pasted: str) -> Response:
    if wanted is PAGE:
        page = _page(told=json.loads(inspected.body), upload=upload, pasted=pasted)
        response = reply(page, PAGE.content_type())
    else:
        stem = upload.name.rpartition(".")[0] or "plan"
        file = f"{stem}.{_EXTENSIONS.get(wanted.key, wanted.key)}"
        response = reply(inspected.body, wanted.content_type())
        response.headers.set("Content-Disposition", "inline", filename=file)
        response.headers["Content-Language"] = language()
    response.headers["Plangraf-Conforms"] = "true" if inspected.conforms else "false"
    counts = (f"{name}={number}" for name, number in inspected.counts.items())
    response.headers["Plangraf-Findings"] = ", ".join(counts)
    return response


def _refusal(error: PlangrafError, pasted: str) -> Response:
    """The page with what was pasted and one sentence; the status and headers of the problem."""
    response = answer_error(error)
    status = status_of(error)
    if status >= 500 and status != 503:
        return response
    response.set_data(_page(problem=error.render(language()), pasted=pasted))
    response.headers["Content-Type"] = PAGE.content_type()
    return response


def _page(**content: Any) -> str:
    spoken: Language = language()
    pasted = str(content.get("pasted", ""))
    content["pasted"] = pasted if len(pasted) <= _LONGEST_SHOWN_TEXT else ""
    limits = site().settings.limits
    return render_template(
        "validate.html",
        profiles=profiles(site().root, spoken),
        profile=wished("profile") or "core",
        syntax=wished("syntax") or "ttl",
        syntaxes=[(key, _NAMES[key]) for key in SYNTAXES],
        limits=limits,
        here=address("/validate"),
        **content,
    )
