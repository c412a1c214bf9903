from __future__ import annotations

from pathlib import Path

import pytest

from bot.e2e.case_files import case_files, read_cases, story_files
from bot.project.e2e_assertion import IntentWas, LoopIs, SlotWasSet
from bot.project.e2e_file import BotSays, BotUtters, UserSays
from retrieval.source_problem import SourceError

CASE = "test_cases:\n- test_case: {name}\n  steps:\n  - user: hi\n  - utter: utter_greet\n"
STORY = """stories:
- story: told
  steps:
  - user: |
      where is [10042](order_number)
    intent: order_status
  - action: order_form
  - active_loop: order_form
  - slot_was_set:
    - order_number: "10042"
  - action: action_listen
  - intent: inform
    entities: [{email: a@b.eu}]
  - active_loop: order_form
  - active_loop: null
  - action: action_order
  - bot: Here it is
"""


def project(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        path = tmp_path / "tests" / name.replace("__", "/")
        path = path.with_name(path.name + ".yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_rasas_file_and_the_folder_of_themes_are_found(tmp_path: Path) -> None:
    folder = project(
        tmp_path,
        e2e_test_cases=CASE.format(name="one"),
        e2e__b=CASE.format(name="two"),
        e2e__a__c=CASE.format(name="three"),
        test_stories=STORY,
        other="not: ours",
    )
    assert [path.name for path in case_files(folder)] == ["e2e_test_cases.yml", "c.yml", "b.yml"]
    assert [path.name for path in story_files(folder)] == ["test_stories.yml"]
    assert [case.name for case in read_cases(folder)] == ["one", "three", "two", "told"]


def test_a_project_without_tests_has_no_cases(tmp_path: Path) -> None:
    assert read_cases(tmp_path) == ()


def test_a_test_story_is_a_case(tmp_path: Path) -> None:
    (case,) = read_cases(project(tmp_path, test_stories=STORY))
    assert case.source == f"{tmp_path}/tests/test_stories.yml:2"
    assert case.steps == (
        UserSays(
            "where is 10042", (IntentWas("order_status", 4), LoopIs("order_form", 8)), line=4
        ),
        BotUtters("order_form", 7),
        SlotWasSet("order_number", "10042", line=10),
        UserSays(
            '/inform{"email": "a@b.eu"}', (IntentWas("inform", 12), LoopIs(None, 15)), line=12
        ),
        BotUtters("action_order", 16),
        BotSays("Here it is", 17),
    )


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("- or: [{intent: a}, {intent: b}]", "cannot have this step; write a story for each way"),
        ("- checkpoint: c", "cannot have this step"),
        ("- user: 'where is [x](y'", "annotation near"),
    ],
)
def test_what_cannot_be_played_is_told_with_file_and_line(
    tmp_path: Path, step: str, told: str
) -> None:
    text = f"stories:\n- story: told\n  steps:\n  - intent: greet\n  {step}\n"
    with pytest.raises(SourceError) as caught:
        read_cases(project(tmp_path, test_stories=text))
    assert "test_stories.yml:5: story 'told'" in str(caught.value)
    assert told in str(caught.value)
