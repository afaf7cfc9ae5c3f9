"""Who may write: a bearer token, known here only by its SHA-256."""

import hmac
from typing import Final

from flask import request

from plangraf.errors import NotAuthorised, Refused
from plangraf.language import Text
from plangraf.settings import hash_of
from plangraf.web.site import site

_SCHEME: Final = "bearer "


def require_writer() -> None:
    """Refuse who may not write: 403 where nobody may, 401 without the right token."""
    require_writable()
    given = request.headers.get("Authorization", "")
    require_token(given[len(_SCHEME) :].strip() if given.lower().startswith(_SCHEME) else "")


def require_writable() -> None:
    """Refuse on a server that takes no changes."""
    if not site().settings.writable:
        raise Refused(
            Text(
                "Den här servern tar inte emot ändringar.", "This server does not accept changes."
            ),
            remedy=Text(
                "Starta den med --writable och PLANGRAF_TOKEN om den ska ta emot ändringar.",
                "To allow changes, start it with --writable and PLANGRAF_TOKEN.",
            ),
        )


def require_token(token: str) -> None:
    """Refuse without the right token."""
    settings = site().settings
    right = settings.token_hash and hmac.compare_digest(hash_of(token), settings.token_hash)
    if not token or not right:
        raise NotAuthorised(
            Text("Nyckeln saknas eller är fel.", "The token is missing or wrong."),
            remedy=Text(
                "Skicka den som Authorization: Bearer …", "Send it as Authorization: Bearer …"
            ),
        )
