"""Adds to an imported plan what nobody writes: order, scopes, an area for the homeless, its source.

The last step of `plangraf.plans.building.importing`; a whole export, which says all there is, is
left alone.
"""

import re
from typing import Final

from rdflib import RDF, SKOS, XSD, Literal, URIRef

from plangraf.iris import slug
from plangraf.language import Text
from plangraf.plans.building.graphs import Building
from plangraf.plans.forms.form import kinds
from plangraf.plans.readings import Reading
from plangraf.plans.records import Record
from plangraf.vocabulary import PG, PGID, PREFIXES, SCHEMA

ORDERED: Final = ("focus_area", "goal", "need", "activity", "sub_activity", "indicator")


def _next(counts: dict[str, int], name: str) -> int:
    counts[name] = counts.get(name, 0) + 1
    return counts[name]


# --- what nobody writes ------------------------------------------------------------------------


def finish(b: Building, records: list[Record], reading: Reading) -> None:
    """Add order, scopes, areas, the scheme of areas and the source document."""
    if reading.complete:
        return
    counts: dict[str, int] = {}
    for record in records:
        node = b.nodes.get(id(record))
        if node is not None and record.kind in ORDERED and not record.fields.get("order"):
            position = Literal(
                str(_next(counts, record.kind)), datatype=XSD.integer, normalize=False
            )
            b.add(node, SCHEMA.position, position)
    _scopes(b)
    _areas(b)
    areas = sorted(b.graph.subjects(RDF.type, PG.FocusArea), key=str)
    if areas:
        scheme = URIRef(f"{PGID}scheme/{b.plan}-focus-areas")
        b.add(scheme, RDF.type, SKOS.ConceptScheme)
        b.add(scheme, PG.inPlan, b.plan_node)
        name = next(b.graph.objects(b.plan_node, SKOS.prefLabel), Literal(b.plan))
        b.add(scheme, SKOS.prefLabel, Literal(f"Fokusområden: {name}", lang="sv"))
    b.source_document()


def _scopes(b: Building) -> None:
    """An indicator without scope is followed by those who own the plan; that is said once."""
    level = str(b.graph.value(b.plan_node, URIRef(PREFIXES["dcterms"] + "type")) or "").rpartition(
        "/"
    )[2]
    scope = {"regional": "regional", "national": "national"}.get(level, "local")
    node_of_scope = URIRef(f"{PGID}indicator-scope/{scope}")
    assumed = 0
    for node in sorted(b.graph.subjects(RDF.type, PG.Indicator), key=str):
        if b.graph.value(node, PG.indicatorScope) is None:
            b.add(node, PG.indicatorScope, node_of_scope)
            assumed += 1
    if assumed:
        names = Text(
            b.lookups.label(node_of_scope, "sv") or scope,
            b.lookups.label(node_of_scope, "en") or scope,
        )
        b.notes.note(
            "scope-assumed",
            Text(
                f"Indikatorer utan uppgift om vem som följer dem: {assumed}. "
                f"Nivån ”{names.sv}” antas.",
                f"Indicators that do not say who follows them: {assumed}. “{names.en}” is assumed.",
            ),
        )


def _areas(b: Building) -> None:
    """Goals, and activities under nothing, get an area of the sheet's name where none is."""
    homeless = [
        node
        for kind in (PG.Goal, PG.Activity)
        for node in sorted(b.graph.subjects(RDF.type, kind), key=str)
        if b.graph.value(node, PG.focusArea) is None
        and (kind == PG.Goal or b.graph.value(node, PG.contributesTo) is None)
    ]
    if not homeless:
        return
    first = b.places.get((homeless[0], None))
    sheet = (first.sheet if first else None) or ""
    generic = re.fullmatch(
        (
            r"(?i)(?:blad|sheet|tabell|table|plan|handlingsplan|aktiviteter|mål|goals|activities|"
            r"åtgärder|insatser)?\s*\d*"
        ),
        sheet,
    )
    name = next((str(o) for o in b.graph.objects(b.plan_node, SKOS.prefLabel)), b.plan)
    text = name if generic else sheet
    node = b.mint("focus-area", slug(text) or "plan")
    for type_ in kinds()["focus_area"].types:
        b.add(node, RDF.type, type_)
    b.add(node, SKOS.prefLabel, Literal(text, lang="sv"))
    b.add(node, PG.inPlan, b.plan_node)
    b.add(node, SKOS.inScheme, URIRef(f"{PGID}scheme/{b.plan}-focus-areas"))
    b.add(node, PG.assertionStatus, URIRef(PGID + "assertion-status/inferred"))
    b.add(node, PG.derivationRule, URIRef(PGID + "derivation-rule/layout-column"))
    for one in homeless:
        b.add(one, PG.focusArea, node)
    b.notes.warn(
        "area-assumed",
        Text(
            f"Mål och aktiviteter utan fokusområde: {len(homeless)}. De läggs under ”{text}”.",
            f"Goals and activities without a focus area: {len(homeless)}. They go under “{text}”.",
        ),
        first,
    )
