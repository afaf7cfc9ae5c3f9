"""`plangraf plan list`: the plans of a store; of one plan every version, when and by whom."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

import click
from rdflib import PROV, URIRef

from plangraf.cli.main import language
from plangraf.errors import UnknownName
from plangraf.language import Language, Text
from plangraf.plans.publishing.versions import (
    PLANS,
    VERSIONS,
    plan_graph,
    publications,
    version_graph,
    versions,
)
from plangraf.settings import Settings
from plangraf.store.interface import Store
from plangraf.vocabulary import PGID
from plangraf.workspace import Workspace


@click.command("list")
@click.argument("plan", required=False)
@click.option("--store", "place", default=None, help="Mapp eller adress / folder or address.")
@click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
@click.pass_context
def command(context: click.Context, plan: str | None, place: str | None, lang: str | None) -> None:
    """Lista planerna, eller en plans versioner. / List the plans, or the versions of one."""
    settings: Settings = context.obj
    store = Workspace.open(settings.with_(store=place)).store
    spoken = language(context)
    if plan is not None:
        _versions(store, plan)
        return
    graphs = store.graphs()
    kept = Counter(
        name.removeprefix(VERSIONS).rpartition("/")[0]
        for name in graphs
        if name.startswith(VERSIONS)
    )
    labels = _labels(store)
    for name in graphs:
        if name.startswith(PLANS):
            plan = name.removeprefix(PLANS)
            print(_line(plan, labels.get(name, {}), kept[plan], spoken))


def _labels(store: Store) -> dict[str, dict[str, str]]:
    """What the plans are called, by graph and language."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for graph, plan, label in store.query(_LABELS).rows():
        if plan_graph(str(plan).removeprefix(f"{PGID}plan/")) == str(graph):
            found[str(graph)][str(getattr(label, "language", ""))] = str(label)
    return found


def _line(plan: str, labels: Mapping[str, str], kept: int, spoken: Language) -> str:
    sv, en = ("version", "version") if kept == 1 else ("versioner", "versions")
    words = Text(f" ({kept} {sv})", f" ({kept} {en})")
    return (
        f"{plan}\t{labels.get(spoken) or labels.get('sv', '')}{words.in_(spoken) if kept else ''}"
    )


def _versions(store: Store, plan: str) -> None:
    """One line a version: its name, when it was published, by whom, from which file."""
    log, kept = publications(store, plan), versions(store, plan)
    if not kept:
        raise UnknownName(
            Text(
                f"Planen {plan} har inga publicerade versioner.",
                f"The plan {plan} has no published versions.",
            )
        )
    for version in kept:
        node = URIRef(version_graph(plan, version))
        acts = sorted(log.objects(node, PROV.wasGeneratedBy), key=str)
        told = [
            "\t".join(
                str(value)
                for value in (
                    log.value(act, PROV.endedAtTime),
                    log.value(act, PROV.wasAssociatedWith),
                    *(log.value(file, _TITLE) for file in log.objects(act, PROV.used)),
                )
                if value is not None
            )
            for act in acts
        ]
        print("\n".join(f"{version}\t{line}" for line in told or ["–"]))


_TITLE: Final = URIRef("http://purl.org/dc/terms/title")
_LABELS: Final = """
PREFIX pg: <https://w3id.org/plangraf/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?graph ?plan ?label WHERE { GRAPH ?graph { ?plan a pg:ActionPlan ; skos:prefLabel ?label } }
"""
