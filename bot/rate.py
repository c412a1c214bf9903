"""Token buckets: how fast one sender, or one address, may write."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

# Enough for every active visitor of a busy shop; the least recently seen is forgotten first.
REMEMBERED = 50_000


class RateLimit:
    """Allows `per_minute` events a key, in bursts of up to `burst`."""

    def __init__(
        self, per_minute: float, *, clock: Callable[[], float], burst: float | None = None
    ) -> None:
        self._rate = per_minute / 60
        self._burst = max(1.0, burst if burst is not None else per_minute / 4)
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, key: str) -> float:
        """Take one token of `key`: 0.0 if there was one, else the seconds until there is."""
        now = self._clock()
        tokens, then = self._buckets.pop(key, (self._burst, now))
        tokens = min(self._burst, tokens + (now - then) * self._rate)
        wait = 0.0 if tokens >= 1 else (1 - tokens) / self._rate
        self._buckets[key] = (tokens - 1 if wait == 0 else tokens, now)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        return wait
