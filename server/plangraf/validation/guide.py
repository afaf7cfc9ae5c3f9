"""The shapes as a guide to read: what is asked, of what, why, and an example of each kind.

Turns the shape book and the examples beside it (`shapes/examples.json`, made from the test cases)
into Entries in both languages. Knows nothing of pages or of Markdown, which both show it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from rdflib import RDFS, SH, Literal, URIRef
from rdflib.term import Node

from plangraf.language import Text
from plangraf.validation.context import Context
from plangraf.validation.engines.interface import path_text
from plangraf.validation.expectations import Expectations
from plangraf.validation.findings import Severity, severity_of
from plangraf.validation.naming import Names
from plangraf.validation.shapebook import ShapeBook, read_shapes
from plangraf.validation.wording import AND, listed, quoted

EXAMPLES: Final = "examples.json"
_NOTHING: Final = Text("", "")


@dataclass(frozen=True)
class Rule:
    """One thing asked. `fails` is data that this rule, and perhaps others, complain about."""

    name: str
    title: Text
    asked: Text
    message: Text
    severity: Severity
    fails: str


@dataclass(frozen=True)
class Entry:
    """One shape: what it looks at, what it asks and why, and data that pass."""

    name: str
    title: Text
    why: Text
    looks_at: Text
    profile: str
    rules: tuple[Rule, ...]
    passes: str


@dataclass(frozen=True)
class Guide:
    """All shapes of all profiles, by profile and title."""

    book: ShapeBook
    names: Names
    examples: dict[str, Any]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every shape once, under the profile that brings it in."""
        found: dict[str, Entry] = {}
        for profile in sorted(self.book.profiles, key=lambda name: len(self.book.members(name))):
            for shape in self.book.members(profile):
                name = self.book.rule(shape)
                if name not in found:
                    found[name] = self._entry(shape, name, profile)
        order = list(self.book.profiles)
        return tuple(sorted(found.values(), key=lambda e: (order.index(e.profile), e.title.sv)))

    def of(self, profile: str) -> list[Entry]:
        """The shapes that a profile adds to those it builds on."""
        return [entry for entry in self.entries if entry.profile == profile]

    def profile(self, name: str) -> tuple[Text, Text]:
        """What a profile is called, and what it is for."""
        iri = self.book.profiles[name]
        label = self.book.text(iri, RDFS.label) or Text(name, name)
        return label, self.book.text(iri, RDFS.comment) or _NOTHING

    @cached_property
    def _expect(self) -> Expectations:
        return Expectations(self.book, self.names)

    def _entry(self, shape: URIRef, name: str, profile: str) -> Entry:
        graph = self.book.graph
        rules = [self._rule(part) for part in graph.objects(shape, SH.property)]
        if self.book.text(shape, SH.message) is not None or graph.value(shape, SH.sparql):
            rules.append(self._rule(shape))
        return Entry(
            name=name,
            title=self.book.title(shape) or Text(name, name),
            why=self.book.text(shape, RDFS.comment) or _NOTHING,
            looks_at=self._looks_at(shape),
            profile=profile,
            rules=tuple(sorted(rules, key=lambda rule: rule.name)),
            passes=str(self.examples.get(name, {}).get("passes", "")),
        )

    def _looks_at(self, shape: Node) -> Text:
        graph = self.book.graph
        kinds = [self.names.kind_named(kind) for kind in graph.objects(shape, SH.targetClass)]
        kinds += [
            _with(self.names.property(f"<{path}>"), Text("det som har", "what has"))
            for path in graph.objects(shape, SH.targetSubjectsOf)
        ]
        kinds += [
            _with(self.names.property(f"<{path}>"), Text("det som anges som", "what is given as"))
            for path in graph.objects(shape, SH.targetObjectsOf)
        ]
        return listed(sorted(kinds), AND) if kinds else _NOTHING

    def _rule(self, shape: Node) -> Rule:
        name = self.book.rule(shape)
        parts = [*self._counts(shape), *self._expect.parts(shape)]
        asked = Text(", ".join(p.sv for p in parts), ", ".join(p.en for p in parts))
        if self.book.graph.value(shape, SH.sparql) is not None or not asked.sv:
            asked = self.book.text(shape, RDFS.comment) or asked
        broken = next((e["fails"][name] for e in self.examples.values() if name in e["fails"]), "")
        return Rule(
            name=name,
            title=self.book.title(shape) or Text(name, name),
            asked=asked,
            message=_readable(self.book.message(shape) or _NOTHING),
            severity=severity_of(self.book.graph.value(shape, SH.severity)),
            fails=str(broken),
        )

    def _counts(self, shape: Node) -> Iterator[Text]:
        graph = self.book.graph
        least, most = (_number(graph.value(shape, p)) for p in (SH.minCount, SH.maxCount))
        if least is not None and least == most:
            yield Text(f"precis {least}", f"exactly {least}")
        elif least:
            yield Text(f"minst {least}", f"at least {least}")
        if most is not None and least != most:
            yield Text(f"högst {most}", f"at most {most}")
        for inner in graph.objects(shape, SH.qualifiedValueShape):
            said = self._expect.of(inner)
            number = _number(graph.value(shape, SH.qualifiedMinCount))
            if number is not None:
                yield Text(f"minst {number} som är {said.sv}", f"at least {number}: {said.en}")
            number = _number(graph.value(shape, SH.qualifiedMaxCount))
            if number is not None:
                yield Text(f"högst {number} som är {said.sv}", f"at most {number}: {said.en}")
        if str(graph.value(shape, SH.uniqueLang)) == "true":
            yield Text("högst en gång per språk", "at most once per language")
        for parameter, words in _COMPARED.items():
            for other in graph.objects(shape, parameter):
                yield _with(self.names.property(path_text(graph, other)), words)


_COMPARED: Final = {
    SH.lessThan: Text("mindre än", "less than"),
    SH.lessThanOrEquals: Text("högst lika med", "at most"),
    SH.equals: Text("samma som", "the same as"),
    SH.disjoint: Text("skilt från", "apart from"),
}


def read_guide(root: Path) -> Guide:
    """Read the guide of a content folder; without an examples file it has none."""
    context = Context(root)
    path = root / "shapes" / EXAMPLES
    examples = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    names = Names(context.shared, lambda: context.ontology)
    return Guide(read_shapes(root / "shapes"), names, examples)


def _number(value: Node | None) -> int | None:
    return int(value) if isinstance(value, Literal) and str(value).isdecimal() else None


def _with(name: Text | None, words: Text) -> Text:
    called = quoted(name) if name else Text("…", "…")
    return Text(f"{words.sv} {called.sv}", f"{words.en} {called.en}")


def _readable(message: Text) -> Text:
    """A message with dots where a check puts a name."""
    blanks = {"{?value}": "…", "{$this}": "…", "{?path}": "…", "{?this}": "…"}
    sv, en = message
    for variable, dots in blanks.items():
        sv, en = sv.replace(variable, dots), en.replace(variable, dots)
    return Text(sv, en)
