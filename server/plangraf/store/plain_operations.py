"""Operations of an update in words that every server reads alike.

    WITH <g> DELETE { d } … WHERE { p }   →   DELETE { GRAPH <g> { d } } … WHERE { GRAPH <g> { p } }
    … USING <g> WHERE { p }               →   … WHERE { GRAPH <g> { p } }, where p names no graph
    INSERT DATA { _:b … }                 →   INSERT { _:b … } WHERE { BIND(1 AS ?once) }

SPARQL 1.1 Update §3.1.3 makes each the same. Virtuoso 7 keeps the graph of WITH or USING for the
rest of the request, so that what follows does not see what was written, and takes no node without a
name in INSERT DATA.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from plangraf.store.outline import Block, Operation
from plangraf.store.tokens import Token, tokens

_ONE_GRAPH: Final = re.compile(r"USING\s+(?!NAMED\b)(\S+)", re.IGNORECASE)
_ONCE: Final = "{ BIND(1 AS ?once) }"


def plainly(operation: Operation) -> Operation:
    """Return an operation that does the same; most are returned as they are."""
    if operation.verb == "INSERT DATA" and _has_nameless(operation.inner):
        text = f"INSERT {{ {operation.inner} }} WHERE {_ONCE}"
        return replace(operation, verb="MODIFY", text=text, pattern=_ONCE)
    if operation.verb != "MODIFY" or not (operation.home or operation.using):
        return operation
    home, using, pattern = operation.home, operation.using, operation.pattern
    source = home.text if home and not using else ""
    found = _ONE_GRAPH.fullmatch(using)
    if found and not any(token.says("GRAPH") for token in tokens(pattern)):
        source, using = found[1], ""
    if source:
        pattern = f"{{ GRAPH {source} {pattern} }}"
    deleted, inserted = _at(home, operation.deleted), _at(home, operation.inserted)
    head = f"DELETE {{ {_written(deleted)} }}" if deleted else ""
    inner = _written(inserted)
    insert = f"INSERT {{ {inner} }}" if inserted or not deleted else ""
    return replace(
        operation,
        text=f"{head} {insert} {using} WHERE {pattern}",
        deleted=deleted,
        inserted=inserted,
        head=head,
        inner=inner,
        using=using,
        pattern=pattern,
        home=None,
    )


def _at(home: Token | None, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Name the graph of the triples that name none."""
    return tuple(replace(block, graph=block.graph or home) for block in blocks)


def _written(blocks: Sequence[Block]) -> str:
    """Blocks as the inside of a template."""
    return " ".join(
        f"GRAPH {block.graph.text} {{ {block.body} }}" if block.graph else f"{block.body} ."
        for block in blocks
    )


def _has_nameless(template: str) -> bool:
    """Whether a template has nodes without names."""
    return any(token.text in ("[", "(") or token.text[:2] == "_:" for token in tokens(template))
