"""SPARQL as a service: protocol requests in, results out, in killable workers; knows no HTTP server."""
