"""Writes candidates as rows of a mapping set for a person to accept, change or throw away.

Turns (indicator, candidates) into SSSOM rows with the score as confidence, the reasons as rationale
in both languages, and `relatedMatch` as predicate: that a series measures the same thing is for a
person to say. Also reads and writes the set itself, keeping its header.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plangraf.linking.ranking import Candidate

COLUMNS: Final = (
    *("record_id", "subject_id", "subject_label", "predicate_id", "predicate_modifier"),
    *("object_id", "object_label", "mapping_justification", "confidence", "similarity_score"),
    *("comment", "comment_en", "differs"),
)
JUSTIFICATION: Final = "semapv:LexicalMatching"


@dataclass(frozen=True)
class Subject:
    """What is to be linked: its IRI as a CURIE (`pgid:indicator/…`) and its label."""

    curie: str
    label: str

    @property
    def tail(self) -> str:
        """The last part of the IRI."""
        return self.curie.rsplit("/", 1)[-1]


def propose(subject: Subject, candidates: Sequence[Candidate]) -> list[dict[str, str]]:
    """Return one row per candidate, best first."""
    return [_row(subject, candidate) for candidate in candidates]


def as_table(rows: Iterable[dict[str, str]], *, header: bool = True) -> str:
    """Return rows as tab-separated lines in the set's order of columns."""
    lines = ["\t".join(COLUMNS)] if header else []
    lines += ["\t".join(_clean(row.get(name, "")) for name in COLUMNS) for row in rows]
    return "\n".join(lines) + "\n"


def accept(path: Path, row: dict[str, str]) -> bool:
    """Append a row to the set at `path`; False when its record is there already."""
    text = path.read_text("utf-8")
    if any(line.startswith(row["record_id"] + "\t") for line in text.splitlines()):
        return False
    path.write_text(text.rstrip("\n") + "\n" + as_table([row], header=False), "utf-8")
    return True


def _row(subject: Subject, candidate: Candidate) -> dict[str, str]:
    entry = candidate.entry
    why = candidate.reasons[:4]
    return {
        "record_id": f"pgid:mapping/indicator-series/{subject.tail}--{_slug(entry.path)}",
        "subject_id": subject.curie,
        "subject_label": subject.label,
        "predicate_id": "skos:relatedMatch",
        "object_id": f"pgid:series/{entry.path}",
        "object_label": entry.title,
        "mapping_justification": JUSTIFICATION,
        "confidence": f"{min(0.5, max(0.05, candidate.score / 2)):.2f}",
        "comment": "Förslag, inte granskat: " + "; ".join(r.what.sv for r in why) + ".",
        "comment_en": "A suggestion, not reviewed: " + "; ".join(r.what.en for r in why) + ".",
    }


def _slug(path: str) -> str:
    return path.replace("/", "-").lower()


def _clean(cell: str) -> str:
    return " ".join(cell.split())
