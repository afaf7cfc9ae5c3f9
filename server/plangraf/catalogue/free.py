"""A query that somebody just wrote, dressed as a saved one: each variable a column by its own name.

So that a free query's answer can be shown by what shows the answers of saved queries.
"""

from collections.abc import Sequence

from plangraf.catalogue.definition import Column, SavedQuery
from plangraf.catalogue.outline import outline
from plangraf.language import Text

_NAME = Text("SPARQL-fråga", "SPARQL query")


def free_query(text: str, variables: Sequence[str]) -> SavedQuery:
    """Return the query with one column for each of the variables it selects."""
    drawn = outline(text)
    return SavedQuery(
        name="sparql",
        group="",
        file="",
        text=text,
        form=drawn.form or "SELECT",
        title=_NAME,
        summary=_NAME.sv,
        sentence=_NAME,
        columns=tuple(Column(name, Text(name, name)) for name in variables),
        limited=drawn.limited,
    )
