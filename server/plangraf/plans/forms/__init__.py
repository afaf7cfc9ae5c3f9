"""The project's own form of a plan: its kinds and columns, and how it is read."""
