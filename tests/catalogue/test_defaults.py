"""A default may be a duration before today: what it is on a given day."""

from datetime import UTC, datetime, tzinfo

import pytest

from plangraf.catalogue import definition
from plangraf.catalogue.definition import Parameter
from plangraf.language import Text


@pytest.mark.parametrize(
    ("today", "preset", "day"),
    [
        ("2026-11-24", "-P1Y", "2025-11-24"),
        ("2026-11-24", "-P10Y", "2016-11-24"),
        ("2027-01-01", "-P1Y", "2026-01-01"),
        ("2028-02-29", "-P1Y", "2027-02-28"),  # XML Schema: a day that is not becomes the last
        ("2028-02-29", "-P4Y", "2024-02-29"),
    ],
)
def test_a_duration_is_a_day_before_today(
    today: str, preset: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return cls.fromisoformat(today).replace(tzinfo=tz or UTC)

    monkeypatch.setattr(definition, "datetime", Clock)
    assert _after(preset) == (day,)


@pytest.mark.parametrize("preset", ["P1Y", "-P0Y", "-P1M", "2025-11-24", " -P1Y"])
def test_other_texts_stay_as_they_are(preset: str) -> None:
    assert _after(preset) == (preset,)


def _after(preset: str) -> tuple[str, ...]:
    label = Text("Efter", "After")
    return Parameter("after", "_after", "literal", label, True, preset=(preset,)).default
