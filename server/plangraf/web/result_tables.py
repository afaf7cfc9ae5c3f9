"""The answer of a free query as a page shows it: a table with links, or text."""

import json
from dataclasses import dataclass

from plangraf.iris import local_path
from plangraf.language import Language
from plangraf.sparql.pool import QueryResult
from plangraf.vocabulary import PREFIXES

_LONGEST_TEXT = 300_000


@dataclass(frozen=True)
class Cell:
    """One cell: what is read, where it leads, its language."""

    text: str
    href: str = ""
    lang: str = ""
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """Rows, or yes/no, or a text in Turtle; `cut` says that there is more."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    truth: bool | None = None
    turtle: str = ""
    cut: bool = False
    seconds: float = 0.0


def table_of(result: QueryResult, most: int, language: Language = "sv") -> Table:
    """Read an answer that came as JSON or Turtle; decimals are written as the language does."""
    body = result.read()
    cut, seconds = result.cut is not None, result.seconds
    if result.kind == "graph":
        text = body.decode("utf-8")
        return Table(
            turtle=text[:_LONGEST_TEXT], cut=cut or len(text) > _LONGEST_TEXT, seconds=seconds
        )
    content = json.loads(body)
    if "boolean" in content:
        return Table(truth=bool(content["boolean"]), seconds=seconds)
    names = tuple(content["head"]["vars"])
    bindings = content["results"]["bindings"]
    rows = tuple(tuple(_cell(b.get(name), language) for name in names) for b in bindings[:most])
    return Table(names, rows, cut=cut, seconds=seconds)


def shortened(iri: str) -> str:
    """Return an IRI with its prefix, or below `/id/`, as a person reads it."""
    for prefix in ("pgid", "pg"):
        if iri.startswith(PREFIXES[prefix]):
            return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}"
    best = max(
        ((namespace, p) for p, namespace in PREFIXES.items() if iri.startswith(namespace)),
        default=None,
        key=lambda pair: len(pair[0]),
    )
    return f"{best[1]}:{iri.removeprefix(best[0])}" if best else iri


def _cell(term: dict[str, str] | None, language: Language) -> Cell:
    if term is None:
        return Cell("")
    value = term["value"]
    if term["type"] == "uri":
        web = value if value.startswith(("http://", "https://")) else ""
        return Cell(shortened(value), local_path(value) or web)
    if term["type"] == "bnode":
        return Cell(f"_:{value[:8]}")
    datatype = term.get("datatype", "")
    if datatype.endswith("decimal") and language == "sv":
        value = value.replace(".", ",")
    return Cell(value, "", term.get("xml:lang", ""), datatype.endswith(("integer", "decimal")))
