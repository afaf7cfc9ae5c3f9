"""An update rewritten so that the union keeps up with it and sealed graphs stay as they are.

    operations → the same operations with steps around each, in one request

What an operation writes to a named graph it also writes to a graph aside, in the same step. After
it, each triple aside goes into the union if a data graph holds it, and leaves it if none does: the
work grows with the change, and the engine alone resolves names and variables. What is written to
the default graph itself stands as written; where graphs are sealed it is refused. A sealed graph is
one whose name begins in a given way: a step that creates a graph that exists fails the request when
an operation writes there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from plangraf.errors import BadQuery, Refused
from plangraf.language import Text
from plangraf.store.outline import Block, Operation, operations
from plangraf.store.plain_operations import plainly
from plangraf.store.tokens import Token
from plangraf.store.union import TRIPLE, among_data, target_triple, united
from plangraf.vocabulary import GRAPHS

_FAR: Final = re.compile(r"<(?!https://w3id\.org/)[A-Za-z][A-Za-z0-9+.-]*:[^\\]*>", re.IGNORECASE)
_HELD: Final = f"{{ {among_data('?other')} }}"


@dataclass(frozen=True)
class Followed:
    """The text to run. An engine that complains of the graph `witness` has met a sealed graph."""

    text: str
    witness: str


def followed(
    text: str, union: str | None = None, sealed: Sequence[str] = (), *, kept: bool = False
) -> Followed:
    """Rewrite an update; Unread for a text that has not the outline of one.

    `union` is the graph of the union where that is not the default graph; `kept` says that the
    server sees to the union itself. The names of sealed graphs begin like one of `sealed`.
    """
    writer = _Writer(f"urn:uuid:{uuid4()}", union, tuple(sealed), kept)
    pieces, done = [], 0
    for operation in operations(text):
        steps = [*writer.steps(operation)]
        pieces += [text[done : operation.start], " ;\n".join(steps)]
        done = operation.end
    return Followed("".join([*pieces, text[done:]]), writer.witness)


@dataclass(frozen=True)
class _Writer:
    """Writes the steps of operations. `aside` is a name that no other request has."""

    aside: str
    union: str | None
    sealed: tuple[str, ...]
    kept: bool

    @property
    def witness(self) -> str:
        return f"{self.aside}-sealed"

    def steps(self, operation: Operation) -> Iterator[str]:
        """All that is to be done for one operation, in order."""
        operation = plainly(operation) if self.union else operation
        if operation.verb in ("INSERT DATA", "DELETE DATA", "MODIFY"):
            yield from self._changed(operation)
        else:
            yield from self._managed(operation)

    def _changed(self, operation: Operation) -> Iterator[str]:
        """An operation on triples."""
        home = operation.home
        written = [(b, b.graph or home) for b in (*operation.deleted, *operation.inserted)]
        graphs = [graph for _, graph in written if graph is not None]
        if len(graphs) < len(written):
            self._spare_default()
        yield from self._guard(graphs)
        variables = sorted({g.text for g in graphs if g.kind == "variable"})
        if self.union and self.sealed and variables:
            raise sealed_graph()  # what such a server has done it does not take back
        near: dict[str, list[Block]] = {}
        for block, graph in written:
            if graph is not None and self._follows(graph):
                near.setdefault(graph.text, []).append(block)
        asides = {graph: f"<{self.aside}-{n}>" for n, graph in enumerate(near)}
        places = {g: f"?_{self.aside[-12:]}_{asides[g][-2]}" for g in near if g in variables}
        extra = [_template(places.get(g, asides[g]), blocks) for g, blocks in near.items()]
        own = [b for b in operation.inserted if not (b.graph or home)]
        spared = f"<{self.aside}-spared>" if own and operation.deleted and near else ""
        extra += [_template(spared, own)] if spared else []
        named = " . ".join(f"{self.name} {self.name} {name}" for name in variables)
        extra += [f"GRAPH {self.name} {{ {named} }}"] if named and self.sealed else []
        binds = [
            f"BIND(IF({united(f'STR({g})')}, {asides[g]}, {self.name}) AS {place})"
            for g, place in places.items()
        ]
        yield from _recording(operation, " ".join(extra), " ".join(binds))
        if named and self.sealed:
            inside = f"GRAPH {self.name} {{ ?s ?p ?name }}"
            yield from self._failing(f"{inside} FILTER({self._is_sealed('?name')})")
        if near or named:
            yield f"DROP SILENT GRAPH {self.name}"
        for name, aside in asides.items():
            belongs = "" if name in places else f" FILTER({united(f'STR({name})')})"
            yield from self._settled(aside, belongs, spared)
        if spared:
            yield f"DROP SILENT GRAPH {spared}"
        for block in operation.inserted:
            graph = block.graph or home
            if block.anonymous and graph is not None and graph.text in near:
                yield self._added(graph)

    def _managed(self, operation: Operation) -> Iterator[str]:
        """An operation on whole graphs."""
        verb, places = operation.verb, operation.places
        last = places[-1]
        named = [p for p in places if not p.says("DEFAULT", "NAMED", "ALL")]
        written = named if verb == "MOVE" else [p for p in named if p is last]
        if last.says("ALL") and self.sealed:
            raise sealed_graph()
        if last.says("DEFAULT") or (verb == "MOVE" and len(named) < len(places)):
            self._spare_default()
        if last.says("NAMED") and self.sealed:
            inside = f"GRAPH ?name {{ {TRIPLE} }}"
            yield from self._failing(f"{inside} FILTER({self._is_sealed('?name')})")
        yield from self._guard(written)
        keeps = verb == "CREATE" or last.says("DEFAULT")
        near = [] if keeps else [p for p in written if self._follows(p)]
        if verb != "ADD":
            for place in near:
                belongs = united(f"STR({place.text})")
                inside = f"GRAPH {place.text} {{ {TRIPLE} }} FILTER({belongs})"
                yield f"INSERT {{ GRAPH {self.name} {{ {TRIPLE} }} }} WHERE {{ {inside} }}"
        if last.says("NAMED") and not self.kept:
            yield f"DELETE {{ {self._union} }} WHERE {{ {among_data('?g')} }}"
        yield operation.text
        if near and verb != "ADD":
            yield from self._settled(self.name, "", "")
        if near and verb in ("ADD", "MOVE", "COPY"):
            yield self._added(last)

    @property
    def _union(self) -> str:
        return target_triple(self.union)

    @property
    def name(self) -> str:
        return f"<{self.aside}>"

    def _follows(self, graph: Token) -> bool:
        """Whether a graph may be one whose triples stand in the union."""
        return not (self.kept or _FAR.fullmatch(graph.text) or graph.text == f"<{self.union}>")

    def _spare_default(self) -> None:
        """Refuse to write to the default graph where graphs are sealed."""
        if self.sealed:
            raise sealed_default()

    def _settled(self, aside: str, belongs: str, spared: str) -> Iterator[str]:
        """Put each triple aside into the union or take it out, and forget what was aside."""
        inside = f"GRAPH {aside} {{ {TRIPLE} }}{belongs}"
        but = f" FILTER NOT EXISTS {{ GRAPH {spared} {{ {TRIPLE} }} }}" if spared else ""
        gone = f"{inside} FILTER NOT EXISTS {_HELD}{but}"
        yield f"DELETE {{ {self._union} }} WHERE {{ {gone} }}"
        yield f"INSERT {{ {self._union} }} WHERE {{ {inside} FILTER EXISTS {_HELD} }}"
        yield f"DROP SILENT GRAPH {aside}"

    def _added(self, graph: Token) -> str:
        """Add all of a graph to the union, if it belongs there; of a variable, all there are."""
        if graph.kind == "variable":
            return f"INSERT {{ {self._union} }} WHERE {{ {among_data('?g')} }}"
        inside = f"GRAPH {graph.text} {{ {TRIPLE} }} FILTER({united(f'STR({graph.text})')})"
        return f"INSERT {{ {self._union} }} WHERE {{ {inside} }}"

    def _guard(self, graphs: Sequence[Token]) -> Iterator[str]:
        """Fail when one of the named graphs is sealed."""
        near = {g.text for g in graphs if g.kind != "variable" and not _FAR.fullmatch(g.text)}
        if self.sealed and near:
            either = " || ".join(self._is_sealed(name) for name in sorted(near))
            yield from self._failing(f"FILTER({either})")

    def _failing(self, pattern: str) -> Iterator[str]:
        """Fail when the pattern is found: a graph that exists cannot be created."""
        witness = f"<{self.witness}>"
        triple = f"{witness} {witness} {witness}"
        yield f"INSERT {{ GRAPH {witness} {{ {triple} }} }} WHERE {{ {pattern} }}"
        yield f"CREATE GRAPH {witness}"
        yield f"DROP GRAPH {witness}"

    def _is_sealed(self, name: str) -> str:
        return " || ".join(f'STRSTARTS(STR({name}), "{start}")' for start in self.sealed)


def _template(graph: str, blocks: Sequence[Block]) -> str:
    """The triples of blocks, put into another graph."""
    body = " . ".join(dict.fromkeys(block.body for block in blocks))
    return f"GRAPH {graph} {{ {body} }}"


def _recording(operation: Operation, extra: str, binds: str) -> Iterator[str]:
    """An operation on triples that inserts `extra` besides, after its pattern has bound more."""
    if operation.verb == "DELETE DATA" and extra:
        yield f"INSERT DATA {{ {extra} }}"
    if not extra or operation.verb == "DELETE DATA":
        yield operation.text
    elif operation.verb == "INSERT DATA":
        yield f"INSERT DATA {{ {operation.inner}\n{extra} }}"
    else:
        pattern = f"{{ {operation.pattern} {binds} }}" if binds else operation.pattern
        insert = f"INSERT {{ {operation.inner}\n{extra} }}"
        yield f"{operation.head}\n{insert}\n{operation.using} WHERE {pattern}"


def unread() -> BadQuery:
    """Tell an update whose outline is not found, though an engine may read it."""
    return BadQuery(
        Text("Uppdateringen går inte att läsa här.", "The update cannot be read here."),
        remedy=Text(
            "Skriv den utan \\u i nyckelord och namn.",
            "Write it without \\u in keywords and names.",
        ),
    )


def sealed_graph() -> Refused:
    """Tell that an update would have written to a sealed graph, and what is the way."""
    return Refused(
        Text(
            "Planer, deras versioner och deras historik ändras bara genom publicering.",
            "Plans, their versions and their records can only be changed by publishing.",
        ),
        remedy=Text(
            "Skicka planen med PUT till /data/plans/NAMN, eller kör plangraf plan publish. "
            "Nämn andra grafer med namn, inte ALL eller NAMED.",
            "PUT the plan at /data/plans/NAME, or run plangraf plan publish. "
            "Name other graphs by name, not ALL or NAMED.",
        ),
    )


def sealed_default() -> Refused:
    """Tell that the default graph is not written to by itself, and what is the way."""
    return Refused(
        Text(
            "Standardgrafen är datagrafernas union och skrivs inte för sig.",
            "The default graph is the union of the data graphs and is not written by itself.",
        ),
        remedy=Text(
            f"Nämn grafen: GRAPH <{GRAPHS}NAMN> {{ … }}.",
            f"Name the graph: GRAPH <{GRAPHS}NAME> {{ … }}.",
        ),
    )
