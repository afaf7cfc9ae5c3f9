"""What is to be linked, the indicators of plans, and the links that there are already.

Turns the graph into subjects with what is known of them, and the mapping set into its rows. The two
queries are constants: they have no parameter and no page, and nobody else asks them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plangraf.content.mappings import MappingRow, read_mapping_set
from plangraf.errors import ContentError
from plangraf.language import Text
from plangraf.linking.checking import SERIES
from plangraf.linking.ranking import Wanted
from plangraf.store.interface import Store
from plangraf.vocabulary import PGID

LINKS: Final = Path("data/links/indicator-series.sssom.tsv")
_INDICATORS: Final = """
PREFIX pg: <https://w3id.org/plangraf/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?indicator ?label ?scope ?min ?max ?plan WHERE {
  ?indicator a pg:Indicator ; pg:inPlan ?plan ; skos:prefLabel ?label .
  FILTER(LANG(?label) = "sv")
  OPTIONAL { ?indicator pg:indicatorScope ?scope }
  OPTIONAL { ?indicator pg:ageMin ?min }
  OPTIONAL { ?indicator pg:ageMax ?max }
}
ORDER BY ?plan ?indicator
"""
_SERIES: Final = """
PREFIX pg: <https://w3id.org/plangraf/ns#>
PREFIX pgid: <https://w3id.org/plangraf/id/>
PREFIX sdmx-attribute: <http://purl.org/linked-data/sdmx/2009/attribute#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?series ?title ?unit WHERE {
  ?series a pg:Indicator ; skos:inScheme <https://w3id.org/plangraf/id/scheme/series> ;
    skos:prefLabel ?title ; sdmx-attribute:unitMeasure ?unit .
  FILTER(LANG(?title) = "sv")
}
ORDER BY ?series
"""


@dataclass(frozen=True)
class PlanIndicator:
    """An indicator of a plan: its path below the base, its plan's name and what is known of it."""

    path: str
    plan: str
    wanted: Wanted


@dataclass(frozen=True)
class DescribedSeries:
    """A series as described in the store."""

    path: str
    title: str
    unit: str


def plan_indicators(store: Store) -> Iterator[PlanIndicator]:
    """Yield every indicator of every plan."""
    for indicator, label, scope, low, high, plan in store.query(_INDICATORS).rows():
        yield PlanIndicator(
            path=str(indicator).removeprefix(PGID),
            plan=str(plan).rsplit("/", 1)[-1],
            wanted=Wanted(
                label=str(label),
                scope=str(scope).rsplit("/", 1)[-1] if scope is not None else None,
                age_min=int(low) if low is not None else None,
                age_max=int(high) if high is not None else None,
            ),
        )


def described_series(store: Store) -> Iterator[DescribedSeries]:
    """Yield every series that is described."""
    for series, title, unit in store.query(_SERIES).rows():
        path = str(series).removeprefix(f"{PGID}series/")
        yield DescribedSeries(path, str(title), str(unit).rsplit("/", 1)[-1])


def read_links(root: Path) -> list[MappingRow]:
    """Read the rows of the mapping set below a content root."""
    place = root / LINKS
    try:
        return read_mapping_set(place.read_text("utf-8"), LINKS.as_posix())[1]
    except OSError as error:
        raise ContentError(
            Text(
                f"Kopplingarna går inte att läsa: {error.strerror}.",
                f"The links cannot be read: {error.strerror}.",
            ),
            place=str(place),
        ) from None


def linked_series(rows: Iterable[MappingRow]) -> Counter[str]:
    """Return the paths of all series that are linked to, with the number of links to each."""
    targets = (row.slots["object_id"] for row in rows if row.slots.get("predicate_modifier") == "")
    return Counter(one.removeprefix(SERIES) for one in targets if one.startswith(SERIES))
