"""The shared files of a content root, parsed: read again only when a file has changed.

Whoever imports hundreds of plans looks each up in the same registers. The graphs are for reading.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from rdflib import Graph

from plangraf.store.parsing import parse_triples, plain_graph


def shared_graph(root: Path, names: Sequence[str]) -> Graph:
    """The files of these names below the root, as one graph; those that are missing add nothing."""
    paths = tuple(path for name in names if (path := root / name).is_file())
    return _parsed(paths, tuple(path.stat().st_mtime_ns for path in paths))


@lru_cache(maxsize=64)
def _parsed(paths: tuple[Path, ...], _changed: tuple[int, ...]) -> Graph:
    triples = (triple for path in paths for triple in parse_triples(path.read_bytes(), "ttl"))
    return plain_graph(triples)
