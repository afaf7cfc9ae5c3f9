"""Many files at once: each read, judged among those it mentions, told, and let go again.

Only findings stay in memory. Which file describes which plan is learnt from a look at the bytes;
a file that describes no plan (a register of actors, say) is context for all the others. Rules that
follow a chain from plan to plan are asked once more, of the few statements that make up the chains
of all files. Work is shared among processes that are forked when the shapes are ready.
"""

import hashlib
import multiprocessing
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from plangraf.errors import LimitReached, UnreadableInput
from plangraf.language import Text
from plangraf.validation.across import across_plans, spine_of
from plangraf.validation.causes import read_and_found
from plangraf.validation.checking import Checker, Progress
from plangraf.validation.comparing import Disagreement
from plangraf.validation.context import Neighbours, plans_mentioned
from plangraf.validation.findings import Finding, Location, Report, Severity
from plangraf.validation.keeping import Keeper, Outcome, key_of
from plangraf.validation.reading import SUFFIXES, Document

Reader = Callable[[str], tuple[Document, tuple[Finding, ...]]]
"""Reads a file into a document and what was told while reading; raises UnreadableInput."""

_NAMED: Final = re.compile(rb'(?:plangraf/id/|<|"|pgid:)([a-z-]+)/([a-z0-9][a-z0-9-]*)')
UNREADABLE: Final = "unreadable"
"""The rule of a finding that tells of a file that could not be read: the others are checked."""
_MOST_REGISTERS: Final = 20_000_000
_AT_HAND: Final = 6
_PIECE: Final = 4


@dataclass(frozen=True)
class _Look:
    """What a look at a file's bytes shows: its hash, and how often it names which plan."""

    digest: str
    size: int
    plans: Counter[str]


@dataclass
class Many:
    """Checks files with one checker. `names` are their paths, `jobs` the processes that share."""

    checker: Checker
    names: Sequence[str]
    read: Reader
    keeper: Keeper = field(default_factory=lambda: Keeper(None))
    jobs: int = 1
    _at_hand: dict[str, Document | None] = field(default_factory=dict)

    def check(self, progress: Progress | None = None) -> Report:
        """Check all; findings come in the order of the files."""
        outcomes: dict[str, Outcome] = {}
        keys = {name: self._key(name) for name in self.names}
        for name in self.names:
            if (kept := self.keeper.find(keys[name], name)) is not None:
                outcomes[name] = kept
        left = [name for name in self.names if name not in outcomes]
        for name, outcome in self._made(left):
            outcomes[name] = outcome
            self.keeper.keep(keys[name], outcome, name)
            if progress is not None:
                progress(len(outcomes), len(self.names))
        self.keeper.tidy()
        findings = [f for name in self.names for f in outcomes[name].findings]
        spines = {name: outcomes[name].spine for name in self.names}
        findings += across_plans(self.checker, spines, findings, lambda name: self.read(name)[0])
        triples = sum(outcome.triples for outcome in outcomes.values())
        return self.checker.report(findings, self.names, triples)

    def disagreements(self, other: str) -> Iterator[Disagreement]:
        """What another engine says differently, file by file."""
        for name in self.names:
            document, _ = self.read(name)
            yield from self.checker.disagreements([document], other, self._around(document))

    def outcome(self, name: str) -> Outcome:
        """Check one of the files."""
        try:
            document, told = self.read(name)
        except (UnreadableInput, LimitReached) as error:
            return Outcome((unreadable(error, name),), 0)
        findings = read_and_found(told, self.checker.judge(document, self._around(document)))
        return Outcome(findings, len(document.triples), spine_of(document))

    def _made(self, names: Sequence[str]) -> Iterator[tuple[str, Outcome]]:
        if self.jobs < 2 or len(names) < 2 * _PIECE:
            for name in names:
                yield name, self.outcome(name)
            return
        self.checker.prepare()
        _ = (self._owners, self._registers)
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(self.jobs, context, _begin, (self,)) as pool:
            yield from zip(names, pool.map(_outcome, names, chunksize=_PIECE), strict=True)

    def _key(self, name: str) -> str:
        """Everything that the outcome of a file depends on."""
        if self.keeper.folder is None:
            return ""
        look = self._looks[name]
        owners = {self._owners[slug] for slug in look.plans if slug in self._owners}
        near = owners if look.plans else set(self.names)
        digests = sorted(self._looks[each].digest for each in near | set(self._register_names))
        return key_of(look.digest, digests, self.checker.profile, *self._stamp)

    @cached_property
    def _stamp(self) -> tuple[str, str]:
        """The engine, and the state of the shapes and of the content that is context."""
        root = self.checker.context.root
        digest = hashlib.sha256()
        for folder in ("shapes", "ontology", "data"):
            for path in sorted((root / folder).rglob("*.ttl")):
                digest.update(path.read_bytes())
        return self.checker.engine_name, digest.hexdigest()

    @cached_property
    def _looks(self) -> dict[str, _Look]:
        return {name: _look(Path(name)) for name in self.names}

    @cached_property
    def _owners(self) -> dict[str, str]:
        """The file that names a plan most often: the one that describes it."""
        most: dict[str, tuple[int, str]] = defaultdict(lambda: (0, ""))
        for name, look in self._looks.items():
            for slug, count in look.plans.items():
                if count > most[slug][0]:
                    most[slug] = count, name
        return {slug: name for slug, (_, name) in most.items()}

    @cached_property
    def _register_names(self) -> list[str]:
        """Files that describe no plan, as far as there is room for them."""
        names, size = [], 0
        for name, look in self._looks.items():
            size += 0 if look.plans else look.size
            if not look.plans and name.endswith(tuple(SUFFIXES)) and size <= _MOST_REGISTERS:
                names.append(name)
        return names

    @cached_property
    def _registers(self) -> list[Document]:
        return [found for name in self._register_names if (found := self._document(name))]

    def _around(self, document: Document) -> Neighbours:
        """The document and those of the others that it may lean on."""
        slugs = sorted(plans_mentioned(document))
        names = {self._owners[slug] for slug in slugs if slug in self._owners} - {document.name}
        others = [found for name in sorted(names) if (found := self._document(name))]
        registers = [each for each in self._registers if each.name != document.name]
        return Neighbours([document, *others, *registers])

    def _document(self, name: str) -> Document | None:
        """Another file, as a few are kept at hand; None where it cannot be read."""
        if name not in self._at_hand:
            while len(self._at_hand) >= _AT_HAND:
                self._at_hand.pop(next(iter(self._at_hand)))
            try:
                self._at_hand[name] = self.read(name)[0]
            except (UnreadableInput, LimitReached):
                self._at_hand[name] = None
        return self._at_hand[name]


def unreadable(error: UnreadableInput | LimitReached, name: str) -> Finding:
    """Return the finding that tells of a file that could not be read, at its place."""
    remedy = error.remedy or Text("", "")
    line, _, column = (error.place or "").removeprefix(name).strip(":").partition(":")
    return Finding(
        rule=UNREADABLE,
        severity=Severity.VIOLATION,
        message=Text(
            f"{error.message.sv} {remedy.sv}".strip(), f"{error.message.en} {remedy.en}".strip()
        ),
        location=Location(
            name,
            int(line) if line.isdecimal() else 1,
            int(column) if column.isdecimal() else 1,
        ),
        component="ReadingConstraintComponent",
    )


def _look(path: Path) -> _Look:
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    named = Counter(_NAMED.findall(data))
    plans = {slug for kind, slug in named if kind == b"plan"}
    counts: Counter[str] = Counter()
    for (_, slug), count in named.items():
        if slug in plans:
            counts[slug.decode()] += count
    return _Look(hashlib.sha256(data).hexdigest(), len(data), counts)


_TASK: list[Many] = []
"""What a forked process works on: set once, right after the fork."""


def _begin(task: Many) -> None:
    _TASK[:] = [task]


def _outcome(name: str) -> Outcome:
    return _TASK[0].outcome(name)
