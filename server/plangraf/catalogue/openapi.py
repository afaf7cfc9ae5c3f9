"""The catalogue as an OpenAPI 3.1 document: one operation for each saved query.

What the form asks for and what the API takes come from the same definitions. Allowed values that a
query lists are not written out (they change with the data): the description says where they are.
"""

from typing import Any, Final

from plangraf import __version__
from plangraf.catalogue.definition import Catalogue, Parameter, SavedQuery
from plangraf.language import Language, Text

MEDIA_TYPES: Final[dict[str, str]] = {
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "html": "text/html",
    "rq": "application/sparql-query",
}
_STATUSES: Final = {
    "400": Text("En parameter är okänd eller har fel värde", "A parameter is unknown or wrong"),
    "404": Text("Frågan finns inte", "There is no such query"),
    "406": Text("Formatet finns inte", "There is no such format"),
    "410": Text("Data har ändrats sedan version", "The data have changed since version"),
    "503": Text("Frågan tog för lång tid, eller kön är full", "Too slow, or the queue is full"),
}
_PROBLEM: Final = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_TEXTS = {
    "version": Text(
        "Dataversionen som svaret ska komma ur; har data ändrats sedan dess blir svaret 410",
        "The data version the answer is to come from; if the data have changed since, the answer "
        "is 410",
    ),
    "sort": Text(
        "Kolumn att ordna efter; minustecken före för fallande",
        "Column to order by; a minus sign in front for descending",
    ),
    "rows": Text(
        "Korstabell (csv, xlsx): kolumnen som ger raderna",
        "Cross table (csv, xlsx): the column that gives the rows",
    ),
    "columns": Text("Korstabell: kolumnen som ger kolumnerna", "Cross table: that of the columns"),
    "show": Text(
        "Korstabell: count, eller kolumnen som visas i cellerna",
        "Cross table: count, or the column shown in the cells",
    ),
}


def openapi(catalogue: Catalogue, server: str, language: Language = "sv") -> dict[str, Any]:
    """Return the document; `server` is the address that the paths stand below."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": Text("plangraf: färdiga frågor", "plangraf: saved queries").in_(language),
            "version": __version__,
            "description": Text(
                "Sveriges handlingsplaner för psykisk hälsa som en graf att ställa frågor till.",
                "Sweden's mental-health action plans as one graph that can be queried.",
            ).in_(language),
            "license": {"name": "CC0-1.0", "identifier": "CC0-1.0"},
        },
        "servers": [{"url": server or "/"}],
        "tags": [
            {"name": group.name, "description": group.title.in_(language)}
            for group in catalogue.groups
            if any(query.group == group.name for query in catalogue.queries)
        ],
        "paths": {
            f"/queries/{query.name}.{{format}}": {"get": _operation(query, language)}
            for query in catalogue.queries
        },
        "components": {
            "parameters": _shared(language),
            "responses": {
                f"Problem{status}": {"description": text.in_(language), "content": _PROBLEM}
                for status, text in _STATUSES.items()
            },
            "schemas": _schemas(),
        },
    }


def _operation(query: SavedQuery, language: Language) -> dict[str, Any]:
    described = [query.sentence.in_(language)]
    if query.note:
        described.append(query.note.in_(language))
    described += [
        f"- `{column.variable}`: {column.label.in_(language)}" for column in query.columns
    ]
    content: dict[str, Any] = {
        media: {"schema": {"type": "string"}}
        for key, media in MEDIA_TYPES.items()
        if key not in ("json", "jsonld", "xlsx")
    }
    content[MEDIA_TYPES["json"]] = {"schema": {"$ref": "#/components/schemas/Results"}}
    content[MEDIA_TYPES["jsonld"]] = {"schema": {"type": ["object", "array"]}}
    content[MEDIA_TYPES["xlsx"]] = {}
    if query.chart:
        content["image/svg+xml"] = {"schema": {"type": "string"}}
    return {
        "operationId": query.name,
        "tags": [query.group],
        "summary": query.title.in_(language),
        "description": "\n".join(described),
        "parameters": [
            {"$ref": "#/components/parameters/format"},
            *(_parameter(query, parameter, language) for parameter in query.parameters),
            {"$ref": "#/components/parameters/lang"},
            {"$ref": "#/components/parameters/page"},
            {"$ref": "#/components/parameters/size"},
            {"$ref": "#/components/parameters/as-of"},
            *({"$ref": f"#/components/parameters/{name}"} for name in _TEXTS),
            {"$ref": "#/components/parameters/explain"},
        ],
        "responses": {
            "200": {
                "description": Text("Svaret", "The answer").in_(language),
                "headers": {
                    "ETag": {"schema": {"type": "string"}},
                    "Link": {"schema": {"type": "string"}},
                },
                "content": content,
            },
            **{status: {"$ref": f"#/components/responses/Problem{status}"} for status in _STATUSES},
        },
    }


def _parameter(query: SavedQuery, parameter: Parameter, language: Language) -> dict[str, Any]:
    words = [parameter.label.in_(language)]
    if parameter.hint:
        words.append(parameter.hint.in_(language))
    if parameter.values:
        words.append(
            Text(
                "IRI, namn, nummer eller sista delen av IRI:n; tillåtna värden finns i "
                f"formuläret på /queries/{query.name}.",
                "IRI, name, number or the last part of the IRI; the allowed values are in the "
                f"form at /queries/{query.name}.",
            ).in_(language)
        )
    schema = _schema(parameter)
    read = {"integer": int, "number": float}.get(schema["type"], str)
    default = [read(text) for text in parameter.default]
    if parameter.multiple:
        schema = {"type": "array", "items": schema}
    if default:
        schema["default"] = default if parameter.multiple else default[0]
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required and not parameter.default,
        "description": ". ".join(words),
        "schema": schema,
        **({"style": "form", "explode": True} if parameter.multiple else {}),
    }


def _schema(parameter: Parameter) -> dict[str, Any]:
    """Return the JSON schema of one value."""
    if parameter.choices:
        return {"type": "string", "enum": [choice.value for choice in parameter.choices]}
    if parameter.kind in ("integer", "number"):
        schema: dict[str, Any] = {"type": parameter.kind}
        read = int if parameter.kind == "integer" else float
        if parameter.minimum:
            schema["minimum"] = read(parameter.minimum)
        if parameter.maximum:
            schema["maximum"] = read(parameter.maximum)
        return schema
    schema = {"type": "string"}
    if parameter.detail.endswith("#date"):
        schema["format"] = "date"
    if parameter.pattern:
        schema["pattern"] = f"^(?:{parameter.pattern})$"
    return schema


def _shared(language: Language) -> dict[str, Any]:
    """Return the parameters that every operation has."""

    def said(sv: str, en: str) -> str:
        return Text(sv, en).in_(language)

    return {
        "format": {
            "name": "format",
            "in": "path",
            "required": True,
            "description": said(
                "Format; svg bara där frågan har ett diagram",
                "Format; svg only where the query has a chart",
            ),
            "schema": {"type": "string", "enum": [*MEDIA_TYPES, "svg"]},
        },
        "lang": {
            "name": "lang",
            "in": "query",
            "description": said("Språk för namn och texter", "Language of names and texts"),
            "schema": {"type": "string", "enum": ["sv", "en"]},
        },
        "page": {
            "name": "page",
            "in": "query",
            "description": said("Sida; utan den hela svaret", "Page; without it the whole answer"),
            "schema": {"type": "integer", "minimum": 1},
        },
        "size": {
            "name": "size",
            "in": "query",
            "description": said("Rader per sida", "Rows per page"),
            "schema": {"type": "integer", "minimum": 1, "maximum": 10000},
        },
        "as-of": {
            "name": "as-of",
            "in": "query",
            "description": said(
                "Som det var den dagen: planerna i de versioner som gällde då",
                "As it was on that day: the plans in the versions in force then",
            ),
            "schema": {"type": "string", "format": "date"},
        },
        **{
            name: {
                "name": name,
                "in": "query",
                "description": text.in_(language),
                "schema": {"type": "string"},
            }
            for name, text in _TEXTS.items()
        },
        "explain": {
            "name": "explain",
            "in": "query",
            "description": said(
                "empty: i stället för svaret, som JSON, om det är tomt, och i så fall vilken del "
                "av frågan som tömmer det och vilka värden som finns",
                "empty: instead of the answer, as JSON, whether it is empty, and then which part "
                "of the query empties it and which values there are",
            ),
            "schema": {"type": "string", "enum": ["empty"]},
        },
    }


def _schemas() -> dict[str, Any]:
    """Return the schemas: SPARQL 1.1 JSON results, and RFC 9457's problem."""
    term = {
        "type": "object",
        "required": ["type", "value"],
        "properties": {
            "type": {"enum": ["uri", "literal", "bnode"]},
            "value": {"type": "string"},
            "datatype": {"type": "string"},
            "xml:lang": {"type": "string"},
        },
    }
    return {
        "Term": term,
        "Results": {
            "type": "object",
            "required": ["head"],
            "properties": {
                "head": {
                    "type": "object",
                    "properties": {"vars": {"type": "array", "items": {"type": "string"}}},
                },
                "boolean": {"type": "boolean"},
                "results": {
                    "type": "object",
                    "properties": {
                        "bindings": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "additionalProperties": {"$ref": "#/components/schemas/Term"},
                            },
                        }
                    },
                },
            },
        },
        "Problem": {
            "type": "object",
            "properties": {
                "type": {"type": "string"},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string"},
            },
        },
    }
