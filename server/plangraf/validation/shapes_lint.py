"""Looks at shapes before an engine does: engines silently ignore what they do not know.

A misspelt `sh:minCout`, a term of SHACL 1.2, a pattern that two engines read differently or a
message in one language only: data then "conform", or a planner reads English. Turns a shapes graph
into Complaints. Shapes of strangers are refused what reaches out or runs code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from rdflib import OWL, RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from plangraf.language import LANGUAGES, Text
from plangraf.store.tokens import tokens
from plangraf.validation.findings import Severity


@dataclass(frozen=True)
class Complaint:
    """One thing wrong with a shape. `term` is what it is about."""

    rule: str
    severity: Severity
    shape: Node
    term: str
    message: Text


_NAMESPACE: Final = str(SH)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_KNOWN: Final = _words("""
    Shape NodeShape PropertyShape targetNode targetClass targetSubjectsOf targetObjectsOf message
    severity deactivated path alternativePath inversePath zeroOrMorePath oneOrMorePath
    zeroOrOnePath property name description order group defaultValue PropertyGroup class datatype
    nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength
    maxLength pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and
    or xone node qualifiedValueShape qualifiedMinCount qualifiedMaxCount
    qualifiedValueShapesDisjoint closed ignoredProperties hasValue in sparql select ask prefixes
    declare prefix namespace SPARQLConstraint SPARQLSelectValidator SPARQLAskValidator validator
    nodeValidator propertyValidator ConstraintComponent parameter Parameter optional labelTemplate
    PrefixDeclaration Violation Warning Info BlankNode IRI Literal BlankNodeOrIRI
    BlankNodeOrLiteral IRIOrLiteral shapesGraph entailment
""")
_TWELVE: Final = _words("""
    codeIdentifier shape minListLength maxListLength memberShape uniqueMembers someValue singleLine
    rootClass uniqueValuesFor reifierShape reificationRequired subsetOf conformanceDisallows
    Debug Trace targetWhere ByTypes
""")
_ADVANCED: Final = _words("""
    rule target SPARQLTarget SPARQLTargetType SPARQLFunction SPARQLRule TripleRule expression
    values condition subject predicate object this filterShape nodes intersection union
    returnType construct
""")
_CODE: Final = _words("js JSConstraint JSFunction JSLibrary jsFunctionName jsLibrary")
_RISKY_PATTERNS: Final = (
    (re.compile(r"\\[pP]\{"), Text("\\p{…} är ett fel i vissa", "\\p{…} is an error in some")),
    (re.compile(r"\\[dws]"), Text("\\d, \\w, \\s rymmer olika", "\\d, \\w, \\s differ in size")),
    (
        re.compile(r"\(\?[=!<]"),
        Text("se framåt och bakåt kan inte alla", "not all can look around"),
    ),
    (
        re.compile(r"\\[iIcC]"),
        Text("\\i och \\c finns bara i XML", "\\i and \\c exist in XML only"),
    ),
)
_OUTWARDS: Final = ("SERVICE", "FROM")
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def lint_shapes(shapes: Graph, *, stranger: bool = False) -> tuple[Complaint, ...]:
    """Return what is wrong, sorted; with `stranger`, what is refused to uploaded shapes too."""
    found = [*_terms(shapes, stranger), *_switches(shapes), *_patterns(shapes)]
    found += [*_messages(shapes), *_severities(shapes)]
    if stranger:
        found += _reaching_out(shapes)
    return tuple(sorted(set(found), key=lambda c: (-c.severity, str(c.shape), c.rule, c.term)))


def _terms(shapes: Graph, stranger: bool) -> Iterator[Complaint]:
    for subject, predicate, value in shapes:
        for term in (predicate, value):
            if not isinstance(term, URIRef) or not term.startswith(_NAMESPACE):
                continue
            local = term.removeprefix(_NAMESPACE)
            if local in _KNOWN or local.endswith("ConstraintComponent"):
                continue
            yield _term(subject, local, stranger)


def _term(shape: Node, local: str, stranger: bool) -> Complaint:
    name = f"sh:{local}"
    if local in _CODE or (stranger and local in _ADVANCED):
        return Complaint(
            "shapes-refused-term",
            Severity.VIOLATION,
            shape,
            name,
            Text(f"{name} tillåts inte här.", f"{name} is not allowed here."),
        )
    if local in _ADVANCED:
        return Complaint(
            "shapes-advanced-term",
            Severity.WARNING,
            shape,
            name,
            Text(
                f"{name} hör till SHACL AF, som inte alla motorer kan.",
                f"{name} belongs to SHACL AF, which not every engine knows.",
            ),
        )
    if local in _TWELVE:
        return Complaint(
            "shapes-later-term",
            Severity.VIOLATION,
            shape,
            name,
            Text(
                f"{name} hör till SHACL 1.2: motorerna bortser från det, så allt godkänns.",
                f"{name} belongs to SHACL 1.2: engines ignore it, so that everything conforms.",
            ),
        )
    near = get_close_matches(local, _KNOWN, 1, 0.75)
    meant = Text(f" Menades sh:{near[0]}?", f" Was sh:{near[0]} meant?") if near else Text("", "")
    return Complaint(
        "shapes-unknown-term",
        Severity.VIOLATION,
        shape,
        name,
        Text(
            f"{name} finns inte: motorerna bortser från det.{meant.sv}",
            f"{name} does not exist: engines ignore it.{meant.en}",
        ),
    )


def _switches(shapes: Graph) -> Iterator[Complaint]:
    for switch in (SH.uniqueLang, SH.closed, SH.deactivated, SH.qualifiedValueShapesDisjoint):
        for shape, value in shapes.subject_objects(switch):
            if str(value) not in ("true", "false"):
                name = f"sh:{switch.removeprefix(_NAMESPACE)}"
                yield Complaint(
                    "shapes-loose-switch",
                    Severity.VIOLATION,
                    shape,
                    name,
                    Text(
                        f"{name} ska vara true eller false, inte {value}.",
                        f"{name} must be true or false, not {value}.",
                    ),
                )


def _patterns(shapes: Graph) -> Iterator[Complaint]:
    for shape, pattern in shapes.subject_objects(SH.pattern):
        for risky, why in _RISKY_PATTERNS:
            if risky.search(str(pattern)):
                yield Complaint(
                    "shapes-risky-pattern",
                    Severity.WARNING,
                    shape,
                    str(pattern),
                    Text(f"Motorer läser mönstret olika: {why.sv}.", f"Engines differ: {why.en}."),
                )
        try:
            re.compile(str(pattern))
        except re.error as error:
            yield Complaint(
                "shapes-broken-pattern",
                Severity.VIOLATION,
                shape,
                str(pattern),
                Text(f"Mönstret går inte att läsa: {error}.", f"It cannot be read: {error}."),
            )


def _messages(shapes: Graph) -> Iterator[Complaint]:
    """Each shape that says something says it once in Swedish and once in English."""
    for shape in set(shapes.subjects(SH.message)):
        messages = [m for m in shapes.objects(shape, SH.message) if isinstance(m, Literal)]
        for language in LANGUAGES:
            count = sum(message.language == language for message in messages)
            if count != 1:
                yield Complaint(
                    "shapes-message-language",
                    Severity.WARNING,
                    shape,
                    language,
                    Text(
                        f"Meddelandet finns {count} gånger på språket {language}.",
                        f"The message is there {count} times in {language}.",
                    ),
                )


def _severities(shapes: Graph) -> Iterator[Complaint]:
    for constraint in set(shapes.objects(None, SH.sparql)):
        if shapes.value(constraint, SH.severity) is not None:
            yield Complaint(
                "shapes-severity-ignored",
                Severity.VIOLATION,
                constraint,
                "sh:severity",
                Text(
                    "sh:severity på ett SPARQL-villkor läses inte; sätt det på regelns nod "
                    "(sh:NodeShape).",
                    "sh:severity on a SPARQL constraint is not read; put it on the node shape.",
                ),
            )


def _reaching_out(shapes: Graph) -> Iterator[Complaint]:
    refused = Text("Regler får inte hämta något utifrån.", "Shapes must not fetch anything.")
    for shape in shapes.subjects(OWL.imports):
        yield Complaint("shapes-import", Severity.VIOLATION, shape, "owl:imports", refused)
    for predicate in (SH.select, SH.ask, SH.construct):
        for shape, text in shapes.subject_objects(predicate):
            for word in {
                t.text.upper() for t in tokens(_unescaped(str(text))) if t.says(*_OUTWARDS)
            }:
                yield Complaint("shapes-service", Severity.VIOLATION, shape, word, refused)


def _unescaped(query: str) -> str:
    """A query as its parser sees it: code points may be escaped anywhere (SPARQL 1.1, 19.2)."""

    def character(found: re.Match[str]) -> str:
        number = int(found[1] or found[2], 16)
        return chr(number) if number < 0x110000 else " "

    return _ESCAPE.sub(character, query)


def unspoken(shapes: Graph) -> list[Node]:
    """The shapes that are targeted or named in their own right and say nothing of their own."""
    constraints = set(shapes.subjects(RDF.type, SH.PropertyShape))
    rules = set(shapes.subjects(SH.sparql))
    return sorted((s for s in constraints | rules if shapes.value(s, SH.message) is None), key=str)
