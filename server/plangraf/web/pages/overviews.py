"""The pages that are not about one thing: start, plans, compare, indicators, search, about."""

from typing import Any, Final

from flask import Blueprint, Response, render_template, request

from plangraf.errors import ParameterError
from plangraf.language import Text
from plangraf.sparql.formats import FORMATS
from plangraf.web.context import Visit, current
from plangraf.web.pages import writing
from plangraf.web.pages.comparing import Comparison
from plangraf.web.pages.drawing import picture
from plangraf.web.pages.finding import FACETS, expand_facet, found
from plangraf.web.pages.indicating import indicator_rows
from plangraf.web.pages.lacking import gaps
from plangraf.web.pages.measuring import Measures
from plangraf.web.pages.starting import example
from plangraf.web.pages.stories import stories
from plangraf.web.queries.catalogue import catalogue, saved_queries
from plangraf.web.replying import not_modified, reply, tag
from plangraf.web.site import address
from plangraf.web.things import asking
from plangraf.web.things.labels import Labels
from plangraf.web.things.overview import Overview, Plan
from plangraf.web.things.plan_counts import COUNTED
from plangraf.web.things.statements import Statements

blueprint = Blueprint("pages", __name__)
writing.speak(blueprint)

_NEWEST: Final = 5
_QUESTIONS: Final = 3
_TEXTS: Final = 4
_PLANS_AT_ONCE: Final = 4
_LISTED: Final = 20
_ASSESSED: Final = "2026-11-24"
_LAST_PAGE: Final = 1_000


@blueprint.get("/")
def start() -> Response:
    """What can be asked, the plans in figures, the newest data."""
    visit = current()
    overview = Overview(visit)
    newest = asking.rows(visit, "newest")
    overview.labels.learn(str(row["series"]) for row in newest[:_NEWEST] if "series" in row)
    return _sent(
        "start.html",
        overview=overview,
        about=overview.about,
        labels=overview.labels,
        newest=newest[:_NEWEST],
        datasets=len(newest),
        observations=sum(int(str(row["count"])) for row in newest),
        groups=[
            (title, queries[:_QUESTIONS], len(queries))
            for title, queries in catalogue().by_group(visit.language)
        ],
        questions=len(catalogue().queries),
        example=example(request.script_root, visit.language),
        stories=stories()[:_TEXTS],
    )


@blueprint.get("/plans")
def plans() -> Response:
    """All plans in a table."""
    overview = Overview(current())
    return _sent(
        "plans.html",
        overview=overview,
        about=overview.about,
        labels=overview.labels,
        counted=COUNTED,
    )


@blueprint.get("/compare")
def compare() -> Response:
    """Two plans side by side; without a choice the first two."""
    visit = current()
    overview = Overview(visit)
    one, other = _chosen(overview)
    content: dict[str, Any] = {"overview": overview, "one": one, "other": other}
    if one is None or other is None or one == other:
        return _sent("compare.html", labels=overview.labels, comparison=None, **content)
    comparison = _comparison(visit, overview, one, other)
    return _sent(
        "compare.html",
        labels=comparison.labels,
        about=comparison.about,
        comparison=comparison,
        measures=Measures(comparison),
        picture=picture(comparison),
        gaps=gaps(visit, (one.iri, other.iri)),
        saved={query.name for query in saved_queries()},
        **content,
    )


@blueprint.get("/indicators")
def indicators() -> Response:
    """Every indicator of the plans with its goals and national counterpart."""
    visit = current()
    overview = Overview(visit)
    following = [plan for plan in overview.whole if plan.counts.of("pg:Indicator")]
    chosen = _named(overview, "plan")
    few = following[:_PLANS_AT_ONCE]
    shown = [chosen] if chosen else few if len(following) == len(few) else few[:1]
    about = Statements(
        asking.rows_of_any(visit, "indicators", "plan", [str(plan.iri) for plan in shown])
    )
    labels = overview.labels
    labels.learn(i for i in about.iris() if "/evidence/" not in i)
    return _sent(
        "indicators.html",
        about=about,
        labels=labels,
        rows=indicator_rows(about, labels, visit.language),
        following=following,
        chosen=chosen or (shown[0] if len(shown) == 1 else None),
    )


@blueprint.get("/search")
def search() -> Response:
    """Things by their words, narrowed by kind, plan and topic."""
    words = " ".join(request.args.get("q", "").split())[:200]
    facets = {
        name: expand_facet(name, request.args[name]) for name in FACETS if request.args.get(name)
    }
    content = (
        found(current(), words, facets, _page())
        if words or facets
        else {"labels": Labels(current())}
    )
    return _sent("search.html", sought=words, asked=bool(words or facets), **content)


@blueprint.get("/about")
def about() -> Response:
    """Data, licences, limits, accessibility, API."""
    visit = current()
    overview = Overview(visit)
    limits = visit.site.settings.limits
    return _sent(
        "about.html",
        overview=overview,
        about=overview.about,
        labels=overview.labels,
        limits=limits,
        here=address(),
        **_operator(),
    )


@blueprint.get("/accessibility")
def accessibility() -> Response:
    """The statement on accessibility: what holds, what does not, whom to tell."""
    return _sent("accessibility.html", here=address(), assessed=_ASSESSED, **_operator())


def _operator() -> dict[str, str]:
    """Return who runs the site and where to write, as far as it was set."""
    settings = current().site.settings
    return {"publisher": settings.publisher_name, "contact": settings.contact_email}


def _sent(template: str, **content: Any) -> Response:
    """Render a page with its validators; it stays fresh as long as the data do not change."""
    etag = tag(request.path, current().language, request.query_string, *_operator().values())
    kept = not_modified(etag, fresh=60)
    if kept is not None:
        return kept
    canonical = address(request.path)
    return reply(
        render_template(template, canonical=canonical, **content),
        FORMATS["html"].content_type(),
        etag=etag,
        fresh=60,
    )


def _chosen(overview: Overview) -> tuple[Plan | None, Plan | None]:
    """Return the two plans that are asked for; ParameterError names one that does not exist."""
    rest = overview.whole
    plans = [_named(overview, name) for name in ("a", "b")]
    for place in (0, 1):
        if plans[place] is None:
            plans[place] = next((p for p in rest if p not in plans), None)
    return plans[0], plans[1]


def _named(overview: Overview, parameter: str) -> Plan | None:
    """Return the plan that a parameter names, or None when it is not given."""
    slug = request.args.get(parameter, "")
    plan = overview.find(slug) if slug else None
    if slug and plan is None:
        known = ", ".join(p.slug for p in overview.whole[:_LISTED])
        raise ParameterError(
            parameter,
            Text(f"Det finns ingen plan ”{slug[:100]}”.", f"There is no plan “{slug[:100]}”."),
            remedy=Text(f"Planer: {known}.", f"Plans: {known}."),
        )
    return plan


def _comparison(visit: Visit, overview: Overview, one: Plan, other: Plan) -> Comparison:
    pair = [str(one.iri), str(other.iri)]
    about = Statements(asking.rows_of_any(visit, "compared", "plan", pair))
    about.add(asking.rows(visit, "links-between", one=one.iri, other=other.iri))
    about.add(asking.rows_of_any(visit, "indicators", "plan", pair))
    labels = overview.labels
    labels.learn(i for i in about.iris() if "/evidence/" not in i)
    return Comparison(one.iri, other.iri, about, labels, visit.language)


def _page() -> int:
    """Return the page that is asked for; what is no number is the first."""
    text = request.args.get("page", "1")
    return min(max(int(text), 1), _LAST_PAGE) if text.isascii() and text.isdigit() else 1
