"""Tables as plans hold them, against readings written by hand: nothing lost, almost all read right.

The importer was built with `seen`. The others were written one after the other, each after the
importer had been mended by those before. At first sight, before it was mended by them, it read of

    held_out_1   rows 93 %  columns 87 %  actors 91 %  times 87 %  amounts 75 %
    held_out_2   rows 94 %  columns 93 %  actors 100 %  times 100 %  amounts 100 %
    held_out_3   rows 98 %  columns 89 %  actors 89 %  times 96 %  amounts 100 %

and of `seen` at the very first rows 86 %, columns 91 %, actors 90 %, times 88 %, amounts 88 %.
"""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.plans.measuring import Measured, Outcome

TABLES = Path(__file__).parent / "tables"
SETS = ("seen", "held_out_1", "held_out_2", "held_out_3")
LEAST = {"rows": 1.0, "columns": 0.99, "actors": 0.99, "times": 0.99, "amounts": 0.99,
         "values": 0.95, "notes": 1.0, "cells": 1.0}  # fmt: skip


def described(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((TABLES / f"{name}.yaml").read_text("utf-8")))


@pytest.mark.parametrize("name", SETS)
def test_tables_are_read_as_a_person_reads_them(name: str, root: Path) -> None:
    outcomes: dict[str, list[tuple[str, Outcome]]] = defaultdict(list)
    for table in described(name):
        for outcome in Measured(table, root).outcomes:
            outcomes[outcome.measure].append((table["name"], outcome))
    missed = [
        f"{table}: {o.what}; got {o.got}"
        for found in outcomes.values()
        for table, o in found
        if not o.right
    ]
    silent = [
        f"{table}: {o.what}; got {o.got}"
        for found in outcomes.values()
        for table, o in found
        if not o.right and not o.told
    ]
    assert silent == []
    for measure, found in outcomes.items():
        share = sum(o.right for _, o in found) / len(found)
        assert share >= LEAST[measure], "\n".join([f"{measure}: {share:.1%}", *missed])
