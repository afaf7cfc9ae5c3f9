"""What stands beside the present state: datasets of many graphs, each held in memory, a few kept.

A (state, dataset) → a generation whose workers answer on nothing else. It is made once for all who
ask for it, by a process of its own, one at a time; who waits longer than a query may is told to
come back, and finds it then. Knows nothing of queries.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Final

from plangraf.errors import QueryTimeout
from plangraf.language import Text
from plangraf.sparql.exchange import ClientGone
from plangraf.sparql.generation import Generation
from plangraf.sparql.turns import overloaded
from plangraf.store.interface import Dataset

MOST: Final = 2
"""So many are kept, and so many may be in the making."""

_TICK: Final = 0.1

Key = tuple[Generation, Dataset]
Making = Future[Generation]


class Gatherings:
    """Those of one pool, made by `make`. Thread-safe."""

    def __init__(self, make: Callable[[Generation, Dataset], Generation]):
        self._make = make
        self._making = threading.Lock()
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, Making] = OrderedDict()

    def get(
        self, state: Generation, dataset: Dataset, seconds: float, gone: Callable[[], bool]
    ) -> Generation:
        """Return the one that holds a dataset of a state, waiting for it; QueryTimeout if late."""
        made, end = self._found((state, dataset)), time.monotonic() + seconds
        while not wait((made,), _TICK).done:
            if gone():
                raise ClientGone
            if time.monotonic() > end:
                raise _not_yet(seconds)
        return made.result()

    def forget(self, generation: Generation | None = None) -> None:
        """Keep that one no longer, or none at all."""
        with self._lock:
            for key, made in tuple(self._kept.items()):
                if generation is None or _is(made, generation):
                    self._drop(key)

    def _found(self, key: Key) -> Making:
        """Return the one that is kept, or begin it; Overloaded where too many are in the making."""
        with self._lock:
            made = self._kept.get(key)
            if made is None:
                done = [k for k, m in self._kept.items() if m.done()]
                if len(self._kept) >= MOST and not done:
                    raise overloaded(len(self._kept))
                if len(self._kept) >= MOST:
                    self._drop(done[0])
                made = self._kept[key] = Making()
                threading.Thread(target=self._fill, args=(key, made), daemon=True).start()
            self._kept.move_to_end(key)
            return made

    def _fill(self, key: Key, made: Making) -> None:
        try:
            with self._making:
                made.set_result(self._make(*key))
        except Exception as error:  # noqa: BLE001  (told to all who wait)
            made.set_exception(error)
        with self._lock:
            if self._kept.get(key) is not made:  # forgotten in the meantime
                _end(made)
            elif made.exception() is not None:  # the next who asks has it made anew
                del self._kept[key]

    def _drop(self, key: Key) -> None:
        _end(self._kept.pop(key))


def _is(made: Making, generation: Generation) -> bool:
    return made.done() and made.exception() is None and made.result() is generation


def _end(made: Making) -> None:
    """End what is made; what is in the making is ended by who makes it."""
    if made.done() and made.exception() is None:
        made.result().retire()


def _not_yet(seconds: float) -> QueryTimeout:
    return QueryTimeout(
        Text(
            f"Graferna som frågan gäller sätts samman; det tar längre än {seconds:g} sekunder, "
            "som är gränsen.",
            f"The graphs asked about are being put together; it takes longer than {seconds:g} "
            "seconds, which is the limit.",
        ),
        remedy=Text(
            "Arbetet går vidare: fråga igen om en stund.",
            "The work goes on: ask again in a while.",
        ),
    )
