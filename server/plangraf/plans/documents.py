"""A plan as a document to read: Markdown, HTML that a word processor opens, StratML (ISO 17469).

Turns the graph into texts by area, goal and activity. They are for reading and exchange, not for
importing again: what a table cannot show (evidence, notes on the source) is left out.
"""

import html
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

from rdflib import SKOS, Graph, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from plangraf.language import Language, Text
from plangraf.plans.lookups import Lookups, whole_number
from plangraf.vocabulary import PG, PGID, SCHEMA

_STRATML: Final = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
_HEADINGS: Final = (
    Text("Aktivitet", "Activity"), Text("Ansvarig", "Responsible"), Text("Medverkande", "Others"),
    Text("Tid", "Time"), Text("Läge", "Status"),
)  # fmt: skip


@dataclass
class PlanText:
    """A plan as it is read: areas → goals → activities, and the words of each."""

    graph: Graph
    plan: str
    lookups: Lookups
    language: Language = "sv"

    @property
    def node(self) -> URIRef:
        """The plan itself."""
        return URIRef(f"{PGID}plan/{self.plan}")

    def label(self, node: Node) -> str:
        """The name of a thing, with its number."""
        labels = {
            str(getattr(o, "language", None) or ""): str(o)
            for o in self.graph.objects(node, SKOS.prefLabel)
        }
        text = (
            labels.get(self.language)
            or labels.get("sv")
            or self.lookups.label(str(node), self.language)
        )
        number = self.graph.value(node, SKOS.notation)
        text = text or str(node).rpartition("/")[2]
        return f"{number} {text}" if number else text

    def many(self, node: Node, path: URIRef) -> str:
        """The names of a property's values, in order."""
        return ", ".join(sorted(self.label(o) for o in self.graph.objects(node, path)))

    def under(self, path: URIRef, node: Node) -> list[Node]:
        """The things that point at a node by a property, in the plan's order."""
        found = set(self.graph.subjects(path, node))
        return sorted(
            found, key=lambda n: (whole_number(self.graph.value(n, SCHEMA.position)), str(n))
        )

    def areas(self) -> list[Node]:
        """The focus areas of the plan."""
        return [
            n for n in self.under(PG.inPlan, self.node) if (n, None, PG.FocusArea) in self.graph
        ]

    def goals(self, area: Node) -> list[Node]:
        """The goals of an area."""
        return [n for n in self.under(PG.focusArea, area) if (n, None, PG.Goal) in self.graph]

    def activities(self, area: Node, goal: Node | None) -> list[Node]:
        """The activities of a goal; of the area itself where goal is None."""
        if goal is not None:
            return self.under(PG.contributesTo, goal)
        loose = self.under(PG.focusArea, area)
        return [
            n
            for n in loose
            if (n, None, PG.Activity) in self.graph
            and self.graph.value(n, PG.contributesTo) is None
        ]

    def row(self, activity: Node) -> list[str]:
        """What the table of activities says of one."""
        reports = sorted(
            self.graph.objects(activity, PG.hasStatus),
            key=lambda r: str(self.graph.value(r, DCTERMS.date)),
        )
        level = self.graph.value(reports[-1], DCTERMS.type) if reports else None
        others = ", ".join(
            p
            for p in (
                self.many(activity, PG.supportingActor),
                self.many(activity, PG.involvesActor),
            )
            if p
        )
        return [
            self.label(activity),
            self.many(activity, PG.responsibleActor),
            others,
            self.many(activity, PG.deadline),
            self.label(level) if level is not None else "",
        ]


def write_markdown(plan: PlanText) -> str:
    """The plan as Markdown with tables."""
    lines = [f"# {_plain(plan.label(plan.node))}", ""]
    lines += [
        f"{_plain(str(o))}\n" for o in sorted(plan.graph.objects(plan.node, PG.purpose), key=str)
    ]
    for area in plan.areas():
        lines += [f"## {_plain(plan.label(area))}", ""]
        for goal in [*plan.goals(area), None]:
            activities = plan.activities(area, goal)
            if goal is not None:
                lines += [f"### {_plain(plan.label(goal))}", ""]
                indicators = sorted(
                    plan.label(i) for i in plan.graph.objects(goal, PG.hasIndicator)
                )
                lines += [
                    f"- {Text('Indikator', 'Indicator').in_(plan.language)}: {_plain(i)}"
                    for i in indicators
                ]
                lines += [""] if indicators else []
            if activities:
                lines += [
                    "| " + " | ".join(h.in_(plan.language) for h in _HEADINGS) + " |",
                    "|" + " --- |" * len(_HEADINGS),
                ]
                for activity in activities:
                    lines.append(
                        "| "
                        + " | ".join(_plain(t).replace("|", "\\|") for t in plan.row(activity))
                        + " |"
                    )
                    for part in plan.under(PG.subActivityOf, activity):
                        lines.append(
                            "| – "
                            + " | ".join(_plain(t).replace("|", "\\|") for t in plan.row(part))
                            + " |"
                        )
                lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("<", "&lt;")


def write_html(plan: PlanText) -> str:
    """The plan as one HTML page without scripts; Word opens it as a document."""
    title = html.escape(plan.label(plan.node))
    body = [f"<h1>{title}</h1>"]
    body += [
        f"<p>{html.escape(str(o))}</p>"
        for o in sorted(plan.graph.objects(plan.node, PG.purpose), key=str)
    ]
    head = "".join(f'<th scope="col">{h.in_(plan.language)}</th>' for h in _HEADINGS)
    for area in plan.areas():
        body.append(f"<h2>{html.escape(plan.label(area))}</h2>")
        for goal in [*plan.goals(area), None]:
            activities = plan.activities(area, goal)
            if goal is not None:
                body.append(f"<h3>{html.escape(plan.label(goal))}</h3>")
                items = sorted(plan.label(i) for i in plan.graph.objects(goal, PG.hasIndicator))
                if items:
                    body.append(
                        "<ul>" + "".join(f"<li>{html.escape(i)}</li>" for i in items) + "</ul>"
                    )
            if activities:
                rows = [(a, "") for a in activities]
                rows = [
                    r
                    for a, _ in rows
                    for r in [(a, ""), *((s, "– ") for s in plan.under(PG.subActivityOf, a))]
                ]
                cells = [
                    [(m if n == 0 else "") + t for n, t in enumerate(plan.row(a))] for a, m in rows
                ]
                table = "".join(
                    "<tr>" + "".join(f"<td>{html.escape(t)}</td>" for t in row) + "</tr>"
                    for row in cells
                )
                body.append(
                    f"<table border='1'><thead><tr>{head}</tr></thead><tbody>{table}</tbody></ta"
                    f"ble>"
                )
    style = (
        "body{font-family:Calibri,Arial,sans-serif}table{border-collapse:collapse;width:100%}td,"
        "th{padding:4px;vertical-align:top;text-align:left}"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{plan.language}"><head><meta '
        f'charset="utf-8"><title>{title}</title>'
        f"<style>{style}</style></head><body>\n" + "\n".join(body) + "\n</body></html>\n"
    )


def write_stratml(plan: PlanText) -> bytes:
    """The plan as StratML Core: areas and goals as goals, activities as objectives."""
    ElementTree.register_namespace("", _STRATML)
    root = _element(None, "StrategicPlan")
    _element(root, "Name", plan.label(plan.node))
    core = _element(root, "StrategicPlanCore")
    organization = _element(core, "Organization")
    _element(organization, "Name", plan.many(plan.node, DCTERMS.publisher))
    _element(organization, "Identifier", str(plan.graph.value(plan.node, DCTERMS.publisher) or ""))
    _element(_element(core, "Vision"), "Description", "")
    mission = " ".join(sorted(str(o) for o in plan.graph.objects(plan.node, PG.purpose)))
    _element(_element(core, "Mission"), "Description", mission)
    number = 0
    for area in plan.areas():
        for goal in [*plan.goals(area), None]:
            activities = plan.activities(area, goal)
            if goal is None and not activities:
                continue
            number += 1
            element = _element(core, "Goal")
            _element(element, "Name", plan.label(goal or area))
            _element(element, "Description", plan.label(area))
            _element(element, "Identifier", str(goal or area))
            _element(element, "SequenceIndicator", str(number))
            for activity in activities:
                objective = _element(element, "Objective")
                _element(objective, "Name", plan.label(activity))
                _element(
                    objective,
                    "Description",
                    " ".join(
                        sorted(str(o) for o in plan.graph.objects(activity, DCTERMS.description))
                    ),
                )
                _element(objective, "Identifier", str(activity))
                who = plan.many(activity, PG.responsibleActor)
                if who:
                    _element(_element(objective, "Stakeholder"), "Name", who)
    info = _element(root, "AdministrativeInformation")
    _element(info, "Identifier", str(plan.node))
    period = plan.graph.value(plan.node, DCTERMS.temporal)
    if period is not None:
        _element(info, "Source", plan.label(period))
    ElementTree.indent(root)
    body: bytes = ElementTree.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def _element(
    parent: ElementTree.Element | None, name: str, text: str | None = None
) -> ElementTree.Element:
    tag = f"{{{_STRATML}}}{name}"
    made = ElementTree.Element(tag) if parent is None else ElementTree.SubElement(parent, tag)
    made.text = text
    return made
