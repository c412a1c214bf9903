"""The HTTP server: routes, limits, health and metrics."""
