from __future__ import annotations

from pathlib import Path

import pytest

from bot.project.e2e_assertion import (
    ActionRan,
    Assertion,
    IntentWas,
    LoopIs,
    Refused,
    ReplyCount,
    SlotWasNotSet,
    SlotWasSet,
    Uttered,
)
from bot.project.e2e_file import UserSays, read_test_cases
from retrieval.source_problem import SourceError

HEAD = "test_cases:\n- test_case: one\n  steps:\n  - user: hi\n    assertions:\n"


def read(tmp_path: Path, *lines: str) -> tuple[Assertion, ...]:
    path = tmp_path / "cases.yml"
    path.write_text(HEAD + "".join(f"    {line}\n" for line in lines), encoding="utf-8")
    (case,) = read_test_cases(path)
    step = case.steps[0]
    assert isinstance(step, UserSays)
    return step.assertions


def test_every_kind_of_assertion_is_read_with_its_line(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "- slot_was_set: [size: M, colour]",
        "- slot_was_not_set: [email]",
        "- action_executed: action_x",
        "- action_not_executed: action_y",
        "- intent: greet",
        "- active_loop: null",
        "- active_loop: a_form",
        "- replies: 0",
        "- refused: 400",
    )
    assert found == (
        SlotWasSet("size", "M", line=6),
        SlotWasSet("colour", given=False, line=6),
        SlotWasNotSet("email", line=7),
        ActionRan("action_x", 8),
        ActionRan("action_y", 9, ran=False),
        IntentWas("greet", 10),
        LoopIs(None, 11),
        LoopIs("a_form", 12),
        ReplyCount(0, 13),
        Refused(400, 14),
    )


def test_what_the_bot_said_or_did_not_say(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "- bot_uttered:",
        "    utter_name: utter_x",
        '    text_matches: "a+"',
        "    buttons: [{title: Yes, payload: /affirm}]",
        "    evidence: [shipping-time]",
        "    cards: [TNT-101]",
        "    every_card: {price_max: 20, attributes: {capacity: {min: 2}}}",
        "- bot_did_not_utter: {text_matches: b}",
    )
    assert found == (
        Uttered(
            "utter_x",
            "a+",
            ({"title": "Yes", "payload": "/affirm"},),
            6,
            ("shipping-time",),
            ("TNT-101",),
            {"price_max": 20, "attributes": {"capacity": {"min": 2}}},
        ),
        Uttered(text_matches="b", line=13, said=False),
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("- bot_utterd: {}", "did you mean 'bot_uttered'"),
        ("- bot_uttered: {}", "says nothing"),
        ("- bot_uttered: text", "should be a mapping"),
        ('- bot_uttered: {text_matches: "("}', "no regular expression"),
        ("- bot_uttered: {every_card: {prize_max: 3}}", "did you mean 'price_max'"),
        ("- bot_uttered: {every_card: {attributes: 3}}", "'attributes' should be a mapping"),
        ("- bot_uttered: {every_card: [1]}", "should be a mapping"),
        ("- bot_uttered: {buttons: [{name: x}]}", "unknown key in a button 'name'"),
        ("- bot_uttered: {buttons: x}", "should be a list"),
        ("- replies: many", "should be a number from 0"),
        ("- replies: true", "should be a number from 0"),
        ("- refused: -1", "should be a number from 0"),
        ("- action_executed: 3", "should be a text"),
    ],
)
def test_faults_are_told_with_their_line(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, line)
    assert "cases.yml:6" in str(caught.value)
    assert told in str(caught.value)
