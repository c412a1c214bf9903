from __future__ import annotations

import asyncio
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.message import Identity
from bot.storage.errors import UnknownRecord
from bot.storage.records import Author, InboxState
from bot.storage.store import Store
from tests.bot.storage.samples import answer, inbound, turn


async def test_first_message_opens_a_conversation_and_is_readable_at_once(store: Store) -> None:
    accepted = await store.accept(inbound(1, "anna", "where is my tent?"))

    assert (accepted.conversation_id, accepted.seq, accepted.position) == ("anna", 1, 1)
    assert not accepted.duplicate
    [message] = await store.messages_since("anna", 0)
    assert message.author is Author.CUSTOMER
    assert message.body == {"text": "where is my tent?"}
    assert message.client_id == "anna-1"
    assert message.seq == 1
    row = await store.conversation("anna")
    assert row is not None
    assert (row.channel, row.account, row.sender) == ("slack", "shop", "anna")


async def test_a_repeated_external_id_returns_the_first_place(store: Store) -> None:
    first = await store.accept(inbound(1, text="one"))
    await store.accept(inbound(2, text="two"))
    again = await store.accept(inbound(1, text="something else"))

    assert again.duplicate
    assert not again.answered
    assert (again.seq, again.inbox_id, again.position) == (
        first.seq,
        first.inbox_id,
        first.position,
    )
    assert [m.body["text"] for m in await store.messages_since("anna", 0)] == ["one", "two"]


async def test_a_duplicate_of_an_answered_message_says_so(store: Store) -> None:
    await answer(store, 1)

    assert (await store.accept(inbound(1))).answered


@pytest.mark.parametrize("field", ["channel", "account", "external_id"])
async def test_only_the_whole_key_makes_a_duplicate(store: Store, field: str) -> None:
    await store.accept(inbound(1))

    other = await store.accept(inbound(1, **{field: "other"}))

    assert not other.duplicate
    assert other.seq == 2


async def test_hundreds_at_once_are_numbered_without_gaps_and_in_order(store: Store) -> None:
    conversations = [f"c{number}" for number in range(20)]
    sent = [inbound(number, name, f"{number}") for number in range(25) for name in conversations]

    accepted = await asyncio.gather(*(store.accept(message) for message in sent))

    for name in conversations:
        mine = [one for one in accepted if one.conversation_id == name]
        assert [one.seq for one in mine] == list(range(1, 26))
        stored = await store.messages_since(name, 0)
        assert [message.body["text"] for message in stored] == [str(n) for n in range(25)]
    assert store.load.commits < store.load.writes / 5


async def test_shuffled_repeats_make_one_row_each(store: Store) -> None:
    sent = [inbound(number, f"c{number % 7}") for number in range(60)] * 4
    random.Random(5).shuffle(sent)  # noqa: S311 - an order, no secret

    accepted = await asyncio.gather(*(store.accept(message) for message in sent))

    assert sum(not one.duplicate for one in accepted) == 60
    assert len({one.inbox_id for one in accepted}) == 60
    assert len(await store.pending()) == 60


async def test_two_first_messages_in_parallel_share_one_conversation(store: Store) -> None:
    pairs = [inbound(side, f"visitor-{n}") for n in range(100) for side in ("a", "b")]

    accepted = await asyncio.gather(*(store.accept(message) for message in pairs))

    seqs: dict[str, set[int]] = {}
    for one in accepted:
        seqs.setdefault(one.conversation_id, set()).add(one.seq)
    assert len(seqs) == 100
    assert all(numbers == {1, 2} for numbers in seqs.values())


async def test_two_stores_on_one_server_keep_one_order(postgres: object, url: str) -> None:
    if url.startswith("sqlite"):
        pytest.skip("a SQLite file belongs to one process")
    one, two = await Store.open(url), await Store.open(url)
    sent = [inbound(number, f"c{number % 5}") for number in range(200)]

    accepted = await asyncio.gather(
        *(store.accept(message) for message in sent for store in (one, two))
    )

    assert sum(not each.duplicate for each in accepted) == 200
    for name in {message.conversation_id for message in sent}:
        seqs = sorted({each.seq for each in accepted if each.conversation_id == name})
        assert seqs == list(range(1, 41))
    await one.close()
    await two.close()


async def test_pending_gives_back_the_whole_message_in_order(store: Store) -> None:
    message = inbound(
        1,
        text="hi 😀",
        metadata={"page": "/tents", "nested": {"n": [1, 2.5, None]}},
        identity=Identity("C1001", "mara@example.com", "Mara"),
    )
    await store.accept(message)
    await store.accept(inbound(2))
    done = await store.accept(inbound(1, "bert"))
    await store.commit_turn(turn(done))

    first, second = await store.pending()

    assert first.message == message
    assert (first.seq, first.position, first.attempts) == (1, 1, 0)
    assert second.seq == 2
    assert second.message.identity is None


async def test_a_pressed_button_keeps_its_caption(store: Store) -> None:
    await store.accept(inbound(1, text="/affirm", metadata={"title": "Yes, cancel it"}))

    [message] = await store.messages_since("anna", 0)

    assert message.body == {"text": "/affirm", "title": "Yes, cancel it"}


async def test_failures_are_counted_until_the_message_is_given_up(store: Store) -> None:
    accepted = await store.accept(inbound(1))

    first = await store.fail_turn(accepted.inbox_id, "model down")
    second = await store.fail_turn(accepted.inbox_id, "model down")
    assert (first.attempts, first.give_up, first.dead) == (1, False, False)
    assert (second.attempts, second.give_up, second.dead) == (2, True, False)
    [waiting] = await store.pending()
    assert waiting.attempts == 2

    third = await store.fail_turn(accepted.inbox_id, "apology failed")
    assert third.dead
    assert await store.pending() == []
    [letter] = await store.dead_letters()
    assert (letter.kind, letter.ref, letter.error) == ("turn", accepted.inbox_id, "apology failed")
    assert (await store.turn_status("anna", 1)).state is InboxState.DEAD


async def test_failing_a_finished_turn_changes_nothing(store: Store) -> None:
    accepted = await answer(store)

    failed = await store.fail_turn(accepted.inbox_id, "late")

    assert not failed.dead
    assert (await store.turn_status("anna", 1)).state is InboxState.DONE
    assert await store.dead_letters() == []


async def test_an_unknown_inbox_id_is_said(store: Store) -> None:
    with pytest.raises(UnknownRecord, match="77"):
        await store.fail_turn(77, "x")
    with pytest.raises(UnknownRecord, match="seq 3"):
        await store.turn_status("anna", 3)


_ANYTHING = st.text(st.characters(), max_size=30)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_ANYTHING, key=_ANYTHING, value=_ANYTHING, number=st.integers())
async def test_hostile_text_is_stored_or_refused_but_never_breaks(
    store: Store, text: str, key: str, value: str, number: int
) -> None:
    message = inbound(f"{number}", text=text, metadata={key: value, "n": number})
    await store.accept(message)

    stored = await store.messages_since("anna", 0, limit=10_000)
    stored[-1].body["text"].encode("utf-8")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("external_id", ""),
        ("external_id", "x" * 257),
        ("external_id", "a\ud800"),
        ("sender", "a\x00b"),
        ("conversation_id", ""),
        ("channel", 7),
        ("received_at", float("nan")),
        ("received_at", 10**400),
        ("metadata", {"when": object()}),
        ("metadata", {"x": float("inf")}),
    ],
)
async def test_ids_that_no_database_can_hold_are_refused(
    store: Store, field: str, value: object
) -> None:
    with pytest.raises(ValueError, match=field if field != "metadata" else "not JSON"):
        await store.accept(inbound(1, **{field: value}))
    assert await store.pending() == []


async def test_lone_surrogates_in_a_text_are_replaced_and_pairs_joined(store: Store) -> None:
    await store.accept(inbound(1, text="a\ud800b \ud83d\ude00 c\x00", metadata={"k\udfff": "v"}))

    [message] = await store.messages_since("anna", 0)
    [waiting] = await store.pending()

    assert message.body["text"] == "a\ufffdb 😀 c\ufffd"
    assert waiting.message.metadata == {"k\ufffd": "v"}
