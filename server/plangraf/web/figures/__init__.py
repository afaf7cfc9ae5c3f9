"""National figures beside indicators: tables, charts, files, and how they stand."""
