"""What the pages of saved queries show, as plain data: fields of the form, links, cells, pages.

Turns a query, its values and its table into what a template writes out; decides nothing about HTTP.
Addresses are relative to where the application stands (`root`), so that a prefix keeps working.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from plangraf.catalogue.answer import Cell, Table, shortened
from plangraf.catalogue.counted import given_by
from plangraf.catalogue.definition import Parameter, SavedQuery
from plangraf.catalogue.parameters import AS_OF, Values
from plangraf.catalogue.running import Window
from plangraf.catalogue.values import Option
from plangraf.iris import local_path
from plangraf.language import Language, Text

LONGEST_LIST = 2_000
FEW = 8
DOWNLOADS = (
    ("xlsx", "Excel"),
    ("csv", "CSV"),
    ("tsv", "TSV"),
    ("json", "JSON"),
    ("xml", "XML"),
    ("ttl", "Turtle"),
    ("jsonld", "JSON-LD"),
    ("rq", "SPARQL"),
)


@dataclass(frozen=True)
class FieldOption:
    """One line of a drop-down."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """One field of the form. `kind` is select, boxes, date, number or text; `problem` a mistake."""

    name: str
    label: str
    kind: str
    hint: str
    required: bool
    multiple: bool
    texts: tuple[str, ...]
    options: tuple[FieldOption, ...]
    none: str
    minimum: str = ""
    maximum: str = ""
    step: str = ""
    pattern: str = ""
    problem: str = ""


@dataclass(frozen=True)
class ShownCell:
    """One cell of the page. `css` is number, date or empty; `lang` only where it is another one.

    `plain` is a number as programs write it, `name` the IRI that the text stands for, `exact` the
    whole number where the text is rounded.
    """

    text: str
    href: str
    css: str
    lang: str
    evidence: bool
    plain: str = ""
    name: str = ""
    exact: str = ""


@dataclass(frozen=True)
class Pager:
    """Where one is among the pages; addresses are empty where there is no such page."""

    first: int
    last: int
    total: int | None
    previous: str
    next: str


def fields(
    query: SavedQuery,
    given: dict[str, list[str]],
    values: Values | None,
    options: dict[str, tuple[Option, ...]],
    language: Language,
    problem: tuple[str, str] = ("", ""),
) -> list[Field]:
    """Return the form. `given` is what was typed; where it was understood, `values` has it."""
    return [
        _field(
            parameter,
            _texts(parameter, given, values),
            options.get(parameter.name, ()),
            language,
            problem[1] if problem[0] == parameter.name else "",
        )
        for parameter in query.parameters
    ]


def shown_rows(table: Table, root: str) -> list[list[ShownCell]]:
    """Return the cells that a page shows; a number that counts leads to what it counts."""
    return [
        [
            _shown(
                row[n],
                root,
                table.columns[n].kind == "evidence",
                table.values.language,
                _counted(table, row, n, root),
            )
            for n in table.shown
        ]
        for row in table.rows
    ]


def _counted(table: Table, row: Sequence[Cell], place: int, root: str) -> str:
    """Return the address of what a number counts; empty where its column does not tell."""
    column = table.columns[place]
    pairs = given_by(table, row, column) if column.counts else None
    if pairs is None:
        return ""
    values = table.values
    more = [(AS_OF, values.day)] if values.day else []
    more += [("lang", values.language)] if values.language != "sv" else []
    name = f"{table.query.name}/{column.variable}"
    return f"{root}/queries/{name}?{urlencode([*pairs, *more])}"


def query_string(values: Values, *, language: Language, **more: str | int) -> str:
    """Return the canonical query string of an answer: parameters, language, what else is given."""
    pairs: list[tuple[str, str]] = values.pairs()
    if language != "sv":
        pairs.append(("lang", language))
    pairs += [(name, str(value)) for name, value in more.items() if value not in ("", None)]
    return f"?{urlencode(pairs)}" if pairs else ""


def pager(
    table: Table, window: Window, address: str, values: Values, view: Mapping[str, str]
) -> Pager:
    """Return the pages around a table; a page's number is left out when it is the first."""
    page = window.offset // window.size + 1
    size = "" if window.size == table.query.page_size else window.size

    def at(number: int) -> str:
        number_text = number if number > 1 else ""
        more = {**view, "page": number_text, "size": size}
        return address + query_string(values, language=values.language, **more)

    return Pager(
        first=table.offset + 1 if table.rows else 0,
        last=table.offset + len(table.rows),
        total=table.total,
        previous=at(page - 1) if page > 1 else "",
        next=at(page + 1) if table.more else "",
    )


def editor_link(root: str, text: str) -> str:
    """Return the link that opens a query's text in the editor (YASGUI's form)."""
    return f"{root}/sparql#query={quote(text, safe='')}"


def thing_link(iri: str, root: str, language: Language = "sv") -> str:
    """Return where to go for an IRI: our own page in a language, the web, or nowhere."""
    own = local_path(iri)
    if own:
        path, hash_, part = quote(own, safe="/#.-_~:@!$&'()*+,;=%").partition("#")
        return f"{root}{path}{'?lang=en' if language == 'en' else ''}{hash_}{part}"
    return iri if iri.startswith(("http://", "https://")) else ""


def _texts(
    parameter: Parameter, given: dict[str, list[str]], values: Values | None
) -> tuple[str, ...]:
    if values and parameter.name in values.by_name:
        return tuple(value.text for value in values.by_name[parameter.name])
    return tuple(text for text in given.get(parameter.name, []) if text) or parameter.default


def _field(
    parameter: Parameter,
    texts: tuple[str, ...],
    options: Sequence[Option],
    language: Language,
    problem: str,
) -> Field:
    listed = options if len(options) <= LONGEST_LIST else ()
    kind, step = "text", ""
    if listed:
        kind = "boxes" if parameter.multiple and len(listed) <= FEW else "select"
    elif parameter.kind in ("integer", "number"):
        kind, step = "number", "1" if parameter.kind == "integer" else "any"
    elif parameter.detail.endswith("#date"):
        kind = "date"
    none = parameter.any or Text("alla", "all")
    return Field(
        name=parameter.name,
        label=parameter.label.in_(language),
        kind=kind,
        hint=parameter.hint.in_(language) if parameter.hint else "",
        required=parameter.required,
        multiple=parameter.multiple,
        texts=texts or ("",),
        options=tuple(FieldOption(o.key, o.label, o.key in texts) for o in listed),
        none="" if parameter.required and parameter.default else none.in_(language),
        minimum=parameter.minimum,
        maximum=parameter.maximum,
        step=step,
        pattern=parameter.pattern,
        problem=problem,
    )


def _shown(cell: Cell, root: str, evidence: bool, language: Language, counted: str) -> ShownCell:
    value = cell.value
    css = ""
    if not isinstance(value, str | bool) and value is not None:
        css = "date" if hasattr(value, "year") else "number"
    text, exact = cell.brief(language), cell.spoken(language)
    lang = cell.language if cell.language not in ("", language) else ""
    href = thing_link(cell.iri, root, language) if cell.iri else counted
    plain = str(value) if css == "number" else ""
    name = shortened(cell.iri) if cell.iri and cell.text != shortened(cell.iri) else ""
    whole = exact if exact != text else ""
    return ShownCell(text, href, css, lang, evidence, plain, name, whole)
