"""`/plans/template.xlsx`: the empty workbook for a plan, in the reader's language."""

from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response

from plangraf.catalogue.openapi import MEDIA_TYPES
from plangraf.language import Language, Text
from plangraf.plans.exporting.template import write_plan_template
from plangraf.web.replying import not_modified, reply, tag
from plangraf.web.site import site
from plangraf.web.speaking import language

blueprint = Blueprint("plan_template", __name__)

_NAME = Text("plangraf-mall.xlsx", "plangraf-template.xlsx")


@blueprint.get("/plans/template.xlsx")
def template() -> Response:
    """The same workbook as `plangraf plan template` writes."""
    spoken = language()
    etag = tag("plan template", spoken)
    if unchanged := not_modified(etag):
        return unchanged
    return reply(
        _written(site().root, spoken), MEDIA_TYPES["xlsx"], etag=etag, file=_NAME.in_(spoken)
    )


@lru_cache(maxsize=2)
def _written(root: Path, spoken: Language) -> bytes:
    return write_plan_template(root, spoken)
