"""What a soak found, and which promises it holds against it.

Requests with their outcomes, and memory at moments → counts, percentiles, growth, and a list of
broken promises, which is empty when all is well.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from plangraf.benchmarks.process_memory import Memory, slope
from plangraf.language import Language, Text

PROMISED: Final = ("query-timeout", "query-too-big", "busy")
"""The names of the problems that a 503 may tell."""
SLOWER: Final = 2.0
"""So many times as long may the 95th percentile be beside hostile questions."""
GROWTH: Final = 128.0
"""So many megabytes may the memory at rest grow, by its trend: about one idle worker and a half."""
WEB_GROWTH: Final = 0.5
"""So many megabytes may the web process grow in 1,000 requests, by the trend of the later half."""
ENOUGH: Final = 5_000
"""With fewer requests in the later half its growth is told and not judged."""
ANSWERED: Final = 0.995
"""So large a part of the honest questions is answered; the others are told that it is busy."""
GRACE: Final = 5.0
"""So many seconds after its deadline a question has been answered."""

_WAYS: Final = Text("alla|hållna svar|körda i arbetsprocess", "all|kept answers|run in a worker")


@dataclass(frozen=True)
class Asked:
    """One request: the question, how it was asked, in which phase, and what became of it."""

    name: str
    way: str
    phase: str
    status: int
    problem: str
    seconds: float

    @property
    def outcome(self) -> str:
        """The status with the problem's name; a connection that failed by its error."""
        return f"{self.status or '–'} {self.problem}".strip()


@dataclass(frozen=True)
class Report:
    """All that was asked and measured. `seconds` is the deadline of a query."""

    minutes: float
    clients: int
    asked: tuple[Asked, ...]
    at_rest: tuple[Memory, ...]
    peak: Memory
    seconds: float

    def counts(self, *, hostile: bool) -> Counter[tuple[str, str]]:
        """Count (question or phase, outcome): of hostile questions by name, of others by phase."""
        return Counter(
            (one.name if hostile else one.phase, one.outcome)
            for one in self.asked
            if (one.way == "hostile") == hostile
        )

    def p95(self, phase: str, way: str | None = None) -> float:
        """Return the 95th percentile in seconds of honest questions that were answered."""
        return _p95(
            [
                one.seconds
                for one in self.asked
                if one.phase == phase
                and one.status == 200
                and one.way != "hostile"
                and way in (None, one.way)
            ]
        )

    @property
    def ratio(self) -> float:
        """How many times as long honest questions take beside hostile ones."""
        alone = self.p95("quiet")
        return self.p95("hostile") / alone if alone else math.nan

    @property
    def settled(self) -> Sequence[Memory]:
        """The memory at rest since the first pair of phases, or since the start if that is all."""
        return self.at_rest[2:] or self.at_rest

    @property
    def growth(self) -> float:
        """By how many megabytes the memory at rest has grown since it settled, by its trend."""
        first, last = self.settled[0], self.settled[-1]
        return self.growth_by_minute * (last.seconds - first.seconds) / 60

    @property
    def growth_by_minute(self) -> float:
        """By how many megabytes a minute all processes grow."""
        return slope([(memory.seconds / 60, memory.total) for memory in self.settled])

    @property
    def web_growth(self) -> float:
        """By how many megabytes the web process grows in 1,000 requests, once it is full.

        In the earlier half it fills what it may keep.
        """
        return slope([(memory.asked / 1_000, memory.web) for memory in self._later])

    @property
    def counted(self) -> int:
        """How many requests there were in the later half."""
        return self._later[-1].asked - self._later[0].asked

    @property
    def _later(self) -> Sequence[Memory]:
        return self.at_rest[len(self.at_rest) // 2 :]

    def broken(self) -> list[Text]:
        """Return the promises that were not kept."""
        return list(self._broken())

    def _broken(self) -> Iterator[Text]:
        for (name, outcome), count in Counter(
            (one.name, one.outcome)
            for one in self.asked
            if not one.status or (one.status >= 500 and not _promised(one))
        ).items():
            yield Text(
                f"{name}: {count} × {outcome}, som ingen har lovat",
                f"{name}: {count} × {outcome}, which nobody promised",
            )
        own = [one for one in self.asked if one.way != "hostile"]
        refused = [one for one in own if one.status != 200]
        if len(refused) > (1 - ANSWERED) * len(own):
            yield Text(
                f"{len(refused)} ärliga frågor fick inget svar (t.ex. {refused[0].name}: "
                f"{refused[0].outcome})",
                f"{len(refused)} honest questions had no answer (e.g. {refused[0].name}: "
                f"{refused[0].outcome})",
            )
        late = [one for one in self.asked if one.seconds > self.seconds + GRACE]
        if late:
            slowest = max(late, key=lambda one: one.seconds)
            yield Text(
                f"{len(late)} frågor överskred gränsen {self.seconds:g} s (värst {slowest.name}: "
                f"{slowest.seconds:.1f} s)",
                f"{len(late)} questions passed the limit of {self.seconds:g} s (worst "
                f"{slowest.name}: {slowest.seconds:.1f} s)",
            )
        if self.ratio > SLOWER:
            yield Text(
                f"95 av 100 ärliga tar {self.ratio:.2f} gånger så lång tid (gräns {SLOWER:g})",
                f"95 of 100 honest ones take {self.ratio:.2f} times as long (limit {SLOWER:g})",
            )
        if self.growth > GROWTH:
            yield Text(
                f"minnet växte med {self.growth:.0f} MB (gräns {GROWTH:g})",
                f"the memory grew by {self.growth:.0f} MB (limit {GROWTH:g})",
            )
        if self.web_growth > WEB_GROWTH and self.counted >= ENOUGH:
            yield Text(
                f"webbprocessen växer med {self.web_growth:.2f} MB på 1 000 anrop "
                f"(gräns {WEB_GROWTH:g})",
                f"the web process grows by {self.web_growth:.2f} MB in 1,000 requests "
                f"(limit {WEB_GROWTH:g})",
            )

    def render(self, language: Language) -> str:
        """Write it all out."""
        return "\n".join(line.in_(language) for line in self._lines())

    def _lines(self) -> Iterator[Text]:
        hostile = sum(one.way == "hostile" for one in self.asked)
        share = hostile / max(1, sum(one.phase == "hostile" for one in self.asked))
        yield Text(
            f"{self.minutes:.1f} min, {self.clients} klienter, {len(self.asked)} frågor; "
            f"fientliga i sina faser: {share:.1%}",
            f"{self.minutes:.1f} min, {self.clients} clients, {len(self.asked)} questions; "
            f"hostile ones in their phases: {share:.1%}",
        )
        yield Text("ärliga frågor, fas och svar", "honest questions, phase and outcome")
        yield from _table(self.counts(hostile=False))
        yield Text("fientliga frågor och svar", "hostile questions and outcomes")
        yield from _table(self.counts(hostile=True))
        yield Text(
            "95 av 100 ärliga svar inom, ms: utan | med fientliga | kvot",
            "95 of 100 honest answers within, ms: without | with hostile | ratio",
        )
        for way, sv, en in zip(
            (None, "kept", "run"), _WAYS.sv.split("|"), _WAYS.en.split("|"), strict=True
        ):
            alone, beside = self.p95("quiet", way), self.p95("hostile", way)
            figures = f"{alone * 1e3:.1f} | {beside * 1e3:.1f} | {beside / alone:.2f}"
            yield Text(f"  {sv}: {figures}", f"  {en}: {figures}")
        yield Text(
            "minne i vila, MB PSS: minut | webb | barnkammare | arbetare | summa (processer)",
            "memory at rest, MB PSS: minute | web | nursery | workers | total (processes)",
        )
        for memory in self.at_rest:
            yield _memory(memory)
        yield Text("  mest:", "  most:")
        yield _memory(self.peak)
        trend = f"{self.growth:+.0f} MB, {self.growth_by_minute:+.2f} MB/min"
        yield Text(
            f"  sedan första fasparet: {trend}", f"  since the first pair of phases: {trend}"
        )
        web = f"{self.web_growth:+.2f} MB"
        yield Text(
            f"  webbprocessen i senare hälften: {web} på 1 000 anrop, av {self.counted} "
            f"(gräns {WEB_GROWTH:g} MB, prövad från {ENOUGH})",
            f"  web process in the later half: {web} in 1,000 requests, of {self.counted} "
            f"(limit {WEB_GROWTH:g} MB, judged from {ENOUGH})",
        )
        broken = self.broken()
        yield Text(
            "brutna löften:" + (" inga" if not broken else ""),
            "broken promises:" + (" none" if not broken else ""),
        )
        for promise in broken:
            yield Text(f"  {promise.sv}", f"  {promise.en}")


def _promised(one: Asked) -> bool:
    return one.status == 503 and one.problem in PROMISED


def _p95(values: list[float]) -> float:
    ordered = sorted(values)
    return ordered[math.ceil(0.95 * len(ordered)) - 1] if ordered else math.nan


def _table(counts: Counter[tuple[str, str]]) -> Iterator[Text]:
    for (name, outcome), count in sorted(counts.items()):
        line = f"  {name:<16} {outcome:<20} {count:>7}"
        yield Text(line, line)


def _memory(memory: Memory) -> Text:
    parts = (memory.web, memory.nursery, memory.workers, memory.total)
    figures = " | ".join(f"{part:.0f}" for part in parts)
    line = f"  {memory.seconds / 60:5.1f} | {figures} ({memory.processes})"
    return Text(line, line)
