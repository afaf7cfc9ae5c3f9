"""A small catalogue and a small store of its own, so that these tests do not rest on the plans."""

from pathlib import Path

import pytest

from plangraf.catalogue.definition import Catalogue
from plangraf.catalogue.reading import read_catalogue
from plangraf.store.embedded import EmbeddedStore
from plangraf.vocabulary import GRAPHS

HEAD = """#+ title: {sv: Mål, en: Goals}
#+ summary: Målen i en plan
#+ sentence: {sv: "Vilka mål har {plan}?", en: "Which goals has {plan}?"}
"""
GOALS = (
    HEAD
    + """#+ params:
#+   plan: {label: {sv: Plan, en: Plan}, values: plans, multiple: true, any: {sv: alla, en: all}}
#+   least: {label: {sv: Minst, en: Least}, min: 1, max: 9}
#+   word: {label: {sv: Ord, en: Word}}
#+ columns:
#+   goalLabel: {label: {sv: Mål, en: Goal}, link: goal}
#+   position: {label: {sv: Nr, en: No.}, type: integer, unit: {sv: st, en: pcs}}
#+   share: {label: {sv: Andel, en: Share}, type: decimal}
#+   due: {label: {sv: Klar, en: Due}, type: date}
#+ chart: {mark: bar, encoding: {x: {field: position}, y: {field: goalLabel}}}
#+ tests: {min_rows: 3}
#+ tags: [goals]
PREFIX pg: <https://w3id.org/plangraf/ns#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?goal (COALESCE(?asked, ?sv) AS ?goalLabel) ?position ?share ?due
WHERE {
  ?goal a pg:Goal ; pg:inPlan ?plan ; schema:position ?position ; skos:prefLabel ?sv .
  FILTER(LANG(?sv) = "sv")
  OPTIONAL { ?goal skos:prefLabel ?asked FILTER(LANG(?asked) = ?_lang) }
  OPTIONAL { ?goal pg:share ?share }
  OPTIONAL { ?goal pg:due ?due }
  FILTER(!BOUND(?__plan_iri) || ?plan = ?__plan_iri)
  FILTER(!BOUND(?__least_integer) || ?position >= ?__least_integer)
  FILTER(!BOUND(?__word) || CONTAINS(?sv, ?__word))
}
ORDER BY ?position ?goal
"""
)
PLANS = """PREFIX pg: <https://w3id.org/plangraf/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?value ?label ?alias WHERE {
  ?value a pg:ActionPlan ; skos:prefLabel ?label FILTER(LANG(?label) = "sv")
  OPTIONAL { ?value skos:prefLabel|skos:altLabel|skos:notation ?alias }
} ORDER BY ?label ?value ?alias
"""
ASK = """#+ title: {sv: Finns mål, en: Any goals}
#+ summary: Finns det mål?
#+ sentence: {sv: "Finns det mål?", en: "Are there goals?"}
PREFIX pg: <https://w3id.org/plangraf/ns#>
ASK { ?goal a pg:Goal }
"""
CONSTRUCT = """#+ title: {sv: Namn, en: Names}
#+ summary: Målens namn
#+ sentence: {sv: "Vad heter målen?", en: "What are the goals called?"}
PREFIX pg: <https://w3id.org/plangraf/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
CONSTRUCT { ?goal skos:prefLabel ?label } WHERE { ?goal a pg:Goal ; skos:prefLabel ?label }
"""
DATA = """@base <https://w3id.org/plangraf/id/> .
@prefix pg: <https://w3id.org/plangraf/ns#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<plan/harryda-2019> a pg:ActionPlan ;
    skos:prefLabel "Handlingsplan Härryda"@sv, "Plan of Härryda"@en ; skos:notation "1401" .
<plan/ale-2020> a pg:ActionPlan ; skos:prefLabel "Handlingsplan Ale"@sv ; skos:notation "1440" .
<goal/harryda-2019/g1> a pg:Goal ; pg:inPlan <plan/harryda-2019> ; schema:position 1 ;
    skos:prefLabel "=Färre köar"@sv, "Fewer queue"@en ;
    pg:share 0.5 ; pg:due "2022-12-31"^^xsd:date .
<goal/harryda-2019/g2> a pg:Goal ; pg:inPlan <plan/harryda-2019> ; schema:position 2 ;
    skos:prefLabel "Fler; \\"trygga\\" & <glada>"@sv .
<goal/ale-2020/g1> a pg:Goal ; pg:inPlan <plan/ale-2020> ; schema:position 3 ;
    skos:prefLabel "Stöd åt alla"@sv .
"""
FILES = {
    "groups.yaml": "goals: {sv: Mål, en: Goals}\n",
    "goals/goals-of-plan.rq": GOALS,
    "goals/any-goals.rq": ASK,
    "goals/goal-names.rq": CONSTRUCT,
    "values/plans.rq": PLANS,
}


def lay(folder: Path, files: dict[str, str]) -> Path:
    """Write files below a `queries` folder and return it."""
    for name, text in files.items():
        path = folder / "queries" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "queries"


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return read_catalogue(lay(tmp_path_factory.mktemp("content"), FILES))


@pytest.fixture(scope="session")
def store() -> EmbeddedStore:
    filled = EmbeddedStore()
    filled.replace(f"{GRAPHS}plans/all", DATA.encode(), "ttl")
    return filled
