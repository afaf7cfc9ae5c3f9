"""Compares what two engines say about the same data, result by result.

Engines that agree are no proof, but engines that differ are a warning. Differences that are known
and harmless stand in KNOWN, each with its reason; any other is our fault until it is understood.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from rdflib import Literal
from rdflib.term import Node

from plangraf.language import Text
from plangraf.validation.engines.interface import EngineFailure
from plangraf.validation.findings import Result


@dataclass(frozen=True)
class Disagreement:
    """One result that only one engine has."""

    result: Result
    found_by: str
    missed_by: str


@dataclass(frozen=True)
class KnownDifference:
    """A difference that is understood: which engine, which results, why."""

    engine: str
    covers: Callable[[Result], bool]
    reason: str


def _is_pattern_at_line_end(result: Result) -> bool:
    value = result.value
    broken = isinstance(value, Literal) and str(value).endswith("\n")
    return result.component.startswith("Pattern") and broken


def _is_order_of_things(result: Result) -> bool:
    """Only literals have an order; a thing among them is a finding of its own in either engine."""
    return result.component.startswith("LessThan") and not isinstance(result.value, Literal)


KNOWN: Final = (
    KnownDifference("turbo", _is_order_of_things, "it takes an IRI to be at most itself"),
    KnownDifference("pyshacl", _is_order_of_things, "it orders IRIs by their text"),
    KnownDifference(
        "turbo", _is_pattern_at_line_end, "its `$` matches before a final line break, as Python's"
    ),
    KnownDifference(
        "pyshacl", _is_pattern_at_line_end, "its `$` matches before a final line break"
    ),
)


def compare(
    one: tuple[str, Iterable[Result]], other: tuple[str, Iterable[Result]]
) -> list[Disagreement]:
    """Return the results that only one of two engines has, known differences left out."""
    (name, mine), (other_name, theirs) = one, other
    first, second = list(mine), list(theirs)
    return [
        *_only(first, second, name, other_name),
        *_only(second, first, other_name, name),
    ]


def _only(mine: list[Result], theirs: list[Result], name: str, other: str) -> list[Disagreement]:
    left = Counter(map(_key, theirs))
    found = []
    for result in mine:
        key = _key(result)
        if left[key]:
            left[key] -= 1
        elif not any(known.engine == other and known.covers(result) for known in KNOWN):
            found.append(Disagreement(result, name, other))
    return found


def _key(result: Result) -> tuple[object, ...]:
    """What must agree; a literal by its text, a language in any case (RDF 1.1, 3.3).

    Messages need not: engines word their own.
    """
    return (
        result.focus,
        result.path,
        _term(result.value),
        result.component,
        result.shape,
        result.severity,
    )


def _term(term: Node | None) -> object:
    if isinstance(term, Literal):
        return str(term), str(term.datatype or ""), (term.language or "").lower()
    return term


def refuse(disagreements: Iterable[Disagreement], rule: Callable[[Node], str]) -> None:
    """Raise EngineFailure naming the first disagreements, if there are any."""
    found = list(disagreements)
    if not found:
        return
    shown = "; ".join(
        f"{d.found_by} ≠ {d.missed_by}: {rule(d.result.shape)} <{d.result.focus}>"
        for d in found[:5]
    )
    raise EngineFailure(
        Text(
            f"Motorerna är oense om {len(found)} resultat: {shown}.",
            f"The engines disagree on {len(found)} results: {shown}.",
        ),
        remedy=Text(
            "Lita inte på kontrollen; anmäl felet med filen.",
            "Do not rely on the check; report the fault with the file.",
        ),
    )
