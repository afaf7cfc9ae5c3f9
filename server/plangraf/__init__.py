"""plangraf: Sweden's mental-health action plans as one graph that can be queried."""

__version__ = "0.1.0"
