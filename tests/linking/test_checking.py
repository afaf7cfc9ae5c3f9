"""What `link check` finds: each kind of problem; in the shipped links only withdrawn series."""

from pathlib import Path

import pytest

from plangraf.content.mappings import MappingRow, read_mapping_set
from plangraf.content.series import SeriesEntry, all_series
from plangraf.linking.checking import check_links
from plangraf.linking.subjects import described_series, plan_indicators
from plangraf.store.embedded import EmbeddedStore

HERE = "kolada/N1"
ENTRY = SeriesEntry(HERE, "N1", "Titel", ("municipality",))
GONE = SeriesEntry(HERE, "N1", "Titel", ("municipality",), last_seen="2022-06", state="withdrawn")


def row(line: int = 2, **slots: str) -> MappingRow:
    given = {
        "record_id": f"r{line}",
        "subject_id": "pgid:indicator/a/1",
        "predicate_id": "skos:closeMatch",
        "predicate_modifier": "",
        "object_id": f"pgid:series/{HERE}",
        "differs": "unit",
    }
    return MappingRow(line, given | slots)


def kinds(*rows: MappingRow, entry: SeriesEntry | None = ENTRY, title: str = "Titel") -> list[str]:
    catalogue = {HERE: entry} if entry else {}
    return [one.kind for one in check_links(rows, catalogue, {HERE: title})]


def test_a_sound_link_has_nothing() -> None:
    assert kinds(row()) == []


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (kinds(row(), entry=GONE), ["withdrawn"]),
        (kinds(row(), entry=None), ["vanished"]),
        (kinds(row(), title="Förra titeln"), ["retitled"]),
        (kinds(row(differs="")), ["no-note"]),
        (kinds(row(predicate_id="skos:exactMatch")), ["contradiction"]),
        (kinds(row(), row(3)), ["repeated"]),
        (kinds(row(), row(3, object_id="sssom:NoTermFound")), ["contradiction"]),
        (kinds(row(object_id="pgid:series/x/y")), ["undescribed"]),
    ],
)
def test_each_kind_of_problem(found: list[str], expected: list[str]) -> None:
    assert found == expected


def test_none_beside_something_related_is_no_contradiction() -> None:
    related = row(3, predicate_id="skos:relatedMatch", differs="")
    assert kinds(row(object_id="sssom:NoTermFound"), related) == []


def test_the_shipped_links_hold(root: Path, filled: EmbeddedStore) -> None:
    text = (root / "data" / "links" / "indicator-series.sssom.tsv").read_text("utf-8")
    problems = check_links(
        read_mapping_set(text, "x")[1],
        {entry.path: entry for entry in all_series(root)},
        {series.path: series.title for series in described_series(filled)},
    )
    assert [problem for problem in problems if not problem.notice] == []


def test_the_indicators_of_plans_are_subjects(filled: EmbeddedStore) -> None:
    found = {one.path.rsplit("/", 1)[-1]: one for one in plan_indicators(filled)}
    assert len(found) == 45
    wanted = found["county-antal-sjalvmord-i-befolkningen-0-19-ar"].wanted
    assert (wanted.scope, wanted.age_min, wanted.age_max) == ("county", 0, 19)
