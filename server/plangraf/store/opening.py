"""Opens the store that a setting names: nothing → in memory, a folder, or a server's address.

A store in memory, and a folder or server that is still empty, is filled from the content files.
"""

from collections.abc import Iterable
from pathlib import Path

from plangraf.content.files import ContentFile
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.loading import load_files
from plangraf.store.remote import RemoteStore

OpenedStore = EmbeddedStore | RemoteStore


def open_store(
    place: str | None, files: Iterable[ContentFile], seconds: float = 30.0
) -> OpenedStore:
    """Open the store at `place`; `seconds` bounds a request, or the wait for a folder."""
    store: OpenedStore
    if place and place.startswith(("http://", "https://")):
        store = RemoteStore(place, seconds)
    else:
        store = EmbeddedStore(Path(place) if place else None, patience=seconds)
    if not store.graphs():
        load_files(store, files)
    return store
