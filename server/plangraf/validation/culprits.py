"""Which of a property's values a rule is about.

A rule written in SPARQL names the thing and the property, and no more. Where the property has
several values, the one to look at is the one in another plan, the one that closes a ring, or the
Swedish text, for texts are compared in Swedish.
"""

from collections.abc import Iterator
from typing import Final

from rdflib import ORG, Literal, URIRef
from rdflib.term import Node

from plangraf.validation.layers import Lookup
from plangraf.vocabulary import PG

_UPWARDS: Final = (ORG.subOrganizationOf, ORG.unitOf)
_CHAINS: Final = {PG.implementsPlan: (PG.implementsPlan,), **dict.fromkeys(_UPWARDS, _UPWARDS)}


def culprits(data: Lookup, node: Node, predicate: URIRef) -> list[Node]:
    """The values of a thing's property that a rule means: all, where nothing tells them apart."""
    values = list(data.objects(node, predicate))
    if len(values) < 2:
        return values
    plans = set(data.objects(node, PG.inPlan))

    def elsewhere(value: Node) -> bool:
        others = set(data.objects(value, PG.inPlan))
        return bool(others) and others.isdisjoint(plans)

    def leads_back(value: Node) -> bool:
        return predicate in _CHAINS and node in _above(data, value, _CHAINS[predicate])

    def is_swedish(value: Node) -> bool:
        return isinstance(value, Literal) and value.language == "sv"

    for is_meant in (elsewhere, leads_back, is_swedish):
        if meant := [value for value in values if is_meant(value)]:
            return meant
    return values


def _above(data: Lookup, start: Node, links: tuple[URIRef, ...]) -> Iterator[Node]:
    waiting, seen = [start], {start}
    while waiting:
        node = waiting.pop()
        yield node
        for link in links:
            found = [value for value in data.objects(node, link) if value not in seen]
            seen.update(found)
            waiting += found
