"""Tells how a set of tables is read: each measure's share that is right, and every miss.

`python -m tests.plans.measure_first held_out_8` from the repository's root.
"""

import sys
from collections import defaultdict
from pathlib import Path

from tests.plans.measuring import Measured, Outcome
from tests.plans.test_found_tables import described


def main(names: list[str]) -> None:
    """Print the shares and the misses of the sets that are named."""
    for name in names:
        found: dict[str, list[tuple[str, Outcome]]] = defaultdict(list)
        for table in described(name):
            for outcome in Measured(table, Path.cwd()).outcomes:
                found[outcome.measure].append((table["name"], outcome))
        for measure, outcomes in found.items():
            right = sum(o.right for _, o in outcomes)
            sys.stdout.write(f"{name} {measure}: {right / len(outcomes):.1%} of {len(outcomes)}\n")
        for outcomes in found.values():
            for called, o in outcomes:
                if not o.right:
                    told = "told" if o.told else "SILENT"
                    sys.stdout.write(f"  {o.measure}, {told}: {called}: {o.what}; got {o.got}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
