"""The one door to the services: asks within the declared rate, tries again, keeps what came.

Turns a request into what a reader makes of its answer. Tried again, after a growing wait or as long
as Retry-After says: no answer, a cut answer, 429 and 5xx. A service that asks for a longer wait
than LONGEST_ASKED is left alone, and its Retry-After told. An answer is kept only when the reader
could read it, so that a broken one is never taken up again; a kept one that is young enough is not
asked for again, an older one is asked about with ETag and If-Modified-Since.
"""

import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Final, TypeVar

import httpx

from plangraf import __version__
from plangraf.content.series import Provider
from plangraf.errors import CutAnswer, PlangrafError, SourceError, SourceUnreachable
from plangraf.language import Text
from plangraf.statistics.exchange import Received, Request, changed, shown
from plangraf.statistics.keeping import Keeper

CLIENT: Final = f"plangraf/{__version__}"
TRIES: Final = 6
FIRST_WAIT: Final = 0.5
LONGEST_WAIT: Final = 60.0
LONGEST_ASKED: Final = 600.0
TIMEOUT: Final = 30.0
_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_ANSWERS: Final = frozenset({200, 404})
_Result = TypeVar("_Result")


class Pace:
    """At most `calls` in any stretch of `seconds`: waits before a call that would be too many."""

    def __init__(
        self,
        calls: int,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ):
        self._times: deque[float] = deque(maxlen=calls)
        self._seconds = seconds
        self._clock = clock
        self.sleep = sleep

    def wait(self) -> None:
        """Wait until one more call is within the rate, and count it."""
        if len(self._times) == self._times.maxlen:
            until = self._times[0] + self._seconds - self._clock()
            if until > 0:
                self.sleep(until)
        self._times.append(self._clock())


class Fetcher:
    """Fetches from one provider. Use as a context manager; `asked` counts what went out."""

    def __init__(
        self,
        provider: Provider,
        keeper: Keeper,
        *,
        max_age: timedelta = timedelta(hours=20),
        pace: Pace | None = None,
        timeout: float = TIMEOUT,
        tries: int = TRIES,
    ):
        self._provider = provider
        self._keeper = keeper
        self._max_age = max_age
        self._pace = pace or Pace(provider.calls, provider.seconds)
        self._tries = tries
        self._client = httpx.Client(
            timeout=timeout,
            headers={"User-Agent": CLIENT, "Accept": "application/json"},
            follow_redirects=False,
        )
        self.asked = 0

    def __enter__(self) -> "Fetcher":
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Close the connections."""
        self._client.close()

    def fetch(self, request: Request, read: Callable[[Received], _Result]) -> _Result:
        """Return what `read` makes of the answer (200 or 404); SourceError after all tries."""
        kept = self._keeper.find(request)
        if kept is not None and _age(kept.received.at) < self._max_age:
            return read(kept.received)
        conditions = {}
        if kept is not None:
            conditions = {"If-None-Match": kept.etag, "If-Modified-Since": kept.modified}
            conditions = {name: value for name, value in conditions.items() if value}
        last: PlangrafError | None = None
        wait, asked_for = FIRST_WAIT, 0.0
        for number in range(self._tries):
            if number:
                self._pace.sleep(max(wait, asked_for))
                wait, asked_for = min(wait * 2, LONGEST_WAIT), 0.0
            self._pace.wait()
            self.asked += 1
            try:
                answer = self._client.send(self._outgoing(request, conditions))
                if answer.status_code == 304 and kept is not None:
                    again = Received(request, 200, kept.received.content, _now(), kept=True)
                    result = read(again)
                    self._keeper.keep(again, kept.etag, kept.modified)
                    return result
                if answer.status_code in _AGAIN:
                    asked_for = _retry_after(answer)
                    last = self._refused(request, answer)
                    if asked_for > LONGEST_ASKED:
                        break
                    continue
                return self._taken(request, answer, read)
            except (httpx.TransportError, httpx.DecodingError) as error:
                last = self._unreachable(request, error)
            except CutAnswer as error:
                last = error
        assert last is not None
        raise last

    def _outgoing(self, request: Request, conditions: dict[str, str]) -> httpx.Request:
        headers = dict(conditions)
        if request.body is not None:
            headers["Content-Type"] = "application/json"
        return self._client.build_request(
            request.method, request.url, content=request.body, headers=headers
        )

    def _taken(
        self, request: Request, answer: httpx.Response, read: Callable[[Received], _Result]
    ) -> _Result:
        """Read an answer and keep it; other statuses than 200 and 404 are told as they came."""
        if answer.status_code not in _ANSWERS:
            came = f"status {answer.status_code}: {shown(answer.text)}"
            if answer.has_redirect_location:
                came += f" → {answer.headers['Location']}"
            raise changed(request.url, came, came) from None
        received = Received(request, answer.status_code, answer.content, _now())
        result = read(received)
        self._keeper.keep(
            received, answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
        )
        return result

    def _refused(self, request: Request, answer: httpx.Response) -> SourceError:
        again = answer.headers.get("Retry-After", "")
        after = (
            Text(f" Retry-After: {again}.", f" Retry-After: {again}.") if again else Text("", "")
        )
        title, code = self._provider.title, answer.status_code
        return SourceUnreachable(
            Text(f"{title.sv} svarade {code}.{after.sv}", f"{title.en} answered {code}.{after.en}"),
            place=request.url,
            remedy=Text(
                "Försök igen senare: det som redan hämtats finns kvar.",
                "Try again later: what was fetched is kept.",
            ),
        )

    def _unreachable(self, request: Request, error: Exception) -> SourceError:
        reason = str(error) or type(error).__name__
        return SourceUnreachable(
            Text(
                f"Inget svar från {self._provider.title.sv}: {reason}",
                f"No answer from {self._provider.title.en}: {reason}",
            ),
            place=request.url,
            remedy=Text(
                "Kontrollera anslutningen: det som redan hämtats finns kvar.",
                "Check the connection: what was fetched is kept.",
            ),
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _age(at: str) -> timedelta:
    return datetime.now(UTC) - datetime.fromisoformat(at)


def _retry_after(answer: httpx.Response) -> float:
    """Return the seconds of Retry-After: a number, or a date; 0 when absent or unreadable."""
    text = answer.headers.get("Retry-After", "").strip()
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0
