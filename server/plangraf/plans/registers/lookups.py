"""Names → nodes of the shared registers: concepts, methods, documents, periods, areas.

Turns a label in Swedish or English (or a slug) into an IRI. Read once per import from the content;
what a plan itself adds is added by the caller.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from rdflib import RDFS, SKOS, Graph, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from plangraf.language import Text
from plangraf.plans.registers.register import ACTOR_FILES, Register, read_register
from plangraf.plans.registers.shared_files import shared_graph
from plangraf.vocabulary import PG, PGID

_ALIASES = {
    "target-group": {
        "children-and-young": (
            "barn|unga|ungdomar|barn & unga|barn och ungdomar|children|young people|barn 0-17|"
            "elever"
        ),
        "adults": "vuxen|vuxna 18+|adult|vuxna invånare",
        "older-people": "äldre personer|65+|seniorer|elderly|older adults",
        "general-population": (
            "alla|samtliga|alla invånare|befolkningen|everyone|all|medborgare|kommuninvånare|"
            "invånare|allmänheten"
        ),
        "relatives": "närstående|anhöriga|familjer|relatives",
    },
    "frequency": {"annual": "årligen|en gång per år|yearly", "half-yearly": "två gånger per år"},
    "measurement-type": {"share": "%|andel (%)", "count": "antal|st", "yes-no": "ja/nej|yes/no"},
    "planning-level": {"local": "kommunal|lokal|municipal", "regional": "region|län|county"},
}


def whole_number(node: Node | None, otherwise: int = 0) -> int:
    """Return the number of a literal, or another where there is none."""
    text = str(node)
    return int(text) if node is not None and text.isdigit() else otherwise


def folded(text: str) -> str:
    """Return what spellings of a label have in common."""
    return re.sub(r"[\s\-–/]+", " ", text.lower().replace("&", "och")).strip(" .,:;")


@dataclass
class Lookups:
    """The registers of one content root, for one plan."""

    root: Path
    plan: str = ""
    _names: dict[str, dict[str, str]] = field(default_factory=dict)
    _files: dict[str, Graph] = field(default_factory=dict)

    @cached_property
    def register(self) -> Register:
        """The register of actors, as seen from the plan."""
        return _register(self.root, self.plan, shared_graph(self.root, ACTOR_FILES))

    def concept(self, scheme: str, label: str) -> str | None:
        """Return the concept of a scheme by label, alternative label, slug or IRI."""
        return self._scheme(scheme).get(folded(label))

    def labels(self, scheme: str, language: str = "sv") -> list[str]:
        """Return the labels of a scheme's concepts, in the scheme's own order."""
        graph = self._graph(f"ontology/schemes/{scheme}.ttl")
        ordered = sorted(
            graph.subjects(SKOS.inScheme, URIRef(PGID + "scheme/" + scheme)),
            key=lambda n: (whole_number(graph.value(n, _POSITION), 999), str(n)),
        )
        found = []
        for node in ordered:
            labels = {
                str(getattr(o, "language", None) or ""): str(o)
                for o in graph.objects(node, SKOS.prefLabel)
            }
            found.append(labels.get(language) or labels.get("sv") or str(node).rpartition("/")[2])
        return found

    def scheme_name(self, scheme: str) -> Text:
        """Return what a scheme is called."""
        labels = self._graph(f"ontology/schemes/{scheme}.ttl").objects(
            URIRef(f"{PGID}scheme/{scheme}"), SKOS.prefLabel
        )
        names = {str(getattr(label, "language", "")): str(label) for label in labels}
        return Text(names.get("sv", scheme), names.get("en", scheme))

    def label(self, node: str, language: str = "sv") -> str | None:
        """Return the label of a concept or of a thing of the shared registers."""
        path = node.removeprefix(str(PGID)).split("/")
        for name in (f"ontology/schemes/{path[0]}.ttl", f"data/{path[0]}s.ttl", "data/areas.ttl"):
            graph = self._graph(name)
            labels = {
                str(getattr(o, "language", None) or ""): str(o)
                for o in graph.objects(URIRef(node), SKOS.prefLabel)
            }
            if labels:
                return labels.get(language, labels.get("sv", next(iter(labels.values()))))
        return None

    def _graph(self, name: str) -> Graph:
        if name not in self._files:
            self._files[name] = shared_graph(self.root, (name,))
        return self._files[name]

    def _scheme(self, scheme: str) -> dict[str, str]:
        if scheme not in self._names:
            graph = self._graph(f"ontology/schemes/{scheme}.ttl")
            self._names[scheme] = _scheme_names(graph, scheme)
        return self._names[scheme]

    def shared(self, kind: str) -> dict[str, str]:
        """Return the names of a shared register: method, reference or period."""
        if kind not in self._names:
            self._names[kind] = _shared_names(self._graph(f"data/{kind}s.ttl"))
        return self._names[kind]

    @property
    def area_names(self) -> dict[str, str]:
        """Names and codes of municipalities, counties and regions → area IRI."""
        return _area_names(self._graph("data/areas.ttl"))

    @property
    def area_labels(self) -> list[str]:
        """Names of municipalities, counties and regions."""
        graph = self._graph("data/areas.ttl")
        return sorted(str(label) for label in graph.objects(None, SKOS.prefLabel))

    @property
    def periods(self) -> Graph:
        """The shared periods."""
        return self._graph("data/periods.ttl")

    def edtf(self, node: str) -> str:
        """Return the EDTF of a shared period, "" for none."""
        return str(self.periods.value(URIRef(node), PG.edtf) or "")


# The names of a graph, made once for it: hundreds of plans are looked up in the same ones.


@lru_cache(maxsize=64)
def _scheme_names(graph: Graph, scheme: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for kind in (SKOS.prefLabel, SKOS.altLabel):
        for node, label in sorted(graph.subject_objects(kind)):
            if str(node).startswith(f"{PGID}{scheme}/"):
                names.setdefault(folded(str(label)), str(node))
    for node in set(graph.subjects()):
        local = str(node).removeprefix(f"{PGID}{scheme}/")
        if local != str(node):
            names.setdefault(folded(local), str(node))
            names[folded(f"{scheme}/{local}")] = str(node)
            names[folded(str(node))] = str(node)
            for alias in _ALIASES.get(scheme, {}).get(local, "").split("|"):
                if alias:
                    names.setdefault(folded(alias), str(node))
    return names


@lru_cache(maxsize=8)
def _shared_names(graph: Graph) -> dict[str, str]:
    names: dict[str, str] = {}
    for path in (SKOS.prefLabel, SKOS.altLabel, DCTERMS.identifier, DCTERMS.title, RDFS.label):
        for node, label in sorted(graph.subject_objects(path)):
            names.setdefault(folded(str(label)), str(node))
    return names


@lru_cache(maxsize=2)
def _area_names(graph: Graph) -> dict[str, str]:
    names: dict[str, str] = {}
    for path in (SKOS.notation, SKOS.prefLabel, SKOS.altLabel):
        for node, label in sorted(graph.subject_objects(path)):
            if str(node).startswith(f"{PGID}area/"):
                names.setdefault(folded(str(label)), str(node))
    return names


@lru_cache(maxsize=4)
def _register(root: Path, plan: str, _of: Graph) -> Register:
    return read_register(root, plan)


_POSITION = URIRef("https://schema.org/position")
