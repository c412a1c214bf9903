"""Measurements of a running service: load, latency, crash safety."""
