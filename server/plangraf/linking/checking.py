"""Watches over the links between indicators and series: what no longer holds, or never quite did.

Turns a mapping set, the catalogue and the described series into problems: a series that was
withdrawn, retitled or that nobody describes; a difference that is not said; an exact match that
says it differs; a link beside the statement that there is none; the same pair twice. Fetches
nothing: the catalogue may be the pinned one or one that was just read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from plangraf.content.mappings import MappingRow
from plangraf.content.series import SeriesEntry
from plangraf.language import Text

Kind = Literal[
    "withdrawn", "retitled", "vanished", "undescribed", "no-note", "contradiction", "repeated"
]
NOTHING: Final = "sssom:NoTermFound"
SERIES: Final = "pgid:series/"
KINDS: Final[Mapping[str, Text]] = {
    "withdrawn": Text("borttagen serie", "withdrawn series"),
    "retitled": Text("ny rubrik på serien", "series retitled"),
    "vanished": Text("serien finns inte i katalogen", "series not in the catalogue"),
    "undescribed": Text("serien är inte beskriven", "series not described"),
    "no-note": Text("skillnaden är inte angiven", "difference not stated"),
    "contradiction": Text("motsägelse", "contradiction"),
    "repeated": Text("samma koppling två gånger", "the same link twice"),
}
NOTICES: Final = frozenset({"withdrawn"})
"""Worth knowing but nothing to mend: a withdrawn series may be the best there was."""

_CLAIMS: Final = frozenset({"skos:exactMatch", "skos:closeMatch"})
_SAME_KIND: Final = _CLAIMS | {"skos:broadMatch", "skos:narrowMatch"}


@dataclass(frozen=True)
class LinkProblem:
    """One thing about one row, with the row's line in the file."""

    kind: Kind
    line: int
    record: str
    message: Text

    @property
    def notice(self) -> bool:
        """Whether it is only worth knowing."""
        return self.kind in NOTICES


def check_links(
    rows: Iterable[MappingRow],
    catalogue: Mapping[str, SeriesEntry],
    described: Mapping[str, str],
) -> list[LinkProblem]:
    """Check rows; `catalogue` by series path, `described`: series path → title as described."""
    kept = list(rows)
    problems = [problem for row in kept for problem in _row(row, catalogue, described)]
    problems += _together(kept)
    return sorted(problems, key=lambda problem: (problem.line, problem.kind))


def _row(
    row: MappingRow, catalogue: Mapping[str, SeriesEntry], described: Mapping[str, str]
) -> Iterator[LinkProblem]:
    target, predicate = row.slots["object_id"], row.slots["predicate_id"]
    differs = row.slots.get("differs", "")
    if target == NOTHING:
        return
    path = target.removeprefix(SERIES)
    entry = catalogue.get(path)
    if path not in described:
        yield _problem("undescribed", row, path, path)
    if path.startswith("kolada/"):
        if entry is None:
            yield _problem("vanished", row, path, path)
        elif entry.state == "withdrawn":
            seen = entry.last_seen
            yield _problem(
                "withdrawn",
                row,
                f"{path} ”{entry.title}”, sist sedd {seen}",
                f"{path} “{entry.title}”, last seen {seen}",
            )
        if entry and path in described and described[path] != entry.title:
            was, now = described[path], entry.title
            yield _problem("retitled", row, f"”{was}” → ”{now}”", f"“{was}” → “{now}”")
    if predicate in _SAME_KIND - {"skos:exactMatch"} and not differs:
        yield _problem("no-note", row, predicate, predicate)
    if predicate == "skos:exactMatch" and differs:
        yield _problem(
            "contradiction",
            row,
            f"exakt men skiljer sig: {differs}",
            f"exact but differs: {differs}",
        )


def _together(rows: list[MappingRow]) -> Iterator[LinkProblem]:
    """Look at the rows of one subject together."""
    by_subject: dict[str, list[MappingRow]] = defaultdict(list)
    for row in rows:
        by_subject[row.slots["subject_id"]].append(row)
    for group in by_subject.values():
        targets: set[str] = set()
        matched = any(row.slots["predicate_id"] in _SAME_KIND and _real(row) for row in group)
        for row in group:
            target = row.slots["object_id"]
            if target in targets:
                yield _problem("repeated", row, target, target)
            targets.add(target)
            if target == NOTHING and matched:
                yield _problem("contradiction", row, "ingen, och ändå en", "none, and yet one")


def _real(row: MappingRow) -> bool:
    return row.slots["object_id"] != NOTHING and row.slots.get("predicate_modifier") != "Not"


def _problem(kind: Kind, row: MappingRow, sv: str, en: str) -> LinkProblem:
    what = KINDS[kind]
    message = Text(f"{what.sv}: {sv}", f"{what.en}: {en}")
    return LinkProblem(kind, row.line, row.slots["record_id"], message)
