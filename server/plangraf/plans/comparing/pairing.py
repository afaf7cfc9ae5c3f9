"""Decides which thing of an earlier version is which of a later one, kind by kind.

Things are matched by their name (IRI) first, where what they are called is not wholly another; then
by the same wording; then by how alike their wordings are, so that a renumbered or reworded goal is
one changed goal and not one gone and one new. A number or a name given by a person is trusted last.
"""

import difflib
import re
from typing import Final

from rdflib import SKOS
from rdflib.term import Node

from plangraf.plans.comparing.plan_view import PlanView
from plangraf.plans.registers.lookups import folded

_ALIKE: Final = 0.72
_SAME_IRI: Final = 0.45
_MOST_PAIRS: Final = 250_000
_BY_ORDER: Final = re.compile(r"[/-][gas]?\d+$")


def paired(
    kind: str, olds: list[Node], news: list[Node], old: PlanView, new: PlanView
) -> dict[Node, Node]:
    """Return the pairs of one kind of thing; what has no partner is gone or new."""
    if kind == "plan":
        shared = {n: n for n in olds if n in news}
        return shared or dict(zip(olds[:1], news[:1], strict=False))
    was = {n: folded(old.name(n)) for n in olds}
    now = {n: folded(new.name(n)) for n in news}
    pairs = {n: n for n in olds if n in now and _alike(was[n], now[n]) >= _SAME_IRI}
    left = {n: text for n, text in was.items() if n not in pairs}
    right = {n: text for n, text in now.items() if n not in pairs}
    for alike in (_same, _similar):
        for one, other in alike(left, right):
            if one in left and other in right:
                pairs[one] = other
                del left[one], right[other]
    return pairs | {n: n for n in left if n in right and _kept(n, old, new)}


def _kept(node: Node, old: PlanView, new: PlanView) -> bool:
    """Whether a name stays with its thing however it is reworded: one by order alone does not."""
    number = old.graph.value(node, SKOS.notation)
    if number is not None and number == new.graph.value(node, SKOS.notation):
        return True
    return not _BY_ORDER.search(str(node))


def _same(left: dict[Node, str], right: dict[Node, str]) -> list[tuple[Node, Node]]:
    by_text: dict[str, list[Node]] = {}
    for node, text in reversed(right.items()):
        by_text.setdefault(text, []).append(node)
    return [(n, by_text[text].pop()) for n, text in left.items() if by_text.get(text)]


def _similar(left: dict[Node, str], right: dict[Node, str]) -> list[tuple[Node, Node]]:
    """The pairs that are alike enough, the most alike first."""
    if len(left) * len(right) > _MOST_PAIRS:
        return []
    scored = [
        (_alike(a, b), str(m), str(n), m, n) for m, a in left.items() for n, b in right.items()
    ]
    enough = sorted((s for s in scored if s[0] >= _ALIKE), key=lambda s: (-s[0], s[1], s[2]))
    return [(one, other) for _, _, _, one, other in enough]


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    near = matcher.real_quick_ratio() >= _SAME_IRI and matcher.quick_ratio() >= _SAME_IRI
    return matcher.ratio() if near else 0.0
