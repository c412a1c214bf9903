from __future__ import annotations

import pytest

from bot.e2e.runner import CaseResult, CaseRunner, conversation_id, exchanges
from bot.e2e.talker import ServerUnusable
from bot.e2e.turn import BotMessage, Turn
from bot.project.e2e_assertion import ReplyCount, SlotWasSet
from bot.project.e2e_file import BotSays, TestCase, UserSays
from tests.fakes.talker import ScriptedTalker

HELLO = Turn(deeds=(BotMessage("Hello"),))
GOOD = TestCase("good", (UserSays("hi"), BotSays("Hello")), source="a.yml:1")
BAD = TestCase(
    "bad", (UserSays("hi"), BotSays("Bye", line=4), UserSays("and then")), source="a.yml:2"
)


def runner(talker: ScriptedTalker) -> CaseRunner:
    return CaseRunner(talker, {}, "run")


def test_assertions_and_steps_belong_to_the_message_before_them() -> None:
    case = TestCase(
        "c",
        (
            SlotWasSet("vip", True),
            UserSays("one", (ReplyCount(1),)),
            BotSays("a"),
            UserSays("two"),
        ),
    )
    assert [(e.message.text if e.message else None, e.expectations) for e in exchanges(case)] == [
        (None, (SlotWasSet("vip", True),)),
        ("one", (ReplyCount(1), BotSays("a"))),
        ("two", ()),
    ]


async def test_each_case_has_its_own_conversation_with_its_slots_and_metadata() -> None:
    talker = ScriptedTalker({"hi": HELLO})
    one = TestCase("one", (SlotWasSet("vip", True), UserSays("hi", metadata={"b": 2})),
                   slots={"vip": True}, metadata={"a": 1})  # fmt: skip
    results = await runner(talker).run([one, GOOD])
    assert [one.passed for one in results] == [True, True]
    assert len(talker.begun) == 2
    assert talker.begun[conversation_id("run", "one")] == {"vip": True}
    assert (conversation_id("run", "one"), "hi", {"a": 1, "b": 2}) in talker.said


async def test_a_case_ends_at_its_first_difference() -> None:
    talker = ScriptedTalker({"hi": HELLO})
    told: list[CaseResult] = []
    results = await runner(talker).run([BAD, GOOD], on_result=told.append)
    assert [one.passed for one in results] == [False, True]
    assert results[0].said == "hi"
    assert results[0].turns == 1
    assert results[0].mismatches[0].line == 4
    assert "and then" not in [text for _, text, _ in talker.said]
    assert len(told) == 2


async def test_with_fail_fast_nothing_is_begun_after_a_failure() -> None:
    talker = ScriptedTalker({"hi": HELLO})
    many = [BAD, *(TestCase(f"c{i}", GOOD.steps) for i in range(50))]
    results = await runner(talker).run(many, fail_fast=True)
    assert len(results) < 20
    assert not results[0].passed


async def test_a_server_that_does_not_answer_ends_the_run() -> None:
    talker = ScriptedTalker(error=ServerUnusable("gone"))
    with pytest.raises(ServerUnusable, match="gone"):
        await runner(talker).run([GOOD, BAD])


async def test_no_cases_are_no_results() -> None:
    assert await runner(ScriptedTalker()).run([]) == ()


def test_conversations_of_like_names_are_apart_and_the_same_in_every_run() -> None:
    first, second = conversation_id("r", "A, b"), conversation_id("r", "a b!")
    assert first != second
    assert first == conversation_id("r", "A, b")
    assert len(conversation_id("r", "x" * 500)) < 90
