"""Tables as they are found: where they lie, what their columns are, what their rows become."""
