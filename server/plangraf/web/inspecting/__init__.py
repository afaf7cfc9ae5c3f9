"""Uploads are read in short-lived processes: orders in, whole answers out."""
