"""What is wrong with the step that empties a query, and what stands in its place in the data.

A step and someone to ask in, a Cause out. Each kind of step has its questions: a property, a class,
a thing or a value that is nowhere; one that is elsewhere, but not on what the steps before have
found; a filter that never holds. Knows nothing of how the step was found.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from rdflib import BNode, Literal, URIRef

from plangraf.language import Text
from plangraf.sparql.constants import RDF_TYPE, constant, constants, written
from plangraf.sparql.nearness import difference, looks_like_number, nearest
from plangraf.sparql.pattern import Group, Step
from plangraf.sparql.saying import said
from plangraf.sparql.scanning import Token
from plangraf.store.interface import Row, Term

_FRESH: Final = "?pg_found"
_MOST: Final = 2_000
_SHOWN: Final = 5


@dataclass(frozen=True)
class Cause:
    """Why a step leaves nothing: its key in `plangraf.sparql.saying`, in words, what is nearest."""

    key: str
    message: Text
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True)
class Probe:
    """Asks about one step: `before` are the steps before it, `wrap` and `alone` as in emptiness."""

    rows: Callable[[str, str, str], list[Row]]
    wrap: Callable[[str], str]
    alone: Callable[[str], str]
    before: Group
    prologue: str

    def found_before(self, more: str = "", without: str = "", name: str = _FRESH) -> list[Term]:
        """Return the values of a variable after the steps before, and `more`.

        `without` leaves out the VALUES, BIND and filters of a variable.
        """
        kept = [s for s in self.before if not (without and _gives(s, without))]
        text = "\n".join([*(step.text for step in kept), more])
        return self._values(self.wrap(text), name)

    def found_anywhere(self, pattern: str, name: str = _FRESH) -> list[Term]:
        """Return the values of a variable in a pattern alone."""
        return self._values(self.alone(pattern), name)

    def languages(self, name: str) -> list[str]:
        """Return the language tags of a variable's values."""
        text = self.wrap("\n".join(step.text for step in self.before))
        found = self.rows(text, f"SELECT DISTINCT (LANG({name}) AS {_FRESH}) ", " LIMIT 50")
        return sorted(str(row[0]) for row in found if row[0] is not None)

    def is_there(self, pattern: str) -> bool:
        """Whether a pattern alone has any match."""
        return bool(self.rows(self.alone(pattern), "SELECT * ", " LIMIT 1"))

    def term(self, text: str) -> Term | None:
        """Read a constant of the query; None for variables, paths and brackets."""
        return constant(text, self.prologue)

    def graph_cause(self, name: str, inside: str) -> Cause | None:
        """Tell a graph that is not there, or that holds something else than is asked of it."""
        wanted = self.term(name)
        if not self.rows(f"GRAPH {name} {{ ?s ?p ?o }}", "SELECT * ", " LIMIT 1"):
            graphs = self._values("GRAPH ?pg_found { ?s ?p ?o }", _FRESH)
            near = nearest(wanted, graphs) if wanted is not None else ()
            return _cause("graph-unknown", near or graphs[:_SHOWN], name=name)
        elsewhere = self._values(f"GRAPH {_FRESH} {{ {inside} }}", _FRESH)
        return _cause("graph-elsewhere", elsewhere[:_SHOWN], name=name) if elsewhere else None

    def _values(self, pattern: str, name: str) -> list[Term]:
        found = self.rows(pattern, f"SELECT DISTINCT {name} ", f" LIMIT {_MOST}")
        return [row[0] for row in found if row[0] is not None]


def cause_of(step: Step, probe: Probe) -> Cause | None:
    """Tell why a step leaves nothing."""
    if step.kind == "triple":
        return _triple(step, probe)
    if step.kind == "filter":
        return _filter(step, probe)
    if step.kind == "values":
        name = next((t.text for t in step.tokens if t.kind == "variable"), "")
        return _constants(name, constants(step.tokens[1:], probe.prologue), probe, "values")
    return _cause("removed") if step.kind == "minus" else None


def cause_of_tail(tail: Sequence[Token]) -> Cause | None:
    """Tell what stands behind a pattern that does have matches."""
    words = [token.text.upper() for token in tail]
    numbers = dict(zip(words, words[1:], strict=False))
    if numbers.get("LIMIT") == "0":
        return _cause("limit")
    for word in ("HAVING", "OFFSET", "VALUES"):
        if word in words:
            return _cause(word.lower(), name=numbers[word])
    return None


def nothing_at_all(dataset: str, graphs: Sequence[Term]) -> Cause:
    """Tell that the graphs that were asked hold nothing."""
    if not graphs:
        return _cause("empty-store")
    wanted = constant(dataset.split()[-1], "") if dataset else None
    near = nearest(wanted, graphs) if wanted is not None else ()
    return _cause("dataset", near or tuple(graphs[:_SHOWN]), name=dataset)


def _triple(step: Step, probe: Probe) -> Cause:
    """Ask from the most general to the most particular."""
    subject, path, thing = step.parts
    s, p, o = (probe.term(part) for part in step.parts)
    for token in step.tokens if p is None else ():  # a path: each property in it
        iri = probe.term(token.text) if token.kind in ("iri", "name") else None
        if iri is not None and token.text in path and not probe.is_there(f"?s {written(iri)} ?o"):
            return _property(iri, token.text, probe)
    if p is not None and not probe.is_there(f"?s {path} ?o"):
        return _property(p, path, probe)
    if o is not None and not probe.is_there(f"?s {path} {thing}"):
        values = probe.found_anywhere(f"?s {path} {_FRESH}")
        if p == RDF_TYPE:
            return _cause("class-unknown", nearest(o, values), name=thing)
        here = probe.found_before(f"{subject} {path} {_FRESH}")
        kind, near = difference(o, here or values)
        return _cause(_VALUE_KEYS[kind], near or here[:_SHOWN], name=thing, path=path)
    if s is not None and not probe.is_there(f"{subject} ?p ?o"):
        things = probe.found_anywhere(f"{_FRESH} {path} ?o")
        return _cause("thing-unknown", nearest(s, things), name=subject)
    if s is not None and not probe.is_there(f"{subject} {path} ?o"):
        has = probe.found_anywhere(f"{subject} {_FRESH} ?o")
        return _cause("thing-lacks", _named_like(p, has), name=subject, path=path)
    return _joined(step, probe)


def _joined(step: Step, probe: Probe) -> Cause:
    """Tell what a triple that exists by itself lacks together with the steps before it."""
    subject, path, thing = step.parts
    for name, pattern in ((thing, f"{subject} {path} {thing}"), (subject, step.text)):
        given = [term for s in probe.before if _gives(s, name) for term in _given(s, probe)]
        if given:
            values = probe.found_before(pattern, without=name, name=name)
            kind, near = difference(given[0], values)
            key = _VALUE_KEYS[kind]
            return _cause(key, near or values[:_SHOWN], name=written(given[0]), path=path)
    o = probe.term(thing)
    if o is not None:
        values = probe.found_before(f"{subject} {path} {_FRESH}")
        if values:
            kind, near = difference(o, values)
            key = _VALUE_KEYS[kind] if kind in ("language", "datatype") else "value-not-here"
            return _cause(key, near or values[:_SHOWN], name=thing, path=path)
    has = probe.found_before(f"{subject} {_FRESH} ?pg_any") if subject.startswith("?") else []
    p = probe.term(path)
    if has and p not in has:
        return _cause("property-not-here", _named_like(p, has), name=subject, path=path)
    return _cause("never-together", name=step.text)


def _filter(step: Step, probe: Probe) -> Cause:
    """Tell why a condition never holds."""
    words = [token.text.upper() for token in step.tokens]
    if "EXISTS" in words:
        return _cause("removed" if "NOT" in words else "exists-none")
    known = {name for s in probe.before for name in s.variables}
    asked = [t.text[1:] for t in step.tokens if t.kind == "variable"]
    bound = [n for n in asked if n in known]
    unknown = [n for n in asked if n not in known]
    if unknown and not bound:
        near = get_close_matches(unknown[0], sorted(known), 3, 0.5)
        return Cause("variable-unknown", said("variable-unknown", f"?{unknown[0]}"), _marked(near))
    name = f"?{bound[0]}" if bound else ""
    if not name:
        return _cause("filter-never", name=step.text)
    if {"LANG", "LANGMATCHES"} & set(words):
        tags = [f'"{tag}"' for tag in probe.languages(name)]
        return Cause("filter-language", said("filter-language", name), tuple(tags))
    return _constants(name, constants(step.tokens, probe.prologue), probe, "filter")


def _constants(name: str, wanted: Sequence[Term], probe: Probe, kind: str) -> Cause:
    """Compare the constants of a condition with the values that its variable has."""
    values = probe.found_before(name=name)
    for term in wanted:
        how, near = difference(term, values)
        if isinstance(term, Literal) and term.datatype and any(map(looks_like_number, values)):
            return _cause("number-as-text", values[:_SHOWN], name=name)
        if how:
            key = _VALUE_KEYS[how] if how != "spelling" else f"{kind}-never"
            return _cause(key, near, name=written(term), path=name)
    numbers = [v for v in values if isinstance(v, Literal) and v.datatype and not v.language]
    if numbers and len(numbers) == len(values):
        ends = sorted(numbers, key=_size)
        return _cause("filter-range", (ends[0], ends[-1]), name=name)
    return _cause(f"{kind}-never", values[:_SHOWN], name=name, path=name)


def _property(iri: Term, name: str, probe: Probe) -> Cause:
    return _cause(
        "property-unknown", nearest(iri, probe.found_anywhere(f"?s {_FRESH} ?o")), name=name
    )


def _gives(step: Step, name: str) -> bool:
    """Whether a step gives a variable its value by itself: VALUES, BIND, or a filter of its own."""
    bare = name.lstrip("?$")
    if not name.startswith(("?", "$")) or bare not in step.variables:
        return False
    return step.kind in ("values", "bind") or (step.kind == "filter" and len(step.variables) == 1)


def _given(step: Step, probe: Probe) -> list[Term]:
    """Return the constants that such a step holds; those of VALUES come from its braces."""
    return [t for t in constants(step.tokens, probe.prologue) if not isinstance(t, BNode)]


def _named_like(wanted: Term | None, has: Sequence[Term]) -> tuple[Term, ...]:
    """Return the properties named like the wanted one, or else some of them."""
    near = nearest(wanted, has) if isinstance(wanted, URIRef) else ()
    return near or tuple(term for term in has if term != RDF_TYPE)[:_SHOWN]


def _size(term: Literal) -> tuple[float, str]:
    try:
        return float(str(term)), ""
    except ValueError:
        return 0.0, str(term)


def _marked(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"?{name}" for name in names)


def _cause(key: str, near: Sequence[Term] = (), **names: str) -> Cause:
    shown = tuple(written(term) for term in near if not isinstance(term, BNode))
    return Cause(key, said(key, names.get("name", ""), names.get("path", "")), shown)


_VALUE_KEYS: Final = {
    "language": "wrong-language",
    "datatype": "wrong-datatype",
    "spelling": "value-unknown",
    "": "value-unknown",
}
