"""`/ns` and `/shapes`: the vocabulary and the shapes, as RDF and as a page to read.

An ontology editor that asks for RDF/XML at the ontology's address gets it, never a page.
"""

from dataclasses import dataclass, field
from typing import Final

from flask import Blueprint, Response, abort, render_template, request

from plangraf.language import Language, preferred
from plangraf.sparql.formats import GRAPHS, PAGE
from plangraf.sparql.negotiation import choose
from plangraf.sparql.service import QueryRequest
from plangraf.store.interface import Dataset
from plangraf.vocabulary import GRAPHS as GRAPH_SPACE
from plangraf.vocabulary import PG
from plangraf.web.replying import not_modified, reply, tag
from plangraf.web.site import client_gone, site
from plangraf.web.speaking import language
from plangraf.web.things.asking import question
from plangraf.web.validating.profiles import guide

blueprint = Blueprint("ontology_pages", __name__)

_CONTENT: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_OFFERS: Final = (*(f for f in GRAPHS if f.key not in ("trig", "nq")), PAGE)
_ONTOLOGY: Final = f"{GRAPH_SPACE}ontology/plangraf"


@dataclass
class ShownTerm:
    """One term of the vocabulary as the page shows it."""

    iri: str
    kind: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The local name, which is the anchor too."""
        return self.iri.removeprefix(str(PG))

    def label(self, language: Language) -> str:
        """The label in a language."""
        return preferred(((v, k) for k, v in self.labels.items()), language) or self.name

    def definition(self, language: Language) -> str:
        """The definition in a language."""
        return preferred(((v, k) for k, v in self.definitions.items()), language) or ""


@blueprint.get("/ns", defaults={"suffix": None})
@blueprint.get("/ns.<suffix>")
def vocabulary(suffix: str | None) -> Response:
    """The vocabulary."""
    return _answer("ontology", (_ONTOLOGY,), suffix)


@blueprint.get("/ns/context.jsonld")
def context() -> Response:
    """The JSON-LD context of the vocabulary, for files that name it instead of holding it."""
    path = site().root / "ontology" / "context.jsonld"
    if not path.is_file():  # another content folder need not have one
        abort(404)
    text = path.read_text("utf-8")
    etag = tag("context", text)
    if unchanged := not_modified(etag, fresh=60):
        return unchanged
    return reply(text, "application/ld+json", etag=etag)


@blueprint.get("/shapes", defaults={"suffix": None})
@blueprint.get("/shapes.<suffix>")
def shapes(suffix: str | None) -> Response:
    """All shapes in one graph."""
    space = f"{GRAPH_SPACE}shapes/"
    graphs = tuple(name for name in site().runner.graphs if name.startswith(space))
    return _answer("shapes", graphs, suffix)


def _answer(name: str, graphs: tuple[str, ...], suffix: str | None) -> Response:
    chosen = choose(
        _OFFERS,
        request.headers.get("Accept"),
        suffix=suffix,
        format=request.args.get("format"),
    )
    etag = tag(name, chosen.media, language())
    if unchanged := not_modified(etag, fresh=60):
        return unchanged
    if chosen.format is PAGE:
        formats = [f for f in _OFFERS if f is not PAGE]
        if name == "shapes":
            page = render_template("shapes.html", guide=guide(site().root), formats=formats)
        else:
            page = render_template("ontology.html", terms=_terms(), formats=formats)
        return reply(page, PAGE.content_type(), etag=etag)
    limits = site().settings.limits
    asked = QueryRequest(
        _CONTENT, chosen.format.key, Dataset(default=graphs), seconds=limits.query_seconds
    )
    result = site().runner.run(asked, client_gone())
    return reply(
        result, chosen.content_type, etag=etag, file=f"{name}.{chosen.format.key}", fresh=60
    )


def _terms() -> list[ShownTerm]:
    found: dict[str, ShownTerm] = {}
    rows = site().store.query(question("vocabulary"), dataset=Dataset(default=(_ONTOLOGY,))).rows()
    for term, kind, label, definition in rows:
        shown = found.setdefault(str(term), ShownTerm(str(term)))
        shown.kind = str(kind).rpartition("#")[2]
        for text, texts in ((label, shown.labels), (definition, shown.definitions)):
            tag_of = getattr(text, "language", None)
            if tag_of:
                texts[tag_of] = str(text)
    return sorted(found.values(), key=lambda term: (term.kind != "Class", term.name.lower()))
