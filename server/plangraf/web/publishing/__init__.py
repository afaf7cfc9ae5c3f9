"""Plans handed in over HTTP: the page, the protocol, the template."""
