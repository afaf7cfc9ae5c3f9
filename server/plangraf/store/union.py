"""The updates that keep a written-out default graph together with the data graphs.

Turns "put this into that graph" into one SPARQL update, which a store runs whole or not at all.
The union holds every triple of the data graphs once; a graph that describes (ontology, shapes,
saved queries, VoID) neither adds to it nor keeps anything in it. It is the store's default graph,
or, on a server whose default graph cannot be written, the graph named `union`.
"""

from collections.abc import Iterable, Mapping

from plangraf.store.interface import DESCRIBING, describing


def uniting(graphs: Iterable[str], union: str | None = None) -> str:
    """Add the given graphs to the union; empty when there is nothing to add."""
    place = target(union)
    return " ;\n".join(
        f"ADD GRAPH <{graph}> TO {place}" for graph in graphs if not describing(graph)
    )


def replacing(contents: Mapping[str, str]) -> str:
    """Put each text of N-Triples in the place of what its graph held, one graph after another.

    No two texts share the label of a blank node: SPARQL 1.1 Update §4.1.1 refuses the request.
    """
    return " ;\n".join(_replacing(graph, text) for graph, text in contents.items())


def _replacing(graph: str, ntriples: str) -> str:
    if not ntriples.strip():
        return removing(graph)
    insert = f"INSERT DATA {{ GRAPH <{graph}> {{\n{ntriples}\n}} }}"
    add = "" if describing(graph) else f" ;\nADD GRAPH <{graph}> TO DEFAULT"
    return f"{removing(graph)} ;\n{insert}{add}"


def removing(graph: str, union: str | None = None) -> str:
    """Drop `graph` and take out of the union what only `graph` put there.

    The graphs that describe are known by how their names begin: a list of them would grow with
    every version of every plan.
    """
    drop = f"DROP SILENT GRAPH <{graph}>"
    if describing(graph):
        return drop
    apart = "".join(f' && !STRSTARTS(STR(?other), "{start}")' for start in DESCRIBING)
    apart += f" && ?other != <{union}>" if union else ""
    gone = f"GRAPH <{union}> {{ ?s ?p ?o }}" if union else "?s ?p ?o"
    return f"""DELETE {{ {gone} }} WHERE {{
  GRAPH <{graph}> {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != <{graph}>{apart}) }}
}} ;
{drop}"""


def target(union: str | None) -> str:
    """Return how an update names the graph that holds the union."""
    return f"GRAPH <{union}>" if union else "DEFAULT"
