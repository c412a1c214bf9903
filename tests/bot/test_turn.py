from __future__ import annotations

import asyncio
import gc
import weakref
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.interfaces import ActionExecutionRejection
from structlog.testing import capture_logs

from bot.actions.errors import ActionFailed
from bot.actions.executor import InProcessActions
from bot.channels.gateway import Notice
from bot.errors import Busy, Invalid, RateLimited, TurnFailed
from bot.policy.settings import PolicySettings
from bot.storage.records import InboxState, TurnFilter
from tests.fakes.small_desk import Counting, KeywordModel, bundle_of, inbound, small_desk


async def test_a_message_is_understood_decided_and_answered(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        replies = await desk.say("greet the bot")
        assert [reply.text for reply in replies] == ["hello"]
        events = [event["event"] for event in await desk.store.load_events("ann")]
        assert events == ["action", "session_started", "action", "user", "action", "bot", "action"]


async def test_the_record_says_why(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        await desk.say("order something")
        (turn,) = await desk.store.turns(TurnFilter())
        first = turn.record["decisions"][0]
        assert first["action"] == "action_order"
        assert "rule 'order' matched after intent order 0.96" in first["reason"]
        assert (turn.record["model"], turn.record["index"]) == ("m1", "m1-index")
        assert {"understand", "decide", "act"} <= turn.record["timings_ms"].keys()


async def test_what_names_or_needs_a_product_is_searched_for_although_its_intent_is_unknown(
    tmp_path: Path,
) -> None:
    async with small_desk(tmp_path) as desk:
        for text in ("a tent", "to sleep outside"):
            assert [one.text for one in await desk.say(text)] == ["action_search_products done"]
        assert [one.text for one in await desk.say("a poem")] == ["say it differently"]


async def test_nobody_looks_for_products_where_nothing_would_come_of_it(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        searcher: Any = desk.bundles.current.searcher
        await desk.say("a tent")
        assert searcher.asked == ["a tent"]
        await desk.store.append_events(
            "ann", [{"event": "active_loop", "name": "seat_form", "timestamp": 1.0}], None
        )
        assert "which seat?" in [one.text for one in await desk.say("another tent")]
        assert searcher.asked == ["a tent"]
    async with small_desk(tmp_path, settings=PolicySettings(rasa=True)) as desk:
        searcher = desk.bundles.current.searcher
        await desk.say("a tent", sender="bob")
        assert searcher.asked == []


@pytest.mark.parametrize(
    ("falls_back", "said"), [(True, ["Sorry, I have no answer to that."]), (False, [])]
)
async def test_an_action_that_refuses_is_fallen_back_from_only_if_the_project_falls_back(
    tmp_path: Path, falls_back: bool, said: list[str]
) -> None:
    def refuses() -> None:
        raise ActionExecutionRejection("action_order")

    async with small_desk(tmp_path, settings=PolicySettings(falls_back=falls_back)) as desk:
        desk.order.does = refuses
        assert [one.text for one in await desk.say("order")] == said


async def test_what_an_action_leaves_running_keeps_no_model_that_was_replaced(
    tmp_path: Path,
) -> None:
    async with small_desk(tmp_path) as desk:
        never = asyncio.Event()
        left: list[asyncio.Task[Any]] = []
        desk.order.does = lambda: left.append(asyncio.create_task(never.wait()))
        await desk.say("order")
        kept = weakref.ref(desk.bundles.current.searcher)
        desk.bundles.swap(bundle_of(KeywordModel(), "m2"))
        await desk.say("greet")
        await desk.idle()
        gc.collect()
        assert len(left) == 1
        assert not left[0].done()
        assert kept() is None
        left[0].cancel()


async def test_a_session_action_that_fails_is_logged_with_where_it_does(tmp_path: Path) -> None:
    start = Counting("action_session_start", failures=1)
    async with small_desk(tmp_path, session=start) as desk:
        with capture_logs() as told:
            assert [one.text for one in await desk.say("greet")] == ["hello"]
    (line,) = [one for one in told if one["event"] == "session_start_failed"]
    assert isinstance(line["exc_info"], RuntimeError)
    assert str(line["exc_info"]) == "the shop is closed"


async def test_a_session_starts_although_nobody_knows_who_starts_it(tmp_path: Path) -> None:
    class Away(InProcessActions):
        async def takes(self, name: str) -> bool:
            if name == "action_session_start":
                raise ActionFailed("the server is away")
            return await super().takes(name)

    async with small_desk(tmp_path, actions_class=Away) as desk:
        assert [one.text for one in await desk.say("greet")] == ["hello"]
        events = [event["event"] for event in await desk.store.load_events("ann")]
        assert events[:3] == ["action", "session_started", "action"]


async def test_a_repeated_message_is_one_turn_with_the_same_answer(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        first = await desk.say("order something", external_id="webhook-1")
        again = await desk.say("order something", external_id="webhook-1")
        assert [one.text for one in first] == [one.text for one in again] == ["action_order done"]
        assert len(desk.order.runs) == 1


async def test_simultaneous_copies_are_one_turn(tmp_path: Path) -> None:
    async with small_desk(tmp_path, order_pause_s=0.05) as desk:
        answers = await asyncio.gather(
            *(desk.say("order", external_id="webhook-1") for _ in range(5))
        )
        assert {reply.text for replies in answers for reply in replies} == {"action_order done"}
        assert len(desk.order.runs) == 1


async def test_messages_of_a_conversation_are_answered_in_order(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        for number in range(12):
            await desk.service.accept(inbound(f"greet {number}", "ann", f"x{number}"))
        await desk.idle()
        stored = await desk.store.messages_since("ann", 0, 100)
        said = [one.body["text"] for one in stored if one.author.value == "customer"]
        assert said == [f"greet {number}" for number in range(12)]
        assert len([one for one in stored if one.author.value == "bot"]) == 12


async def test_what_a_crash_left_is_answered_at_the_next_start(tmp_path: Path) -> None:
    async with small_desk(tmp_path, order_pause_s=0.2) as desk:
        await desk.store.accept(inbound("order a tent", "ann", "before-crash"))
    async with small_desk(tmp_path) as desk:
        await desk.idle()
        stored = await desk.store.messages_since("ann", 0, 10)
        assert [one.body["text"] for one in stored] == ["order a tent", "action_order done"]


async def test_a_turn_that_fails_once_is_done_again(tmp_path: Path) -> None:
    async with small_desk(tmp_path, order_failures=1) as desk:
        replies = await desk.say("order")
        assert [reply.text for reply in replies] == ["action_order done"]
        assert len(desk.order.runs) == 2


async def test_a_turn_that_keeps_failing_ends_in_an_apology_and_an_error(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        with pytest.raises(TurnFailed):
            await desk.say("break it")
        (_, apology) = await desk.store.messages_since("ann", 0, 10)
        assert "something went wrong" in apology.body["text"]
        assert apology.body["buttons"][0]["payload"] == "/talk_to_human"
        assert (await desk.store.turn_status("ann", 1)).state is InboxState.DEAD
        assert [one.text for one in await desk.say("greet")] == ["hello"]


async def test_after_a_handoff_the_bot_is_silent_until_it_is_given_back(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        assert [one.text for one in await desk.say("a person please")] == ["a person comes"]
        assert await desk.say("greet") == ()
        await desk.store.append_events("ann", [{"event": "resume", "timestamp": 1.0}], None)
        assert [one.text for one in await desk.say("greet")] == ["hello"]


async def test_an_agent_who_takes_over_during_a_turn_silences_it(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        accepted = await desk.service.accept(inbound("slow please", "ann", "x1"))
        await asyncio.sleep(0.1)
        await desk.store.append_events("ann", [{"event": "pause", "timestamp": 1.0}], None)
        assert await desk.service.replies("ann", accepted.seq, 5) == ()
        stored = await desk.store.messages_since("ann", 0, 10)
        assert [one.author.value for one in stored] == ["customer"]


async def test_a_version_switch_leaves_every_turn_on_one_version(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        slow = asyncio.create_task(desk.say("slow please", sender="old"))
        await asyncio.sleep(0.1)
        desk.bundles.swap(bundle_of(KeywordModel(), "m2"))
        await desk.say("greet", sender="new")
        await slow
        models = {turn.conversation_id: turn.record["model"] for turn in await desk.store.turns()}
        assert models == {"old": "m1", "new": "m2"}


async def test_doubt_is_asked_about_and_counted(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        (reply,) = await desk.say("gibberish")
        assert reply.text == "say it differently"
        assert b"frontdesk_fallbacks_total 1.0" in desk.metrics.render()


async def test_too_long_too_fast_and_too_many_are_refused(tmp_path: Path) -> None:
    async with small_desk(tmp_path, limit=1, per_minute=4) as desk:
        with pytest.raises(Invalid):
            await desk.service.accept(inbound("x" * 1001, "ann", "long"))
        await desk.service.accept(inbound("slow", "ann", "1"))
        with pytest.raises(Busy):
            await desk.service.accept(inbound("greet", "bob", "2"))
        with pytest.raises(RateLimited) as limited:
            await desk.service.accept(inbound("greet", "ann", "3"))
        assert limited.value.retry_after_s


async def test_open_pages_see_typing_and_every_reply(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        listener = desk.service.subscribe("ann")
        await desk.say("greet")
        await desk.idle()
        listener.close()
        seen: list[Notice] = [notice async for notice in listener]
        assert [one.typing for one in seen] == [True, None, False]
        assert seen[1].message is not None
        assert seen[1].message.body["text"] == "hello"


async def test_stopping_leaves_nobody_waiting(tmp_path: Path) -> None:
    async with small_desk(tmp_path) as desk:
        accepted = await desk.service.accept(inbound("slow", "ann", "1"))
        later = await desk.service.accept(inbound("slow", "ann", "2"))
        waiting = [
            asyncio.create_task(desk.service.replies("ann", one.seq, 5))
            for one in (accepted, later)
        ]
        await asyncio.sleep(0.05)
        assert await desk.workers.stop(2) == 1
        desk.service.abandon()
        first, second = await asyncio.gather(*waiting, return_exceptions=True)
        assert not isinstance(first, BaseException)
        assert isinstance(second, Busy)
