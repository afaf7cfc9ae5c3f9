"""The namespaces plangraf speaks, and its own, each in one constant.

The w3id namespace is not registered yet: the IRIs are names that do not resolve on the open web.
A running server answers for them under its own address (see `plangraf.iris`).
"""

from typing import Final

from rdflib import Namespace

PG: Final = Namespace("https://w3id.org/plangraf/ns#")
PGID: Final = Namespace("https://w3id.org/plangraf/id/")
GRAPHS: Final = Namespace("https://w3id.org/plangraf/graph/")
SHAPES: Final = Namespace("https://w3id.org/plangraf/shape/")

SCHEMA: Final = Namespace("https://schema.org/")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
SSSOM: Final = Namespace("https://w3id.org/sssom/")
SEMAPV: Final = Namespace("https://w3id.org/semapv/vocab/")
DCT: Final = Namespace("http://purl.org/dc/terms/")

PREFIXES: Final[dict[str, str]] = {
    "pg": str(PG),
    "pgid": str(PGID),
    "graph": str(GRAPHS),
    "shape": str(SHAPES),
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": str(DCT),
    "dcat": "http://www.w3.org/ns/dcat#",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": str(OA),
    "schema": str(SCHEMA),
    "sh": "http://www.w3.org/ns/shacl#",
    "sssom": str(SSSOM),
    "semapv": str(SEMAPV),
    "qb": "http://purl.org/linked-data/cube#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-code": "http://purl.org/linked-data/sdmx/2009/code#",
    "cv": "http://data.europa.eu/m8g/",
    "void": "http://rdfs.org/ns/void#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "vann": "http://purl.org/vocab/vann/",
}
