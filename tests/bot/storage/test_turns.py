from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.storage.errors import PositionConflict, TurnOutOfOrder, UnknownRecord
from bot.storage.records import Author, InboxState
from bot.storage.store import Store
from tests.bot.storage.samples import answer, entry, event, inbound, turn


async def test_a_turn_writes_events_replies_outbox_and_record_together(store: Store) -> None:
    accepted = await store.accept(inbound(1))

    replies = await store.commit_turn(
        turn(
            accepted,
            events=(event("user", text="hello"), event("bot")),
            replies=({"text": "one"}, {"text": "two"}),
            outbox=(entry("one", reply=0), entry("two", reply=1)),
            record={"intent": "greet", "reason": "rule"},
        )
    )

    assert [(r.position, r.author, r.body, r.seq) for r in replies] == [
        (2, Author.BOT, {"text": "one"}, 1),
        (3, Author.BOT, {"text": "two"}, 1),
    ]
    assert [e["event"] for e in await store.load_events("anna")] == ["user", "bot"]
    assert [m.position for m in await store.messages_since("anna", 0)] == [1, 2, 3]
    [row] = await store.turns()
    assert row.record == {"intent": "greet", "reason": "rule"}
    [head] = await store.due_outbox(store_time(store))
    assert head.position == 2
    assert await store.pending() == []
    status = await store.turn_status("anna", 1)
    assert status.state is InboxState.DONE
    assert status.replies == replies


def store_time(store: Store) -> float:
    return 1_800_000_000.0


async def test_the_status_of_a_waiting_turn_is_pending(store: Store) -> None:
    await store.accept(inbound(1))

    status = await store.turn_status("anna", 1)

    assert status.state is InboxState.PENDING
    assert status.replies == ()


async def test_a_turn_committed_twice_is_written_once(store: Store) -> None:
    accepted = await store.accept(inbound(1))
    first = await store.commit_turn(turn(accepted, outbox=(entry(),)))

    again = await store.commit_turn(turn(accepted, replies=({"text": "another"},)))

    assert again == first
    assert len(await store.load_events("anna")) == 1
    assert len(await store.turns()) == 1
    assert len(await store.messages_since("anna", 0)) == 2


async def test_the_same_turn_in_parallel_is_written_once(store: Store) -> None:
    accepted = await store.accept(inbound(1))

    results = await asyncio.gather(
        *(store.commit_turn(turn(accepted, replies=({"text": f"{n}"},))) for n in range(30))
    )

    assert len({result[0].body["text"] for result in results}) == 1
    assert len(await store.turns()) == 1


async def test_an_outdated_conversation_is_refused_and_leaves_nothing(store: Store) -> None:
    accepted = await store.accept(inbound(1))
    await store.append_events("anna", [event("pause")], 0)

    with pytest.raises(PositionConflict, match="1 events, not the expected 0") as refused:
        await store.commit_turn(turn(accepted, 0, outbox=(entry(),)))

    assert (refused.value.expected, refused.value.actual) == (0, 1)
    assert [e["event"] for e in await store.load_events("anna")] == ["pause"]
    assert len(await store.messages_since("anna", 0)) == 1
    assert await store.due_outbox(store_time(store)) == []
    assert len(await store.pending()) == 1
    await store.commit_turn(turn(accepted, 1))
    assert await store.pending() == []


async def test_only_one_of_takeover_and_turn_wins_each_time(store: Store) -> None:
    for number in range(20):
        name = f"c{number}"
        accepted = await store.accept(inbound(1, name))
        bot, agent = await asyncio.gather(
            store.commit_turn(turn(accepted, 0)),
            store.append_events(name, [event("pause")], 0),
            return_exceptions=True,
        )
        assert isinstance(bot, PositionConflict) != isinstance(agent, PositionConflict)
        spoke = [m for m in await store.messages_since(name, 0) if m.author is Author.BOT]
        assert bool(spoke) == (not isinstance(bot, PositionConflict))


async def test_a_later_message_cannot_be_answered_first(store: Store) -> None:
    first = await store.accept(inbound(1))
    second = await store.accept(inbound(2))

    with pytest.raises(TurnOutOfOrder, match="seq 2"):
        await store.commit_turn(turn(second))
    await store.commit_turn(turn(first))
    await store.commit_turn(turn(second, 1))

    assert [row.seq for row in await store.turns()] == [1, 2]


async def test_another_conversation_is_not_held_up(store: Store) -> None:
    await store.accept(inbound(1, "anna"))

    await answer(store, 1, "bert")

    assert [row.conversation_id for row in await store.turns()] == ["bert"]


async def test_a_given_up_turn_apologises_and_becomes_a_dead_letter_in_one_commit(
    store: Store,
) -> None:
    accepted = await store.accept(inbound(1))
    await store.fail_turn(accepted.inbox_id, "boom")
    await store.fail_turn(accepted.inbox_id, "boom")

    [sorry] = await store.commit_turn(
        turn(accepted, replies=({"text": "sorry"},), error="RuntimeError: boom")
    )

    assert sorry.body == {"text": "sorry"}
    assert (await store.turn_status("anna", 1)).state is InboxState.DEAD
    [letter] = await store.dead_letters()
    assert letter.error == "RuntimeError: boom"
    assert await store.pending() == []
    assert (await store.accept(inbound(1))).answered
    await answer(store, 2)


async def test_a_late_apology_for_a_dead_letter_is_still_said_once(store: Store) -> None:
    accepted = await store.accept(inbound(1))
    for _ in range(3):
        failed = await store.fail_turn(accepted.inbox_id, "boom")
    assert failed.dead

    await store.commit_turn(turn(accepted, replies=({"text": "sorry"},), error="boom"))
    await store.commit_turn(turn(accepted, replies=({"text": "sorry"},), error="boom"))

    assert len(await store.messages_since("anna", 0)) == 2
    assert len(await store.dead_letters()) == 1
    assert (await store.turn_status("anna", 1)).state is InboxState.DEAD


async def test_a_silent_turn_writes_its_events_only(store: Store) -> None:
    accepted = await store.accept(inbound(1))

    assert await store.commit_turn(turn(accepted, replies=(), events=())) == ()

    assert await store.load_events("anna") == []
    assert await store.pending() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"seq": 9}, "seq 9"),
        ({"inbox_id": 9}, "inbox entry"),
        ({"conversation_id": "nobody"}, "nobody"),
    ],
)
async def test_a_turn_must_belong_to_its_message(
    store: Store, changes: dict[str, Any], said: str
) -> None:
    accepted = await store.accept(inbound(1))

    with pytest.raises(UnknownRecord, match=said):
        await store.commit_turn(turn(accepted, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"events": ({"event": object()},)},
        {"replies": ({"text": float("nan")},)},
        {"record": {"scores": {1, 2}}},
        {"expected_position": -1},
        {"inbox_id": 2**63},
        {"outbox": (entry(reply=3),)},
        {"outbox": (entry(recipient=""),)},
    ],
)
async def test_what_cannot_be_stored_is_refused_before_anything_is_written(
    store: Store, changes: dict[str, Any]
) -> None:
    accepted = await store.accept(inbound(1))

    with pytest.raises(ValueError, match=r"JSON|expected_position|inbox_id|reply 3|recipient"):
        await store.commit_turn(turn(accepted, **changes))
    assert len(await store.pending()) == 1


async def test_surrogates_in_a_turn_are_cleaned(store: Store) -> None:
    accepted = await store.accept(inbound(1))

    [reply] = await store.commit_turn(
        turn(
            accepted,
            events=(event("slot", value="\ud800"),),
            replies=({"text": "\udfff!"},),
            record={"intent": {"name": "gr\ud800eet"}},
        )
    )

    assert reply.body == {"text": "\ufffd!"}
    assert (await store.load_events("anna"))[0]["value"] == "\ufffd"
    assert (await store.turns())[0].intent == "gr\ufffdeet"


async def test_many_conversations_commit_side_by_side(store: Store) -> None:
    async def talk(name: str) -> None:
        for number in range(8):
            accepted = await store.accept(inbound(number, name))
            await store.commit_turn(turn(accepted, number, replies=({"text": f"{number}"},)))

    await asyncio.gather(*(talk(f"c{n}") for n in range(30)))

    for number in range(30):
        said = await store.messages_since(f"c{number}", 0)
        assert [m.position for m in said] == list(range(1, 17))
        assert [m.body["text"] for m in said if m.author is Author.BOT] == [
            f"{n}" for n in range(8)
        ]
    assert store.load.commits < 30 * 16
