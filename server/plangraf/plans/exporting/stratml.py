"""A plan as StratML Core (ISO 17469-1:2015): areas and goals as goals, activities as objectives.

The order of elements, and what is required, are those of the standard's schema. An identifier there
is an XML name that stands once in the document: it is the path of the thing's IRI, dots for the
slashes; what belongs under several goals has it the first time.
"""

import re
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree

from rdflib.namespace import DCTERMS
from rdflib.term import Node

from plangraf.plans.exporting.documents import PlanText
from plangraf.vocabulary import PG, PGID

NAMESPACE: Final = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"


def write_stratml(plan: PlanText) -> bytes:
    """Write the plan as StratML."""
    ElementTree.register_namespace("", NAMESPACE)
    root = _Writer(plan).plan_element()
    ElementTree.indent(root)
    body: bytes = ElementTree.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


@dataclass
class _Writer:
    plan: PlanText
    named: set[str] = field(default_factory=set)

    def plan_element(self) -> ElementTree.Element:
        plan = self.plan
        root = ElementTree.Element(_tag("StrategicPlan"))
        _add(root, "Name", plan.label(plan.node))
        core = _add(root, "StrategicPlanCore")
        for publisher in sorted(plan.graph.objects(plan.node, DCTERMS.publisher), key=str):
            organization = _add(core, "Organization")
            _add(organization, "Name", plan.label(publisher))
            self._identify(organization, publisher)
        if purposes := plan.purposes():
            _add(_add(core, "Mission"), "Description", " ".join(purposes))
        for number, section in enumerate(
            (s for s in plan.sections() if s.goal is not None or s.activities), start=1
        ):
            goal = _add(core, "Goal")
            _add(goal, "Name", plan.label(section.goal or section.area))
            _add(goal, "Description", plan.label(section.area))
            self._identify(goal, section.goal or section.area)
            _add(goal, "SequenceIndicator", str(number))
            if section.goal is not None and (indicators := plan.indicators(section.goal)):
                _add(goal, "OtherInformation", "\n".join(indicators))
            for place, activity in enumerate(section.activities, start=1):
                self._objective(goal, activity, f"{number}.{place}")
        self._administration(root)
        return root

    def _objective(self, goal: ElementTree.Element, activity: Node, place: str) -> None:
        plan, objective = self.plan, _add(goal, "Objective")
        _add(objective, "Name", plan.label(activity))
        described = sorted(str(o) for o in plan.graph.objects(activity, DCTERMS.description))
        if described:
            _add(objective, "Description", " ".join(described))
        self._identify(objective, activity)
        _add(objective, "SequenceIndicator", place)
        for path in (PG.responsibleActor, PG.supportingActor, PG.involvesActor):
            for name in sorted(plan.label(o) for o in plan.graph.objects(activity, path)):
                kind = {"StakeholderTypeType": "Organization"}
                _add(_add(objective, "Stakeholder", **kind), "Name", name)
        parts = [plan.label(part) for part in plan.under(PG.subActivityOf, activity)]
        if parts:
            _add(objective, "OtherInformation", "\n".join(f"– {part}" for part in parts))

    def _administration(self, root: ElementTree.Element) -> None:
        plan = self.plan
        information = _add(root, "AdministrativeInformation")
        period = plan.graph.value(plan.node, DCTERMS.temporal)
        for name, day in zip(("StartDate", "EndDate"), plan.days(period), strict=True):
            if day:
                _add(information, name, day)
        _add(information, "Source", str(plan.node))

    def _identify(self, element: ElementTree.Element, node: Node) -> None:
        path = re.sub(r"[^A-Za-z0-9._-]", ".", str(node).removeprefix(str(PGID)))
        name = path if path[:1].isalpha() else f"_{path}"
        if name not in self.named:
            self.named.add(name)
            _add(element, "Identifier", name)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, _tag(name), attributes)
    made.text = text
    return made
