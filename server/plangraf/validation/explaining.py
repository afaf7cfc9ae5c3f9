"""Explains a result: what was found, what was expected, the nearest valid value, how to write it.

One small function per kind of constraint, each turning a Case (a result and what is around it) into
an Explanation. The sentence of the shape itself says what is wrong; this says the rest, and all of
it where a shape has no sentence.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import SH, SKOS, Literal, URIRef
from rdflib.term import Node

from plangraf.language import Text
from plangraf.validation.expectations import Expectations
from plangraf.validation.findings import Result
from plangraf.validation.meaning import (
    SAMPLES,
    nearest_literal,
    nearest_thing,
    written_iri,
    written_literal,
)
from plangraf.validation.naming import Names, datatype_named
from plangraf.validation.nearest import last_part, nearest_language, nearest_name
from plangraf.validation.wording import NOTHING, listed, plain, quoted

_AND: Final = Text("och", "and")


@dataclass(frozen=True)
class Explanation:
    """The parts of an explanation; None for what cannot be said."""

    found: Text | None = None
    expected: Text | None = None
    nearest: Text | None = None
    advice: Text | None = None


@dataclass(frozen=True)
class Case:
    """A result with the words to tell it."""

    result: Result
    names: Names
    expect: Expectations

    @property
    def shape(self) -> Node:
        """The shape that was not met."""
        return self.result.shape

    @property
    def property(self) -> URIRef | None:
        """The property, where the path is a single one."""
        path = self.result.path
        simple = path is not None and path.startswith("<") and path.count("<") == 1
        return URIRef(path[1:-1]) if path is not None and simple else None

    def parameter(self, parameter: URIRef) -> Node | None:
        """A parameter of the shape."""
        return self.expect.book.graph.value(self.shape, parameter)

    def stated(self) -> list[Node]:
        """The values that the thing has for the property."""
        if self.property is None:
            return []
        return sorted(self.names.data.objects(self.result.focus, self.property), key=str)

    def said(self) -> Text:
        """The value of the result, or all values there are."""
        if self.result.value is not None:
            return self.names.value(self.result.value)
        values = self.stated()
        return listed([self.names.value(value) for value in values], _AND) if values else NOTHING

    def written(self, value: str) -> Text | None:
        """How the property is written in Turtle with a value."""
        if self.property is None:
            return None
        text = f"{self.names.short(self.property)} {value}"
        return Text(f"Skriv: {text}", f"Write: {text}")


def explain(case: Case) -> Explanation:
    """Explain one result."""
    teller = _TELLERS.get(case.result.component.removesuffix("ConstraintComponent"))
    return teller(case) if teller else Explanation(found=case.said())


def _min_count(case: Case) -> Explanation:
    values = case.stated()
    least = case.parameter(SH.minCount)
    found = case.said() if values else NOTHING
    return Explanation(found, Text(f"minst {least}", f"at least {least}"), advice=_to_write(case))


def _max_count(case: Case) -> Explanation:
    values = case.stated()
    most = case.parameter(SH.maxCount)
    each = listed([case.names.value(value) for value in values], _AND)
    found = Text(f"{len(values)}: {each.sv}", f"{len(values)}: {each.en}")
    return Explanation(found, Text(f"högst {most}", f"at most {most}"))


def _qualified_min_count(case: Case) -> Explanation:
    inner = case.parameter(SH.qualifiedValueShape)
    if inner is None:
        return Explanation(case.said())
    return Explanation(case.said(), case.expect.of(inner), advice=_to_write(case))


def _qualified_max_count(case: Case) -> Explanation:
    inner = case.parameter(SH.qualifiedValueShape)
    most = case.parameter(SH.qualifiedMaxCount)
    kind = case.expect.of(inner) if inner is not None else NOTHING
    expected = Text(f"högst {most}: {kind.sv}", f"at most {most}: {kind.en}")
    return Explanation(case.said(), expected)


def _to_write(case: Case) -> Text | None:
    """A line to fill in, for a value that is missing."""
    graph = case.expect.book.graph
    inner = case.parameter(SH.qualifiedValueShape) or case.shape
    head = graph.value(inner, SH.languageIn)
    if head is not None:
        tags = [str(tag) for tag in case.expect.list(head)]
        return case.written(f'"…"@{tags[0]}')
    datatype = graph.value(inner, SH.datatype)
    return case.written(SAMPLES.get(str(datatype), '"…"')) if datatype is not None else None


def _datatype(case: Case) -> Explanation:
    datatype = case.parameter(SH.datatype)
    expected = case.expect.datatype(datatype) if datatype is not None else None
    found, value = case.said(), case.result.value
    if isinstance(value, Literal) and value.datatype == datatype and datatype is not None:
        text, kind = quoted(plain(str(value))), datatype_named(str(datatype))
        found = Text(f"{text.sv}, som inte är {kind.sv}", f"{text.en}, which is no {kind.en}")
    meant = nearest_literal(str(value), str(datatype))
    nearest = plain(meant) if meant is not None else None
    advice = (
        case.written(written_literal(meant, str(datatype)))
        if meant is not None
        else _to_write(case)
    )
    return Explanation(found, expected, nearest, advice)


def _class(case: Case) -> Explanation:
    kind = case.parameter(SH["class"])
    if kind is None:
        return Explanation(case.said())
    candidates = list(case.names.instances(kind))
    return _among(case, case.expect.kind(kind), candidates)


def _node(case: Case) -> Explanation:
    for shape in case.expect.book.graph.objects(case.shape, SH.node):
        scheme = case.expect.scheme(shape)
        if scheme is not None:
            members = list(case.names.data.subjects(SKOS.inScheme, scheme))
            expected = listed([quoted(case.names.label(m)) for m in _in_order(case, members)])
            name = case.names.label(scheme)
            wide = Text(f"något ur ”{name.sv}”", f"something of “{name.en}”")
            return _among(case, expected if len(members) <= 9 else wide, members)
        candidates = [i for kind in _kinds(case, shape) for i in case.names.instances(kind)]
        return _among(case, case.expect.of(shape), candidates)
    return Explanation(case.said())


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


def _in(case: Case) -> Explanation:
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


def _language_in(case: Case) -> Explanation:
    value = case.result.value
    tag = value.language if isinstance(value, Literal) else None
    meant = nearest_language(tag) if tag else None
    if isinstance(value, Literal) and tag is None:
        meant = "sv"
    expected = case.expect.languages(case.shape)
    if meant is None:
        return Explanation(case.said(), expected)
    return Explanation(case.said(), expected, plain(f"@{meant}"), case.written(f'"…"@{meant}'))


def _unique_language(case: Case) -> Explanation:
    values = [v for v in case.stated() if isinstance(v, Literal) and v.language]
    tags = [v.language for v in values]
    twice = [v for v in values if tags.count(v.language) > 1]
    found = listed([case.names.value(v) for v in twice], _AND)
    return Explanation(found, Text("en text per språk", "one text per language"))


def _order(parameter: URIRef, words: Text) -> Callable[[Case], Explanation]:
    def teller(case: Case) -> Explanation:
        other = case.parameter(parameter)
        values = sorted(case.names.data.objects(case.result.focus, other), key=str)
        bound = listed([case.names.value(v) for v in values], _AND)
        return Explanation(case.said(), Text(f"{words.sv} {bound.sv}", f"{words.en} {bound.en}"))

    return teller


def _bound(parameter: URIRef) -> Callable[[Case], Explanation]:
    return lambda case: Explanation(case.said(), case.expect.bound(case.shape, parameter))


def _or(case: Case) -> Explanation:
    head = case.parameter(SH["or"]) or case.parameter(SH.xone)
    expected = case.expect.alternatives(head) if head is not None else None
    if case.property is None:
        return Explanation(Text("inget av dem", "neither"), expected)
    kinds = (
        []
        if head is None
        else [
            str(kind)
            for part in case.expect.list(head)
            for kind in case.expect.book.graph.objects(part, SH.datatype)
        ]
    )
    for kind in kinds:
        meant = nearest_literal(str(case.result.value), kind)
        if meant is not None:
            return Explanation(
                case.said(), expected, plain(meant), case.written(written_literal(meant, kind))
            )
    return Explanation(case.said(), expected)


def _sparql(case: Case) -> Explanation:
    """A rule says what is wrong itself; what stands at its property is worth showing."""
    focus = case.result.value if isinstance(case.result.value, URIRef) else case.result.focus
    if case.property is None:
        return Explanation()
    values = sorted(case.names.data.objects(focus, case.property), key=str)
    if not values:
        return Explanation()
    return Explanation(listed([case.names.value(value) for value in values], _AND))


def _has_value(case: Case) -> Explanation:
    value = case.parameter(SH.hasValue)
    expected = quoted(case.names.label(value)) if value is not None else None
    return Explanation(case.said(), expected)


_TELLERS: Final[dict[str, Callable[[Case], Explanation]]] = {
    "MinCount": _min_count,
    "MaxCount": _max_count,
    "QualifiedMinCount": _qualified_min_count,
    "QualifiedMaxCount": _qualified_max_count,
    "Datatype": _datatype,
    "Class": _class,
    "Node": _node,
    "In": _in,
    "HasValue": _has_value,
    "LanguageIn": _language_in,
    "UniqueLang": _unique_language,
    "NodeKind": lambda case: Explanation(case.said(), case.expect.node_kind(case.shape)),
    "Or": _or,
    "Xone": _or,
    "SPARQL": _sparql,
    "LessThan": _order(SH.lessThan, Text("mindre än", "less than")),
    "LessThanOrEquals": _order(SH.lessThanOrEquals, Text("högst", "at most")),
    "Equals": _order(SH.equals, Text("detsamma som", "the same as")),
    "Disjoint": _order(SH.disjoint, Text("något annat än", "something else than")),
    "Pattern": _bound(SH.pattern),
    "MinLength": _bound(SH.minLength),
    "MaxLength": _bound(SH.maxLength),
    "MinInclusive": _bound(SH.minInclusive),
    "MaxInclusive": _bound(SH.maxInclusive),
    "MinExclusive": _bound(SH.minExclusive),
    "MaxExclusive": _bound(SH.maxExclusive),
}
