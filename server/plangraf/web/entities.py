"""A page, and RDF, for every thing under /id/…, by suffix or content negotiation."""

from flask import Blueprint

blueprint = Blueprint("entities", __name__)
