"""The pages of docs/reference/, made from what they describe; with `--check` only compared.

Commands come from the command line's own definition, settings from what the settings reader asks
its environment for, terms, schemes and shapes from the Turtle files, saved queries from the
catalogue. Nothing here is written by hand, so that the reference cannot say anything else than the
product does.
"""

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

import click
from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import OWL
from rdflib.term import Node
from reference_shapes import EXAMPLES, examples, shapes
from reference_tables import table

from plangraf.catalogue.definition import SavedQuery
from plangraf.catalogue.reading import read_catalogue
from plangraf.cli.main import cli
from plangraf.settings import Limits, Settings, settings_from
from plangraf.vocabulary import PREFIXES

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
LEAST = {"commands.md": 5, "settings.md": 5, "terms.md": 40, "shapes.md": 8, "queries.md": 20}
"""How many rows a page has at least: fewer means that a reader above looked in the wrong place."""


# --- Commands and settings ---------------------------------------------------------------------


def commands() -> Iterator[str]:
    """Yield the page of the command line."""
    yield "# Commands"
    yield ""
    yield "Exit codes: 0 fine, 1 findings, 2 wrong use or unreadable input, 3 our fault."
    with click.Context(cli, info_name="plangraf") as context:
        yield from _command(cli, context)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield the part of one command, then those of its sub-commands."""
    usage = " ".join(command.collect_usage_pieces(context))
    yield ""
    yield f"## {context.command_path}"
    yield ""
    yield f"`{context.command_path} {usage}`"
    yield ""
    yield inspect.cleandoc(command.help or "")
    yield ""
    options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    yield from table(("option", "what it does"), (_option(o, context) for o in options))
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None, name
            with click.Context(below, info_name=name, parent=context) as inner:
                yield from _command(below, inner)


def _option(option: click.Option, context: click.Context) -> tuple[str, str]:
    """Return one option as its spelling and its help."""
    record = option.get_help_record(context) or ("", "")
    return f"`{record[0]}`", record[1]


class _Asked(Mapping[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __getitem__(self, name: str) -> str:
        if name not in self.names:
            self.names.append(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def settings() -> Iterator[str]:
    """Yield the page of the settings."""
    asked = _Asked()
    settings_from(asked)
    defaults = {
        f"PLANGRAF_{field.name.upper()}": _default(field)
        for kind in (Settings, Limits)
        for field in fields(kind)
    }
    yield "# Settings"
    yield ""
    yield "Command line before environment before the default. Seconds, bytes, rows, counts."
    yield ""
    rows = ((f"`{name}`", defaults.get(name, "")) for name in sorted(asked.names))
    yield from table(("variable", "default"), rows)


def _default(field: Field[Any]) -> str:
    """Return a field's default as text; one that is worked out depends on the machine."""
    if field.default is MISSING:
        return "by machine"
    if isinstance(field.default, tuple):
        return ", ".join(map(str, field.default))
    return "" if field.default is None else str(field.default)


# --- Terms and schemes --------------------------------------------------------------------------

TERM_KINDS = (
    ("Classes", (OWL.Class,)),
    ("Properties", (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)),
)


def terms() -> Iterator[str]:
    """Yield the page of the ontology's terms and of the concept schemes."""
    graph = _graph("ontology")
    yield "# Terms and concepts"
    for title, kinds in TERM_KINDS:
        found = {s for kind in kinds for s in graph.subjects(RDF.type, kind)}
        yield from _described(graph, title, (s for s in found if _is_ours(graph, s)))
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str):
        title = f"{_text(graph, scheme, 'sv')} / {_text(graph, scheme, 'en')} ({_short(scheme)})"
        yield from _described(graph, title, graph.subjects(SKOS.inScheme, scheme))


def _graph(folder: str) -> Graph:
    """Read all Turtle files of a content folder into one graph."""
    graph = Graph()
    for path in sorted((ROOT / folder).rglob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


def _is_ours(graph: Graph, subject: Node) -> bool:
    """Tell whether a term is defined here, and not only aligned with or mentioned."""
    return isinstance(subject, URIRef) and (subject, RDFS.isDefinedBy, None) in graph


def _described(graph: Graph, title: str, subjects: Iterable[Node]) -> Iterator[str]:
    """Yield a heading and a table of name, labels and definitions."""
    yield ""
    yield f"## {title}"
    yield ""
    rows = [
        (
            f"`{_short(s)}`",
            f"{_text(graph, s, 'sv')}<br>{_text(graph, s, 'en')}",
            f"{_text(graph, s, 'sv', SKOS.definition)}<br>{_text(graph, s, 'en', SKOS.definition)}",
        )
        for s in sorted(set(subjects), key=str)
    ]
    yield from table(("name", "label", "definition"), rows)


def _text(graph: Graph, subject: Node, language: str, *predicates: URIRef) -> str:
    """Return a text of a thing in one language; without predicates, its label."""
    for predicate in predicates or (SKOS.prefLabel, RDFS.label):
        for value in sorted(graph.objects(subject, predicate), key=str):
            if isinstance(value, Literal) and value.language == language:
                return str(value)
    return ""


def _short(node: Node) -> str:
    """Return an IRI with the longest prefix that fits."""
    fitting = [(base, prefix) for prefix, base in PREFIXES.items() if str(node).startswith(base)]
    if not fitting:
        return str(node).removeprefix("https://w3id.org/plangraf/")
    base, prefix = max(fitting, key=lambda pair: len(pair[0]))
    return f"{prefix}:{str(node).removeprefix(base)}"


# --- Saved queries -----------------------------------------------------------------------------


def queries() -> Iterator[str]:
    """Yield the page of the saved queries."""
    yield "# Saved queries"
    yield ""
    yield "How such a file is written: [queries.md](../queries.md)."
    catalogue = read_catalogue(ROOT / "queries")
    for group in catalogue.groups:
        members = [query for query in catalogue.queries if query.group == group.name]
        yield ""
        yield f"## {group.title.sv} / {group.title.en}"
        yield ""
        yield from table(("name", "question", "parameters"), map(_query, members))


def _query(query: SavedQuery) -> tuple[str, str, str]:
    """Return the row of one saved query; a parameter that must be given has a star."""
    names = (f"`{p.name}`{'*' if p.required and not p.default else ''}" for p in query.parameters)
    return f"`{query.name}`", f"{query.sentence.sv}<br>{query.sentence.en}", ", ".join(names)


# --- The pages ---------------------------------------------------------------------------------

PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "commands.md": commands,
    "settings.md": settings,
    "terms.md": terms,
    "shapes.md": shapes,
    "queries.md": queries,
}


def main() -> None:
    """Write the pages, or compare them; ends with 1 when one differs."""
    check = "--check" in sys.argv[1:]
    wrong = [
        f"{path.relative_to(ROOT)}: nothing makes this page"
        for path in REFERENCE.glob("*")
        if path.name not in PAGES
    ]
    beside = ROOT / "shapes" / EXAMPLES
    if not check:
        beside.write_text(examples(), encoding="utf-8")
    elif not beside.exists() or beside.read_text(encoding="utf-8") != examples():
        wrong.append(f"{beside.relative_to(ROOT)}: not up to date; run: make reference")
    for name, page in PAGES.items():
        path = REFERENCE / name
        text = "\n".join(page()) + "\n"
        if text.count("\n| `") < LEAST[name]:
            wrong.append(f"{name}: has fewer than {LEAST[name]} entries")
        elif check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            wrong.append(f"{path.relative_to(ROOT)}: not up to date; run: make reference")
        elif not check:
            REFERENCE.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
