"""The updates that keep a written-out default graph together with the data graphs.

Turns "put this into that graph" into one SPARQL update, which a store runs whole or not at all.
The union holds every triple of the data graphs once; a graph that describes (ontology, shapes,
saved queries, VoID) neither adds to it nor keeps anything in it. It is the store's default graph,
or, on a server whose default graph cannot be written, the graph named `union`.
"""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import uuid4

from plangraf.store.interface import DESCRIBING, in_union
from plangraf.vocabulary import GRAPHS

TRIPLE: Final = "?s ?p ?o"


def uniting(graphs: Iterable[str], union: str | None = None) -> str:
    """Add the given graphs to the union; empty when there is nothing to add."""
    place = target(union)
    return " ;\n".join(f"ADD GRAPH <{graph}> TO {place}" for graph in graphs if in_union(graph))


def replacing(contents: Mapping[str, str]) -> str:
    """Put each text of N-Triples in the place of what its graph held, one graph after another.

    No two texts share the label of a blank node: SPARQL 1.1 Update §4.1.1 refuses the request.
    """
    return " ;\n".join(_replacing(graph, text) for graph, text in contents.items())


def _replacing(graph: str, ntriples: str) -> str:
    if not ntriples.strip():
        return removing(graph)
    insert = f"INSERT DATA {{ GRAPH <{graph}> {{\n{ntriples}\n}} }}"
    add = f" ;\nADD GRAPH <{graph}> TO DEFAULT" if in_union(graph) else ""
    return f"{removing(graph)} ;\n{insert}{add}"


def adding(graph: str, ntriples: str) -> str:
    """Add triples to a graph and to the default graph.

    By way of a third graph, so that both get the same blank nodes.
    """
    aside = f"GRAPH <urn:uuid:{uuid4()}>"
    steps = [f"INSERT DATA {{ {aside} {{\n{ntriples}\n}} }}"]
    steps += [f"ADD SILENT {aside} TO GRAPH <{graph}>"]
    steps += [f"ADD SILENT {aside} TO DEFAULT"] if in_union(graph) else []
    return " ;\n".join([*steps, f"DROP SILENT {aside}"])


def removing(graph: str, union: str | None = None) -> str:
    """Drop `graph` and take out of the union what only `graph` put there.

    The graphs that describe are known by how their names begin: a list of them would grow with
    every version of every plan.
    """
    drop = f"DROP SILENT GRAPH <{graph}>"
    if not in_union(graph):
        return drop
    others = among_data("?other", but=graph)
    return f"""DELETE {{ {target_triple(union)} }} WHERE {{
  GRAPH <{graph}> {{ {TRIPLE} }}
  FILTER NOT EXISTS {{ {others} }}
}} ;
{drop}"""


def among_data(variable: str, *, but: str | None = None) -> str:
    """A pattern for ?s ?p ?o in a data graph, bound to `variable`, other than the one given."""
    apart = f" && {variable} != <{but}>" if but else ""
    return f"GRAPH {variable} {{ {TRIPLE} }} FILTER({united(f'STR({variable})')}{apart})"


def united(name: str) -> str:
    """An expression: whether the graph whose name is the expression `name` is in the union."""
    parts = "".join(f' && !STRSTARTS({name}, "{start}")' for start in DESCRIBING)
    return f'STRSTARTS({name}, "{GRAPHS}"){parts}'


def target_triple(union: str | None) -> str:
    """The pattern ?s ?p ?o in the graph that holds the union."""
    return f"GRAPH <{union}> {{ {TRIPLE} }}" if union else TRIPLE


def target(union: str | None) -> str:
    """Return how an update names the graph that holds the union."""
    return f"GRAPH <{union}>" if union else "DEFAULT"
