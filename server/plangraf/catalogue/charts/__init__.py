"""Charts of saved queries: a declaration in the header and a table in, SVG out."""
