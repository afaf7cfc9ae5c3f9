"""A plan handed in over HTTP → the next state of the data: made ready, checked, written at once.

The upload is read, checked and compared in a child process
(`plangraf.web.inspecting.publications`); what it makes is written by the pool's one writer, on the
condition that the plan and its record are as they were seen. When somebody else was faster it is
all made anew on what stands now, unless the writer named the version it rests on. The version of a
plan is its entity tag.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from flask import current_app

from plangraf.errors import Outdated
from plangraf.plans.publishing.storing import (
    FORMAT,
    Signature,
    Standing,
    require_expected,
    withdraw,
)
from plangraf.plans.publishing.versions import LOG, plan_graph
from plangraf.plans.readings import Source
from plangraf.sparql.changing import Change
from plangraf.sparql.service import QueryRequest
from plangraf.store.interface import Dataset
from plangraf.store.parsing import parse_triples, plain_graph
from plangraf.store.versions import version_of
from plangraf.web.inspecting.inspections import Upload
from plangraf.web.inspecting.publications import PublishOrder
from plangraf.web.site import client_gone, site
from plangraf.web.speaking import language
from plangraf.web.validating.checks import inspectors

_CONTENT: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_EXTENSION: Final = "plangraf.versions"
_TRIES: Final = 5


@dataclass(frozen=True)
class Handed:
    """What a writer hands in. `form` is the form in which a report is wanted.

    `expected` is the version the writer saw, "" for a plan that must be new, None to not ask;
    `derived` says that nobody named the plan's id.
    """

    upload: Upload
    plan: str = ""
    form: str = "text"
    who: str = ""
    expected: str | None = None
    added: bool = False
    source: Source | None = None
    profile: str | None = None
    derived: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of it: what the child told, and its counts of findings."""

    told: Mapping[str, Any]
    counts: Mapping[str, int]

    @property
    def conforms(self) -> bool:
        """Whether the plan conforms; nothing is written of one that does not."""
        return bool(self.told["conforms"])


def look(handed: Handed) -> Outcome:
    """Make a plan ready without writing it; one that names no plan is asked which it describes."""
    if not handed.plan:
        first = _ready(replace(handed, form="text"), b"", b"")
        told = first.told
        handed = replace(handed, plan=str(told["plan"]), derived=bool(told["derived"]))
    return _ready(handed, _content(plan_graph(handed.plan)), _content(LOG + handed.plan))


def publish(handed: Handed) -> Outcome:
    """Write a plan that conforms; Outdated when it rests on another version than the current."""
    for last in (*[False] * (_TRIES - 1), True):
        standing, log = _content(plan_graph(handed.plan)), _content(LOG + handed.plan)
        try:
            require_expected(handed.plan, version_of(standing, "nt"), handed.expected)
            outcome = _ready(handed, standing, log)
            if outcome.conforms and outcome.told["changed"]:
                _write(outcome.told["contents"], outcome.told["seen"])
        except Outdated:
            if last or not _stale(standing, handed):
                raise
        else:
            return outcome
    raise AssertionError  # the last try returned or raised


def withdraw_plan(plan: str, who: str, expected: str | None) -> None:
    """Take a plan out of the current ones; its last version is kept."""
    standing, log = _content(plan_graph(plan)), _content(LOG + plan)
    require_expected(plan, version_of(standing, "nt"), expected)
    graphs = (plain_graph(parse_triples(data, "nt")) for data in (standing, log))
    done = withdraw(plan, Standing(*graphs), Signature(who, datetime.now(UTC)))
    _write({name: data.decode() for name, data in done.contents.items()}, done.seen)


def plan_version(plan: str) -> str:
    """The version of a plan as it stands, "" for none; reckoned once for each state of the data."""
    state = site().version
    known: dict[tuple[str, str], str] = current_app.extensions.setdefault(_EXTENSION, {})
    version = known.get((state, plan))
    if version is None:
        version = version_of(_content(plan_graph(plan)), "nt")
        for old in [key for key in tuple(known) if key[0] != state]:
            known.pop(old, None)
        known[state, plan] = version
    return version


def _stale(standing: bytes, handed: Handed) -> bool:
    """Whether another try may do: what was read was old, or no version was named.

    A change that changes nothing has the readers see what another process wrote in the folder.
    """
    site().runner.change(Change("refresh"))
    return handed.expected is None or _content(plan_graph(handed.plan)) != standing


def _ready(handed: Handed, standing: bytes, log: bytes) -> Outcome:
    order = PublishOrder(
        handed.upload,
        handed.plan,
        handed.form,
        language(),
        handed.who,
        datetime.now(UTC),
        standing,
        log,
        handed.added,
        handed.source,
        handed.profile,
        handed.derived,
    )
    inspected = inspectors().inspect(order, client_gone())
    return Outcome(json.loads(inspected.body), inspected.counts)


def _write(contents: Mapping[str, str], seen: Mapping[str, str]) -> None:
    site().runner.change(
        Change(
            "replace",
            format=FORMAT,
            contents=tuple((graph, text.encode()) for graph, text in contents.items()),
            seen=tuple(seen.items()),
        )
    )


def _content(graph: str) -> bytes:
    """A named graph as N-Triples; empty when there is none."""
    limits = site().settings.limits
    asked = QueryRequest(
        _CONTENT,
        "nt",
        Dataset(default=(graph,)),
        rows=limits.result_bytes,
        size=limits.result_bytes,
        seconds=limits.query_seconds,
    )
    return site().runner.run(asked, client_gone()).read()
