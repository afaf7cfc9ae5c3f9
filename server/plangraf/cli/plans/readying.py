"""Files to publish, read and checked by several processes, in the order in which they were named.

A process hands back the plan as N-Triples and the verdict; only a few wait at a time, so that
memory does not grow with the number of files. The processes are forked when the shapes are ready
and before a store is opened: its engine has threads.
"""

import multiprocessing
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Final

from plangraf.errors import LimitReached, PlangrafError
from plangraf.language import Language, Text
from plangraf.plans.publishing.submissions import read_submission
from plangraf.plans.readings import Source
from plangraf.sparql.worker import die_with_parent
from plangraf.store.parsing import ntriples_of
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Report

_WAITING: Final = 3  # for each process


@dataclass(frozen=True)
class Ready:
    """A file that was read and checked. `error` says, in words, why it was not."""

    file: str
    plan: str = ""
    data: bytes = b""
    source: Source | None = None
    report: Report | None = None
    error: str = ""
    derived: bool = False


def ready(file: str, checker: Checker, language: Language) -> Ready:
    """Read and check one file; of a plan that conforms the findings are not kept."""
    try:
        read = read_submission(Path(file), checker.context.root)
        report = read.report(checker)
    except PlangrafError as error:
        return Ready(file, error=error.render(language))
    if report.conforms:
        report = replace(report, findings=())
    data = ntriples_of(read.graph)
    return Ready(file, read.plan, data, read.source, report, derived=read.derived)


class Readying:
    """Several processes at work on files; they begin at once, and end with the block.

    The first file is done here before they begin: registers and schemes are then read once.
    """

    def __init__(self, files: Sequence[str], checker: Checker, language: Language, jobs: int):
        self._first = ready(files[0], checker, language)  # what it has read, the others have too
        context = multiprocessing.get_context("fork")
        self._pool = ProcessPoolExecutor(jobs, context, _begin, (checker, language))
        self._left = iter(files[1:])
        self._asked: deque[tuple[str, Future[Ready]]] = deque()
        for _ in range(jobs * _WAITING):
            self._ask()

    def _ask(self) -> None:
        if (file := next(self._left, None)) is not None:
            self._asked.append((file, self._pool.submit(_one, file)))

    def __enter__(self) -> Iterator[Ready]:
        return self._each()

    def _each(self) -> Iterator[Ready]:
        yield self._first
        while self._asked:
            file, asked = self._asked.popleft()
            try:
                done = asked.result()
                self._ask()
            except BrokenProcessPool:
                raise _died(file) from None
            yield done

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)


def _died(file: str) -> LimitReached:
    """Tell a process that was killed, most often for want of memory."""
    error = LimitReached(
        Text(
            "En process som läser filerna avbröts. De filer som redan har meddelats som "
            "publicerade är det.",
            "A process that reads the files stopped. Those reported as published are published.",
        ),
        remedy=Text(
            "Publicera de övriga igen, färre åt gången.",
            "Publish the others again, fewer at a time.",
        ),
    )
    error.place = file
    return error


_TASK: list[tuple[Checker, Language]] = []
"""What a forked process works with: set once, right after the fork."""


def _begin(checker: Checker, language: Language) -> None:
    die_with_parent()  # else it waits for files for ever
    _TASK[:] = [(checker, language)]


def _one(file: str) -> Ready:
    return ready(file, *_TASK[0])
