"""The content folders (ontology, shapes, queries, data) as files with a graph name each."""
