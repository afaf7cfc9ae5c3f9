"""National statistics: what to ask a service, how to read its answer, and keeping what was read."""
