"""The values that stand nearest to one that was asked for, and how the nearest differs from it.

Terms in, terms out; says nothing of queries. Things are compared by what follows the last part that
they share with all others, texts without regard to case and accents.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Literal

from rdflib import BNode, URIRef

from plangraf.store.interface import Term

Difference = Literal["language", "datatype", "spelling", ""]

_CLOSE = 0.55
_KIND = re.compile(r".*/id/\w[\w-]*/")
_NUMBER = re.compile(r"\s*[+-]?\d+([.,]\d+)?\s*")


def nearest(wanted: Term, found: Iterable[Term], most: int = 3) -> tuple[Term, ...]:
    """Return the terms most like the wanted one, best first; those far off are left out."""
    sought = _folded(wanted)
    kind = _KIND.match(wanted) if isinstance(wanted, URIRef) else None
    if kind:  # a thing of ours is near things of its own kind only
        found = (term for term in found if term.startswith(kind[0]))
    scored = []
    for term in found:
        if isinstance(term, BNode) or term == wanted:
            continue
        score = _likeness(sought, _folded(term))
        if isinstance(term, URIRef) == isinstance(wanted, URIRef) and score >= _CLOSE:
            scored.append((-score, str(term), term))
    scored.sort(key=lambda entry: entry[:2])
    return tuple(term for _, _, term in scored[:most])


def difference(wanted: Term, found: Sequence[Term]) -> tuple[Difference, tuple[Term, ...]]:
    """Say in what the wanted value misses those that exist, with these."""
    if not isinstance(wanted, URIRef | BNode):
        same = [t for t in found if not isinstance(t, URIRef | BNode) and _same(t, wanted)]
        same = [t for t in same if t != wanted]
        tagged = [t for t in same if str(t) == str(wanted) and (t.language or wanted.language)]
        if tagged:
            return "language", tuple(tagged[:3])
        if same:
            return "datatype", tuple(same[:3])
        if wanted.datatype:  # numbers and dates are near by size, not by spelling
            return "", ()
    close = nearest(wanted, found)
    return ("spelling" if close else ""), close


def looks_like_number(term: Term) -> bool:
    """Whether a term is a text that holds a number."""
    if isinstance(term, URIRef | BNode) or term.language:
        return False
    return term.datatype is None and bool(_NUMBER.fullmatch(str(term)))


def _same(one: Term, other: Term) -> bool:
    """Whether two literals are written alike, a number with or without its zeros among them."""
    if str(one) == str(other):
        return True
    if not (_NUMBER.fullmatch(str(one)) and _NUMBER.fullmatch(str(other))):
        return False
    return float(str(one).replace(",", ".")) == float(str(other).replace(",", "."))


def _likeness(one: str, other: str) -> float:
    if len(one) > 3 and len(other) > 3 and (one in other or other in one):
        return 0.8 + 0.2 * min(len(one), len(other)) / max(len(one), len(other))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _CLOSE or matcher.quick_ratio() < _CLOSE:
        return 0.0
    return matcher.ratio()


def _folded(term: Term) -> str:
    """Return what is compared: of an IRI its last part, or what follows `/id/` where it is ours."""
    text = str(term)
    if isinstance(term, URIRef):
        text = re.split(r"/id/\w[\w-]*/|[#/](?=[^#/]*$)", text.rstrip("/#"), maxsplit=1)[-1]
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))[:300]
