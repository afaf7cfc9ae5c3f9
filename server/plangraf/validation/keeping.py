"""Findings as plain values and back, so that a check of an unchanged file need not be made again.

An Outcome is all that a check of one file among many gives: findings, the number of triples, and
the few statements that rules across plans look at. A Keeper holds outcomes in a folder by the hash
of everything they depend on; what cannot be read there is made anew.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from rdflib import BNode, Literal, URIRef
from rdflib.term import Node

from plangraf import __version__
from plangraf.language import Text
from plangraf.store.interface import Triple
from plangraf.validation.findings import Finding, Location, Result, Severity, Thing

MOST: Final = 5_000
_TEXTS: Final = ("property", "found", "expected", "advice", "nearest")


@dataclass(frozen=True)
class Outcome:
    """What the check of one file gave."""

    findings: tuple[Finding, ...]
    triples: int
    spine: tuple[Triple, ...] = ()


@dataclass(frozen=True)
class Keeper:
    """A folder of outcomes. Without a folder nothing is kept and nothing found."""

    folder: Path | None

    def find(self, key: str, file: str) -> Outcome | None:
        """The outcome of a key, told of the file as it is called now."""
        if self.folder is None:
            return None
        path = self._path(key)
        try:
            outcome = outcome_from_values(json.loads(path.read_bytes()), file)
            os.utime(path)
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return None
        return outcome

    def keep(self, key: str, outcome: Outcome, file: str) -> None:
        """Keep an outcome; a folder that cannot be written to is done without."""
        if self.folder is None:
            return
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(f".{os.getpid()}")
            draft.write_text(json.dumps(values_of(outcome, file), ensure_ascii=False), "utf-8")
            draft.replace(path)

    def tidy(self) -> None:
        """Remove the oldest outcomes beyond the bound."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            files = sorted(self.folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
            for path in files[: max(0, len(files) - MOST)]:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        assert self.folder is not None
        return self.folder / f"{key}.json"


def key_of(*parts: Iterable[str] | str) -> str:
    """Name everything an outcome depends on; the version of plangraf is always part of it."""
    digest = hashlib.sha256(__version__.encode())
    for part in parts:
        for word in (part,) if isinstance(part, str) else part:
            digest.update(b"\0" + word.encode())
        digest.update(b"\1")
    return digest.hexdigest()[:40]


def values_of(outcome: Outcome, file: str) -> dict[str, Any]:
    """An outcome as values that JSON holds; the file's name is left out."""
    return {
        "triples": outcome.triples,
        "spine": [[_term(term) for term in triple] for triple in outcome.spine],
        "findings": [_finding(finding, file) for finding in outcome.findings],
    }


def outcome_from_values(values: dict[str, Any], file: str) -> Outcome:
    """Make the outcome anew."""
    return Outcome(
        tuple(_finding_from(one, file) for one in values["findings"]),
        int(values["triples"]),
        tuple(tuple(_term_from(term) for term in triple) for triple in values["spine"]),  # type: ignore[misc]
    )


def _finding(finding: Finding, file: str) -> dict[str, Any]:
    place = finding.location
    if place is not None and place.file == file:
        place = replace(place, file="")
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": list(finding.message),
        "things": [_thing(thing) for thing in (finding.thing, finding.plan, finding.goal)],
        "texts": [_text(getattr(finding, name)) for name in _TEXTS],
        "path": finding.path,
        "component": finding.component,
        "location": list(vars(place).values()) if place is not None else None,
        "result": _result(finding.result),
    }


def _finding_from(values: dict[str, Any], file: str) -> Finding:
    place = Location(*values["location"]) if values["location"] is not None else None
    if place is not None and not place.file:
        place = replace(place, file=file)
    thing, plan, goal = (_thing_from(one) for one in values["things"])
    texts = {
        name: None if text is None else Text(*text)
        for name, text in zip(_TEXTS, values["texts"], strict=True)
    }
    return Finding(
        rule=values["rule"],
        severity=Severity(values["severity"]),
        message=Text(*values["message"]),
        thing=thing,
        plan=plan,
        goal=goal,
        path=values["path"],
        location=place,
        component=values["component"],
        result=_result_from(values["result"]),
        **texts,
    )


def _text(text: Text | None) -> list[str] | None:
    return None if text is None else list(text)


def _thing(thing: Thing | None) -> list[Any] | None:
    return None if thing is None else [*thing.kind, *thing.name, thing.iri, thing.is_name]


def _thing_from(values: list[Any] | None) -> Thing | None:
    if values is None:
        return None
    kind_sv, kind_en, name_sv, name_en, iri, is_name = values
    return Thing(Text(kind_sv, kind_en), Text(name_sv, name_en), iri, is_name)


def _result(result: Result | None) -> list[Any] | None:
    if result is None:
        return None
    nodes = (result.focus, result.value, result.shape)
    return [
        *(None if node is None else _term(node) for node in nodes),
        *(result.path, result.component, result.severity.value, list(result.messages)),
    ]


def _result_from(values: list[Any] | None) -> Result | None:
    if values is None:
        return None
    focus, value, shape, path, component, severity, messages = values
    return Result(
        focus=_term_from(focus),
        path=path,
        value=None if value is None else _term_from(value),
        component=component,
        shape=_term_from(shape),
        severity=Severity(severity),
        messages=tuple(messages),
    )


def _term(term: Node) -> list[Any]:
    if isinstance(term, Literal):
        return [2, str(term), term.language, str(term.datatype) if term.datatype else None]
    return [0 if isinstance(term, URIRef) else 1, str(term)]


def _term_from(values: list[Any]) -> Node:
    if values[0] == 2:
        _, text, language, datatype = values
        kind = URIRef(datatype) if datatype else None
        return Literal(text, lang=language, datatype=kind, normalize=False)
    return URIRef(values[1]) if values[0] == 0 else BNode(values[1])
