"""The names of things that a caller gave by their IRI, for parameters without a list of values.

So that a question reads with what the thing is called, and not with an address in it.
"""

from dataclasses import replace
from typing import Final

from rdflib import Literal

from plangraf.catalogue.definition import SavedQuery
from plangraf.catalogue.parameters import Value, Values
from plangraf.catalogue.running import Runner
from plangraf.language import preferred
from plangraf.store.binding import bind

_NAMES: Final = """PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name WHERE {
  { ?thing skos:prefLabel ?name }
  UNION
  { ?thing dcterms:title ?name FILTER NOT EXISTS { ?thing skos:prefLabel ?label } }
}
ORDER BY ?name"""


def named(query: SavedQuery, values: Values, runner: Runner) -> Values:
    """Return the values with the names of things in the place of their addresses, where known."""
    free = {p.name for p in query.parameters if p.kind == "iri" and not (p.values or p.choices)}
    if not free & values.by_name.keys():
        return values
    return replace(
        values,
        by_name={
            name: tuple(_named(value, values, runner) for value in found) if name in free else found
            for name, found in values.by_name.items()
        },
    )


def _named(value: Value, values: Values, runner: Runner) -> Value:
    rows = runner.query(bind(_NAMES, {"thing": (value.term,)})).rows()
    names = [name for (name,) in rows if isinstance(name, Literal)]
    name = preferred(((str(n), n.language) for n in names), values.language)
    return replace(value, label=name) if name else value
