"""What machines look for: VoID, robots.txt, the site map, health and metrics."""

from typing import Final

from flask import Blueprint, Response, request
from markupsafe import escape

from plangraf import __version__
from plangraf.errors import NotAcceptable
from plangraf.iris import local_path
from plangraf.sparql.formats import GRAPHS
from plangraf.sparql.negotiation import choose
from plangraf.web.pages.stories import stories
from plangraf.web.queries.catalogue import saved_queries
from plangraf.web.replying import not_modified, reply, tag
from plangraf.web.site import address, site
from plangraf.web.sparql.describing import kept, void
from plangraf.web.things.asking import question

blueprint = Blueprint("discovery", __name__)

_PAGES: Final = (
    *("/", "/plans", "/queries", "/stories", "/compare", "/indicators"),
    *("/about", "/sparql", "/ns"),
)
_TEXT: Final = "text/plain; charset=utf-8"


@blueprint.get("/.well-known/void")
def well_known_void() -> Response:
    """The description of the data set; Turtle for a browser that takes only HTML."""
    offers = tuple(f for f in GRAPHS if f.key not in ("trig", "nq"))
    accept = request.headers.get("Accept")
    try:
        chosen = choose(offers, accept, format=request.args.get("format"))
    except NotAcceptable:
        if request.args.get("format") or "html" not in (accept or ""):
            raise
        chosen = choose(offers, None)
    etag = tag("void", chosen.media)
    return not_modified(etag, fresh=60) or reply(
        void(chosen.format.key), chosen.content_type, etag=etag, fresh=60
    )


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What a crawler may read: everything but questions with parameters."""
    here = request.script_root
    lines = [
        "User-agent: *",
        f"Disallow: {here}/sparql?",
        f"Disallow: {here}/queries/*?",
        f"Disallow: {here}/search?",
        "Allow: /",
        f"Sitemap: {address('/sitemap.xml')}",
        "",
    ]
    return reply("\n".join(lines), _TEXT, etag=tag("robots"), fresh=3600)


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page there is."""
    etag = tag("sitemap")
    if unchanged := not_modified(etag, fresh=3600):
        return unchanged
    things = kept("things", _things)
    asked = [f"/queries/{query.name}" for query in saved_queries()]
    told = [f"/stories/{story.name}" for story in stories()]
    places = [*_PAGES, *asked, *told, *things]
    entries = "".join(f"<url><loc>{escape(address(place))}</loc></url>\n" for place in places)
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</urlset>\n"
    )
    return reply(body, "application/xml", etag=etag, fresh=3600)


@blueprint.get("/health")
def health() -> Response:
    """Whether questions can be answered: the pool holds data."""
    state = {"status": "ok", "version": __version__, "data": site().version}
    lines = ", ".join(f'"{key}": "{value}"' for key, value in state.items())
    return reply(f"{{{lines}}}\n", "application/json")


@blueprint.get("/metrics")
def metrics() -> Response:
    """Counts since the start, in the text form that Prometheus reads."""
    figures = site().runner.figures()
    kinds = {"waiting": "gauge"}
    lines = []
    for name, value in figures.items():
        kind = kinds.get(name, "counter")
        full = f"plangraf_{name}" + ("_total" if kind == "counter" else "")
        lines += [f"# TYPE {full} {kind}", f"{full} {value}"]
    return reply("\n".join([*lines, ""]), "text/plain; version=0.0.4; charset=utf-8")


def _things() -> list[str]:
    """Return the paths of all things that have a page."""
    paths = (local_path(str(row[0])) for row in site().store.query(question("everything")).rows())
    return [path for path in paths if path]
