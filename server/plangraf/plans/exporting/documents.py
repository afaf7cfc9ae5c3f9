"""A plan as a document to read: Markdown, and HTML that a word processor opens.

Turns the graph into texts by area, goal and activity. They are for reading, not for importing
again: what a table cannot show (evidence, notes on the source) is left out.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rdflib import SKOS, Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS
from rdflib.term import Node

from plangraf.language import Language, Text
from plangraf.plans.comparing.plan_view import PlanView
from plangraf.plans.registers.lookups import Lookups, whole_number
from plangraf.vocabulary import PG, PGID, SCHEMA

_VALUES: Final = (
    (PG.hasBaseline, Text("utgångsvärde", "baseline")),
    (PG.hasTarget, Text("målvärde", "target")),
)
_HEADINGS: Final = (
    Text("Aktivitet", "Activity"), Text("Ansvarig", "Responsible"), Text("Medverkande", "Others"),
    Text("Tid", "Time"), Text("Läge", "Status"),
)  # fmt: skip
_COST: Final = Text("Kostnad", "Cost")
_TARGET: Final = Text("Målvärde", "Target")
_OPEN: Final = "/.."


@dataclass(frozen=True)
class Section:
    """The activities of a goal, or those of an area that belong to no goal."""

    area: Node
    goal: Node | None
    activities: list[Node]


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

    @cached_property
    def headings(self) -> list[str]:
        """Of the table of activities; costs only where the plan tells any."""
        told = (*_HEADINGS, _COST) if (None, PG.cost, None) in self.graph else _HEADINGS
        return [heading.in_(self.language) for heading in told]

    def times(self, activity: Node) -> str:
        """When it is done, from the first time to the last; what only begins is told so."""
        periods = self.graph.objects(activity, PG.deadline)
        named = sorted((self.days(p)[0] or _OPEN, self.label(p), p) for p in periods)
        return ", ".join(
            f"{_from(self.language)}{label}" if self._only_begins(period) else label
            for _, label, period in named
        )

    def _only_begins(self, period: Node) -> bool:
        edtf = str(self.graph.value(period, PG.edtf) or "")
        return edtf.endswith(_OPEN) and not re.match(r"(?i)fr|fom|since", self.label(period))

    def shown(self, node: Node, path: URIRef) -> list[str]:
        """The values of a property in words: amounts and targets with their year."""
        view = PlanView(self.graph, self.lookups, language=self.language)
        return sorted(view.shown(value) for value in self.graph.objects(node, path))

    def _named(self, nodes: Iterable[Node]) -> str:
        return ", ".join(sorted(self.label(node) for node in nodes))

    def days(self, period: Node | None) -> tuple[str, str]:
        """The first and the last day of a period, of the plan's own or of a shared one."""
        for graph in (self.graph, self.lookups.periods):
            days = [str(graph.value(period, p) or "") for p in (DCAT.startDate, DCAT.endDate)]
            if period is not None and any(days):
                return days[0], days[1]
        return "", ""

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

    def sections(self) -> Iterator["Section"]:
        """Areas and goals in the plan's order, each with its activities; nothing empty."""
        for area in self.areas():
            yield Section(area, None, self.activities(area, None))
            for goal in self.goals(area):
                yield Section(area, goal, self.activities(area, goal))

    def purposes(self) -> list[str]:
        """What the plan is for."""
        return sorted(str(o) for o in self.graph.objects(self.node, PG.purpose))

    def indicators(self, goal: Node) -> list[str]:
        """The indicators of a goal, with their values."""
        return sorted(self._indicator(i) for i in self.graph.objects(goal, PG.hasIndicator))

    def targets(self, goal: Node) -> list[str]:
        """What a goal itself is to reach."""
        return self.shown(goal, PG.hasTarget)

    def _indicator(self, indicator: Node) -> str:
        values = [
            f"{words.in_(self.language)} {value}"
            for path, words in _VALUES
            for value in self.shown(indicator, path)
        ]
        return ": ".join([self.label(indicator), *([", ".join(values)] if values else [])])

    def rows(self, activities: list[Node]) -> Iterator[list[str]]:
        """The table of activities, each with its parts below it."""
        for activity in activities:
            yield self.row(activity)
            for part in self.under(PG.subActivityOf, activity):
                first, *rest = self.row(part)
                yield [f"– {first}", *rest]

    def row(self, activity: Node) -> list[str]:
        """What the table of activities says of one."""
        reports = sorted(
            self.graph.objects(activity, PG.hasStatus),
            key=lambda r: str(self.graph.value(r, DCTERMS.date)),
        )
        level = self.graph.value(reports[-1], DCTERMS.type) if reports else None
        leading = set(self.graph.objects(activity, PG.responsibleActor))
        others = {
            actor
            for path in (PG.supportingActor, PG.involvesActor)
            for actor in self.graph.objects(activity, path)
        }
        return [
            self.label(activity),
            self._named(leading),
            self._named(others - leading),
            self.times(activity),
            self.label(level) if level is not None else "",
            ", ".join(self.shown(activity, PG.cost)),
        ][: len(self.headings)]


def _from(language: Language) -> str:
    return Text("från ", "from ").in_(language)


def write_markdown(plan: PlanText) -> str:
    """The plan as Markdown with tables."""
    lines = [f"# {_plain(plan.label(plan.node))}", ""]
    lines += [f"{_plain(purpose)}\n" for purpose in plan.purposes()]
    head = plan.headings
    for section in plan.sections():
        if section.goal is None:
            lines += [f"## {_plain(plan.label(section.area))}", ""]
        else:
            lines += [f"### {_plain(plan.label(section.goal))}", ""]
            word = Text("Indikator", "Indicator").in_(plan.language)
            indicators = [f"- {word}: {_plain(i)}" for i in plan.indicators(section.goal)]
            target = _TARGET.in_(plan.language)
            indicators += [f"- {target}: {_plain(t)}" for t in plan.targets(section.goal)]
            lines += [*indicators, ""] if indicators else []
        if section.activities:
            lines += [_line(head), _line(["---"] * len(head))]
            lines += [_line([_plain(t) for t in row]) for row in plan.rows(section.activities)]
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """A text in which nothing is taken for a mark."""
    return re.sub(r"([\\`*_\[\]|])", r"\\\1", " ".join(text.split())).replace("<", "&lt;")


def write_html(plan: PlanText) -> str:
    """The plan as one HTML page without scripts; Word opens it as a document."""
    title = html.escape(plan.label(plan.node))
    body = [f"<h1>{title}</h1>", *(f"<p>{html.escape(text)}</p>" for text in plan.purposes())]
    head = "".join(f'<th scope="col">{heading}</th>' for heading in plan.headings)
    for section in plan.sections():
        if section.goal is None:
            body.append(f"<h2>{html.escape(plan.label(section.area))}</h2>")
        else:
            body.append(f"<h3>{html.escape(plan.label(section.goal))}</h3>")
            items = [f"<li>{html.escape(text)}</li>" for text in plan.indicators(section.goal)]
            word = Text("Indikatorer", "Indicators").in_(plan.language)
            body += [f"<p>{word}:</p><ul>{''.join(items)}</ul>"] if items else []
            target = _TARGET.in_(plan.language)
            body += [f"<p>{target}: {html.escape(t)}</p>" for t in plan.targets(section.goal)]
        if section.activities:
            cells = [
                "".join(f"<td>{html.escape(text)}</td>" for text in row)
                for row in plan.rows(section.activities)
            ]
            rows = "".join(f"<tr>{row}</tr>" for row in cells)
            body.append(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
    return (
        f'<!DOCTYPE html>\n<html lang="{plan.language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>\n" + "\n".join(body) + "\n</body></html>\n"
    )


_STYLE: Final = """
@page { size: A4 landscape; margin: 2cm }
body { font-family: Calibri, Arial, sans-serif; line-height: 1.4 }
body { max-width: 70rem; margin: 1rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1.5rem }
td, th { border: 1px solid #8a949b; padding: 4px 6px; vertical-align: top; text-align: left }
td, th { overflow-wrap: break-word }
th { background: #e6eef2 }
td:first-child { width: 45% }
"""
