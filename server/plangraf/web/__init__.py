"""The web layer: routes and pages. The only place that knows Flask."""
