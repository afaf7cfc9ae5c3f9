"""Names for things, kinds, properties and values, as people say them: labels, never IRIs of ours.

Looks into the checked data (the plan and its context), then into the ontology. What has no label is
called by the last part of its name; a blank node by its kind and by what it hangs on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, Literal, URIRef
from rdflib.term import Node

from plangraf.language import Text, preferred
from plangraf.validation.findings import Thing
from plangraf.validation.layers import Lookup
from plangraf.validation.wording import plain, quoted, shortened
from plangraf.vocabulary import DCT, OA, PG, PGID, PREFIXES, SSSOM

_ORG: Final = PREFIXES["org"]
KINDS: Final[dict[URIRef, Text]] = {
    PG.ActionPlan: Text("plan", "plan"),
    PG.FocusArea: Text("fokusområde", "focus area"),
    PG.Goal: Text("mål", "goal"),
    PG.Activity: Text("aktivitet", "activity"),
    PG.SubActivity: Text("delaktivitet", "sub-activity"),
    PG.PlannedAction: Text("åtgärd", "action"),
    PG.Need: Text("behov", "need"),
    PG.Indicator: Text("indikator", "indicator"),
    PG.Target: Text("målvärde", "target"),
    PG.StatusReport: Text("lägesrapport", "status report"),
    PG.SourceDocument: Text("källdokument", "source document"),
    PG.ReferenceDocument: Text("referensdokument", "reference document"),
    DCT.PeriodOfTime: Text("period", "period"),
    SSSOM.Mapping: Text("koppling", "link"),
    OA.Annotation: Text("anmärkning", "annotation"),
    OA.SpecificResource: Text("belägg", "evidence"),
    OA.TextPositionSelector: Text("plats i källan", "place in the source"),
    OA.FragmentSelector: Text("cell i källan", "cell of the source"),
    OA.TextQuoteSelector: Text("citat", "quotation"),
    URIRef(PREFIXES["prov"] + "Attribution"): Text("styrningsroll", "governance role"),
    URIRef(_ORG + "Organization"): Text("organisation", "organisation"),
    URIRef(_ORG + "OrganizationalUnit"): Text("enhet", "unit"),
    URIRef(_ORG + "OrganizationalCollaboration"): Text("samverkansorgan", "collaboration"),
    SKOS.Concept: Text("begrepp", "concept"),
}
_NEUTER: Final = frozenset(
    ("mål", "fokusområde", "behov", "målvärde", "utgångsvärde", "källdokument", "referensdokument")
    + ("belägg", "citat", "samverkansorgan", "begrepp", "heltal", "decimaltal", "flyttal", "datum")
    + ("årtal",)
)
_BASELINE: Final = Text("utgångsvärde", "baseline")
_THING: Final = Text("uppgift", "statement")
_NAMELESS: Final = Text("utan namn", "without a name")
_LABELS: Final = (SKOS.prefLabel, DCT.title, RDFS.label, OA.bodyValue, OA.exact)
_LANGUAGES: Final = {
    "sv": Text("på svenska", "in Swedish"),
    "en": Text("på engelska", "in English"),
    "fi": Text("på finska", "in Finnish"),
    "se": Text("på nordsamiska (se)", "in Northern Sami (se)"),
}
_BY_NAMESPACE: Final = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


@dataclass(frozen=True)
class Names:
    """Names in one checked graph. `ontology` is asked only when the data have no label."""

    data: Lookup
    ontology: Callable[[], Lookup]
    _known: dict[Node, Text] = field(default_factory=dict, compare=False)

    @cached_property
    def _terms(self) -> Lookup:
        return self.ontology()

    def label(self, node: Node) -> Text:
        """The thing's name, whole, without quotation marks."""
        known = self._known.get(node)
        if known is None:
            known = self._known[node] = self._label(node)
        return known

    def _label(self, node: Node) -> Text:
        if (text := self._stated(node)) is not None:
            return text
        return plain(self.short(node)) if isinstance(node, URIRef) else _NAMELESS

    def _stated(self, node: Node) -> Text | None:
        """The label that the data or the ontology gives."""
        for graph in (self.data, self._terms):
            for predicate in _LABELS:
                if (text := _texts(graph, node, predicate)) is not None:
                    return text
        return None

    def kind(self, node: Node) -> Text:
        """What sort of thing it is, in one word."""
        types = set(self.data.objects(node, RDF.type))
        if PG.Target in types and any(True for _ in self.data.subjects(PG.hasBaseline, node)):
            return _BASELINE
        for kind, word in KINDS.items():
            if kind in types:
                return word
        for other in sorted(types, key=str):
            if (text := _texts(self._terms, other, RDFS.label)) is not None:
                return text
        return _THING

    def kind_named(self, kind: Node) -> Text:
        """The name of a class."""
        known = KINDS.get(kind) if isinstance(kind, URIRef) else None
        return known or _texts(self._terms, kind, RDFS.label) or self.label(kind)

    def thing(self, node: Node) -> Thing:
        """Kind and name; a thing without a label is named after what it hangs on."""
        name = self.label(node)
        has_name = self._stated(node) is not None
        if not has_name and (ends := self._ends(node)):
            source, target = (quoted(self.label(end), 40) for end in ends)
            name = Text(
                f"mellan {source.sv} och {target.sv}", f"between {source.en} and {target.en}"
            )
        elif not has_name and (owner := self._owner(node)) is not None:
            on, of = self.kind(owner), quoted(self.label(owner))
            name, has_name = Text(f"för {on.sv} {of.sv}", f"of {on.en} {of.en}"), False
        elif isinstance(node, URIRef):
            has_name = True
        iri = str(node) if isinstance(node, URIRef) else None
        return Thing(self.kind(node), name, iri, is_name=has_name)

    def _ends(self, node: Node) -> list[Node]:
        """The two things that a mapping joins."""
        ends = (self.data.value(node, p) for p in (OWL.annotatedSource, OWL.annotatedTarget))
        found: list[Node] = [end for end in ends if isinstance(end, URIRef)]
        return found if len(found) == 2 else []

    def _owner(self, node: Node) -> Node | None:
        """What a thing without a label hangs on: the first by name, if that one has a label."""
        owners = sorted((o for o in self.data.subjects(None, node) if o != node), key=str)
        return next((o for o in owners if self._stated(o) is not None), None)

    def called(self, node: Node) -> Text:
        """Kind and quoted name in one: `mål ”Alla ska …”`."""
        return self.thing(node).called()

    def property(self, path: str | None) -> Text | None:
        """The name of a property by its path; None for no or a longer path."""
        if path is None or path.count("<") != 1 or not path.startswith("<"):
            return None
        iri = URIRef(path[1:-1])
        return _texts(self._terms, iri, RDFS.label) or plain(self.short(iri))

    def value(self, node: Node) -> Text:
        """A value as one would read it out: text with its language, number, or a thing's name."""
        if isinstance(node, Literal):
            return self._literal(node)
        if (node, None, None) not in self.data:
            if isinstance(node, URIRef) and not node.startswith(PGID):
                return plain(self.short(node))
            if isinstance(node, URIRef):
                name = self.short(node)
                return Text(f"{name} (finns inte)", f"{name} (does not exist)")
            return Text("en tom nod", "an empty node")
        return self.called(node)

    def _literal(self, literal: Literal) -> Text:
        text = quoted(plain(str(literal)), 60)
        if literal.language:
            language = _LANGUAGES.get(literal.language.split("-")[0].lower())
            tag = f"(@{literal.language})"
            where = language or Text(f"med språket {tag}", f"in the language {tag}")
            return Text(f"{text.sv} {where.sv}", f"{text.en} {where.en}")
        if literal.datatype is None:
            return Text(f"{text.sv} utan språk", f"{text.en} without a language")
        kind = datatype_named(literal.datatype)
        return Text(f"{text.sv} ({kind.sv})", f"{text.en} ({kind.en})")

    def short(self, iri: str) -> str:
        """The shortest way to write an IRI: without our base, or with a known prefix."""
        if iri.startswith(PGID):
            return iri.removeprefix(PGID)
        for prefix, namespace in _BY_NAMESPACE:
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return shortened(iri)

    def instances(self, kind: Node) -> Iterator[Node]:
        """Everything of a kind."""
        return self.data.subjects(RDF.type, kind)


def one(word: Text) -> Text:
    """`ett mål`, `a goal`: a word as one of its kind; several words stay as they are in Swedish."""
    if " " in word.sv:
        return word
    swedish = "ett" if word.sv in _NEUTER else "en"
    english = "an" if word.en[0] in "aeiou" else "a"
    return Text(f"{swedish} {word.sv}", f"{english} {word.en}")


def datatype_named(datatype: str) -> Text:
    """The plain name of a datatype."""
    local = datatype.rpartition("#")[2]
    return _DATATYPES.get(local, plain(local))


_DATATYPES: Final = {
    "integer": Text("heltal", "whole number"),
    "decimal": Text("decimaltal", "decimal"),
    "double": Text("flyttal", "floating-point number"),
    "date": Text("datum", "date"),
    "dateTime": Text("datum och tid", "date and time"),
    "gYear": Text("årtal", "year"),
    "gYearMonth": Text("år och månad", "year and month"),
    "boolean": Text("sant eller falskt", "true or false"),
    "string": Text("text utan språk", "text without a language"),
    "anyURI": Text("webbadress", "web address"),
}


def language_named(tag: str) -> Text:
    """`på svenska`, `in Swedish`."""
    return _LANGUAGES.get(tag.split("-")[0].lower(), Text(f"med språket {tag}", f"in {tag}"))


def _texts(graph: Lookup, node: Node, predicate: URIRef) -> Text | None:
    tagged = [
        (str(o), o.language) for o in graph.objects(node, predicate) if isinstance(o, Literal)
    ]
    if not tagged:
        return None
    tagged.sort(key=lambda pair: (pair[1] or "", pair[0]))
    return Text(preferred(tagged, "sv") or "", preferred(tagged, "en") or "")
