"""A Report as text, JSON, SARIF, JUnit, GitHub annotations, HTML or a SHACL report."""
