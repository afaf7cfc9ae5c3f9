"""Which of the idle threads takes the next request: the one that was busy last.

The C library keeps for each thread up to a quarter of a megabyte of small pieces that the thread
has freed, and they split the memory around them. waitress wakes the thread that has been idle
longest: after some hours each of its many threads would have filled what it may keep, though few
were ever busy at once.
"""

import threading
from contextlib import suppress
from typing import Any

from waitress.task import ThreadedTaskDispatcher


class LastFirst(threading.Condition):
    """A condition that wakes who began to wait last."""

    def __init__(self, lock: Any):
        super().__init__(lock)
        self._asleep: list[threading.Lock] = []

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until woken; False when the time was up before."""
        bell = threading.Lock()
        bell.acquire()
        self._asleep.append(bell)
        self.release()
        try:
            return bell.acquire(timeout=-1 if timeout is None else timeout)
        finally:
            self.acquire()
            with suppress(ValueError):
                self._asleep.remove(bell)

    def notify(self, n: int = 1) -> None:
        """Wake so many, the last first."""
        for _ in range(min(n, len(self._asleep))):
            self._asleep.pop().release()

    def notify_all(self) -> None:
        """Wake all."""
        self.notify(len(self._asleep))


def crew(threads: int) -> ThreadedTaskDispatcher:
    """So many threads that wait for requests; few of them are busy while few would do."""
    made = ThreadedTaskDispatcher()
    made.queue_cv = LastFirst(made.lock)
    made.set_thread_count(threads)
    return made
