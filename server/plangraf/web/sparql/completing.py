"""The vocabulary that the editor completes from, of the ontology, the shapes and the data.

Which classes and properties there are, which properties a class has by its shapes and whether they
must be there, and which values a property may have, each with its name in one language.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from plangraf.language import Language, preferred
from plangraf.store.interface import Dataset
from plangraf.vocabulary import GRAPHS, PREFIXES
from plangraf.web.context import Row, current
from plangraf.web.site import site
from plangraf.web.sparql.describing import figures
from plangraf.web.things.asking import question, rows_of_any
from plangraf.web.things.outside import OUTSIDE

_MOST_VALUES: Final = 100
_ACTORS: Final = tuple(
    PREFIXES["org"] + name
    for name in ("Organization", "OrganizationalUnit", "OrganizationalCollaboration")
)
_RANKS: Final = {"must": 0, "should": 1, "may": 2}


def vocabulary_in(spoken: Language) -> dict[str, Any]:
    """Return the vocabulary as the editor reads it."""
    ontology = f"{GRAPHS}ontology/plangraf"
    terms = _rows("vocabulary", Dataset(default=(ontology,)))
    names = _spoken(terms, "term", "label", spoken)
    texts = _spoken(terms, "term", "definition", spoken)
    classes = {str(row["term"]) for row in terms if str(row["kind"]).endswith("#Class")}
    ours = set(names) - classes
    shapes = tuple(graph for graph in site().runner.graphs if graph.startswith(f"{GRAPHS}shapes/"))
    said = _rows("shape-uses", Dataset(default=(ontology, *shapes)))
    classes |= set(figures().classes) | {str(row["class"]) for row in said}
    properties = ours | set(figures().properties) | {str(row["property"]) for row in said}

    def listed(iris: Iterable[str]) -> list[dict[str, str]]:
        return [
            {
                "name": name,
                "label": names.get(iri) or (OUTSIDE[iri].in_(spoken) if iri in OUTSIDE else ""),
                "definition": texts.get(iri, ""),
            }
            for iri, name in sorted((iri, _short(iri)) for iri in iris)
            if ":" in name and not name.startswith("http")
        ]

    uses, lists = _uses(said, spoken)
    return {
        "prefixes": PREFIXES,
        "classes": sorted(listed(classes), key=_ours_first),
        "properties": sorted(listed(properties), key=_ours_first),
        "uses": uses,
        "values": _values(lists, spoken),
    }


def _uses(said: list[Row], spoken: Language) -> tuple[dict[str, list[dict[str, str]]], set[str]]:
    """Return what is said of each class's properties, the needed first, and the lists it names."""
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    labels: dict[tuple[str, str], list[tuple[str, str | None]]] = defaultdict(list)
    forbidden = {
        (str(row["class"]), str(row["property"])) for row in said if str(row.get("most", "")) == "0"
    }
    lists = set()
    for row in said:
        key = (str(row["class"]), str(row["property"]))
        if key in forbidden:
            continue
        labels[key].append((str(row["name"]), getattr(row["name"], "language", None)))
        use = found[key[0]].setdefault(key[1], {"property": _short(key[1]), "need": "may"})
        need = _need(row)
        if _RANKS[need] < _RANKS[use["need"]]:
            use["need"] = need
        values = _list_of(row)
        if values:
            use["values"] = _short(values)
            lists.add(values)
    for (kind, name), texts in labels.items():
        found[kind][name]["label"] = preferred(texts, spoken) or ""
    return {
        _short(kind): sorted(uses.values(), key=lambda use: (_RANKS[use["need"]], use["property"]))
        for kind, uses in sorted(found.items())
    }, lists


def _need(row: Row) -> str:
    if str(row["least"]) == "0":
        return "may"
    weak = "severity" in row or "/publishable" in str(row["shape"])
    return "should" if weak else "must"


def _list_of(row: Row) -> str:
    """Return what lists the values: a scheme, a class, or the actors."""
    if "scheme" in row:
        return str(row["scheme"])
    if str(row.get("node", "")).endswith("/actor-reference"):
        return _ACTORS[0]
    return str(row.get("kind", ""))


def _values(lists: set[str], spoken: Language) -> dict[str, list[dict[str, str]]]:
    """Return the values of schemes, and of classes with few instances."""
    schemes = [row for row in _rows("concepts", None) if str(row["list"]) in lists]
    sizes = figures().classes
    wanted = {iri for iri in lists if 0 < sizes.get(iri, 0) <= _MOST_VALUES}
    wanted |= set(_ACTORS) if _ACTORS[0] in lists else set()
    named = rows_of_any(current(), "instances", "list", sorted(wanted))
    found: dict[str, dict[str, list[tuple[str, str | None]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in (*schemes, *named):
        of = str(row["list"])
        of = _ACTORS[0] if of in _ACTORS else of
        label = row["label"]
        found[of][str(row["thing"])].append((str(label), getattr(label, "language", None)))
    return {
        _short(of): [
            {"iri": iri, "label": preferred(texts, spoken) or iri} for iri, texts in things.items()
        ]
        for of, things in sorted(found.items())
    }


def _rows(name: str, dataset: Dataset | None) -> list[Row]:
    store = site().store
    text = question(name)
    answer = store.query(text, dataset=dataset) if dataset else store.query(text)
    return [
        {key: cell for key, cell in zip(answer.variables, row, strict=True) if cell is not None}
        for row in answer.rows()
    ]


def _spoken(rows: list[Row], key: str, name: str, spoken: Language) -> dict[str, str]:
    texts: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for row in rows:
        if name in row:
            texts[str(row[key])].append((str(row[name]), getattr(row[name], "language", None)))
    return {iri: preferred(found, spoken) or "" for iri, found in texts.items()}


def _short(iri: str) -> str:
    fitting = [(len(ns), prefix) for prefix, ns in PREFIXES.items() if iri.startswith(ns)]
    if not fitting:
        return iri
    length, prefix = max(fitting)
    local = iri[length:]
    return f"{prefix}:{local}" if local and "#" not in local else iri


def _ours_first(term: Mapping[str, str]) -> tuple[bool, str]:
    return not term["name"].startswith("pg:"), term["name"]
