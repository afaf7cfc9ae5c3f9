"""The formats an answer can be written in: one table, by key, media type, short name and suffix.

Rows follow SPARQL 1.1 Query Results (JSON, XML, CSV and TSV) and RDF 1.1's concrete syntaxes. The
table knows nothing of Accept headers (`plangraf.sparql.negotiation`) or of who writes a format.
"""

from dataclasses import dataclass
from typing import Final, Literal

from plangraf.store.interface import Kind

Family = Literal["solutions", "graph", "page", "book", "plain"]


@dataclass(frozen=True)
class Format:
    """One format. `key` is its suffix and short name too; `media` comes before `aliases`."""

    key: str
    media: str
    name: str
    family: Family
    aliases: tuple[str, ...] = ()
    standard: str = ""
    charset: bool = True

    @property
    def medias(self) -> tuple[str, ...]:
        """All media types this format answers to, its own first."""
        return (self.media, *self.aliases)

    def content_type(self, media: str | None = None) -> str:
        """Return the Content-Type, with charset where the media type has that parameter."""
        chosen = media if media in self.medias else self.media
        return f"{chosen}; charset=utf-8" if self.charset and _has_charset(chosen) else chosen


_W3C: Final = "http://www.w3.org/ns/formats/"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: Final[dict[str, Format]] = {
    f.key: f
    for f in (
        # SPARQL 1.1 Query Results JSON, XML, CSV and TSV formats
        Format(
            "json",
            "application/sparql-results+json",
            "JSON",
            "solutions",
            ("application/json", "text/json"),
            _W3C + "SPARQL_Results_JSON",
        ),
        Format(
            "xml",
            "application/sparql-results+xml",
            "XML",
            "solutions",
            ("application/xml", "text/xml"),
            _W3C + "SPARQL_Results_XML",
        ),
        Format("csv", "text/csv", "CSV", "solutions", (), _W3C + "SPARQL_Results_CSV"),
        Format(
            "tsv", "text/tab-separated-values", "TSV", "solutions", (), _W3C + "SPARQL_Results_TSV"
        ),
        Format("xlsx", _SHEET, "Excel", "book", charset=False),
        # RDF 1.1 Turtle, N-Triples, RDF/XML, JSON-LD; TriG and N-Quads
        Format(
            "ttl",
            "text/turtle",
            "Turtle",
            "graph",
            ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
            _W3C + "Turtle",
        ),
        Format(
            "nt",
            "application/n-triples",
            "N-Triples",
            "graph",
            ("text/plain", "text/ntriples"),
            _W3C + "N-Triples",
        ),
        Format("rdf", "application/rdf+xml", "RDF/XML", "graph", (), _W3C + "RDF_XML"),
        Format(
            "jsonld",
            "application/ld+json",
            "JSON-LD",
            "graph",
            ("application/json",),
            _W3C + "JSON-LD",
        ),
        Format("trig", "application/trig", "TriG", "graph", ("application/x-trig",), _W3C + "TriG"),
        Format(
            "nq", "application/n-quads", "N-Quads", "graph", ("text/x-nquads",), _W3C + "N-Quads"
        ),
        Format("html", "text/html", "HTML", "page", ("application/xhtml+xml",)),
        # RFC 9457, and what a terminal shows
        Format("problem", "application/problem+json", "JSON", "plain", ("application/json",)),
        Format("text", "text/plain", "Text", "plain"),
    )
}

SOLUTIONS: Final = tuple(FORMATS[k] for k in ("json", "xml", "csv", "tsv"))
GRAPHS: Final = tuple(FORMATS[k] for k in ("ttl", "nt", "rdf", "jsonld", "trig", "nq"))
PAGE: Final = FORMATS["html"]

_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "json": ("json", "jsonld"),
    "xml": ("xml", "rdf"),
    "srj": ("json",),
    "srx": ("xml",),
    "turtle": ("ttl",),
    "n3": ("ttl",),
    "ntriples": ("nt",),
    "n-triples": ("nt",),
    "nquads": ("nq",),
    "n-quads": ("nq",),
    "rdfxml": ("rdf",),
    "rdf+xml": ("rdf",),
    "rdf/xml": ("rdf",),
    "json-ld": ("jsonld",),
    "json+ld": ("jsonld",),
    "ld+json": ("jsonld",),
    "sparql-results+json": ("json",),
    "sparql-results+xml": ("xml",),
}


def offered(kind: Kind, *, page: bool = False) -> tuple[Format, ...]:
    """Return the formats for an answer of this kind, in the server's order of preference."""
    formats = GRAPHS if kind == "graph" else SOLUTIONS
    return (*formats, PAGE) if page else formats


def named(name: str, offers: tuple[Format, ...]) -> Format | None:
    """Find the offered format that a short name (`json`), long name or media type means."""
    wanted = name.strip().lower()
    keys = _NAMES.get(wanted, (wanted,))
    for key in keys:
        for offer in offers:
            if offer.key == key:
                return offer
    media = wanted.split(";")[0].strip().replace(" ", "+")
    return next((offer for offer in offers if media in offer.medias), None)


def reader_of(media: str) -> str | None:
    """Return the key of the RDF format that a body of this media type is read as; None if not."""
    plain = media.split(";")[0].strip().lower()
    return next((f.key for f in GRAPHS if plain in f.medias and plain != "application/json"), None)


def _has_charset(media: str) -> bool:
    """Text types, and those whose registration names a charset parameter or that clients expect."""
    return media.startswith("text/")
