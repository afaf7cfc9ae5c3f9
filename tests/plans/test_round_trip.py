"""import(export(plan)) gives the plan again, in every form that can be read."""

from pathlib import Path

import pytest

from plangraf.plans.building.importing import import_plan
from plangraf.plans.exporting.records_of import export_form
from plangraf.plans.exporting.writing import sheets, write_csv, write_yaml
from plangraf.plans.files.workbook_writing import write_tables
from plangraf.plans.forms.sameness import same_graph
from plangraf.plans.reading import parse_plan
from plangraf.store.parsing import parse_triples, plain_graph

PLANS = ["harryda-2019-2022", "ostergotland-2019"]


@pytest.mark.parametrize("plan", PLANS)
def test_a_shipped_plan_comes_back_whole(plan: str, root: Path) -> None:
    graph = plain_graph(
        parse_triples((root / "data" / "plans" / f"{plan}.ttl").read_bytes(), "ttl")
    )
    form = export_form(graph, plan, root)
    files = {
        "plan.csv": write_csv(form, "0"),
        "plan.yaml": write_yaml(form, "0"),
        "plan.xlsx": write_tables(sheets(form, "0", "sv")),
    }
    for name, data in files.items():
        again = import_plan(parse_plan(data, name, root), root)
        assert same_graph(graph, again.graph), name
        assert again.notes.problems == []
