"""What a page is given: someone who answers queries, the visitor's language, addresses.

A page calls `current()` and gets a Visit, made from the application's `site()`:

    .ask(text, bindings)    rows of a SELECT, each a dict of variable → term (unbound ones absent)
    .graph(text, bindings, format)   the answer of a CONSTRUCT as bytes in a key of GRAPH_FORMATS
    .language               "sv" or "en": `?lang=` → Accept-Language → Swedish
    .t("sv", "en")          one of two texts
    .url(iri)               where to go for an IRI: our own page (under the prefix), or the web
    .path("/plans", q="x")  an own page, under the prefix, in the language that was asked for
    .root                   the content folder (source texts)
    .version                a short name for the data as they are now

Knows nothing of what pages show.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast
from urllib.parse import quote

from flask import g

from plangraf.iris import local_path
from plangraf.language import Language
from plangraf.store.interface import Term
from plangraf.web.site import Site, site
from plangraf.web.speaking import language, link, t

Row = dict[str, Term]
Bindings = Mapping[str, Term]
_SAFE: Final = "/#.-_~:@!$&'()*+,;="


@dataclass(frozen=True)
class Visit:
    """One request, as far as a page needs to know."""

    site: Site
    language: Language

    @property
    def root(self) -> Path:
        """The content folder in use."""
        return self.site.root

    @property
    def version(self) -> str:
        """A short name for the data as they are now."""
        return self.site.version

    def ask(self, text: str, bindings: Bindings | None = None) -> list[Row]:
        """Return the rows of a SELECT with `bindings` bound, never pasted, into it."""
        answer = self.site.store.query(text, bindings=bindings or {})
        names = answer.variables
        return [
            {name: cell for name, cell in zip(names, row, strict=True) if cell is not None}
            for row in answer.rows()
        ]

    def graph(self, text: str, bindings: Bindings, format: str) -> bytes:
        """Return the answer of a CONSTRUCT in one of GRAPH_FORMATS."""
        out = io.BytesIO()
        self.site.store.query(text, bindings=bindings).write(out, format)
        return out.getvalue()

    def t(self, sv: str, en: str) -> str:
        """Return one of two texts."""
        return t(sv, en)

    def url(self, iri: str) -> str:
        """Return where to go for an IRI: our own page, the web, or nowhere (empty)."""
        own = local_path(iri)
        if own:
            return link(quote(own, safe=_SAFE))
        return iri if iri.startswith(("http://", "https://")) else ""

    def path(self, path: str, /, **parameters: str) -> str:
        """Return an own page under the prefix; a language asked for by URL is kept."""
        return link(quote(path, safe=_SAFE), **{k: v for k, v in parameters.items() if v})


def current() -> Visit:
    """Return the visit of the request at hand."""
    if "visit" not in g:
        g.visit = Visit(site(), language())
    return cast(Visit, g.visit)
