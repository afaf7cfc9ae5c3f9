"""Where each triple of a JSON-LD text stands.

JSON-LD has no positions of its own to offer, so the text is parsed once more with a mark hung on
every identifier and every string; the marks come out in the triples, which come in the same order
as before. Numbers and truth values carry no mark: they are shown at the key they stand under.
"""

import json
import re
from typing import Final

from plangraf.store.interface import Term, Triple
from plangraf.store.parsing import SyntaxFault, parse_triples
from plangraf.validation.turtle_positions import Span

_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_MARK: Final = re.compile(r"__at(\d+)$")
_UNMARKED: Final = frozenset(
    {"@context", "@language", "@direction", "@index", "@version", "@container", "@base", "@vocab"}
)


def json_spans(
    original: bytes, sent: bytes, triples: tuple[Triple, ...]
) -> list[tuple[Triple, Span]]:
    """Return the triples that have a place in `original`, with it."""
    text = original.decode("utf-8-sig")
    marked, ends, keys = _marked(text)
    if sent != original.removeprefix(b"\xef\xbb\xbf"):
        marked = _with_context_of(marked, sent)
    try:
        twins = list(parse_triples(marked.encode(), "jsonld"))
    except SyntaxFault:
        return []
    if len(twins) != len(triples):
        return []
    located = []
    for triple, (subject, _, value) in zip(triples, twins, strict=True):
        start = _place(value)
        owner = _place(subject)
        if start is None:
            start = _nearest_key(keys, triple, owner)
        if start is None and owner is None:
            continue
        begin = start if start is not None else (owner or 0)
        head = owner if owner is not None else begin
        located.append((triple, Span(head, begin, begin, ends.get(begin, begin + 1))))
    return located


def _place(term: Term) -> int | None:
    found = _MARK.search(str(term))
    return int(found[1]) if found else None


def _nearest_key(keys: list[tuple[int, str]], triple: Triple, owner: int | None) -> int | None:
    """The key of the triple's property nearest after the identifier of its subject."""
    local = re.split(r"[/#]", str(triple[1]))[-1]
    places = [at for at, key in keys if key.split(":")[-1] == local]
    after = [at for at in places if owner is None or at > owner]
    return min(after or places, default=None)


def _marked(text: str) -> tuple[str, dict[int, int], list[tuple[int, str]]]:
    """Hang marks on strings; also return where each ends, and where the keys stand."""
    out: list[str] = []
    ends: dict[int, int] = {}
    keys: list[tuple[int, str]] = []
    position = 0
    tokens = list(_TOKEN.finditer(text))
    stack: list[str] = []
    key = ""
    skipping = 0
    for number, found in enumerate(tokens):
        token = found[0]
        following = tokens[number + 1][0] if number + 1 < len(tokens) else ""
        out.append(text[position : found.start()])
        position = found.end()
        is_key = token[0] == '"' and following == ":"
        if is_key:
            key = str(json.loads(token))
            keys.append((found.start(), key))
        if token in "{[":
            skipping += bool(skipping) or key == "@context"
            stack.append(key)
        elif token in "}]" and stack:
            skipping -= bool(skipping)
            key = stack.pop()
        marked = token[0] == '"' and not is_key and not skipping and key not in _UNMARKED
        if marked and len(token) > 2:
            ends[found.start()] = found.end()
            out.append(f'{token[:-1]}__at{found.start()}"')
        else:
            out.append(token)
    out.append(text[position:])
    return "".join(out), ends, keys


def _with_context_of(marked: str, sent: bytes) -> str:
    """Put the bundled context into the marked text too."""
    contexts = json.loads(sent)
    context = contexts.get("@context") if isinstance(contexts, dict) else None
    if context is None:
        return marked
    pattern = re.compile(r'("@context"\s*:\s*)"(?:[^"\\]|\\.)*"')
    return pattern.sub(lambda found: found[1] + json.dumps(context), marked, count=1)
