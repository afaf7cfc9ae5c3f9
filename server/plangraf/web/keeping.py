"""Keeps what was made once and is asked for again, up to a bound; thread-safe.

What was asked for least recently goes first. Knows nothing of what it keeps but its size.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_T = TypeVar("_T")


class Kept(Generic[_T]):
    """Values by their keys, together no larger than `most`; a value's size is 1 unless told."""

    def __init__(self, most: int, size_of: Callable[[_T], int] = lambda _: 1):
        self._most = most
        self._size_of = size_of
        self._values: OrderedDict[Hashable, tuple[_T, int]] = OrderedDict()
        self._lock = threading.Lock()
        self.size = 0

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Hashable) -> _T | None:
        """Return what is kept under a key."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def keep(self, key: Hashable, value: _T) -> None:
        """Keep a value in the place of what has not been asked for since long."""
        size = self._size_of(value)
        with self._lock:
            self._drop(key)
            self._values[key] = value, size
            self.size += size
            while self.size > self._most:
                self._drop(next(iter(self._values)))

    def _drop(self, key: Hashable) -> None:
        _, size = self._values.pop(key, (None, 0))
        self.size -= size
