"""pyshifty: a second SHACL engine in Rust, for a second opinion. The only module that knows it."""

import warnings

import shifty
from rdflib import Graph

from plangraf.store.parsing import quiet_about_lexical_forms
from plangraf.validation.engines.interface import results_of, unusable_shapes
from plangraf.validation.findings import Result


class ShiftyEngine:
    """Compiles once; what it cannot express it refuses, rather than leaving it out."""

    name = "shifty"

    def compile(self, shapes: Graph) -> "_CompiledByShifty":
        """Make the shapes ready; raises EngineFailure."""
        quiet_about_lexical_forms()
        try:
            return _CompiledByShifty(shifty.PreparedValidator(shapes), shapes)
        except (RuntimeError, ValueError, TypeError) as error:
            raise unusable_shapes(self.name, error) from None


class _CompiledByShifty:
    def __init__(self, compiled: shifty.PreparedValidator, shapes: Graph):
        self._compiled = compiled
        self._shapes = shapes

    def check(self, data: Graph) -> tuple[Result, ...]:
        """Check one graph. Its diagnostics are about shapes, which the shapes lint tells better."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                _, report, _ = self._compiled.validate(data, infer=False, on_unsupported="error")
        except (RuntimeError, ValueError, TypeError) as error:
            raise unusable_shapes(ShiftyEngine.name, error) from None
        return results_of(report, self._shapes)
