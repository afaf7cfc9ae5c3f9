"""Finds the writer of a format by its name; each is imported only when it is asked for."""

from importlib import import_module
from typing import Final

from plangraf.language import Language
from plangraf.validation.findings import Report

FORMATS: Final = ("text", "json", "sarif", "junit", "github", "html", "ttl", "jsonld")


def render(
    report: Report, format: str, language: Language, *, colour: bool = False, width: int = 100
) -> str:
    """Return the report in a format; `colour` and `width` matter to text only."""
    module = import_module(f"plangraf.validation.rendering.{_MODULES.get(format, format)}")
    if format == "text":
        return str(module.render_text(report, language, colour=colour, width=width))
    if format == "json":
        return str(module.render_json(report))
    return str(getattr(module, f"render_{format}")(report, language))


_MODULES: Final = {"ttl": "shacl", "jsonld": "shacl"}
