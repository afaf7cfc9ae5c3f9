"""`/datasets/dcat`, by which the national portal finds the data, and `security.txt`.

One data set per plan and one per source of statistics, described from the graph itself in both
languages. Always RDF/XML, whatever is asked for: a harvester reads nothing else.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Final

from flask import Blueprint, Response
from rdflib import URIRef

from plangraf.errors import UnknownName
from plangraf.iris import local_path
from plangraf.language import LANGUAGES, Language, Text
from plangraf.plans.publishing.versions import plan_graph
from plangraf.store.interface import Term
from plangraf.vocabulary import GRAPHS
from plangraf.web.context import current
from plangraf.web.discovery.dcat import CC0, Described, Part, catalogue, missing
from plangraf.web.replying import not_modified, reply, tag
from plangraf.web.site import address, site
from plangraf.web.sparql.describing import kept, written
from plangraf.web.things import asking
from plangraf.web.things.overview import Overview, Plan
from plangraf.web.things.statements import Statements

blueprint = Blueprint("open_data", __name__)

_RDF_XML: Final = "application/rdf+xml"
_GEONAMES: Final = "https://sws.geonames.org/"
_VALID: Final = timedelta(days=180)
_HEALTH: Final = Text("psykisk hälsa", "mental health")
_PLAN: Final = Text("handlingsplan", "action plan")
_STATISTICS: Final = Text("statistik", "statistics")


@blueprint.get("/datasets/dcat")
def dcat() -> Response:
    """The data sets of this site as DCAT-AP-SE."""
    settings = site().settings
    etag = tag("dcat", settings.publisher_name, settings.publisher_uri, settings.contact_email)
    return not_modified(etag, fresh=3600) or reply(
        kept(f"dcat {address()}", _written), _RDF_XML, etag=etag, file="dcat.rdf", fresh=3600
    )


@blueprint.get("/.well-known/security.txt")
def security() -> Response:
    """Whom to tell about a weakness (RFC 9116), where someone has been named."""
    email = site().settings.contact_email
    if not email:
        raise UnknownName(
            Text(
                "Den som driver den här servern har inte angett någon kontakt.",
                "Whoever runs this server has not named a contact.",
            ),
            remedy=Text(
                "Den anges med PLANGRAF_CONTACT_EMAIL.", "It is set by PLANGRAF_CONTACT_EMAIL."
            ),
        )
    expires = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + _VALID
    lines = [
        f"Contact: mailto:{email}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {address('/.well-known/security.txt')}",
        "",
    ]
    return reply("\n".join(lines), "text/plain; charset=utf-8")


def _written() -> bytes:
    """Write the catalogue; a comment names the settings that it lacks."""
    settings = site().settings
    body = written(catalogue(address(), settings, _sets()), "rdf")
    if lacking := missing(settings):
        note = f"<!-- Not set, and so left out here: {', '.join(lacking)} -->\n"
        head, newline, rest = body.partition(b"\n")
        body = head + newline + note.encode() + rest
    return body


def _sets() -> list[Described]:
    """Return the data sets: plans as on the start page, then sources by name."""
    visit = current()
    overview = Overview(visit)
    about = asking.statements(visit, "catalogued")
    held = [plan for plan in overview.whole if plan_graph(plan.slug) in site().runner.graphs]
    places = Counter(_place(overview, plan, about, "sv") for plan in held)
    plans = [
        _plan(overview, plan, about, alone=places[_place(overview, plan, about, "sv")] == 1)
        for plan in held
    ]
    sources = [s for s in about.of_type("dcat:Dataset") if about.all(s, "void:subset")]
    return plans + [_source(about, one) for one in sorted(sources, key=str)]


def _both(about: Statements, thing: Term, curie: str) -> Text:
    """Return a text in both languages, by the fallback where it has one only."""
    sv, en = (str(about.text(thing, curie, language) or "") for language in LANGUAGES)
    return Text(sv, en)


def _place(overview: Overview, plan: Plan, about: Statements, language: Language) -> str:
    """Return the names of the places of a plan."""
    places = overview.about.all(plan.iri, "dcterms:spatial")
    return ", ".join(str(about.text(p, "skos:prefLabel", language) or "") for p in places)


def _plan(overview: Overview, plan: Plan, about: Statements, *, alone: bool) -> Described:
    """Describe a plan; `alone` says that no other plan is for its place."""
    name = _both(overview.about, plan.iri, "skos:prefLabel")
    place = Text(*(_place(overview, plan, about, language) for language in LANGUAGES))
    title = name
    if alone and place.sv:
        title = Text(
            f"Handlingsplan för psykisk hälsa, {place.sv}",
            f"Action plan for mental health, {place.en}",
        )
    publishers = overview.about.all(plan.iri, "dcterms:publisher")
    by = Text(
        *(
            ", ".join(str(about.text(p, "skos:prefLabel", language) or "") for p in publishers)
            for language in LANGUAGES
        )
    )
    figures = Text(
        *(
            ", ".join(f"{f.count} {f.text.in_(language)}" for f in plan.counts.figures)
            for language in LANGUAGES
        )
    )
    period = next(iter(overview.about.all(plan.iri, "dcterms:temporal")), None)
    return Described(
        key=plan.slug,
        title=title,
        description=Text(
            f"”{name.sv}”{f' ({by.sv})' if by.sv else ''} som länkade data: {figures.sv}, med "
            "källan bakom varje uppgift. Planens egna ord är en offentlig handling.",
            f"“{name.en}”{f' ({by.en})' if by.en else ''} as linked data: {figures.en}, with the "
            "source behind every statement. The plan's own words are a public document.",
        ),
        page=address(local_path(plan.iri) or "/plans"),
        parts=(Part(f"plans/{plan.slug}", title),),
        keywords=(_PLAN, _HEALTH, *((place,) if place.sv else ())),
        themes=("HEAL", "GOVE"),
        license=CC0,
        spatial=_places(overview, plan, about),
        period=(
            str(about.one(period, "dcat:startDate") or "") if period else "",
            str(about.one(period, "dcat:endDate") or "") if period else "",
        ),
        standards=("ns", "shapes"),
    )


def _places(overview: Overview, plan: Plan, about: Statements) -> tuple[str, ...]:
    """Return the places of a plan: as the world knows them, or by our own page."""
    found: list[str] = []
    for place in overview.about.all(plan.iri, "dcterms:spatial"):
        outside = [str(m) for m in about.all(place, "skos:exactMatch")]
        known = [iri for iri in outside if iri.startswith(_GEONAMES)]
        own = local_path(str(place))
        found += known or ([address(own)] if own else [])
    return tuple(found)


def _source(about: Statements, source: Term) -> Described:
    """Describe what is kept here of one source of statistics."""
    slug = str(source).rpartition("/")[2]
    title = _both(about, source, "dcterms:title")
    said, rights = (
        _both(about, source, "dcterms:description"),
        _both(about, source, "dcterms:rights"),
    )
    graphs = [str(g).removeprefix(GRAPHS) for g in about.all(source, "void:subset")]
    licence = about.one(source, "dcterms:license")
    return Described(
        key=f"statistics-{slug}",
        title=title,
        description=Text(
            f"{said.sv} Här finns de siffror som visas bredvid planernas indikatorer. {rights.sv}",
            f"{said.en} Included here are the figures that are shown beside the plans' indicators. "
            f"{rights.en}",
        ),
        page=address(local_path(str(source)) or "/indicators"),
        parts=tuple(Part(path, _part(title, path)) for path in graphs),
        keywords=(_STATISTICS, _HEALTH),
        license=str(licence) if isinstance(licence, URIRef) else "",
    )


def _part(title: Text, path: str) -> Text:
    """Name one graph of a source."""
    code = path.rpartition("/")[2]
    return Text(f"{title.sv}: {code}", f"{title.en}: {code}")
