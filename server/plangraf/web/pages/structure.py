"""The inside of an area as it is printed: goals with their activities, or a matrix of cells.

An activity with a work category stands in a cell (category × horizon); one that contributes to a
goal stands under the goal; what has neither stands by itself. Nothing is left out.
"""

from dataclasses import dataclass

from plangraf.store.interface import Term
from plangraf.web.things.labels import Labels
from plangraf.web.things.statements import Statements


@dataclass(frozen=True)
class GoalPart:
    """A goal with its activities in order."""

    goal: Term
    activities: tuple[Term, ...]


@dataclass(frozen=True)
class Row:
    """One work category: its activities by horizon, one list per horizon of the matrix."""

    category: Term
    cells: tuple[tuple[Term, ...], ...]


@dataclass(frozen=True)
class AreaPart:
    """An area. `horizons` heads the columns of `rows`; derived goals quote the cells."""

    area: Term
    goals: tuple[GoalPart, ...]
    derived: tuple[Term, ...]
    horizons: tuple[Term, ...]
    rows: tuple[Row, ...]
    rest: tuple[Term, ...]

    @property
    def count(self) -> int:
        """How many activities stand in the area."""
        cells = sum(len(cell) for row in self.rows for cell in row.cells)
        return cells + len(self.rest) + sum(len(goal.activities) for goal in self.goals)


def area_part(about: Statements, area: Term, labels: Labels) -> AreaPart:
    """Return the inside of one area from what is said of the things in it."""
    members = about.in_order(about.subjects("pg:focusArea", area))
    goals = [m for m in members if about.is_a(m, "pg:Goal")]
    steps = [m for m in members if about.is_a(m, "pg:Activity")]
    celled = [s for s in steps if about.one(s, "pg:workCategory")]
    horizons = labels.sorted({h for s in celled for h in about.all(s, "pg:timeHorizon")})
    # Categories stand in the order in which the source first uses them.
    categories = list(dict.fromkeys(c for s in celled for c in about.all(s, "pg:workCategory")))
    rows = [Row(c, _cells(about, celled, c, horizons)) for c in categories]
    under = {
        goal: tuple(
            s for s in steps if s not in celled and goal in about.all(s, "pg:contributesTo")
        )
        for goal in goals
    }
    derived = [goal for goal in goals if celled and not under[goal]]
    placed = {*celled, *(s for steps_ in under.values() for s in steps_)}
    return AreaPart(
        area,
        tuple(GoalPart(goal, under[goal]) for goal in goals if goal not in derived),
        tuple(derived),
        tuple(horizons),
        tuple(rows),
        tuple(s for s in steps if s not in placed),
    )


def _cells(
    about: Statements, steps: list[Term], category: Term, horizons: list[Term]
) -> tuple[tuple[Term, ...], ...]:
    row = [s for s in steps if category in about.all(s, "pg:workCategory")]
    cells = [tuple(s for s in row if h in about.all(s, "pg:timeHorizon")) for h in horizons]
    bare = tuple(s for s in row if not about.all(s, "pg:timeHorizon"))
    return (*cells, bare) if bare else tuple(cells)
