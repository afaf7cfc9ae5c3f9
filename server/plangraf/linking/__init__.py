"""Finding national series for what a plan measures, and watching over the links that were made."""
