"""What outlives a state of the data: changes of a store in memory, what others write in a folder.

`Journal` keeps the changes, so that they can be made again when the process that held the store has
died; beyond its bound the oldest are counted, not kept. `Watch` looks at a folder twice a second
and tells when another process has written there. Neither knows the pool.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from plangraf.errors import PlangrafError
from plangraf.settings import Settings
from plangraf.sparql.changing import Change
from plangraf.sparql.frames import Closed
from plangraf.sparql.generation import Generation
from plangraf.sparql.nursery import version_of

_LOG: Final = logging.getLogger(__name__)
_MOST_BYTES: Final = 100_000_000
_PERIOD: Final = 0.4


class Journal:
    """The changes made since the content was read, in their order."""

    def __init__(self) -> None:
        self._kept: deque[Change] = deque()
        self._size = 0
        self.forgotten = 0

    def keep(self, change: Change) -> None:
        """Add a change that was made."""
        self._kept.append(change)
        self._size += _size(change)
        while self._size > _MOST_BYTES:
            self._size -= _size(self._kept.popleft())
            self.forgotten += 1

    def __iter__(self) -> Iterator[Change]:
        return iter(tuple(self._kept))

    def __len__(self) -> int:
        return len(self._kept)


class Watch:
    """Tells when the state of a folder is another; does nothing where there is none."""

    def __init__(self, folder: Path | None, tell: Callable[[], bool]):
        self._stopped = threading.Event()
        if folder is not None:
            threading.Thread(target=self._look, args=(folder, tell), daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _look(self, folder: Path, tell: Callable[[], bool]) -> None:
        before = told = state_of(folder)
        while not self._stopped.wait(_PERIOD):
            now = state_of(folder)
            if now and now == before and now != told:  # it has stood still for one period
                told = now if tell() else told
            before = now


def made_again(fresh: Generation, journal: Journal, seconds: float) -> tuple[Generation, int]:
    """Make the changes of a journal once more; returns the last state and how many are lost."""
    lost = journal.forgotten
    for change in journal:
        try:
            successor = fresh.change(change, seconds)
        except (Closed, PlangrafError) as error:
            _LOG.warning("a change could not be made again: %s", error)
            lost += 1
        else:
            fresh.retire()
            fresh = successor
    if lost:
        _LOG.error("%d changes of the store in memory are lost", lost)
    return fresh, lost


def folder_of(settings: Settings) -> Path | None:
    """The folder of the store, where it is in one."""
    place = settings.store
    remote = bool(place and place.startswith(("http://", "https://")))
    return Path(place) if place and not remote else None


def state_of(folder: Path) -> str:
    """Name the state of a store's folder; empty while it cannot be told."""
    try:
        return version_of(folder)
    except OSError:
        return ""


def _size(change: Change) -> int:
    documents = (*(data for data, _ in change.parts), *(data for _, data in change.contents))
    return len(change.text) + sum(map(len, documents))
