"""Saved queries as the web layer runs them: whole answers kept for a while, pages cut from them.

Between the routes and the catalogue. Who answers a text (a store, or workers in front of it) is
handed in.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from plangraf.catalogue.answer import Table
from plangraf.catalogue.arranging import Order, arranged
from plangraf.catalogue.definition import Catalogue, Parameter, SavedQuery
from plangraf.catalogue.parameters import Values
from plangraf.catalogue.running import Runner, Window, options_of, run
from plangraf.catalogue.values import Option
from plangraf.language import Language
from plangraf.web.keeping import Kept

WHOLE: Final = 5_000
"""Answers up to this many rows are fetched once and paged from memory, with their total."""

KEPT: Final = 64_000_000
"""Of the answers that were last asked for so many bytes are kept."""

_LISTS: Final = 128
_CELL: Final = 400
_CHARACTER: Final = 3


def bytes_of(table: Table) -> int:
    """About how much memory an answer takes: for each cell and each character of what it says.

    What was asked for is held as well.
    """
    cells = [cell.text for row in table.rows for cell in row]
    asked = [text for _, text in table.values.pairs()]
    return _CELL * (1 + len(cells)) + _CHARACTER * sum(map(len, (*cells, *asked)))


@dataclass
class Queries:
    """The catalogue at work. `data_version` is asked anew each time: a publish changes it."""

    catalogue: Catalogue
    runner: Runner
    data_version: Callable[[], str]
    tables: Kept[Table] = field(default_factory=lambda: Kept(KEPT, bytes_of))
    _options: Kept[tuple[Option, ...]] = field(default_factory=lambda: Kept(_LISTS))

    def of(self, runner: Runner, version: str) -> "Queries":
        """The same at work elsewhere, where parameters may have other values.

        `version` is what the data were when it was settled where: what is kept is kept under it.
        """
        return replace(self, runner=runner, data_version=lambda: version, _options=Kept(_LISTS))

    def options(self, parameter: Parameter, language: Language) -> tuple[Option, ...]:
        """Return the allowed values of a parameter, kept per data version."""
        if not parameter.values:
            return options_of(parameter, self.runner, language)
        key = (parameter.values, language, self.data_version())
        found = self._options.get(key)
        if found is None:
            found = options_of(parameter, self.runner, language)
            self._options.keep(key, found)
        return found

    def table(
        self,
        query: SavedQuery,
        values: Values,
        window: Window | None,
        order: Order | None = None,
    ) -> Table:
        """Return the rows of a window, or all; a small answer is kept whole and has its total."""
        key = (
            query.name,
            query.text,
            values.language,
            self.data_version(),
            *map("=".join, values.pairs()),
        )
        whole = self.tables.get(key)
        if whole is None:
            whole = run(query, values, self.runner, Window(WHOLE))
            if not whole.more:
                self.tables.keep(key, whole)
        if whole.more:
            return run(query, values, self.runner, window, order)
        if order is not None:
            whole = arranged(whole, order)
        if window is None:
            return whole
        end = window.offset + window.size
        return replace(
            whole,
            rows=whole.rows[window.offset : end],
            offset=window.offset,
            more=end < len(whole.rows),
            total=len(whole.rows),
        )
