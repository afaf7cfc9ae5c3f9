"""Waits for what must come, however slow the machine is: tests count and wait, they never time."""

import time
from collections.abc import Callable

PATIENCE = 120.0
"""Seconds after which something does not come any more: a bound for what is broken, not for what
is slow."""


def comes(true: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Wait until something is true; False when it never is."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
