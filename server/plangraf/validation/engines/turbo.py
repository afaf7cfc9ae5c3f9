"""pyshacl-turbo: a SHACL engine in Rust. The only module that knows it.

It takes plain rdflib graphs; blank nodes of shapes and data keep their identity in its report.
"""

from typing import Any, Final

import pyshacl_turbo
from rdflib import Graph

from plangraf.store.parsing import quiet_about_lexical_forms
from plangraf.validation.engines.interface import (
    results_of,
    unusable_shapes,
    with_plain_switches,
)
from plangraf.validation.findings import Result

_ENGINE: Final[Any] = pyshacl_turbo  # its calls carry no types
_REFUSALS: Final = (pyshacl_turbo.ValidationFailure, RuntimeError, ValueError, TypeError)


class TurboEngine:
    """Compiles in milliseconds and reuses what it compiled."""

    name = "turbo"

    def compile(self, shapes: Graph) -> "_CompiledByTurbo":
        """Make the shapes ready; raises EngineFailure."""
        quiet_about_lexical_forms()
        try:
            return _CompiledByTurbo(_ENGINE.CompiledShapes(with_plain_switches(shapes)), shapes)
        except _REFUSALS as error:
            raise unusable_shapes(self.name, error) from None


class _CompiledByTurbo:
    def __init__(self, compiled: Any, shapes: Graph):
        self._compiled = compiled
        self._shapes = shapes

    def check(self, data: Graph) -> tuple[Result, ...]:
        """Check one graph."""
        try:
            _, report, _ = self._compiled.validate(data, _normalize_report_literals=False)
        except _REFUSALS as error:
            raise unusable_shapes(TurboEngine.name, error) from None
        return results_of(report, self._shapes)
