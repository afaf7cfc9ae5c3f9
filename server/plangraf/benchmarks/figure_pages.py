"""Measures pages about figures beside a million other figures: the same page in two folders.

One folder has the content as it is, the other the content and made-up series (some 10,000 figures
each). A page that needs no more of the second takes no longer there; what grows with the number of
series, such as the list of them, may grow as that does.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlsplit

from plangraf.benchmarks.figures import PER_FILE, table
from plangraf.benchmarks.soak import started
from plangraf.benchmarks.timing import Measured
from plangraf.content.files import ContentFile, MadeFile
from plangraf.content.observations import observations_as_turtle
from plangraf.store.opening import open_store
from plangraf.vocabulary import GRAPHS
from plangraf.workspace import Workspace

SERIES: Final = 95
"""About 1,000,000 figures with those of the content."""

PAGES: Final = (
    "/id/indicator/harryda-2019-2022/county-antal-suicid-i-befolkningen",
    "/id/series/kolada/U21449",
    "/indicators",
    "/figures",
    "/figures/kolada/U21449.csv",
    "/queries/indicator-series-figures?format=json",
    "/queries/indicators-without-recent-figure?format=json",
    "/queries/latest-figure-per-goal?format=json",
    "/queries/progress-to-target?format=json",
)


def measure(workspace: Workspace, runs: int) -> Iterator[Measured]:
    """Yield a row per page: medians of `runs` visits, beside the million and without it."""
    with TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        for place, number in ((small, 0), (large, SERIES)):
            open_store(str(place), [*workspace.files, *workspace.made, *_made(number)]).close()
        settings = workspace.settings
        with (
            started(replace(settings, store=str(large)), workspace.root) as (ours, _),
            started(replace(settings, store=str(small)), workspace.root) as (peer, _),
        ):
            for page in PAGES:
                times = [
                    [_visit(address, page, n) for n in range(runs)] for address in (ours, peer)
                ]
                name = f"{page.partition('?')[0]} beside {SERIES * PER_FILE:,} figures more"
                yield Measured(name, "without them", median(times[0]), median(times[1]), runs)


def _made(number: int) -> Iterator[ContentFile]:
    return (
        _Made(Path(str(n)), f"made/{n}", f"{GRAPHS}statistics/made/{n}", "ttl")
        for n in range(number)
    )


class _Made(MadeFile):
    """The file of a made-up series, made when it is read."""

    blank_nodes = False

    def read(self) -> bytes:
        """Return the Turtle of its figures."""
        return observations_as_turtle(table(int(self.path.name)), "made").encode()


def _visit(address: str, page: str, number: int) -> float:
    """Ask for a page that nothing has kept; return the seconds it took."""
    link = HTTPConnection(urlsplit(address).netloc, timeout=120)
    started_at = time.perf_counter()
    link.request("GET", f"{page}{'&' if '?' in page else '?'}n={number}")
    answer = link.getresponse()
    answer.read()
    taken = time.perf_counter() - started_at
    link.close()
    if answer.status != 200:
        raise AssertionError(f"{page}: {answer.status}")
    return taken
