"""The kinds of things that have a page of their own, as a table; everything else is a plain thing.

A kind is known by the thing's type, or by the scheme that a concept stands in. It names the
template, and the properties that the template shows itself and the list of facts leaves out.
"""

from dataclasses import dataclass
from typing import Final

from rdflib import URIRef

from plangraf.language import Text
from plangraf.store.interface import Term
from plangraf.vocabulary import PGID
from plangraf.web.things.statements import Statements


@dataclass(frozen=True)
class Kind:
    """One kind. `shown` and `led_here` are properties, out and in, that have a section."""

    key: str
    name: Text
    many: Text
    type: str = ""
    scheme: str = ""
    template: str = "thing"
    shown: tuple[str, ...] = ()
    led_here: tuple[str, ...] = ()


KINDS: Final = (
    Kind(
        "plan",
        Text("handlingsplan", "action plan"),
        Text("handlingsplaner", "action plans"),
        "pg:ActionPlan",
        template="plan",
        shown=("pg:purpose", "dcterms:references", "prov:qualifiedAttribution"),
        led_here=("pg:inPlan", "oa:hasTarget"),
    ),
    Kind(
        "goal",
        Text("mål", "goal"),
        Text("mål", "goals"),
        "pg:Goal",
        template="goal",
        shown=("pg:hasIndicator", "pg:hasTarget", "pg:hasBaseline"),
        led_here=("pg:contributesTo",),
    ),
    Kind(
        "focus-area",
        Text("område", "area"),
        Text("områden", "areas"),
        "pg:FocusArea",
        template="area",
        led_here=("pg:focusArea",),
    ),
    Kind(
        "sub-activity",
        Text("delaktivitet", "sub-activity"),
        Text("delaktiviteter", "sub-activities"),
        "pg:SubActivity",
    ),
    Kind(
        "activity",
        Text("aktivitet", "activity"),
        Text("aktiviteter", "activities"),
        "pg:Activity",
        template="activity",
        led_here=("pg:subActivityOf",),
    ),
    Kind(
        "indicator",
        Text("indikator", "indicator"),
        Text("indikatorer", "indicators"),
        "pg:Indicator",
        template="indicator",
        led_here=("pg:hasIndicator",),
    ),
    Kind("need", Text("behov", "need"), Text("behov", "needs"), "pg:Need"),
    Kind("target", Text("målvärde", "target"), Text("målvärden", "targets"), "pg:Target"),
    Kind(
        "reference",
        Text("dokument", "document"),
        Text("dokument", "documents"),
        "pg:ReferenceDocument",
        template="used",
        led_here=("dcterms:references", "dcterms:source"),
    ),
    Kind(
        "source",
        Text("källdokument", "source document"),
        Text("källdokument", "source documents"),
        "pg:SourceDocument",
        template="source",
        led_here=("oa:hasSource",),
    ),
    Kind(
        "evidence",
        Text("textställe", "passage"),
        Text("textställen", "passages"),
        "oa:SpecificResource",
        template="evidence",
        shown=("oa:hasSelector", "oa:hasSource"),
        led_here=("pg:evidence",),
    ),
    Kind(
        "mapping",
        Text("koppling", "link"),
        Text("kopplingar", "links"),
        "sssom:Mapping",
        template="mapping",
    ),
    Kind(
        "mapping-set",
        Text("samling av kopplingar", "set of links"),
        Text("samlingar av kopplingar", "sets of links"),
        "sssom:MappingSet",
    ),
    Kind(
        "annotation",
        Text("anmärkning", "annotation"),
        Text("anmärkningar", "annotations"),
        "oa:Annotation",
    ),
    *(
        Kind(
            "actor",
            Text("aktör", "actor"),
            Text("aktörer", "actors"),
            type_,
            template="actor",
            led_here=(
                "pg:responsibleActor",
                "pg:involvesActor",
                "pg:supportingActor",
                "prov:agent",
                "org:subOrganizationOf",
                "org:unitOf",
                "dcterms:publisher",
            ),
        )
        for type_ in (
            "org:OrganizationalCollaboration",
            "org:OrganizationalUnit",
            "org:Organization",
            "cv:PublicOrganisation",
        )
    ),
    Kind(
        "period",
        Text("tidsperiod", "period"),
        Text("tidsperioder", "periods"),
        "dcterms:PeriodOfTime",
    ),
    Kind(
        "area",
        Text("geografiskt område", "place"),
        Text("geografiska områden", "places"),
        "dcterms:Location",
    ),
    Kind("attribution", Text("roll", "role"), Text("roller", "roles"), "prov:Attribution"),
    Kind(
        "dataset",
        Text("statistikserie", "statistical series"),
        Text("statistikserier", "statistical series"),
        "qb:DataSet",
    ),
    Kind(
        "observation",
        Text("mätvärde", "observation"),
        Text("mätvärden", "observations"),
        "qb:Observation",
    ),
    Kind(
        "retrieval",
        Text("hämtning", "retrieval"),
        Text("hämtningar", "retrievals"),
        "prov:Activity",
    ),
    Kind(
        "scheme",
        Text("begreppsschema", "concept scheme"),
        Text("begreppsscheman", "concept schemes"),
        "skos:ConceptScheme",
    ),
    Kind(
        "topic",
        Text("ämne", "topic"),
        Text("ämnen", "topics"),
        scheme="topic",
        template="used",
        led_here=("dcterms:subject",),
    ),
    Kind(
        "method",
        Text("metod", "method"),
        Text("metoder", "methods"),
        scheme="method",
        template="used",
        led_here=("pg:usesMethod",),
    ),
    Kind(
        "target-group",
        Text("målgrupp", "target group"),
        Text("målgrupper", "target groups"),
        scheme="target-group",
        template="used",
        led_here=("pg:targetGroup",),
    ),
    Kind(
        "national-focus-area",
        Text("nationellt fokusområde", "national focus area"),
        Text("nationella fokusområden", "national focus areas"),
        scheme="national-focus-area",
    ),
    Kind("concept", Text("begrepp", "concept"), Text("begrepp", "concepts"), "skos:Concept"),
)
_PLAIN: Final = Kind("thing", Text("sak", "thing"), Text("saker", "things"))
QUERY: Final = Kind(
    "query",
    Text("färdig fråga", "saved query"),
    Text("färdiga frågor", "saved queries"),
)
STORY: Final = Kind("story", Text("fördjupning", "story"), Text("fördjupningar", "stories"))
"""Saved queries and stories are found by the search, and are no things of the data."""

_BY_KEY: Final = {kind.key: kind for kind in (*KINDS, QUERY, STORY)}


def kind(key: str) -> Kind:
    """Return the kind of that key."""
    return _BY_KEY.get(key, _PLAIN)


def kind_of(thing: Term, about: Statements) -> Kind:
    """Return the kind of a thing by what is said of it."""
    schemes = about.all(thing, "skos:inScheme")
    for known in KINDS:
        if known.scheme:
            if URIRef(f"{PGID}scheme/{known.scheme}") in schemes:
                return known
        elif known.type == "skos:Concept":
            # An agent that is also a concept was found above; a bare concept is left.
            if about.is_a(thing, known.type):
                return known
        elif about.is_a(thing, known.type):
            return known
    return _PLAIN
