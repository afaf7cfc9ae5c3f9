"""Saved queries as the web layer runs them: whole answers kept for a while, pages cut from them.

Between the routes and the catalogue. Who answers a text (a store, or workers in front of it) is
handed in.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from plangraf.catalogue.answer import Table
from plangraf.catalogue.arranging import Order, arranged
from plangraf.catalogue.definition import Catalogue, Parameter, SavedQuery
from plangraf.catalogue.parameters import Values
from plangraf.catalogue.running import Runner, Window, options_of, run
from plangraf.catalogue.values import Option
from plangraf.language import Language

WHOLE: Final = 5_000
"""Answers up to this many rows are fetched once and paged from memory, with their total."""

_KEPT: Final = 128
_Key = tuple[str, ...]
_T = TypeVar("_T")


@dataclass
class Queries:
    """The catalogue at work. `data_version` is asked anew each time: a publish changes it."""

    catalogue: Catalogue
    runner: Runner
    data_version: Callable[[], str]
    _tables: OrderedDict[_Key, Table] = field(default_factory=OrderedDict)
    _options: OrderedDict[_Key, tuple[Option, ...]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def options(self, parameter: Parameter, language: Language) -> tuple[Option, ...]:
        """Return the allowed values of a parameter, kept per data version."""
        if not parameter.values:
            return options_of(parameter, self.runner, language)
        key = (parameter.values, language, self.data_version())
        found = self._find(self._options, key)
        if found is None:
            found = options_of(parameter, self.runner, language)
            self._keep(self._options, key, found)
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
        whole = self._find(self._tables, key)
        if whole is None:
            whole = run(query, values, self.runner, Window(WHOLE))
            if not whole.more:
                self._keep(self._tables, key, whole)
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

    def _find(self, kept: OrderedDict[_Key, _T], key: _Key) -> _T | None:
        with self._lock:
            if key in kept:
                kept.move_to_end(key)
            return kept.get(key)

    def _keep(self, kept: OrderedDict[_Key, _T], key: _Key, value: _T) -> None:
        with self._lock:
            kept[key] = value
            while len(kept) > _KEPT:
                kept.popitem(last=False)
