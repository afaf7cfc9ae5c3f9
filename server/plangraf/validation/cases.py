"""A Case (a result with what is needed to tell it) and an Explanation (what there is to tell)."""

from dataclasses import dataclass

from rdflib import URIRef
from rdflib.term import Node

from plangraf.language import Text
from plangraf.validation.expectations import Expectations
from plangraf.validation.findings import Result
from plangraf.validation.naming import Names
from plangraf.validation.wording import AND, NOTHING, listed


@dataclass(frozen=True)
class Explanation:
    """The parts of an explanation; None for what cannot be said."""

    found: Text | None = None
    expected: Text | None = None
    nearest: Text | None = None
    advice: Text | None = None


@dataclass(frozen=True)
class Case:
    """A result with the words to tell it."""

    result: Result
    names: Names
    expect: Expectations

    @property
    def shape(self) -> Node:
        """The shape that was not met."""
        return self.result.shape

    @property
    def property(self) -> URIRef | None:
        """The property, where the path is a single one."""
        return single(self.result.path)

    def parameter(self, parameter: URIRef) -> Node | None:
        """A parameter of the shape."""
        return self.expect.book.graph.value(self.shape, parameter)

    def stated(self) -> list[Node]:
        """The values that the thing has for the property."""
        if self.property is None:
            return []
        return sorted(self.names.data.objects(self.result.focus, self.property), key=str)

    def said(self) -> Text:
        """The value of the result, or all values there are."""
        if self.result.value is not None:
            return self.names.value(self.result.value)
        values = self.stated()
        return listed([self.names.value(value) for value in values], AND) if values else NOTHING

    def written(self, value: str, *, example: bool = False) -> Text | None:
        """How the property is written in Turtle with a value, or with one like it."""
        if self.property is None:
            return None
        text = f"{self.names.short(self.property)} {value}"
        if example:
            return Text(f"Skriv till exempel: {text}", f"Write for example: {text}")
        return Text(f"Skriv: {text}", f"Write: {text}")


def single(path: str | None) -> URIRef | None:
    """The property that a path is, where it is a single one."""
    if path is None or not path.startswith("<") or path.count("<") != 1:
        return None
    return URIRef(path[1:-1])
