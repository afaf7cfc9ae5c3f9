"""`/validate`: a plan in, what is to be mended out."""
