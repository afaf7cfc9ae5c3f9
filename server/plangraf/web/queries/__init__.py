"""Saved queries as pages, files and an API."""
