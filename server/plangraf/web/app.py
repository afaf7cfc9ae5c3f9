"""The application factory: workspace and pool in, a WSGI application out.

Registers every blueprint and what all answers share. Works below a prefix: SCRIPT_NAME, or
X-Forwarded-Prefix from a proxy; with `base` set in the settings, links in data use that address.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from flask import Flask

from plangraf.web import (
    bundles,
    discovery,
    editing,
    endpoint,
    entities,
    graphstore,
    ontology_pages,
    open_data,
    pages,
    problems,
    publish_page,
    queries,
    replying,
    scoring,
    speaking,
    validating,
)
from plangraf.web.catalogue import EXTENSION as CATALOGUE
from plangraf.web.site import EXTENSION, ForClients, Pooled, Site
from plangraf.workspace import Workspace

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PREFIX: Final = re.compile(r"(?:/[A-Za-z0-9._~-]+)+/?")
_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(?::\d+)?|\[[0-9A-Fa-f:.]+\](?::\d+)?")


def create_app(workspace: Workspace, pool: Pooled) -> Flask:
    """Return the application. The workspace's own store stays closed: the pool answers."""
    app = Flask(__name__, static_folder="static", static_url_path="/static")
    app.config.update(
        MAX_CONTENT_LENGTH=workspace.settings.limits.upload_bytes,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.extensions[EXTENSION] = Site(workspace.settings, workspace.root, ForClients(pool))
    app.extensions[CATALOGUE] = workspace.catalogue
    problems.install(app)
    speaking.install(app)
    bundles.install(app)
    replying.install(app)
    site: Site = app.extensions[EXTENSION]
    queries.install(app, workspace, runner=site.store, version=lambda: site.version)
    validating.install(app, workspace.settings, workspace.root)
    publish_page.install(app)
    for module in (
        pages,
        endpoint,
        editing,
        graphstore,
        entities,
        ontology_pages,
        scoring,
        discovery,
        open_data,
    ):
        app.register_blueprint(module.blueprint)
    app.wsgi_app = _Placed(app.wsgi_app, workspace.settings.base)  # type: ignore[method-assign]
    return app


class _Placed:
    """Puts the application where the outside sees it: below a prefix, at a host, over https."""

    def __init__(self, app: "WSGIApplication", base: str):
        self._app = app
        self._base = urlsplit(base) if base else None

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Set SCRIPT_NAME, scheme and host, then go on."""
        prefix = str(environ.get("HTTP_X_FORWARDED_PREFIX", "")).split(",")[0].strip()
        scheme = str(environ.get("HTTP_X_FORWARDED_PROTO", "")).split(",")[0].strip()
        host = str(environ.get("HTTP_X_FORWARDED_HOST", "")).split(",")[0].strip()
        if self._base is not None:
            prefix, scheme, host = self._base.path, self._base.scheme, self._base.netloc
        if _PREFIX.fullmatch(prefix):
            prefix = prefix.rstrip("/")
            environ["SCRIPT_NAME"] = prefix
            path = environ.get("PATH_INFO", "")
            if path == prefix or path.startswith(prefix + "/"):
                environ["PATH_INFO"] = path[len(prefix) :] or "/"
        if scheme in ("http", "https"):
            environ["wsgi.url_scheme"] = scheme
        if _HOST.fullmatch(host):
            environ["HTTP_HOST"] = host
        return self._app(environ, start_response)
