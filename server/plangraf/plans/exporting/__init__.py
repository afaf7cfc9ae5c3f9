"""The graph of a plan → its form, the empty workbook, documents to read, StratML."""
