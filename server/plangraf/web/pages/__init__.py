"""The pages about plans and their parts, the comparison, stories, the search."""
