"""What templates of the pages write with: numbers, dates, languages of fragments, the menu.

Turns values into texts for the visitor's language. Knows nothing of what a page is about.
"""

from decimal import Decimal, InvalidOperation
from typing import Any, Final

from flask import Blueprint, current_app, request
from rdflib import Literal

from plangraf.language import Language, Text
from plangraf.store.interface import Term
from plangraf.web.context import current
from plangraf.web.site import site
from plangraf.web.speaking import link, t

_MENU: Final = (
    ("/queries", Text("Frågor", "Questions")),
    ("/plans", Text("Planer", "Plans")),
    ("/compare", Text("Jämför", "Compare")),
    ("/indicators", Text("Indikatorer", "Indicators")),
    ("/validate", Text("Granska", "Check")),
    ("/publish", Text("Publicera", "Publish")),
    ("/sparql", Text("Egna frågor", "Your own queries")),
    ("/about", Text("Om", "About")),
)
_NARROW_SPACE: Final = "\u202f"


def speak(blueprint: Blueprint) -> None:
    """Give every template of the application the words of this module."""
    blueprint.app_context_processor(_words)
    for name, filter_ in (
        ("number", number),
        ("capital", capital),
        ("is_text", is_text),
        ("written", written),
    ):
        blueprint.add_app_template_filter(filter_, name)


def _words() -> dict[str, Any]:
    return {"menu": menu, "url": lambda iri: current().url(str(iri)), "foreign": foreign}


def menu() -> list[tuple[str, str, bool]]:
    """Return the entries of the menu whose pages exist: address, text, whether we are there."""
    there = {rule.rule for rule in current_app.url_map.iter_rules()}
    return [
        (link(path), text.in_(current().language), request.path.startswith(path))
        for path, text in _MENU
        if path in there and (path != "/publish" or site().settings.writable)
    ]


def foreign(term: object) -> str:
    """Return the language tag of a text where it is not the page's own, otherwise nothing."""
    if not isinstance(term, Literal) or not term.language:
        return ""
    return "" if term.language == current().language else term.language


def number(value: object, places: int | None = None) -> str:
    """Write a number as the visitor's language does: 1 234,5 or 1,234.5."""
    return written_number(value, current().language, places)


def written_number(value: object, language: Language, places: int | None = None) -> str:
    """Write a number; a text that is none is returned as it is."""
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not exact.is_finite():
        return str(value)
    text = f"{exact:,.{places}f}" if places is not None else f"{exact.normalize():,f}"
    if language == "en":
        return text
    return text.replace(",", _NARROW_SPACE).replace(".", ",").replace("-", "−")


def capital(text: object) -> str:
    """Write a first letter as a capital, the rest as it is."""
    said = str(text)
    return said[:1].upper() + said[1:]


def is_text(term: Term) -> bool:
    """Whether a term is a literal."""
    return isinstance(term, Literal)


def written(term: object) -> str:
    """Write a value: numbers by the language, yes and no in words, texts as they are."""
    if isinstance(term, Literal) and term.datatype:
        kind = str(term.datatype).rpartition("#")[2]
        if kind in ("integer", "decimal", "double", "float", "int", "nonNegativeInteger"):
            return written_number(str(term), current().language)
        if kind == "boolean":
            return t("ja", "yes") if str(term) in ("true", "1") else t("nej", "no")
    return str(term)
