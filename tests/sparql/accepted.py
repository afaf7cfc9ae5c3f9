"""What clients send as Accept, each as it was seen to send it."""

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
    "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
)
OWL_API = "application/rdf+xml, application/xml;q=0.7, text/xml;q=0.6, text/plain;q=0.1, */*;q=0.09"
WRAPPER_JSON = (
    "application/x-sparqlstar-results+json,application/sparql-results+json,application/json,"
    "text/javascript,application/javascript"
)
WRAPPER_RDF = (
    "application/rdf+xml,text/turtle,text/n3,application/n-triples,application/n-quads,"
    "application/trig"
)
COMUNICA_ROWS = "application/sparql-results+json;q=1.0,application/sparql-results+xml;q=0.7"
COMUNICA_GRAPHS = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,"
    "application/n-triples;q=0.8,text/turtle;q=0.6,application/rdf+xml;q=0.5"
)
GRLC = "text/csv; q=1.0, */*; q=0.1"
YASGUI_ROWS = "application/sparql-results+json,*/*;q=0.9"
YASGUI_GRAPHS = "application/n-triples,*/*;q=0.9"
RDFLIB = (
    "application/rdf+xml,application/xhtml+xml;q=0.7,text/n3;q=0.9,text/turtle;q=0.8,"
    "application/x-turtle;q=0.7,*/*;q=0.1"
)
JENA = (
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,"
    "*/*;q=0.3"
)
