"""A site's data sets as DCAT-AP-SE 3.0.1: catalogue, data sets, distributions, services.

Plain descriptions in, one RDF graph out, without blank nodes and with absolute IRIs only; this
module asks nobody. Who publishes and whom to write to are settings of whoever runs the site: what
is not set is left out, never made up, and `missing` names it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef

from plangraf.language import Text
from plangraf.settings import Settings
from plangraf.sparql.formats import FORMATS

VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
DCATAP: Final = Namespace("http://data.europa.eu/r5r/")
CC0: Final = "http://creativecommons.org/publicdomain/zero/1.0/"
_EU: Final = "http://publications.europa.eu/resource/authority/"
_OPENAPI: Final = "https://spec.openapis.org/oas/v3.1.0"
_PROTOCOL: Final = "http://www.w3.org/TR/sparql11-protocol/"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_DUMPS: Final = ("ttl", "jsonld", "rdf", "nt")


@dataclass(frozen=True)
class Part:
    """A graph of the store that makes up a data set; `path` is its name below the graphs' space."""

    path: str
    name: Text


@dataclass(frozen=True)
class Described:
    """One data set, as far as a catalogue describes it."""

    key: str
    title: Text
    description: Text
    page: str
    parts: tuple[Part, ...]
    keywords: tuple[Text, ...] = ()
    themes: tuple[str, ...] = ("HEAL",)
    license: str = ""
    spatial: tuple[str, ...] = ()
    period: tuple[str, str] = ("", "")
    standards: tuple[str, ...] = ("ns",)


def missing(settings: Settings) -> tuple[str, ...]:
    """Return the settings without which the description lacks what the profile asks for."""
    asked = ("publisher_name", "publisher_uri", "contact_email")
    return tuple(f"PLANGRAF_{name.upper()}" for name in asked if not getattr(settings, name))


def catalogue(here: str, settings: Settings, sets: Iterable[Described]) -> Graph:
    """Return the description of the site at `here`."""
    return _Writing(here, settings).whole(tuple(sets))


class _Writing:
    """One graph under way."""

    def __init__(self, here: str, settings: Settings):
        self.here = here
        self.base = f"{here}/datasets/dcat"
        self.settings = settings
        self.graph = Graph(bind_namespaces="none")
        for prefix, namespace in (
            ("rdf", RDF),
            ("dcat", DCAT),
            ("dcterms", DCTERMS),
            ("foaf", FOAF),
            ("vcard", VCARD),
            ("dcatap", DCATAP),
        ):
            self.graph.bind(prefix, str(namespace))

    def whole(self, sets: tuple[Described, ...]) -> Graph:
        """Write everything."""
        node = self.node("catalog")
        self.typed(node, DCAT.Catalog)
        self.texts(
            node,
            Text("Handlingsplaner för psykisk hälsa", "Action plans for mental health"),
            Text(
                "Kommuners och regioners handlingsplaner för psykisk hälsa som länkade data, med "
                "källan bakom varje uppgift och nationell statistik bredvid planernas indikatorer.",
                "The mental-health action plans of municipalities and regions as linked data, with "
                "the source behind every statement and national statistics beside the plans' "
                "indicators.",
            ),
        )
        self.link(node, DCTERMS.license, CC0)
        self.link(node, FOAF.homepage, f"{self.here}/")
        self.link(node, DCAT.themeTaxonomy, f"{_EU}data-theme")
        self.link(node, DCTERMS.spatial, f"{_EU}country/SWE")
        self.languages(node)
        self.people(node, contact=False)
        self.standards()
        nodes = [self.dataset(one) for one in sets]
        for one in nodes:
            self.graph.add((node, DCAT.dataset, one))
        for service in (self.sparql(nodes), self.api(nodes)):
            self.graph.add((node, DCAT.service, service))
        return self.graph

    def dataset(self, one: Described) -> URIRef:
        """Write a data set with its distributions."""
        node = self.node(f"dataset-{one.key}")
        self.typed(node, DCAT.Dataset)
        self.texts(node, one.title, one.description)
        self.people(node)
        self.public(node)
        self.languages(node)
        self.link(node, DCAT.landingPage, one.page)
        for theme in one.themes:
            self.link(node, DCAT.theme, f"{_EU}data-theme/{theme}")
        for word in one.keywords:
            self.say(node, DCAT.keyword, word)
        for place in one.spatial:
            self.link(node, DCTERMS.spatial, place)
        for standard in one.standards:
            self.link(node, DCTERMS.conformsTo, f"{self.here}/{standard}")
        if any(one.period):
            period = self.node(f"period-{one.key}")
            self.typed(period, DCTERMS.PeriodOfTime)
            for edge, day in zip((DCAT.startDate, DCAT.endDate), one.period, strict=True):
                if day:
                    self.graph.add((period, edge, Literal(day, datatype=XSD.date)))
            self.graph.add((node, DCTERMS.temporal, period))
        for part in one.parts:
            for key in _DUMPS:
                self.dump(node, one, part, key)
        self.access(node, one, "api")
        self.access(node, one, "sparql")
        return node

    def dump(self, dataset: URIRef, one: Described, part: Part, key: str) -> None:
        """Write the distribution of a graph in one format."""
        form = FORMATS[key]
        node = self.node(f"distribution-{part.path.replace('/', '-')}-{key}")
        title = Text(f"{part.name.sv} ({form.name})", f"{part.name.en} ({form.name})")
        about = Text(f"Hela grafen som {form.name}.", f"The whole graph as {form.name}.")
        self.distribution(dataset, node, one, title, about)
        address = f"{self.here}/data/{part.path}?format={key}"
        self.link(node, DCAT.accessURL, address)
        self.link(node, DCAT.downloadURL, address)
        self.format(node, form.media)
        for standard in one.standards:
            self.link(node, DCTERMS.conformsTo, f"{self.here}/{standard}")

    def access(self, dataset: URIRef, one: Described, service: str) -> None:
        """Write the distribution that a service gives."""
        node = self.node(f"distribution-{one.key}-{service}")
        api = service == "api"
        title = Text("Färdiga frågor", "Saved queries") if api else Text("SPARQL", "SPARQL")
        about = (
            Text(
                "Färdiga frågor med parametrar, svar som JSON, CSV, Excel med flera.",
                "Saved queries with parameters, answers as JSON, CSV, Excel and more.",
            )
            if api
            else Text("Fria frågor i SPARQL 1.1.", "Free queries in SPARQL 1.1.")
        )
        self.distribution(dataset, node, one, title, about)
        self.link(node, DCAT.accessURL, f"{self.here}/{'queries' if api else 'sparql'}")
        self.graph.add((node, DCAT.accessService, self.node(f"service-{service}")))
        self.link(node, DCTERMS.conformsTo, f"{self.here}/openapi.json" if api else _PROTOCOL)
        self.format(node, "application/json" if api else FORMATS["json"].media)

    def distribution(
        self, dataset: URIRef, node: URIRef, one: Described, title: Text, about: Text
    ) -> None:
        """Write what every distribution has; without known terms it has no licence."""
        self.graph.add((dataset, DCAT.distribution, node))
        self.typed(node, DCAT.Distribution)
        self.texts(node, title, about)
        self.link(node, DCATAP.availability, f"{_EU}planned-availability/AVAILABLE")
        if one.license:
            self.link(node, DCTERMS.license, one.license)

    def sparql(self, sets: list[URIRef]) -> URIRef:
        """Write the endpoint as a service."""
        title = Text("SPARQL-tjänst", "SPARQL endpoint")
        about = Text(
            "Fria frågor till hela grafen med SPARQL 1.1; tjänsten beskriver sig själv som RDF.",
            "Free queries to the whole graph with SPARQL 1.1; the service describes itself as RDF.",
        )
        node = self.service("sparql", title, about, sets)
        self.link(node, DCAT.endpointURL, f"{self.here}/sparql")
        self.link(node, DCAT.endpointDescription, f"{self.here}/sparql")
        self.link(node, DCTERMS.conformsTo, _PROTOCOL)
        self.format(node, FORMATS["json"].media)
        return node

    def api(self, sets: list[URIRef]) -> URIRef:
        """Write the saved queries as a service."""
        title = Text("API för färdiga frågor", "API of saved queries")
        about = Text(
            "En operation för varje färdig fråga, beskriven med OpenAPI.",
            "One operation for each saved query, described with OpenAPI.",
        )
        node = self.service("api", title, about, sets)
        self.link(node, DCAT.endpointURL, f"{self.here}/queries")
        self.link(node, DCAT.endpointDescription, f"{self.here}/openapi.json")
        self.link(node, DCTERMS.conformsTo, _OPENAPI)
        self.format(node, "application/json")
        return node

    def service(self, key: str, title: Text, about: Text, sets: list[URIRef]) -> URIRef:
        """Write what both services have."""
        node = self.node(f"service-{key}")
        self.typed(node, DCAT.DataService)
        self.texts(node, title, about)
        self.people(node)
        self.public(node)
        self.say(node, DCAT.keyword, Text("psykisk hälsa", "mental health"))
        self.link(node, DCAT.theme, f"{_EU}data-theme/HEAL")
        for one in sets:
            self.graph.add((node, DCAT.servesDataset, one))
        return node

    def people(self, node: URIRef, *, contact: bool = True) -> None:
        """Write publisher and contact point, as far as they are set."""
        name, uri, email = (
            self.settings.publisher_name,
            self.settings.publisher_uri,
            self.settings.contact_email,
        )
        if name or uri:
            publisher = URIRef(uri) if uri else self.node("publisher")
            self.typed(publisher, FOAF.Agent)
            if name:
                self.graph.add((publisher, FOAF.name, Literal(name)))
            self.graph.add((node, DCTERMS.publisher, publisher))
        if email and contact:
            point = self.node("contact")
            self.typed(point, VCARD.Organization)
            self.graph.add((point, VCARD.fn, Literal(name or email)))
            self.link(point, VCARD.hasEmail, f"mailto:{email}")
            self.graph.add((node, DCAT.contactPoint, point))

    def standards(self) -> None:
        """Write what the data conform to."""
        for path, title in (
            ("ns", Text("plangrafs ordlista", "The vocabulary of plangraf")),
            ("shapes", Text("plangrafs SHACL-regler", "The SHACL shapes of plangraf")),
            ("openapi.json", Text("OpenAPI-beskrivning", "OpenAPI description")),
        ):
            node = URIRef(f"{self.here}/{path}")
            self.typed(node, DCTERMS.Standard)
            self.say(node, DCTERMS.title, title)

    def node(self, name: str) -> URIRef:
        """Return a node of this document."""
        return URIRef(f"{self.base}#{name}")

    def typed(self, node: URIRef, kind: URIRef) -> None:
        """Write a type."""
        self.graph.add((node, RDF.type, kind))

    def link(self, node: URIRef, property: URIRef, address: str) -> None:
        """Write a value that is an address."""
        self.graph.add((node, property, URIRef(address)))

    def say(self, node: URIRef, property: URIRef, text: Text) -> None:
        """Write a text in both languages."""
        self.graph.add((node, property, Literal(text.sv, lang="sv")))
        self.graph.add((node, property, Literal(text.en, lang="en")))

    def texts(self, node: URIRef, title: Text, about: Text) -> None:
        """Write title and description."""
        self.say(node, DCTERMS.title, title)
        self.say(node, DCTERMS.description, about)

    def public(self, node: URIRef) -> None:
        """Write that it is open to all."""
        self.link(node, DCTERMS.accessRights, f"{_EU}access-right/PUBLIC")

    def languages(self, node: URIRef) -> None:
        """Write the languages."""
        for code in ("SWE", "ENG"):
            self.link(node, DCTERMS.language, f"{_EU}language/{code}")

    def format(self, node: URIRef, media: str) -> None:
        """Write a media type, as the portal reads it and as DCAT does."""
        self.graph.add((node, DCTERMS.format, Literal(media)))
        if node.startswith(f"{self.base}#distribution"):
            self.link(node, DCAT.mediaType, _MEDIA + media)
