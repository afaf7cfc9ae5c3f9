"""Compares two versions of a plan: what is new, gone, renamed and changed, in words and as data.

Which thing is which is decided by `plangraf.plans.comparing.pairing`. What a reader does not see
(evidence, order, labels of times) is not compared. Each thing and each value has its place where a
side was read from a file: the line, or the cell; of a plan in a store the IRI is the place.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rdflib import BNode, Graph
from rdflib.term import Node

from plangraf.language import Language, Text
from plangraf.plans.comparing.pairing import paired
from plangraf.plans.comparing.plan_view import PlanView
from plangraf.plans.forms.form import Kind, kinds
from plangraf.plans.registers.lookups import Lookups
from plangraf.validation.findings import Location
from plangraf.validation.reading import Document

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
_WORDING: Final = ("text", "title")
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
    before_place: Location | None = None
    after_place: Location | None = None


@dataclass(frozen=True)
class Difference:
    """One thing: "added", "removed", "renamed" or "changed", with its changes.

    `place` and `was_place` are None where a side has no thing, or was not read from a file.
    """

    what: str
    kind: str
    name: str = ""
    iri: str = ""
    place: Location | None = None
    was: str = ""
    was_iri: str = ""
    was_place: Location | None = None
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
    before: Graph,
    after: Graph,
    lookups: Lookups,
    names: tuple[str, str] = ("", ""),
    files: tuple[Document | None, Document | None] = (None, None),
) -> PlanDiff:
    """Return what differs; names are those of the two versions or files, files have the places."""
    old, new = (
        PlanView(graph, lookups, file) for graph, file in zip((before, after), files, strict=True)
    )
    found: list[Difference] = []
    things = {key: (old.things(kinds()[key]), new.things(kinds()[key])) for key in _COMPARED}
    pairs: dict[Node, Node] = {}
    for key, (olds, news) in things.items():
        pairs |= paired(key, olds, news, old, new)
    partners = {node: was for was, node in pairs.items()}
    gone: dict[Node, Node] = {n: BNode() for olds, _ in things.values() for n in olds}
    names_now = gone | pairs  # what is gone is not what has taken its name since
    for key, (olds, news) in things.items():
        for node in news:
            was = partners.get(node)
            if was is None:
                found.append(Difference("added", key, new.name(node), str(node), new.place(node)))
            elif one := _compared(kinds()[key], was, node, old, new, names_now):
                found.append(one)
        found += [
            Difference(
                "removed", key, was=old.name(was), was_iri=str(was), was_place=old.place(was)
            )
            for was in olds
            if was not in pairs
        ]
    return PlanDiff(*names, tuple(found))


def _compared(
    kind: Kind, was: Node, node: Node, old: PlanView, new: PlanView, pairs: dict[Node, Node]
) -> Difference | None:
    reworded = old.words(was) != new.words(node)
    changes = tuple(
        change
        for change in _changes(kind, was, node, old, new, pairs)
        if not (reworded and change.key in _WORDING)
    )
    if not reworded and not changes:
        return None
    return Difference(
        "renamed" if reworded else "changed",
        kind.key,
        new.name(node),
        str(node),
        new.place(node),
        old.name(was),
        str(was),
        old.place(was),
        changes,
    )


def _changes(
    kind: Kind, was: Node, node: Node, old: PlanView, new: PlanView, pairs: dict[Node, Node]
) -> Iterable[Change]:
    for column in kind.columns:
        if column.path is None or column.key in _UNSEEN:
            continue
        before, after = old.values(was, column, pairs), new.values(node, column, {})
        if Counter(before.values()) == Counter(after.values()):
            continue
        gone = sorted((old.shown(v), v) for v, k in before.items() if k not in after.values())
        come = sorted((new.shown(v), v) for v, k in after.items() if k not in before.values())
        yield Change(
            column.key,
            Text(*(word.removesuffix(" (ID)") for word in column.label)),
            "; ".join(words for words, _ in gone),
            "; ".join(words for words, _ in come),
            old.place(was, column.path, gone[0][1]) if gone else None,
            new.place(node, column.path, come[0][1]) if come else None,
        )


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
