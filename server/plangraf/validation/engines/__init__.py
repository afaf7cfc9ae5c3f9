"""SHACL engines behind one small interface, one module each."""
