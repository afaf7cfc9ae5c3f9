"""The one composition root: settings → content files, store, saved queries, stories.

Everything above (command line, web) asks a Workspace; nothing below knows it.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plangraf.catalogue.definition import Catalogue
from plangraf.catalogue.describing import QUERIES_GRAPH, describe
from plangraf.catalogue.reading import read_catalogue, refuse
from plangraf.catalogue.stories import Stories, read_stories
from plangraf.content.files import ContentFile, MadeFile, content_files
from plangraf.content.locating import content_root
from plangraf.errors import UnknownName
from plangraf.language import Text
from plangraf.settings import Settings
from plangraf.store.loading import load_files
from plangraf.store.opening import OpenedStore, open_store
from plangraf.vocabulary import GRAPHS


@dataclass(frozen=True)
class Workspace:
    """One opened product. `root` is the content folder in use."""

    settings: Settings
    root: Path

    @classmethod
    def open(cls, settings: Settings) -> "Workspace":
        """Find the content; the store and the catalogue are opened when first asked for."""
        return cls(settings, content_root(settings.content))

    @cached_property
    def files(self) -> tuple[ContentFile, ...]:
        """Every content file that becomes a graph."""
        return content_files(self.root)

    @cached_property
    def store(self) -> OpenedStore:
        """The store, filled from the content when it is in memory or empty.

        A store in memory leaves out what is made: whoever needs it asks `dump` or the server.
        """
        files = (*self.files, *self.made) if self.settings.store else self.files
        return open_store(self.settings.store, files, self.settings.limits.query_seconds)

    @cached_property
    def made(self) -> tuple[MadeFile, ...]:
        """The graphs that stand in no file: the description of the saved queries."""
        data = describe(self.catalogue).serialize(format="nt").encode()
        return (MadeFile(self.root / "queries", "queries", QUERIES_GRAPH, "nt", data),)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The saved queries."""
        return read_catalogue(self.root / "queries")

    @cached_property
    def stories(self) -> Stories:
        """The texts with saved queries in them."""
        stories, problems = read_stories(self.root / "queries", self.catalogue)
        refuse(problems)
        return stories

    @cached_property
    def data_version(self) -> str:
        """A short name for the content as it is: twelve hex digits over names and bytes."""
        digest = hashlib.sha256()
        for file in self.files:
            digest.update(file.name.encode() + b"\0" + file.path.read_bytes())
        return digest.hexdigest()[:12]

    def dump(self, format: str, graph: str | None = None) -> bytes:
        """Return everything, or the one graph named in full or by its tail (`plans/x`)."""
        store = self.store
        if self.settings.store is None:
            load_files(store, self.made)
        if graph is None:
            return store.dump(format)
        names = store.graphs()
        name = graph if graph in names else str(GRAPHS) + graph
        if name not in names:
            raise UnknownName(
                Text(f"Det finns ingen graf ”{graph}”.", f"There is no graph “{graph}”."),
                nearest=tuple(names),
                remedy=Text(
                    "Grafer: " + ", ".join(n.removeprefix(str(GRAPHS)) for n in names),
                    "Graphs: " + ", ".join(n.removeprefix(str(GRAPHS)) for n in names),
                ),
            )
        return store.graph(name, format)
