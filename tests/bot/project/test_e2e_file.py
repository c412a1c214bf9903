from pathlib import Path

import pytest

from bot.project.e2e_assertion import (
    ActionRan,
    IntentWas,
    LoopIs,
    Refused,
    ReplyCount,
    SlotWasNotSet,
    SlotWasSet,
    Uttered,
)
from bot.project.e2e_file import BotSays, BotUtters, TestCase, UserSays, read_test_cases
from retrieval.source_problem import SourceError


def write(folder: Path, text: str) -> Path:
    path = folder / "cases.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_test_cases_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """fixtures:
- premium:
  - membership: premium
  - points: 5
metadata:
- shop: {region: EU}
test_cases:
- test_case: lookup
  fixtures: [premium]
  metadata: shop
  steps:
  - user: where is 12345
    metadata: shop
  - slot_was_set: [order_id: "12345", seen]
  - slot_was_not_set: [error]
  - utter: utter_status
  - bot: |
      Order 12345 ships today
  - user: thanks
    assertions:
    - slot_was_set: [{done: true}]
    - action_executed: action_bye
    - bot_uttered: {utter_name: utter_bye, text_matches: "bye.*", buttons: [{title: A}]}
""",
    )
    assert read_test_cases(path) == (
        TestCase(
            "lookup",
            steps=(
                UserSays("where is 12345", metadata={"region": "EU"}, line=12),
                SlotWasSet("order_id", "12345", line=14),
                SlotWasSet("seen", given=False, line=14),
                SlotWasNotSet("error", given=False, line=15),
                BotUtters("utter_status", line=16),
                BotSays("Order 12345 ships today", line=17),
                UserSays(
                    "thanks",
                    (
                        SlotWasSet("done", True, line=21),
                        ActionRan("action_bye", line=22),
                        Uttered("utter_bye", "bye.*", ({"title": "A"},), line=23),
                    ),
                    line=19,
                ),
            ),
            slots={"membership": "premium", "points": 5},
            metadata={"region": "EU"},
            source=f"{path}:8",
        ),
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("cases: []", "unknown key in a file of test cases 'cases'"),
        ("test_cases:\n- steps: []", "cases.yml:2: a test case has no 'test_case'"),
        ("test_cases:\n- test_case: a", "test case 'a' has no steps; add 'steps:'"),
        ("test_cases: [{test_case: a, steps: [{usr: x}]}]", "should be one of user, bot, utter"),
        ("test_cases: [{test_case: a, steps: [{user: x, bot: y}]}]", "should be one of"),
        ("test_cases: [{test_case: a, fixtures: [x], steps: []}]", "name in 'fixtures' 'x'"),
        (
            "test_cases: [{test_case: a, steps: [{user: x, assertions: [{said: y}]}]}]",
            "unknown key in an assertion 'said'",
        ),
        (
            "test_cases: [{test_case: a, steps: [{user: x, assertions: [{replies: -1}]}]}]",
            "'replies' should be a number from 0, not -1",
        ),
        (
            "test_cases: [{test_case: a, steps: [{user: x, assertions: "
            "[{bot_uttered: {text_matches: '('}}]}]}]",
            "'text_matches' is no regular expression",
        ),
        (
            "test_cases:\n- {test_case: a, steps: []}\n- {test_case: a, steps: []}",
            "cases.yml:3: test case 'a' has the name of another; the first is",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line_and_remedy(
    tmp_path: Path, text: str, complaint: str
) -> None:
    with pytest.raises(SourceError) as refusal:
        read_test_cases(write(tmp_path, text))
    assert complaint in str(refusal.value)


def test_assertions_of_our_own_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """test_cases:
- test_case: a
  steps:
  - user: hi
    assertions:
    - {intent: greet, action_not_executed: action_x}
    - {active_loop: null}
    - {replies: 0, refused: 400}
    - bot_did_not_utter: {cards: [TNT-101], every_card: {category: Tents}, evidence: [faq]}
""",
    )
    (case,) = read_test_cases(path)
    (says,) = case.steps
    assert isinstance(says, UserSays)
    assert says.assertions == (
        ActionRan("action_x", 6, ran=False),
        IntentWas("greet", 6),
        LoopIs(None, 7),
        ReplyCount(0, 8),
        Refused(400, 8),
        Uttered(
            line=9,
            evidence=("faq",),
            cards=("TNT-101",),
            every_card={"category": "Tents"},
            said=False,
        ),
    )
