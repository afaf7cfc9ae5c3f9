"""The application factory: workspace and pool in, a WSGI application out.

Registers every blueprint and what all answers share.
"""

from flask import Flask

from plangraf.web import bundles, pacing, problems, replying, speaking
from plangraf.web.discovery import open_data, reconciling, well_known
from plangraf.web.figures import figure_pages
from plangraf.web.pages import entities, ontology_pages, overviews, scoring, stories
from plangraf.web.placing import Placed
from plangraf.web.publishing import plan_template, publish_page
from plangraf.web.queries import library
from plangraf.web.queries.catalogue import EXTENSION as CATALOGUE
from plangraf.web.site import EXTENSION, ForClients, Pooled, Site, door_of
from plangraf.web.sparql import editing, endpoint, graphstore
from plangraf.web.validating import checks
from plangraf.workspace import Workspace


def create_app(workspace: Workspace, pool: Pooled) -> Flask:
    """Return the application. The workspace's own store stays closed: the pool answers."""
    app = Flask(__name__, static_folder="static", static_url_path="/static")
    app.config.update(
        MAX_CONTENT_LENGTH=workspace.settings.limits.upload_bytes,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    runner = ForClients(pool, door_of(workspace.settings))
    app.extensions[EXTENSION] = Site(workspace.settings, workspace.root, runner)
    app.extensions[CATALOGUE] = workspace.catalogue
    problems.install(app)
    speaking.install(app)
    bundles.install(app)
    replying.install(app)
    site: Site = app.extensions[EXTENSION]
    library.install(app, workspace, runner=site.store, version=lambda: site.version)
    checks.install(app, workspace.settings, workspace.root)
    publish_page.install(app)
    stories.install(app, workspace.stories)
    for module in (
        overviews,
        plan_template,
        endpoint,
        editing,
        graphstore,
        entities,
        figure_pages,
        ontology_pages,
        scoring,
        well_known,
        open_data,
        reconciling,
    ):
        app.register_blueprint(module.blueprint)
    pacing.install(app, workspace.settings.limits.requests_per_minute)
    app.wsgi_app = Placed(app.wsgi_app, workspace.settings)  # type: ignore[method-assign]
    return app
