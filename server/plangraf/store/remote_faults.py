"""What a server answers when it fails, or that it does not answer → the errors of a store.

Each says how: the server refused (broken), is not there (unreachable), is late (slow) or busy.
"""

from typing import Final

from plangraf.errors import BadQuery, PlangrafError, StoreError
from plangraf.language import Text
from plangraf.store.positions import locate_syntax_error

_KINDS: Final = {408: "slow", 504: "slow", 429: "busy", 503: "busy"}
_LOGIN: Final = Text(
    "Skriv användare och lösenord i adressen: http://namn:lösenord@värd/…",
    "Write user and password in the address: http://name:password@host/…",
)
_UNSURE: Final = Text(
    "Se efter om ändringen kom med innan du gör om den.",
    "See whether the change was made before repeating it.",
)
_REMEDIES: Final = {401: _LOGIN, 403: _LOGIN}


def refused(place: str, status: int, words: str, query: str) -> PlangrafError:
    """Tell an answer of 400 or more; one of 400 to a query is about its text."""
    if status == 400 and query:
        line, column, reason, excerpt = locate_syntax_error(query, words[:2000])
        return BadQuery(
            Text(
                f"Servern kunde inte läsa frågan: {reason[:500]}",
                f"The server could not read the query: {reason[:500]}",
            ),
            line=line,
            column=column,
            excerpt=excerpt,
            engine=reason[:500],
        )
    told = f"{status} {' '.join(words[:300].split())}"
    return StoreError(
        Text(f"Servern svarade {told}", f"The server answered {told}"),
        kind=_KINDS.get(status, "refused"),
        place=place,
        remedy=_REMEDIES.get(status),
    )


def late(place: str, seconds: float, *, writing: bool = False) -> StoreError:
    """Tell that there was no answer in time; of a write, that it may have been made."""
    return StoreError(
        Text(
            f"Servern svarade inte inom {seconds:g} s.",
            f"The server did not answer within {seconds:g} s.",
        ),
        kind="slow",
        place=place,
        remedy=_UNSURE if writing else None,
    )


def broken_off(place: str, words: str) -> StoreError:
    """Tell that the connection went away under a write."""
    return StoreError(
        Text(f"Förbindelsen bröts: {words}", f"The connection broke off: {words}"),
        kind="unsure",
        place=place,
        remedy=_UNSURE,
    )


def unreachable(place: str, words: str) -> StoreError:
    """Tell that no connection came about."""
    return StoreError(
        Text(f"Servern går inte att nå: {words}", f"The server cannot be reached: {words}"),
        kind="unreachable",
        place=place,
        remedy=Text(
            "Kontrollera adressen och att servern är igång.",
            "Check the address, and that the server is running.",
        ),
    )
