"""`plangraf plan template|import|export|diff|publish|list`: plans in and out, without RDF.

Exit codes: 0 fine, 1 something to look at (an error on import, a difference with --exit-code, a
plan that does not conform), 2 wrong use or a file that cannot be read.
"""

import getpass
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import click
from rdflib import RDF, SKOS, Graph, URIRef

from plangraf import __version__
from plangraf.cli.main import language
from plangraf.content.formatting import format_turtle
from plangraf.content.locating import content_root
from plangraf.errors import PlangrafError, UnknownName, UnreadableInput, WrongUse
from plangraf.language import Text
from plangraf.plans import diff_rendering, report
from plangraf.plans.differ import compare_plans, summary
from plangraf.plans.documents import PlanText, write_html, write_markdown, write_stratml
from plangraf.plans.exporting import export_form
from plangraf.plans.importing import Imported, import_plan
from plangraf.plans.lookups import Lookups
from plangraf.plans.mapping import TableMapping, parse_mapping, render_mapping
from plangraf.plans.publishing import DoesNotConform, current, plan_graph, publish, versions
from plangraf.plans.reading import SUFFIXES, read_plan_file
from plangraf.plans.readings import Wishes, source_of
from plangraf.plans.template import write_plan_template
from plangraf.plans.workbook_writing import write_tables
from plangraf.plans.writing import sheets, write_csv, write_yaml
from plangraf.settings import Settings
from plangraf.store.interface import Store, Triple
from plangraf.store.parsing import plain_graph
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Report, Severity
from plangraf.validation.reading import Document, Places, read_document
from plangraf.validation.rendering.choosing import render
from plangraf.vocabulary import GRAPHS, PG, PGID
from plangraf.workspace import Workspace

FORMATS = ("xlsx", "csv", "yaml", "md", "html", "stratml", "ttl")
_lang = click.option("--lang", type=click.Choice(["sv", "en"]), help="Språk / language.")
_output = click.option("-o", "--output", type=click.Path(dir_okay=False), help="Fil / file.")


@click.group("plan")
def command() -> None:
    """Planer in och ut: mall, import, export, jämförelse, publicering. / Plans in and out."""


@command.command("template")
@_output
@_lang
@click.pass_context
def template(context: click.Context, output: str | None, lang: str | None) -> None:
    """Skriv en tom arbetsbok. / Write an empty workbook."""
    settings: Settings = context.obj
    data = write_plan_template(content_root(settings.content), language(context))
    _give(data, output or "plan.xlsx")


@command.command("import")
@click.argument("file", type=click.Path())
@_output
@click.option(
    "--format",
    "form",
    type=click.Choice(["ttl", "yaml", "csv", "xlsx"]),
    default="ttl",
    show_default=True,
)
@click.option(
    "--mapping", type=click.Path(dir_okay=False), help="Rättad mappning / corrected mapping (YAML)."
)
@click.option(
    "--write-mapping", type=click.Path(dir_okay=False), help="Skriv mappningen hit / write it here."
)
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False),
    help="Rapport / report (.json, .txt).",
)
@click.option("--id", "plan", default="", help="Planens id / the plan's id: nydala-2024-2027.")
@click.option("--title", default="", help="Planens namn / its name.")
@click.option("--publisher", default="", help="Avsändare / publisher.")
@click.option("--period", default="", help="Giltighetstid / validity: 2024–2027.")
@click.option("--level", default="", help="lokal, regional, nationell / local, regional, national.")
@click.option("--area", default="", help="Kommunkod eller namn / code or name of the area.")
@click.option(
    "--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="Lägets datum / date of the statuses."
)
@_lang
@click.pass_context
def import_(
    context: click.Context,
    file: str,
    output: str | None,
    form: str,
    mapping: str | None,
    write_mapping: str | None,
    report_file: str | None,
    plan: str,
    title: str,
    publisher: str,
    period: str,
    level: str,
    area: str,
    on: datetime | None,
    lang: str | None,
) -> None:
    """Läs en arbetsbok, tabell eller YAML till en plan. / Read a workbook, table or YAML."""
    settings: Settings = context.obj
    wishes = Wishes(plan, title, publisher, period, level, area, on.date() if on else None)
    root = content_root(settings.content)
    imported = _import(Path(file), root, wishes, mapping)
    data = (
        format_turtle(imported.graph).encode()
        if form == "ttl"
        else _written(imported.graph, imported.plan, form, root, context)
    )
    if output:
        _give(data, output)
    elif form != "xlsx":
        sys.stdout.write(data.decode())
    if write_mapping:
        tables = [t.mapping for t in imported.reading.tables]
        Path(write_mapping).write_text(render_mapping(tables, Path(file).name), "utf-8")
    told = report.render_text(imported, language(context))
    if report_file:
        text = report.render_json(imported) if report_file.endswith(".json") else told
        Path(report_file).write_text(text, "utf-8")
    print(told, file=sys.stderr, end="")
    failed = any(p.severity is Severity.VIOLATION for p in imported.notes.problems)
    sys.exit(1 if failed else 0)


def _import(path: Path, root: Path, wishes: Wishes, mapping: str | None) -> Imported:
    given: list[TableMapping] = []
    if mapping:
        try:
            given = parse_mapping(Path(mapping).read_text("utf-8"), mapping)
        except OSError as error:
            raise UnreadableInput(
                Text(
                    f"Mappningen kan inte läsas: {error.strerror}.",
                    f"The mapping cannot be read: {error.strerror}.",
                ),
                place=mapping,
            ) from None
    return import_plan(read_plan_file(path, root, given), root, wishes)


@command.command("export")
@click.argument("plan")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Annars av filens ändelse / else by the suffix.",
)
@_output
@_lang
@click.pass_context
def export(
    context: click.Context, plan: str, form: str | None, output: str | None, lang: str | None
) -> None:
    """Skriv ut en plan ur grafen eller ur en fil. / Write a plan of the graph, or of a file."""
    settings: Settings = context.obj
    root = content_root(settings.content)
    suffix = Path(output).suffix.lower().lstrip(".") if output else ""
    chosen = form or {"yml": "yaml", "xml": "stratml", "htm": "html"}.get(suffix, suffix) or "xlsx"
    if chosen not in FORMATS:
        raise WrongUse(
            Text(f"Formatet ”{chosen}” finns inte.", f"There is no format “{chosen}”."),
            remedy=Text(f"Välj: {', '.join(FORMATS)}.", f"Choose: {', '.join(FORMATS)}."),
        )
    graph, slug = _plan(settings, plan, root)
    data = _written(graph, slug, chosen, root, context)
    if output is None and chosen != "xlsx":
        sys.stdout.write(data.decode())
    else:
        _give(data, output or f"{slug}.{chosen}")


def _written(graph: Graph, slug: str, form: str, root: Path, context: click.Context) -> bytes:
    spoken = language(context)
    text = PlanText(graph, slug, Lookups(root, slug), spoken)
    if form == "ttl":
        return format_turtle(graph).encode()
    if form == "md":
        return write_markdown(text).encode()
    if form == "html":
        return write_html(text).encode()
    if form == "stratml":
        return write_stratml(text)
    whole = export_form(graph, slug, root)
    if form == "csv":
        return write_csv(whole, __version__)
    if form == "yaml":
        return write_yaml(whole, __version__)
    return write_tables(sheets(whole, __version__, spoken))


def _plan(
    settings: Settings, name: str, root: Path, wishes: Wishes = Wishes()
) -> tuple[Graph, str]:
    """Return a plan by the name of its graph or of a file, with its slug."""
    path = Path(name)
    if path.suffix.lower() in SUFFIXES:
        imported = _import(path, root, wishes, None)
        return imported.graph, imported.plan
    if path.suffix:
        graph = plain_graph(read_document(path).triples)
        return graph, _slug(graph, path)
    store = Workspace.open(settings).store
    slug = name.rpartition("/")[2]
    if plan_graph(slug) not in store.graphs():
        known = sorted(
            g.rpartition("/")[2] for g in store.graphs() if g.startswith(f"{GRAPHS}plans/")
        )
        raise UnknownName(
            Text(f"Det finns ingen plan ”{name}”.", f"There is no plan “{name}”."),
            nearest=tuple(known),
            remedy=Text(f"Planer: {', '.join(known)}.", f"Plans: {', '.join(known)}."),
        )
    return current(store, slug), slug


def _slug(graph: Graph, path: Path) -> str:
    """Return the plan that a file describes: the one most things are in."""
    counts = [
        (len(set(graph.subjects(PG.inPlan, node))), str(node))
        for node in set(graph.subjects(RDF.type, PG.ActionPlan))
    ]
    if not counts:
        raise UnreadableInput(
            Text("Filen innehåller ingen plan.", "The file holds no plan."), place=str(path)
        )
    return max(counts)[1].removeprefix(f"{PGID}plan/")


@command.command("diff")
@click.argument("before")
@click.argument("after")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
)
@click.option(
    "--exit-code", is_flag=True, help="Slutkod 1 om de skiljer sig / exit 1 if they differ."
)
@_output
@_lang
@click.pass_context
def diff(
    context: click.Context,
    before: str,
    after: str,
    form: str,
    exit_code: bool,
    output: str | None,
    lang: str | None,
) -> None:
    """Jämför två versioner eller filer. / Compare two versions or files."""
    settings: Settings = context.obj
    root = content_root(settings.content)
    old, slug = _plan(settings, before, root)
    new, _ = _plan(
        settings,
        after,
        root,
        Wishes(plan="" if Path(after).suffix.lower() not in SUFFIXES else slug),
    )
    found = compare_plans(old, new, Lookups(root, slug), (before, after))
    told = (
        diff_rendering.render_json(found)
        if form == "json"
        else diff_rendering.render_html(found, language(context))
        if form == "html"
        else diff_rendering.render_text(found, language(context))
    )
    if output:
        Path(output).write_text(told, "utf-8")
    else:
        sys.stdout.write(told)
    sys.exit(1 if exit_code and found.differences else 0)


@command.command("publish")
@click.argument("files", nargs=-1, required=True, type=click.Path())
@click.option("--store", "place", required=True, help="Mapp eller adress / folder or address.")
@click.option("--profile", default="core", show_default=True, help="core, publishable.")
@click.option("--id", "plan", default="", help="Planens id / the plan's id.")
@click.option(
    "--if-match", "expected", default=None, help="Versionen du såg / the version you saw."
)
@click.option("--by", "who", default="", help="Vem / who.")
@click.option("--dry-run", is_flag=True, help="Visa bara skillnaden / only show the difference.")
@_lang
@click.pass_context
def publish_(
    context: click.Context,
    files: tuple[str, ...],
    place: str,
    profile: str,
    plan: str,
    expected: str | None,
    who: str,
    dry_run: bool,
    lang: str | None,
) -> None:
    """Pröva, jämför och lägg planer i lagret. / Check, compare and store plans."""
    settings: Settings = context.obj
    spoken = language(context)
    root = content_root(settings.content)
    if plan and len(files) > 1:
        raise WrongUse(Text("--id gäller en fil i taget.", "--id is for one file at a time."))
    checker = Checker.of(root, profile)
    store = Workspace.open(settings.with_(store=place)).store
    failed = 0
    hidden = not sys.stderr.isatty() or len(files) == 1
    with click.progressbar(files, file=sys.stderr, hidden=hidden) as bar:
        for file in bar:
            try:
                failed += _publish_one(
                    Path(file),
                    root,
                    checker,
                    store,
                    Wishes(plan=plan),
                    expected,
                    who,
                    dry_run,
                    context,
                )
            except DoesNotConform as refusal:
                failed += 1
                print(render(refusal.report, "text", spoken), end="")
                print(f"{file}: {refusal.render(spoken)}")
            except PlangrafError as error:
                if len(files) == 1:
                    raise
                failed += 1
                print(f"{file}: {error.render(spoken)}")
    store.close()
    sys.exit(1 if failed else 0)


def _publish_one(
    path: Path,
    root: Path,
    checker: Checker,
    store: Store,
    wishes: Wishes,
    expected: str | None,
    who: str,
    dry_run: bool,
    context: click.Context,
) -> int:
    spoken = language(context)
    places: Places | None = None
    if path.suffix.lower() in SUFFIXES:
        imported = _import(path, root, wishes, None)
        graph, slug, source, places = (
            imported.graph,
            imported.plan,
            imported.reading.source,
            imported.places,
        )
    else:
        document = read_document(path)
        graph = plain_graph(document.triples)
        slug = wishes.plan or _slug(graph, path)
        source = source_of(document.data, path.name)
    lookups = Lookups(root, slug)

    def check(data: bytes) -> Report:
        return checker.check([_document(path, graph, data, places)])

    if dry_run:
        found = compare_plans(current(store, slug), graph, lookups, (slug, path.name))
        print(diff_rendering.render_text(found, spoken), end="")
        checked = check(format_turtle(graph).encode())
        return 0 if checked.conforms else 1
    done = publish(
        store,
        slug,
        graph,
        lookups,
        check=check,
        who=who or getpass.getuser(),
        when=datetime.now(UTC),
        source=source,
        expected=expected,
    )
    words = Text("publicerad", "published") if done.changed else Text("oförändrad", "unchanged")
    print(f"{slug}: {words.in_(spoken)}, version {done.version}; {summary(done.diff, spoken)}")
    return 0


@command.command("list")
@click.option("--store", "place", default=None, help="Mapp eller adress / folder or address.")
@_lang
@click.pass_context
def list_(context: click.Context, place: str | None, lang: str | None) -> None:
    """Lista planerna och deras versioner. / List the plans and their versions."""
    settings: Settings = context.obj
    store = Workspace.open(settings.with_(store=place)).store
    for name in store.graphs():
        if name.startswith(f"{GRAPHS}plans/"):
            slug = name.removeprefix(f"{GRAPHS}plans/")
            graph = current(store, slug)
            labels = {
                getattr(o, "language", ""): str(o)
                for o in graph.objects(_node(slug), SKOS.prefLabel)
            }
            kept = len(versions(store, slug))
            more = (
                Text(f" ({kept} versioner)", f" ({kept} versions)").in_(language(context))
                if kept
                else ""
            )
            print(f"{slug}\t{labels.get(language(context)) or labels.get('sv', '')}{more}")


def _document(path: Path, graph: Graph, data: bytes, places: Places | None) -> Document:
    if places is not None:
        return Document.of_cells(str(path), cast(Iterable[Triple], graph), places)
    return Document(str(path), "ttl", data, tuple(cast(Iterable[Triple], graph)))


def _node(slug: str) -> URIRef:
    return PGID[f"plan/{slug}"]


def _give(data: bytes, output: str) -> None:
    """Write a file whole or not at all."""
    path = Path(output)
    try:
        part = path.with_name(path.name + ".part")
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise WrongUse(
            Text(
                f"Filen kan inte skrivas: {error.strerror}.",
                f"It cannot be written: {error.strerror}.",
            ),
            place=output,
        ) from None
