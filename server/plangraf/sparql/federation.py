"""SERVICE by our own hand: what it asks for is fetched before the engine runs and stands as VALUES.

    … SERVICE <address> { pattern } …  →  … VALUES (?a ?b) { rows of the other server } …

SPARQL 1.1 Federated Query §2: the pattern is answered by the other server by itself and joined, so
the rows may stand in its place. Understood is an address that is written out; a variable there, a
SERVICE within a SERVICE and a blank node in an answer are refused. The engine never sees SERVICE,
and what is left of it in any reading of the text is refused before it runs.
"""

import time
from dataclasses import dataclass
from typing import Any, Final, Protocol

from rdflib import Literal, URIRef

from plangraf.errors import PlangrafError, Refused
from plangraf.language import Text
from plangraf.sparql.scanning import QUERY_FORMS, Scan, Token
from plangraf.store.binding import serialised

MOST: Final = 8
"""So many SERVICE may be in one query."""


class Door(Protocol):
    """Whoever asks another server."""

    def ask(self, service: str, query: str, seconds: float) -> tuple[list[str], list[Any]]:
        """Return the names and rows of a SELECT."""
        ...


@dataclass(frozen=True)
class _Clause:
    """One SERVICE in a text: its place, the address, the pattern with its braces."""

    start: int
    end: int
    service: str
    pattern: str
    silent: bool


def asks_elsewhere(text: str) -> bool:
    """Whether a text has SERVICE in its usual reading; cheap for those that have not."""
    return "service" in text.lower() and Scan(text).reaches_out() == "SERVICE"


def fetched(text: str, door: Door, seconds: float, base: str | None = None) -> str:
    """Return the query with the answers of other servers in it."""
    scan = Scan(text)
    form = next((token for token in scan.tokens if token.is_word(*QUERY_FORMS)), None)
    prologue = text[: form.start] if form else ""
    prologue = f"BASE <{base}>\n{prologue}" if base else prologue
    pieces, done, end = [], 0, time.monotonic() + seconds
    clauses = _clauses(scan)
    if len(clauses) > MOST:
        raise _not_understood()
    for clause in clauses:
        query = f"{prologue}\nSELECT * WHERE {clause.pattern}"
        try:
            names, rows = door.ask(clause.service, query, max(0.1, end - time.monotonic()))
            values = _values(names, rows)
        except Refused:
            raise
        except PlangrafError:
            if not clause.silent:
                raise
            values = ""
        pieces += [text[done : clause.start], values]
        done = clause.end
    return "".join([*pieces, text[done:]])


def _clauses(scan: Scan) -> list[_Clause]:
    clauses: list[_Clause] = []
    tokens = scan.tokens
    place = 0
    while place < len(tokens):
        if not tokens[place].is_word("SERVICE"):
            place += 1
            continue
        start = tokens[place].start
        silent = any(token.is_word("SILENT") for token in tokens[place + 1 : place + 2])
        place += 2 if silent else 1
        named, last = place, _end_of_group(tokens, place + 1)
        if last is None or tokens[named].kind != "iri" or "\\" in tokens[named].text:
            raise _not_understood()
        if any(token.is_word("SERVICE") for token in tokens[named:last]):
            raise _not_understood()
        pattern = scan.text[tokens[named + 1].start : tokens[last].end]
        service = tokens[named].text[1:-1]
        clauses.append(_Clause(start, tokens[last].end, service, pattern, silent))
        place = last + 1
    return clauses


def _end_of_group(tokens: tuple[Token, ...], place: int) -> int | None:
    """The place of the brace that closes the group which begins here."""
    depth = 0
    for at in range(place, len(tokens)):
        if tokens[at].kind == "sign":
            depth += (tokens[at].text == "{") - (tokens[at].text == "}")
        if depth == 0:
            return at if at > place else None
    return None


def _values(names: list[str], rows: list[Any]) -> str:
    """Write rows as VALUES; a server's answer is data, so that every term is written anew."""
    if not all(name.isidentifier() for name in names):
        raise _not_understood()
    lines = [" ".join(_written(row.get(name)) for name in names) for row in rows]
    head = " ".join(f"?{name}" for name in names)
    return f" VALUES ({head}) {{ {' '.join(f'({line})' for line in lines)} }} "


def _written(cell: Any) -> str:
    if cell is None:
        return "UNDEF"
    kind, value = cell.get("type"), str(cell.get("value"))
    try:
        if kind == "uri":
            return serialised(URIRef(value))
        if kind in ("literal", "typed-literal"):
            datatype = cell.get("datatype")
            language = cell.get("xml:lang")
            if language:
                return serialised(Literal(value, lang=language))
            known = URIRef(datatype) if datatype else None
            return serialised(Literal(value, datatype=known, normalize=False))
    except ValueError:
        pass
    raise Refused(
        Text(
            "Svaret från SERVICE har en nod utan namn, eller en term som inte går att skriva.",
            "The answer of SERVICE has a node without a name, or a term that cannot be written.",
        ),
        remedy=Text(
            "Fråga efter adresser och texter inom SERVICE.",
            "Ask for addresses and texts within SERVICE.",
        ),
    )


def _not_understood() -> Refused:
    return Refused(
        Text(
            f"SERVICE tas emot med utskriven adress, utan SERVICE inuti, högst {MOST} gånger.",
            f"SERVICE is taken with its address written out, none within and {MOST} at most.",
        ),
        remedy=Text("Skriv SERVICE <https://…> { … }.", "Write SERVICE <https://…> { … }."),
    )
