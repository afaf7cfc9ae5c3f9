"""Compares two versions of a plan: what is new, gone, renamed and changed, in words and as data.

Things are matched by their name (IRI) first; those that only one side has are then matched by how
alike their wording is, so that a renumbered or reworded goal is one changed goal and not one gone
and one new. What a reader does not see (evidence, order, labels of times) is not compared.
"""

import difflib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rdflib import Graph
from rdflib.term import Node

from plangraf.language import Language, Text
from plangraf.plans.form import Kind, kinds
from plangraf.plans.lookups import Lookups, folded
from plangraf.plans.plan_view import PlanView

_COMPARED: Final = (
    "plan",
    "focus_area",
    "goal",
    "activity",
    "sub_activity",
    "indicator",
    "need",
    "governance",
    "passage",
    "term",
)
_UNSEEN: Final = (
    "order",
    "evidence",
    "assertion",
    "rule",
    "source",
    "scheme",
    "governance",
    "note_en",
    "language",
)
SAME: Final = 0.72
_WORDS: Final = {
    "focus_area": (Text("fokusområde", "focus area"), Text("fokusområden", "focus areas")),
    "goal": (Text("mål", "goal"), Text("mål", "goals")),
    "activity": (Text("aktivitet", "activity"), Text("aktiviteter", "activities")),
    "sub_activity": (
        Text("delaktivitet", "sub-activity"),
        Text("delaktiviteter", "sub-activities"),
    ),
    "indicator": (Text("indikator", "indicator"), Text("indikatorer", "indicators")),
    "need": (Text("behov", "need"), Text("behov", "needs")),
    "plan": (Text("plan", "plan"), Text("planer", "plans")),
    "governance": (
        Text("styrningsroll", "governance role"),
        Text("styrningsroller", "governance roles"),
    ),
    "passage": (Text("stycke", "passage"), Text("stycken", "passages")),
    "term": (Text("term", "term"), Text("termer", "terms")),
}


@dataclass(frozen=True)
class Change:
    """One property of one thing: what it said, what it says. Empty texts for nothing."""

    key: str
    label: Text
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """One thing: "added", "removed", "renamed" or "changed", with its changes."""

    what: str
    kind: str
    name: str
    iri: str
    was: str = ""
    was_iri: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class PlanDiff:
    """All differences between two versions, in the plan's own order of kinds."""

    before: str
    after: str
    differences: tuple[Difference, ...]

    def count(self, kind: str, what: str) -> int:
        """How many things of a kind were added, removed, renamed or changed."""
        return sum(d.kind == kind and d.what == what for d in self.differences)


def compare_plans(
    before: Graph, after: Graph, lookups: Lookups, names: tuple[str, str] = ("", "")
) -> PlanDiff:
    """Return what differs; names are those of the two versions or files."""
    old, new = PlanView(before, lookups), PlanView(after, lookups)
    pairs: dict[Node, Node] = {}
    found: list[Difference] = []
    things = {key: (old.things(kinds()[key]), new.things(kinds()[key])) for key in _COMPARED}
    for key, (olds, news) in things.items():
        pairs.update(_paired(key, olds, news, old, new))
    for key, (olds, news) in things.items():
        kind = kinds()[key]
        for node in news:
            was = next((o for o in olds if pairs.get(o) == node), None)
            if was is None:
                found.append(Difference("added", key, new.name(node), str(node)))
                continue
            changes = tuple(_changes(kind, was, node, old, new, pairs))
            renamed = old.name(was) != new.name(node)
            if changes or renamed:
                rest = tuple(c for c in changes if c.key not in ("text", "title"))
                found.append(
                    Difference(
                        "renamed" if renamed else "changed",
                        key,
                        new.name(node),
                        str(node),
                        old.name(was),
                        str(was),
                        rest,
                    )
                )
        for node in olds:
            if node not in pairs:
                found.append(
                    Difference("removed", key, old.name(node), str(node), old.name(node), str(node))
                )
    return PlanDiff(*names, tuple(found))


def _paired(
    key: str, olds: list[Node], news: list[Node], old: PlanView, new: PlanView
) -> dict[Node, Node]:
    if key == "plan":
        shared = {n: n for n in olds if n in news}
        return shared or dict(zip(olds[:1], news[:1], strict=False))
    pairs: dict[Node, Node] = {}
    same = [n for n in olds if n in set(news) and _alike(old.name(n), new.name(n)) >= 0.45]
    pairs.update({n: n for n in same})
    left, right = (
        [n for n in olds if n not in pairs],
        [n for n in news if n not in set(pairs.values())],
    )
    by_text: dict[str, list[Node]] = {}
    for node in right:
        by_text.setdefault(folded(new.name(node)), []).append(node)
    for node in list(left):
        exact = by_text.get(folded(old.name(node)))
        if exact:
            pairs[node] = exact.pop(0)
            left.remove(node)
            right.remove(pairs[node])
    if len(left) * len(right) <= 250_000:
        scored = sorted(
            ((_alike(old.name(a), new.name(b)), str(a), str(b), a, b) for a in left for b in right),
            key=lambda s: (-s[0], s[1], s[2]),
        )
        for score, _, _, a, b in scored:
            if score >= SAME and a not in pairs and b not in set(pairs.values()):
                pairs[a] = b
    taken = set(pairs.values())
    again = {n: n for n in left if n not in pairs and n in right and n not in taken}
    return pairs | again


def _alike(one: str, other: str) -> float:
    a, b = folded(one), folded(other)
    if a == b:
        return 1.0
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    return (
        matcher.ratio()
        if matcher.real_quick_ratio() >= 0.4 and matcher.quick_ratio() >= 0.4
        else 0.0
    )


def _changes(
    kind: Kind, was: Node, node: Node, old: PlanView, new: PlanView, pairs: dict[Node, Node]
) -> Iterable[Change]:
    for column in kind.columns:
        if column.path is None or column.key in _UNSEEN:
            continue
        before, after = old.values(was, column, pairs), new.values(node, column, {})
        if Counter(before.values()) != Counter(after.values()):
            gone = [old.shown(v) for v, k in before.items() if k not in after.values()]
            come = [new.shown(v) for v, k in after.items() if k not in before.values()]
            yield Change(column.key, column.label, "; ".join(sorted(gone)), "; ".join(sorted(come)))


def _forms(english: str, one: str, many: str, neuter: str) -> tuple[Text, Text, Text]:
    return Text(one, english), Text(many, english), Text(neuter, english)


def summary(diff: PlanDiff, language: Language) -> str:
    """One sentence: 3 new goals, 1 removed goal, 2 changed activities."""
    parts = []
    words = {
        "added": _forms("new", "ny", "nya", "nytt"),
        "removed": _forms("removed", "borttagen", "borttagna", "borttaget"),
        "renamed": _forms("reworded", "omformulerad", "omformulerade", "omformulerat"),
        "changed": _forms("changed", "ändrad", "ändrade", "ändrat"),
    }
    for kind in _COMPARED:
        for what, (one, many, neuter) in words.items():
            number = diff.count(kind, what)
            if number:
                thing = _WORDS[kind][number > 1].in_(language)
                single = neuter if kind in ("focus_area", "goal", "need", "passage") else one
                parts.append(f"{number} {(many if number > 1 else single).in_(language)} {thing}")
    return ", ".join(parts) if parts else Text("ingen skillnad", "no difference").in_(language)


def kind_word(kind: str, language: Language) -> str:
    """The word for one thing of a kind."""
    return _WORDS[kind][0].in_(language)
