"""Pages as a browser asks for them."""

from functools import cache

from tests.web.markup import Markup
from tests.web.serving import Reply, Server

_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@cache
def html(site: Server, path: str, **headers: str) -> Reply:
    """A page of a site that nobody writes to: asked for once, however many look at it."""
    return site.ask(path, headers={"Accept": _BROWSER, **headers})


def markup(site: Server, path: str) -> Markup:
    return Markup(html(site, path).text)
