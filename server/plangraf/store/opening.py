"""Opens the store that a setting names: nothing → in memory, a folder, or a server's address.

A store in memory, and a folder or server that is still empty, is filled from the content files.
A folder has a mark while it is being filled: where it is left, the filling was broken off, and
begins anew.
"""

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path

from plangraf.content.files import ContentFile
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.loading import load_files
from plangraf.store.remote import RemoteStore

OpenedStore = EmbeddedStore | RemoteStore

_MARK = "plangraf-filling"


def open_store(
    place: str | None,
    files: Iterable[ContentFile],
    seconds: float = 30.0,
    filled: Callable[[OpenedStore], None] = lambda _: None,
) -> OpenedStore:
    """Open the store at `place`; `seconds` bounds a request, or the wait for a folder.

    `filled` is called when the store has been filled.
    """
    if place and place.startswith(("http://", "https://")):
        server = RemoteStore(place, seconds)
        if not server.graphs():
            load_files(server, files)
            filled(server)
        return server
    if not place:
        memory = EmbeddedStore()
        load_files(memory, files)
        filled(memory)
        return memory
    return _open_folder(Path(place), files, seconds, filled)


def is_filled(folder: Path) -> bool:
    """Say whether a folder holds a store that was filled to its end."""
    return (folder / "CURRENT").exists() and not (folder / _MARK).exists()


def _open_folder(
    folder: Path,
    files: Iterable[ContentFile],
    seconds: float,
    filled: Callable[[OpenedStore], None],
) -> EmbeddedStore:
    """Open a store in a folder, filling it first where that has not been done to the end."""
    mark = folder / _MARK
    if not (folder / "CURRENT").exists():
        with contextlib.suppress(OSError):  # told by the engine, which opens the folder next
            folder.mkdir(parents=True, exist_ok=True)
            mark.touch()
    store = EmbeddedStore(folder, patience=seconds)
    if mark.exists() or not store.graphs():
        store.clear()
        load_files(store, files)
        filled(store)
        store.flush()
        mark.unlink(missing_ok=True)
    return store
