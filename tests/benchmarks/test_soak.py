"""The soak, in a short form: what comes back, and that the report is whole. Nothing is timed."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from plangraf.benchmarks.process_memory import Memory, slope
from plangraf.benchmarks.soak import Soak, run
from plangraf.benchmarks.soak_questions import HOSTILE, honest
from plangraf.benchmarks.soak_report import PROMISED, Asked, Report
from plangraf.settings import Limits, Settings
from plangraf.workspace import Workspace

SECONDS = 2.0


class Short(Soak):
    """Two pairs of phases instead of five or more."""

    @property
    def pairs(self) -> int:
        return 2


SHORT = Short(minutes=0.25, clients=8, hostile=0.5)


@pytest.fixture(scope="module")
def report(root: Path) -> Report:
    limits = Limits(query_seconds=SECONDS, query_memory=600_000_000)
    return run(Workspace.open(Settings(content=root, limits=limits)), SHORT)


def test_every_question_has_an_answer_and_a_promised_one(report: Report) -> None:
    for one in report.asked:
        assert one.status, one
        assert one.status < 500 or (one.status == 503 and one.problem in PROMISED), one


def test_honest_questions_are_answered_beside_hostile_ones(report: Report) -> None:
    own = [one for one in report.asked if one.way != "hostile"]
    assert {one.phase for one in own} == {"warm-up", "quiet", "hostile"}
    assert {one.status for one in own} <= {200, 503}
    answered = {one.phase for one in own if one.status == 200}
    assert answered == {"warm-up", "quiet", "hostile"}, report.counts(hostile=False)


def test_every_saved_query_was_asked_and_hostile_ones_ended_as_promised(report: Report) -> None:
    names = {one.name for one in report.asked}
    assert len(names - HOSTILE.keys()) >= 94
    assert names & HOSTILE.keys()
    ends = {
        "nested-brackets": {"400 bad-query"},
        "long-text": {"413 too-large"},
    }
    for name, outcome in report.counts(hostile=True):
        promised = {f"503 {problem}" for problem in PROMISED}
        assert outcome in ends.get(name, promised), (name, outcome)


def test_the_report_is_whole(report: Report) -> None:
    assert all(memory.web and memory.nursery for memory in report.at_rest)
    assert report.peak.total >= 0
    for language, words in (("sv", "brutna löften"), ("en", "broken promises")):
        told = report.render(language)  # type: ignore[arg-type]
        assert words in told
        assert re.search(r"\d+\.\d \| \d+\.\d \| \d+\.\d\d", told)
        assert "MB/min" in told
        assert re.search(r"[+-]\d+\.\d\d MB (in 1,000 requests, of|på 1 000 anrop, av) \d", told)
        for name in {one.name for one in report.asked if one.way == "hostile"}:
            assert name in told


def asked(phase: str, seconds: float, status: int = 200, problem: str = "") -> Asked:
    return Asked("plans", "run", phase, status, problem, seconds)


def at(minute: float, total: float, asked: int = 0) -> Memory:
    return Memory(60 * minute, total / 2, total / 4, total / 4, 4, asked)


def growing(web: float, requests: int) -> tuple[Memory, ...]:
    """The web process grows by so much in a pair of phases with so many requests."""
    return tuple(at(minute, 300 + 2 * web * minute, requests * minute) for minute in range(8))


KEPT = Report(
    minutes=4,
    clients=8,
    asked=tuple(asked(phase, 0.1) for phase in ("quiet", "hostile") * 50),
    at_rest=tuple(at(minute, 300) for minute in range(6)),
    peak=at(1, 900),
    seconds=20,
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"asked": (*KEPT.asked, asked("quiet", 0.1, 500, "fault"))}, "nobody promised"),
        ({"asked": (*KEPT.asked, asked("quiet", 0.1, 0, "OSError"))}, "nobody promised"),
        ({"asked": (*KEPT.asked, asked("hostile", 1, 503, "busy"))}, "had no answer"),
        ({"asked": (*KEPT.asked, *[asked("hostile", 0.5)] * 20)}, "5.00 times as long"),
        ({"asked": (*KEPT.asked, asked("hostile", 26))}, "passed the limit"),
        ({"at_rest": tuple(at(minute, 300 + 99 * minute) for minute in range(6))}, "memory grew"),
        ({"at_rest": growing(1.2, 2_000)}, "grows by 0.60 MB in 1,000 requests"),
    ],
)
def test_a_broken_promise_is_told(change: dict[str, object], words: str) -> None:
    assert KEPT.broken() == []
    told = [text.en for text in replace(KEPT, **change).broken()]  # type: ignore[arg-type]
    assert any(words in text for text in told), told


@pytest.mark.parametrize(("web", "requests"), [(0.8, 2_000), (1.2, 1_600)])
def test_small_growth_of_the_web_process_or_few_requests_break_nothing(
    web: float, requests: int
) -> None:
    report = replace(KEPT, at_rest=growing(web, requests))
    assert report.web_growth == pytest.approx(1_000 * web / requests)
    assert report.broken() == []


def test_what_fills_up_in_the_earlier_half_is_no_growth() -> None:
    filling = tuple(at(n, 300 + 20 * min(n, 4), 2_000 * n) for n in range(8))
    assert replace(KEPT, at_rest=filling).web_growth == 0


def test_growth_is_a_trend_and_not_two_moments() -> None:
    assert slope([(0, 100), (1, 110), (2, 120)]) == pytest.approx(10)
    assert slope([(0, 100), (1, 180), (2, 100)]) == pytest.approx(0)
    assert slope([(0, 100)]) == 0


def test_a_saved_query_is_asked_at_its_address_and_as_text(root: Path) -> None:
    questions = honest(Workspace.open(Settings(content=root)))
    assert {question.way for question in questions} == {"kept", "run"}
    for question in questions:
        assert question.path.startswith("/sparql" if question.text else "/queries/")
