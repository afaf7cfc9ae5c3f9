"""`/validate` and `/scorecard` in the OpenAPI document, beside the saved queries.

Formats, media types and fields come from the modules that serve them, and the report's schema from
the renderer, so that the description cannot say anything else than what is done.
"""

import json
from importlib import resources
from typing import Any, Final

from plangraf.language import Language, Text
from plangraf.web.validating.checks import FORMS
from plangraf.web.validating.uploads import FIELDS, MEDIA, SYNTAXES

_SAID: Final = {
    "file": Text("Planen som fil", "The plan as a file"),
    "text": Text("Planen som text, i stället för fil", "The plan as text, instead of a file"),
    "syntax": Text("Vad texten är", "What the text is"),
    "name": Text(
        "Vad filen heter; ändelsen säger vad den är när Content-Type inte gör det",
        "What the file is called; its suffix says what it is where Content-Type does not",
    ),
    "profile": Text(
        "core, publishable, eller own: bara egna regler",
        "core, publishable, or own: only your own shapes",
    ),
    "shapes": Text("Egna regler i SHACL", "Your own shapes in SHACL"),
    "format": Text("Svarets format; annars efter Accept", "The answer's format; else by Accept"),
    "lang": Text("Språk för namn och texter", "Language of names and texts"),
}
_CHOICES: Final = {
    "syntax": list(SYNTAXES),
    "format": [form.key for form in FORMS],
    "lang": ["sv", "en"],
}
_FILES: Final = ("file", "shapes")
_OF_A_BODY: Final = ("name", "profile", "format", "lang")
_REFUSALS: Final = {
    "400": Text("En parameter är okänd eller har fel värde", "A parameter is unknown or wrong"),
    "406": Text("Formatet finns inte", "There is no such format"),
    "413": Text("Filen är för stor", "The file is too large"),
    "415": Text("Filtypen läses inte", "The type of file is not read"),
    "422": Text("Filen eller reglerna går inte att läsa", "The file or shapes cannot be read"),
    "503": Text(
        "Det tog för lång tid eller för mycket minne", "It took too long or too much memory"
    ),
}
_OF_THE_PAGE: Final = ("format", "page", "size", "explain")
"""Parameters of a saved query that its page does not take."""


def with_checks(document: dict[str, Any], language: Language) -> dict[str, Any]:
    """The document of the saved queries with the two paths added to it."""
    scorecard = document["paths"].get("/queries/scorecard.{format}")
    paths = {**document["paths"], "/validate": _validate(language)}
    if scorecard is not None:
        paths["/scorecard"] = {"get": _scorecard(scorecard["get"], language)}
    schemas = {**document["components"]["schemas"], "Report": _report_schema()}
    title = Text("plangraf: frågor och granskning", "plangraf: queries and checks")
    return {
        **document,
        "info": {**document["info"], "title": title.in_(language)},
        "paths": paths,
        "components": {**document["components"], "schemas": schemas},
    }


def _validate(language: Language) -> dict[str, Any]:
    binary = {"schema": {"type": "string", "format": "binary"}}
    fields = {name: _schema(name, language) for name in FIELDS}
    form = {"schema": {"type": "object", "properties": fields}}
    answers: dict[str, Any] = {each.media: {"schema": {"type": "string"}} for each in FORMS}
    answers["application/json"] = {"schema": {"$ref": "#/components/schemas/Report"}}
    said = Text(
        "Granska en plan. Ingenting av det som skickas sparas.",
        "Check a plan. Nothing that is sent is kept.",
    )
    found = Text(
        "Granskad, med eller utan anmärkningar", "Checked, whether anything was found or not"
    )
    header = {"schema": {"type": "string"}}
    return {
        "get": _page("validate-form", Text("Sidan där en plan granskas", "The page"), language),
        "post": {
            "operationId": "validate",
            "summary": said.in_(language),
            "parameters": [
                {
                    "name": name,
                    "in": "query",
                    "description": _SAID[name].in_(language),
                    "schema": _schema(name, language),
                }
                for name in _OF_A_BODY
            ],
            "requestBody": {
                "required": True,
                "content": {"multipart/form-data": form, **dict.fromkeys(MEDIA, binary)},
            },
            "responses": {
                "200": {
                    "description": found.in_(language),
                    "headers": {"Plangraf-Conforms": header, "Plangraf-Findings": header},
                    "content": answers,
                },
                **{status: _refusal(text, language) for status, text in _REFUSALS.items()},
            },
        },
    }


def _schema(name: str, language: Language) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "description": _SAID[name].in_(language)}
    if name in _CHOICES:
        schema["enum"] = _CHOICES[name]
    if name in _FILES:
        schema["format"] = "binary"
    return schema


def _scorecard(query: dict[str, Any], language: Language) -> dict[str, Any]:
    page = _page("scorecard-page", Text("Styrkort som sida", "Scorecard as a page"), language)
    left_out = {f"#/components/parameters/{name}" for name in _OF_THE_PAGE}
    asked = [each for each in query["parameters"] if each.get("$ref") not in left_out]
    return {**page, "description": query["description"], "parameters": asked}


def _page(name: str, summary: Text, language: Language) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary.in_(language),
        "responses": {
            "200": {
                "description": Text("Sidan", "The page").in_(language),
                "content": {"text/html": {"schema": {"type": "string"}}},
            }
        },
    }


def _refusal(text: Text, language: Language) -> dict[str, Any]:
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    told = {"schema": {"type": "string"}}
    return {
        "description": text.in_(language),
        "content": {"application/problem+json": problem, "text/plain": told, "text/html": told},
    }


def _report_schema() -> dict[str, Any]:
    """The schema of the JSON report, its inner references rewritten to where it stands now."""
    file = resources.files("plangraf.validation.rendering") / "report.schema.json"
    text = file.read_text("utf-8").replace('"#/$defs/', '"#/components/schemas/Report/$defs/')
    schema: dict[str, Any] = json.loads(text)
    return {key: value for key, value in schema.items() if key not in ("$schema", "$id")}
