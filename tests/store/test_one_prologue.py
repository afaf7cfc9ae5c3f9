"""Prefixes of later operations, written before the first for engines that read one prologue."""

import pytest

from plangraf.store.outline import one_prologue

FIRST, LATER = "PREFIX a: <x:a>", "PREFIX b: <x:b>"


def test_they_move_to_the_front_and_leave_every_line_where_it_was() -> None:
    text = f"BASE <x:/>\n{FIRST} CLEAR SILENT GRAPH a:x ; # PREFIX\n{LATER} DROP GRAPH b:x ;"
    moved = one_prologue(text)
    words = f"BASE <x:/> {FIRST} {LATER} CLEAR SILENT GRAPH a:x ; # PREFIX DROP GRAPH b:x ;"
    assert moved.split() == words.split()
    assert [moved[: moved.index(word)].count("\n") for word in ("CLEAR", "DROP")] == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST} CLEAR ALL",
        f"{FIRST} CLEAR ALL ; PREFIX a: <x:other> CLEAR ALL",
        "CLEAR ALL ; BASE <x:y> CLEAR ALL",
        f"CLEAR ALL ; {LATER} BASE <x:y> CLEAR ALL",
        "INSERT DATA { <x:a> <x:b> '; PREFIX c: <x:c>' }",
        "CLEAR ALL ; PREFIX",
        "nonsense ; PREFIX a: <x:a>",
    ],
)
def test_what_means_something_else_there_stays(text: str) -> None:
    assert one_prologue(text) == text


def test_many_comments_take_no_time() -> None:
    text = "CLEAR ALL ; " + "# " * 20_000
    assert one_prologue(text) == text
