from __future__ import annotations

import asyncio

from bot.errors import NotReady
from bot.metrics import Metrics
from bot.server.health import Health
from tests.bot.server.conftest import Api


async def test_a_process_lives_and_is_ready_when_every_check_passes(api: Api) -> None:
    assert await api.get("/health/live") == (200, {"status": "ok"})
    ready = {"status": "ok", "checks": ["check", "database"]}
    assert await api.get("/health/ready") == (200, ready)


async def test_what_fails_is_named(api: Api) -> None:
    api.broken["check"] = NotReady("no model is loaded yet")
    status, body = await api.get("/health/ready")
    assert status == 503
    assert body["failures"] == {"check": "no model is loaded yet"}
    api.broken["check"] = KeyError("x")
    _, body = await api.get("/health/ready")
    assert body["failures"] == {"check": "KeyError: 'x'"}
    assert (await api.get("/health/live"))[0] == 200


async def test_who_stops_is_not_ready_but_lives(api: Api) -> None:
    api.health.stopping = True
    status, body = await api.get("/health/ready")
    assert (status, body["failures"]) == (503, {"server": "stopping"})
    assert (await api.get("/health/live"))[0] == 200


async def test_a_check_that_hangs_fails_and_holds_up_no_other() -> None:
    async def hang() -> None:
        await asyncio.sleep(60)

    async def well() -> None:
        return

    health = Health({"hang": hang, "well": well}, Metrics(), check_timeout_s=0.05)
    assert await health.failures() == {"hang": "no answer within 0.05 s"}


async def test_metrics_are_prometheus_text(api: Api) -> None:
    await api.desk.say("greet")
    async with api.client.get("/metrics") as answer:
        assert answer.status == 200
        assert "version=0.0.4" in answer.headers["Content-Type"]
        text = await answer.text()
    assert 'frontdesk_turns_total{channel="rest",outcome="answered"} 1.0' in text
    assert 'frontdesk_messages_accepted_total{channel="rest"} 1.0' in text
