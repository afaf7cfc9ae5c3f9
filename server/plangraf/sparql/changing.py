"""One change of the store: an update, one graph put, added to or removed, or several replaced.

SPARQL 1.1 Update with the protocol's using-graph-uri parameters (§2.2.3), which stand for USING in
every operation, and the verbs of the Graph Store Protocol. Runs where the store may be written.
"""

from dataclasses import dataclass
from typing import Literal, TypeVar

from plangraf.errors import BadQuery, LimitReached, ParameterError, StoreError
from plangraf.language import Text
from plangraf.sparql.scanning import Scan, Token
from plangraf.sparql.service import refuse_depth, refuse_outreach
from plangraf.sparql.teaching import explained
from plangraf.store.interface import EVERYTHING, Dataset, Store
from plangraf.store.parsing import as_ntriples

_Error = TypeVar("_Error", bound=LimitReached | StoreError)


@dataclass(frozen=True)
class Change:
    """What to do. `graph` None stands for the store's default graph.

    An update may not write to a graph whose name begins like one of `sealed`.

    The verbs "put" and "post" take `parts`, documents with their formats, as one. Relative IRIs in
    them are relative to the graph's name, those in an update and for the default graph to `base`.

    The verb "replace" puts `contents` (graph, data) in the place of several graphs at once, if
    these are in the versions that were `seen` (graph, version). "refresh" changes nothing: readers
    are to see what others wrote in the store's folder.
    """

    verb: Literal["update", "put", "post", "delete", "replace", "refresh"]
    text: str = ""
    graph: str | None = None
    parts: tuple[tuple[bytes, str], ...] = ()
    format: str = "ttl"
    dataset: Dataset = EVERYTHING
    base: str | None = None
    sealed: tuple[str, ...] = ()
    contents: tuple[tuple[str, bytes], ...] = ()
    seen: tuple[tuple[str, str], ...] = ()


def apply(change: Change, store: Store) -> None:
    """Make the change; raises without having changed anything."""
    if change.verb == "update":
        try:
            text = prepared(change.text, change.dataset)
            store.update(text, base=change.base, sealed=change.sealed)
        except BadQuery as error:
            raise explained(error, Scan(change.text), update=True) from None
    elif change.verb == "replace":
        store.replace_all(dict(change.contents), change.format, dict(change.seen))
    elif (graph := change.graph or store.union) is None:
        _change_default(change, store)
    elif change.verb == "put":
        store.replace(graph, _triples(change), "nt")
    elif change.verb == "post":
        store.add(graph, _triples(change), "nt")
    else:
        store.remove(graph)


def with_what_is_true(error: _Error, *, in_memory: bool) -> _Error:
    """Have the error of a change that was broken off say what became of it.

    In memory nobody has seen any of it; elsewhere it may have been made, whole.
    """
    error.kind = "undone" if in_memory else "unsure"
    true = Text("Inget ändrades.", "Nothing was changed.")
    if not in_memory:
        true = Text(
            "Det som fanns är oskadat; se efter om ändringen kom med innan du gör om den.",
            "What was there is intact; see whether the change was made before repeating it.",
        )
    more = error.remedy
    error.remedy = Text(f"{true.sv} {more.sv}", f"{true.en} {more.en}") if more else true
    return error


def prepared(text: str, dataset: Dataset) -> str:
    """Check an update and write the protocol's dataset into it."""
    scan = Scan(text)
    refuse_outreach(scan)
    refuse_depth(scan)
    if dataset == EVERYTHING:
        return text
    clash = next((t for t in scan.tokens if t.is_word("USING", "WITH")), None)
    if clash is not None:
        line, column = scan.place(clash.start)
        raise ParameterError(
            "using-graph-uri",
            Text(
                f"Parametrarna using-graph-uri och using-named-graph-uri går inte ihop med "
                f"{clash.text.upper()} (rad {line}, kolumn {column}).",
                f"The parameters using-graph-uri and using-named-graph-uri conflict with "
                f"{clash.text.upper()} (line {line}, column {column}).",
            ),
        )
    using = "".join(f" USING <{iri}>" for iri in dataset.default or ())
    using += "".join(f" USING NAMED <{iri}>" for iri in dataset.named or ())
    return _with_using(scan, using)


def _with_using(scan: Scan, using: str) -> str:
    """Insert USING clauses before every outermost WHERE; `DELETE WHERE {…}` is written out."""
    pieces, at, depth = [], 0, 0
    before: Token | None = None
    tokens = scan.tokens
    for index, token in enumerate(tokens):
        if token.kind == "sign" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        if depth == 0 and token.is_word("WHERE"):
            if before is not None and before.is_word("DELETE"):
                pattern = _braces(scan.text, tokens[index + 1 :])
                pieces.append(f"{scan.text[at : token.start]}{pattern}{using} ")
            else:
                pieces.append(f"{scan.text[at : token.start]}{using} ")
            at = token.start
        before = token
    return "".join(pieces) + scan.text[at:]


def _braces(text: str, tokens: tuple[Token, ...]) -> str:
    """Return the text of the group that begins with the first token."""
    depth = 0
    for token in tokens:
        if token.kind == "sign" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
            if depth == 0:
                return text[tokens[0].start : token.end]
    return ""


def _triples(change: Change) -> bytes:
    """The parts as one document of N-Triples: nodes without names keep apart."""
    base, place = change.graph or change.base, change.graph or "default"
    texts = (as_ntriples(data, form, base, place=place) for data, form in change.parts)
    return "".join(texts).encode()


def _change_default(change: Change, store: Store) -> None:
    """Change the default graph itself (Graph Store Protocol, `?default`), in one transaction."""
    steps = ["CLEAR SILENT DEFAULT"] if change.verb in ("put", "delete") else []
    if triples := _triples(change).decode().strip():
        steps += [f"INSERT DATA {{\n{triples}\n}}"]
    if steps:
        store.update(" ;\n".join(steps))
