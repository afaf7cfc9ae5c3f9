"""Checks plans against the shapes and tells a planner, in plain words, what to mend and where."""
