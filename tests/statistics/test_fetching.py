"""Against a service that misbehaves: complete, within the rate, nothing twice, nothing silent."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.contracts.fake_statistics import FakeService, value_of
from tests.waiting import PATIENCE

from plangraf.content.observations import read_observations
from plangraf.content.series import Provider, SeriesEntry, Sources
from plangraf.errors import ChangedContract, SourceUnreachable
from plangraf.language import Text
from plangraf.statistics import kolada
from plangraf.statistics.fetching import Fetcher, Pace
from plangraf.statistics.keeping import Keeper
from plangraf.statistics.planning import Wish
from plangraf.statistics.refreshing import Outcome, refresh

SERIES = tuple(f"kolada/N{number:05}" for number in range(50))
AREAS = tuple(f"{number:04}" for number in range(1100, 1400))
YEARS = tuple(range(2014, 2024))
MANY = 50


class FakeTime:
    """A clock that only sleeping moves, so that waiting costs no time."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def provider(base: str, **changes: object) -> Provider:
    made = Provider(
        name="kolada",
        title=Text("Kolada", "Kolada"),
        protocol="kolada-3",
        base=base,
        dataset="kolada",
        checked=date(2025, 4, 4),
        calls=5,
        seconds=1,
        list_limit=25,
        page_size=500,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def fetch(
    service: FakeService,
    folder: Path,
    wish: Wish,
    time: FakeTime,
    *,
    max_age: timedelta = timedelta(hours=20),
    tries: int = 6,
    timeout: float = PATIENCE,
) -> tuple[Outcome, int]:
    keeper = Keeper(folder / "kept")
    made: list[Fetcher] = []

    def fetcher(given: Provider) -> Fetcher:
        pace = Pace(given.calls, given.seconds, time.clock, time.sleep)
        one = Fetcher(given, keeper, pace=pace, timeout=timeout, max_age=max_age, tries=tries)
        made.append(one)
        return one

    outcome = refresh(
        wish,
        Sources({"kolada": provider(service.base)}, {}),
        {path: SeriesEntry(path, path[-6:], path, ("municipality",)) for path in wish.series},
        dict.fromkeys(wish.series, "percent"),
        folder / "figures",
        keeper,
        fetchers=fetcher,
    )
    keeper.close()
    return outcome, sum(one.asked for one in made)


def figures(folder: Path, path: str) -> dict[tuple[str, str, str], str]:
    text = (folder / "figures" / f"{path}.observations.csv").read_text("utf-8")
    rows = read_observations(text, path).rows
    keys = Counter((row["area"], row["period"], row["sex"], row["revision"]) for row in rows)
    assert max(keys.values()) == 1, "a figure twice"
    return {
        (row["area"], row["period"], row["sex"]): row["value"]
        for row in sorted(rows, key=lambda row: int(row["revision"]))
    }


def test_a_full_fetch_with_faults_ends_complete_within_the_rate(tmp_path: Path) -> None:
    kinds = ("429", "500", "cut-body", "cut-connection")
    faults = {number: kinds[number // 20 % len(kinds)] for number in range(7, 2000, 20)}
    faults |= dict.fromkeys((27, 147, 207), "slow")
    time = FakeTime()
    with FakeService(faults, clock=time.clock) as service:
        outcome, asked = fetch(service, tmp_path, Wish(SERIES, AREAS, YEARS), time, timeout=1.0)
    assert not outcome.errors
    assert len(outcome.changes) == 50
    assert sum(changes.new for changes in outcome.changes.values()) == 300 * 50 * 10 * 3
    failed = len([number for number in faults if number <= asked])
    assert failed >= asked * 0.045
    for path in SERIES[:: len(SERIES) - 1]:
        found = figures(tmp_path, path)
        assert len(found) == 300 * 10 * 3
        for area in (AREAS[0], AREAS[-1]):
            for year in (YEARS[0], YEARS[-1]):
                right = value_of(path[-6:], area, year, "K")
                assert Decimal(found[area, str(year), "K"]) == Decimal(right)
    for start, end in zip(service.times, service.times[5:], strict=False):
        assert end - start >= 1 - 1e-6, "more than five calls in a second"


def test_a_second_run_asks_for_nothing(tmp_path: Path) -> None:
    wish = Wish(SERIES[:2], AREAS[:30], YEARS)
    with FakeService() as service:
        fetch(service, tmp_path, wish, FakeTime())
        before = len(service.calls)
        outcome, asked = fetch(service, tmp_path, wish, FakeTime())
    assert (asked, len(service.calls)) == (0, before)
    assert all((c.new, c.revised) == (0, 0) for c in outcome.changes.values())


def test_an_old_answer_is_asked_about_not_for(tmp_path: Path) -> None:
    wish = Wish(SERIES[:1], AREAS[:10], YEARS)
    with FakeService(etags=True) as service:
        fetch(service, tmp_path, wish, FakeTime())
        outcome, asked = fetch(service, tmp_path, wish, FakeTime(), max_age=timedelta(0))
        assert asked == len(service.served) == 1
    assert outcome.changes[SERIES[0]].same == 300


def test_a_new_figure_for_an_old_key_is_a_revision(tmp_path: Path) -> None:
    wish = Wish(SERIES[:1], AREAS[:2], YEARS[:1])
    with FakeService() as service:
        fetch(service, tmp_path, wish, FakeTime())
        old = figures(tmp_path, SERIES[0])
        service.revised.add(SERIES[0][-6:])
        outcome, _ = fetch(service, tmp_path, wish, FakeTime(), max_age=timedelta(0))
    assert outcome.changes[SERIES[0]].revised == 6
    text = (tmp_path / "figures" / f"{SERIES[0]}.observations.csv").read_text("utf-8")
    rows = read_observations(text, "x").rows
    assert {row["revision"] for row in rows} == {"1", "2"}
    kept = {(r["area"], r["period"], r["sex"]): r["value"] for r in rows if r["revision"] == "1"}
    assert kept == old


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("page", "<!DOCTYPE html>"),
        ("empty", "tom lista"),
        ("other-area", "9999"),
        ("renamed", "gender"),
        ("type", "period"),
        ("403", "status 403"),
        ("204", "status 204"),
        ("redirect", "https://elsewhere.example/v3/data"),
        ("latin-1", "inte UTF-8"),
        ("nan", "NaN"),
        ("no-flag", "isdeleted"),
        ("bare", "inget objekt"),
        ("loop", "redan kommit"),
        ("elsewhere", "elsewhere.example"),
    ],
)
def test_a_changed_contract_says_what_came_and_keeps_nothing(
    tmp_path: Path, fault: str, said: str
) -> None:
    faults = dict.fromkeys(range(1, 20), fault)
    with FakeService(faults) as service:
        outcome, _ = fetch(service, tmp_path, Wish(SERIES[:1], AREAS[:2], YEARS[:1]), FakeTime())
    error = outcome.errors[SERIES[0]]
    assert isinstance(error, ChangedContract)
    assert said in error.render("sv")
    assert "127.0.0.1" in error.render("en")
    assert not (tmp_path / "figures").exists()
    assert len(service.calls) == 1, "a broken contract is not tried again"


def test_two_figures_for_one_key_are_refused(tmp_path: Path) -> None:
    with FakeService({1: "twice"}) as service:
        outcome, _ = fetch(service, tmp_path, Wish(SERIES[:2], AREAS[:2], YEARS[:1]), FakeTime())
    assert "two values" in outcome.errors[SERIES[0]].render("en")
    assert set(outcome.changes) == {SERIES[1]}
    assert not (tmp_path / "figures" / f"{SERIES[0]}.observations.csv").exists()


def test_an_answer_that_leads_astray_is_not_kept(tmp_path: Path) -> None:
    wish = Wish(SERIES[:1], AREAS[:2], YEARS[:1])
    with FakeService({1: "loop"}) as service:
        outcome, _ = fetch(service, tmp_path, wish, FakeTime())
        assert outcome.errors
        outcome, asked = fetch(service, tmp_path, wish, FakeTime())
    assert (asked, outcome.changes[SERIES[0]].new) == (1, 6)


def test_a_body_that_cannot_be_unpacked_is_asked_for_again(tmp_path: Path) -> None:
    with FakeService({1: "gzip", 2: "gzip"}) as service:
        outcome, asked = fetch(
            service, tmp_path, Wish(SERIES[:1], AREAS[:2], YEARS[:1]), FakeTime()
        )
    assert (asked, outcome.changes[SERIES[0]].new) == (3, 6)


def test_one_broken_series_does_not_stop_the_others(tmp_path: Path) -> None:
    wish = Wish(SERIES[:3], AREAS[:2], YEARS[:1])
    with FakeService({1: "renamed", 3: "renamed"}) as service:
        outcome, _ = fetch(service, tmp_path, wish, FakeTime())
    assert set(outcome.errors) == {SERIES[1]}
    assert set(outcome.changes) == {SERIES[0], SERIES[2]}


def test_retry_after_is_waited_for_and_tries_have_an_end(tmp_path: Path) -> None:
    time = FakeTime()
    with FakeService(dict.fromkeys(range(1, 20), "429"), clock=time.clock) as service:
        outcome, asked = fetch(
            service, tmp_path, Wish(SERIES[:1], AREAS[:1], YEARS[:1]), time, tries=3
        )
    assert asked == 3
    assert time.slept[0] >= 2
    assert isinstance(outcome.errors[SERIES[0]], SourceUnreachable)


def test_retry_after_may_be_a_day_and_time(tmp_path: Path) -> None:
    time = FakeTime()
    with FakeService({1: "later"}) as service:
        outcome, asked = fetch(service, tmp_path, Wish(SERIES[:1], AREAS[:1], YEARS[:1]), time)
    assert asked == 2
    assert 80 <= max(time.slept) <= 91
    assert not outcome.errors


def test_a_service_that_is_closed_for_long_is_left_alone(tmp_path: Path) -> None:
    with FakeService(dict.fromkeys(range(1, 9), "much-later")) as service:
        outcome, asked = fetch(
            service, tmp_path, Wish(SERIES[:1], AREAS[:1], YEARS[:1]), FakeTime()
        )
    assert asked == 1
    assert "Retry-After" in outcome.errors[SERIES[0]].render("sv")


def test_no_service_at_all_is_told(tmp_path: Path) -> None:
    with FakeService() as service:
        base = service.base
    time = FakeTime()
    pace = Pace(5, 1, time.clock, time.sleep)
    with Fetcher(provider(base), Keeper(tmp_path), pace=pace, tries=2) as fetcher:
        request = kolada.catalogue_request(base, 10)
        with pytest.raises(SourceUnreachable, match="No answer"):
            fetcher.fetch(request, lambda received: received)


_CHILD = """
import sys
from pathlib import Path
from tests.statistics.test_fetching import AREAS, SERIES, YEARS, FakeTime, Wish, fetch
class Elsewhere: base = sys.argv[1]
fetch(Elsewhere(), Path(sys.argv[2]), Wish(SERIES[:25], AREAS[:150], YEARS), FakeTime())
"""


def test_it_goes_on_after_kill_9_without_asking_again(tmp_path: Path, root: Path) -> None:
    reached = threading.Event()
    go_on = threading.Event()

    def at(number: int) -> None:
        if number == MANY and not go_on.is_set():
            reached.set()
            go_on.wait(PATIENCE)

    with FakeService(on_call=at) as service:
        paths = os.pathsep.join([str(root), str(root / "server")])
        child = subprocess.Popen(
            [sys.executable, "-c", _CHILD, service.base, str(tmp_path)],
            env={**os.environ, "PYTHONPATH": paths},
        )
        assert reached.wait(PATIENCE)
        child.send_signal(signal.SIGKILL)
        child.wait()
        go_on.set()
        wish = Wish(SERIES[:25], AREAS[:150], YEARS)
        outcome, _ = fetch(service, tmp_path, wish, FakeTime())
    assert sum(changes.new for changes in outcome.changes.values()) == 150 * 25 * 10 * 3
    again = {path: n for path, n in Counter(service.calls).items() if n > 1}
    assert set(again) <= {service.calls[MANY - 1]}, "asked again for what it had"


def test_a_body_that_was_spoilt_on_disk_is_fetched_again(tmp_path: Path) -> None:
    wish = Wish(SERIES[:1], AREAS[:1], YEARS[:1])
    with FakeService() as service:
        fetch(service, tmp_path, wish, FakeTime())
        for body in (tmp_path / "kept" / "bodies").rglob("*"):
            if body.is_file():
                body.write_bytes(b"{")
        _, asked = fetch(service, tmp_path, wish, FakeTime())
    assert asked == 1


def test_the_pace_lets_no_more_than_the_rate_through() -> None:
    time = FakeTime()
    pace = Pace(3, 2.0, time.clock, time.sleep)
    marks = []
    for _ in range(10):
        pace.wait()
        marks.append(time.now)
    assert all(later - earlier >= 2 for earlier, later in zip(marks, marks[3:], strict=False))
