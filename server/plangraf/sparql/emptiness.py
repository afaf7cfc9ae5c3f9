"""Why a query has no rows: the step of its pattern that empties it, and the nearest value there is.

A query in, an Emptiness out. The steps of the pattern are put together one after the other until
nothing is left: that step is to blame, and a few more questions tell what stands in its place. A
filter counts from where its variables are known. What is asked is bounded in number and in time;
whoever answers bounds each question. None where the text is not understood or time was not enough.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from plangraf.errors import PlangrafError
from plangraf.sparql.explaining import Cause, Probe, cause_of, cause_of_tail, nothing_at_all
from plangraf.sparql.pattern import Group, Pattern, Step, read_pattern
from plangraf.sparql.scanning import Scan
from plangraf.store.interface import Answer, Row

SECONDS: Final = 5.0
MOST_PROBES: Final = 60


class Runner(Protocol):
    """Whoever answers a query's text, within bounds of its own."""

    def query(self, text: str) -> Answer:
        """Answer a query."""
        ...


@dataclass(frozen=True)
class Emptiness:
    """The step that leaves nothing, its place (from 1), and why."""

    step: str
    line: int
    column: int
    cause: Cause


class _Enough(Exception):
    """No more questions: the time or their number is used up."""


def explain(text: str, runner: Runner, seconds: float = SECONDS) -> Emptiness | None:
    """Tell why a query answers with nothing; None when it cannot be told."""
    scan = Scan(text)
    pattern = read_pattern(scan)
    if pattern is None:
        return None
    search = _Search(pattern, runner, time.monotonic() + seconds)
    try:
        step, cause = search.blamed()
    except (PlangrafError, _Enough):
        return None
    if cause is None:
        return None
    line, column = scan.place(step.start) if step else (1, 1)
    words = " ".join(step.text.split()) if step else ""
    return Emptiness(words, line, column, cause)


@dataclass
class _Search:
    """One look for the step to blame."""

    pattern: Pattern
    runner: Runner
    deadline: float
    asked: int = 0

    def blamed(self) -> tuple[Step | None, Cause | None]:
        """Find the step, or what stands behind the pattern."""
        if not self.rows("?s ?p ?o", "SELECT * ", " LIMIT 1"):
            graphs = [row[0] for row in self.anywhere() if row[0] is not None]
            return None, nothing_at_all(self.pattern.dataset, graphs)
        if self.holds(_text(self.pattern.group)):
            return None, cause_of_tail(self.pattern.tail)
        return self.within(self.pattern.group, lambda inner: inner, lambda inner: inner)

    def within(
        self, group: Group, wrap: Callable[[str], str], alone: Callable[[str], str]
    ) -> tuple[Step | None, Cause | None]:
        """Find the step in a group. `wrap` puts text where the group stands, among what is before
        it; `alone` puts it there without that, but in the same graph."""
        steps = in_order(group)
        low, high = 0, len(steps) - 1
        while low < high:
            middle = (low + high) // 2
            if self.holds(wrap(_text(steps[: middle + 1]))):
                low = middle + 1
            else:
                high = middle
        if not steps:
            return None, None
        step, before = steps[low], steps[:low]
        if step.kind in ("group", "select", "union"):
            return self._inside(step, before, wrap, alone)
        if step.kind == "graph":
            return self._in_graph(step, before, wrap)
        probe = Probe(self.rows, wrap, alone, before, self.pattern.prologue)
        return step, cause_of(step, probe)

    def _inside(
        self,
        step: Step,
        before: Group,
        wrap: Callable[[str], str],
        alone: Callable[[str], str],
    ) -> tuple[Step | None, Cause | None]:
        """Look into braces: by themselves when they hold nothing, otherwise after what is before.

        Of several branches the first with something near is told.
        """
        told: tuple[Step | None, Cause | None] = (step, None)
        for branch in step.inner:
            if self.holds(alone(_text(branch))):
                found = self.within(
                    branch, lambda inner: wrap(f"{_text(before)} {{ {inner} }}"), alone
                )
            else:
                found = self.within(branch, alone, alone)
            if found[1] is not None and (told[1] is None or found[1].nearest):
                told = found
            if told[1] is not None and told[1].nearest:
                break
        return told

    def _in_graph(
        self, step: Step, before: Group, wrap: Callable[[str], str]
    ) -> tuple[Step | None, Cause | None]:
        """Look into GRAPH: whether there is such a graph, and whether it is another one."""

        def inside(inner: str) -> str:
            return f"GRAPH {step.name} {{ {inner} }}"

        (group,) = step.inner
        probe = Probe(self.rows, wrap, inside, before, self.pattern.prologue)
        if self.holds(inside(_text(group))):
            return self.within(group, lambda part: wrap(f"{_text(before)} {inside(part)}"), inside)
        if not step.name.startswith(("?", "$")):
            wrong = probe.graph_cause(step.name, _text(group))
            if wrong is not None:
                return step, wrong
        return self.within(group, inside, inside)

    def holds(self, pattern: str) -> bool:
        """Whether anything fits a pattern."""
        return bool(self.rows(pattern, "SELECT * ", " LIMIT 1"))

    def rows(self, pattern: str, select: str, tail: str = "") -> list[Row]:
        """Ask one question about the query's own graphs."""
        return self._ask(f"{select}{self.pattern.dataset} WHERE {{ {pattern} }}{tail}")

    def anywhere(self) -> list[Row]:
        """Return the names of all graphs, whatever FROM says."""
        return self._ask("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1000")

    def _ask(self, question: str) -> list[Row]:
        self.asked += 1
        if self.asked > MOST_PROBES or time.monotonic() > self.deadline:
            raise _Enough
        return list(self.runner.query(f"{self.pattern.prologue}\n{question}").rows())


def in_order(group: Group) -> Group:
    """Return the steps with each filter moved to where its last variable becomes known."""
    known: dict[str, int] = {}
    others = [step for step in group if step.kind != "filter"]
    for place, step in enumerate(others):
        if step.kind != "minus":
            for name in step.variables:
                known.setdefault(name, place)
    placed: list[tuple[int, int, int, Step]] = [
        (place, 0, number, step) for number, (place, step) in enumerate(enumerate(others))
    ]
    for number, step in enumerate(s for s in group if s.kind == "filter"):
        after = max((known[name] for name in step.variables if name in known), default=-1)
        if not step.variables & known.keys():
            after = len(others)
        placed.append((after, 1, number, step))
    return tuple(step for *_, step in sorted(placed, key=lambda entry: entry[:3]))


def _text(steps: Group) -> str:
    return "\n".join(step.text for step in steps)
