"""JSON-LD in short words: expanded as an engine writes it in, compact as a person reads it out.

The words are those of `ontology/context.jsonld`; those that a document uses travel inside it, so
that nobody has to fetch a context to read it. What a reader makes of it are the same triples: a
value that its word does not explain by itself is written out with its type or language.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from plangraf.vocabulary import PREFIXES

_TYPE: Final = PREFIXES["rdf"] + "type"
_XSD: Final = PREFIXES["xsd"]
_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}", re.ASCII)
"""A number as JSON writes it, and small enough that no reader rounds it."""

_Node = dict[str, Any]


@dataclass(frozen=True)
class Word:
    """A word for a property; `coerced` is how a plain text under it reads: a type, @id or as is."""

    name: str
    coerced: str = ""


@dataclass(frozen=True)
class Words:
    """A context: its entries as written, and what stands behind them."""

    entries: Mapping[str, Any]
    prefixes: Mapping[str, str]
    properties: Mapping[str, Word]
    classes: Mapping[str, str]


@lru_cache(maxsize=4)
def read_words(path: Path) -> Words:
    """Read a context; where there is none, the prefixes of the project are the words."""
    entries: dict[str, Any] = dict(PREFIXES)
    if path.is_file():
        entries = json.loads(path.read_text("utf-8"))["@context"]
    prefixes = {
        name: text
        for name, text in entries.items()
        if isinstance(text, str) and text.startswith("http") and text.endswith(("/", "#"))
    }

    def whole(short: str) -> str:
        prefix, colon, local = short.partition(":")
        return prefixes[prefix] + local if colon and prefix in prefixes else short

    properties: dict[str, Word] = {}
    classes: dict[str, str] = {}
    for name, entry in entries.items():
        if isinstance(entry, dict):
            coerced = entry.get("@type", "")
            properties.setdefault(whole(entry["@id"]), Word(name, whole(coerced)))
        elif isinstance(entry, str) and ":" in entry and name not in prefixes:
            classes.setdefault(whole(entry), name)
    return Words(entries, prefixes, properties, classes)


def compacted(expanded: bytes, words: Words, first: str) -> str:
    """Return a document in short words, the thing called `first` before what stands around it."""
    return _Writing(words).document(_merged(json.loads(expanded)), first)


def _merged(nodes: Iterable[_Node]) -> dict[str, _Node]:
    """Return one node for each subject; an engine that streams writes some in parts."""
    merged: dict[str, _Node] = {}
    for node in nodes:
        whole = merged.setdefault(node["@id"], {})
        for name, values in node.items():
            if name != "@id":
                whole.setdefault(name, []).extend(values)
    return merged


@dataclass
class _Writing:
    """One document being written; `used` are the entries of the context that it leans on."""

    words: Words
    used: set[str] = field(default_factory=set)
    inside: dict[str, _Node] = field(default_factory=dict)

    def document(self, nodes: dict[str, _Node], first: str) -> str:
        named = Counter(
            value["@id"]
            for node in nodes.values()
            for values in node.values()
            for value in values
            if isinstance(value, dict) and "@id" in value
        )
        self.inside = {
            name: node
            for name, node in nodes.items()
            if name.startswith("_:") and named[name] == 1 and not _leads_back(name, nodes)
        }
        outside = sorted(nodes.keys() - self.inside.keys(), key=lambda name: (name != first, name))
        written = [self.node(nodes[name], name) for name in outside]
        body = written[0] if len(written) == 1 else {"@graph": written}
        entries = self.words.entries
        context = {n: e for n, e in entries.items() if n in self.used or n == "@version"}
        return json.dumps({"@context": context, **body}, ensure_ascii=False, indent=1) + "\n"

    def node(self, said: _Node, name: str = "") -> _Node:
        written: _Node = {}
        if name:
            written[self.keyword("@id")] = self.short(name)
        for iri in sorted(said):
            values = said[iri]
            if iri in ("@type", _TYPE):
                kinds = [v if isinstance(v, str) else v["@id"] for v in values]
                written[self.keyword("@type")] = _one([self.kind(kind) for kind in sorted(kinds)])
                continue
            word = self.words.properties.get(iri)
            if word:
                self.lean_on(word.name)
            key = word.name if word else self.short(iri)
            written[key] = _one([self.value(v, word.coerced if word else "") for v in values])
        return written

    def value(self, value: _Node, coerced: str) -> Any:
        if "@id" in value:
            name = value["@id"]
            if name in self.inside:
                return self.node(self.inside[name])
            short = self.short(name)
            return short if coerced == "@id" else {self.keyword("@id"): short}
        text, kind = value["@value"], value.get("@type", "")
        if "@language" in value:
            return {"@language": value["@language"], "@value": text}
        if coerced in ("", "@id", kind):
            if kind == f"{_XSD}integer" and _INTEGER.fullmatch(text):
                return int(text)
            if kind == f"{_XSD}boolean" and text in ("true", "false"):
                return text == "true"
        if kind == coerced:
            return text
        return self.typed(text, kind)

    def typed(self, text: str, kind: str) -> _Node:
        return {"@type": self.kind(kind), "@value": text} if kind else {"@value": text}

    def kind(self, iri: str) -> str:
        name = self.words.classes.get(iri)
        if name:
            self.lean_on(name)
        return name or self.short(iri)

    def keyword(self, keyword: str) -> str:
        name = next((n for n, entry in self.words.entries.items() if entry == keyword), keyword)
        self.used.add(name)
        return name

    def short(self, iri: str) -> str:
        fitting = [(len(ns), p) for p, ns in self.words.prefixes.items() if iri.startswith(ns)]
        if not fitting:
            return iri
        length, prefix = max(fitting)
        if iri[length:].startswith("//"):
            return iri
        self.used.add(prefix)
        return f"{prefix}:{iri[length:]}"

    def lean_on(self, name: str) -> None:
        """Note an entry of the context, and the prefixes that it leans on itself."""
        self.used.add(name)
        entry = self.words.entries[name]
        for text in entry.values() if isinstance(entry, dict) else [entry]:
            prefix = str(text).partition(":")[0]
            if prefix in self.words.prefixes:
                self.used.add(prefix)


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _leads_back(name: str, nodes: Mapping[str, _Node]) -> bool:
    """Whether a nameless thing is part of itself, so that it stands nowhere."""
    seen: set[str] = set()
    ahead = [name]
    while ahead:
        for values in nodes.get(ahead.pop(), {}).values():
            for value in values:
                other = value.get("@id", "") if isinstance(value, dict) else ""
                if other == name:
                    return True
                if other.startswith("_:") and other not in seen:
                    seen.add(other)
                    ahead.append(other)
    return False
