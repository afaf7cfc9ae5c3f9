"""`/sparql` and `/data`: the protocols, the description of the endpoint, the editor."""
