"""One question to a service and its answer, as data; reading the answer as the JSON it should be.

Turns bytes into JSON whose numbers are the source's own digits (Decimal, never a float). An answer
that is not JSON says what it is instead. Opens no socket.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from plangraf.errors import ChangedContract, CutAnswer
from plangraf.language import Text

SHOWN = 120


@dataclass(frozen=True)
class Request:
    """What is asked: GET without a body, POST with one (JSON)."""

    url: str
    body: bytes | None = None

    @property
    def method(self) -> str:
        """GET or POST."""
        return "GET" if self.body is None else "POST"

    @property
    def key(self) -> str:
        """A name for the question: the same question has the same name in every run."""
        return hashlib.sha256(
            f"{self.method} {self.url}\0".encode() + (self.body or b"")
        ).hexdigest()


@dataclass(frozen=True)
class Received:
    """What came. `at` is ISO 8601 with zone; `kept` says that it was kept from before."""

    request: Request
    status: int
    content: bytes
    at: str
    kept: bool = False

    @property
    def sha256(self) -> str:
        """The hash of the body as received."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Figure:
    """One figure as read. `value` is the source's digits, empty when there is none."""

    series: str
    area: str
    period: str
    start: str
    end: str
    sex: str
    value: str
    status: str
    age: str = ""
    calculated: str = ""


def read_json(content: bytes, place: str) -> Any:
    """Read an answer as JSON; raises CutAnswer when it breaks off, ChangedContract for a page.

    What is not UTF-8 is refused: read with signs lost, it would look like new titles.
    """
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        began = shown(content[max(0, error.start - 20) : error.start + 20])
        if error.reason == "unexpected end of data":
            raise CutAnswer(
                Text(f"Svaret bryts av: {began}", f"The answer breaks off: {began}"), place=place
            ) from None
        raise changed(place, f"inte UTF-8: {began}", f"not UTF-8: {began}") from None
    if text[:1] == "<":
        raise changed(place, f"en sida i stället för JSON: {shown(text)}", f"a page: {shown(text)}")
    try:
        return json.loads(
            text,
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=lambda word: _no_number(word, place),
        )
    except ValueError as error:
        raise CutAnswer(
            Text(
                f"Svaret är avbrutet eller är inte JSON ({error}): …{shown(text[-SHOWN:])}",
                f"The answer breaks off or is not JSON ({error}): …{shown(text[-SHOWN:])}",
            ),
            place=place,
        ) from None


def _no_number(word: str, place: str) -> None:
    """Refuse NaN and Infinity, which JSON does not have and no figure is."""
    raise changed(place, f"värdet {word}", f"the value {word}")


def expect(found: Any, name: str, kind: type | tuple[type, ...], place: str) -> Any:
    """Return a field of an object; ChangedContract says which field is gone or of another type."""
    if not isinstance(found, Mapping):
        raise changed(place, f"inget objekt: {shown(found)}", f"not an object: {shown(found)}")
    if name not in found:
        keys = ", ".join(sorted(map(str, found)))
        raise changed(
            place, f"fältet {name} saknas; fält som kom: {keys}", f"no field {name}; came: {keys}"
        )
    value = found[name]
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is Decimal):
        raise changed(
            place,
            f"fältet {name} är av annat slag: {shown(value)}",
            f"the field {name} is of another type: {shown(value)}",
        )
    return value


def digits(value: Decimal) -> str:
    """Return a number as plain digits, every one of the source's kept."""
    return format(value, "f")


def shown(value: object) -> str:
    """Return the beginning of what came, on one line."""
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def changed(place: str, sv: str, en: str) -> ChangedContract:
    """Make the error for an answer that does not fit the contract."""
    return ChangedContract(
        Text(
            f"Svaret är inte sådant som tjänsten brukar ge: {sv}.",
            f"The answer is not what the service usually gives: {en}.",
        ),
        place=place,
        remedy=Text(
            "Inget har sparats. Jämför med data/sources.toml: tjänsten kan ha ändrats.",
            "Nothing was saved. Compare with data/sources.toml: the service may have changed.",
        ),
    )
