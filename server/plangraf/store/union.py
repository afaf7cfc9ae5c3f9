"""The updates that keep a written-out default graph together with the data graphs.

Turns "put this into that graph" into one SPARQL update, which a store runs whole or not at all.
The default graph holds every triple of the data graphs once; a graph that describes (ontology,
shapes, saved queries, VoID) neither adds to it nor keeps anything in it.
"""

from collections.abc import Iterable

from plangraf.store.interface import describing


def uniting(graphs: Iterable[str]) -> str:
    """Add the given graphs to the default graph; empty when there is nothing to add."""
    return " ;\n".join(
        f"ADD GRAPH <{graph}> TO DEFAULT" for graph in graphs if not describing(graph)
    )


def replacing(graph: str, ntriples: str, graphs: Iterable[str]) -> str:
    """Put `ntriples` in the place of what `graph` held; `graphs` are all that the store has."""
    insert = f"INSERT DATA {{ GRAPH <{graph}> {{\n{ntriples}\n}} }}"
    add = "" if describing(graph) else f" ;\nADD GRAPH <{graph}> TO DEFAULT"
    return f"{removing(graph, graphs)} ;\n{insert}{add}"


def removing(graph: str, graphs: Iterable[str]) -> str:
    """Drop `graph` and take out of the default graph what only `graph` put there."""
    drop = f"DROP SILENT GRAPH <{graph}>"
    if describing(graph):
        return drop
    apart = "".join(f" && ?other != <{name}>" for name in graphs if describing(name))
    return f"""DELETE {{ ?s ?p ?o }} WHERE {{
  GRAPH <{graph}> {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != <{graph}>{apart}) }}
}} ;
{drop}"""
