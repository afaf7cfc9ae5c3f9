"""What is known already: actors, concepts, documents, periods and areas, found by their names."""
