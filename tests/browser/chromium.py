"""A Chromium driven over its debugging pipe: no driver, no socket, no package.

Messages of the Chrome DevTools Protocol go as JSON, ended by a NUL, over descriptors 3 and 4 of
the browser. One page at a time; what the page's console and network say is kept for tests.
"""

import base64
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from select import select
from typing import Any, Literal

from tests.waiting import PATIENCE

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
Scheme = Literal["light", "dark"]
_FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=sv",
)

_ONTO_3_AND_4 = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
for place, end in zip((3, 4), ends): os.dup2(end, place)
os.execvp(sys.argv[3], sys.argv[3:])
"""


class BrowserError(RuntimeError):
    """The browser did not do what was asked."""


class LeftPage(BrowserError):
    """The page went away while it was asked."""


_LEFT = ("context was destroyed", "Cannot find context", "navigated or closed")


def find_chromium() -> str | None:
    """Return the browser: PLANGRAF_CHROMIUM, or the first of the usual names on the path."""
    named = os.environ.get("PLANGRAF_CHROMIUM")
    if named:
        return named
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@dataclass
class Page:
    """One tab. `said` are console messages and refusals by the CSP, `asked` addresses fetched."""

    browser: "Chromium"
    session: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    received: int = 0
    failed: list[str] = field(default_factory=list)
    _loaded: set[str] = field(default_factory=set)

    def show(self, *, width: int, height: int = 900, scheme: Scheme = "light") -> None:
        """Set the size of the window in CSS pixels and the colour scheme."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        self.send(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )

    def open(self, address: str, seconds: float = PATIENCE) -> None:
        """Go to an address and wait until all of it is there."""
        self.said.clear()
        self.asked.clear()
        self.failed.clear()
        self.received = 0
        answer = self.send("Page.navigate", url=address)
        if "errorText" in answer:
            raise BrowserError(f"{address}: {answer['errorText']}")
        document = answer.get("loaderId")  # none where only the fragment is another
        self.wait(lambda: document in {None, *self._loaded}, seconds, f"{address} to load")

    def wait(self, done: Any, seconds: float, what: str) -> None:
        """Handle events until `done()`; BrowserError when it takes too long.

        A page that is being left cannot be asked: the next one is.
        """
        until = time.monotonic() + seconds
        while True:
            last = ""
            try:
                if done():
                    return
            except LeftPage as error:
                last = f": {error}"
            if time.monotonic() > until:
                raise BrowserError(f"waited {seconds} s for {what}{last}")
            self.browser.pump(0.05)

    def run(self, script: str) -> Any:
        """Run an expression (awaited when a promise) in the page and return its JSON value."""
        answer = self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise BrowserError(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def press(self, key: str, *, shift: bool = False, control: bool = False) -> None:
        """Press and release a key: `Tab`, `Enter`, `Escape`, `ArrowDown`, or a letter."""
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "End": 35, "Home": 36}
        codes |= {"ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "F8": 119}
        text = "\r" if key == "Enter" else key if len(key) == 1 else ""
        text = "" if control else text
        said: dict[str, Any] = {
            "key": key,
            "code": key,
            "windowsVirtualKeyCode": codes.get(key, ord(key[0].upper())),
            "modifiers": (8 if shift else 0) | (2 if control else 0),
        }
        self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **said)
        self.send("Input.dispatchKeyEvent", type="keyUp", **said)

    def write(self, text: str) -> None:
        """Write a text where the focus is."""
        self.send("Input.insertText", text=text)

    def picture(self, path: Path, *, whole: bool = True) -> None:
        """Save a picture of the page as PNG."""
        shot = self.send("Page.captureScreenshot", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command to the tab and return its answer."""
        return self.browser.send(method, parameters, self.session)

    def hear(self, method: str, event: Mapping[str, Any]) -> None:
        """Take in one event of the tab."""
        if method == "Page.lifecycleEvent":
            if event["name"] == "load":
                self._loaded.add(event["loaderId"])
        elif method == "Runtime.consoleAPICalled" and event["type"] in ("error", "warning"):
            self.said.append(" ".join(str(a.get("value", "")) for a in event["args"]))
        elif method == "Runtime.exceptionThrown":
            self.said.append(str(event["exceptionDetails"].get("text")))
        elif method == "Log.entryAdded" and event["entry"]["level"] in ("error", "warning"):
            self.said.append(event["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.asked.append(event["request"]["url"])
        elif method == "Network.loadingFinished":
            self.received += int(event["encodedDataLength"])
        elif method == "Network.loadingFailed":
            blocked = event.get("blockedReason")
            if blocked or not event.get("canceled"):  # a page that is left cancels what it asked
                self.failed.append(str(blocked or event.get("errorText")))


class Chromium:
    """A running browser."""

    def __init__(self, program: str, folder: str):
        to_read, to_browser = os.pipe()
        from_browser, to_write = os.pipe()
        # A sandbox needs rights that containers and root do not have.
        flags = (*_FLAGS, *(("--no-sandbox",) if os.geteuid() == 0 or os.environ.get("CI") else ()))
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                _ONTO_3_AND_4,
                str(to_read),
                str(to_write),
                program,
                *flags,
                f"--user-data-dir={folder}",
            ],
            pass_fds=(to_read, to_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._out, self._in = to_browser, from_browser
        self._rest = b""
        self._number = 0
        self._answers: dict[int, dict[str, Any]] = {}
        self._pages: dict[str, Page] = {}

    def page(self) -> Page:
        """Open a tab."""
        target = self.send("Target.createTarget", {"url": "about:blank"})["targetId"]
        attached = self.send("Target.attachToTarget", {"targetId": target, "flatten": True})
        page = Page(self, attached["sessionId"])
        self._pages[page.session] = page
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.send(f"{domain}.enable")
        page.send("Page.setLifecycleEventsEnabled", enabled=True)
        return page

    def send(
        self, method: str, parameters: Mapping[str, Any], session: str | None = None
    ) -> dict[str, Any]:
        """Send a command and return its answer."""
        self._number += 1
        number = self._number
        message: dict[str, Any] = {"id": number, "method": method, "params": dict(parameters)}
        if session:
            message["sessionId"] = session
        payload = json.dumps(message).encode() + b"\0"
        while payload:
            payload = payload[os.write(self._out, payload) :]
        until = time.monotonic() + PATIENCE
        while number not in self._answers:
            if time.monotonic() > until:
                raise BrowserError(f"no answer to {method}")
            self.pump(0.5)
        answer = self._answers.pop(number)
        if "error" in answer:
            told = str(answer["error"]["message"])
            kind = LeftPage if any(words in told for words in _LEFT) else BrowserError
            raise kind(f"{method}: {told}")
        result: dict[str, Any] = answer["result"]
        return result

    def pump(self, seconds: float) -> None:
        """Read what the browser has to say, waiting at most so long for something."""
        if not select([self._in], [], [], seconds)[0]:
            return
        read = os.read(self._in, 1 << 20)
        if not read:
            raise BrowserError("the browser has ended")
        *messages, self._rest = (self._rest + read).split(b"\0")
        for message in map(json.loads, messages):
            if "id" in message:
                self._answers[message["id"]] = message
            elif message.get("sessionId") in self._pages:
                self._pages[message["sessionId"]].hear(message["method"], message["params"])

    def close(self) -> None:
        """End the browser."""
        with contextlib.suppress(BrowserError, OSError):
            self.send("Browser.close", {})
        os.close(self._out)
        os.close(self._in)
        try:
            self._process.wait(60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextlib.contextmanager
def browsing(program: str) -> Iterator[Chromium]:
    """Run a browser with a profile of its own until the block ends."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Chromium(program, folder)
        try:
            yield browser
        finally:
            browser.close()
