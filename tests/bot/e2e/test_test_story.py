from __future__ import annotations

from pathlib import Path

import pytest

from bot.e2e.test_story import Utterance, read_test_stories, story_files
from bot.policy.steps import ActionStep, LoopStep, StepEntity, UserStep
from finetune.types import EntitySpan
from retrieval.source_problem import SourceError

STORY = """stories:
- story: told
  steps:
  - user: |
      where is [10042](order_number)
    intent: order_status
  - action: order_form
  - active_loop: order_form
  - intent: inform
    entities: [{email: a@b.eu}]
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_files_with_rasas_prefix_and_stories_in_them_are_found(tmp_path: Path) -> None:
    write(tmp_path / "tests/test_stories.yml", STORY)
    write(tmp_path / "tests/more/test_b.yaml", STORY)
    write(tmp_path / "tests/test_nlu.yml", "nlu: []")
    write(tmp_path / "tests/stories.yml", STORY)
    found = [str(path.relative_to(tmp_path)) for path in story_files(tmp_path)]
    assert found == ["tests/more/test_b.yaml", "tests/test_stories.yml"]


def test_annotations_are_read_out_of_the_texts(tmp_path: Path) -> None:
    path = write(tmp_path / "test_s.yml", STORY)
    (story,) = read_test_stories(path)
    number = EntitySpan("order_number", 9, 14, "10042", extractor="annotation")
    assert story.source == f"{path}:2"
    assert story.utterances == (Utterance("where is 10042", "order_status", (number,)),)
    assert story.steps == (
        UserStep("order_status", "where is 10042", (StepEntity("order_number", "10042"),), 4),
        ActionStep("order_form", line=7),
        LoopStep("order_form", 8),
        UserStep("inform", None, (StepEntity("email", "a@b.eu"),), 9),
    )


def test_a_story_is_written_out_for_each_way_it_may_go(tmp_path: Path) -> None:
    text = """stories:
- story: a
  steps: [{or: [{intent: yes}, {intent: no}]}, {action: utter_ok}, {checkpoint: c}]
- story: b
  steps: [{checkpoint: c}, {user: bye, intent: bye}, {action: utter_bye}]
"""
    stories = read_test_stories(write(tmp_path / "test_s.yml", text))
    assert [(one.name, len(one.steps), len(one.utterances)) for one in stories] == [
        ("a > b", 4, 1),
        ("a > b", 4, 1),
    ]


def test_a_broken_annotation_is_told_with_file_and_line(tmp_path: Path) -> None:
    text = 'stories:\n- story: told\n  steps:\n  - user: "where is [x]{y}"\n    intent: a\n'
    with pytest.raises(SourceError, match=r"test_s\.yml:4: story 'told': .* is not valid JSON"):
        read_test_stories(write(tmp_path / "test_s.yml", text))


def test_every_misspelt_key_is_told_with_file_and_line(tmp_path: Path) -> None:
    first = """stories:
- story: told
  steps:
  - user: hello
    intnet: greet
  - action: utter_greet
    intent: greet
"""
    second = 'stories:\n- story: b\n  metdata: {}\n  steps: [{user: "x [y]{z}", means: bye}]\n'
    files = write(tmp_path / "test_a.yml", first), write(tmp_path / "test_b.yml", second)
    with pytest.raises(SourceError) as refusal:
        read_test_stories(*files)
    told = [(one.path.name, one.line, one.message) for one in refusal.value.problems]
    assert told[0] == ("test_a.yml", 5, "unknown key in a step 'intnet'")
    assert [(path, line) for path, line, _ in told[1:]] == [
        ("test_a.yml", 6),
        ("test_b.yml", 3),
        ("test_b.yml", 4),
        ("test_b.yml", 4),
    ]
    assert "did you mean 'intent'" in refusal.value.problems[0].remedy
