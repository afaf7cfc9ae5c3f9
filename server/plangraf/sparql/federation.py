"""SERVICE by our own hand: what it asks for is fetched before the engine runs and stands as VALUES.

    … SERVICE <address> { pattern } …  →  … VALUES (?a ?b) { rows of the other server } …

SPARQL 1.1 Federated Query §2: the pattern is answered by the other server by itself and joined, so
the rows may stand in its place, in a query or in the pattern of an update. Understood is an address
that is written out; a variable there is refused, and so is a SERVICE within a SERVICE: what the
other server would ask on our behalf, nobody here has allowed. A node without a name in an answer
gets one, which is the same within that answer (RDF 1.1 Concepts §3.5). The engine never sees
SERVICE, and what is left of it in any reading of the text is refused before it runs.
"""

import time
from dataclasses import dataclass
from typing import Any, Final, Protocol
from uuid import UUID, uuid4, uuid5

from rdflib import Literal

from plangraf.errors import BadQuery, PlangrafError, Refused, StoreError
from plangraf.language import Text
from plangraf.sparql.scanning import Scan, Token
from plangraf.store.binding import is_iri, serialised

MOST: Final = 8
"""So many SERVICE may be in one query."""


class Door(Protocol):
    """Whoever asks another server, for so many seconds at most."""

    @property
    def seconds(self) -> float:
        """The bound of one question."""
        ...

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
    """Return a query or an update with the answers of other servers in it."""
    scan = Scan(text)
    pieces, done, end = [], 0, time.monotonic() + seconds
    clauses = _clauses(scan)
    if len(clauses) > MOST:
        raise _too_many(len(clauses))
    for clause in clauses:
        query = f"{_prologue(scan, clause, base)}\nSELECT * WHERE {clause.pattern}"
        try:
            names, rows = door.ask(clause.service, query, max(0.1, end - time.monotonic()))
            values = _values(clause, names, rows)
        except Refused:
            raise
        except PlangrafError:
            if not clause.silent:
                raise
            values = ""
        lines = "\n" * text.count("\n", clause.start, clause.end)  # places of errors stay true
        pieces += [text[done : clause.start], values, lines]
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
        address = tokens[named] if named < len(tokens) else None
        if address is None or address.kind != "iri" or "\\" in address.text:
            raise _unaddressed()
        if last is None:
            raise _unclosed()
        pattern = scan.text[tokens[named + 1].start : tokens[last].end]
        if Scan(pattern).reaches_out():
            raise _nested()
        service = address.text[1:-1]
        clauses.append(_Clause(start, tokens[last].end, service, pattern, silent))
        place = last + 1
    return clauses


def _prologue(scan: Scan, clause: _Clause, base: str | None) -> str:
    """The bases and prefixes that hold where a SERVICE stands; an update may have several."""
    before = [token for token in scan.tokens if token.start < clause.start]
    declared = [f"BASE <{base}>"] if base else []
    for place, token in enumerate(before):
        if token.is_word("BASE", "PREFIX"):
            last = before[min(place + (2 if token.is_word("PREFIX") else 1), len(before) - 1)]
            declared.append(scan.text[token.start : last.end])
    return "\n".join(declared)


def _end_of_group(tokens: tuple[Token, ...], place: int) -> int | None:
    """The place of the brace that closes the group which begins here."""
    depth = 0
    for at in range(place, len(tokens)):
        if tokens[at].kind == "sign":
            depth += (tokens[at].text == "{") - (tokens[at].text == "}")
        if depth == 0:
            return at if at > place else None
    return None


def _values(clause: _Clause, names: list[str], rows: list[Any]) -> str:
    """Write rows as VALUES; a server's answer is data, so that every term is written anew.

    Columns that the pattern does not name are left out: no server has reason to send them.
    """
    asked = Scan(clause.pattern).variables
    kept = [name for name in dict.fromkeys(names) if name in asked]
    answer = uuid4()
    try:
        lines = [" ".join(_written(row.get(name), answer) for name in kept) for row in rows]
    except (ValueError, KeyError, TypeError):
        raise _unfit(clause.service) from None
    head = " ".join(f"?{name}" for name in kept)
    return f" VALUES ({head}) {{ {' '.join(f'({line})' for line in lines)} }} "


def _written(cell: Any, answer: UUID) -> str:
    """Write one term; a node without a name is named after the answer in which it stands."""
    if cell is None:
        return "UNDEF"
    kind, value = cell["type"], cell["value"]
    datatype, language = cell.get("datatype"), cell.get("xml:lang")
    if kind == "bnode":
        return f"<urn:uuid:{uuid5(answer, value)}>"
    if kind == "uri":
        return _iri(value)
    if kind not in ("literal", "typed-literal") or not isinstance(value, str):
        raise ValueError(kind)
    if language:
        return serialised(Literal(value, lang=language))
    return serialised(Literal(value)) + (f"^^{_iri(datatype)}" if datatype else "")


def _iri(text: str) -> str:
    if not is_iri(text):
        raise ValueError(text)
    return f"<{text}>"


def _unfit(service: str) -> StoreError:
    return StoreError(
        Text(
            f"SERVICE <{service}> svarade med en term som inte finns i SPARQL 1.1.",
            f"SERVICE <{service}> answered with a term that SPARQL 1.1 does not have.",
        ),
        kind="refused",
        remedy=Text(
            "Skriv SERVICE SILENT om frågan klarar sig utan svaret.",
            "Write SERVICE SILENT if the query can do without the answer.",
        ),
    )


def _unaddressed() -> Refused:
    return Refused(
        Text(
            "Adressen i SERVICE ska vara utskriven, så att den kan prövas före frågan.",
            "The address of SERVICE must be written out, so that it can be checked beforehand.",
        ),
        remedy=Text("Skriv SERVICE <https://…> { … }.", "Write SERVICE <https://…> { … }."),
    )


def _nested() -> Refused:
    return Refused(
        Text(
            "SERVICE inuti SERVICE är inte tillåtet: den andra servern skulle fråga för vår "
            "räkning.",
            "SERVICE within SERVICE is not allowed: the other server would ask on our behalf.",
        ),
        remedy=Text("Sätt dem bredvid varandra i frågan.", "Put them side by side in the query."),
    )


def _too_many(number: int) -> Refused:
    return Refused(
        Text(
            f"Frågan har {number} SERVICE; gränsen är {MOST}.",
            f"The query has {number} SERVICE; the limit is {MOST}.",
        ),
        remedy=Text("Ställ flera frågor.", "Ask several queries."),
    )


def _unclosed() -> BadQuery:
    return BadQuery(
        Text(
            "Efter adressen i SERVICE väntas { … }, och } saknas.",
            "After the address of SERVICE { … } is expected, and } is missing.",
        )
    )
