"""/health/live, /health/ready and /metrics."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from bot.errors import FrontdeskError
from bot.metrics import Metrics

Check = Callable[[], Awaitable[None]]
CHECK_TIMEOUT_S = 5.0


class Health:
    """Answers whether the process lives and whether it can serve.

    `checks` maps a name to a coroutine function that raises when that part cannot serve.
    """

    def __init__(
        self,
        checks: Mapping[str, Check],
        metrics: Metrics,
        *,
        check_timeout_s: float = CHECK_TIMEOUT_S,
    ) -> None:
        self._checks = checks
        self._check_timeout_s = check_timeout_s
        self._metrics = metrics
        self.stopping = False

    def routes(self) -> list[web.RouteDef]:
        """Return the health and metrics routes."""
        return [
            web.get("/health/live", self.live),
            web.get("/health/ready", self.ready),
            web.get("/metrics", self.show_metrics),
        ]

    async def live(self, _: web.Request) -> web.Response:
        """Answer 200: the loop runs."""
        return web.json_response({"status": "ok"})

    async def ready(self, _: web.Request) -> web.Response:
        """Answer 200 when every check passes, else 503 with what is wrong."""
        failures = await self.failures()
        if failures:
            return web.json_response({"status": "unavailable", "failures": failures}, status=503)
        return web.json_response({"status": "ok", "checks": sorted(self._checks)})

    async def failures(self) -> dict[str, str]:
        """Run all checks and return what failed, by name."""
        if self.stopping:
            return {"server": "stopping"}
        outcomes = await asyncio.gather(*(self._run(check) for check in self._checks.values()))
        return {
            name: failure
            for name, failure in zip(self._checks, outcomes, strict=True)
            if failure is not None
        }

    async def _run(self, check: Check) -> str | None:
        try:
            async with asyncio.timeout(self._check_timeout_s):
                await check()
        except TimeoutError:
            return f"no answer within {self._check_timeout_s:g} s"
        except FrontdeskError as error:
            return error.message
        except Exception as error:  # noqa: BLE001 - whatever fails, the answer is "not ready"
            return f"{type(error).__name__}: {error}"
        return None

    async def show_metrics(self, _: web.Request) -> web.Response:
        """Answer with the metrics in Prometheus' text format."""
        return web.Response(
            body=self._metrics.render(),
            headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"},
        )
