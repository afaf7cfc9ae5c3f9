"""The saved queries of the application, for pages that list them."""

from collections.abc import Sequence

from flask import current_app

from plangraf.catalogue.definition import Catalogue, SavedQuery

EXTENSION = "plangraf.catalogue"


def catalogue() -> Catalogue:
    """Return the catalogue of this application; an empty one when it has none."""
    found = current_app.extensions.get(EXTENSION)
    return found if isinstance(found, Catalogue) else Catalogue(())


def saved_queries() -> Sequence[SavedQuery]:
    """Return all saved queries."""
    return catalogue().queries
