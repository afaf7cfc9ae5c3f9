"""What a file of figures holds, and what its parts are called: Turtle about the data set.

So that nobody has to go through all figures to tell, the data set has its number of figures and
the periods that have a value; its parts by property (VoID) how many figures have a value, and of
how many areas there are any. The series has a group of figures, the latest of every place, each of
which points to the first. Names are `rdfs:label`, which the search does not go through: a search
finds the series, not its figures.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rdflib import Literal

from plangraf.language import Text


def extent(series: str, rows: Sequence[dict[str, str]], covered: Sequence[str]) -> Iterator[str]:
    """Write how much there is. `rows` are the latest of each key, `covered` names of periods."""
    yield f"<dataset/{series}> void:entities {len(rows)} ; void:propertyPartition"
    yield f" <dataset/{series}/values> , <dataset/{series}/areas> ."
    if covered:
        named = " , ".join(f"<period/observed/{name}>" for name in covered)
        yield f"<dataset/{series}> dcterms:temporal {named} ."
    yield (
        f"<dataset/{series}/values> a void:Dataset ; void:property sdmx-measure:obsValue ;"
        f" void:triples {sum(bool(row['value']) for row in rows)} ."
    )
    yield (
        f"<dataset/{series}/areas> a void:Dataset ; void:property sdmx-dimension:refArea ;"
        f" void:distinctObjects {len({row['area'] for row in rows})} ."
    )


def ends(series: str, title: str, dated: Iterable[tuple[str, date, str]]) -> Iterator[str]:
    """Write which figures are the latest of their place and age, and what each of them began with.

    `dated` are those that count, both sexes together and with a value: what each is about, the last
    day of its period, its name. Several that end on the same day are all the latest.
    """
    days: dict[str, dict[date, list[str]]] = defaultdict(lambda: defaultdict(list))
    for about, day, name in dated:
        days[about][day].append(f"<{name}>")
    if not days:
        return
    group = f"dataset/{series}/latest"
    latest = [name for found in days.values() for name in found[max(found)]]
    yield (
        f"<series/{series}> qb:observationGroup <{group}> . <{group}> a qb:ObservationGroup ;"
        f" dcterms:type <figure-group/latest> ; qb:observation {' , '.join(latest)} ."
    )
    yield _labels(group, Text("Senaste siffror", "Latest figures"), title, series)
    for found in days.values():
        for name in found[max(found)]:
            yield f"{name} dcat:first {' , '.join(found[min(found)])} ."


def names(series: str, title: str, retrievals: Iterable[str]) -> Iterator[str]:
    """Name what a person may open: the data set, its parts and the readings."""
    named = {
        f"dataset/{series}": Text("Siffror", "Figures"),
        f"dataset/{series}/values": Text("Siffror med värde", "Figures with a value"),
        f"dataset/{series}/areas": Text("Områden med siffror", "Areas with figures"),
    }
    named |= {f"retrieval/{series}/{name}": Text("Avläsning", "Reading") for name in retrievals}
    for thing, what in named.items():
        yield _labels(thing, what, title, series)


def _labels(thing: str, what: Text, title: str, series: str) -> str:
    """Write what a thing is called in both languages."""
    swedish = Literal(f"{what.sv}: {title}", lang="sv").n3()
    english = Literal(f"{what.en}: {series}", lang="en").n3()
    return f"<{thing}> rdfs:label {swedish} , {english} ."
