"""`/publish`: a file and a token in; first what was read, what is wrong and what differs; then out.

Only on a server that takes changes. The first step writes nothing. What it read stands in the page,
sealed: the second step takes only what this server put there a while ago for someone who had the
token, so that the token need not be sent back. Works without script.
"""

import hashlib
import hmac
import json
import secrets
import time
from typing import Any, Final

from flask import Blueprint, Flask, Response, current_app, render_template, request
from markupsafe import Markup

from plangraf.errors import NotAuthorised, Outdated, PlangrafError
from plangraf.language import Text
from plangraf.plans.readings import Source
from plangraf.sparql.formats import PAGE
from plangraf.web.inspecting.inspections import BESIDE, Upload
from plangraf.web.problems import answer_error, status_of
from plangraf.web.publishing.handing_in import Handed, Outcome, look, plan_version, publish
from plangraf.web.replying import reply
from plangraf.web.site import client, site
from plangraf.web.speaking import language
from plangraf.web.tokens import require_token, require_writable
from plangraf.web.validating.uploads import read_upload

blueprint = Blueprint("publish_page", __name__)

_EXTENSION: Final = "plangraf.seal"
_MINUTES: Final = 30
_FIELDS: Final = ("plan", "ntriples", "file", "sha256", "size", "replaced", "who", "until")
_ROOM: Final = 3  # N-Triples are longer than what they were read from
_SLACK: Final = 1_000_000


def install(app: Flask) -> None:
    """Give the application its seal, which lives as long as the process, and the route."""
    app.extensions[_EXTENSION] = secrets.token_bytes(32)
    app.register_blueprint(blueprint)


@blueprint.get("/publish")
def form() -> Response:
    """The page where a file is chosen."""
    require_writable()
    return _page()


@blueprint.post("/publish")
def hand_in() -> Response:
    """Show what publishing would do, or do it."""
    limit = site().settings.limits.upload_bytes
    request.max_content_length = _ROOM * limit + _SLACK
    request.max_form_memory_size = _ROOM * limit + _SLACK
    try:
        require_writable()
        with site().asking(f"publish {client()}"):
            return _publish() if "seal" in request.form else _look()
    except PlangrafError as error:
        return _refusal(error)


def _look() -> Response:
    require_token(request.form.get("token", "").strip())
    upload, _, _ = read_upload()
    who = request.form.get("who", "").strip()[:200] or "webb"
    wanted = request.form.get("plan", "").strip()
    outcome = look(Handed(upload, wanted, BESIDE, who))
    sealed = _sealed(outcome, who) if outcome.conforms else {}
    diff = Markup(str(outcome.told.get("diff", "")))
    return _page(outcome=outcome.told, sealed=sealed, diff=diff, upload=upload.name)


def _sealed(outcome: Outcome, who: str) -> dict[str, str]:
    """The fields of the second step: what was read, of what, on which version, until when."""
    name, digest, size = outcome.told["source"]
    fields = {
        "plan": str(outcome.told["plan"]),
        "ntriples": str(outcome.told["ntriples"]),
        "file": str(name),
        "sha256": str(digest),
        "size": str(size),
        "replaced": str(outcome.told["replaced"]),
        "who": who,
        "until": str(int(time.time()) + 60 * _MINUTES),
    }
    return {**fields, "seal": _seal(fields)}


def _seal(fields: dict[str, str]) -> str:
    """Sign the fields; line breaks are as browsers send them."""
    told = json.dumps([fields[name].replace("\r\n", "\n") for name in _FIELDS]).encode()
    key: bytes = current_app.extensions[_EXTENSION]
    return hmac.new(key, told, hashlib.sha256).hexdigest()


def _publish() -> Response:
    fields = {name: request.form.get(name, "") for name in _FIELDS}
    if not hmac.compare_digest(_seal(fields), request.form["seal"]):
        raise NotAuthorised(
            Text("Förhandsvisningen gäller inte här.", "The preview is not valid here."),
            remedy=Text("Välj filen igen.", "Choose the file again."),
        )
    if int(fields["until"]) < time.time():
        raise NotAuthorised(
            Text(
                f"Förhandsvisningen är äldre än {_MINUTES} minuter.",
                f"The preview is older than {_MINUTES} minutes.",
            ),
            remedy=Text("Välj filen igen.", "Choose the file again."),
        )
    source = Source(fields["file"], fields["sha256"], int(fields["size"]))
    upload = Upload(f"{fields['plan']}.nt", fields["ntriples"].replace("\r\n", "\n").encode())
    handed = Handed(
        upload,
        fields["plan"],
        BESIDE,
        fields["who"],
        expected=fields["replaced"],
        source=source,
    )
    outcome = publish(handed)
    return _page(outcome=outcome.told, done=outcome.conforms, upload=fields["file"])


def _refusal(error: PlangrafError) -> Response:
    """The page with one sentence; the status and the headers of the problem."""
    response = answer_error(error)
    if status_of(error) >= 500 and status_of(error) != 503:
        return response
    remedy = isinstance(error, Outdated)
    page = _page(problem=error.render(language()), again=remedy)
    response.set_data(page.get_data())
    response.headers["Content-Type"] = PAGE.content_type()
    return response


def _page(**content: Any) -> Response:
    outcome = content.get("outcome")
    now = plan_version(outcome["plan"]) if outcome else ""
    page = render_template("publish.html", version_now=now, minutes=_MINUTES, **content)
    return reply(page, PAGE.content_type())
