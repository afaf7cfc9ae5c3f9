"""What machines look for: descriptions, open data, names that OpenRefine asks for."""
