"""The register of actors: names → known actors, with spelling variants folded and near names found.

Made of the shared registers (data/actors.ttl, data/areas.ttl: municipalities and regions with
their codes) and of bodies known by name. An actor of one place ("Kommun" in Härryda's plan) is
found only from a plan of the same place, unless its whole name is given.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from rdflib import RDF, SKOS, Graph, URIRef
from rdflib.namespace import DCTERMS, ORG

from plangraf.iris import slug
from plangraf.plans.registers.known_bodies import BODIES
from plangraf.plans.registers.shared_files import shared_graph
from plangraf.vocabulary import PGID

_KINDS: Final = (ORG.Organization, ORG.OrganizationalUnit, ORG.OrganizationalCollaboration)
_MUNICIPALITY: Final = URIRef(PGID + "area-type/municipality")
_REGION: Final = URIRef(PGID + "area-type/region")
_COUNTY: Final = URIRef(PGID + "area-type/county")
NEAR: Final = 0.86


@dataclass(frozen=True)
class Actor:
    """An actor of the register. `area` is its area's IRI, `known` where the name comes from.

    `home` is the code of the municipality or county that the actor's short names are used in.
    """

    iri: str
    name: str
    known: str
    area: str | None = None
    public: bool = False
    home: str = ""


@dataclass
class Register:
    """Names to actors. `place` is the area code of the plan, "" where that is not known."""

    actors: dict[str, Actor]
    names: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    place: str = ""
    labels: dict[str, str] = field(default_factory=dict)

    def find(self, name: str) -> Actor | None:
        """Return the actor of that name or of a spelling variant of it; None for a new one."""
        found = [
            (written != name, self._distance(iri), iri)
            for written, iri in self.names.get(fold(name), ())
            if self._allowed(iri, written)
        ]
        return self.actors[min(found)[2]] if found else None

    def near(self, name: str) -> Actor | None:
        """Return the actor whose name is nearly this one, for a person to judge; None for none."""
        folded = fold(name)
        if len(folded) < 5:
            return None
        close = difflib.get_close_matches(folded, self._near_names, 3, NEAR)
        for candidate in close:
            for written, iri in self.names[candidate]:
                if self._allowed(iri, written) and candidate != folded:
                    return self.actors[iri]
        return None

    @cached_property
    def whole_names(self) -> re.Pattern[str]:
        """Match, longest first, every known name that contains "och", "and", "&" or a comma."""
        written = {
            name
            for entries in self.names.values()
            for name, _ in entries
            if re.search(r"[,&/]|\b(?:och|and|samt)\b", name) and len(name) > 6
        }
        ordered = sorted(written, key=len, reverse=True)
        joined = "|".join(re.escape(name) for name in ordered) or r"(?!)"
        return re.compile(rf"(?<![\wåäö])(?:{joined})s?(?![\wåäö])", re.IGNORECASE)

    @cached_property
    def _near_names(self) -> list[str]:
        return [name for name in self.names if len(name) >= 5]

    def _allowed(self, iri: str, written: str) -> bool:
        """A short name ("Kommunen") means another body elsewhere: it counts only at home."""
        home = self.actors[iri].home
        if (
            not home
            or self._at_home(home)
            or re.fullmatch(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]*[A-ZÅÄÖ]+", written)
        ):
            return True
        return self.labels.get(home, "?") in slug(written, 200)

    def _at_home(self, home: str) -> bool:
        return bool(self.place) and (home == self.place or home == self.place[:2])

    def _distance(self, iri: str) -> int:
        home = self.actors[iri].home
        return 0 if home == self.place and home else 1 if not home else 2

    def add(self, actor: Actor, names: Iterable[str]) -> None:
        """Add an actor under its names; the first to claim a name keeps it."""
        self.actors.setdefault(actor.iri, actor)
        for name in names:
            entries = self.names.setdefault(fold(name), [])
            if (name, actor.iri) not in entries:
                entries.append((name, actor.iri))


ACTOR_FILES: Final = ("data/actors.ttl", "data/areas.ttl", "data/actor-areas.ttl")
_ENDINGS: Final = re.compile(
    r"(nämnd|förvaltning|avdelning|mottagning|förening|region|kommun|styrelse|enhet|psykiatri|omsorg|"
    r"tjänst|hälsa|vård|central|skola|grupp|polis|sektor|verksamhet|organisation|kassa|förmedling)"
    r"(?:ens|en|ns|n|s|erna|ernas)?$"
)


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """Return what spelling variants of a name have in common."""
    text = name.lower().replace("&", " och ").replace("–", "-").strip(" .,:;\"'”“")
    text = re.sub(r"\b(?:and|samt)\b", "och", text)
    text = re.sub(r"[-/\s]+", " ", text)
    text = re.sub(r"\bkn\b", "kommun", text)
    text = re.sub(r"\bförv\.?\b", "förvaltning", text)
    text = re.sub(r"^(?:the|den|det|de) ", "", text)
    words = [_ENDINGS.sub(r"\1", word) for word in text.split()]
    return " ".join(words)


def read_register(root: Path, plan: str = "") -> Register:
    """Build the register for a plan (its slug, or an area code) from a content root."""
    graph = shared_graph(root, ACTOR_FILES)
    register = Register({})
    for node in sorted(graph.subjects(DCTERMS.type, None), key=str):
        kind = graph.value(node, DCTERMS.type)
        code = str(node).removeprefix(str(PGID) + "area/")
        if kind in (_MUNICIPALITY, _COUNTY):
            label = str(next(graph.objects(node, SKOS.prefLabel)))
            register.labels[code] = re.sub(r"s?-lan$", "", slug(label))
    register.place = plan if plan in register.labels else _place_of(plan, register.labels)
    _add_listed(register, graph)
    _add_areas(register, graph)
    for line in BODIES:
        name, *others = line.split("|")
        known = next((a for n in (name, *others) if (a := register.find(n))), None)
        actor = known or Actor(str(PGID) + "actor/" + slug(name), name, "body", public=True)
        register.add(actor, (name, *others))
    return register


def _place_of(plan: str, labels: dict[str, str]) -> str:
    """Return the code of the municipality, else of the county, that a plan's slug begins with."""
    fitting = [
        (len(label), len(code), code)
        for code, label in labels.items()
        if plan == label or plan.startswith((label + "-", label + "s-"))
    ]
    return max(fitting)[2] if fitting else ""


def _add_listed(register: Register, graph: Graph) -> None:
    for kind in _KINDS:
        for node in sorted(graph.subjects(RDF.type, kind), key=str):
            if not str(node).startswith(str(PGID) + "actor/"):
                continue
            names = [
                str(o) for p in (SKOS.prefLabel, SKOS.altLabel) for o in graph.objects(node, p)
            ]
            label = next(
                (str(o) for o in graph.objects(node, SKOS.prefLabel) if _swedish(o)), names[0]
            )
            spatial = graph.value(node, DCTERMS.spatial)
            home = str(spatial or "").removeprefix(str(PGID) + "area/")
            home = "" if home == "00" or home not in register.labels else home
            register.add(Actor(str(node), label, "register", home=home), names)


def _add_areas(register: Register, graph: Graph) -> None:
    for node in sorted(graph.subjects(DCTERMS.type, _MUNICIPALITY), key=str):
        label = next(str(o) for o in graph.objects(node, SKOS.prefLabel))
        names = [str(o) for o in graph.objects(node, SKOS.altLabel)]
        full = next((n for n in names if n.lower().endswith(("kommun", "stad"))), f"{label} kommun")
        code = str(node).rpartition("/")[2]
        iri = str(PGID) + "actor/" + slug(full)
        known = register.actors.get(iri)
        if known and known.area:  # Håbo and Habo are two
            iri, known = f"{iri}-{code}", None
        genitive = label if label.endswith(("s", "x", "z")) else f"{label}s"
        names += [
            full,
            f"{genitive} kommun",
            f"{label} kommun",
            f"{genitive} stad",
            f"{label} stad",
        ]
        names += [f"{label} municipality", f"Municipality of {label}", label]
        if code == register.place:
            names += ["Kommunen", "Kommun", "the municipality", "kommunens"]
        register.add(known or Actor(iri, full, "area", str(node), True), names)
    for node in sorted(graph.subjects(DCTERMS.type, _REGION), key=str):
        label = next(str(o) for o in graph.objects(node, SKOS.prefLabel))
        iri = str(PGID) + "actor/" + slug(label)
        known = register.find(label)
        if known is None and not label.lower().startswith("region"):
            known = register.find(f"{label}en") or register.find(f"Region {label}")
        actor = known or Actor(iri, label, "area", str(node), True)
        names = [label, *(str(o) for o in graph.objects(node, SKOS.altLabel))]
        county = str(graph.value(node, DCTERMS.spatial) or "").rpartition("/")[2]
        if register.place and county == register.place[:2]:
            names += ["Regionen", "Region", "the region"]
        register.add(actor, names)


def _swedish(node: object) -> bool:
    return getattr(node, "language", None) == "sv"
