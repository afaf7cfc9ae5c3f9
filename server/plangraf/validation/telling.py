"""Turns results into findings: which thing, whose plan and goal, in which words, at which place.

Stands between the engine, which knows nodes, and the reader, who knows plans. One teller serves one
document in its setting.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from rdflib import PROV, RDF
from rdflib.term import Node

from plangraf.language import Text
from plangraf.validation.cases import Case, Explanation, single
from plangraf.validation.context import Setting
from plangraf.validation.culprits import culprits
from plangraf.validation.expectations import Expectations
from plangraf.validation.explaining import explain
from plangraf.validation.findings import Finding, Result, Severity, Thing
from plangraf.validation.layers import Lookup
from plangraf.validation.locating import Locator
from plangraf.validation.naming import Names
from plangraf.validation.shapebook import ShapeBook
from plangraf.validation.wording import capitalised, quoted
from plangraf.vocabulary import OA, PG

_VARIABLE: Final = re.compile(r"\{[?$](\w+)\}")
_TOWARDS_GOAL: Final = (PG.contributesTo, PG.subActivityOf)
_FROM_GOAL: Final = (PG.hasIndicator, PG.addresses)
_HOLDERS: Final = (
    PG.hasTarget,
    PG.hasBaseline,
    PG.hasStatus,
    PG.evidence,
    OA.hasSelector,
    PROV.qualifiedAttribution,
)


@dataclass
class Teller:
    """Tells the results of one document."""

    setting: Setting
    book: ShapeBook
    ontology: Callable[[], Lookup]
    _things: dict[Node, Thing] = field(default_factory=dict)

    @cached_property
    def locator(self) -> Locator:
        """The places of the document."""
        return Locator(self.setting.document)

    @cached_property
    def names(self) -> Names:
        """The names of things in the document and its context."""
        return Names(self.setting.wide, self.ontology)

    @cached_property
    def _expect(self) -> Expectations:
        return Expectations(self.book, self.names)

    def tell(self, result: Result) -> Finding:
        """Tell one result of an engine."""
        node = self.blamed(result)
        explanation = explain(Case(result, self.names, self._expect))
        named = self.book.named(result.shape)
        said = self.book.message(result.shape)
        path = result.path
        value = result.value
        if result.component.startswith("SPARQL") and value in (node, result.focus):
            value = None
        if value is None and (stated := single(path)) and result.component.startswith("SPARQL"):
            value = next(iter(culprits(self.names.data, node, stated)), None)
        return self.finding(
            rule=self.book.rule(result.shape),
            severity=result.severity,
            message=self._filled(said, result) if said else self._unsaid(result),
            node=node,
            path=path,
            value=value,
            property=self.book.title(named) if path else None,
            found=explanation.found,
            expected=explanation.expected,
            advice=self._advice(explanation),
            nearest=explanation.nearest,
            component=result.component,
            result=result,
        )

    def _advice(self, explanation: Explanation) -> Text | None:
        """How to write it: as Turtle, or in a cell the plain value."""
        if self.setting.document.format != "cells":
            return explanation.advice
        nearest = explanation.nearest
        if nearest is None:
            return None
        return Text(f"Skriv: {nearest.sv}", f"Write: {nearest.en}")

    def finding(
        self,
        *,
        rule: str,
        severity: Severity,
        message: Text,
        node: Node | None,
        path: str | None = None,
        value: Node | None = None,
        property: Text | None = None,
        found: Text | None = None,
        expected: Text | None = None,
        advice: Text | None = None,
        nearest: Text | None = None,
        component: str = "",
        result: Result | None = None,
    ) -> Finding:
        """Put a finding together: its thing, its plan and goal, its place."""
        goal = self._goal(node) if node is not None else None
        plan = self._plan(node) if node is not None else None
        return Finding(
            rule=rule,
            severity=severity,
            message=message,
            thing=self._thing(node) if node is not None else None,
            plan=self._thing(plan) if plan is not None else None,
            goal=self._thing(goal) if goal is not None else None,
            property=property or self.names.property(path),
            path=path,
            found=found,
            expected=expected,
            advice=advice,
            nearest=nearest,
            location=self.locator.locate(node, path, value),
            component=component,
            result=result,
        )

    def blamed(self, result: Result) -> Node:
        """The thing to mend: a rule about a plan names it as its value."""
        value = result.value
        if (
            result.component.startswith("SPARQL")
            and value is not None
            and value in self.setting.own
        ):
            return value
        return result.focus

    def _thing(self, node: Node) -> Thing:
        known = self._things.get(node)
        if known is None:
            known = self._things[node] = self.names.thing(node)
        return known

    def _filled(self, message: Text, result: Result) -> Text:
        """Put names where a message has `{?value}`, `{$this}` or `{?path}`."""
        nodes: dict[str, Node | None] = {"value": result.value, "this": result.focus}

        def label(variable: str) -> Text:
            if variable == "path":
                return self.names.property(result.path) or Text("egenskapen", "the property")
            node = nodes.get(variable)
            if node is None:
                return Text("…", "…")
            thing = self._thing(node)
            return quoted(thing.name, 60) if thing.is_name else thing.name

        return Text(
            _VARIABLE.sub(lambda found: label(found[1]).sv, message.sv),
            _VARIABLE.sub(lambda found: label(found[1]).en, message.en),
        )

    def _unsaid(self, result: Result) -> Text:
        """A sentence for a shape that has none."""
        thing = self._thing(result.focus)
        name = self.names.property(result.path)
        at = Text(f"{name.sv}: ", f"{name.en}: ") if name else Text("", "")
        title = self.book.title(self.book.named(result.shape)) or Text("regeln", "the shape")
        kind = capitalised(thing.kind)
        return Text(
            f"{at.sv}{kind.sv} uppfyller inte {quoted(title).sv}.",
            f"{at.en}{kind.en} does not meet {quoted(title).en}.",
        )

    def _goal(self, node: Node, depth: int = 0) -> Node | None:
        """The goal that a thing belongs to, if it belongs to one."""
        data = self.setting.data
        if (node, RDF.type, PG.Goal) in data:
            return node
        if depth > 3:
            return None
        for predicate in _TOWARDS_GOAL:
            for other in sorted(data.objects(node, predicate), key=str):
                if (goal := self._goal(other, depth + 1)) is not None:
                    return goal
        for predicate in _FROM_GOAL:
            for other in sorted(data.subjects(predicate, node), key=str):
                return other
        for predicate in _HOLDERS:
            for other in sorted(data.subjects(predicate, node), key=str):
                if (goal := self._goal(other, depth + 1)) is not None:
                    return goal
        return None

    def _plan(self, node: Node, depth: int = 0) -> Node | None:
        """The plan that a thing belongs to: its own, its holder's, or the document's only one."""
        data = self.setting.data
        if (node, RDF.type, PG.ActionPlan) in data:
            return node
        stated = sorted(data.objects(node, PG.inPlan), key=str)
        if stated:
            return stated[0]
        if depth < 3:
            for predicate in _HOLDERS:
                for holder in sorted(data.subjects(predicate, node), key=str):
                    if (plan := self._plan(holder, depth + 1)) is not None:
                        return plan
        return self._only_plan

    @cached_property
    def _only_plan(self) -> Node | None:
        plans = self.setting.document.instances(PG.ActionPlan)
        return plans.pop() if len(plans) == 1 else None
