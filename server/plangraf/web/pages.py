"""The pages that are not about one thing: start, plans, compare, indicators, search, about."""

from flask import Blueprint

blueprint = Blueprint("pages", __name__)
