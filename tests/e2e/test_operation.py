"""A running service as those see it who keep it running."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.bench.crash import CrashLoad, crash
from bot.bench.server_process import (
    ServerDied,
    ServerProcess,
    configure,
    throw_away_project,
    throw_away_server,
)
from bot.storage.store import Store
from finetune.registry import Registry

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]
STOP_LIMIT_S = 20.0
WARM_START_LIMIT_S = 20.0
# Nothing of this may stand in a log line or in an export.
CANARIES = (
    "Quirinius",
    "Zanzibarski",
    "canary.bird@example.org",
    "+49 30 901820",
    "4111 1111 1111 1111",
    "DE89 3704 0044 0532 0130 00",
)
MESSAGES = (
    "hello, this is Quirinius Zanzibarski",
    "where is order 10042? my mail is canary.bird@example.org",
    "call me at +49 30 901820 please",
    "I paid with 4111 1111 1111 1111 and DE89 3704 0044 0532 0130 00",
    "talk to a person",
)
FAST = {"header_timeout_s": 1, "body_timeout_s": 1, "messages_per_minute": 1_000_000}


def frontdesk(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from bot.commands.entry import main; main()", *arguments]
    return subprocess.run(  # noqa: S603 - our own command
        command, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


async def say(
    session: aiohttp.ClientSession, server: ServerProcess, text: str, sender: str = "ann"
) -> list[dict[str, Any]]:
    body = {"sender": sender, "message": text, "metadata": {"page": "/canary-page"}}
    async with session.post(f"{server.url}/webhooks/rest/webhook", json=body) as answer:
        assert answer.status == 200, await answer.text()
        return list(await answer.json())


async def test_health_and_metrics(server: ServerProcess, session: aiohttp.ClientSession) -> None:
    async with session.get(server.url + "/health/live") as answer:
        assert (answer.status, await answer.json()) == (200, {"status": "ok"})
    async with session.get(server.url + "/health/ready") as answer:
        assert answer.status == 200
        assert (await answer.json())["checks"] == ["database", "model", "queue"]
    await say(session, server, "hello", sender="metrics")
    async with session.get(server.url + "/metrics") as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        text = await answer.text()
    for wanted in (
        r'frontdesk_messages_accepted_total\{channel="rest"\} [1-9]',
        r'frontdesk_turns_total\{channel="rest",outcome="answered"\} [1-9]',
        r'frontdesk_stage_seconds_count\{stage="understand"\} [1-9]',
        r'frontdesk_stage_seconds_count\{stage="commit"\} [1-9]',
        r"frontdesk_batch_size_sum [1-9]",
        r"frontdesk_queue 0",
        r"frontdesk_connections [1-9]",
    ):
        assert re.search(wanted, text), wanted
    assert "ann" not in re.findall(r'="([^"]*)"', text)  # no ids in labels
    assert len(text.splitlines()) < 5000


async def test_each_turn_is_one_json_line_without_personal_data(
    demo: Path, session: aiohttp.ClientSession
) -> None:
    with throw_away_server(demo) as server:
        for text in MESSAGES:
            await say(session, server, text, sender="log")
        lines = [json.loads(line) for line in server.lines() if line.startswith("{")]
        whole = server.log
    turns = [line for line in lines if line["event"] == "turn"]
    assert [line["seq"] for line in turns] == list(range(1, len(MESSAGES) + 1))
    for line in turns:
        assert line["conversation"] == "log"
        assert line["channel"] == "rest"
        assert line["actions"]
        assert line["timings_ms"]["commit"] > 0
        assert line["timestamp"].endswith("Z")
    assert [canary for canary in (*CANARIES, "canary-page", "10042") if canary in whole] == []


@pytest.mark.timeout(300)
def test_stopping_under_load_loses_and_doubles_nothing(demo: Path) -> None:
    load = CrashLoad(kills=2, on_platform=10, over_rest=5, complaints=4, gently=True)
    result = crash(demo, MESSAGES[:1], load)
    assert result.findings.faults == {}
    assert result.findings.writes == load.complaints
    assert result.longest_stop_s < STOP_LIMIT_S


async def test_a_stop_closes_sockets_with_1001_and_is_not_ready_meanwhile(
    demo: Path, session: aiohttp.ClientSession
) -> None:
    with throw_away_server(demo, frontdesk={"limits": FAST}) as server:
        address = server.url + "/widget/socket"
        sockets = [await session.ws_connect(address, origin=server.url) for _ in range(3)]
        for socket in sockets:
            await socket.send_json({"type": "hello", "widget": "default", "since": 0})
            assert json.loads((await socket.receive(timeout=5)).data)["type"] == "welcome"
            await socket.send_json({"type": "message", "client_id": "c1", "text": "hello"})
        started = time.monotonic()
        server.ask_to_stop()
        codes = [await closing_code(socket) for socket in sockets]
        assert await asyncio.to_thread(server.wait) == 0
        assert time.monotonic() - started < STOP_LIMIT_S
        assert codes == [1001, 1001, 1001]
        assert "Traceback" not in server.log
        assert server.start() < WARM_START_LIMIT_S  # the lock and the port are free again


async def closing_code(socket: aiohttp.ClientWebSocketResponse) -> int | None:
    async with asyncio.timeout(STOP_LIMIT_S):
        async for _ in socket:
            pass
    return socket.close_code


async def test_slow_connections_are_closed_and_good_ones_served(
    demo: Path, session: aiohttp.ClientSession
) -> None:
    slow = (
        b"",
        b"POST /webhooks/rest/webhook HT",
        b"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{",
        b"GET /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n",
    )
    with throw_away_server(demo, frontdesk={"limits": FAST}) as server:
        port = urlsplit(server.url).port
        opened = [await asyncio.open_connection("127.0.0.1", port) for _ in range(60)]
        for number, (_, writer) in enumerate(opened):
            writer.write(slow[number % len(slow)])
        started = time.monotonic()
        ends = [asyncio.create_task(until_closed(reader)) for reader, _ in opened]
        for _ in range(20):
            asked = time.monotonic()
            await say(session, server, "hello")
            assert time.monotonic() - asked < 2
        async with asyncio.timeout(15):
            await asyncio.gather(*ends)
        assert time.monotonic() - started < 15
        for _, writer in opened:
            writer.close()


async def until_closed(reader: asyncio.StreamReader) -> None:
    try:
        while await reader.read(4096):
            pass
    except ConnectionError:
        return


async def test_a_warm_start_answers_the_first_message_within_twenty_seconds(
    demo: Path, session: aiohttp.ClientSession
) -> None:
    with throw_away_project(demo) as copy:
        server = ServerProcess(copy)
        started = time.monotonic()
        try:
            server.start()
            assert await say(session, server, "hello")
            assert time.monotonic() - started < WARM_START_LIMIT_S
        finally:
            server.stop()


def wrong_key(project: Path) -> str:
    configure(project, frontdesk={"limits": {"queu": 5}})
    return r"config\.yml:\d+: unknown key 'frontdesk\.limits\.queu'"


def channel_without_secret(project: Path) -> str:
    configure(project, credentials={"slack": {"slack_token": "xoxb-1"}})
    return r"credentials\.yml.*slack_signing_secret"


def altered_model(project: Path) -> str:
    registry = Registry(project / "var")
    live = registry.current()
    assert live is not None
    weights = next(registry.model_path(live.model_id).glob("*.safetensors"))
    content = weights.read_bytes()
    weights.unlink()  # it is a link to the original
    weights.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    return rf"{weights.name}"


@pytest.mark.parametrize("damage", [wrong_key, channel_without_secret, altered_model])
def test_a_broken_project_does_not_start_and_says_why_in_one_line(
    demo: Path, damage: Callable[[Path], str]
) -> None:
    with throw_away_project(demo) as copy:
        wanted = damage(copy)
        server = ServerProcess(copy)
        with pytest.raises(ServerDied, match=wanted):
            server.start()
        assert server.exit_code not in (0, None, -9)
        told = [line for line in server.lines() if not line.startswith("{")]
    assert len(told) == 1, told
    assert "Traceback" not in told[0]


def test_a_port_in_use_and_a_database_in_use_are_said_plainly(
    demo: Path, server: ServerProcess
) -> None:
    port = urlsplit(server.url).port
    with throw_away_project(demo) as copy:
        second = ServerProcess(copy, options=("--port", str(port), "--log-json"))
        with pytest.raises(ServerDied, match=rf"cannot listen on 127\.0\.0\.1:{port}"):
            second.start()
        assert second.exit_code == 1
    same = ServerProcess(server.project)
    same.log_path = same.log_path.with_name("second.log")
    with pytest.raises(ServerDied, match="another process"):
        same.start()
    assert "Traceback" not in same.log


def test_the_doctor_finds_the_demo_well(demo: Path) -> None:
    done = frontdesk("doctor", str(demo), "--json")
    assert done.returncode == 0, done.stderr
    checks = json.loads(done.stdout)["checks"]
    assert {one["name"] for one in checks} >= {"packages", "project", "model", "database"}
    assert all(one["ok"] for one in checks)


@pytest.fixture(scope="module")
def spoken(demo: Path) -> Iterator[Path]:
    """A project whose customers have said all canaries; one of them said no to learning."""
    with throw_away_server(demo) as server:
        asyncio.run(speak(server))
        server.stop()
        asyncio.run(refuse(server.project, "said no"))
        yield server.project


async def speak(server: ServerProcess) -> None:
    async with aiohttp.ClientSession() as session:
        for text in MESSAGES:
            await say(session, server, text, sender="said nothing")
        await say(session, server, "the secret of who said no", sender="said no")


async def refuse(project: Path, conversation_id: str) -> None:
    store = await Store.open(f"sqlite:///{project / 'var' / 'frontdesk.sqlite'}")
    await store.consent(conversation_id, False)
    await store.close()


def test_an_export_has_no_personal_data_and_nobody_who_said_no(spoken: Path) -> None:
    done = frontdesk("transcripts", "export", str(spoken))
    assert done.returncode == 0, done.stderr
    turns = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(turns) == len(MESSAGES)
    # a name is known only where an entity or a slot says so; everything else has a form
    assert [one for one in CANARIES[2:] if one in done.stdout] == []
    assert "who said no" not in done.stdout
    assert turns[0]["intent"]
    assert turns[0]["decisions"]


def test_a_review_offers_what_teaches_and_nothing_personal(spoken: Path, tmp_path: Path) -> None:
    out = tmp_path / "review.yml"
    done = frontdesk("transcripts", "review", str(spoken), "--out", str(out), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["turns"] == len(MESSAGES)
    text = out.read_text(encoding="utf-8")
    assert [one for one in CANARIES[2:] if one in text] == []
    again = frontdesk("transcripts", "review", str(spoken), "--out", str(out))
    assert again.returncode == 1
    assert "exists already" in again.stderr
