"""Series that the content describes though no catalogue lists them: complements, waiting times.

Turns `data/statistics/series.ttl` into entries to search among, so that what plans can be linked to
can also be found.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rdflib import Literal
from rdflib.namespace import DCTERMS, SKOS

from plangraf.content.series import SeriesEntry
from plangraf.store.interface import Term
from plangraf.store.parsing import parse_triples
from plangraf.vocabulary import PGID

DESCRIPTIONS: Final = Path("data/statistics/series.ttl")
_SERIES: Final = f"{PGID}series/"


def described_entries(root: Path) -> Iterator[SeriesEntry]:
    """Yield every series that is described, in the order of the file; none without the file."""
    place = root / DESCRIPTIONS
    if not place.exists():
        return
    told: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in parse_triples(place.read_bytes(), "ttl", base=str(PGID)):
        if str(subject).startswith(_SERIES):
            told[str(subject).removeprefix(_SERIES)][str(predicate)].append(value)
    for path, facts in told.items():
        yield SeriesEntry(
            path=path,
            code=next(iter(map(str, facts[str(SKOS.notation)])), path),
            title=_swedish(facts[str(SKOS.prefLabel)]),
            levels=tuple(str(area).rsplit("/", 1)[-1] for area in facts[str(DCTERMS.coverage)]),
        )


def _swedish(labels: list[Term]) -> str:
    return next((str(x) for x in labels if isinstance(x, Literal) and x.language == "sv"), "")
