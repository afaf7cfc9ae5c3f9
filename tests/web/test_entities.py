"""Every kind of IRI has a page and RDF, which say the same; negotiation; what each page shows."""

import json
import re
from collections.abc import Iterable

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from plangraf.store.embedded import EmbeddedStore
from plangraf.store.interface import Term
from tests.browser.visits import THINGS
from tests.web.markup import Markup
from tests.web.serving import Reply, Server

BASE = "https://w3id.org/plangraf"
PREFIXES = """
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX pg: <https://w3id.org/plangraf/ns#>
PREFIX pgid: <https://w3id.org/plangraf/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
PLANS = ("harryda-2019-2022", "ostergotland-2019")
MEDIA = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}
_MOST = 400


def get(site: Server, path: str, accept: str = "text/html") -> Reply:
    return site.ask(path, headers={"Accept": accept})


def rows(store: EmbeddedStore, text: str) -> list[tuple[Term | None, ...]]:
    return list(store.query(PREFIXES + text).rows())


def texts(store: EmbeddedStore, pattern: str) -> set[str]:
    found = rows(store, f"SELECT DISTINCT ?text WHERE {{ {pattern} }}")
    return {" ".join(str(row[0]).split()) for row in found}


def kinds_of_iris(store: EmbeddedStore) -> dict[str, list[str]]:
    """Three things of every kind of IRI: `goal` → [`goal/…`, …]."""
    found: dict[str, list[str]] = {}
    for (thing,) in rows(
        store,
        "SELECT DISTINCT ?x WHERE { { ?x ?p ?o } UNION { ?s ?q ?x } FILTER(isIRI(?x)) "
        f'FILTER(STRSTARTS(STR(?x), "{BASE}/id/")) }} ORDER BY ?x',
    ):
        path = str(thing).removeprefix(f"{BASE}/id/")
        found.setdefault(path.split("/")[0], []).append(path)
    return {kind: [paths[0], paths[len(paths) // 2], paths[-1]] for kind, paths in found.items()}


def test_every_kind_of_iri_has_a_page_and_rdf(whole: Server, filled: EmbeddedStore) -> None:
    kinds = kinds_of_iris(filled)
    assert len(kinds) > 40
    for paths in kinds.values():
        for path in dict.fromkeys(paths):
            page = get(whole, f"/id/{path}")
            assert page.status == 200, path
            assert f"{BASE}/id/{path}" in Markup(page.text).text
            rdf = get(whole, f"/id/{path}", "text/turtle")
            assert rdf.status == 200, path
            assert rdf.type == "text/turtle"


@pytest.mark.parametrize("path", THINGS)
def test_page_and_rdf_say_the_same(whole: Server, path: str) -> None:
    """Every statement from or to the thing in its RDF stands on its page."""
    graph = Graph().parse(data=get(whole, f"/id/{path}.ttl").text, format="turtle")
    page = Markup(get(whole, f"/id/{path}?lang=sv").text)
    thing = URIRef(f"{BASE}/id/{path}")
    assert (thing, None, None) in graph
    links = {link.partition("?")[0] for link in page.links}
    for _, _, value in graph.triples((thing, None, None)):
        assert _stands(value, page, links, graph), f"{path}: {value!r}"
    for property_ in set(graph.predicates(None, thing)):
        pointing = sorted(s for s in graph.subjects(property_, thing) if isinstance(s, URIRef))
        for subject in pointing if len(pointing) <= _MOST else ():
            assert _href(subject) in links, f"{path}: ← {subject}"


@pytest.mark.parametrize(("suffix", "media"), MEDIA.items())
def test_formats_by_suffix_and_by_accept(whole: Server, suffix: str, media: str) -> None:
    path = "/id/goal/harryda-2019-2022/adults-1.1"
    by_suffix, by_accept = get(whole, f"{path}.{suffix}", "*/*"), get(whole, path, media)
    assert by_suffix.type == by_accept.type == media
    graphs = [
        Graph().parse(
            data=reply.text, format={"rdf": "xml", "jsonld": "json-ld"}.get(suffix, suffix)
        )
        for reply in (by_suffix, by_accept)
    ]
    assert len(graphs[0]) == len(graphs[1]) > 50


@pytest.mark.parametrize(
    "path",
    [
        "goal/harryda-2019-2022/adults-1.1",
        "evidence/harryda-2019-2022/7112-7166",
        "mapping/goal-goal/adults-1.1--suicidprevention-g1",
        "obs/kolada/N15533/1401/2018/K",
        "period/2019",
        "series/kolada/N15533",
    ],
)
def test_json_ld_has_short_words_and_the_same_triples(whole: Server, path: str) -> None:
    written = get(whole, f"/id/{path}.jsonld").text
    document = json.loads(written)
    nodes = document.get("@graph", [document])
    assert nodes[0]["id"] == f"pgid:{path}"
    assert not [key for node in nodes for key in node if key.startswith(BASE)]
    turtle = Graph().parse(data=get(whole, f"/id/{path}.ttl").text, format="turtle")
    assert isomorphic(Graph().parse(data=written, format="json-ld"), turtle)


def test_a_judged_link_shows_where_both_ends_stand(whole: Server) -> None:
    page = get(whole, "/id/mapping/goal-goal/adults-1.1--suicidprevention-g1?lang=sv").text
    spans = re.findall(r'href="/id/evidence/([a-z]+)-2019[^"]*">.*?<q lang="sv">(.*?)</q>', page)
    assert {plan for plan, _ in spans} == {"harryda", "ostergotland"}
    assert any("Nollvision om suicid" in quote for _, quote in spans)


def test_who_asks_for_nothing_gets_turtle_and_a_browser_a_page(whole: Server) -> None:
    path = "/id/goal/harryda-2019-2022/adults-1.1"
    assert get(whole, path, "*/*").type == "text/turtle"
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert get(whole, path, browser).type == "text/html"
    assert get(whole, f"{path}.html", "*/*").type == "text/html"
    assert get(whole, f"{path}?format=jsonld").type == "application/ld+json"
    assert get(whole, path, "image/png").status == 406


def test_a_page_names_its_other_forms(whole: Server) -> None:
    reply = get(whole, "/id/topic/housing")
    links = ", ".join(reply.headers.get_all("Link") or ())
    for suffix, media in MEDIA.items():
        assert f'/id/topic/housing.{suffix}>; rel="alternate"; type="{media}"' in links
    assert 'rel="canonical"' in links


@pytest.mark.parametrize("path", ["goal/x/y", "nothing", "goal/harryda-2019-2022/adults-9.9"])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "*/*"])
def test_an_unknown_thing_is_told(whole: Server, path: str, accept: str) -> None:
    reply = get(whole, f"/id/{path}", accept)
    assert reply.status == 404
    assert path in reply.text


def test_broken_names_are_no_fault_of_ours(whole: Server) -> None:
    for path in ("/id/%3Cx%3E", "/id/a%20b", "/id/%22", "/id/%00", "/id/%FF", "/id/" + "x" * 4000):
        assert get(whole, path).status in (400, 404)


@pytest.mark.parametrize("plan", PLANS)
def test_the_page_of_a_plan_holds_all_of_it(
    whole: Server, filled: EmbeddedStore, plan: str
) -> None:
    page = Markup(get(whole, f"/id/plan/{plan}?lang=sv").text)
    for kind in ("FocusArea", "Goal", "Activity", "SubActivity", "Indicator", "Need"):
        labels = texts(
            filled,
            f"?x pg:inPlan <{BASE}/id/plan/{plan}> ; a pg:{kind} ; skos:prefLabel ?text "
            'FILTER(LANG(?text) = "sv")',
        )
        missing = {label for label in labels if label not in page.text}
        assert not missing


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_stands_in_the_order_of_its_source(
    whole: Server, filled: EmbeddedStore, plan: str
) -> None:
    page = Markup(get(whole, f"/id/plan/{plan}").text)
    for (area,) in rows(
        filled, f"SELECT ?a WHERE {{ ?a pg:inPlan <{BASE}/id/plan/{plan}> ; a pg:FocusArea }}"
    ):
        steps = rows(
            filled,
            "PREFIX schema: <https://schema.org/> SELECT ?s ?c ?h WHERE { "
            f"?s pg:focusArea <{area}> ; a pg:Activity ; schema:position ?n "
            "OPTIONAL { ?s pg:workCategory ?c } OPTIONAL { ?s pg:timeHorizon ?h } } ORDER BY ?n",
        )
        cells: dict[tuple[Term | None, ...], list[str]] = {}
        for step, category, horizon in steps:
            cells.setdefault((category, horizon), []).append(_href(str(step)))
        for cell in cells.values():
            places = [page.links.index(link) for link in dict.fromkeys(cell)]
            assert places == sorted(places)


def test_a_goal_has_its_activities_indicators_and_links(
    whole: Server, filled: EmbeddedStore
) -> None:
    for (goal,) in rows(
        filled, f"SELECT ?g WHERE {{ ?g a pg:Goal ; pg:inPlan <{BASE}/id/plan/{PLANS[0]}> }}"
    ):
        page = Markup(get(whole, f"{_href(str(goal))}?lang=sv").text)
        links = {link.partition("?")[0] for link in page.links}
        for (near,) in rows(
            filled,
            f"SELECT ?x WHERE {{ {{ ?x pg:contributesTo <{goal}> }} "
            f"UNION {{ <{goal}> pg:hasIndicator ?x }} UNION {{ ?x owl:annotatedSource <{goal}> }} "
            f"UNION {{ ?x pg:subActivityOf/pg:contributesTo <{goal}> }} }}",
        ):
            assert _href(str(near)) in links


def test_a_passage_is_marked_where_it_stands(whole: Server, filled: EmbeddedStore) -> None:
    found = rows(
        filled,
        "SELECT ?e ?exact WHERE { ?e oa:hasSelector ?s . ?s oa:exact ?exact } ORDER BY ?e",
    )
    assert len(found) > 900
    for evidence, exact in found[::23]:
        page = Markup(get(whole, f"{_href(str(evidence))}?lang=sv").text)
        marked = "".join(" ".join(page.marked).split())
        # White space and line-end hyphens are collapsed in the quote; bullets are drawn.
        assert marked.replace("-", "") == "".join(str(exact).split()).replace("-", ""), evidence
        assert "rad" in page.text or "Tecken" in page.text


def test_the_short_address_of_a_passage_leads_to_it(whole: Server) -> None:
    reply = get(whole, "/evidence/harryda-2019-2022/7112-7166")
    assert reply.status == 301
    assert (reply.headers["Location"] or "").endswith("/id/evidence/harryda-2019-2022/7112-7166")


def test_an_actor_answers_for_its_parts_too(whole: Server, filled: EmbeddedStore) -> None:
    page = Markup(get(whole, "/id/actor/harryda-kommun?lang=sv").text)
    links = {link.partition("?")[0] for link in page.links}
    for (step,) in rows(
        filled,
        "SELECT DISTINCT ?s WHERE { ?s pg:responsibleActor/org:subOrganizationOf* "
        f"<{BASE}/id/actor/harryda-kommun> }}",
    ):
        assert _href(str(step)) in links


def test_a_topic_shows_all_plans(whole: Server, filled: EmbeddedStore) -> None:
    page = Markup(get(whole, "/id/topic/suicide-prevention").text)
    links = {link.partition("?")[0] for link in page.links}
    found = rows(
        filled, f"SELECT ?x WHERE {{ ?x dcterms:subject <{BASE}/id/topic/suicide-prevention> }}"
    )
    assert len(found) > 30
    assert all(_href(str(row[0])) in links for row in found)


def test_national_figures_stand_beside_an_indicator(whole: Server) -> None:
    page = Markup(get(whole, "/id/series/kolada/N15533?lang=sv").text)
    assert any(tag == "svg" and given.get("role") == "img" for tag, given in page.elements)
    assert any("/id/obs/" in link for link in page.links)


def _href(iri: str) -> str:
    return iri.removeprefix(BASE)


def _stands(value: object, page: Markup, links: Iterable[str], graph: Graph) -> bool:
    """Whether a value stands on a page: texts as text, own IRIs as links, numbers as written."""
    if isinstance(value, BNode):
        inner = [o for p, o in graph.predicate_objects(value) if "type" not in str(p)]
        return all(_stands(o, page, links, graph) for o in inner)
    if isinstance(value, Literal):
        text = " ".join(str(value).split())
        if value.datatype is not None and text.replace(".", "").replace("-", "").isdigit():
            written = page.text.replace(" ", "")
            return text.replace(".", ",") in written or str(value) in page.text
        return text in page.text
    iri = str(value)
    if iri.startswith(f"{BASE}/id/"):
        return _href(iri) in links
    return iri in links or not iri.startswith("http") or f"{BASE}/ns" in iri
