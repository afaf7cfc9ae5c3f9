"""Reads the folder of saved queries into a Catalogue, and collects every mistake with its line.

Turns `queries/{group}/{name}.rq`, `queries/values/{name}.rq` and `queries/groups.yaml` into
definitions. Knows the keys of a header (docs/queries.md); does not run anything: whether a query's
SPARQL is accepted by the engine is asked by `plangraf.catalogue.running`.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from plangraf.catalogue.charts.declaring import read_chart
from plangraf.catalogue.counted import mistakes
from plangraf.catalogue.declaring import read_parameters
from plangraf.catalogue.definition import (
    CC0,
    LANGUAGE_VARIABLE,
    Catalogue,
    Column,
    Expectation,
    SavedQuery,
)
from plangraf.catalogue.fields import Fields
from plangraf.catalogue.groups import read_groups
from plangraf.catalogue.header import read_header
from plangraf.catalogue.outline import Outline, outline
from plangraf.errors import ContentError
from plangraf.language import Text
from plangraf.vocabulary import PREFIXES

KEYS = (
    ("title", "summary", "sentence", "columns", "params", "id", "group", "note", "description")
    + ("chart", "tests", "tags", "license", "pagination", "defaults", "enumerate")
    + ("endpoint", "endpoint_in_url", "method", "transform")
)
COLUMN_KEYS = ("label", "link", "hidden", "type", "unit", "counts")
_COLUMN_KINDS = ("text", "integer", "decimal", "date", "boolean", "iri", "evidence")
VALUES_FOLDER = "values"


def read_catalogue(folder: Path) -> Catalogue:
    """Return all saved queries; ContentError tells all mistakes at once, a line each."""
    catalogue, problems = read_queries(folder)
    refuse(problems)
    return catalogue


def refuse(problems: Sequence[ContentError]) -> None:
    """Raise what is wrong with the saved queries, all at once; nothing when nothing is."""
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise ContentError(
            Text(
                f"{len(problems)} fel i de sparade frågorna och texterna:\n"
                + "\n".join(problem.render("sv") for problem in problems),
                f"{len(problems)} mistakes in the saved queries and stories:\n"
                + "\n".join(problem.render("en") for problem in problems),
            )
        )


def read_queries(folder: Path) -> tuple[Catalogue, tuple[ContentError, ...]]:
    """Return the saved queries that could be read, and what is wrong with the others."""
    groups, problems = read_groups(folder / "groups.yaml")
    values = _values_of(folder, problems)
    queries: list[SavedQuery] = []
    for path in sorted(folder.glob("*/*.rq")):
        if path.parent.name == VALUES_FOLDER:
            continue
        file = path.relative_to(folder.parent).as_posix()
        text = _text_of(path, file, problems)
        if text is None:
            continue
        query, mistakes = parse_query(text, path.stem, path.parent.name, file, values)
        problems += mistakes
        if query:
            queries.append(query)
    _unique(queries, problems)
    order = {group.name: n for n, group in enumerate(groups)}
    for name in sorted({query.group for query in queries} - set(order)):
        problems.append(
            ContentError(
                Text(f"Gruppen {name} har ingen titel.", f"Group {name} has no title."),
                place="queries/groups.yaml",
            )
        )
    queries.sort(key=lambda query: (order.get(query.group, len(order)), query.id, query.name))
    return Catalogue(tuple(queries), groups), tuple(problems)


def parse_query(
    text: str, name: str, group: str, file: str, values: dict[str, str]
) -> tuple[SavedQuery | None, list[ContentError]]:
    """Read one file's text; `values` holds the shared lists by name."""
    drawn = outline(text)
    header = read_header(text)
    fields = Fields(header, file)
    if header.broken:
        return None, fields.problems
    fields.known((), KEYS)
    for line, message in drawn.problems:
        fields.note(line, message)
    given = fields.text("group")
    if given and given != group:
        fields.wrong(("group",), Text(f"Filen ligger i {group}/.", f"The file lies in {group}/."))
    title = fields.pair("title", required=True)
    sentence = fields.pair("sentence", required=True)
    summary = fields.text("summary", required=True)
    parameters = read_parameters(fields, drawn, values, sentence)
    columns = _columns(fields, drawn)
    for column in columns:
        for told in mistakes(column.counts, text, drawn, parameters):
            fields.wrong(("columns", column.variable, "counts"), told)
    chart = read_chart(fields, drawn)
    tests = _tests(fields, drawn)
    _form(fields, drawn)
    note = fields.pair("note")
    if fields.problems or title is None or sentence is None or drawn.form is None:
        return None, fields.problems
    query = SavedQuery(
        name=name,
        group=group,
        file=file,
        text=text,
        form=drawn.form,
        title=title,
        summary=summary,
        sentence=sentence,
        id=fields.text("id"),
        note=note,
        description=fields.text("description"),
        parameters=parameters,
        columns=columns,
        chart=chart,
        tests=tests,
        tags=fields.words("tags"),
        license=fields.text("license") or CC0,
        page_size=fields.number("pagination", default=100) or 100,
        speaks=LANGUAGE_VARIABLE in drawn.parameters,
        limited=drawn.limited,
    )
    return query, fields.problems


def _form(fields: Fields, drawn: Outline) -> None:
    """Note what a saved query must not be: formless, unordered, or with a prefix of its own."""
    if drawn.form is None:
        fields.note(1, Text("Filen har ingen fråga.", "The file has no query."))
    if drawn.form == "SELECT" and not drawn.ordered:
        fields.note(
            drawn.form_line,
            Text("ORDER BY saknas.", "ORDER BY is missing."),
            Text("Sidor av svaret vilar på ordningen.", "Pages of the answer rest on the order."),
        )
    if drawn.everything:
        fields.note(
            drawn.form_line,
            Text("SELECT * går inte: namnge kolumnerna.", "No SELECT *: name the columns."),
        )
    for prefix, (iri, line) in drawn.prefixes.items():
        if PREFIXES.get(prefix, iri) != iri:
            fields.note(
                line,
                Text(
                    f"{prefix}: är här <{PREFIXES[prefix]}>.", f"{prefix}: is <{PREFIXES[prefix]}>."
                ),
            )


def _columns(fields: Fields, drawn: Outline) -> tuple[Column, ...]:
    """Read `columns`, in the order of the SELECT clause."""
    written = fields.mapping("columns")
    if drawn.form != "SELECT":
        return ()
    links = {fields.text("columns", name, "link") for name in written}
    for name in written:
        fields.known(("columns", name), COLUMN_KEYS)
        if name not in drawn.selected:
            nearest = get_close_matches(name, drawn.selected, 1, 0.5) or list(drawn.selected)
            fields.wrong(
                ("columns", name),
                Text(f"Frågan väljer inte ?{name}.", f"The query does not select ?{name}."),
                Text(f"Den väljer ?{nearest[0]}.", f"It selects ?{nearest[0]}.")
                if nearest
                else None,
            )
        link = fields.text("columns", name, "link")
        if link and link not in drawn.selected:
            fields.wrong(
                ("columns", name, "link"),
                Text(f"Frågan väljer inte ?{link}.", f"The query does not select ?{link}."),
            )
    return tuple(_column(fields, name, name in written, name in links) for name in drawn.selected)


def _column(fields: Fields, name: str, described: bool, linked: bool) -> Column:
    path = ("columns", name)
    hidden = fields.flag(*path, "hidden") or (linked and not described)
    if not described and not linked:
        fields.wrong(("columns",), Text(f"?{name} är inte beskriven.", f"?{name} is undescribed."))
    kind = fields.text(*path, "type")
    if kind and kind not in _COLUMN_KINDS:
        allowed = ", ".join(_COLUMN_KINDS)
        fields.wrong(
            (*path, "type"), Text(f"type är en av {allowed}.", f"type is one of {allowed}.")
        )
    unit = fields.get(*path, "unit")
    return Column(
        variable=name,
        label=fields.pair(*path, "label", required=described and not hidden) or Text(name, name),
        link=fields.text(*path, "link"),
        hidden=hidden,
        kind=kind or None,  # type: ignore[arg-type]
        unit=fields.pair(*path, "unit") if isinstance(unit, dict) else _same(str(unit or "")),
        counts=fields.text(*path, "counts"),
    )


def _same(words: str) -> Text | None:
    return Text(words, words) if words else None


def _tests(fields: Fields, drawn: Outline) -> Expectation:
    """Read `tests`."""
    fields.known(("tests",), ("min_rows", "columns", "params"))
    columns = fields.words("tests", "columns")
    for name in columns:
        if name not in drawn.selected:
            fields.wrong(
                ("tests", "columns"),
                Text(f"Frågan väljer inte ?{name}.", f"The query does not select ?{name}."),
            )
    params = {
        name: fields.words("tests", "params", name) for name in fields.mapping("tests", "params")
    }
    return Expectation(fields.number("tests", "min_rows"), columns, params)


def _values_of(folder: Path, problems: list[ContentError]) -> dict[str, str]:
    """Read the shared lists of values."""
    values: dict[str, str] = {}
    for path in sorted((folder / VALUES_FOLDER).glob("*.rq")):
        file = path.relative_to(folder.parent).as_posix()
        text = _text_of(path, file, problems)
        if text is None:
            continue
        drawn = outline(text)
        for line, message in drawn.problems:
            problems.append(ContentError(message, place=f"{file}:{line}"))
        if not {"value", "label"} <= set(drawn.selected) or not drawn.ordered:
            problems.append(
                ContentError(
                    Text(
                        "En värdelista är SELECT ?value ?label ?alias … ORDER BY.",
                        "A list of values is SELECT ?value ?label ?alias … ORDER BY.",
                    ),
                    place=f"{file}:{drawn.form_line}",
                )
            )
        values[path.stem] = text
    return values


def _text_of(path: Path, file: str, problems: list[ContentError]) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(
            ContentError(
                Text(f"Filen går inte att läsa: {error}", f"The file cannot be read: {error}"),
                place=file,
            )
        )
        return None


def _unique(queries: Iterable[SavedQuery], problems: list[ContentError]) -> None:
    """Note names and ids that two files share."""
    seen: dict[str, str] = {}
    for query in queries:
        for key in filter(None, (query.name, query.id)):
            if key in seen:
                problems.append(
                    ContentError(
                        Text(f"{key} finns redan i {seen[key]}.", f"{key} is in {seen[key]}."),
                        place=query.file,
                    )
                )
            seen.setdefault(key, query.file)
