"""`plangraf plan list`: the plans of a store; of one plan every version, when and by whom."""

import click
from rdflib import PROV, SKOS, URIRef

from plangraf.cli.main import language
from plangraf.errors import UnknownName
from plangraf.language import Language, Text
from plangraf.plans.versions import PLANS, current, publications, version_graph, versions
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
    for name in store.graphs():
        if name.startswith(PLANS):
            print(_line(store, name.removeprefix(PLANS), spoken))


def _line(store: Store, plan: str, spoken: Language) -> str:
    labels = {
        getattr(label, "language", ""): str(label)
        for label in current(store, plan).objects(PGID[f"plan/{plan}"], SKOS.prefLabel)
    }
    kept = len(versions(store, plan))
    words = Text(f" ({kept} versioner)", f" ({kept} versions)")
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


_TITLE = URIRef("http://purl.org/dc/terms/title")
