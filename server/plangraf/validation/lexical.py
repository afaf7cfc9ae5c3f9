"""Looks at the words themselves, before any shape does: dates, numbers, language tags, term names.

Turns a document's triples into Suspicions; what a shape tells of the same value wins over them.
SHACL is silent where nobody wrote a shape for a property, and a misspelt property is just such a
one: the datum is there, and no query will ever find it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from rdflib import (
    DCAT,
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    QB,
    RDF,
    RDFS,
    SDO,
    SKOS,
    VOID,
    XSD,
    Literal,
    URIRef,
)
from rdflib.term import Node

from plangraf.language import Text
from plangraf.store.interface import Triple
from plangraf.validation.findings import Severity
from plangraf.validation.layers import Statements
from plangraf.validation.naming import datatype_named, one
from plangraf.validation.nearest import (
    nearest_date,
    nearest_language,
    nearest_number,
    nearest_year,
)
from plangraf.vocabulary import PG, PREFIXES, SSSOM


@dataclass(frozen=True)
class Suspicion:
    """One triple whose words look wrong. `write` is what was probably meant, as one writes it."""

    rule: str
    severity: Severity
    triple: Triple
    message: Text
    meant: str | None = None


_ALIKE: Final = 0.8
_FORMS: Final = {
    XSD.date: r"-?\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(Z|[+-]\d\d:\d\d)?",
    XSD.gYear: r"-?\d{4}(Z|[+-]\d\d:\d\d)?",
    XSD.gYearMonth: r"-?\d{4}-(0[1-9]|1[0-2])(Z|[+-]\d\d:\d\d)?",
    XSD.dateTime: r"-?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
    XSD.integer: r"[+-]?\d+",
    XSD.decimal: r"[+-]?(\d+(\.\d*)?|\.\d+)",
    XSD.double: r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[+-]?INF|NaN",
    XSD.boolean: r"true|false|1|0",
}
_NEAREST: Final[dict[URIRef, Callable[[str], str | None]]] = {
    XSD.date: nearest_date,
    XSD.gYear: nearest_year,
    XSD.integer: lambda text: nearest_number(text, whole=True),
    XSD.decimal: nearest_number,
    XSD.double: nearest_number,
}
_VOCABULARIES: Final = (SKOS, DCTERMS, ORG, PROV, DCAT, FOAF, OWL, RDFS, RDF, SDO, QB, VOID)
_TYPE: Final = frozenset({RDF.type})
_OURS: Final = str(PG)
_TAG: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)


def ill_formed(literal: Literal) -> bool:
    """Say whether a literal's text is not one of its datatype: 2019-13-01, 1,5."""
    if literal.datatype is None or (form := _FORMS.get(literal.datatype)) is None:
        return False
    if re.fullmatch(form, str(literal)) is None:  # compiled when it is first met
        return True
    return literal.datatype in (XSD.date, XSD.dateTime) and literal.value is None


def suspicious(
    triples: Iterable[Triple], known: set[Node], more_terms: Callable[[], Statements]
) -> Iterator[Suspicion]:
    """Yield what looks wrong. `known` are terms in use; `more_terms` is the ontology, if needed."""
    strange: dict[URIRef, list[Triple]] = defaultdict(list)
    for triple in triples:
        _, predicate, value = triple
        if isinstance(value, Literal):
            yield from _literal(triple, value)
        elif (
            value not in known
            and isinstance(value, URIRef)
            and (predicate in _TYPE or value.startswith(_OURS))
        ):
            strange[value].append(triple)
        if predicate not in known and isinstance(predicate, URIRef):
            strange[predicate].append(triple)
    if strange:
        terms = more_terms()
        known = known.union(*((subject, predicate) for subject, predicate, _ in terms))
        for term, places in strange.items():
            if term not in known and not _is_real(term):
                yield from _term(term, places, known)


def _literal(triple: Triple, value: Literal) -> Iterator[Suspicion]:
    if ill_formed(value) and value.datatype is not None:
        kind = one(datatype_named(value.datatype))
        find = _NEAREST.get(value.datatype)
        yield Suspicion(
            f"lexical-{value.datatype.rpartition('#')[2].lower()}",
            Severity.VIOLATION,
            triple,
            Text(
                f"”{value}” är inte {kind.sv}. Skriv värdet i rätt form.",
                f"“{value}” is not {kind.en}. Write the value in its proper form.",
            ),
            find(str(value)) if find else None,
        )
    if value.language:
        yield from _tag(triple, value.language)


def _tag(triple: Triple, tag: str) -> Iterator[Suspicion]:
    meant = nearest_language(tag)
    if meant is not None:
        message = Text(
            f"Språkmärket @{tag} betyder något annat. Skriv @{meant}.",
            f"The language tag @{tag} means something else. Write @{meant}.",
        )
    elif _TAG.fullmatch(tag) is None:
        message = Text(
            f"@{tag} är inget språkmärke. Skriv @sv eller @en.",
            f"@{tag} is no language tag. Write @sv or @en.",
        )
    else:
        return
    yield Suspicion(
        "lexical-language", Severity.WARNING, triple, message, f"@{meant}" if meant else None
    )


def _term(term: URIRef, places: list[Triple], known: set[Node]) -> Iterator[Suspicion]:
    prefix, namespace = next(
        ((p, n) for p, n in PREFIXES.items() if term.startswith(n) and p not in ("pgid", "graph")),
        ("", ""),
    )
    if not namespace:
        return
    local = term.removeprefix(namespace)
    others = [str(k).removeprefix(namespace) for k in known if str(k).startswith(namespace)]
    meant = max(others, key=lambda other: _alike(local, other), default="")
    near = f"{prefix}:{meant}" if _alike(local, meant) >= _ALIKE else None
    name = f"{prefix}:{local}"
    if namespace == str(PG):
        rule, severity = "lexical-unknown-term", Severity.VIOLATION
        message = Text(
            f"{name} finns inte i ordlistan, så ingen fråga hittar uppgiften. Rätta namnet.",
            f"{name} is not in the vocabulary, so no query finds it. Correct the name.",
        )
    elif near is not None:
        rule, severity = "lexical-misspelt-term", Severity.WARNING
        message = Text(
            f"{name} liknar {near} men är ett annat namn. Kontrollera stavningen.",
            f"{name} looks like {near} but is another name. Check the spelling.",
        )
    else:
        return
    yield from (Suspicion(rule, severity, triple, message, near) for triple in places)


def _is_real(term: URIRef) -> bool:
    """Say whether a term exists in its own vocabulary, though nothing here uses it."""
    return term == SSSOM.MappingSet or any(term in namespace for namespace in _VOCABULARIES)


def _alike(one: str, other: str) -> float:
    if one.lower() == other.lower():
        return 1.0
    return SequenceMatcher(None, one.lower(), other.lower()).ratio()
