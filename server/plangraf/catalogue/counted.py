"""What a number counts: the things behind a cell of an answer, as a saved query of its own.

A column that counts tells what in its header (`counts`: a pattern in which ?thing is what is
counted). The variables of the row that stand in the pattern, and the parameters, become parameters
of the query that lists the things, each with its source.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from plangraf.catalogue.answer import Cell, Table, shortened
from plangraf.catalogue.definition import (
    LANGUAGE_VARIABLE,
    Catalogue,
    Column,
    Parameter,
    SavedQuery,
)
from plangraf.catalogue.outline import Outline, outline
from plangraf.errors import UnknownName
from plangraf.language import Text
from plangraf.vocabulary import PREFIXES

_USED: Final = ("dcterms", "oa", "pg", "schema", "skos")
_PREFIX: Final = re.compile(r"(?i)^\s*PREFIX\s.*$", re.MULTILINE)
_LIST: Final = """SELECT
  ?thing (COALESCE(
    STRLANG(CONCAT(STR(?number), " ", STR(?thing_asked)), LANG(?thing_asked)),
    STRLANG(CONCAT(STR(?number), " ", STR(?thing_sv)), LANG(?thing_sv)),
    ?thing_asked, ?thing_sv, STR(?thing)) AS ?thingLabel)
  ?home (COALESCE(?home_asked, ?home_sv) AS ?homeLabel) ?source
WHERE {
  {
    SELECT DISTINCT ?thing
    WHERE {
      %s
    }
  }
  OPTIONAL { ?thing schema:position ?place }
  OPTIONAL { ?thing skos:notation ?number }
  OPTIONAL { ?thing skos:prefLabel ?thing_sv FILTER(LANG(?thing_sv) = "sv") }
  OPTIONAL { ?thing skos:prefLabel ?thing_asked FILTER(LANG(?thing_asked) = ?_lang) }
  OPTIONAL {
    ?thing pg:inPlan ?home .
    ?home skos:prefLabel ?home_sv FILTER(LANG(?home_sv) = "sv")
    OPTIONAL { ?home skos:prefLabel ?home_asked FILTER(LANG(?home_asked) = ?_lang) }
  }
  OPTIONAL {
    ?thing pg:evidence ?source .
    ?source oa:hasSelector/oa:start ?first .
    {
      SELECT ?thing (MIN(?start) AS ?first)
      WHERE { ?thing pg:evidence/oa:hasSelector/oa:start ?start }
      GROUP BY ?thing
    }
  }
}
ORDER BY ?home ?place ?thing
"""
_COLUMNS: Final = (
    Column("thing", Text("Uppgift", "Statement"), hidden=True),
    Column("thingLabel", Text("Vad", "What"), link="thing"),
    Column("home", Text("Plan", "Plan"), hidden=True),
    Column("homeLabel", Text("Plan", "Plan"), link="home"),
    Column("source", Text("Källa", "Source"), kind="evidence"),
)


def find_query(catalogue: Catalogue, name: str) -> SavedQuery:
    """Return the query of that name; `NAME/COLUMN` is what the numbers of a column count."""
    name, slash, variable = name.partition("/")
    query = catalogue.get(name)
    return behind(query, variable) if slash else query


def behind(query: SavedQuery, variable: str) -> SavedQuery:
    """Return the query that lists what a column counts."""
    column = next((c for c in query.columns if c.counts and c.variable == variable), None)
    if column is None:
        counting = tuple(f"{query.name}/{c.variable}" for c in query.columns if c.counts)
        listed = ", ".join(counting) or "–"
        raise UnknownName(
            Text(
                f"{query.name} har inget tal ”{variable[:100]}” som leder till det som räknas.",
                f"{query.name} has no number “{variable[:100]}” that leads to what is counted.",
            ),
            nearest=counting,
            remedy=Text(f"Välj: {listed}.", f"Choose: {listed}."),
        )
    parameters = _parameters(query, column)
    asked = ", ".join(f"{{{parameter.name}}}" for parameter in parameters)
    sv, en = column.label
    colon = f": {asked}" if asked else ""
    return replace(
        query,
        name=f"{query.name}/{variable}",
        behind=query.name,
        id="",
        text=list_text(query, column),
        form="SELECT",
        title=Text(f"{query.title.sv}: {sv}", f"{query.title.en}: {en}"),
        sentence=Text(f"Vad räknas under ”{sv}”{colon}?", f"What is counted under “{en}”{colon}?"),
        parameters=parameters,
        columns=_COLUMNS,
        chart=None,
        speaks=True,
        limited=False,
    )


def list_text(query: SavedQuery, column: Column) -> str:
    """Return the text of the query that lists what a column counts."""
    declared = {prefix: PREFIXES[prefix] for prefix in _USED}
    declared |= {prefix: iri for prefix, (iri, _) in outline(query.text).prefixes.items()}
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(declared.items()))
    return f"{prefixes}\n{_LIST % column.counts}"


def mistakes(
    pattern: str, query_text: str, drawn: Outline, parameters: Sequence[Parameter]
) -> Iterator[Text]:
    """Yield what is wrong with the `counts` of a column; nothing with an empty one."""
    if not pattern:
        return
    inside = _outline(pattern, query_text)
    for _, problem in inside.problems:
        yield problem
    if "thing" not in inside.variables:
        yield Text("counts saknar ?thing: det som räknas.", "counts lacks ?thing: what is counted.")
    taken = {column.variable for column in _COLUMNS}
    taken |= {p.name for p in parameters if p.variable in inside.variables}
    for name in sorted(taken & set(drawn.selected) & inside.variables.keys()):
        yield Text(f"?{name} är upptaget i counts.", f"?{name} is taken in counts.")


def _outline(pattern: str, query_text: str) -> Outline:
    """Return the outline of a pattern under the prefixes of its query."""
    prefixes = "\n".join(_PREFIX.findall(query_text))
    return outline(f"{prefixes}\nASK {{ {pattern} }}")


def given_by(table: Table, row: Sequence[Cell], column: Column) -> list[tuple[str, str]] | None:
    """Return what asks for the things behind a cell; None where the cell has none to show."""
    cell = row[table.columns.index(column)]
    if not column.counts or not isinstance(cell.value, int) or not cell.value:
        return None
    terms = {c.variable: at.term for c, at in zip(table.columns, row, strict=True)}
    pairs: list[tuple[str, str]] = []
    for parameter in _parameters(table.query, column):
        if parameter.variable in terms:
            term = terms[parameter.variable]
            if term is None:
                return None
            pairs.append((parameter.name, shortened(str(term))))
        else:
            values = table.values.by_name.get(parameter.name, ())
            pairs += [(parameter.name, value.text) for value in values]
    return pairs


def _parameters(query: SavedQuery, column: Column) -> tuple[Parameter, ...]:
    """Return what the list is asked with: cells of the row, then parameters of the query."""
    used = _outline(column.counts, query.text).variables
    own = {parameter.variable: parameter for parameter in query.parameters}
    cells = [c for c in query.columns if c.variable in used]
    asked = [own[name] for name in used if name in own and name != LANGUAGE_VARIABLE]
    return (*(_of_row(query, cell) for cell in cells), *asked)


def _of_row(query: SavedQuery, cell: Column) -> Parameter:
    """Return the parameter that a cell of the row gives; the values of its namesake are its own."""
    namesake = query.find_parameter(cell.variable)
    named = next((c for c in query.columns if c.link == cell.variable), cell)
    iri = named is not cell or cell.kind == "iri"
    return Parameter(
        name=cell.variable,
        variable=cell.variable,
        kind="iri" if iri else "literal",
        label=named.label,
        required=True,
        values=namesake.values if namesake else "",
        values_name=namesake.values_name if namesake else "",
    )
