"""Finds the content root: given folder → the checkout around this module → the wheel's `_content`.

PLANGRAF_CONTENT is read by the settings and arrives here as the given folder.
"""

from pathlib import Path

from plangraf.errors import ContentError, WrongUse
from plangraf.language import Text

FOLDERS = ("ontology", "data", "shapes", "queries")
_PACKAGE = Path(__file__).resolve().parent.parent


def content_root(given: Path | None = None) -> Path:
    """Return the folder that holds all of FOLDERS; WrongUse names what a given one lacks."""
    if given is not None:
        missing = [name for name in FOLDERS if not (given / name).is_dir()]
        if missing:
            raise WrongUse(
                Text(
                    f"Innehållsmappen saknar: {', '.join(missing)}.",
                    f"The content folder lacks: {', '.join(missing)}.",
                ),
                place=str(given),
                remedy=Text(
                    "Peka med --content på en mapp som har ontology/, data/, shapes/ och queries/.",
                    "Point --content at a folder with ontology/, data/, shapes/ and queries/.",
                ),
            )
        return given.resolve()
    for root in (_PACKAGE.parent.parent, _PACKAGE / "_content"):
        if all((root / name).is_dir() for name in FOLDERS):
            return root
    raise ContentError(
        Text("Inget innehåll hittades.", "No content was found."),
        place=str(_PACKAGE / "_content"),
        remedy=Text("Installera om paketet eller ange --content.", "Reinstall, or give --content."),
    )
