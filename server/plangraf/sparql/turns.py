"""Whose turn it is: places for queries under way, shared so that one client never holds them all.

    quick places   one for each worker, and one more
    slow places    where a query moves that takes longer than a moment, at lower priority

One client gets as many quick places as there are workers and half of the slow ones. What is left
is free for others: a client with one small question need not wait until somebody's large ones end.
Among those who wait and have a share left, the client that holds least goes first, then who came
first. When several clients together hold all quick places with large questions, one of these ends
for a client that has nothing yet.
"""

import contextlib
import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Final, Literal

from plangraf.errors import Overloaded
from plangraf.language import Text

_TICK: Final = 0.1
_LOWER_PRIORITY: Final = 19

Lane = Literal["quick", "slow"]


class Turns:
    """The places of one pool. Thread-safe. A caller without a name has no share to keep."""

    def __init__(self, workers: int):
        self._places: dict[Lane, int] = {"quick": workers + 1, "slow": max(1, 2 * workers - 1)}
        self._shares: dict[Lane, int] = {
            "quick": max(1, workers),
            "slow": (self._places["slow"] + 1) // 2,
        }
        self._held: dict[Lane, Counter[str | None]] = {"quick": Counter(), "slow": Counter()}
        self._queue: list[tuple[object, str | None]] = []
        self._changed = threading.Condition()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._queue)

    def take(
        self, client: str | None, seconds: float, most: int, gone: Callable[[], bool]
    ) -> Literal["taken", "full", "late", "gone"]:
        """Wait for a quick place; says what came of it. No more than `most` may wait."""
        ticket = object()
        with self._changed:
            if self._free("quick", client) and self._is_next(None):
                self._held["quick"][client] += 1
                return "taken"
            if len(self._queue) >= most:
                return "full"
            self._queue.append((ticket, client))
        try:
            return self._wait(ticket, client, time.monotonic() + seconds, gone)
        finally:
            with self._changed:
                self._queue = [entry for entry in self._queue if entry[0] is not ticket]
                self._changed.notify_all()

    def move_over(self, client: str | None) -> bool:
        """Change a quick place for a slow one; False when there is none for this client."""
        with self._changed:
            if not self._free("slow", client):
                return False
            self._held["slow"][client] += 1
            self._leave("quick", client)
            return True

    def gives_way(self, client: str | None) -> bool:
        """Give a quick place up if all are held and a client waits that holds nothing."""
        with self._changed:
            held = self._held["quick"]
            newcomer = any(
                other != client and not held[other] and not self._held["slow"][other]
                for _, other in self._queue
            )
            if not newcomer or held.total() < self._places["quick"]:
                return False
            self._leave("quick", client)
            return True

    def leave(self, lane: Lane, client: str | None) -> None:
        """Give a place up."""
        with self._changed:
            self._leave(lane, client)

    def _leave(self, lane: Lane, client: str | None) -> None:
        held = self._held[lane]
        held[client] -= 1
        if not held[client]:
            del held[client]
        self._changed.notify_all()

    def _wait(
        self, ticket: object, client: str | None, end: float, gone: Callable[[], bool]
    ) -> Literal["taken", "late", "gone"]:
        while True:
            with self._changed:
                if self._free("quick", client) and self._is_next(ticket):
                    self._held["quick"][client] += 1
                    return "taken"
                self._changed.wait(_TICK)
            if gone():
                return "gone"
            if time.monotonic() > end:
                return "late"

    def _free(self, lane: Lane, client: str | None) -> bool:
        """Say whether there is a place in a lane for this client."""
        held = self._held[lane]
        free = held.total() < self._places[lane]
        return free and (client is None or held[client] < self._shares[lane])

    def _is_next(self, ticket: object) -> bool:
        """Say whether nobody who could go now comes before: who holds less goes first."""
        able = [
            (self._held["quick"][client] + self._held["slow"][client], place, other)
            for place, (other, client) in enumerate(self._queue)
            if self._free("quick", client)
        ]
        return not able or min(able, key=lambda entry: entry[:2])[2] is ticket


class Place:
    """A quick place that somebody holds, and that changes when the query takes long."""

    def __init__(self, turns: Turns, client: str | None):
        self._turns = turns
        self._client = client
        self._held: Lane | None = "quick"
        self.lowered = False

    def move_over(self, pid: int) -> None:
        """Give way to quicker queries: lower priority, a slow place, or Overloaded for others."""
        if not self.lowered:
            self.lowered = True
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, pid, _LOWER_PRIORITY)
        if self._held == "slow":
            return
        if self._turns.move_over(self._client):
            self._held = "slow"
        elif self._turns.gives_way(self._client):
            self._held = None
            raise Overloaded(
                Text(
                    "Servern är upptagen: frågan tog lång tid och andra väntade.",
                    "The server is busy: the query took a long time and others were waiting.",
                ),
                retry_after=5,
                remedy=Text("Försök igen om en stund.", "Try again in a while."),
            )

    def leave(self) -> None:
        """Give the place up."""
        if self._held is not None:
            self._turns.leave(self._held, self._client)


def overloaded(waiting: int) -> Overloaded:
    """Tell that so many wait."""
    return Overloaded(
        Text(
            f"Servern är upptagen: {waiting} frågor väntar.",
            f"The server is busy: {waiting} queries are waiting.",
        ),
        retry_after=5,
        remedy=Text("Försök igen om en stund.", "Try again in a while."),
    )
