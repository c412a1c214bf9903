from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.channels import outbox
from bot.channels.outbound import Dead, Rate, Retry, Sent, Unknown
from bot.channels.outbox import OutboxSender
from bot.domain.message import InboundMessage
from bot.storage.records import OutboxEntry, TurnCommit
from bot.storage.store import Store
from tests.fakes.outbound import FakeOutbound
from tests.fakes.outbox_store import FakeOutboxStore

Start = Callable[..., Awaitable[OutboxSender]]


@pytest.fixture
def store() -> FakeOutboxStore:
    return FakeOutboxStore()


@pytest.fixture
def platform() -> FakeOutbound:
    return FakeOutbound()


@pytest.fixture
async def start(store: FakeOutboxStore, platform: FakeOutbound) -> AsyncIterator[Start]:
    senders: list[OutboxSender] = []

    async def begin(**options: Any) -> OutboxSender:
        sender = OutboxSender(store, {"fake": platform}, clock=time.time, **options)
        senders.append(sender)
        await sender.start()
        return sender

    yield begin
    for sender in senders:
        await sender.stop(0.1)


async def until(condition: Callable[[], bool], timeout_s: float = 5.0) -> None:
    async with asyncio.timeout(timeout_s):
        while not condition():  # noqa: ASYNC110 - the fakes raise no events
            await asyncio.sleep(0.005)


async def test_rows_of_a_conversation_go_in_order_and_are_woken_not_polled(
    store: FakeOutboxStore, platform: FakeOutbound, start: Start
) -> None:
    sender = await start()
    await asyncio.sleep(0.02)
    for number in range(20):
        store.add(f"c{number % 4}")
    started = time.monotonic()
    sender.wake()
    await until(lambda: set(store.states()) == {"sent"})
    assert time.monotonic() - started < 2
    for conversation in ("c0", "c1", "c2", "c3"):
        sent = [payload["n"] for to, payload, _ in platform.calls if to == conversation]
        assert sent == sorted(sent)
    assert store.rows[1].provider_id is not None
    assert {key for *_, key in platform.calls} == {f"key-{n}" for n in range(1, 21)}


async def test_a_refused_row_waits_as_long_as_the_platform_says_and_holds_up_only_its_own(
    store: FakeOutboxStore, platform: FakeOutbound, start: Start
) -> None:
    first = store.add("slow")
    second = store.add("slow")
    others = [store.add(f"c{number}") for number in range(5)]
    platform.outcomes["slow"].append(Retry(0.4, "HTTP 429"))
    started = time.monotonic()
    await start()
    await until(lambda: all(store.rows[n].state == "sent" for n in others))
    assert time.monotonic() - started < 0.3
    assert store.rows[second].attempts == 0
    await until(lambda: store.rows[second].state == "sent")
    assert time.monotonic() - started >= 0.4
    assert [payload["n"] for to, payload, _ in platform.calls if to == "slow"] == [
        first,
        first,
        second,
    ]


async def test_what_may_have_arrived_is_never_sent_twice(
    store: FakeOutboxStore, platform: FakeOutbound, start: Start
) -> None:
    unsure, after, broken = store.add("c"), store.add("c"), store.add("d")
    platform.outcomes["c"].append(Unknown("HTTP 500"))
    platform.outcomes["d"].append(RuntimeError("a bug"))
    await start()
    await until(lambda: store.rows[after].state == "sent")
    await until(lambda: store.rows[broken].state == "unknown")
    assert (store.rows[unsure].state, store.rows[unsure].reason) == ("unknown", "HTTP 500")
    assert len(platform.calls) == 3


async def test_at_least_once_repeats_a_few_times(
    store: FakeOutboxStore, platform: FakeOutbound, start: Start
) -> None:
    once, always = store.add("c"), store.add("d")
    last = outbox.MAX_UNSURE_ATTEMPTS - 1
    store.rows[always] = replace(store.rows[always], attempts=last)
    platform.outcomes["c"].append(Unknown("no answer"))
    platform.outcomes["d"].append(Unknown("no answer"))
    await start(delivery="at_least_once")
    await until(lambda: store.rows[once].state == "sent")
    await until(lambda: store.rows[always].state == "unknown")
    assert store.rows[once].attempts == 2
    assert store.rows[always].attempts == outbox.MAX_UNSURE_ATTEMPTS


async def test_a_permanent_refusal_lets_the_next_row_go(
    store: FakeOutboxStore, platform: FakeOutbound, start: Start
) -> None:
    dead, after = store.add("c"), store.add("c")
    platform.outcomes["c"].append(Dead("channel_not_found"))
    counted: list[tuple[str, str]] = []
    await start(count=lambda channel, outcome: counted.append((channel, outcome)))
    await until(lambda: store.rows[after].state == "sent")
    assert (store.rows[dead].state, store.rows[dead].reason) == ("dead", "channel_not_found")
    assert counted == [("fake", "dead"), ("fake", "sent")]


async def test_an_endless_refusal_ends(
    store: FakeOutboxStore, platform: FakeOutbound, start: Start
) -> None:
    number = store.add("c")
    store.rows[number] = replace(store.rows[number], attempts=outbox.MAX_ATTEMPTS - 1)
    platform.outcomes["c"].append(Retry(1, "no connection"))
    await start()
    await until(lambda: store.rows[number].state == "dead")
    assert "given up after 50 attempts: no connection" in store.rows[number].reason


async def test_a_refused_token_pauses_its_account_alone(
    store: FakeOutboxStore, platform: FakeOutbound, start: Start
) -> None:
    store.add("c1", account="broken")
    platform.outcomes["c1"].append(Retry(60, "invalid_auth", account_wide=True))
    sender = await start()
    await until(lambda: store.rows[1].attempts == 1 and store.rows[1].state == "new")
    store.add("c2", account="broken")
    store.add("c3", account="fine")
    sender.wake()
    await until(lambda: store.rows[3].state == "sent")
    assert store.rows[2].attempts == 0
    assert [to for to, *_ in platform.calls] == ["c1", "c3"]


async def test_what_a_killed_process_left_is_unknown(
    store: FakeOutboxStore, platform: FakeOutbound, start: Start
) -> None:
    left, after = store.add("c"), store.add("c")
    store.rows[left] = replace(store.rows[left], state="sending", attempts=1)
    await start()
    await until(lambda: store.rows[after].state == "sent")
    assert store.rows[left].state == "unknown"
    assert len(platform.calls) == 1


async def test_rates_of_account_and_recipient_are_kept(
    store: FakeOutboxStore, platform: FakeOutbound, start: Start
) -> None:
    platform.account_rate = Rate(per_second=100, burst=5)
    platform.conversation_rate = Rate(per_second=20, burst=1)
    for _ in range(4):
        store.add("one")
    for number in range(6):
        store.add(f"c{number}", recipient=f"place|{number}")
    started = time.monotonic()
    await start()
    await until(lambda: set(store.states()) == {"sent"})
    # six threads of one place share its rate: 5 waits of 50 ms
    assert 0.2 <= time.monotonic() - started < 2


async def test_stopping_lets_what_is_on_its_way_arrive(
    store: FakeOutboxStore, platform: FakeOutbound, start: Start
) -> None:
    platform.hang = asyncio.Event()
    store.add("c")
    store.add("c")
    sender = await start()
    await until(lambda: store.states() == ["sending", "new"])
    stopping = asyncio.create_task(sender.stop(2))
    await asyncio.sleep(0.02)
    platform.hang.set()
    await stopping
    assert store.states() == ["sent", "new"]


async def test_stopping_does_not_wait_for_ever(
    store: FakeOutboxStore, platform: FakeOutbound, start: Start
) -> None:
    platform.hang = asyncio.Event()
    store.add("c")
    sender = await start()
    await until(lambda: store.states() == ["sending"])
    await sender.stop(0.05)
    # the next start will call it unknown
    assert store.states() == ["sending"]


async def test_an_outcome_is_written_down_even_if_the_store_fails_at_first(
    store: FakeOutboxStore, platform: FakeOutbound, start: Start
) -> None:
    store.add("c")
    platform.hang = asyncio.Event()
    await start()
    await until(lambda: store.states() == ["sending"])
    store.failures = 1
    platform.hang.set()
    await until(lambda: store.states() == ["sent"])
    assert len(platform.calls) == 1


async def test_a_store_that_takes_no_claim_is_asked_again(
    store: FakeOutboxStore, platform: FakeOutbound, start: Start
) -> None:
    store.failures = 1
    store.add("c")
    await start()
    await until(lambda: store.states() == ["sent"])
    assert len(platform.calls) == 1


async def test_rows_of_a_channel_that_is_not_configured_wait(
    store: FakeOutboxStore, platform: FakeOutbound, start: Start
) -> None:
    store.add("c", channel="gone")
    store.add("d")
    await start()
    await until(lambda: store.rows[2].state == "sent")
    assert store.rows[1].state == "new"
    assert store.rows[1].next_at > time.time() + 60


async def test_with_the_real_store(tmp_path: Path, platform: FakeOutbound) -> None:
    real = await Store.open(f"sqlite:///{tmp_path}/f.sqlite")
    try:
        message = InboundMessage("fake", "A", "x", "u", "fake:A:u", "hi", received_at=1.0)
        accepted = await real.accept(message)
        await real.commit_turn(
            TurnCommit(
                conversation_id=accepted.conversation_id,
                seq=accepted.seq,
                inbox_id=accepted.inbox_id,
                events=(),
                replies=({"text": "a"},),
                outbox=tuple(OutboxEntry("fake", "A", "u", {"n": n}) for n in range(3)),
                record={},
                expected_position=0,
            )
        )
        platform.outcomes["u"].extend([Retry(0.05, "HTTP 429"), Sent("1"), Unknown("HTTP 500")])
        sender = OutboxSender(real, {"fake": platform}, clock=time.time)
        await sender.start()
        await until(lambda: len(platform.calls) == 4)
        await sender.stop(2)
        assert [payload["n"] for _, payload, _ in platform.calls] == [0, 0, 1, 2]
        assert await real.next_outbox_at() is None
        assert [letter.error for letter in await real.dead_letters()] == ["HTTP 500"]
    finally:
        await real.close()
