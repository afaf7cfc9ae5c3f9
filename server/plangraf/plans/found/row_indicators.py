"""The indicators of one row: their names, how they are measured, and the goal that has them.

A cell may name several; one that holds a measurement type alone ("Ja/nej") speaks of the indicator
beside it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from plangraf.language import Text
from plangraf.plans.cells.indicator_labels import IndicatorLabel, read_indicator
from plangraf.plans.cells.wording import numbered, split_indicators
from plangraf.plans.files.cleaning import tidy
from plangraf.plans.found.things import Thing, add
from plangraf.plans.records import Cell, Notes


@dataclass(frozen=True)
class RowIndicators:
    """Reads the indicators of a row; `thing` returns that of an identity, and whether it is new."""

    thing: Callable[[str, tuple[str, ...], Cell], tuple[Thing, bool]]
    notes: Notes
    goal: Thing | None

    def read(self, cells: dict[str, list[Cell]]) -> list[Thing]:
        """Take the row's indicators, and what says how they are measured, out of its cells."""
        made: list[Thing] = []
        alone: list[tuple[Cell, IndicatorLabel]] = []
        for cell in cells.pop("indicator", []):
            before = len(made)
            for text in split_indicators(cell.text):
                number, wording = numbered(text)
                if re.fullmatch(r"(?i)[-–—?]+|n/?a|saknas|ingen", tidy(wording)):
                    self.notes.leave(
                        "no-indicator", text, Text("ingen indikator", "no indicator"), cell.location
                    )
                    continue
                read = read_indicator(wording)
                if read.text:
                    made.append(self._one(cell.with_text(tidy(wording)), number, read, cells))
                elif len(made) > before:
                    _measured_by(made[-1], cell, read)
                else:
                    alone.append((cell.with_text(text), read))
        self._types(made, alone)
        if made:
            cells.pop("measurement_type", None)
            cells.pop("scope", None)
        return made

    def _one(
        self, printed: Cell, number: str, read: IndicatorLabel, cells: dict[str, list[Cell]]
    ) -> Thing:
        thing, new = self.thing("indicator", (read.text.lower(),), printed)
        if new:
            thing.fields["text"] = [printed.with_text(read.text)]
            if number:
                thing.fields["number"] = [printed.with_text(number)]
        if printed.text != read.text:
            add(thing, "other_names", printed)
        if self.goal:
            add(self.goal, "indicator", printed.with_text(thing.key))
        for name in ("measurement_type", "scope"):
            for value in cells.get(name, []):
                add(thing, name, value)
        _measured_by(thing, printed, read)
        return thing

    def _types(self, of: list[Thing], types: list[tuple[Cell, IndicatorLabel]]) -> None:
        """Give the types that stand alone to the indicators beside them, one by one or to all."""
        for place, (cell, read) in enumerate(types):
            for thing in of[place : place + 1] if len(types) == len(of) else of:
                _measured_by(thing, cell, read)
            if not of:
                self.notes.warn(
                    "measurement-type-alone",
                    Text(
                        f"”{cell.text}” anger hur något mäts, men det finns ingen indikator på "
                        "raden.",
                        f"“{cell.text}” says how something is measured, but there is no indicator "
                        "in the row.",
                    ),
                    cell.location,
                )
                reason = Text("mättyp utan indikator", "measurement type without an indicator")
                self.notes.leave("measurement-type-alone", cell.text, reason, cell.location)


def _measured_by(thing: Thing, cell: Cell, read: IndicatorLabel) -> None:
    """Give an indicator the type and the mark that a cell says; a type that it has stays."""
    if read.measurement_type and "measurement_type" not in thing.fields:
        add(thing, "measurement_type", cell.with_text(read.measurement_type))
    if read.marker:
        add(thing, "marker", cell.with_text(read.marker))
