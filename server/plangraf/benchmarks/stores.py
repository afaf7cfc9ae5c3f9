"""The embedded store beside rdflib's memory store: filling, looking up, joining, counting, writing.

Both hold the shipped content; every query is checked to give the same number of rows in both
before it is timed.
"""

import io
from collections.abc import Iterator

from rdflib import Dataset, Graph

from plangraf.benchmarks.timing import Measured, side_by_side
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.interface import describing
from plangraf.store.loading import load_files
from plangraf.vocabulary import PGID, PREFIXES
from plangraf.workspace import Workspace

QUERIES = {
    "lookup": f"SELECT ?p ?o WHERE {{ <{PGID}goal/harryda-2019-2022/adults-1.1> ?p ?o }}",
    "goal-actor-join": """SELECT ?goal ?actor WHERE {
        ?activity a pg:Activity ; pg:contributesTo ?goal ; pg:responsibleActor ?unit .
        ?unit org:subOrganizationOf* ?actor }""",
    "count-by-topic": """SELECT ?topic (COUNT(?thing) AS ?n) WHERE {
        ?thing dcterms:subject ?topic } GROUP BY ?topic""",
    "text": """SELECT ?thing WHERE { ?thing skos:prefLabel ?text
        FILTER(CONTAINS(LCASE(STR(?text)), "suicid")) }""",
    "evidence": """SELECT ?thing ?exact WHERE {
        ?thing a pg:Goal ; pg:evidence/oa:hasSelector/oa:exact ?exact }""",
}
_HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


def measure(workspace: Workspace, runs: int) -> Iterator[Measured]:
    """Yield one row per piece of work."""
    files = workspace.files

    def fill() -> EmbeddedStore:
        store = EmbeddedStore()
        load_files(store, files)
        return store

    def fill_rdflib() -> Graph:
        dataset = Dataset(default_union=True)
        for file in files:
            if not describing(file.graph):
                dataset.graph(file.graph).parse(data=file.read(), format=_FORMATS[file.format])
        return dataset

    yield side_by_side("fill", fill, "rdflib", fill_rdflib, max(1, runs // 5))
    store, peer = fill(), fill_rdflib()
    for name, query in QUERIES.items():
        text = _HEAD + query

        def ours(text: str = text) -> int:
            out = io.BytesIO()
            store.query(text).write(out, "json")
            return len(out.getvalue())

        def theirs(text: str = text) -> int:
            return len(peer.query(text).serialize(format="json") or b"")

        found, expected = len(list(store.query(text).rows())), len(list(peer.query(text)))
        if found != expected:
            raise AssertionError(f"{name}: {found} rows, rdflib {expected}")
        yield side_by_side(name, ours, "rdflib", theirs, runs)


_FORMATS = {"ttl": "turtle", "nt": "nt"}
