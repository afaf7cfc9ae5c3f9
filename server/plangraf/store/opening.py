"""Opens the store that a setting names: nothing → in memory, a folder, or a server's address.

A store in memory, and a folder that is still empty, is filled from the content files.
"""

from collections.abc import Iterable
from pathlib import Path

from plangraf.content.files import ContentFile
from plangraf.errors import StoreError
from plangraf.language import Text
from plangraf.store.embedded import EmbeddedStore
from plangraf.store.interface import Store
from plangraf.store.loading import load_files


def open_store(place: str | None, files: Iterable[ContentFile]) -> Store:
    """Open the store at `place`; see the module's first line."""
    if place and place.startswith(("http://", "https://")):
        raise StoreError(
            Text(
                "Fjärrlager stöds inte än i den här versionen.",
                "Remote stores are not supported in this version yet.",
            ),
            place=place,
        )
    store = EmbeddedStore(Path(place) if place else None)
    if not store.graphs():
        load_files(store, files)
    return store
