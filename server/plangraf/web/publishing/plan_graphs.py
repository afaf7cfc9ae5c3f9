"""Plan graphs under the Graph Store Protocol: PUT is checking and publishing, DELETE withdrawing.

A plan that does not conform is answered with 422 and the report in the form that Accept asks for,
and nothing is changed. The entity tag is the plan's version; If-Match and `If-None-Match: *` hold
a write to it (412). Knows nothing of other graphs.
"""

from typing import Final

from flask import Response, make_response, request

from plangraf.errors import NotAcceptable
from plangraf.plans.publishing.versions import LOG, PLANS, VERSIONS, plan_graph
from plangraf.sparql.formats import FORMATS, Format
from plangraf.sparql.negotiation import choose
from plangraf.store.versions import DIGITS
from plangraf.web.publishing.handing_in import Handed, Outcome, plan_version, publish, withdraw_plan
from plangraf.web.replying import reply
from plangraf.web.site import client, site
from plangraf.web.speaking import language
from plangraf.web.validating.checks import FORMS
from plangraf.web.validating.profiles import guide
from plangraf.web.validating.uploads import read_upload

PROFILE: Final = "core"
SEALED: Final = (PLANS, VERSIONS, LOG)
"""How the names of the graphs begin that only publishing changes."""
_UNCONFORMING: Final = 422
_LONGEST_NAME: Final = 200
_NO_VERSION: Final = "*"
"""What no version is called: a write that rests on it is refused."""


def checked_here() -> bool:
    """Whether plans are checked: the content has the profile that all plans are to fulfil."""
    return PROFILE in guide(site().root).book.profiles


def put(plan: str, exists: bool) -> Response:
    """Publish what is sent in the place of what stands."""
    return _answer(plan, exists, added=False)


def post(plan: str, exists: bool) -> Response:
    """Publish what is sent together with what stands."""
    return _answer(plan, exists, added=True)


def delete(plan: str) -> Response:
    """Withdraw a plan; every version of it stays."""
    withdraw_plan(plan, writer(), _expected(plan))
    return make_response("", 204)


def plan_tag(plan: str, key: str) -> str:
    """The entity tag of a plan in one format."""
    return f"{plan_version(plan)}-{key}"


def writer() -> str:
    """Who publishes, as far as is told: `?by=`."""
    return request.args.get("by", "")[:_LONGEST_NAME].strip() or "http"


def _answer(plan: str, exists: bool, *, added: bool) -> Response:
    wanted = _wanted()
    with site().asking(f"publish {client()}"):
        upload, _, _ = read_upload()
        handed = Handed(
            upload,
            plan,
            wanted.key,
            writer(),
            _expected(plan),
            added,
            profile=request.args.get("profile"),
        )
        outcome = publish(handed)
    if not outcome.conforms:
        response = reply(str(outcome.told["report"]), wanted.content_type())
        response.status_code = _UNCONFORMING
        response.headers["Content-Language"] = language()
    else:
        response = make_response("", 204 if exists else 201)
        response.set_etag(str(outcome.told["version"]))
        if not exists:
            response.headers["Location"] = plan_graph(plan)
    _count(response, outcome)
    return response


def _count(response: Response, outcome: Outcome) -> None:
    counts = (f"{name}={number}" for name, number in outcome.counts.items())
    response.headers["Plangraf-Conforms"] = "true" if outcome.conforms else "false"
    response.headers["Plangraf-Findings"] = ", ".join(counts)


def _wanted() -> Format:
    """The form of a report; text for who accepts none of them."""
    try:
        return choose(FORMS, request.headers.get("Accept"), format=None).format
    except NotAcceptable:
        return FORMATS["text"]


def _expected(plan: str) -> str | None:
    """The version that a write rests on: RFC 9110 §13.1.1, §13.1.2; None where none is named."""
    if request.if_none_match.star_tag:
        return ""
    if "If-Match" not in request.headers:
        return None
    now = plan_version(plan)
    if request.if_match.star_tag:
        return now or _NO_VERSION
    seen = {tag[:DIGITS] for tag in request.if_match.as_set(include_weak=True) if tag}
    seen |= {tag.removeprefix('W/"')[:DIGITS] for tag in seen}
    return now if now in seen else min(seen, default=_NO_VERSION)
