"""The answer of a free query as a page shows it: a table with links, or text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import Literal

from plangraf.iris import local_path
from plangraf.language import Language
from plangraf.sparql.exchange import QueryResult
from plangraf.vocabulary import PREFIXES
from plangraf.web.things.labels import Labels

NAMED: Final = 200
_LONGEST_TEXT = 300_000


@dataclass(frozen=True)
class Cell:
    """One cell: what is read, where it leads, its language; `name` is the IRI behind a label."""

    text: str
    href: str = ""
    lang: str = ""
    numeric: bool = False
    name: str = ""


@dataclass(frozen=True)
class Table:
    """Rows, or yes/no, or a text in Turtle; `cut` says that there is more."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    truth: bool | None = None
    turtle: str = ""
    cut: bool = False
    seconds: float = 0.0


def table_of(result: QueryResult, most: int, labels: Labels, language: Language = "sv") -> Table:
    """Read an answer that came as JSON or Turtle; decimals are written as the language does.

    Things of the first NAMED rows stand by their names.
    """
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
    called = labels.named(
        term["value"] for b in bindings[:NAMED] for term in b.values() if term["type"] == "uri"
    )
    rows = tuple(
        tuple(_cell(b.get(name), called, language) for name in names) for b in bindings[:most]
    )
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


def _cell(term: dict[str, str] | None, called: Mapping[str, Literal], language: Language) -> Cell:
    if term is None:
        return Cell("")
    value = term["value"]
    if term["type"] == "uri":
        web = value if value.startswith(("http://", "https://")) else ""
        short, href = shortened(value), local_path(value) or web
        if value in called:
            name = called[value]
            return Cell(str(name), href, name.language or "", name=short)
        return Cell(short, href)
    if term["type"] == "bnode":
        return Cell(f"_:{value[:8]}")
    datatype = term.get("datatype", "")
    if datatype.endswith("decimal") and language == "sv":
        value = value.replace(".", ",")
    return Cell(value, "", term.get("xml:lang", ""), datatype.endswith(("integer", "decimal")))
