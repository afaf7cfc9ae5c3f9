"""Explains a result: what was found, what was expected, the nearest valid value, how to write it.

One small function per kind of constraint, each turning a Case (a result and what is around it) into
an Explanation. The sentence of the shape itself says what is wrong; this says the rest, and all of
it where a shape has no sentence.
"""

from collections.abc import Callable
from typing import Final

from rdflib import SH, Literal, URIRef

from plangraf.language import Text
from plangraf.validation.cases import Case, Explanation
from plangraf.validation.choices import choices, not_in, not_node
from plangraf.validation.culprits import culprits
from plangraf.validation.meaning import SAMPLES, nearest_literal, written_iri, written_literal
from plangraf.validation.naming import datatype_named, one
from plangraf.validation.nearest import nearest_language
from plangraf.validation.wording import AND, NOTHING, listed, plain, quoted


def explain(case: Case) -> Explanation:
    """Explain one result."""
    teller = _TELLERS.get(case.result.component.removesuffix("ConstraintComponent"))
    return teller(case) if teller else Explanation(found=case.said())


def _min_count(case: Case) -> Explanation:
    least = case.parameter(SH.minCount)
    found = case.said() if case.stated() else NOTHING
    expected = Text(f"minst {least}", f"at least {least}")
    if (choice := choices(case)) is None:
        return Explanation(found, expected, advice=_to_write(case))
    only = choice.members[0] if len(choice.members) == 1 else None
    if not isinstance(only, URIRef):
        return Explanation(found, choice.expected, advice=case.written("<…>"))
    label = quoted(case.names.label(only))
    return Explanation(found, choice.expected, label, case.written(written_iri(case.names, only)))


def _max_count(case: Case) -> Explanation:
    values = case.stated()
    most = case.parameter(SH.maxCount)
    found = listed([case.names.value(value) for value in values], AND)
    if str(most) == "0":
        return Explanation(found, NOTHING)
    found = Text(f"{len(values)} stycken: {found.sv}", f"{len(values)} of them: {found.en}")
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
    if datatype is None:
        return None
    sample = SAMPLES.get(str(datatype))
    return case.written('"…"') if sample is None else case.written(sample, example=True)


def _datatype(case: Case) -> Explanation:
    datatype = case.parameter(SH.datatype)
    expected = case.expect.datatype(datatype) if datatype is not None else None
    found, value = case.said(), case.result.value
    if isinstance(value, Literal) and value.datatype == datatype and datatype is not None:
        text, kind = quoted(plain(str(value))), one(datatype_named(str(datatype)))
        found = Text(f"{text.sv}, som inte är {kind.sv}", f"{text.en}, which is not {kind.en}")
    meant = nearest_literal(str(value), str(datatype))
    nearest = plain(meant) if meant is not None else None
    advice = (
        case.written(written_literal(meant, str(datatype)))
        if meant is not None
        else _to_write(case)
    )
    return Explanation(found, expected, nearest, advice)


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
    found = listed([case.names.value(v) for v in twice], AND)
    return Explanation(found, Text("en text per språk", "one text per language"))


def _order(parameter: URIRef, words: Text) -> Callable[[Case], Explanation]:
    def teller(case: Case) -> Explanation:
        other = case.parameter(parameter)
        values = sorted(case.names.data.objects(case.result.focus, other), key=str)
        bound = listed([case.names.value(v) for v in values], AND)
        return Explanation(case.said(), Text(f"{words.sv} {bound.sv}", f"{words.en} {bound.en}"))

    return teller


def _pattern(case: Case) -> Explanation:
    """A pattern says nothing to a planner; the shape's own sentence does."""
    if case.expect.book.message(case.shape) is not None:
        return Explanation(case.said())
    return Explanation(case.said(), case.expect.bound(case.shape, SH.pattern))


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
    for kind in sorted(kinds, key=lambda kind: not kind.endswith("#integer")):
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
    values = culprits(case.names.data, focus, case.property)
    return Explanation(listed([case.names.value(v) for v in values], AND) if values else None)


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
    "Class": not_node,
    "Node": not_node,
    "In": not_in,
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
    "Pattern": _pattern,
    "MinLength": _bound(SH.minLength),
    "MaxLength": _bound(SH.maxLength),
    "MinInclusive": _bound(SH.minInclusive),
    "MaxInclusive": _bound(SH.maxInclusive),
    "MinExclusive": _bound(SH.minExclusive),
    "MaxExclusive": _bound(SH.maxExclusive),
}
