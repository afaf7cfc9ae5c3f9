"""A plan is judged with its context, not the context; the verdict comes from severities."""

from pathlib import Path

import pytest

from plangraf.errors import UnknownName
from plangraf.validation.checking import Checker
from plangraf.validation.findings import Report, Severity
from plangraf.validation.grouping import MANY, grouped
from plangraf.validation.reading import parse_document, read_document

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PLAN = (HERE / "plans" / "exempelby.ttl").read_text("utf-8")
SHIPPED = sorted((ROOT / "data" / "plans").glob("*.ttl"))


def check(*texts: str, profile: str = "core") -> Report:
    documents = [parse_document(text.encode(), f"{n}.ttl") for n, text in enumerate(texts)]
    return Checker.of(ROOT, profile).check(documents)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("profile", ["core", "publishable"])
def test_shipped_plans_have_no_violation(path: Path, profile: str) -> None:
    report = Checker.of(ROOT, profile).check([read_document(path)])
    violations = [f for f in report.findings if f.severity is Severity.VIOLATION]
    assert [(f.rule, f.thing, str(f.location)) for f in violations] == []


def test_a_mistake_in_the_context_is_not_the_plan_s() -> None:
    schools = PLAN.replace('"Skolförvaltningen"@sv', '"School office"@en')
    lines = schools.split("<focus-area/", 1)
    actors, rest = lines[0], PLAN.split("\n\n", 1)[0] + "\n\n<focus-area/" + lines[1]
    report = check(rest, actors)
    assert {f.location.file for f in report.findings if f.location} == {"1.ttl"}
    assert [f.rule for f in report.findings] == ["actor-label"]


def test_a_register_is_checked_in_its_new_version() -> None:
    report = check(
        """@base <https://w3id.org/plangraf/id/> . @prefix org: <http://www.w3.org/ns/org#> .
        <actor/nosam> a org:OrganizationalCollaboration ."""
    )
    assert [f.rule for f in report.findings] == ["actor-label"]


def test_another_country_s_plan_is_not_waved_through() -> None:
    report = check("@prefix g: <http://gov.example/> . g:plan a g:Plan ; g:title 'Plan'@en .")
    assert [f.rule for f in report.findings] == ["nothing-to-check"]
    assert not report.conforms


def test_warnings_do_not_make_a_plan_unloadable() -> None:
    report = check(PLAN.replace("dcterms:publisher <actor/exempelby> ;\n    ", ""))
    assert report.conforms
    assert report.fails(Severity.WARNING)
    assert not report.fails(Severity.VIOLATION)


def test_an_unknown_profile_names_those_there_are() -> None:
    with pytest.raises(UnknownName) as caught:
        Checker.of(ROOT, "strikt")
    assert set(caught.value.nearest) == {"core", "publishable"}


def test_findings_belong_to_plan_and_goal() -> None:
    report = check(PLAN.replace('"Ta fram kursplan."@sv', '"Write a syllabus."@en'))
    (finding,) = report.findings
    assert finding.plan is not None
    assert finding.goal is not None
    assert finding.plan.name.sv.startswith("Exempelbys plan")
    assert finding.goal.name.sv == "Alla barn klarar skolan."


def test_a_cause_that_recurs_is_told_once() -> None:
    extra = "".join(
        f"<activity/exempelby-2024-2027/x{n}> a pg:Activity, pg:PlannedAction ; "
        f'skos:prefLabel "Sak {n}."@sv ; pg:inPlan <plan/exempelby-2024-2027> ; '
        "pg:focusArea <focus-area/exempelby-2024-2027/arbete> ; dcterms:subject <topic/equity> .\n"
        for n in range(MANY + 1)
    )
    (group,) = grouped(check(PLAN + extra).findings)
    assert group.goals == ()
    assert [(r.count, r.first[0].rule) for r in group.recurring] == [
        (MANY + 1, "activity-without-responsible-actor")
    ]


def test_the_same_check_gives_the_same_findings_in_the_same_order() -> None:
    broken = PLAN.replace("<topic/", "<amne/")
    assert check(broken).findings == check(broken).findings
