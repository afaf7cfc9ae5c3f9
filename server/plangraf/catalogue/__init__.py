"""Saved queries: read from `.rq` files, given parameters, run, shown and described.

definition → what a saved query is · reading, header, outline → from file to definition ·
parameters, values → from text to terms · running, answer → from terms to a table ·
tables, workbook → from a table to text, csv, json, xlsx · describing, openapi, snippets → from a
definition to RDF, OpenAPI and code. Nothing here knows HTTP or the terminal.
"""
