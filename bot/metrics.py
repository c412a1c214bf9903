"""What /metrics shows. One object made at start and passed to those who count."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

STAGES = ("understand", "decide", "act", "commit", "turn")
# From a cached answer to the slowest action that is still allowed.
LATENCY_BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 30)
BATCH_BUCKETS = (1, 2, 4, 8, 16, 32, 64)


class Metrics:
    """Counters, gauges and histograms of the service; labels never hold ids or texts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        r = self.registry
        self.accepted = Counter(
            "frontdesk_messages_accepted", "Messages written to the inbox", ["channel"], registry=r
        )
        self.duplicates = Counter(
            "frontdesk_messages_duplicate", "Messages seen before", ["channel"], registry=r
        )
        self.turns = Counter(
            "frontdesk_turns", "Turns that were committed", ["channel", "outcome"], registry=r
        )
        self.policies = Counter(
            "frontdesk_decisions", "Decisions by policy", ["policy"], registry=r
        )
        self.fallbacks = Counter("frontdesk_fallbacks", "Turns in doubt", registry=r)
        self.handoffs = Counter("frontdesk_handoffs", "Conversations handed over", registry=r)
        self.errors = Counter(
            "frontdesk_errors", "Errors by the place where they ended", ["where"], registry=r
        )
        self.refused = Counter(
            "frontdesk_requests_refused", "Requests refused", ["reason"], registry=r
        )
        self.latency = Histogram(
            "frontdesk_stage_seconds",
            "Seconds spent in a stage of a turn",
            ["stage"],
            buckets=LATENCY_BUCKETS,
            registry=r,
        )
        self.batch_size = Histogram(
            "frontdesk_batch_size", "Texts in a forward pass", buckets=BATCH_BUCKETS, registry=r
        )
        self.queue = Gauge("frontdesk_queue", "Turns accepted and not finished", registry=r)
        self.connections = Gauge("frontdesk_connections", "Open HTTP connections", registry=r)
        self.reloads = Counter("frontdesk_reloads", "Switches to another version", registry=r)
        for stage in STAGES:
            self.latency.labels(stage)

    def render(self) -> bytes:
        """Return the exposition text of all metrics."""
        return generate_latest(self.registry)
