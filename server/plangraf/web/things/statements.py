"""Rows of ?thing ?property ?value, to be looked into from either end.

The small graph that one page is written from. Properties are named as in Turtle (`pg:inPlan`).
Order of values is the order of the rows, without repetition.
"""

from collections import defaultdict
from collections.abc import Iterable

from rdflib import BNode, Literal, URIRef

from plangraf.language import Language, preferred
from plangraf.store.interface import Term
from plangraf.vocabulary import PREFIXES
from plangraf.web.context import Row

_TYPE = "rdf:type"


def expanded(curie: str) -> URIRef:
    """Return the IRI of a prefixed name of PREFIXES."""
    prefix, _, local = curie.partition(":")
    return URIRef(PREFIXES[prefix] + local)


class Statements:
    """Statements about some things."""

    def __init__(self, rows: Iterable[Row] = ()):
        self._out: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._in: dict[Term, dict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self.add(rows)

    def add(self, rows: Iterable[Row]) -> None:
        """Take in more rows."""
        for row in rows:
            thing, named, value = row["thing"], row["property"], row["value"]
            values = self._out[thing][named]
            if value not in values:
                values.append(value)
                self._in[value][named].append(thing)

    def __contains__(self, thing: object) -> bool:
        return thing in self._out

    def things(self) -> list[Term]:
        """Return everything that something is said of."""
        return list(self._out)

    def iris(self) -> list[str]:
        """Return every IRI that occurs: things, properties and values."""
        found: dict[str, None] = {}
        for thing, properties in self._out.items():
            for term in (thing, *properties, *(v for vs in properties.values() for v in vs)):
                if isinstance(term, URIRef):
                    found[str(term)] = None
        return list(found)

    def all(self, thing: Term, *curies: str) -> list[Term]:
        """Return the values of one or several properties of a thing."""
        if thing not in self._out:
            return []
        said = self._out[thing]
        return list(dict.fromkeys(v for c in curies for v in said.get(expanded(c), ())))

    def one(self, thing: Term, curie: str) -> Term | None:
        """Return the first value of a property, or None."""
        return next(iter(self.all(thing, curie)), None)

    def number(self, thing: Term, curie: str, default: int = 0) -> int:
        """Return a whole number, or `default` where there is none."""
        value = self.one(thing, curie)
        text = str(value) if value is not None else ""
        return int(text) if text.lstrip("-").isdigit() else default

    def text(self, thing: Term, curie: str, language: Language) -> Literal | None:
        """Return the value in the language asked for, or the fallback, with its language tag."""
        texts = [v for v in self.all(thing, curie) if isinstance(v, Literal)]
        chosen = preferred(((str(v), v.language) for v in texts), language)
        ordered = sorted(texts, key=lambda v: v.language != language)
        return next((v for v in ordered if str(v) == chosen), None)

    def subjects(self, curie: str, value: Term) -> list[Term]:
        """Return the things that have a value."""
        return list(self._in[value].get(expanded(curie), ())) if value in self._in else []

    def of_type(self, *curies: str) -> list[Term]:
        """Return the things of any of the given types, each once."""
        return list(dict.fromkeys(t for c in curies for t in self.subjects(_TYPE, expanded(c))))

    def is_a(self, thing: Term, *curies: str) -> bool:
        """Whether a thing has one of the types."""
        types = self.all(thing, _TYPE)
        return any(expanded(curie) in types for curie in curies)

    def outgoing(self, thing: Term) -> list[tuple[Term, list[Term]]]:
        """Return what is said of a thing, by property."""
        return list(self._out[thing].items()) if thing in self._out else []

    def incoming(self, thing: Term) -> list[tuple[Term, list[Term]]]:
        """Return what points to a thing, by property; blank nodes left out."""
        if thing not in self._in:
            return []
        return [
            (named, [s for s in subjects if not isinstance(s, BNode)])
            for named, subjects in self._in[thing].items()
        ]

    def in_order(self, things: Iterable[Term]) -> list[Term]:
        """Sort by position in the source, then by name."""
        return sorted(things, key=lambda t: (self.number(t, "schema:position", 10**6), str(t)))
