"""A second, independent reading of both sources says the same as the plans, but for named places.

The readings in tests/content/readings/ were written from the source texts, not from the plans.
Where the two differ the difference is named here with its reason; one that no longer differs is an
error.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from plangraf.store.embedded import EmbeddedStore
from plangraf.vocabulary import PGID, PREFIXES

HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
HARRYDA, OSTERGOTLAND = (f"{PGID}plan/{n}" for n in ("harryda-2019-2022", "ostergotland-2019"))

# first words of a text → why the plan has it otherwise (docs/decisions/0009)
DIFFERENT = {
    "Implementering av Circle of Security": "the sentence on the purpose became pg:purpose",
    "Närvaroteam och SAMSS team": "the sentence on what the teams offer became a description",
    "Identifiera ytterligare samverkan": "a split compound, corrected",
    "Fortsätta pågående arbete med kompetensutveckling": "SPiSS belongs to the list before it",
    "Ett viktigt utvecklingsområde är att tydliggöra": "an activity of its own, not a description",
}


def reading(root: Path, plan: str) -> Any:
    path = root / "tests" / "content" / "readings" / f"{plan}.yaml"
    return yaml.safe_load(path.read_text("utf-8"))


def asked(store: EmbeddedStore, query: str) -> set[tuple[str, ...]]:
    """Rows as text, things by the last parts of their names."""
    rows = store.query(HEAD + query).rows()
    return {tuple(str(cell or "").removeprefix(str(PGID)) for cell in row) for row in rows}


def compared(ours: set[tuple[str, ...]], theirs: set[tuple[str, ...]]) -> set[str]:
    """Return the named places in which the two differ; fail on any other difference."""
    used = set()
    for row in ours ^ theirs:
        place = next((p for p in DIFFERENT for cell in row if cell.startswith(p)), None)
        assert place is not None, f"{row} is only in {'the plan' if row in ours else 'the reading'}"
        used.add(place)
    return used


@pytest.fixture(scope="module")
def harryda(root: Path) -> Any:
    return reading(root, "harryda-2019-2022")


def test_goals(filled: EmbeddedStore, harryda: Any) -> None:
    ours = asked(
        filled,
        f"SELECT ?g ?n ?t WHERE {{ ?g a pg:Goal ; pg:inPlan <{HARRYDA}> ; skos:prefLabel ?t ; "
        'pg:focusArea/schema:position ?n FILTER(LANG(?t) = "sv") }',
    )
    theirs = {
        (f"goal/harryda-2019-2022/{g['goal']}", str(g["area"]), g["text"]) for g in harryda["goals"]
    }
    assert ours == theirs
    assert len(ours) == 15


def test_activities_and_sub_activities_with_their_actors(
    filled: EmbeddedStore, harryda: Any
) -> None:
    ours = asked(
        filled,
        f"SELECT ?g ?t ?actor WHERE {{ ?a a pg:Activity ; pg:inPlan <{HARRYDA}> ; "
        "skos:prefLabel ?t ; pg:contributesTo ?g ; pg:responsibleActor ?actor "
        'FILTER(LANG(?t) = "sv") }',
    ) | asked(
        filled,
        f"SELECT ?at ?t ?actor WHERE {{ ?s a pg:SubActivity ; pg:inPlan <{HARRYDA}> ; "
        "skos:prefLabel ?t ; pg:subActivityOf ?a ; pg:responsibleActor ?actor . "
        "?a pg:contributesTo ?g ; skos:prefLabel ?at "
        'FILTER(LANG(?t) = "sv") }',
    )
    theirs: set[tuple[str, ...]] = set()
    for activity in harryda["activities"]:
        goal = f"goal/harryda-2019-2022/{activity['goal']}"
        theirs |= {(goal, activity["text"], f"actor/{a}") for a in activity["actors"]}
        for sub in activity["sub_activities"]:
            theirs |= {(activity["text"], sub["text"], f"actor/{a}") for a in sub["actors"]}
    assert len(theirs) > 60
    assert compared(ours, theirs) == {
        "Implementering av Circle of Security",
        "Närvaroteam och SAMSS team",
    }


def test_counts(filled: EmbeddedStore, harryda: Any) -> None:
    assert len(harryda["activities"]) == 29
    assert sum(len(a["sub_activities"]) for a in harryda["activities"]) == 40
    for kind, number in (("Activity", 29), ("SubActivity", 40), ("Indicator", 45), ("Need", 31)):
        found = asked(filled, f"SELECT ?x WHERE {{ ?x a pg:{kind} ; pg:inPlan <{HARRYDA}> }}")
        assert len(found) == number, kind


def test_indicators_with_scope_goals_measurement_and_marker(
    filled: EmbeddedStore, harryda: Any
) -> None:
    ours = asked(
        filled,
        f"SELECT ?s ?t ?g ?m ?mark WHERE {{ ?i a pg:Indicator ; pg:inPlan <{HARRYDA}> ; "
        "skos:prefLabel ?t ; pg:indicatorScope ?s . ?g pg:hasIndicator ?i "
        "OPTIONAL { ?i pg:measurementType ?m } OPTIONAL { ?i pg:sourceMarker ?mark } "
        'FILTER(LANG(?t) = "sv") }',
    )
    theirs = {
        (
            f"indicator-scope/{i['scope']}",
            i["text"],
            f"goal/harryda-2019-2022/{goal}",
            f"measurement-type/{i['measurement']}" if i["measurement"] else "",
            i["marker"] or "",
        )
        for i in harryda["indicators"]
        for goal in i["goals"]
    }
    assert ours == theirs
    assert len(theirs) == 55


def test_needs_in_their_order(filled: EmbeddedStore, harryda: Any) -> None:
    rows = filled.query(
        f"{HEAD}SELECT ?t WHERE {{ ?n a pg:Need ; pg:inPlan <{HARRYDA}> ; skos:prefLabel ?t ; "
        'schema:position ?p FILTER(LANG(?t) = "sv") } ORDER BY ?p'
    ).rows()
    printed = [text for group in harryda["needs"].values() for text in group]
    assert [str(row[0]) for row in rows] == printed


def test_the_cells_of_ostergotland(root: Path, filled: EmbeddedStore) -> None:
    second = reading(root, "ostergotland-2019")
    ours = asked(
        filled,
        f"SELECT ?area ?c ?h ?t WHERE {{ ?a a pg:Activity ; pg:inPlan <{OSTERGOTLAND}> ; "
        "skos:prefLabel ?t ; pg:focusArea ?area ; pg:workCategory ?c ; pg:timeHorizon ?h }",
    )
    theirs: set[tuple[str, ...]] = {
        (
            f"focus-area/ostergotland-2019/{a['area']}",
            f"work-category/{a['category']}",
            f"period/{a['horizon']}",
            a["text"],
        )
        for a in second["activities"]
    }
    assert len(theirs) == 140
    assert compared(ours, theirs) == {
        "Identifiera ytterligare samverkan",
        "Fortsätta pågående arbete med kompetensutveckling",
        "Ett viktigt utvecklingsområde är att tydliggöra",
    }
    areas = asked(
        filled,
        f"SELECT ?t WHERE {{ ?a a pg:FocusArea ; pg:inPlan <{OSTERGOTLAND}> ; skos:prefLabel ?t "
        'FILTER(LANG(?t) = "sv") }',
    )
    assert areas == {(text,) for text in second["areas"]}
