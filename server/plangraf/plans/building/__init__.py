"""Records → the graph of a plan: names, references, values, order, origin."""
