"""What a request for a saved query holds: the query at work, its values, its language, its view."""

from dataclasses import dataclass, replace
from typing import Final, cast

from flask import current_app, g, request

from plangraf.catalogue.answer import Table
from plangraf.catalogue.arranging import Order, read_order
from plangraf.catalogue.declaring import LAYOUT, RESERVED
from plangraf.catalogue.definition import SavedQuery
from plangraf.catalogue.naming import named
from plangraf.catalogue.parameters import AS_OF, Values, read_values
from plangraf.catalogue.pivoting import Pivot, pivoted, read_pivot
from plangraf.catalogue.running import Window
from plangraf.errors import ParameterError, Superseded
from plangraf.language import Language, Text
from plangraf.plans.publishing.as_of import dataset_on, read_day
from plangraf.plans.publishing.versions import VERSIONS
from plangraf.sparql.negotiation import choose_language
from plangraf.store.gathering import Asked, On
from plangraf.store.interface import EVERYTHING, Dataset
from plangraf.web.queries.querying import Queries
from plangraf.web.site import EXTENSION as SITE
from plangraf.web.site import site

EXTENSION: Final = "plangraf.queries"
_LARGEST_PAGE: Final = 10_000
_THEN: Final = "plangraf_queries_then"
_DATASET: Final = "plangraf_dataset_then"


@dataclass(frozen=True)
class View:
    """How the answer is laid out: in which order, as rows × columns or as it is."""

    order: Order | None = None
    pivot: Pivot | None = None

    def pairs(self, **instead: str) -> dict[str, str]:
        """Return what gives this view again in an address; `instead` replaces parts of it."""
        pairs = {"sort": str(self.order or "")}
        if self.pivot is not None:
            pivot = self.pivot
            pairs |= {"rows": pivot.rows, "columns": pivot.columns, "show": pivot.show}
        return {name: value for name, value in {**pairs, **instead}.items() if value}


def asked_queries() -> Queries:
    """Return the saved queries at work in this application, on the data of the day asked for."""
    queries = cast(Queries, current_app.extensions[EXTENSION])
    day = asked_day()
    if not day:
        return queries
    if _THEN not in g:
        version = queries.data_version()
        then = On(cast(Asked, queries.runner), asked_dataset())
        setattr(g, _THEN, queries.of(then, version))
    return cast(Queries, getattr(g, _THEN))


def asked_dataset() -> Dataset:
    """Return the graphs that say how it was on the day asked for; without one, all as they are."""
    day = asked_day()
    if not day:
        return EVERYTHING
    if _DATASET not in g:
        asked = cast(Asked, cast(Queries, current_app.extensions[EXTENSION]).runner)
        setattr(g, _DATASET, dataset_on(asked, site().runner.graphs, read_day(day)))
    return cast(Dataset, getattr(g, _DATASET))


def require_version() -> None:
    """Raise Superseded where `version=` names another state of the data than there is.

    A page says that the data have changed; a file cannot.
    """
    asked, now = request.args.get("version", ""), asked_queries().data_version()
    if asked not in ("", now):
        raise Superseded(
            Text(
                f"Dataversionen ”{asked[:40]}” finns inte längre; den som gäller nu är {now}.",
                f"The data version “{asked[:40]}” is no longer kept; the current one is {now}.",
            ),
            remedy=Text(
                "Utan version= får du svaret ur data som de är nu; med as-of=2025-12-31 ur "
                "planerna som de var den dagen.",
                "Without version= you get the answer from the data as they are now; with "
                "as-of=2025-12-31 from the plans as they were on that day.",
            ),
        )


def asked_day() -> str:
    """Return the day as of which the data are asked, checked; "" for as they are."""
    text = request.args.get(AS_OF, "").strip()
    return read_day(text).isoformat() if text else ""


def has_versions() -> bool:
    """Whether plans were published here, so that there is something to ask as of a day."""
    if SITE not in current_app.extensions:  # the saved queries alone, on a store of their own
        return False
    return any(graph.startswith(VERSIONS) for graph in site().runner.graphs)


def asked_language() -> Language:
    """Return the language that is asked for."""
    return choose_language(request.args.get("lang"), request.headers.get("Accept-Language"))


def given() -> dict[str, list[str]]:
    """Return what was given, without what is the same for all queries."""
    return {name: request.args.getlist(name) for name in request.args if name not in RESERVED}


def asked_values(query: SavedQuery, language: Language) -> Values:
    """Return what was given, checked; ParameterError tells what is wrong."""
    queries = asked_queries()
    values = read_values(query, given(), lambda p: queries.options(p, language), language)
    return replace(named(query, values, queries.runner), day=asked_day())


def asked_view(query: SavedQuery) -> View:
    """Return the layout that is asked for, checked."""
    sort, rows, columns, show = (request.args.get(name, "") for name in LAYOUT)
    return View(read_order(query, sort), read_pivot(query, rows, columns, show))


def asked_table(query: SavedQuery, values: Values, view: View, window: Window | None) -> Table:
    """Return the rows of a window (of a cross table: all), laid out as asked for."""
    whole = None if view.pivot else window
    table = asked_queries().table(query, values, whole, view.order)
    return pivoted(table, view.pivot) if view.pivot else table


def asked_window(query: SavedQuery) -> Window:
    """Return the page that is asked for."""
    size = _whole("size", query.page_size, _LARGEST_PAGE)
    return Window(size, (_whole("page", 1, 1_000_000) - 1) * size)


def _whole(name: str, default: int, most: int) -> int:
    """Return a whole number of the URL, from 1 to `most`."""
    text = request.args.get(name, "")
    if not text:
        return default
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= most and len(text) < 9:
        return int(text)
    raise ParameterError(
        name,
        Text(
            f"Parametern {name} ska vara ett heltal från 1 till {most}.",
            f"Parameter {name} must be a whole number from 1 to {most}.",
        ),
    )
