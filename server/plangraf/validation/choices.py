"""Explains a value that is not among those to choose from: a kind, scheme, register or list."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import SH, SKOS, Literal, URIRef
from rdflib.term import Node

from plangraf.language import Text
from plangraf.validation.cases import Case, Explanation
from plangraf.validation.meaning import nearest_thing, written_iri
from plangraf.validation.nearest import last_part, nearest_name
from plangraf.validation.wording import listed, plain, quoted

_LISTED: Final = 9


@dataclass(frozen=True)
class Choice:
    """What a value is to be chosen from, in words and one by one."""

    expected: Text
    members: list[Node]


def choices(case: Case) -> Choice | None:
    """What a shape lets choose from: the things of a kind, of a scheme, of a register."""
    kind = case.parameter(SH["class"])
    if kind is not None:
        return Choice(case.expect.kind(kind), list(case.names.instances(kind)))
    for shape in case.expect.book.graph.objects(case.shape, SH.node):
        scheme = case.expect.scheme(shape)
        if scheme is None:
            things = [i for kind in _kinds(case, shape) for i in case.names.instances(kind)]
            return Choice(case.expect.of(shape), things)
        members = list(case.names.data.subjects(SKOS.inScheme, scheme))
        expected = listed([quoted(case.names.label(m)) for m in _in_order(case, members)])
        name = case.names.label(scheme)
        wide = Text(f"något ur ”{name.sv}”", f"something of “{name.en}”")
        return Choice(expected if len(members) <= _LISTED else wide, members)
    return None


def not_node(case: Case) -> Explanation:
    """The value is not of the kind, scheme or register: name the nearest thing that is."""
    choice = choices(case)
    if choice is None:
        return Explanation(case.said())
    return _among(case, choice.expected, choice.members)


def _in_order(case: Case, members: list[Node]) -> list[Node]:
    return sorted(members, key=lambda member: case.names.label(member).sv)


def _kinds(case: Case, shape: Node) -> Iterator[Node]:
    graph = case.expect.book.graph
    yield from graph.objects(shape, SH["class"])
    for head in graph.objects(shape, SH["or"]):
        for part in case.expect.list(head):
            yield from graph.objects(part, SH["class"])


def _among(case: Case, expected: Text, candidates: list[Node]) -> Explanation:
    """Found is not one of the candidates: name the nearest of them."""
    value = case.result.value
    if value is None:
        return Explanation(case.said(), expected)
    wanted = str(value) if isinstance(value, Literal) else last_part(str(value))
    if (value, None, None) in case.names.data and isinstance(value, URIRef):
        wanted = case.names.label(value).sv
    meant = nearest_thing(wanted, candidates, case.names)
    if meant is None:
        return Explanation(case.said(), expected)
    label = quoted(case.names.label(meant))
    advice = case.written(written_iri(case.names, meant)) if isinstance(meant, URIRef) else None
    return Explanation(case.said(), expected, label, advice)


def not_in(case: Case) -> Explanation:
    """The value is not in the list of the shape: name the nearest one that is."""
    head = case.parameter(SH["in"])
    allowed = case.expect.list(head) if head is not None else []
    names = [
        plain(str(v)) if isinstance(v, Literal) else plain(case.names.short(str(v)))
        for v in allowed
    ]
    value = case.result.value
    found = nearest_name(last_part(str(value)), [last_part(str(v)) for v in allowed])
    meant = next((v for v in allowed if found is not None and last_part(str(v)) == found), None)
    if not isinstance(meant, URIRef):
        return Explanation(case.said(), listed(names))
    short = case.names.short(meant)
    return Explanation(
        case.said(), listed(names), plain(short), case.written(written_iri(case.names, meant))
    )
