"""SPARQL as a service: requests in, results out, in killable workers; knows no HTTP server."""
