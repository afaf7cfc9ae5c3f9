"""Where the things of an RDF/XML text stand: the element that names a thing, and its properties.

Read with the parser of the standard library, after DOCTYPE has been refused. Blank nodes that the
text does not name have no place of their own.
"""

from typing import Final
from xml.parsers import expat

from rdflib import BNode, URIRef

from plangraf.store.interface import Triple
from plangraf.validation.turtle_positions import Span

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMING: Final = tuple(f"{_RDF}\x1f{key}" for key in ("about", "ID", "nodeID"))


def xml_spans(data: bytes, triples: tuple[Triple, ...]) -> list[tuple[Triple, Span]]:
    """Return the triples whose subject has a place, with it."""
    text = data.decode("utf-8")
    things, properties = _elements(data)
    offsets = _Offsets(data, text)
    located = []
    for triple in triples:
        subject, predicate, _ = triple
        name = _ending(things, subject)
        if name is None:
            continue
        at = things[name]
        places = properties.get((name, str(predicate)), [])
        begin = places.pop(0) if len(places) > 1 else (places[0] if places else at)
        start, place = offsets.of(at), offsets.of(begin)
        end = text.find(">", place) + 1
        located.append((triple, Span(start, place, place, end or place + 1)))
    return located


def _ending(things: dict[str, int], subject: object) -> str | None:
    """The name under which the text states a thing: its IRI, or the end of it."""
    if isinstance(subject, BNode) and str(subject) in things:
        return str(subject)
    if not isinstance(subject, URIRef):
        return None
    if str(subject) in things:
        return str(subject)
    return next((name for name in things if name and subject.endswith(name)), None)


def _elements(data: bytes) -> tuple[dict[str, int], dict[tuple[str, str], list[int]]]:
    things: dict[str, int] = {}
    properties: dict[tuple[str, str], list[int]] = {}
    levels: list[tuple[str, str | None]] = []
    parser = expat.ParserCreate(namespace_separator="\x1f")

    def start(name: str, attributes: dict[str, str]) -> None:
        iri, at = name.replace("\x1f", ""), parser.CurrentByteIndex
        level, owner = levels[-1] if levels else ("properties", None)
        if level == "thing":
            if owner is not None:
                properties.setdefault((owner, iri), []).append(at)
            levels.append(("property", None))
            return
        named = next((attributes[key] for key in _NAMING if key in attributes), None)
        if named is not None:
            things.setdefault(named, at)
        levels.append(("root" if iri == _RDF + "RDF" else "thing", named))

    def end(_: str) -> None:
        levels.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        return {}, {}
    return things, properties


class _Offsets:
    """Turns byte offsets into offsets of characters."""

    def __init__(self, data: bytes, text: str):
        self._data = data
        self._ascii = len(data) == len(text)

    def of(self, byte: int) -> int:
        """The character at a byte."""
        return byte if self._ascii else len(self._data[:byte].decode("utf-8", "ignore"))
