"""The list of all indicators: by plan, with goals and the national series that is most alike."""

from dataclasses import dataclass

from plangraf.language import Language
from plangraf.store.interface import Term
from plangraf.web.things.labels import Labels
from plangraf.web.things.links import Link, links_of
from plangraf.web.things.statements import Statements


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator. `link` is its best national counterpart, `gap` the record of finding none."""

    indicator: Term
    goals: tuple[Term, ...]
    link: Link | None
    others: int
    gap: Link | None


def indicator_rows(
    about: Statements, labels: Labels, language: Language
) -> list[tuple[Term, list[IndicatorRow]]]:
    """Return the indicators of each plan, in the order of the source."""
    plans: dict[Term, list[IndicatorRow]] = {}
    for indicator in about.in_order(about.of_type("pg:Indicator")):
        links = links_of(indicator, about, language)
        good = [k for k in links if k.positive]
        row = IndicatorRow(
            indicator,
            tuple(about.in_order(about.subjects("pg:hasIndicator", indicator))),
            good[0] if good else None,
            max(0, len(good) - 1),
            next((k for k in links if k.gap), None),
        )
        for plan in about.all(indicator, "pg:inPlan"):
            plans.setdefault(plan, []).append(row)
    return [(plan, plans[plan]) for plan in labels.sorted(plans)]
