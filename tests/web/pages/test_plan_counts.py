"""The figures of a plan on every page are the data's own."""

import pytest

from plangraf.store.embedded import EmbeddedStore
from tests.web.pages.conftest import markup
from tests.web.serving import Server


def count(store: EmbeddedStore, pattern: str) -> int:
    rows = store.query(
        "PREFIX pg: <https://w3id.org/plangraf/ns#> PREFIX pgid: <https://w3id.org/plangraf/id/> "
        "PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX sssom: <https://w3id.org/sssom/> "
        f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}"
    ).rows()
    return int(str(next(iter(rows))[0]))


def test_the_start_page_counts_what_is_there(whole: Server, filled: EmbeddedStore) -> None:
    text = markup(whole, "/").text
    for plan in ("harryda-2019-2022", "ostergotland-2019"):
        inside = f"?x pg:inPlan <https://w3id.org/plangraf/id/plan/{plan}> ; a pg:"
        assert f"{count(filled, f'{inside}FocusArea')} områden" in text


@pytest.mark.parametrize("page", ["start", "plans", "plan", "compare"])
def test_what_is_derived_or_only_stated_is_counted_apart(
    whole: Server, filled: EmbeddedStore, page: str
) -> None:
    status = "<https://w3id.org/plangraf/id/assertion-status/derived>"
    form = "<https://w3id.org/plangraf/id/activity-type/statement>"
    for plan in ("harryda-2019-2022", "ostergotland-2019"):
        path = {"start": "/", "plan": f"/id/plan/{plan}"}.get(page, f"/{page}")
        text = markup(whole, path).text
        inside = f"?x pg:inPlan <https://w3id.org/plangraf/id/plan/{plan}> ; a pg:"
        derived = count(filled, f"{inside}Goal ; pg:assertionStatus {status}")
        stating = count(filled, f"{inside}Activity ; <http://purl.org/dc/terms/type> {form}")
        goals = count(filled, f"{inside}Goal") - derived
        activities = count(filled, f"{inside}Activity") - stating
        assert bool(derived) == bool(stating) == (plan == "ostergotland-2019")
        if derived:
            assert f"{derived} härledda mål" in text
            assert f"{stating} påståenden" in text
        if page != "plans":
            assert f"{activities} aktiviteter" in text
            assert not goals or f"{goals} mål" in text
