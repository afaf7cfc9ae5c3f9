"""What things are called, fetched for a whole page in one question.

A page tells which IRIs it will write (`learn`); `of` then gives the name in the visitor's language
by the fixed fallback, with the language it is in. Names of outside terms stand in `outside`.
"""

from collections.abc import Iterable
from typing import Final

from rdflib import Literal

from plangraf.language import preferred, swedish_order
from plangraf.store.interface import Term
from plangraf.vocabulary import PG, PGID
from plangraf.web.context import Visit
from plangraf.web.things.asking import rows_of_any
from plangraf.web.things.outside import outside_name

_LONGEST: Final = 160


class Labels:
    """The names that one page uses."""

    def __init__(self, visit: Visit):
        self._visit = visit
        self._known: dict[str, Literal] = {}

    def learn(self, iris: Iterable[str]) -> None:
        """Fetch the names of our own IRIs that are not known yet."""
        wanted = [iri for iri in iris if iri not in self._known and iri.startswith((PG, PGID))]
        found: dict[str, dict[int, list[Literal]]] = {}
        for row in rows_of_any(self._visit, "labels", "thing", wanted):
            label = row.get("label")
            if isinstance(label, Literal):
                by_rank = found.setdefault(str(row["thing"]), {})
                by_rank.setdefault(int(str(row["rank"])), []).append(label)
        for iri in wanted:
            ranks = found.get(iri, {})
            self._known[iri] = self._chosen(ranks[min(ranks)]) if ranks else Literal(_tail(iri))

    def named(self, iris: Iterable[str]) -> dict[str, Literal]:
        """Return the names of those that have one; an IRI's own end is none."""
        wanted = list(dict.fromkeys(iris))
        self.learn(wanted)
        return {
            iri: self.of(iri)
            for iri in wanted
            if outside_name(iri) or str(self._known.get(iri, _tail(iri))) != _tail(iri)
        }

    def of(self, term: Term | str) -> Literal:
        """Return the name of a thing; texts are their own name."""
        if isinstance(term, Literal):
            return term
        iri = str(term)
        if outside := outside_name(iri):
            return Literal(outside.in_(self._visit.language), lang=self._visit.language)
        if iri not in self._known:
            self.learn([iri])
        return self._known.get(iri) or Literal(_tail(iri))

    def sorted(self, terms: Iterable[Term]) -> list[Term]:
        """Sort by name, å ä ö last, as Swedish does."""
        return sorted(terms, key=lambda term: (swedish_order(str(self.of(term))), str(term)))

    def _chosen(self, texts: list[Literal]) -> Literal:
        text = preferred(((str(t), t.language) for t in texts), self._visit.language) or ""
        language = next((t.language for t in texts if str(t) == text), None)
        if any(str(t) == text and t.language == self._visit.language for t in texts):
            language = self._visit.language
        return Literal(_cut(text), lang=language)


def _cut(text: str) -> str:
    if len(text) <= _LONGEST * 2:
        return text
    return text[:_LONGEST].rpartition(" ")[0] + " …"


def _tail(iri: str) -> str:
    """Return the last readable part of an IRI."""
    return iri.removeprefix(str(PGID)).rstrip("/").rpartition("#")[2] or iri
