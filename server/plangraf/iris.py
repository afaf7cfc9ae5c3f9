"""How things are named: graph names from file paths, slugs from labels, local paths from IRIs.

An IRI of a thing is `https://w3id.org/plangraf/id/{type}/{plan}/{local}`. A server answers for it
under its own address at `/id/{type}/{plan}/{local}`; this module turns one into the other and does
not know what stands behind them.
"""

import re
import unicodedata
from pathlib import PurePosixPath

from plangraf.vocabulary import GRAPHS, PG, PGID

_FOLDED = str.maketrans({"å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u", "ø": "o", "æ": "ae"})


def slug(text: str, longest: int = 50) -> str:
    """Lower-case ASCII words joined by hyphens, cut at a word end."""
    folded = unicodedata.normalize("NFC", text).lower().translate(_FOLDED)
    words = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    if len(words) <= longest:
        return words
    return words[: longest + 1].rpartition("-")[0] or words[:longest]


def graph_name(path: PurePosixPath) -> str:
    """Name the graph of a content file by its path: `data/plans/x.ttl` → `…/graph/plans/x`.

    Concept schemes are data to those who query, so `ontology/schemes/x.ttl` → `…/graph/schemes/x`.
    """
    parts = list(path.parts[1:] if path.parts[0] == "data" else path.parts)
    if parts[:2] == ["ontology", "schemes"]:
        parts = parts[1:]
    parts[-1] = parts[-1].split(".")[0]
    return str(GRAPHS) + "/".join(parts)


def local_path(iri: str) -> str | None:
    """Return where this server answers for one of our IRIs: `/id/…` or `/ns`; None for others."""
    if iri.startswith(str(PGID)):
        return "/id/" + iri.removeprefix(str(PGID))
    if iri == str(PG).rstrip("#"):
        return "/ns"
    if iri.startswith(str(PG)):
        return "/ns#" + iri.removeprefix(str(PG))
    return None


def thing(path: str) -> str:
    """Return the IRI of the thing that `/id/{path}` answers for."""
    return str(PGID) + path
