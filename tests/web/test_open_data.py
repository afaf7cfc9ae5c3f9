"""DCAT-AP-SE: what the profile makes mandatory is there, and nothing that nobody has set."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, BNode, Graph, Literal, Namespace, URIRef

from plangraf.errors import WrongUse
from plangraf.language import Text
from plangraf.settings import Settings, settings_from
from plangraf.web.discovery.dcat import CC0, Described, Part, catalogue, missing
from tests.web.markup import Markup
from tests.web.serving import Server, serving

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
HERE = "https://planer.example.se/under"
SET = Settings(
    publisher_name="Exempelmyndigheten",
    publisher_uri="http://dataportal.se/organisation/SE1234567890",
    contact_email="data@example.se",
)
MANDATORY = {
    DCAT.Catalog: (
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.publisher,
        DCTERMS.license,
        DCAT.dataset,
    ),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
    DCAT.Distribution: (DCAT.accessURL, DCTERMS.format),
    DCAT.DataService: (DCTERMS.title, DCAT.endpointURL, DCAT.servesDataset, DCTERMS.format),
    VCARD.Organization: (VCARD.fn, VCARD.hasEmail),
    FOAF.Agent: (FOAF.name,),
}
EXPECTED = {
    DCAT.Dataset: (DCAT.contactPoint, DCAT.keyword, DCAT.theme, DCTERMS.accessRights),
    DCAT.Distribution: (DCTERMS.description, DCATAP.availability),
    DCAT.DataService: (DCAT.endpointDescription, DCAT.contactPoint, DCAT.keyword),
}
BOTH = (DCTERMS.title, DCTERMS.description, DCAT.keyword)


def one(key: str = "x-2024", **given: object) -> Described:
    made = Described(
        key=key,
        title=Text("Handlingsplan", "Action plan"),
        description=Text("Om planen.", "About the plan."),
        page=f"{HERE}/id/plan/{key}",
        parts=(Part(f"plans/{key}", Text("Plan", "Plan")),),
        keywords=(Text("plan", "plan"),),
        license=CC0,
        period=("2024-01-01", "2026-12-31"),
        standards=("ns", "shapes"),
    )
    return replace(made, **given)  # type: ignore[arg-type]


def lacking(graph: Graph, lists: dict[URIRef, tuple[URIRef, ...]]) -> set[tuple[str, str]]:
    return {
        (str(node), str(wanted))
        for kind, properties in lists.items()
        for node in graph.subjects(RDF.type, kind)
        for wanted in properties
        if graph.value(node, wanted) is None
    }


@pytest.fixture(scope="module")
def read(whole: Server) -> Graph:
    reply = whole.ask("/datasets/dcat", headers={"Accept": "text/turtle, text/html"})
    assert reply.status == 200
    assert reply.type == "application/rdf+xml"
    return Graph().parse(data=reply.body, format="xml")


def test_everything_mandatory_is_there_when_all_is_set() -> None:
    graph = catalogue(HERE, SET, [one(), one("y-2024", license="")])
    assert not lacking(graph, MANDATORY)
    assert not lacking(graph, EXPECTED)
    assert {str(o) for o in graph.objects(None, VCARD.hasEmail)} == {"mailto:data@example.se"}
    assert missing(SET) == ()


def test_the_shipped_description_lacks_people_only(read: Graph) -> None:
    people = {str(DCTERMS.publisher), str(DCAT.contactPoint)}
    found = lacking(read, MANDATORY) | lacking(read, EXPECTED)
    assert {wanted for _, wanted in found} == people
    assert not list(read.subjects(RDF.type, FOAF.Agent))
    assert not list(read.subjects(RDF.type, VCARD.Organization))


def test_texts_stand_in_both_languages(read: Graph) -> None:
    for property in BOTH:  # noqa: A001
        for node in set(read.subjects(property)):
            said = [o.language for o in read.objects(node, property) if isinstance(o, Literal)]
            assert {"sv", "en"} <= set(said), node
            assert said.count("sv") == said.count("en")
    words = [str(o).strip() for p in BOTH for o in read.objects(None, p)]
    assert all(words)


def test_no_blank_nodes_and_absolute_addresses(read: Graph) -> None:
    terms = {term for triple in read for term in triple}
    assert not [t for t in terms if isinstance(t, BNode)]
    assert all(urlsplit(str(t)).scheme in ("http", "https") for t in terms if isinstance(t, URIRef))


def test_each_plan_is_a_data_set_with_its_dumps(whole: Server, read: Graph) -> None:
    for slug in ("harryda-2019-2022", "ostergotland-2019"):
        node = next(s for s in read.subjects(RDF.type, DCAT.Dataset) if str(s).endswith(slug))
        assert read.value(node, DCTERMS.temporal)
        assert read.value(node, DCTERMS.spatial)
        assert {str(o).rpartition("/")[2] for o in read.objects(node, DCTERMS.conformsTo)} == {
            "ns",
            "shapes",
        }
        assert not [t for t in read.objects(node, DCTERMS.title) if "2019" in str(t)]
        dumps = [
            d for d in read.objects(node, DCAT.distribution) if read.value(d, DCAT.downloadURL)
        ]
        assert len(dumps) == 4
        for dump in dumps:
            address = str(read.value(dump, DCAT.downloadURL)).removeprefix(whole.address)
            answer = whole.ask(address)
            assert (answer.status, answer.type) == (200, str(read.value(dump, DCTERMS.format)))


def test_every_own_address_answers(whole: Server, read: Graph) -> None:
    kinds = (DCAT.accessURL, DCAT.landingPage, DCAT.endpointDescription, DCTERMS.conformsTo)
    found = {str(o) for kind in kinds for o in read.objects(None, kind)}
    own = sorted(a for a in found if a.startswith(whole.address))
    assert len(own) > 20
    for address in own:
        path = address.removeprefix(whole.address)
        assert whole.ask(path, headers={"Accept": "text/html, */*"}).status in (200, 303), path


def test_a_source_with_unknown_terms_has_no_licence(read: Graph) -> None:
    licences = {
        str(node).partition("#dataset-")[2]: {
            str(licence)
            for d in read.objects(node, DCAT.distribution)
            for licence in read.objects(d, DCTERMS.license)
        }
        for node in read.subjects(RDF.type, DCAT.Dataset)
    }
    assert licences["harryda-2019-2022"] == {CC0}
    assert licences["statistics-socialstyrelsen-dodsorsaker"] == {CC0}
    assert licences["statistics-csn-press"] == set()
    assert "statistics-derived" not in licences  # nothing of it is kept


def test_the_services_name_their_descriptions(read: Graph) -> None:
    described = {
        str(read.value(s, DCAT.endpointURL)).rpartition("/")[2]: str(
            read.value(s, DCAT.endpointDescription)
        ).rpartition("/")[2]
        for s in read.subjects(RDF.type, DCAT.DataService)
    }
    assert described == {"sparql": "sparql", "queries": "openapi.json"}


def test_what_is_not_set_is_said(whole: Server) -> None:
    text = whole.ask("/datasets/dcat").text
    for name in ("PUBLISHER_NAME", "PUBLISHER_URI", "CONTACT_EMAIL"):
        assert f"PLANGRAF_{name}" in text


def test_the_start_page_leads_there(whole: Server) -> None:
    page = Markup(whole.ask("/", headers={"Accept": "text/html"}).text)
    heads = [given for tag, given in page.elements if tag == "link"]
    assert [g for g in heads if g.get("href") == "/datasets/dcat" and g["rel"] == "alternate"]
    assert "Allow: /" in whole.ask("/robots.txt").text


def test_there_is_no_security_contact_until_one_is_set(whole: Server) -> None:
    reply = whole.ask("/.well-known/security.txt")
    assert reply.status == 404
    assert "PLANGRAF_CONTACT_EMAIL" in reply.text


def test_a_security_contact_that_is_set() -> None:
    with serving(contact_email="data@example.se") as server:
        reply = server.ask("/.well-known/security.txt")
    assert reply.status == 200
    assert reply.type == "text/plain"
    fields = dict(line.split(": ", 1) for line in reply.text.splitlines())
    assert fields["Contact"] == "mailto:data@example.se"
    assert fields["Canonical"].endswith("/.well-known/security.txt")
    assert fields["Expires"].endswith("Z")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PLANGRAF_CONTACT_EMAIL", "data@example.se\nContact: x"),
        ("PLANGRAF_CONTACT_EMAIL", "ingen"),
        ("PLANGRAF_PUBLISHER_URI", "SE1234567890"),
        ("PLANGRAF_PUBLISHER_URI", "http://x/<y>"),
    ],
)
def test_settings_that_are_no_addresses_are_refused(name: str, value: str) -> None:
    with pytest.raises(WrongUse):
        settings_from({name: value})


def test_settings_are_read() -> None:
    read = settings_from(
        {
            "PLANGRAF_PUBLISHER_NAME": "A",
            "PLANGRAF_PUBLISHER_URI": "http://dataportal.se/organisation/SE1234567890",
            "PLANGRAF_CONTACT_EMAIL": "a@b.se",
        }
    )
    assert (read.publisher_name, read.contact_email) == ("A", "a@b.se")
