"""Finds numbers written with a decimal comma in Turtle: `1,5` reads as two numbers, 1 and 5."""

import re
from collections.abc import Iterator
from typing import Final

from rdflib import XSD, Literal

from plangraf.language import Text
from plangraf.validation.findings import Severity
from plangraf.validation.lexical import Suspicion
from plangraf.validation.locating import Locator

_MAYBE: Final = re.compile(rb"\d,\d")


def decimal_commas(locator: Locator) -> Iterator[Suspicion]:
    """Yield one suspicion per pair of whole numbers joined by a bare comma."""
    document = locator.document
    if document.format not in ("ttl", "trig") or not _MAYBE.search(document.data):
        return
    spans = locator.spans()
    for (first, before), (second, after) in zip(spans, spans[1:], strict=False):
        joined = first[:2] == second[:2] and after.object == before.end + 1
        if joined and _whole(first[2]) and _whole(second[2]):
            one, two = first[2], second[2]
            meant = f"{one}.{two}"
            yield Suspicion(
                "lexical-decimal-comma",
                Severity.VIOLATION,
                first,
                Text(
                    f"{one},{two} läses som två tal. Skriv decimaler med punkt: {meant}.",
                    f"{one},{two} is read as two numbers. Write decimals with a point: {meant}.",
                ),
                meant,
            )


def _whole(term: object) -> bool:
    return isinstance(term, Literal) and term.datatype == XSD.integer
