"""What a shape asks for, as a phrase: `antingen minst 1 plan, eller nivån nationell`.

Turns shapes into words, nested ones included. Knows the shapes and the names of things, and
nothing of any result.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import SH, SKOS, XSD, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from plangraf.language import Text
from plangraf.validation.engines.interface import path_text
from plangraf.validation.naming import KINDS, Names, datatype_named, language_named, one
from plangraf.validation.shapebook import ShapeBook
from plangraf.validation.wording import AND, listed, plain, quoted

_EXAMPLES: Final = {
    XSD.integer: "3",
    XSD.decimal: "1.5",
    XSD.date: "2019-12-31",
    XSD.gYear: "2019",
    XSD.boolean: "true",
    XSD.dateTime: "2019-12-31T12:00:00",
}
_KINDS: Final = {
    SH.IRI: Text("en hänvisning (IRI)", "a reference (IRI)"),
    SH.Literal: Text("en text eller ett tal", "a text or a number"),
    SH.BlankNode: Text("en nod utan namn", "a node without a name"),
    SH.BlankNodeOrIRI: Text("en sak, inte en text", "a thing, not a text"),
    SH.IRIOrLiteral: Text("en hänvisning, en text eller ett tal", "a reference, text or number"),
    SH.BlankNodeOrLiteral: Text("en nod utan namn eller en text", "an unnamed node or a text"),
}
_BOUNDS: Final = {
    SH.minInclusive: Text("minst {}", "at least {}"),
    SH.maxInclusive: Text("högst {}", "at most {}"),
    SH.minExclusive: Text("mer än {}", "more than {}"),
    SH.maxExclusive: Text("mindre än {}", "less than {}"),
    SH.minLength: Text("minst {} tecken", "a length of at least {}"),
    SH.maxLength: Text("högst {} tecken", "a length of at most {}"),
    SH.pattern: Text("formen {}", "the form {}"),
}


@dataclass(frozen=True)
class Expectations:
    """Phrases for shapes."""

    book: ShapeBook
    names: Names

    def of(self, shape: Node) -> Text:
        """Everything a shape asks of a value, joined by "och"."""
        if (title := self.book.title(shape)) is not None and isinstance(shape, URIRef):
            return title
        parts = list(self._parts(shape))
        return listed(parts, AND) if parts else Text("något annat", "something else")

    def parts(self, shape: Node) -> list[Text]:
        """Everything a shape asks of a value, whatever it is called."""
        return list(self._parts(shape))

    def kind(self, kind: Node) -> Text:
        """`ett mål`."""
        word = self.names.kind_named(kind)
        if kind in KINDS:
            return one(word)
        return Text(f"en sak av slaget {word.sv}", f"a thing of the kind {word.en}")

    def datatype(self, datatype: Node) -> Text:
        """`ett heltal (till exempel 3)`."""
        word = one(datatype_named(str(datatype)))
        example = _EXAMPLES.get(URIRef(str(datatype)))
        if example is None:
            return word
        return Text(f"{word.sv} (till exempel {example})", f"{word.en} (for example {example})")

    def languages(self, shape: Node) -> Text:
        """`text på svenska eller på engelska`."""
        head = self.book.graph.value(shape, SH.languageIn)
        tags = [] if head is None else [language_named(str(tag)) for tag in self.list(head)]
        either = listed(tags)
        return Text(f"text {either.sv}", f"text {either.en}")

    def bound(self, shape: Node, parameter: URIRef) -> Text:
        """`minst 1`."""
        value = self.book.graph.value(shape, parameter)
        return _BOUNDS[parameter].format() if value is None else _filled(_BOUNDS[parameter], value)

    def node_kind(self, shape: Node) -> Text:
        """`en hänvisning (IRI)`."""
        kind = self.book.graph.value(shape, SH.nodeKind)
        return _KINDS.get(URIRef(str(kind)), plain(str(kind)))

    def scheme(self, shape: Node | None) -> Node | None:
        """The concept scheme that a shape asks its values to be in, if it does."""
        for part in self.book.graph.objects(shape, SH.property):
            if self.book.graph.value(part, SH.path) == SKOS.inScheme:
                return self.book.graph.value(part, SH.hasValue)
        return None

    def alternatives(self, head: Node) -> Text:
        """`antingen … eller …`."""
        either = listed([self.of(part) for part in self.list(head)])
        return Text(f"antingen {either.sv}", f"either {either.en}")

    def list(self, head: Node) -> list[Node]:
        """The members of an RDF list."""
        return [*Collection(self.book.graph, head)]

    def _parts(self, shape: Node) -> Iterator[Text]:
        graph = self.book.graph
        yield from (self.kind(kind) for kind in graph.objects(shape, SH["class"]))
        yield from (self.datatype(kind) for kind in graph.objects(shape, SH.datatype))
        for value in graph.objects(shape, SH.hasValue):
            yield self._exactly(value)
        if graph.value(shape, SH.languageIn) is not None:
            yield self.languages(shape)
        if graph.value(shape, SH.nodeKind) is not None:
            yield self.node_kind(shape)
        for head in graph.objects(shape, SH["in"]):
            yield listed([self._exactly(value) for value in self.list(head)])
        for parameter in _BOUNDS:
            if graph.value(shape, parameter) is not None:
                yield self.bound(shape, parameter)
        for inner in graph.objects(shape, SH.node):
            yield self.of(inner)
        for inner in graph.objects(shape, SH["not"]):
            text = self.of(inner)
            yield Text(f"inte {text.sv}", f"not {text.en}")
        for head in (*graph.objects(shape, SH["or"]), *graph.objects(shape, SH.xone)):
            yield self.alternatives(head)
        for head in graph.objects(shape, SH["and"]):
            yield listed([self.of(part) for part in self.list(head)], AND)
        for part in graph.objects(shape, SH.property):
            yield self._property(part)

    def _exactly(self, value: Node) -> Text:
        return plain(str(value)) if isinstance(value, Literal) else quoted(self.names.label(value))

    def _property(self, part: Node) -> Text:
        graph = self.book.graph
        path = graph.value(part, SH.path)
        scheme = graph.value(part, SH.hasValue)
        if path == SKOS.inScheme and scheme is not None:
            called = quoted(self.names.label(scheme))
            return Text(f"ett begrepp ur {called.sv}", f"a concept of {called.en}")
        said = self.book.text(part, SH.name)
        if said is None and path is not None:
            said = self.names.property(path_text(graph, path))
        said = quoted(said) if said else Text("egenskapen", "the property")
        if (value := graph.value(part, SH.hasValue)) is not None:
            exact = self._exactly(value)
            return Text(f"att {said.sv} är {exact.sv}", f"that {said.en} is {exact.en}")
        least = graph.value(part, SH.minCount)
        if least is not None and int(str(least)) > 0:
            return Text(f"att {said.sv} anges", f"that {said.en} is given")
        inner = listed(list(self._parts(part)), AND)
        return Text(f"att {said.sv} är {inner.sv}", f"that {said.en} is {inner.en}")


def _filled(pattern: Text, value: Node) -> Text:
    return Text(pattern.sv.format(value), pattern.en.format(value))
