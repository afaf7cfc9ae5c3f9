"""Plans in and out: workbooks, tables and YAML → records → graph, and back; compared, published."""
