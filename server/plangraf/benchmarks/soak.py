"""A soak: a real server, clients that ask on a beat, phases with and without hostile questions.

Each client asks one question at a time, on a beat: a saved query, or now and then one that is meant
to hurt. In a phase without hostile ones it keeps still instead for as long as that one took before,
so that the honest load is the same in both. A phase ends when the last question has been answered.
Clients come from addresses of their own where the system has them (127.0.0.2 …), since a server
shares its places by address.
"""

import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from plangraf.benchmarks.process_memory import memory_of
from plangraf.benchmarks.soak_questions import HOSTILE, Question, honest, hostile
from plangraf.benchmarks.soak_report import Asked, Report
from plangraf.errors import StoreError
from plangraf.language import Text
from plangraf.settings import Limits, Settings
from plangraf.workspace import Workspace

BEAT: Final = 0.5
_LONGEST_PHASE: Final = 60.0
_PHASES: Final = 10
_PATIENCE: Final = 60.0
_LOOK_EVERY: Final = 5.0


@dataclass(frozen=True)
class Soak:
    """How long, how many clients, and what part of their questions is hostile."""

    minutes: float = 30.0
    clients: int = 8
    hostile: float = 0.05
    seed: int = 1

    @property
    def phase(self) -> float:
        """Seconds of one phase: an even number of them fills the time."""
        return min(_LONGEST_PHASE, self.minutes * 60 / _PHASES)

    @property
    def pairs(self) -> int:
        """How many times a phase without and one with hostile questions."""
        return max(1, round(self.minutes * 60 / self.phase / 2))


def run(workspace: Workspace, soak: Soak, tell: Callable[[str], None] = lambda _: None) -> Report:
    """Start a server on the content, ask it for as long as was said, and report."""
    questions = honest(workspace)
    with started(workspace.settings, workspace.root) as (address, pid):
        course = _Course(soak, questions, address, pid, workspace.settings)
        course.warm_up()
        for number in range(soak.pairs):
            course.phase("hostile")
            course.phase("quiet")
            course.look()
            tell(f"{number + 1}/{soak.pairs}")
        return course.report()


@contextlib.contextmanager
def started(settings: Settings, root: Path) -> Iterator[tuple[str, int]]:
    """Run `plangraf serve` as a process of its own; yields its address and process id."""
    limits = {
        f"PLANGRAF_{f.name.upper()}": str(getattr(settings.limits, f.name)) for f in fields(Limits)
    }
    command = [sys.executable, "-m", "plangraf", "--content", str(root), "--lang", "en", "serve"]
    command += ["--host", "127.0.0.1", "--port", "0", "--workers", str(settings.workers)]
    command += ["--store", settings.store] if settings.store else []
    with tempfile.TemporaryFile() as complaints:
        server = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), **limits},
        )
        assert server.stdout is not None
        try:
            words = server.stdout.readline().split()
            address = next((word for word in words if word.startswith("http")), "")
            if not address:
                server.wait(10)
                complaints.seek(0)
                told = complaints.read().decode("utf-8", "replace").strip()
                raise StoreError(
                    Text(f"Servern startade inte: {told}", f"The server did not start: {told}")
                )
            yield address, server.pid
        finally:
            server.terminate()
            server.wait(30)


@dataclass
class _Course:
    """One soak under way: what has been asked so far and how much memory there was."""

    soak: Soak
    questions: list[Question]
    address: str
    server: int
    settings: Settings
    _begun: float = field(default_factory=time.monotonic)
    _asked: list[Asked] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._chance = [random.Random(self.soak.seed + n) for n in range(self.soak.clients)]
        self._hostile = hostile()
        self._took = dict.fromkeys(HOSTILE, 0.0)
        self._quiet = [memory_of(self.server, 0.0)]
        self._peak = self._quiet[0]

    def warm_up(self) -> None:
        """Ask every question once, so that what is read once and kept is there; not counted."""
        for number, question in enumerate(self.questions):
            self._ask(question, number % self.soak.clients, "warm-up")
        self.look()

    def look(self) -> None:
        """Measure the memory at rest."""
        spent = time.monotonic() - self._begun
        self._quiet.append(memory_of(self.server, spent, len(self._asked)))

    def phase(self, name: str) -> None:
        """Have all clients ask for one phase, "hostile" or "quiet", until all is answered."""
        end = time.monotonic() + self.soak.phase
        clients = [
            threading.Thread(target=self._client, args=(number, end, name))
            for number in range(self.soak.clients)
        ]
        for thread in clients:
            thread.start()
        for thread in clients:
            while thread.is_alive():
                thread.join(_LOOK_EVERY)
                seen = memory_of(self.server, time.monotonic() - self._begun)
                self._peak = max(self._peak, seen, key=lambda memory: memory.total)

    def report(self) -> Report:
        """Sum up."""
        limits = self.settings.limits
        return Report(
            minutes=(time.monotonic() - self._begun) / 60,
            clients=self.soak.clients,
            asked=tuple(self._asked),
            at_rest=tuple(self._quiet),
            peak=self._peak,
            seconds=limits.query_seconds,
        )

    def _client(self, number: int, end: float, phase: str) -> None:
        """Ask on the beat, each client out of step with the others."""
        chance = self._chance[number]
        time.sleep(BEAT * number / self.soak.clients)
        due = time.monotonic()
        while due < end:
            if chance.random() < self.soak.hostile:
                question = self._next_hostile()
                if phase == "hostile":
                    self._took[question.name] = self._ask(question, number, phase)
                else:
                    time.sleep(min(self._took[question.name], max(0.0, end - due)))
            else:
                self._ask(chance.choice(self.questions), number, phase)
            due = max(due + BEAT, time.monotonic())
            time.sleep(max(0.0, due - time.monotonic()))

    def _next_hostile(self) -> Question:
        """Take turns, so that every kind is asked equally often."""
        with self._lock:
            self._hostile = [*self._hostile[1:], self._hostile[0]]
            return self._hostile[-1]

    def _ask(self, question: Question, client: int, phase: str) -> float:
        """Ask, keep what became of it, and return how long it took."""
        begun = time.monotonic()
        outcome = _outcome(question, self.address, f"127.0.0.{client + 2}")
        spent = time.monotonic() - begun
        with self._lock:
            self._asked.append(Asked(question.name, question.way, phase, *outcome, spent))
        return spent


def _outcome(question: Question, address: str, source: str) -> tuple[int, str]:
    """Send a question and read its answer; returns its status (0: none) and a problem's name."""
    parts = urlsplit(address)
    own = (source, 0) if sys.platform == "linux" else None
    connection = HTTPConnection(
        str(parts.hostname), parts.port, timeout=_PATIENCE, source_address=own
    )
    try:
        with contextlib.closing(connection):
            body = question.text.encode() or None
            connection.request(question.method, question.path, body, question.headers)
            response = connection.getresponse()
            content = response.read()
            return response.status, _problem(response.headers.get("Content-Type", ""), content)
    except (OSError, HTTPException) as error:
        return 0, type(error).__name__


def _problem(content_type: str, content: bytes) -> str:
    """Return the name of the problem that a document tells."""
    if not content_type.startswith("application/problem+json"):
        return ""
    return str(json.loads(content)["type"]).rpartition("/")[2]
